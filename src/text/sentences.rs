//! Where sentences end: the rules of Unicode (annex 29), and what they cannot know – abbreviations, initials and ordinals, questions
//! within a sentence, marks that stand apart from their words.

use icu_segmenter::{SentenceSegmenter, options::SentenceBreakInvariantOptions};

use super::{
    abbreviations::{Lists, first_word, last_token},
    languages::main_language,
    signs::{APART, CLOSING, EITHER, OPENING, OWN_STOPS, WIDE, is_abbreviated, is_closing, is_opening, is_unspaced},
};

/// Whether a letter begins a word written like iPhone.
fn is_camel(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && first_word(word).contains(char::is_uppercase)
}

/// Whether a word like the Dutch ’s in ’s Avonds begins.
fn is_joined_to_capital(right: &str) -> bool {
    let mut letters = right.chars();
    letters.next().is_some_and(|mark| matches!(mark, '\'' | '’'))
        && letters.next().is_some_and(char::is_lowercase)
        && letters.next().is_some_and(char::is_whitespace)
        && letters.next().is_some_and(char::is_uppercase)
}

/// How far back a quotation is looked for that ends somewhere, in bytes.
const NEAR: usize = 4_000;

/// Whether the quotation that this mark ends, which may be of several sentences, begins the text or follows a sentence.
fn begins_with_quotation(quoted: &str, closing: char) -> bool {
    let openings: &[char] = match closing {
        '」' => &['「'],
        '』' => &['『'],
        '﹂' => &['﹁'],
        '”' => &['“', '„', '”'],
        '“' => &['„', '“', '”'],
        '»' => &['«', '»'],
        '«' => &['»'],
        '’' => &['‘', '‚'],
        '‘' => &['‚'],
        '"' => &['"'],
        '〞' | '〟' => &['〝'],
        _ => return false,
    };
    let near = quoted.floor_char_boundary(quoted.len().saturating_sub(NEAR));
    let Some(at) = quoted.get(near..).and_then(|quoted| quoted.rfind(openings)) else { return false };
    let at = near + at;
    let before = quoted.get(..at).unwrap_or_default().trim_end();
    before.is_empty()
        || before
            .ends_with(|mark: char| WIDE.contains(&mark) || is_closing(mark) || matches!(mark, '.' | '!' | '?' | '…'))
}

/// Whether words stand within a quotation that they do not close.
fn is_quotation_open(words: &str) -> bool {
    const PAIRS: [(char, char); 5] = [('“', '”'), ('‘', '’'), ('«', '»'), ('「', '」'), ('『', '』')];
    let near = words.get(words.floor_char_boundary(words.len().saturating_sub(NEAR))..).unwrap_or_default();
    PAIRS.into_iter().any(|(opening, closing)| near.matches(opening).count() > near.matches(closing).count())
}

/// The words before the quotation that ends with a mark; `None` if no such quotation begins in them.
fn before_quotation(quoted: &str, closing: char) -> Option<&str> {
    let opening = match closing {
        '”' => '“',
        '’' => '‘',
        '»' => '«',
        '"' => '"',
        _ => return None,
    };
    let near = quoted.floor_char_boundary(quoted.len().saturating_sub(NEAR));
    let at = quoted.get(near..)?.rfind(opening)?;
    Some(quoted.get(..near + at)?.trim_end())
}

/// Whether what is asked in a quotation, which this mark closes, is a part of the sentence around it: the quotation is within
/// another, or nothing says that somebody speaks now.
fn is_within_sentence(quoted: &str, closing: Option<char>) -> bool {
    let before = closing.and_then(|closing| before_quotation(quoted, closing));
    before.is_some_and(|before| {
        is_quotation_open(before)
            || !before.is_empty()
                && !before.ends_with([':', '：', ',', '，', '،', '.', '。', '!', '！', '?', '？', '؟', '।', '۔', '…'])
    })
}

/// Where sentences of a paragraph begin, in bytes, and its end. `language` is a code; empty where it is not known.
pub(super) fn sentence_starts(words: &str, language: &str) -> Vec<usize> {
    let lists = Lists::of(language);
    let main = main_language(language);
    // Where a text has stops of its own, the stop of Latin shortens words.
    let has_own_stop = words.contains(OWN_STOPS);
    let mut starts = vec![0];
    for place in places(words, &main).into_iter().filter_map(|place| settled(words, place)) {
        let start = starts.last().copied().unwrap_or_default();
        let left = words
            .get(start..place)
            .unwrap_or_default()
            .trim_end_matches(|mark: char| is_closing(mark) || mark.is_whitespace());
        let is_short = left.ends_with('.') && !left.ends_with("..");
        let is_date = main == "ko" && is_short && is_in_date(left, words.get(place..).unwrap_or_default());
        let right = words.get(place..).unwrap_or_default();
        let is_own = || main == "hy" || is_of_own_script(left.chars().rev()) || is_of_own_script(right.chars());
        if has_own_stop && is_short && is_own() || is_date {
            continue;
        }
        if ends(words, start, place, lists) {
            starts.push(place);
        }
    }
    starts.push(words.len());
    starts
}

/// Whether the first letter is of a script without case, as those are that have stops of their own.
fn is_of_own_script(mut characters: impl Iterator<Item = char>) -> bool {
    let letter = characters.find(|character| character.is_alphabetic());
    letter.is_some_and(|letter| !has_case(letter))
}

/// Whether a stop is one of a date in numbers alone, as Korean writes it: 2001. 4. 1.
fn is_in_date(left: &str, right: &str) -> bool {
    let number = last_token(left).trim_end_matches('.');
    let next = right.trim_start();
    let is_short = |digits: &str| !digits.is_empty() && digits.len() <= 4 && digits.chars().all(|c| c.is_ascii_digit());
    let after = next.trim_start_matches(|c: char| c.is_ascii_digit());
    let follows_number = left.trim_end_matches(last_token(left)).trim_end().ends_with('.');
    is_short(number) && (next.len() > after.len() && after.starts_with('.') || follows_number)
}

/// Where a sentence may begin, by the rules of Unicode and where they see no end. `language` is a code without region.
fn places(words: &str, language: &str) -> Vec<usize> {
    let mut places: Vec<usize> =
        SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_str(words).collect();
    let mut characters = words.char_indices().peekable();
    let mut letter = ' ';
    while let Some((_, stop)) = characters.next() {
        // The Greek question mark, which no other language ends a sentence with.
        let is_greek = stop == ';' && matches!(letter, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}');
        if stop.is_alphanumeric() {
            letter = stop;
        }
        // Some type the stop of Armenian as a colon.
        let is_armenian = stop == ':' && language == "hy" && matches!(letter, '\u{530}'..='\u{58F}');
        let asks = matches!(stop, '?' | '!');
        if !matches!(stop, '…' | '.') && !is_greek && !is_armenian && !asks {
            continue;
        }
        let mut is_closed = false;
        while characters.next_if(|(_, mark)| is_closing(*mark) || *mark == '.').is_some() {
            is_closed = true;
        }
        let mut has_blank = false;
        while characters.next_if(|(_, blank)| blank.is_whitespace()).is_some() {
            has_blank = true;
        }
        // What somebody else answers begins with a dash.
        let begins = |next: char| !asks || !is_closed && matches!(next, '–' | '—' | '―');
        if let Some((at, _)) = characters.peek().filter(|(_, next)| has_blank && begins(*next)) {
            places.push(*at);
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// The place moved before the marks that open what follows, and behind those that close what precedes.
fn settled(words: &str, place: usize) -> Option<usize> {
    let mut place = place;
    loop {
        let left = words.get(..place)?.trim_end();
        let mark = left.chars().next_back()?;
        let before = left.get(..left.len() - mark.len_utf8())?.chars().next_back();
        let stands_apart = before.is_none_or(|before| {
            before.is_whitespace()
                || matches!(before, '。' | '！' | '？' | '．' | '｡') && matches!(mark, '“' | '‘' | '«')
        });
        if !(OPENING.contains(&mark) || EITHER.contains(&mark) && stands_apart) {
            break;
        }
        place = left.len() - mark.len_utf8();
    }
    let right = words.get(place..)?;
    let after = right.trim_start();
    let mut marks = after.chars();
    let (mark, next) = (marks.next(), marks.next());
    let closes = mark.is_some_and(|mark| APART.contains(&mark)) && next.is_none_or(|next| !next.is_alphanumeric());
    if closes {
        let rest = after.get(mark.map_or(0, char::len_utf8)..)?;
        return Some(words.len() - rest.trim_start().len());
    }
    Some(place)
}

/// What stands around a place where a sentence may end.
struct Gap<'w> {
    /// The words of the sentence up to its stop.
    core: &'w str,
    /// The stop.
    stop: char,
    /// What stands before the stop.
    before: Option<char>,
    /// The first mark that closes something behind the stop.
    closing: Option<char>,
    /// What follows, without blanks.
    right: &'w str,
    /// The same without marks that open something.
    rest: &'w str,
    /// Whether a blank parts the two.
    has_gap: bool,
    /// The text up to the stop.
    quoted: &'w str,
}

impl<'w> Gap<'w> {
    /// `None` where nothing stands on one side.
    fn between(words: &'w str, start: usize, place: usize) -> Option<Self> {
        let (left, right) = (words.get(start..place)?, words.get(place..)?);
        if left.trim().is_empty() || right.trim().is_empty() {
            return None;
        }
        let solid = left.trim_end();
        let has_gap = solid.len() < left.len() || right.starts_with(char::is_whitespace);
        let core = solid.trim_end_matches(|mark: char| is_closing(mark) || mark.is_whitespace());
        let stop = core.chars().next_back()?;
        let right = right.trim_start();
        let rest = right.trim_start_matches(|mark: char| {
            is_opening(mark) || matches!(mark, '-' | '–' | '—' | '―' | ' ' | '\u{A0}' | '\u{202F}')
        });
        Some(Self {
            core,
            stop,
            before: core.get(..core.len() - stop.len_utf8())?.chars().next_back(),
            closing: solid.get(core.len()..).and_then(|marks| marks.trim_start().chars().next()),
            right,
            rest,
            has_gap,
            quoted: words.get(..start + core.len()).unwrap_or_default(),
        })
    }

    fn next(&self) -> char {
        self.rest.chars().next().unwrap_or(' ')
    }

    fn is_question(&self) -> bool {
        matches!(self.stop, '?' | '!' | '？' | '！' | '؟')
    }

    /// Whether what is quoted begins the sentence, and who says it follows.
    fn starts_quoted(&self) -> bool {
        self.closing.is_some_and(|mark| begins_with_quotation(self.quoted, mark))
    }

    /// Whether a letter without case follows.
    fn goes_on_without_case(&self) -> bool {
        self.next().is_alphabetic() && !has_case(self.next())
    }

    /// Whether a question or shout in quotation marks is a part of the sentence that goes on behind them.
    fn asks_within(&self, lists: &Lists) -> bool {
        if self.closing.is_none() || !self.is_question() {
            return false;
        }
        if self.goes_on_without_case() && (self.starts_quoted() || is_within_sentence(self.quoted, self.closing)) {
            return true;
        }
        // “Never!” Ms. Park replied.
        let mut said = self.right.split_whitespace();
        let named = said.clone().take(5).take_while(|word| word.starts_with(char::is_uppercase)).count();
        let verb = said.nth(named).unwrap_or_default();
        let says = (1..=4).contains(&named) && lists.says.contains(verb.trim_end_matches(['.', ',', ':']));
        says && self.starts_quoted()
    }

    /// Whether a sentence ends with a stop that ends one wherever it stands.
    fn ends_at_wide_stop(&self, lists: &Lists) -> bool {
        let is_bracket =
            self.closing.is_some_and(|mark| CLOSING.contains(&mark) && !matches!(mark, '」' | '』' | '﹂' | '﹄'));
        let is_hiragana = self.right.starts_with(|next: char| matches!(next, '\u{3040}'..='\u{309F}'));
        let opens = self.right.starts_with(is_opening);
        // What is said first is followed by who says it, in the same sentence.
        let says = || self.starts_quoted() && !opens && !self.has_gap;
        let goes_on = self.closing.is_some() && !is_bracket && (is_hiragana || says());
        // A stop within a name is followed by what joins it to the sentence.
        let is_name =
            self.stop == '。' && self.closing.is_none() && !self.has_gap && self.right.starts_with(['の', 'を']);
        let asks = || !opens && self.asks_within(lists);
        !(goes_on || is_name || self.right.starts_with([',', '،', '，', '、', '؛']) || asks())
    }

    /// Whether the stop is one of an ellipsis with blanks between: “know . . . stunned”.
    fn is_spaced_ellipsis(&self) -> bool {
        let stands_apart = self.stop == '.' && self.before.is_none_or(char::is_whitespace);
        stands_apart && (self.right.starts_with('.') || self.next().is_lowercase()) || self.right.starts_with(". .")
    }
}

fn has_case(letter: char) -> bool {
    letter.is_lowercase() || letter.is_uppercase()
}

/// Whether a sentence ends between these two.
fn ends(words: &str, start: usize, place: usize, lists: &Lists) -> bool {
    let Some(gap) = Gap::between(words, start, place) else { return false };
    let Gap { core, stop, before, right, rest, .. } = gap;
    let is_quoted = gap.closing.is_some();
    if stop == '.' && before.is_some_and(is_abbreviated) || right.starts_with("ល។") {
        return false;
    }
    if stop == '۔' && lists.inner.contains(format!("{}.", last_token(core).trim_end_matches('۔')).as_str()) {
        return false;
    }
    if WIDE.contains(&stop) || before.is_some_and(is_unspaced) {
        return gap.ends_at_wide_stop(lists);
    }
    if stop == ':' || !gap.has_gap {
        return gap.has_gap;
    }
    if right.starts_with([',', ';', ':', ')', ']', '،', '؛', '%']) || gap.is_spaced_ellipsis() {
        return false;
    }
    let begins_small = gap.next().is_lowercase() && !is_camel(rest) && !is_joined_to_capital(right);
    if begins_small || gap.asks_within(lists) {
        return false;
    }
    let is_ellipsis = core.ends_with("..");
    if (is_ellipsis || stop == '…') && !is_quoted && gap.goes_on_without_case() {
        return false;
    }
    stop != '.' || is_ellipsis || !lists.stop_is_of_word(core, is_quoted, if is_quoted { rest } else { right })
}
