//! Where words end for counting and for export: the rules of Unicode (annex 29), and what each language joins or parts at an
//! apostrophe.

use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};

use super::languages::main_language;

/// What Romance languages join to the next word, beside words of one or two letters.
const ELIDED: [&str; 22] = [
    "jusqu", "lorsqu", "puisqu", "quoiqu", "dell", "nell", "sull", "dall", "coll", "all", "agl", "degl", "un", "quest",
    "quell", "sant", "bell", "grand", "tutt", "senz", "anch", "com",
];
/// Words that look like it and are one.
const WHOLE: [&str; 4] = ["quelqu", "presqu", "aujourd", "prud"];

/// The breaks between words, signs and blanks by the rules of Unicode alone, each with whether a word ends there.
pub(super) fn word_breaks(text: &str) -> Vec<(usize, bool)> {
    WordSegmenter::new_auto(WordBreakInvariantOptions::default())
        .segment_str(text)
        .iter_with_word_type()
        .map(|(place, kind)| (place, kind.is_word_like()))
        .collect()
}

/// The breaks between words, signs and blanks, each with whether a word ends there. `language` is a code.
pub(super) fn token_breaks(words: &str, language: &str) -> Vec<(usize, bool)> {
    let main = main_language(language);
    let found = word_breaks(words);
    let token = |number: usize| {
        let (from, to) = (found.get(number)?.0, found.get(number + 1)?.0);
        words.get(from..to)
    };
    let mut breaks: Vec<(usize, bool)> = found.first().copied().into_iter().collect();
    let mut number = 0;
    while let Some(first) = token(number) {
        let before = number.checked_sub(1).and_then(token);
        let count = joined(before, first, token(number + 1), token(number + 2), &main);
        let (start, end) =
            (found.get(number).map_or(0, |(at, _)| *at), found.get(number + count).copied().unwrap_or_default());
        breaks.extend((count == 1).then(|| parted_at(first, &main)).flatten().map(|parted| (start + parted, true)));
        breaks.push((end.0, end.1 || count > 1));
        number += count;
    }
    breaks
}

/// How many of the tokens that Unicode cuts are one word.
fn joined(before: Option<&str>, first: &str, second: Option<&str>, third: Option<&str>, language: &str) -> usize {
    let is_word = |token: Option<&str>| token.is_some_and(|token| token.starts_with(char::is_alphanumeric));
    let is_number = |token: Option<&str>| token.is_some_and(|token| token.chars().all(char::is_numeric));
    let is_apostrophe = |token: Option<&str>| matches!(token, Some("'" | "’"));
    if matches!(first, "#" | "@") && is_word(second) {
        return 2;
    }
    let is_mail = matches!(first, "e" | "E") && second == Some("-") && is_word(third);
    if is_mail || is_number(Some(first)) && second == Some(":") && is_number(third) {
        return 3;
    }
    let is_small = second.is_some_and(|second| second.starts_with(char::is_lowercase));
    let joins = match language {
        "fr" | "it" | "ca" => {
            let goes_on = third.is_some_and(|third| !third.trim().is_empty());
            is_apostrophe(second) && (is_elided(first) && goes_on || first == "po")
        }
        "nl" => is_apostrophe(Some(first)) && before.is_none_or(|before| before.trim().is_empty()) && is_short(second),
        "tr" | "az" => is_apostrophe(Some(first)) && is_number(before) && is_small,
        _ => false,
    };
    if joins { 2 } else { 1 }
}

fn is_short(word: Option<&str>) -> bool {
    matches!(word, Some("s" | "t" | "n" | "k" | "m"))
}

/// Whether a word is one that loses its vowel before another.
fn is_elided(head: &str) -> bool {
    let small = head.to_lowercase();
    let is_short = (1..=2).contains(&small.chars().count()) && small.chars().all(char::is_alphabetic);
    (is_short || ELIDED.contains(&small.as_str())) && !WHOLE.contains(&small.as_str())
}

/// Where a word with an apostrophe is two in a language.
pub(crate) fn parted_at(token: &str, language: &str) -> Option<usize> {
    let (at, mark) = token.char_indices().find(|(_, mark)| matches!(mark, '\'' | '’' | 'ʼ'))?;
    let (head, tail) = (token.get(..at)?, token.get(at + mark.len_utf8()..)?);
    match language {
        "fr" | "it" | "ca" => {
            // O’Connor, N’Djamena
            let is_name = matches!(head, "O" | "N") && tail.starts_with(char::is_uppercase);
            (is_elided(head) && !is_name && !tail.is_empty()).then_some(at + mark.len_utf8())
        }
        "tr" | "az" => {
            let is_name = head.starts_with(|first: char| first.is_uppercase() || first.is_numeric());
            (is_name && tail.starts_with(char::is_lowercase)).then_some(at)
        }
        _ => None,
    }
}
