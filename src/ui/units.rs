//! Cuts text into units of shaping: words, whitespace, and punctuation where direction matters.
//!
//! egui shapes a word but does not order words, so each unit is shaped alone and positioned by us. Nothing here measures
//! or paints; it is all a function of the text.

use icu_properties::{
    CodePointMapData,
    props::{BidiMirroringGlyph, Script},
};
use icu_segmenter::{LineSegmenter, options::LineBreakOptions};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use crate::{model::Flow, text::hidden_name};

/// What a unit shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UnitKind {
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
pub(crate) struct UnitText {
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

/// The direction of a paragraph of which no more is known than its words, as for articles: that of most of its letters.
pub(crate) fn paragraph_level(paragraph: &str) -> Level {
    Flow::default().level(paragraph)
}

/// Whether a text runs to the left as a whole.
pub(crate) fn is_rtl(text: &str) -> bool {
    paragraph_level(text).is_rtl()
}

/// Cuts a block (without line feed) into units, in logical order.
pub(crate) fn units_of(block: &str, base: Level) -> Vec<UnitText> {
    if block.is_empty() {
        return Vec::new();
    }
    let levels = levels_of(block, base);
    let level_at = |index: usize| levels.as_ref().and_then(|all| all.get(index).copied()).unwrap_or(base);
    let mut breaks = LineSegmenter::new_auto(LineBreakOptions::default()).segment_str(block).peekable();
    let mut units: Vec<UnitText> = Vec::new();
    let mut former: Option<(Class, Level, Shaping)> = None;
    for (index, character) in block.char_indices() {
        while breaks.peek().is_some_and(|place| *place < index) {
            breaks.next();
        }
        let breaks_here = index > 0 && breaks.peek() == Some(&index);
        let (class, level) = (Class::of(character), level_at(index));
        let shaping = Shaping::of(character, levels.is_some());
        let joins = former.is_some_and(|(before, before_level, shaped)| {
            !breaks_here && before_level == level && before.joins(class, level) && shaped.joins(shaping, level)
        });
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
        let shaping =
            former.map(|(.., shaped)| shaped).filter(|_| joins && shaping == Shaping::Mark).unwrap_or(shaping);
        former = Some((class, level, shaping));
    }
    if let Some(last) = units.last_mut() {
        last.may_break_after = true;
    }
    units
}

/// The embedding level of every byte, or `None` where the whole block runs left to right.
fn levels_of(block: &str, base: Level) -> Option<Vec<Level>> {
    let is_plain = base.is_ltr() && block.chars().all(|c| c < '\u{590}');
    (!is_plain).then(|| {
        let mut levels = BidiInfo::new(block, Some(base)).levels;
        // A tab, and the blanks before it, run as the paragraph does (L1).
        let mut is_before_tab = false;
        for (at, character) in block.char_indices().rev() {
            let class = bidi_class(character);
            is_before_tab = matches!(class, BidiClass::S | BidiClass::B) || is_before_tab && is_passed_over(class);
            if is_before_tab {
                levels.iter_mut().skip(at).take(character.len_utf8()).for_each(|level| *level = base);
            }
        }
        levels
    })
}

/// Whether characters of this class take the paragraph's direction before a tab and at the end of a line (L1).
fn is_passed_over(class: BidiClass) -> bool {
    use BidiClass::{BN, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO, WS};
    [WS, FSI, LRI, RLI, PDI, BN, LRE, LRO, RLE, RLO, PDF].contains(&class)
}

/// How a character is shaped: the shaper takes the direction of a unit from its first script, and the typeface from each
/// character, so that a unit holds only what runs one way and comes from one.
#[derive(Clone, Copy, PartialEq)]
enum Shaping {
    /// Runs to the right.
    Rightward,
    /// A letter of a script that runs to the left.
    Leftward(Script),
    /// A digit that runs to the right among letters that run to the left.
    Digit,
    /// Stands on the letter before it, or joins it to the next.
    Mark,
}

impl Shaping {
    fn of(character: char, is_mixed: bool) -> Self {
        if !is_mixed {
            return Self::Rightward;
        }
        let class = bidi_class(character);
        // What lengthens a letter belongs to the script of its neighbours.
        if class == BidiClass::NSM || matches!(character, '\u{200C}' | '\u{200D}' | '\u{640}') {
            Self::Mark
        } else if matches!(class, BidiClass::R | BidiClass::AL) {
            Self::Leftward(CodePointMapData::<Script>::new().get(character))
        } else if class == BidiClass::AN || matches!(character, '\u{6F0}'..='\u{6F9}') {
            Self::Digit
        } else {
            Self::Rightward
        }
    }

    fn joins(self, next: Self, level: Level) -> bool {
        match (self, next) {
            (_, Self::Mark) => true,
            (Self::Mark, Self::Leftward(_)) => level.is_rtl(),
            (Self::Leftward(one), Self::Leftward(other)) => level.is_rtl() && one == other,
            (Self::Rightward, Self::Rightward) => level.is_ltr(),
            (Self::Leftward(_) | Self::Rightward | Self::Digit | Self::Mark, _) => false,
        }
    }
}

/// Whether a character only says which way the signs beside it run.
pub(crate) fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{61C}')
}

/// Whether a unit of these characters takes the paragraph's direction at the end of a line (L1).
pub(crate) fn is_passed_over_at_end(words: &str) -> bool {
    words.chars().all(|character| is_passed_over(bidi_class(character)))
}

/// The order in which units of a line are drawn, left to right: indices into `levels` (UAX #9, L2). Trailing
/// whitespace takes the paragraph's level first (L1).
pub(crate) fn visual_order(levels: &[Level], base: Level, trailing_whitespace: usize) -> Vec<usize> {
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
            c if is_direction_mark(c) => Self::Whitespace,
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
            Self::Letter | Self::Punctuation => match mirrored(character).filter(|_| level.is_rtl()) {
                Some(other) => UnitKind::Shown(other.to_string().into()),
                None => UnitKind::Word,
            },
        }
    }
}

fn is_punctuation(c: char) -> bool {
    matches!(c, '!'..='/' | ':'..='@' | '['..='`' | '{'..='~' | '\u{A1}'..='\u{BF}' | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205E}' | '،' | '؛' | '؟' | '٪'..='٭' | '۔' | '\u{5BE}' | '\u{5C0}' | '\u{5C3}' | '\u{5F3}' | '\u{5F4}')
}

/// The mirror image of a character between right-to-left words (UAX #9, L4).
fn mirrored(c: char) -> Option<char> {
    CodePointMapData::<BidiMirroringGlyph>::new().get(c).mirroring_glyph
}

#[cfg(test)]
#[expect(clippy::string_slice, clippy::print_stderr, reason = "the offsets are those of the units that are tested")]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Where Debian's package `unicode-data` puts the test files of Unicode 15.
    const UNICODE: &str = "/usr/share/unicode";

    /// A test file of Unicode, where it is installed; continuous integration may not go without.
    fn test_file(name: &str) -> Option<String> {
        let found = std::fs::read_to_string(std::path::Path::new(UNICODE).join(name)).ok();
        let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
        assert!(found.is_some() || !ci, "{UNICODE}/{name} is missing, and continuous integration may not skip it");
        if found.is_none() {
            eprintln!("SKIPPED: {UNICODE}/{name} is missing (`./test` installs what is needed)");
        }
        found
    }

    #[test]
    fn lengthened_words_are_in_one_piece() {
        for word in ["الـجـابـر", "ـهـ", "محمـ\u{64E}د"] {
            assert_eq!(units_of(word, paragraph_level(word)).len(), 1, "{word}");
        }
    }

    /// Lines end where the segmenter lets them, whatever the units are; and it follows Unicode's own test but where its version is newer.
    #[test]
    fn lines_may_end_where_unicode_lets_them() {
        let Some(file) = test_file("auxiliary/LineBreakTest.txt") else { return };
        let (mut as_stated, mut all) = (0, 0);
        for line in file.lines().filter_map(|line| line.split('#').next()).filter(|line| !line.trim().is_empty()) {
            let (mut text, mut stated) = (String::new(), Vec::new());
            for part in line.split_whitespace() {
                match part {
                    "÷" => stated.push(text.len()),
                    "×" => {}
                    code => text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()),
                }
            }
            if text.contains('\n') {
                continue;
            }
            let found: Vec<usize> = units_of(&text, paragraph_level(&text))
                .into_iter()
                .filter(|unit| unit.may_break_after)
                .map(|unit| unit.end)
                .collect();
            let breaks = LineSegmenter::new_auto(LineBreakOptions::default());
            assert_eq!(found, breaks.segment_str(&text).filter(|place| *place > 0).collect::<Vec<_>>(), "{line}");
            all += 1;
            as_stated += usize::from(found == stated);
        }
        eprintln!("LineBreakTest: {as_stated} of {all}");
        assert!(all > 7_000 && as_stated * 1000 >= all * 990, "{as_stated} of {all}");
    }

    /// The places of a line's characters from left to right, as the units are drawn; and whether the shaper runs each the same
    /// way.
    fn drawn(text: &str, base: Level) -> Vec<usize> {
        let units = units_of(text, base);
        let is_last = |unit: &&UnitText| is_passed_over_at_end(&text[unit.start..unit.end]);
        let trailing = units.iter().rev().take_while(is_last).count();
        let levels: Vec<Level> = units.iter().map(|unit| unit.level).collect();
        let place: BTreeMap<usize, usize> = text.char_indices().enumerate().map(|(n, (at, _))| (at, n)).collect();
        let mut order = Vec::new();
        for number in visual_order(&levels, base, trailing) {
            let unit = &units[number];
            let words = &text[unit.start..unit.end];
            let of_unit = words.char_indices().map(|(at, _)| place[&(unit.start + at)]);
            let is_trailing = number >= units.len() - trailing;
            let is_rtl = if is_trailing { base.is_rtl() } else { unit.level.is_rtl() };
            let leftward = |c: char| matches!(Shaping::of(c, true), Shaping::Leftward(_));
            // What the shaper orders by itself must run as the unit does.
            let bases: Vec<char> = words.chars().filter(|c| Shaping::of(*c, true) != Shaping::Mark).collect();
            if bases.len() > 1 && unit.kind == UnitKind::Word {
                assert!(bases.into_iter().all(|c| leftward(c) == unit.level.is_rtl()), "{words:?} in {text:?}");
            }
            if is_rtl { order.extend(of_unit.rev()) } else { order.extend(of_unit) }
        }
        order
    }

    /// The direction of a paragraph where nothing but its first letter decides (UAX #9, P2 and P3).
    fn level_of_first(text: &str) -> Level {
        let is_rtl = unicode_bidi::get_base_direction(text) == unicode_bidi::Direction::Rtl;
        if is_rtl { Level::rtl() } else { Level::ltr() }
    }

    #[test]
    fn characters_are_drawn_in_the_order_of_unicodes_own_test() {
        let Some(file) = test_file("BidiCharacterTest.txt") else { return };
        let (mut count, mut wrong) = (0, Vec::new());
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let columns: Vec<&str> = line.split(';').collect();
            let text: String = columns[0]
                .split(' ')
                .map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap())
                .collect();
            let base = if columns[2] == "1" { Level::rtl() } else { Level::ltr() };
            if columns[1] == "2" && level_of_first(&text) != base {
                wrong.push(format!("direction: {line}"));
            }
            let levels: Vec<&str> = columns[3].split(' ').collect();
            let expected: Vec<usize> = columns[4].split(' ').filter_map(|place| place.parse().ok()).collect();
            let shown: Vec<usize> = drawn(&text, base).into_iter().filter(|place| levels[*place] != "x").collect();
            count += 1;
            if shown != expected {
                wrong.push(format!("{line} but {shown:?}"));
            }
        }
        eprintln!("BidiCharacterTest: {} of {count}", count - wrong.len());
        assert!(count > 90_000, "{count}");
        assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
    }

    #[test]
    fn classes_are_drawn_in_the_order_of_unicodes_own_test() {
        let Some(file) = test_file("BidiTest.txt") else { return };
        let letter = |class: &str| match class {
            "L" => 'a',
            "R" => 'א',
            "AL" => 'ب',
            "EN" => '2',
            "ES" => '-',
            "ET" => '%',
            "AN" => '\u{663}',
            "CS" => ',',
            "NSM" => '\u{300}',
            "BN" => '\u{AD}',
            "B" => '\u{2029}',
            "S" => '\t',
            "WS" => ' ',
            "ON" => '!',
            "LRE" => '\u{202A}',
            "LRO" => '\u{202D}',
            "RLE" => '\u{202B}',
            "RLO" => '\u{202E}',
            "PDF" => '\u{202C}',
            "LRI" => '\u{2066}',
            "RLI" => '\u{2067}',
            "FSI" => '\u{2068}',
            "PDI" => '\u{2069}',
            other => panic!("{other}"),
        };
        let (mut levels, mut order): (Vec<String>, Vec<usize>) = Default::default();
        let (mut count, mut wrong) = (0, Vec::new());
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(stated) = line.strip_prefix("@Levels:") {
                levels = stated.split_whitespace().map(str::to_owned).collect();
            } else if let Some(stated) = line.strip_prefix("@Reorder:") {
                order = stated.split_whitespace().map(|place| place.parse().unwrap()).collect();
            } else if let Some((classes, bits)) = line.split_once(';') {
                let text: String = classes.split_whitespace().map(letter).collect();
                let bits: u32 = bits.trim().parse().unwrap();
                for (bit, base) in [(1, level_of_first(&text)), (2, Level::ltr()), (4, Level::rtl())] {
                    if bits & bit != 0 {
                        let shown: Vec<usize> =
                            drawn(&text, base).into_iter().filter(|place| levels[*place] != "x").collect();
                        count += 1;
                        if shown != order {
                            wrong.push(format!("{line} at {}: {order:?} but {shown:?}", base.number()));
                        }
                    }
                }
            }
        }
        let share = wrong.len() as f64 / f64::from(count);
        eprintln!("BidiTest: {} of {count}", count as usize - wrong.len());
        assert!(count > 700_000, "{count}");
        assert!(share <= 0.001, "{} of {count}:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    }

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
        let block = "נשיא רוסיה 70% Erdoğan";
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
