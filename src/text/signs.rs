//! Signs that end sentences, open or close what is quoted, and scripts without blanks: what a character is, by itself.

/// Marks that only open, in any language.
pub(super) const OPENING: [char; 17] =
    ['(', '[', '{', '„', '‚', '「', '『', '《', '〈', '【', '（', '〔', '﹁', '﹃', '〝', '¿', '¡'];
/// Marks that only close.
pub(super) const CLOSING: [char; 14] =
    [')', ']', '}', '」', '』', '》', '〉', '】', '）', '〕', '﹂', '﹄', '〞', '〟'];
/// Marks that do either.
pub(super) const EITHER: [char; 9] = ['"', '\'', '“', '”', '‘', '’', '«', '»', '‹'];
/// The other marks that end what is quoted, where French sets them apart.
pub(super) const APART: [char; 3] = ['»', '›', '”'];
/// Stops that end a sentence wherever they stand.
pub(super) const WIDE: [char; 17] =
    ['。', '！', '？', '｡', '．', '።', '፧', '፨', '։', '؟', '۔', '।', '॥', '။', '។', '៕', '﹖'];

pub(super) fn is_opening(mark: char) -> bool {
    OPENING.contains(&mark) || EITHER.contains(&mark)
}

pub(super) fn is_closing(mark: char) -> bool {
    CLOSING.contains(&mark) || EITHER.contains(&mark) || mark == '›'
}

/// Whether words are not parted by blanks where this letter is written.
pub(crate) fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9D}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a stop after this letter is that of an abbreviation: Thai, Lao, Khmer and Burmese end no sentence so.
pub(super) fn is_abbreviated(letter: char) -> bool {
    matches!(letter, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// The stops that some scripts have beside the one of Latin, with the languages whose texts use either.
pub(super) const OWN_STOPS: [char; 6] = ['।', '۔', '።', '。', '։', '။'];
