//! Where sentences end: the rules of Unicode (annex 29), and what they cannot know – abbreviations, initials and ordinals, questions
//! within a sentence, marks that stand apart from their words.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use icu_segmenter::{SentenceSegmenter, options::SentenceBreakInvariantOptions};

use super::languages::main_language;

/// Abbreviations of all languages, and the words that sentences begin with.
const LISTS: &str = include_str!("../../assets/text/abbreviations.tsv");

/// Marks that only open, in any language.
const OPENING: [char; 17] =
    ['(', '[', '{', '„', '‚', '「', '『', '《', '〈', '【', '（', '〔', '﹁', '﹃', '〝', '¿', '¡'];
/// Marks that only close.
const CLOSING: [char; 14] = [')', ']', '}', '」', '』', '》', '〉', '】', '）', '〕', '﹂', '﹄', '〞', '〟'];
/// Marks that do either.
const EITHER: [char; 9] = ['"', '\'', '“', '”', '‘', '’', '«', '»', '‹'];
/// The other marks that end what is quoted, where French sets them apart.
const APART: [char; 3] = ['»', '›', '”'];
/// Stops that end a sentence wherever they stand.
const WIDE: [char; 17] = ['。', '！', '？', '｡', '．', '።', '፧', '፨', '։', '؟', '۔', '।', '॥', '။', '។', '៕', '﹖'];

/// What is known of a language.
#[derive(Default)]
struct Lists {
    /// Never the end of a sentence.
    inner: HashSet<&'static str>,
    /// None before a number.
    number: HashSet<&'static str>,
    /// The end of a sentence where a word follows that sentences begin with.
    end: HashSet<&'static str>,
    /// The end of one wherever a word follows that may begin one.
    etc: HashSet<&'static str>,
    /// The same behind a number.
    unit: HashSet<&'static str>,
    starters: HashSet<&'static str>,
    /// What somebody does whose question comes first.
    says: HashSet<&'static str>,
    /// Whether a number with a stop is an ordinal.
    has_ordinals: bool,
}

impl Lists {
    /// Those of a language; of all together where none are known for it.
    fn of(language: &str) -> &'static Self {
        static ALL: OnceLock<HashMap<&'static str, Lists>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            let mut all: HashMap<&'static str, Self> = HashMap::new();
            for line in LISTS.lines().filter(|line| !line.starts_with('#')) {
                let mut columns = line.split('\t');
                let (Some(language), Some(kind), Some(words)) = (columns.next(), columns.next(), columns.next()) else {
                    continue;
                };
                for language in [language, ""] {
                    let lists = all.entry(language).or_default();
                    match kind {
                        "inner" => lists.inner.extend(words.split(' ')),
                        "number" => lists.number.extend(words.split(' ')),
                        "end" => lists.end.extend(words.split(' ')),
                        "etc" => lists.etc.extend(words.split(' ')),
                        "unit" => lists.unit.extend(words.split(' ')),
                        "says" => lists.says.extend(words.split(' ')),
                        "starter" => lists.starters.extend(words.split(' ')),
                        _ => lists.has_ordinals |= !language.is_empty(),
                    }
                }
            }
            all
        });
        static NONE: OnceLock<Lists> = OnceLock::new();
        let main = main_language(language);
        let known = all.get(main.as_str()).or_else(|| all.get(""));
        known.unwrap_or_else(|| NONE.get_or_init(Self::default))
    }

    fn is_starter(&self, rest: &str) -> bool {
        let word = first_word(rest);
        let is_initial =
            word.chars().count() == 1 && rest.get(word.len()..).is_some_and(|after| after.starts_with('.'));
        !is_initial && self.starters.contains(word)
    }

    /// Whether the stop at the end of `left` belongs to its last word, and no sentence ends there.
    fn stop_is_of_word(&self, left: &str, is_quoted: bool, rest: &str) -> bool {
        let token = last_token(left);
        let bare = token.trim_end_matches('.');
        let may_end = !self.is_starter(rest);
        let before = last_token(left.trim_end_matches(token).trim_end());
        if !bare.is_empty() && bare.chars().all(char::is_numeric) {
            // “1. The first” is an item of a list.
            let is_item = token.len() == left.trim_start().len() || before.ends_with(':');
            let is_ordinal = self.has_ordinals && bare.chars().count() <= 3 && !self.number.contains(before);
            return is_item || is_ordinal && may_end && !rest.starts_with(is_opening);
        }
        if self.has_ordinals && !bare.is_empty() && bare.chars().all(|letter| "IVXLC".contains(letter)) {
            return may_end;
        }
        let chain = chain(left);
        let is_in = |list: &HashSet<&str>| {
            [token, chain.as_str()].into_iter().any(|word| list.contains(word) || list.contains(lowered(word).as_str()))
        };
        let is_capital = |next: char| next.is_uppercase() || is_opening(next);
        let has_no_case = |next: char| next.is_alphabetic() && !next.is_lowercase();
        let is_counted = || {
            self.number.iter().any(|word| match word.strip_prefix('-') {
                Some(ending) => token.to_lowercase().ends_with(ending),
                None => token == *word,
            })
        };
        if rest.starts_with(|next: char| next.is_numeric() || next == '№') && is_counted() {
            return true;
        }
        if is_in(&self.etc) {
            return !rest.starts_with(|next| is_capital(next) || has_no_case(next));
        }
        let words = || left.split_whitespace().take(FEW + 1).count();
        let is_number = |token: &str| token.contains(|c: char| c.is_numeric() || "IVX".contains(c));
        if is_in(&self.unit) && left.split_whitespace().rev().skip(1).take(2).any(is_number) {
            // “In 2021” begins many sentences.
            return may_end && (words() <= FEW || !rest.starts_with(is_capital));
        }
        if is_in(&self.end) {
            return may_end && !rest.starts_with(is_opening);
        }
        if is_in(&self.inner) {
            return !is_quoted || may_end;
        }
        // Short words of consonants alone are no words, unless they are the letters of a name (BBC).
        let mut letters = bare.chars();
        let is_cased = letters.next().is_some_and(char::is_alphabetic) && letters.all(char::is_lowercase);
        if is_cased && (2..=4).contains(&bare.chars().count()) && !lowered(bare).contains(VOWELS) {
            return may_end && !rest.starts_with(is_opening);
        }
        // Initials, one or several of them.
        let parts = || bare.split(['.', '-']).filter(|part| !part.is_empty());
        let is_short = |part: &str| part.chars().filter(|letter| letter.is_alphabetic()).count() == 1;
        !bare.is_empty()
            && parts().all(is_short)
            && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-'))
            && may_end
    }
}

/// The vowels of Latin, Greek and Cyrillic; an accent makes no other letter of them here.
const VOWELS: &[char] = &[
    'a', 'e', 'i', 'o', 'u', 'y', 'á', 'à', 'â', 'ä', 'ã', 'å', 'ă', 'ą', 'é', 'è', 'ê', 'ë', 'ě', 'ę', 'í', 'ì', 'î',
    'ï', 'ı', 'ó', 'ò', 'ô', 'ö', 'õ', 'ő', 'ø', 'ú', 'ù', 'û', 'ü', 'ű', 'ů', 'ý', 'æ', 'œ', 'α', 'ε', 'η', 'ι', 'ο',
    'υ', 'ω', 'ά', 'έ', 'ή', 'ί', 'ό', 'ύ', 'ώ', 'ϊ', 'ΐ', 'ϋ', 'ΰ', 'а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я',
    'і', 'ї', 'є', 'ў', 'й',
];

/// A sentence of so few words hardly ends with a year.
const FEW: usize = 3;

/// The word with a small first letter.
fn lowered(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

fn first_word(rest: &str) -> &str {
    let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

fn last_token(left: &str) -> &str {
    let token = left.rsplit(char::is_whitespace).next().unwrap_or_default();
    // Initials may stand right behind words without blanks.
    let token = match token.char_indices().rev().find(|(_, letter)| is_unspaced(*letter)) {
        Some((at, letter)) if !token.ends_with(letter) && at + letter.len_utf8() + 1 < token.len() => {
            token.get(at + letter.len_utf8()..).unwrap_or(token)
        }
        _ => token,
    };
    // The article joined to it is no part of it: l’av., dell’avv.
    let joined = token.char_indices().rev().find(|(at, mark)| matches!(mark, '\'' | '’') && *at > 0);
    let token = joined.and_then(|(at, mark)| token.get(at + mark.len_utf8()..)).unwrap_or(token);
    token.trim_start_matches(|mark| is_opening(mark) || matches!(mark, '-' | '–' | '—'))
}

/// The last word with the short ones before it that have a stop too, without the blanks between: “т. е.”, “z. B.”.
fn chain(left: &str) -> String {
    let mut tokens: Vec<&str> = left.rsplit(char::is_whitespace).filter(|token| !token.is_empty()).take(4).collect();
    let is_short = |token: &&&str| token.ends_with('.') && token.chars().count() <= 4;
    tokens.truncate(1 + tokens.iter().skip(1).take_while(is_short).count());
    tokens.reverse();
    tokens.concat().trim_start_matches(is_opening).to_owned()
}

fn is_opening(mark: char) -> bool {
    OPENING.contains(&mark) || EITHER.contains(&mark)
}

fn is_closing(mark: char) -> bool {
    CLOSING.contains(&mark) || EITHER.contains(&mark) || mark == '›'
}

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

/// Whether words are not parted by blanks where this letter is written.
pub(super) fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9D}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a stop after this letter is that of an abbreviation: Thai, Lao, Khmer and Burmese end no sentence so.
fn is_abbreviated(letter: char) -> bool {
    matches!(letter, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
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

/// Where sentences of a paragraph begin, in bytes, and its end. `language` is a code; empty where it is not known.
pub(super) fn sentence_starts(words: &str, language: &str) -> Vec<usize> {
    let lists = Lists::of(language);
    let mut starts = vec![0];
    for place in places(words).into_iter().filter_map(|place| settled(words, place)) {
        if ends(words, starts.last().copied().unwrap_or_default(), place, lists) {
            starts.push(place);
        }
    }
    starts.push(words.len());
    starts
}

/// Where a sentence may begin, by the rules of Unicode and where they see no end.
fn places(words: &str) -> Vec<usize> {
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
        if !matches!(stop, '…' | '.') && !is_greek {
            continue;
        }
        while characters.next_if(|(_, mark)| is_closing(*mark) || *mark == '.').is_some() {}
        let mut has_blank = false;
        while characters.next_if(|(_, blank)| blank.is_whitespace()).is_some() {
            has_blank = true;
        }
        if let Some((at, _)) = characters.peek().filter(|_| has_blank) {
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

/// Whether a sentence ends between these two.
fn ends(words: &str, start: usize, place: usize, lists: &Lists) -> bool {
    let (Some(left), Some(right)) = (words.get(start..place), words.get(place..)) else { return false };
    if left.trim().is_empty() || right.trim().is_empty() {
        return false;
    }
    let solid = left.trim_end();
    let has_gap = solid.len() < left.len() || right.starts_with(char::is_whitespace);
    let core = solid.trim_end_matches(|mark: char| is_closing(mark) || mark.is_whitespace());
    let is_quoted = core.len() < solid.len();
    let right = right.trim_start();
    let Some(stop) = core.chars().next_back() else { return false };
    let closing = solid.get(core.len()..).and_then(|marks| marks.trim_start().chars().next());
    // Whether what is quoted begins the sentence, and who says it follows.
    let starts_quoted =
        closing.is_some_and(|mark| begins_with_quotation(words.get(..start + core.len()).unwrap_or_default(), mark));
    let before = core.get(..core.len() - stop.len_utf8()).and_then(|rest| rest.chars().next_back());
    let is_question = matches!(stop, '?' | '!' | '？' | '！' | '؟');
    let has_case = |letter: char| letter.is_lowercase() || letter.is_uppercase();
    let rest = right.trim_start_matches(|mark: char| {
        is_opening(mark) || matches!(mark, '-' | '–' | '—' | '―' | ' ' | '\u{A0}' | '\u{202F}')
    });
    let next = rest.chars().next().unwrap_or(' ');
    if stop == '.' && before.is_some_and(is_abbreviated) || right.starts_with("ល។") {
        return false;
    }
    if stop == '۔' && lists.inner.contains(format!("{}.", last_token(core).trim_end_matches('۔')).as_str()) {
        return false;
    }
    if WIDE.contains(&stop) || before.is_some_and(is_unspaced) {
        // What is said first is followed by who says it, in the same sentence.
        let is_bracket =
            closing.is_some_and(|mark| CLOSING.contains(&mark) && !matches!(mark, '」' | '』' | '﹂' | '﹄'));
        let is_hiragana = right.starts_with(|next: char| matches!(next, '\u{3040}'..='\u{309F}'));
        let goes_on =
            is_quoted && !is_bracket && (is_hiragana || starts_quoted && !right.starts_with(is_opening) && !has_gap);
        let asks_first = is_quoted && starts_quoted && is_question && !has_case(next) && !right.starts_with(is_opening);
        return !goes_on && !asks_first && !right.starts_with([',', '،', '，', '、', '؛']);
    }
    if !has_gap || right.starts_with([',', ';', ':', ')', ']', '،', '؛', '%']) {
        return false;
    }
    if next.is_lowercase() && !is_camel(rest) && !is_joined_to_capital(right) {
        return false;
    }
    if is_quoted && starts_quoted && is_question && !has_case(next) && next.is_alphabetic() {
        return false;
    }
    if is_quoted && starts_quoted && is_question {
        // “Never!” Ms. Park replied.
        let named = right.split_whitespace().take(5).take_while(|word| word.starts_with(char::is_uppercase)).count();
        let verb = right.split_whitespace().nth(named).unwrap_or_default();
        if (1..=4).contains(&named) && lists.says.contains(verb.trim_end_matches(['.', ',', ':'])) {
            return false;
        }
    }
    let is_ellipsis = core.ends_with("..");
    if (is_ellipsis || stop == '…') && !is_quoted && next.is_alphabetic() && !has_case(next) {
        return false;
    }
    if stop == '.' && !is_ellipsis {
        return !lists.stop_is_of_word(core, is_quoted, if is_quoted { rest } else { right });
    }
    true
}
