//! Folding case and accents, for search and for comparing names.
//!
//! A letter is folded to the first one of its canonical decomposition (Unicode Standard, annex 15), in lower case;
//! letters that are not composed but are told apart by a stroke or a missing dot are listed. Offsets are never folded:
//! a query is widened to every letter that folds like its own.

use std::{collections::HashMap, sync::OnceLock};

use unicode_normalization::char::decompose_canonical;

/// Letters that Unicode does not decompose, with the plain one that people type for them.
const STROKES: [(char, char); 17] = [
    ('ς', 'σ'),
    ('ı', 'i'),
    ('ø', 'o'),
    ('ł', 'l'),
    ('đ', 'd'),
    ('ħ', 'h'),
    ('ŧ', 't'),
    ('ƀ', 'b'),
    ('ɨ', 'i'),
    ('ɫ', 'l'),
    ('ʉ', 'u'),
    ('ɖ', 'd'),
    ('ɓ', 'b'),
    ('ɗ', 'd'),
    ('ɠ', 'g'),
    ('ƙ', 'k'),
    ('ɉ', 'j'),
];

/// Above this no letter of the alphabets that are folded is composed.
const LAST: u32 = 0x1FFF;
/// The last letter of the Latin, Greek and Cyrillic alphabets. In other scripts what a letter is composed of tells
/// words apart: Korean syllables, Japanese voicing marks, the vowel signs of India.
const LAST_BASE: char = '\u{52F}';

/// Whether a character is an accent of these alphabets that stands by itself.
pub(super) fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}')
}

/// One character without case and accent.
pub fn fold_char(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let mut base = None;
    decompose_canonical(character, |part| {
        base.get_or_insert(part);
    });
    let base = base.filter(|base| *base <= LAST_BASE).unwrap_or(character);
    let lower = base.to_lowercase().next().unwrap_or(base);
    STROKES.iter().find(|(stroke, _)| *stroke == lower).map_or(lower, |(_, plain)| *plain)
}

/// A text without case and accents, for comparing names. Its offsets are not those of the text.
pub fn folded(text: &str) -> String {
    text.chars().filter(|character| !is_accent(*character)).map(fold_char).collect()
}

/// All characters that fold to what this one folds to, itself among them; none for what is no letter.
pub(super) fn alike(character: char) -> Vec<char> {
    static CLASSES: OnceLock<HashMap<char, Vec<char>>> = OnceLock::new();
    if !character.is_alphabetic() {
        return Vec::new();
    }
    let classes = CLASSES.get_or_init(|| {
        let mut classes: HashMap<char, Vec<char>> = HashMap::new();
        for letter in (0..=LAST).filter_map(char::from_u32).filter(|letter| letter.is_alphabetic()) {
            classes.entry(fold_char(letter)).or_default().push(letter);
        }
        classes
    });
    let mut class = classes.get(&fold_char(character)).cloned().unwrap_or_default();
    let single = |mut cased: Box<dyn Iterator<Item = char>>| cased.next().filter(|_| cased.next().is_none());
    let cases = [single(Box::new(character.to_lowercase())), single(Box::new(character.to_uppercase()))];
    for letter in cases.into_iter().flatten().chain([character]) {
        if !class.contains(&letter) {
            class.push(letter);
        }
    }
    class
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_fold_away() {
        for (text, plain) in [
            ("Erdoğan", "erdogan"),
            ("İSTANBUL", "istanbul"),
            ("Isparta ılık", "isparta ilik"),
            ("Łódź", "lodz"),
            ("Ørsted", "orsted"),
            ("Ελλάδα", "ελλαδα"),
            ("Ёлка", "елка"),
            ("e\u{301}tat", "etat"),
            ("ΑΘΗΝΑΣ", "αθηνασ"),
            ("Αθήνας", "αθηνασ"),
        ] {
            assert_eq!(folded(text), plain, "{text}");
        }
    }

    #[test]
    fn marks_that_distinguish_words_in_other_scripts_are_kept() {
        for (one, other) in [("김정은", "강주은"), ("バリ", "パリ"), ("राम", "रमा")] {
            assert_ne!(folded(one), folded(other));
            assert_eq!(folded(one), one);
        }
    }

    #[test]
    fn a_letter_is_widened_to_all_that_fold_like_it() {
        let g = alike('g');
        assert!(g.contains(&'g') && g.contains(&'Ğ') && g.contains(&'ĝ') && !g.contains(&'h'), "{g:?}");
        assert_eq!(alike('Ğ'), g);
        assert!(alike('7').is_empty());
    }
}
