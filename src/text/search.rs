//! Finding words in one text: exactly as written; ignoring case and accents; any of several; or by a
//! regular expression. The query is widened instead of copying the text, so offsets are always those of the frozen text.

use regex::Regex;

use super::{ByteOffset, ByteRange, FrozenText, fold, paragraph_at, spellings::widened};

/// The most that a compiled query may take, in bytes.
const LARGEST: usize = 4 << 20;

/// An exact search. Prepared once, used on many texts.
#[derive(Clone, Debug)]
pub struct ExactQuery {
    finder: memchr::memmem::Finder<'static>,
}

impl ExactQuery {
    /// Prepares `words`; blanks at their ends count.
    pub fn new(words: &str) -> Self {
        Self { finder: memchr::memmem::Finder::new(words.as_bytes()).into_owned() }
    }

    /// All matches in `text`, in order, not overlapping. No words match nothing.
    pub fn find_in<'t>(&'t self, text: &'t FrozenText) -> impl Iterator<Item = ByteRange> + 't {
        let length = self.finder.needle().len();
        let haystack = text.as_str().as_bytes();
        let mut from = if length == 0 { haystack.len() + 1 } else { 0 };
        // Asking again and again costs less per text than the finder's own iterator, which copies the finder.
        std::iter::from_fn(move || {
            let start = from + self.finder.find(haystack.get(from..)?)?;
            from = start + length;
            Some(ByteRange::new(start, from))
        })
    }
}

/// A search pattern: words or a regular expression. Compiled once, used on many texts.
#[derive(Clone, Debug)]
pub struct Pattern {
    finder: Finder,
}

/// Why a pattern cannot be searched for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// Too many words, or too long ones.
    #[error("these are too many words to search for at once.")]
    TooManyWords,
    /// An expression that would take too much memory.
    #[error("this regular expression is too large. Repeat less in it.")]
    TooLarge,
    /// Not a regular expression, and why.
    #[error("this is not a valid regular expression: {0}.")]
    Invalid(String),
}

#[derive(Clone, Debug)]
enum Finder {
    Nothing,
    Exact(Box<ExactQuery>),
    /// Words as they may be spelt.
    Spelt(Regex),
    Rule(Regex),
}

impl Pattern {
    /// Finds the words exactly as written.
    pub fn exact(words: &str) -> Self {
        Self { finder: Finder::Exact(Box::new(ExactQuery::new(words))) }
    }

    /// Finds the words, ignoring case and accents, with any blanks between them. No words match nothing. A phrase of many
    /// sentences is too long for that and is found exactly as written.
    pub fn folded(words: &str) -> Self {
        Self::any_of(&[words]).unwrap_or_else(|_| Self::exact(words))
    }

    /// Finds any of several words or phrases, ignoring case and accents; where two begin together, the longer.
    ///
    /// # Errors
    /// When they are too many or too long.
    pub fn any_of(phrases: &[&str]) -> Result<Self, PatternError> {
        let mut phrases: Vec<&str> = phrases.iter().copied().filter(|phrase| !phrase.trim().is_empty()).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        if phrases.is_empty() {
            return Ok(Self { finder: Finder::Nothing });
        }
        let rules: Vec<String> = phrases.into_iter().map(widened).filter(|rule| !rule.is_empty()).collect();
        if rules.is_empty() {
            return Ok(Self { finder: Finder::Nothing });
        }
        // What is made of escaped characters and classes is always a valid rule; only its size can be refused.
        let regex = compiled(&rules.join("|")).map_err(|_too_large| PatternError::TooManyWords)?;
        Ok(Self { finder: Finder::Spelt(regex) })
    }

    /// Finds what a regular expression describes (the syntax of the crate `regex`).
    ///
    /// # Errors
    /// Why it is not one.
    pub fn regex(expression: &str) -> Result<Self, PatternError> {
        Ok(Self { finder: Finder::Rule(compiled(expression)?) })
    }

    /// Whether a text has a match.
    pub fn is_in(&self, text: &str) -> bool {
        match &self.finder {
            Finder::Nothing => false,
            Finder::Exact(query) => query.finder.find(text.as_bytes()).is_some(),
            Finder::Spelt(regex) => spelt(regex, text).next().is_some(),
            Finder::Rule(regex) => regex.is_match(text),
        }
    }

    /// All matches in `text`, in order, not overlapping, none empty.
    pub fn find_in<'t>(&'t self, text: &'t FrozenText) -> Box<dyn Iterator<Item = ByteRange> + 't> {
        match &self.finder {
            Finder::Nothing => Box::new(std::iter::empty()),
            Finder::Exact(query) => Box::new(query.find_in(text)),
            Finder::Spelt(regex) => Box::new(spelt(regex, text.as_str())),
            Finder::Rule(regex) => {
                let places = regex.find_iter(text.as_str()).filter(|place| !place.is_empty());
                Box::new(places.map(|place| ByteRange::new(place.start(), place.end())))
            }
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn compiled(expression: &str) -> Result<Regex, PatternError> {
    let built = regex::RegexBuilder::new(expression).size_limit(LARGEST).build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => PatternError::TooLarge,
        // What is wrong stands in the last line of the message, below a drawing of where.
        other => {
            let message = other.to_string();
            let last = message.lines().last().unwrap_or_default();
            PatternError::Invalid(last.trim_start_matches("error: ").to_owned())
        }
    })
}

/// The places of words in a text, without what is not seen at their ends, and not where their last letter goes on as
/// another one.
fn spelt<'t>(regex: &'t Regex, text: &'t str) -> impl Iterator<Item = ByteRange> + 't {
    regex.find_iter(text).filter_map(|place| {
        let goes_on =
            text.get(place.end()..).and_then(|rest| rest.chars().next()).is_some_and(fold::makes_another_letter);
        let words = place.as_str().trim_end_matches(fold::is_invisible);
        (!goes_on && !words.is_empty()).then(|| ByteRange::new(place.start(), place.start() + words.len()))
    })
}

/// The text before a place, the place, and the text after it: at most `around` bytes on either side, never beyond the
/// paragraph, without the blanks at the outer ends.
pub fn in_context(text: &FrozenText, range: ByteRange, around: usize) -> [ByteRange; 3] {
    let all = text.as_str();
    let last = ByteOffset::new(range.end.index().saturating_sub(1)).max(range.start);
    let (first, end) = (paragraph_at(text, range.start).start.index(), paragraph_at(text, last).end.index());
    let from = all.ceil_char_boundary(range.start.index().saturating_sub(around).max(first));
    let to = all.floor_char_boundary((range.end.index() + around).min(end.max(range.end.index())));
    let before = ByteRange { start: ByteOffset::new(from.min(range.start.index())), end: range.start };
    let after = ByteRange { start: range.end, end: ByteOffset::new(to) };
    let blank = |range: ByteRange| text.get(range).unwrap_or_default();
    let lead = blank(before).len() - blank(before).trim_start().len();
    let trail = blank(after).len() - blank(after).trim_end().len();
    [
        ByteRange { start: ByteOffset::new(before.start.index() + lead), end: before.end },
        range,
        ByteRange { start: after.start, end: ByteOffset::new(after.end.index() - trail) },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, pattern: &Pattern) -> Vec<String> {
        let text = FrozenText::verbatim(text);
        pattern.find_in(&text).map(|range| text.get(range).unwrap().to_owned()).collect()
    }

    #[test]
    fn exact_words_are_found_as_written() {
        let text = FrozenText::verbatim("Kiev, KIEV; Kiev");
        let places: Vec<usize> = ExactQuery::new("Kiev").find_in(&text).map(|range| range.start.index()).collect();
        assert_eq!(places, [0, 12]);
        assert_eq!(ExactQuery::new("").find_in(&text).count(), 0);
        assert_eq!(ExactQuery::new("Odessa").find_in(&FrozenText::verbatim("")).count(), 0);
    }

    #[test]
    fn case_and_accents_are_folded_and_offsets_stay() {
        let folded = |text: &str, query: &str| found(text, &Pattern::folded(query));
        assert_eq!(folded("Kiev, KIEV; kie", "kiev"), ["Kiev", "KIEV"]);
        assert_eq!(folded("İSTANBUL ve istanbul", "istanbul"), ["İSTANBUL", "istanbul"]);
        assert_eq!(folded("Erdoğan, Erdog\u{306}an, ERDOGAN", "Erdogan"), ["Erdoğan", "Erdog\u{306}an", "ERDOGAN"]);
        assert_eq!(folded("Erdogan", "erdoğan"), ["Erdogan"]);
        assert_eq!(folded("Россия РОССИЯ", "россия"), ["Россия", "РОССИЯ"]);
        assert_eq!(folded("press\n service", "press service"), ["press\n service"]);
        assert_eq!(folded("Erdoğan, Erdog\u{306}an", "Erdog\u{306}an"), ["Erdoğan", "Erdog\u{306}an"]);
        assert_eq!(folded("한국 정부, 한국", "한국"), ["한국", "한국"]);
        assert_eq!(folded("ΑΘΗΝΑΣ", "αθηνας"), ["ΑΘΗΝΑΣ"]);
        assert_eq!(folded("ⰀⰁ ⰰⰱ Ａ \u{212A}", "ⰰⰱ"), ["ⰀⰁ", "ⰰⰱ"]);
        assert_eq!(folded("\u{212A}elvin", "\u{212A}elvin"), ["\u{212A}elvin"]);
        assert_eq!(folded("aaaa", "aa"), ["aa", "aa"]);
        assert_eq!(folded("1.5 (a) a+b", "(A)"), ["(a)"]);
        for sign in ["wait…", "№", "½", "™", "a > b", "<a>", "[^-&~]", "\\", "ﷺ", "⑽"] {
            assert_eq!(folded(sign, sign), [sign], "{sign}");
        }
        assert_eq!(folded("anything", " "), Vec::<String>::new());
        assert_eq!(folded("ab", "abc"), Vec::<String>::new());
    }

    #[test]
    fn any_of_several_prefers_the_longer() {
        let pattern = Pattern::any_of(&["Putin", "", "Vladimir Putin"]).unwrap();
        assert_eq!(found("Vladimir Putin, Putin", &pattern), ["Vladimir Putin", "Putin"]);
        assert_eq!(found("Vladimir Putin", &Pattern::any_of(&[]).unwrap()), Vec::<String>::new());
    }

    #[test]
    fn a_very_long_phrase_is_still_found_but_not_widened() {
        let long = "Erdoğan says that all is well. ".repeat(2_000);
        let words = long.trim();
        assert!(Pattern::any_of(&[words]).is_err());
        assert_eq!(found(&long, &Pattern::folded(words)), [words]);
    }

    #[test]
    fn context_stays_in_the_paragraph_and_on_characters() {
        let text = FrozenText::verbatim("Title\n\nЧто said Putin in İzmir, then left.\n\nEnd");
        let at = text.as_str().find("Putin").unwrap();
        let around = |bytes| in_context(&text, ByteRange::new(at, at + 5), bytes).map(|part| text.get(part).unwrap());
        assert_eq!(around(200), ["Что said ", "Putin", " in İzmir, then left."]);
        assert_eq!(around(9), ["о said ", "Putin", " in İzmi"]);
        assert_eq!(around(0), ["", "Putin", ""]);
    }

    #[test]
    fn regular_expressions_match_and_bad_ones_are_explained() {
        assert_eq!(found("2022, 1999", &Pattern::regex(r"\d{4}").unwrap()), ["2022", "1999"]);
        assert_eq!(found("abc", &Pattern::regex("x*").unwrap()), Vec::<String>::new());
        assert_eq!(Pattern::regex("(").unwrap_err(), PatternError::Invalid("unclosed group".to_owned()));
        assert_eq!(Pattern::regex("(((a{1000}){1000}){1000})").unwrap_err(), PatternError::TooLarge);
    }
}
