//! Words with a full stop that ends no sentence, by language (`assets/text/abbreviations.tsv`).

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use super::{
    languages::main_language,
    signs::{is_opening, is_unspaced},
};

use crate::packed;

/// Abbreviations of all languages, and the words that sentences begin with.
const LISTS: &str = "assets/text/abbreviations.tsv";

/// What is known of a language.
#[derive(Default)]
pub(super) struct Lists {
    /// Never the end of a sentence.
    pub(super) inner: HashSet<&'static str>,
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
    pub(super) says: HashSet<&'static str>,
    /// Whether a number with a stop is an ordinal.
    has_ordinals: bool,
}

impl Lists {
    /// Those of a language; of all together where none are known for it.
    pub(super) fn of(language: &str) -> &'static Self {
        static ALL: OnceLock<HashMap<&'static str, Lists>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            let mut all: HashMap<&'static str, Self> = HashMap::new();
            for line in packed::text(LISTS).lines().filter(|line| !line.starts_with('#')) {
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
    pub(super) fn stop_is_of_word(&self, left: &str, is_quoted: bool, rest: &str) -> bool {
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
        if self.has_ordinals && is_roman(bare) {
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
        let counts = rest.starts_with(|next: char| next.is_numeric() || next == '№')
            || first_word(rest).len() > 1 && is_roman(first_word(rest));
        if counts && is_counted() {
            return true;
        }
        if is_in(&self.etc) {
            return !rest.starts_with(|next| is_capital(next) || has_no_case(next));
        }
        let words = || left.split_whitespace().take(FEW + 1).count();
        let is_number = |token: &str| token.contains(char::is_numeric) || is_roman(token.trim_end_matches('.'));
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
        may_end && is_initials(bare)
    }
}

/// Whether letters are a number: XIV.
fn is_roman(token: &str) -> bool {
    !token.is_empty() && token.chars().all(|letter| "IVXLC".contains(letter))
}

/// Whether a word, without its stop, is an initial or several of them (J, J.R, J.-P), or ends with that of a double first name (Jean-P).
fn is_initials(bare: &str) -> bool {
    let short = bare.rsplit('-').next().filter(|short| short.len() < bare.len()).unwrap_or_default();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    if is_capital(bare) && is_capital(short) && short.chars().count() == 1 {
        return true;
    }
    let mut parts = bare.split(['.', '-']).filter(|part| !part.is_empty());
    let is_short = |part: &str| part.chars().filter(|letter| letter.is_alphabetic()).count() == 1;
    !bare.is_empty() && parts.all(is_short) && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-'))
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

pub(super) fn first_word(rest: &str) -> &str {
    let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// No word that a stop shortens is longer, in bytes.
const LONGEST: usize = 200;

fn tail(left: &str) -> &str {
    left.get(left.ceil_char_boundary(left.len().saturating_sub(LONGEST))..).unwrap_or_default()
}

pub(super) fn last_token(left: &str) -> &str {
    let left = tail(left);
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
    let left = tail(left);
    let mut tokens: Vec<&str> = left.rsplit(char::is_whitespace).filter(|token| !token.is_empty()).take(4).collect();
    let is_short = |token: &&&str| token.ends_with('.') && token.chars().count() <= 4;
    tokens.truncate(1 + tokens.iter().skip(1).take_while(is_short).count());
    tokens.reverse();
    tokens.concat().trim_start_matches(is_opening).to_owned()
}
