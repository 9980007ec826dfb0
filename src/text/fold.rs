//! Letters without case and accents: what search and the comparison of names take for one.
//!
//! A letter is folded to the first one of its canonical decomposition (Unicode Standard, annex 15), in lower case;
//! letters that are not composed but are told apart by a stroke or a missing dot are listed. Offsets are never folded:
//! a query is widened to every letter that folds like its own.

use std::{collections::HashMap, sync::OnceLock};

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Letters that Unicode does not decompose, with the plain one that people type for them.
const STROKES: [(char, char); 16] = [
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

/// Above this no letter of an alphabet with accents or case is composed (the ligatures of Arabic and Hangul are left).
const LAST: u32 = 0x1FFF;

/// One character without case and accent.
pub fn fold_char(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let mut base = None;
    decompose_canonical(character, |part| {
        base.get_or_insert(part);
    });
    let base = base.unwrap_or(character);
    let lower = base.to_lowercase().next().unwrap_or(base);
    STROKES.iter().find(|(stroke, _)| *stroke == lower).map_or(lower, |(_, plain)| *plain)
}

/// A text without case and accents, for comparing names. Its offsets are not those of the text.
pub fn folded(text: &str) -> String {
    text.chars().filter(|character| !is_combining_mark(*character)).map(fold_char).collect()
}

/// All characters that fold to what this one folds to, itself among them.
pub(super) fn alike(character: char) -> &'static [char] {
    static CLASSES: OnceLock<HashMap<char, Vec<char>>> = OnceLock::new();
    let classes = CLASSES.get_or_init(|| {
        let mut classes: HashMap<char, Vec<char>> = HashMap::new();
        for letter in (0..=LAST).filter_map(char::from_u32).filter(|letter| letter.is_alphabetic()) {
            classes.entry(fold_char(letter)).or_default().push(letter);
        }
        classes
    });
    classes.get(&fold_char(character)).map_or(&[], Vec::as_slice)
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
        ] {
            assert_eq!(folded(text), plain, "{text}");
        }
    }

    #[test]
    fn a_letter_is_alike_to_all_that_fold_like_it() {
        let g = alike('g');
        assert!(g.contains(&'g') && g.contains(&'Ğ') && g.contains(&'ĝ') && !g.contains(&'h'), "{g:?}");
        assert_eq!(alike('Ğ'), g);
        assert!(alike('7').is_empty());
    }
}
