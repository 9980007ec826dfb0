//! Where things are in a block: ranges, points and the caret.

use egui::{Pos2, Rect, pos2};

use super::layout::{BlockLayout, Line, Unit};
use crate::{
    text::{ByteOffset, ByteRange},
    ui::units::UnitKind,
};

/// Rectangles of a line that are this close are joined, in points.
const TOUCHING: f32 = 0.6;
/// Where a range of text starts or ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) struct Edge {
    /// In points from the left of the block.
    pub x: f32,
    /// The top of its line, in points from that of the block.
    pub top: f32,
    /// Whether the range lies to the right of it.
    pub opens_right: bool,
}

impl BlockLayout {
    /// The rectangles that `range` covers, line by line, each as high as its line; in points from the block's top left.
    /// A range of a line that runs both ways can have several. Whitespace at the end of a line is left out.
    pub(in crate::ui) fn range_rects(&self, range: ByteRange) -> Vec<Rect> {
        let mut rects: Vec<Rect> = Vec::new();
        for line in self.lines.iter().filter(|line| line.range.overlaps(range)) {
            let inside = line.range.intersection(range).unwrap_or_default();
            let solid_end = line.solid_end();
            let bottom = line.top + self.style.line_height;
            let first_of_line = rects.len();
            for unit in &line.units {
                let Some(part) = unit.range.intersection(inside).filter(|part| part.start < solid_end) else {
                    continue;
                };
                let (a, b) = (unit.x_of(part.start), unit.x_of(part.end));
                let rect = Rect::from_min_max(pos2(a.min(b), line.top), pos2(a.max(b), bottom));
                match rects.get_mut(first_of_line..).and_then(<[Rect]>::last_mut) {
                    Some(last) if (rect.min.x - last.max.x).abs() < TOUCHING => last.max.x = rect.max.x,
                    _ => rects.push(rect),
                }
            }
        }
        rects
    }

    /// The caret boundary nearest to a point given from the block's top left.
    pub(in crate::ui) fn offset_at(&self, point_in_block: Pos2) -> ByteOffset {
        let number = (point_in_block.y / self.style.line_height).floor().max(0.0) as usize;
        let line = self.lines.get(number.min(self.lines.len().saturating_sub(1)));
        line.map_or(self.range.start, |line| line.offset_at(point_in_block.x))
    }

    /// The number of the line that contains `offset`. A boundary between two lines belongs to the second.
    pub(in crate::ui) fn line_of(&self, offset: ByteOffset) -> usize {
        self.lines.partition_point(|line| line.range.start <= offset).saturating_sub(1)
    }

    /// The caret before the character at `offset`: x and top, in points from the block's top left.
    pub(in crate::ui) fn caret(&self, offset: ByteOffset) -> Pos2 {
        let Some(line) = self.lines.get(self.line_of(offset)) else { return Pos2::ZERO };
        pos2(line.caret_x(offset, self.style.width), line.top)
    }

    /// The start of a range, or its end.
    pub(in crate::ui) fn edge(&self, range: ByteRange, is_start: bool) -> Option<Edge> {
        let character = if is_start { range.start } else { ByteOffset(range.end.0.checked_sub(1)?) };
        let line = self.lines.get(self.line_of(character))?;
        let unit = line.units.iter().find(|unit| unit.range.contains(character))?;
        let x = unit.x_of(if is_start { range.start } else { range.end });
        Some(Edge { x, top: line.top, opens_right: unit.is_rtl != is_start })
    }

    /// How far the words reach from the left of an endless column, in points.
    pub(in crate::ui) fn width(&self) -> f32 {
        let ends = self.lines.iter().flat_map(|line| &line.units).map(|unit| unit.x + unit.width);
        ends.fold(0.0, f32::max)
    }
}

impl Line {
    /// The x of the boundary after the last character of the line, where the line below does not begin with it.
    pub(in crate::ui) fn end_x(&self) -> f32 {
        let last = self.units.iter().find(|unit| unit.range.end == self.range.end);
        last.map_or(0.0, |unit| unit.x_of(self.range.end))
    }

    /// Where the character at `offset`, of so many bytes, begins at the left, and how wide it is, in points.
    pub(in crate::ui) fn place_of(&self, offset: ByteOffset, bytes: usize) -> (f32, f32) {
        let Some(unit) = self.units.iter().find(|unit| unit.range.contains(offset)) else { return (0.0, 0.0) };
        let (start, end) = (unit.x_of(offset), unit.x_of(ByteOffset::new(offset.index() + bytes)));
        (start.min(end), (start - end).abs())
    }

    /// The end of this line's text without trailing whitespace.
    fn solid_end(&self) -> ByteOffset {
        let solid = self.units.iter().filter(|unit| unit.kind != UnitKind::Whitespace).map(|unit| unit.range.end).max();
        solid.unwrap_or(self.range.end)
    }

    fn offset_at(&self, x: f32) -> ByteOffset {
        let nearest = self.units.iter().min_by(|one, other| one.distance(x).total_cmp(&other.distance(x)));
        nearest.map_or(self.range.start, |unit| unit.offset_at(x - unit.x))
    }

    fn caret_x(&self, offset: ByteOffset, width: f32) -> f32 {
        let holding = self.units.iter().find(|unit| unit.range.contains(offset));
        let ending = || self.units.iter().find(|unit| unit.range.end == offset);
        match holding.or_else(ending) {
            Some(unit) => unit.x_of(offset),
            None if self.is_rtl => width,
            None => 0.0,
        }
    }
}

impl Unit {
    /// The x of the boundary at `offset`, in points from the left of the column.
    fn x_of(&self, offset: ByteOffset) -> f32 {
        let place = self.stops.partition_point(|(stop, _)| *stop < offset);
        let stop = self.stops.get(place).or_else(|| self.stops.last());
        self.x + stop.map_or(0.0, |(_, x)| *x)
    }

    fn distance(&self, x: f32) -> f32 {
        (self.x - x).max(x - self.x - self.width).max(0.0)
    }

    fn offset_at(&self, x_in_unit: f32) -> ByteOffset {
        let nearest =
            self.stops.iter().min_by(|(_, a), (_, b)| (a - x_in_unit).abs().total_cmp(&(b - x_in_unit).abs()));
        nearest.map_or(self.range.start, |(offset, _)| *offset)
    }
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "the offsets are those of the layout that is tested")]
mod tests {
    use egui::FontId;
    use unicode_bidi::{BidiInfo, Level};

    use super::*;
    use crate::{
        text::FrozenText,
        ui::{fonts, typeset::layout::BlockStyle, units::paragraph_level},
    };

    const SAMPLES: [&str; 6] = [
        "Russian President Vladimir Putin had a telephone conversation with his Turkish colleague, Recep Tayyip Erdogan, in which he assured that Moscow would suspend the military operation.",
        "قال الرئيس الروسي فلاديمير بوتين في اتصال هاتفي مع نظيره التركي رجب طيب أردوغان إن موسكو لن تعلق العملية العسكرية.",
        "وأضاف المتحدث باسم الكرملين (Kremlin press service) أن \"المحادثات\" ستستمر في 16 مارس 2022.",
        "נשיא רוסיה ולדימיר פוטין אמר בשיחת טלפון לעמיתו הטורקי Recep Tayyip Erdoğan כי 70% מהדרישות ברורות.",
        "رئیس‌جمهور ایران گفت: «مذاکرات ادامه دارد» و افزود که ۷۰٪ کار انجام شده است.",
        "According to Al Jazeera (الجزيرة), the minister said “السلام ممكن” and left for Ankara.",
    ];

    fn set(text: &str, width: f32) -> BlockLayout {
        set_at(text, width, 1.0)
    }

    fn set_at(text: &str, width: f32, pixels_per_point: f32) -> BlockLayout {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        ctx.set_pixels_per_point(pixels_per_point);
        let mut layout = None;
        for _ in 0..2 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let style = BlockStyle {
                    font: FontId::new(17.0, egui::FontFamily::Name("reading".into())),
                    bold: FontId::new(17.0, egui::FontFamily::Name("reading-bold".into())),
                    line_height: 27.0,
                    baseline: 18.0,
                    width,
                };
                layout =
                    Some(ui.fonts_mut(|fonts| {
                        BlockLayout::new(fonts, text, ByteOffset(0), paragraph_level(text), &style)
                    }));
            });
            output.textures_delta.clear();
        }
        layout.unwrap()
    }

    fn find(text: &str, words: &str) -> ByteRange {
        let start = text.find(words).unwrap();
        ByteRange::new(start, start + words.len())
    }

    #[test]
    fn lines_cover_the_text_and_fit_the_column() {
        for text in SAMPLES {
            for (width, scale) in [(640.0, 1.0), (200.0, 1.0), (200.0, 1.5), (37.0, 1.0)] {
                let layout = set_at(text, width, scale);
                let mut at = ByteOffset(0);
                for line in &layout.lines {
                    assert_eq!(line.range.start, at, "{text}");
                    at = line.range.end;
                    for unit in line.units.iter().filter(|unit| unit.kind != UnitKind::Whitespace) {
                        assert!(unit.x >= -0.5 && unit.x + unit.width <= width + 0.5, "{text}: {unit:?}");
                    }
                }
                assert_eq!(at.index(), text.len());
            }
        }
    }

    /// The visual order of words is the one that UAX #9 gives for the characters of the whole line.
    #[test]
    fn units_stand_in_the_order_of_uax9() {
        for text in SAMPLES {
            let layout = set(text, 100_000.0);
            let base = paragraph_level(text);
            let info = BidiInfo::new(text, Some(base));
            let paragraph = &info.paragraphs[0];
            let (levels, runs) = info.visual_runs(paragraph, 0..text.len());
            let expected: Vec<usize> = runs
                .into_iter()
                .flat_map(|run| {
                    let is_rtl = levels[run.start].is_rtl();
                    let mut bytes: Vec<usize> = text[run.clone()].char_indices().map(|(i, _)| run.start + i).collect();
                    if is_rtl {
                        bytes.reverse();
                    }
                    bytes
                })
                .collect();
            let shown: Vec<usize> = layout.lines[0]
                .units
                .iter()
                .flat_map(|unit| {
                    let mut bytes: Vec<usize> =
                        text[unit.range.indices()].char_indices().map(|(i, _)| unit.range.start.index() + i).collect();
                    if unit.is_rtl {
                        bytes.reverse();
                    }
                    bytes
                })
                .collect();
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn a_right_to_left_line_starts_at_the_right() {
        let text = SAMPLES[1];
        let layout = set(text, 400.0);
        assert!(layout.lines.len() > 1 && layout.lines.iter().all(|line| line.is_rtl));
        let first = layout.range_rects(find(text, "قال"))[0];
        let second = layout.range_rects(find(text, "الرئيس"))[0];
        assert!((first.max.x - 400.0).abs() < 1.0, "{first:?}");
        assert!(second.max.x <= first.min.x, "{second:?} is left of {first:?}");
        assert_eq!(layout.caret(ByteOffset(0)).x, first.max.x);
    }

    #[test]
    fn arabic_letters_are_joined() {
        let joined = set("سسسس", 1000.0).lines[0].units[0].width;
        let apart: f32 = "سسسس".chars().map(|c| set(&c.to_string(), 1000.0).lines[0].units[0].width).sum();
        assert!(joined < apart * 0.9, "{joined} {apart}");
    }

    #[test]
    fn a_range_that_runs_both_ways_has_several_rectangles() {
        let text = "אבג abc דהו";
        let layout = set(text, 1000.0);
        let mixed = ByteRange::new(0, "אבג a".len());
        assert_eq!(layout.range_rects(mixed).len(), 2);
        assert_eq!(layout.range_rects(ByteRange::new(0, text.len())).len(), 1);
    }

    #[test]
    fn the_ends_of_a_range_stand_at_its_first_and_last_letter() {
        let text = "אבג abc דהו";
        let layout = set(text, 1000.0);
        let rect = |words| layout.range_rects(find(text, words))[0];
        let start = layout.edge(find(text, "ב"), true).unwrap();
        assert_eq!((start.x, start.opens_right), (rect("ב").max.x, false));
        // From a word that runs to the left to one that runs to the right: both ends are right of what they belong to.
        let mixed = ByteRange { start: find(text, "ב").start, end: find(text, "b").end };
        assert_eq!(layout.edge(mixed, true).unwrap().x, rect("ב").max.x);
        let end = layout.edge(mixed, false).unwrap();
        assert_eq!((end.x, end.opens_right), (rect("b").max.x, false));
        let last = layout.edge(find(text, "דהו"), false).unwrap();
        assert_eq!((last.x, last.opens_right), (rect("ו").min.x, true));
        let plain = set("abc def", 1000.0);
        assert_eq!(plain.edge(ByteRange::new(0, 3), true), Some(Edge { x: 0.0, top: 0.0, opens_right: true }));
        assert!(!plain.edge(ByteRange::new(0, 3), false).unwrap().opens_right);
    }

    #[test]
    fn the_characters_of_a_line_stand_beside_each_other() {
        for text in SAMPLES {
            let layout = set(text, 100_000.0);
            let line = &layout.lines[0];
            let mut places: Vec<(f32, f32)> = text
                .char_indices()
                .map(|(index, character)| line.place_of(ByteOffset::new(index), character.len_utf8()))
                .collect();
            // What joins letters or keeps them apart has no width of its own.
            places.retain(|(_, width)| *width > 0.0);
            places.sort_by(|one, other| one.0.total_cmp(&other.0));
            for (one, next) in places.iter().zip(places.iter().skip(1)) {
                assert!((one.0 + one.1 - next.0).abs() < TOUCHING, "{text}: {one:?} {next:?}");
            }
            let whole: f32 = line.units.iter().map(|unit| unit.width).sum();
            assert!((places.iter().map(|(_, width)| width).sum::<f32>() - whole).abs() < 1.0, "{text}");
        }
    }

    #[test]
    fn a_range_over_a_line_end_has_a_rectangle_in_each_line() {
        let text = SAMPLES[0];
        let layout = set(text, 300.0);
        let second = layout.lines[1].range;
        let rects = layout
            .range_rects(ByteRange { start: ByteOffset(second.start.0 - 4), end: ByteOffset(second.start.0 + 4) });
        assert_eq!(rects.len(), 2);
        assert_eq!(rects[1].min, pos2(0.0, 27.0));
        assert!(rects[0].max.x <= 300.5);
    }

    #[test]
    fn pointing_at_a_caret_finds_it_again() {
        for text in SAMPLES {
            let layout = set(text, 300.0);
            let frozen = FrozenText::verbatim(text);
            let mut offset = ByteOffset(0);
            let info = BidiInfo::new(text, Some(paragraph_level(text)));
            while offset.index() < text.len() {
                let caret = layout.caret(offset);
                let found = layout.offset_at(pos2(caret.x, caret.y + 10.0));
                // Where directions meet, or a line ends, one point on the screen is two offsets of the text.
                let before = info.levels[offset.index().saturating_sub(1)];
                let is_meeting = before.is_rtl() != info.levels[offset.index()].is_rtl()
                    || layout.lines.iter().any(|line| line.range.start == offset);
                let is_whitespace = text[offset.index()..].starts_with(' ');
                assert!(layout.caret(found) == caret || is_meeting || is_whitespace, "{offset:?} {found:?} in {text}");
                offset = crate::text::next_grapheme(&frozen, offset);
            }
        }
    }

    #[test]
    fn each_grapheme_of_one_direction_is_found_exactly() {
        for text in ["Russian President", "بوتين", "פוטין", "e\u{301}te\u{301} fi ffi"] {
            let layout = set(text, 1000.0);
            let frozen = FrozenText::verbatim(text);
            let mut offset = ByteOffset(0);
            while offset.index() < text.len() {
                let next = crate::text::next_grapheme(&frozen, offset);
                let rect = layout.range_rects(ByteRange { start: offset, end: next })[0];
                let first_half = if paragraph_level(text).is_rtl() { 0.75 } else { 0.25 };
                let point = pos2(rect.min.x + rect.width() * first_half, 5.0);
                if rect.width() > 0.5 {
                    assert_eq!(layout.offset_at(point), offset, "{text} at {offset:?}: {rect:?}");
                }
                offset = next;
            }
        }
    }

    #[test]
    fn an_empty_block_has_one_empty_line() {
        let layout = set("", 300.0);
        assert_eq!(layout.lines.len(), 1);
        assert_eq!(layout.offset_at(pos2(50.0, 5.0)), ByteOffset(0));
        assert!(layout.range_rects(ByteRange::new(0, 0)).is_empty());
        assert_eq!(Level::ltr(), paragraph_level(""));
    }
}
