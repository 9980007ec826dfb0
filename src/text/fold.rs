//! One folding for search, names and “mark all like this”: what people take for the same spelling.
//!
//! | what | folds to |
//! |---|---|
//! | capitals, final sigma, dotted and dotless i | the small letter |
//! | accents and strokes of Latin, Greek and Cyrillic (й, ї and ў are letters of their own) | the bare letter |
//! | ß æ œ, ligatures, letters of full width | the letters that they stand for |
//! | forms of alef, yeh, kaf and ta marbuta; vowel signs of Arabic and Hebrew; nukta | the bare letter |
//! | digits of any script | 0 to 9 |
//! | quotation marks, apostrophes, dashes, blanks | one of each |
//! | what is not seen: soft hyphens, joiners, marks of direction | nothing |
//!
//! Letters are composed first (Unicode Standard, annex 15, form KC), so that it does not matter how a text was typed.
//! Offsets are never folded: a query is widened to a regular expression for all spellings that fold to its own.

use unicode_normalization::{UnicodeNormalization, char::decompose_canonical};

/// Letters that Unicode does not take for composed, with the plain ones that people type for them.
const SPELT: [(char, &str); 34] = [
    ('ς', "σ"),
    ('ı', "i"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ƀ', "b"),
    ('ɨ', "i"),
    ('ɫ', "l"),
    ('ʉ', "u"),
    ('ɖ', "d"),
    ('ɓ', "b"),
    ('ɗ', "d"),
    ('ɠ', "g"),
    ('ƙ', "k"),
    ('ɉ', "j"),
    ('ƴ', "y"),
    ('ɛ', "e"),
    ('ɔ', "o"),
    ('ŋ', "n"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ґ', "г"),
    ('ٱ', "ا"),
    ('ى', "ي"),
    ('ی', "ي"),
    ('ک', "ك"),
    ('ڪ', "ك"),
    ('ة', "ه"),
    ('ە', "ه"),
    ('׳', "'"),
    ('״', "\""),
];

/// Letters that are also spelt with two, where a keyboard or a telegraph lacked them.
pub(super) const ALSO_SPELT: [(char, [char; 2]); 5] =
    [('ä', ['a', 'e']), ('ö', ['o', 'e']), ('ü', ['u', 'e']), ('ø', ['o', 'e']), ('å', ['a', 'a'])];

/// Letters that are composed, and others than the letter without the sign.
const OF_THEIR_OWN: [char; 4] = ['й', 'ї', 'ў', 'ؤ'];

const APOSTROPHES: [char; 11] = ['\'', '’', '‘', '‛', 'ʼ', 'ʻ', 'ʹ', '′', '`', '´', '＇'];
const QUOTES: [char; 10] = ['"', '“', '”', '„', '‟', '«', '»', '″', '〝', '＂'];
const DASHES: [char; 11] = ['-', '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '﹣', '－'];

/// Signs above, below and within letters.
pub(super) const ACCENTS: [(char, char); 31] = [
    ('\u{300}', '\u{36F}'),
    ('\u{483}', '\u{487}'),
    ('\u{591}', '\u{5BD}'),
    ('\u{5BF}', '\u{5BF}'),
    ('\u{5C1}', '\u{5C2}'),
    ('\u{5C4}', '\u{5C5}'),
    ('\u{5C7}', '\u{5C7}'),
    ('\u{610}', '\u{61A}'),
    ('\u{640}', '\u{640}'),
    ('\u{64B}', '\u{65F}'),
    ('\u{670}', '\u{670}'),
    ('\u{6D6}', '\u{6DC}'),
    ('\u{6DF}', '\u{6E4}'),
    ('\u{6E7}', '\u{6E8}'),
    ('\u{6EA}', '\u{6ED}'),
    ('\u{8D3}', '\u{8E1}'),
    ('\u{8E3}', '\u{8FF}'),
    ('\u{93C}', '\u{93C}'),
    ('\u{9BC}', '\u{9BC}'),
    ('\u{A3C}', '\u{A3C}'),
    ('\u{ABC}', '\u{ABC}'),
    ('\u{B3C}', '\u{B3C}'),
    ('\u{CBC}', '\u{CBC}'),
    ('\u{1AB0}', '\u{1AFF}'),
    ('\u{1DC0}', '\u{1DFF}'),
    ('\u{20D0}', '\u{20DC}'),
    ('\u{20E1}', '\u{20E1}'),
    ('\u{20E5}', '\u{20F0}'),
    ('\u{2DE0}', '\u{2DFF}'),
    ('\u{FBB2}', '\u{FBC1}'),
    ('\u{FE20}', '\u{FE2F}'),
];

/// What nobody sees.
pub(super) const INVISIBLE: [(char, char); 10] = [
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{180E}', '\u{180E}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{2064}'),
    ('\u{2066}', '\u{206F}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
];

/// The digit 0 of each script; the others follow it.
const ZEROS: [char; 21] = [
    '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}', '\u{BE6}', '\u{C66}',
    '\u{CE6}', '\u{D66}', '\u{E50}', '\u{ED0}', '\u{F20}', '\u{1040}', '\u{1090}', '\u{17E0}', '\u{1810}', '\u{1946}',
    '\u{A9D0}',
];

/// The last letter of the Latin, Greek and Cyrillic alphabets. In other scripts what a letter is composed of tells
/// words apart: Korean syllables, Japanese voicing marks, the vowel signs of India.
const LAST_BASE: char = '\u{52F}';

fn is_among(ranges: &[(char, char)], character: char) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

/// Whether a character is never seen.
pub(super) fn is_invisible(character: char) -> bool {
    is_among(&INVISIBLE, character)
}

/// Whether a character changes the letter before it into another one, which a text may also hold in one character.
pub(super) fn makes_another_letter(character: char) -> bool {
    matches!(character, '\u{306}' | '\u{308}' | '\u{3099}' | '\u{309A}' | 'ﾞ' | 'ﾟ' | '\u{1160}'..='\u{11FF}')
}

fn is_ignored(character: char) -> bool {
    is_among(&ACCENTS, character) || is_invisible(character)
}

/// The digit that a character stands for, in ASCII.
fn digit(character: char) -> Option<char> {
    let value = |zero: &char| (character as u32).checked_sub(*zero as u32).filter(|value| *value < 10);
    char::from_digit(ZEROS.iter().find_map(value)?, 10)
}

/// A sign as it is typed, where there are several.
fn as_typed(character: char) -> char {
    match character {
        _ if character.is_ascii() => character,
        _ if APOSTROPHES.contains(&character) => '\'',
        _ if QUOTES.contains(&character) => '"',
        _ if DASHES.contains(&character) => '-',
        _ => character,
    }
}

/// Characters, each letter composed.
pub(super) fn composed(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    characters.map(as_typed).flat_map(compatible).nfc()
}

/// The longest spelling that is looked for in the place of one character, in letters.
pub(super) const LONGEST: usize = 3;

/// What a character stands for (form KD). The Armenian “and” is a letter of its own, and not the two that it is made of; signs as … and ½
/// are no other spelling of several.
fn compatible(character: char) -> impl Iterator<Item = char> {
    let parts = || std::iter::once(character).nfkd();
    let is_sign = |count: usize| count > 1 && !character.is_alphabetic() || count > LONGEST;
    let kept = Some(character).filter(|c| c.is_ascii() || *c == 'և' || is_sign(parts().count()));
    kept.into_iter().chain(std::iter::once(character).filter(move |_| kept.is_none()).nfkd())
}

fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

pub(super) fn push_folded(to: &mut String, character: char) {
    if character.is_ascii() {
        to.push(character.to_ascii_lowercase());
        return;
    }
    if character.is_whitespace() {
        to.push(' ');
        return;
    }
    if is_ignored(character) {
        return;
    }
    let small = lower(character);
    if OF_THEIR_OWN.contains(&small) {
        to.push(small);
        return;
    }
    let (mut base, mut has_ignored) = (None, false);
    decompose_canonical(character, |part| {
        base.get_or_insert(part);
        has_ignored |= is_ignored(part);
    });
    let base = base.filter(|base| base.is_alphabetic() && (*base <= LAST_BASE || has_ignored));
    let bare = base.map_or(small, lower);
    match SPELT.iter().find(|(letter, _)| *letter == bare) {
        Some((_, letters)) => to.push_str(letters),
        None => to.push(digit(bare).unwrap_or(bare)),
    }
}

/// A text as it is compared: two that fold to the same are the same spelling. Its offsets are not those of the text.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    composed(text.chars()).for_each(|character| push_folded(&mut folded, character));
    folded
}

/// Whether two names are the same spelling, or one spells with two letters what the other does with one (Müller, Mueller).
pub fn is_spelt_alike(one: &str, other: &str) -> bool {
    folded(one) == folded(other) || spelt_out(one) == spelt_out(other)
}

/// A text folded, with letters that are also spelt with two spelt so.
fn spelt_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in composed(text.chars()) {
        match also_spelt(character) {
            Some(letters) => out.extend(letters),
            None => push_folded(&mut out, character),
        }
    }
    out
}

pub(super) fn also_spelt(character: char) -> Option<[char; 2]> {
    let small = lower(character);
    ALSO_SPELT.iter().find(|(letter, _)| *letter == small).map(|(_, letters)| *letters)
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
            ("GROẞE Straße", "grosse strasse"),
            ("Œuvre d’Ærø", "oeuvre d'aero"),
            ("ﬁnance", "finance"),
            ("ＮＡＴＯ\u{A0}２０２２", "nato 2022"),
            ("إسرائيل ۱۴۰۰ ـ", "اسراييل 1400 "),
            ("שׁלום צה״ל", "שלום צה\"ל"),
            ("co\u{AD}operation", "cooperation"),
            ("ｶﾞｽ", "ガス"),
            ("Wall–Street", "wall-street"),
            ("Wait… №", "wait… №"),
        ] {
            assert_eq!(folded(text), plain, "{text}");
        }
    }

    #[test]
    fn letters_and_marks_that_tell_words_apart_are_kept() {
        for (one, other) in
            [("김정은", "강주은"), ("バリ", "パリ"), ("राम", "रमा"), ("мой", "мои"), ("їх", "іх"), ("≠", "=")]
        {
            assert_ne!(folded(one), folded(other));
            assert_eq!(folded(one), one);
        }
        assert_eq!(folded("мои\u{306}"), "мой");
    }

    #[test]
    fn two_letters_for_one_are_another_spelling_of_a_name() {
        for (one, other) in [("Müller", "MUELLER"), ("Ørsted", "Oersted"), ("Århus", "Aarhus"), ("Weiß", "Weiss")] {
            assert!(is_spelt_alike(one, other) && is_spelt_alike(other, one));
        }
        assert!(is_spelt_alike("Müller", "Muller") && !is_spelt_alike("Mueller", "Muller"));
    }
}
