//! A line as numbers, words and signs, in any script: what dates are found in.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A number, a word or a sign of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// Where it stands, in bytes of the line.
    pub at: Range<usize>,
    /// Whether blanks stand before it.
    pub is_apart: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, with how many digits it was written.
    Number { value: u64, digits: usize },
    /// A word, [folded].
    Word(String),
    /// Any other character; dashes, full-width signs and Arabic commas as their plain ones.
    Sign(char),
}

/// More digits than a number that is a date, or a time in milliseconds, has.
const LONGEST_NUMBER: usize = 17;

/// The tokens of a line.
pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut is_apart, mut joins) = (false, false);
    for (start, character) in line.char_indices() {
        let at = start..start + character.len_utf8();
        if character.is_whitespace() {
            (is_apart, joins) = (true, false);
            continue;
        }
        if is_invisible(character) {
            continue;
        }
        let kind = kind_of(character);
        let last = tokens.last_mut().filter(|_| joins);
        match (last.map(|last| (&mut last.kind, &mut last.at)), &kind) {
            (Some((Kind::Number { value, digits }, place)), Kind::Number { value: more, .. })
                if *digits < LONGEST_NUMBER =>
            {
                (*value, *digits, place.end) = (*value * 10 + more, *digits + 1, at.end);
            }
            (Some((Kind::Word(word), place)), Kind::Word(more)) if !stands_alone(character) => {
                word.push_str(more);
                place.end = at.end;
            }
            _ => tokens.push(Token { kind, at, is_apart }),
        }
        (is_apart, joins) = (false, !stands_alone(character));
    }
    for token in &mut tokens {
        if let Kind::Word(word) = &mut token.kind {
            *word = folded(word);
        }
    }
    tokens
}

fn kind_of(character: char) -> Kind {
    if let Some(value) = decimal(character) {
        return Kind::Number { value, digits: 1 };
    }
    let is_mark =
        matches!(character, '\u{300}'..='\u{36F}') || unicode_normalization::char::is_combining_mark(character);
    if character.is_alphabetic() || is_mark {
        return Kind::Word(character.to_string());
    }
    Kind::Sign(match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '\u{FF0F}' | '\u{2215}' | '\u{2044}' => '/',
        '\u{FF0E}' => '.',
        '\u{FF0C}' | '\u{3001}' | '\u{60C}' => ',',
        '\u{FF1A}' | '\u{A789}' => ':',
        other => other,
    })
}

/// The digit that a character is, in any script that news are written in.
fn decimal(character: char) -> Option<u64> {
    const ZEROS: [u32; 19] = [
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040,
        0x17E0, 0x1810, 0xFF10,
    ];
    let code = u32::from(character);
    ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&code)).map(|zero| u64::from(code - zero))
}

/// Whether a character is a word by itself: Chinese characters and Korean syllables.
fn stands_alone(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}')
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// A word in lower case without accents, so that `AOÛT`, `août` and `aout` are one, and `ARALIK` and `Aralık`.
pub(super) fn folded(word: &str) -> String {
    let plain = word
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, '\u{300}'..='\u{36F}' | '\u{653}'..='\u{655}'));
    plain.map(|c| if c == 'ı' { 'i' } else { c }).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_whatever_their_case_and_accents() {
        assert_eq!(folded("AOÛT"), folded("août"));
        assert_eq!(folded("Aralık"), folded("ARALIK"));
        assert_eq!(folded("NİSAN"), "nisan");
        assert_eq!(folded("أغسطس"), folded("اغسطس"));
        assert_ne!(folded("Juni"), folded("Juli"));
    }

    #[test]
    fn digits_of_every_script_are_numbers() {
        let numbers = |line: &str| -> Vec<u64> {
            let all = tokens(line).into_iter();
            all.filter_map(|token| if let Kind::Number { value, .. } = token.kind { Some(value) } else { None })
                .collect()
        };
        for line in ["21 08 2015", "٢١ ٠٨ ٢٠١٥", "۲۱/۰۸/۲۰۱۵", "२१ ०८ २०१५", "２１．０８．２０１５", "21日08月2015"]
        {
            assert_eq!(numbers(line), [21, 8, 2015], "{line}");
        }
    }
}
