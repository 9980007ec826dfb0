//! Cuts a block of text into units of shaping: words, whitespace, and punctuation where direction matters.
//!
//! egui shapes a word but does not order words, so each unit is shaped alone and positioned by us. Nothing here measures
//! or paints; it is all a function of the text.

use icu_segmenter::{LineSegmenter, options::LineBreakOptions};
use unicode_bidi::{BidiInfo, Level};

use crate::text::hidden_name;

/// What a unit shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    /// Letters as they are.
    Word,
    /// Letters shown as others: mirrored brackets between right-to-left words.
    Shown(Box<str>),
    /// Whitespace; nothing is drawn.
    Whitespace,
    /// A character that cannot be seen, shown by its name.
    Marker(Box<str>),
}

/// A part of a block that is shaped as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnitText {
    /// First byte, counted from the start of the block.
    pub start: usize,
    /// First byte after it, counted from the start of the block.
    pub end: usize,
    /// Embedding level of its characters (UAX #9): odd is right-to-left.
    pub level: Level,
    /// What it shows.
    pub kind: UnitKind,
    /// Whether a line may end after it.
    pub may_break_after: bool,
}

/// The direction of a paragraph (UAX #9, P2 and P3): that of its first strong character; left-to-right without one.
pub(super) fn paragraph_level(paragraph: &str) -> Level {
    match unicode_bidi::get_base_direction(paragraph) {
        unicode_bidi::Direction::Rtl => Level::rtl(),
        unicode_bidi::Direction::Ltr | unicode_bidi::Direction::Mixed => Level::ltr(),
    }
}

/// Cuts a block (without line feed) into units, in logical order.
pub(super) fn units_of(block: &str, base: Level) -> Vec<UnitText> {
    if block.is_empty() {
        return Vec::new();
    }
    let levels = levels_of(block, base);
    let level_at = |index: usize| levels.as_ref().and_then(|all| all.get(index).copied()).unwrap_or(base);
    let mut breaks = LineSegmenter::new_auto(LineBreakOptions::default()).segment_str(block).peekable();
    let mut units: Vec<UnitText> = Vec::new();
    let mut former: Option<(Class, Level)> = None;
    for (index, character) in block.char_indices() {
        while breaks.peek().is_some_and(|place| *place < index) {
            breaks.next();
        }
        let breaks_here = index > 0 && breaks.peek() == Some(&index);
        let (class, level) = (Class::of(character), level_at(index));
        let joins = former
            .is_some_and(|(before, before_level)| !breaks_here && before_level == level && before.joins(class, level));
        match units.last_mut() {
            Some(unit) if joins => unit.end = index + character.len_utf8(),
            last => {
                if let Some(unit) = last
                    && breaks_here
                {
                    unit.may_break_after = true;
                }
                let end = index + character.len_utf8();
                units.push(UnitText {
                    start: index,
                    end,
                    level,
                    kind: class.kind(character, level),
                    may_break_after: false,
                });
            }
        }
        former = Some((class, level));
    }
    if let Some(last) = units.last_mut() {
        last.may_break_after = true;
    }
    units
}

/// The embedding level of every byte, or `None` where the whole block runs left to right.
fn levels_of(block: &str, base: Level) -> Option<Vec<Level>> {
    let is_plain = base.is_ltr() && block.chars().all(|c| c < '\u{590}');
    (!is_plain).then(|| BidiInfo::new(block, Some(base)).levels)
}

/// The order in which units of a line are drawn, left to right: indices into `levels` (UAX #9, L2). Trailing
/// whitespace takes the paragraph's level first (L1).
pub(super) fn visual_order(levels: &[Level], base: Level, trailing_whitespace: usize) -> Vec<usize> {
    let mut levels = levels.to_vec();
    let first_trailing = levels.len().saturating_sub(trailing_whitespace);
    for level in levels.iter_mut().skip(first_trailing) {
        *level = base;
    }
    BidiInfo::reorder_visual(&levels)
}

/// What a character is when cutting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Punctuation,
    Whitespace,
    Invisible,
}

impl Class {
    fn of(character: char) -> Self {
        match character {
            c if hidden_name(c).is_some() => Self::Invisible,
            '\t' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Self::Whitespace,
            c if c.is_whitespace() => Self::Whitespace,
            c if is_punctuation(c) => Self::Punctuation,
            _ => Self::Letter,
        }
    }

    /// Whether a character of class `next` continues the unit that one of this class began.
    fn joins(self, next: Self, level: Level) -> bool {
        match (self, next) {
            (Self::Whitespace, Self::Whitespace) => true,
            (Self::Whitespace | Self::Invisible, _) | (_, Self::Whitespace | Self::Invisible) => false,
            // Left to right, a word keeps its punctuation, and with it its kerning.
            _ if level.is_ltr() => true,
            (Self::Letter, Self::Letter) => true,
            (Self::Letter | Self::Punctuation, Self::Letter | Self::Punctuation) => false,
        }
    }

    fn kind(self, character: char, level: Level) -> UnitKind {
        match self {
            Self::Whitespace => UnitKind::Whitespace,
            Self::Invisible => UnitKind::Marker(hidden_name(character).unwrap_or_default()),
            Self::Letter | Self::Punctuation => match mirrored(character) {
                Some(other) if level.is_rtl() => UnitKind::Shown(other.to_string().into()),
                _ => UnitKind::Word,
            },
        }
    }
}

fn is_punctuation(c: char) -> bool {
    matches!(c, '!'..='/' | ':'..='@' | '['..='`' | '{'..='~' | '\u{A1}'..='\u{BF}' | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205E}' | '،' | '؛' | '؟' | '٪'..='٭' | '۔' | '\u{5BE}' | '\u{5C0}' | '\u{5C3}' | '\u{5F3}' | '\u{5F4}')
}

/// The mirror image of a character between right-to-left words (UAX #9, L4), for those that news uses.
fn mirrored(c: char) -> Option<char> {
    const PAIRS: [(char, char); 9] =
        [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›'), ('≤', '≥'), ('⟨', '⟩'), ('⁽', '⁾')];
    PAIRS.iter().find_map(|(open, close)| match c {
        c if c == *open => Some(*close),
        c if c == *close => Some(*open),
        _ => None,
    })
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "the offsets are those of the units that are tested")]
mod tests {
    use super::*;

    fn words(block: &str) -> Vec<&str> {
        units_of(block, paragraph_level(block)).iter().map(|unit| &block[unit.start..unit.end]).collect()
    }

    #[test]
    fn left_to_right_words_keep_their_punctuation() {
        assert_eq!(words("He said, “yes.”"), ["He", " ", "said,", " ", "“yes.”"]);
        assert_eq!(words("Russo-Turkish"), ["Russo-", "Turkish"]);
    }

    #[test]
    fn right_to_left_words_leave_it() {
        assert_eq!(words("قال (نعم)."), ["قال", " ", "(", "نعم", ")", "."]);
        let block = "قال (نعم).";
        let units = units_of(block, paragraph_level(block));
        assert_eq!(units[2].kind, UnitKind::Shown(")".into()));
        assert_eq!(units[4].kind, UnitKind::Shown("(".into()));
    }

    #[test]
    fn levels_cut_and_order() {
        let block = "נשיא 70% Erdoğan";
        let base = paragraph_level(block);
        assert!(base.is_rtl());
        let units = units_of(block, base);
        let levels: Vec<Level> = units.iter().map(|unit| unit.level).collect();
        let shown: Vec<&str> =
            visual_order(&levels, base, 0).iter().map(|i| &block[units[*i].start..units[*i].end]).collect();
        assert_eq!(shown.first(), Some(&"Erdoğan"));
        assert_eq!(shown.last(), Some(&"נשיא"));
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        let units = units_of("a\u{202E}b\u{1}\r", Level::ltr());
        let kinds: Vec<UnitKind> = units.into_iter().map(|unit| unit.kind).collect();
        assert_eq!(kinds[1], UnitKind::Marker("‹RLO›".into()));
        assert!(kinds.contains(&UnitKind::Marker("‹01›".into())));
        assert_eq!(kinds.last(), Some(&UnitKind::Whitespace));
    }
}
