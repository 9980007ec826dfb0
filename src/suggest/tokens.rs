//! Words and signs of a stretch of news prose, and where its sentences end: "Mr. Smith" and "the U.S. army" go on.

use super::grammar::List;
use crate::text::{ByteOffset, ByteRange, FrozenText};

/// A word or a sign.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    /// Where it stands.
    pub range: ByteRange,
    /// As it is written.
    pub text: &'t str,
    /// In small letters, with straight apostrophes.
    pub lower: String,
    /// Whether it is a word rather than a sign.
    pub is_word: bool,
    /// Whether a sentence or a paragraph ends with it.
    pub ends_sentence: bool,
}

impl Token<'_> {
    /// Whether it is this sign or word in small letters.
    pub(super) fn is(&self, what: &str) -> bool {
        self.lower == what
    }

    /// Whether it is one of these signs or words in small letters.
    pub(super) fn is_of(&self, list: &[&str]) -> bool {
        list.contains(&self.lower.as_str())
    }

    /// Whether it is of this list.
    pub(super) fn is_in(&self, list: List) -> bool {
        list.has(&self.lower)
    }

    /// Whether it is a word that begins with a capital, or with a sign and a capital, as “al-Amr” or “iPhone” do not.
    pub(super) fn is_capital(&self) -> bool {
        self.is_word && self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is written as names are: with a capital anywhere, as in “al-Amr” or “iPhone”.
    pub(super) fn is_name(&self) -> bool {
        self.is_word && self.text.contains(char::is_uppercase)
    }

    /// Whether it begins with a digit.
    pub(super) fn is_number(&self) -> bool {
        self.is_word && self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether somebody has what follows.
    pub(super) fn is_possessive(&self) -> bool {
        self.is_word && (self.lower.ends_with("'s") || self.lower.ends_with("s'"))
    }

    /// Where it ends without the ending of a possessive.
    pub(super) fn bare_end(&self) -> ByteOffset {
        let stem = self.text.strip_suffix('s').and_then(|stem| stem.strip_suffix(['\'', '’']));
        let stem = stem.or_else(|| self.text.strip_suffix(['\'', '’'])).unwrap_or(self.text);
        ByteOffset::new(self.range.start.index() + stem.len())
    }

    /// Whether it is a mark of quotation.
    pub(super) fn is_quote(&self) -> bool {
        !self.is_word
            && self.text.starts_with(['“', '”', '"', '„', '«', '»', '‹', '›', '‘', '’', '\'', '「', '」', '『', '』'])
    }

    /// Whether it is a dash between phrases.
    pub(super) fn is_dash(&self) -> bool {
        !self.is_word && self.text.starts_with(['-', '–', '—', '―'])
    }
}

/// Whether a word leads to a phrase, as “of” and “in” do.
pub(super) fn is_preposition(token: &Token<'_>) -> bool {
    token.is_in(List::Prepositions)
}

/// The words and signs of a range, in order.
pub(super) fn tokens<'t>(text: &'t FrozenText, range: ByteRange) -> Vec<Token<'t>> {
    let words = text.get(range).unwrap_or_default();
    let mut found: Vec<Token<'t>> = Vec::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let at = words.len() - rest.len();
        let length = if first.is_alphanumeric() || (matches!(first, '@' | '#') && starts_word(rest, first.len_utf8())) {
            word_length(rest)
        } else if first == '-' && rest.starts_with("--") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if first == '\n' {
            found.last_mut().into_iter().for_each(|last| last.ends_sentence = true);
        } else if !first.is_whitespace() {
            let start = range.start.index() + at;
            found.push(Token {
                range: ByteRange::new(start, start + token.len()),
                text: token,
                lower: token.to_lowercase().replace('’', "'"),
                is_word: first.is_alphanumeric() || token.len() > 1 && matches!(first, '@' | '#'),
                ends_sentence: false,
            });
        }
        rest = after;
    }
    find_ends(&mut found);
    found
}

fn starts_word(rest: &str, from: usize) -> bool {
    rest.get(from..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// The length of the word that `rest` begins with; apostrophes, hyphens and full stops within belong to it, and so does
/// the full stop after a shortened word.
fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let joins = matches!(character, '\'' | '’' | '-' | '‑' | '.' | '&' | '_' | '@' | '#' | '/');
        let is_inner = joins && next.is_some_and(char::is_alphanumeric)
            || character == '.' && next == Some('-') && rest.get(..at).is_some_and(|word| word.contains('.'));
        let is_thousand = character == ',' && next.is_some_and(|c| c.is_ascii_digit());
        let is_thousand =
            is_thousand && rest.get(..at).is_some_and(|word| word.ends_with(|c: char| c.is_ascii_digit()));
        let is_mark = matches!(character, '\u{300}'..='\u{36f}');
        if !(character.is_alphanumeric() || is_inner || is_thousand || is_mark) {
            break;
        }
        end = at + character.len_utf8();
    }
    let word = rest.get(..end).unwrap_or_default();
    if rest.get(end..).is_some_and(|after| after.starts_with(['\'', '’'])) && word.ends_with('s') {
        // “The Sams’ house”, but “‘the Sams’ said”: a quotation mark has no noun after it; either way the word is whole.
        let mut after = rest.get(end..).unwrap_or_default().chars().skip(1);
        if after.next() == Some(' ') && after.next().is_some_and(char::is_lowercase) {
            return end + rest.get(end..).and_then(|after| after.chars().next()).map_or(0, char::len_utf8);
        }
    }
    end + usize::from(rest.get(end..).is_some_and(|after| after.starts_with('.')) && is_shortened(word))
}

fn is_shortened(word: &str) -> bool {
    let lower = word.to_lowercase();
    let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    let has_stops = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    let is_abbreviation =
        word.starts_with(char::is_uppercase) && (List::BeforeNames.has(&lower) || List::Shortened.has(&lower));
    is_initial || has_stops && !word.starts_with(|c: char| c.is_ascii_digit()) || is_abbreviation
}

/// Says of each token whether a sentence ends with it: with its last sign or closing mark.
fn find_ends(tokens: &mut [Token<'_>]) {
    let mut seen = 0;
    for at in 0..tokens.len() {
        if at < seen {
            continue;
        }
        let (Some(token), next) = (tokens.get(at), tokens.get(at + 1)) else { continue };
        let stops = !token.is_word && token.text.starts_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟']);
        let is_short = token.is_word && token.text.ends_with('.');
        let stem = token.lower.trim_end_matches('.');
        let short_end = is_short
            && !List::BeforeNames.has(stem)
            && stem.chars().count() > 1
            && next.is_some_and(|next| next.is_capital() && next.is_in(List::Starters));
        if !stops && !short_end {
            continue;
        }
        // Closing marks go with the sentence that they close.
        let mut last = at;
        while let Some(next) = tokens.get(last + 1) {
            let adjoins = tokens.get(last).is_some_and(|token| token.range.end == next.range.start);
            let closes = next.is_quote() || matches!(next.text, ")" | "]" | "." | "!" | "?" | "…");
            if !(adjoins && closes) {
                break;
            }
            last += 1;
        }
        seen = last + 1;
        // What follows in small letters, as “he said” after “Why?”, belongs to the sentence.
        let goes_on = tokens.get(last + 1).is_some_and(|next| {
            let adjoins = tokens.get(last).is_some_and(|token| token.range.end == next.range.start);
            adjoins && next.is_word || next.text.starts_with(char::is_lowercase) || matches!(next.text, "," | ";")
        });
        if !goes_on && let Some(token) = tokens.get_mut(last) {
            token.ends_sentence = true;
        }
    }
}

/// The tokens of the sentence that the one at `at` belongs to: the first, and the one after the last.
pub(super) fn sentence(tokens: &[Token<'_>], at: usize) -> (usize, usize) {
    let before = tokens.get(..at).unwrap_or_default();
    let start = before.iter().rposition(|token| token.ends_sentence).map_or(0, |end| end + 1);
    let after = tokens.get(at..).unwrap_or_default();
    let end = after.iter().position(|token| token.ends_sentence).map_or(tokens.len(), |end| at + end + 1);
    (start, end)
}

/// The first token that ends after an offset; how many there are if none does.
pub(super) fn token_at(tokens: &[Token<'_>], offset: ByteOffset) -> usize {
    tokens.partition_point(|token| token.range.end <= offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        let text = FrozenText::verbatim(words);
        let all = tokens(&text, text.range());
        let mut sentences: Vec<&str> = Vec::new();
        let mut at = 0;
        while at < all.len() {
            let (start, end) = sentence(&all, at);
            let range = ByteRange { start: all[start].range.start, end: all[end - 1].range.end };
            sentences.push(text.get(range).unwrap());
            at = end;
        }
        assert_eq!(sentences, expected);
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        check("Mr. Smith met Gen. J. R. Lee. He left.", &["Mr. Smith met Gen. J. R. Lee.", "He left."]);
        check(
            "The U.S. Army left Washington D.C. The rest stayed.",
            &["The U.S. Army left Washington D.C.", "The rest stayed."],
        );
        check("“Why?” he asked. “Go!” They went.", &["“Why?” he asked.", "“Go!”", "They went."]);
        check("It cost 1.5m at Gawker.com, he said.\nNext", &["It cost 1.5m at Gawker.com, he said.", "Next"]);
    }

    #[test]
    fn words_are_whole() {
        let text = FrozenText::verbatim("The Sams’ house, U.S.-led, O’Brien's 1,200 al-Amr -- @POTUS");
        let found: Vec<&str> = tokens(&text, text.range()).iter().map(|token| token.text).collect();
        assert_eq!(
            found,
            ["The", "Sams’", "house", ",", "U.S.-led", ",", "O’Brien's", "1,200", "al-Amr", "--", "@POTUS"]
        );
    }
}
