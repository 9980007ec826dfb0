//! Lays out a block of text: measures units, fills lines, orders them. The result is geometry alone – widths,
//! positions, breaks – and keeps no galley, because egui may clear its atlas at any time.

use std::sync::Arc;

use egui::{Color32, FontId, Galley, Pos2, TextFormat, epaint::text::FontsView, pos2, text::LayoutJob};
use icu_segmenter::GraphemeClusterSegmenter;
use unicode_bidi::Level;

use crate::text::{ByteOffset, ByteRange};
use crate::ui::units::{UnitKind, UnitText, is_direction_mark, is_passed_over_at_end, units_of, visual_order};

/// How many spaces a tab is drawn as.
const TAB_SPACES: f32 = 4.0;
/// How wide narrow spaces are, beside the usual one.
const NARROW: f32 = 0.6;

/// How a block is laid out.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct BlockStyle {
    /// The typeface and size.
    pub font: FontId,
    /// The typeface of bold words.
    pub bold: FontId,
    /// Height of a line, in points.
    pub line_height: f32,
    /// Where the baseline is, in points from the top of the line.
    pub baseline: f32,
    /// Width of the column, in points; an endless one is as wide as its line.
    pub width: f32,
}

/// What is special about the letters of some words: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ui) struct Face(u8);

impl Face {
    /// Heavier letters.
    pub(in crate::ui) const BOLD: Self = Self(1);
    /// Slanted letters.
    pub(in crate::ui) const ITALIC: Self = Self(2);
    /// The colour of links.
    pub(in crate::ui) const LINK: Self = Self(4);

    /// The set as bits.
    pub(in crate::ui) fn bits(self) -> u8 {
        self.0
    }

    /// The set of these bits.
    pub(in crate::ui) fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The colours that text is painted in.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct Inks {
    /// Of letters.
    pub ink: Color32,
    /// Of the names of what can't be seen.
    pub soft: Color32,
    /// Of links.
    pub link: Color32,
}

/// A unit in its line.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Unit {
    /// Its text, in offsets of the article.
    pub range: ByteRange,
    /// Its left edge, in points from the left of the column.
    pub x: f32,
    /// Its width in points.
    pub width: f32,
    /// Whether it runs right to left.
    pub is_rtl: bool,
    /// What it shows.
    pub kind: UnitKind,
    /// What is special about its letters.
    pub face: Face,
    /// Grapheme boundaries inside, in logical order, each with its distance in points from the unit's *left* edge;
    /// the first is the start, the last the end of the range.
    pub stops: Vec<(ByteOffset, f32)>,
}

/// A line of a block.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Line {
    /// Its text with trailing whitespace, in offsets of the article.
    pub range: ByteRange,
    /// Its upper edge, in points from the top of the block.
    pub top: f32,
    /// Whether its paragraph runs right to left.
    pub is_rtl: bool,
    /// Its units from left to right.
    pub units: Vec<Unit>,
}

/// A block that has been laid out.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct BlockLayout {
    /// Its text, in offsets of the article.
    pub range: ByteRange,
    /// Its lines from top to bottom; at least one.
    pub lines: Vec<Line>,
    /// How it was laid out.
    pub style: BlockStyle,
}

impl BlockLayout {
    /// Lays out `block`, which begins at `start` of its article, in a paragraph of direction `base`.
    pub(in crate::ui) fn new(
        fonts: &mut FontsView<'_>,
        block: &str,
        start: ByteOffset,
        base: Level,
        style: &BlockStyle,
    ) -> Self {
        Self::with_faces(fonts, block, start, base, style, &[])
    }

    /// The same with words, in offsets of the article, that have a face of their own.
    pub(in crate::ui) fn with_faces(
        fonts: &mut FontsView<'_>,
        block: &str,
        start: ByteOffset,
        base: Level,
        style: &BlockStyle,
        faces: &[(ByteRange, Face)],
    ) -> Self {
        let mut typesetter = Typesetter { fonts, block, start, style, base, faces };
        let measured: Vec<Measured> = units_of(block, base).into_iter().map(|unit| typesetter.measure(unit)).collect();
        let mut lines = Vec::new();
        for line in typesetter.fill(measured) {
            let top = lines.len() as f32 * style.line_height;
            lines.push(typesetter.place(line, top));
        }
        let range = ByteRange::new(start.index(), start.index() + block.len());
        if lines.is_empty() {
            lines.push(Line { range, top: 0.0, is_rtl: base.is_rtl(), units: Vec::new() });
        }
        Self { range, lines, style: style.clone() }
    }

    /// Height of all lines, in points.
    pub(in crate::ui) fn height(&self) -> f32 {
        self.lines.len() as f32 * self.style.line_height
    }

    /// Paints the words with the block's top left corner at `top_left`.
    pub(in crate::ui) fn paint(&self, painter: &egui::Painter, text: &str, top_left: Pos2, inks: Inks) {
        let clip = painter.clip_rect();
        let pixels = painter.ctx().pixels_per_point();
        for line in &self.lines {
            let top = top_left.y + line.top;
            if top > clip.max.y || top + self.style.line_height < clip.min.y {
                continue;
            }
            let baseline = ((top + self.style.baseline) * pixels).round() / pixels;
            for unit in &line.units {
                let ink = if unit.face.has(Face::LINK) { inks.link } else { inks.ink };
                let (words, colour) = match &unit.kind {
                    UnitKind::Whitespace => continue,
                    UnitKind::Word => (text.get(unit.range.indices()).unwrap_or_default(), ink),
                    UnitKind::Shown(other) => (other.as_ref(), ink),
                    UnitKind::Marker(name) => (name.as_ref(), inks.soft),
                };
                let galley = painter.fonts_mut(|fonts| galley(fonts, words, &self.style, unit.face));
                let glyph = galley.rows.first().and_then(|row| row.glyphs.first());
                // That of the leading typeface: all stand on its baseline.
                let ascent = glyph.map_or(0.0, |glyph| (glyph.font_ascent * pixels).round() / pixels);
                painter.galley(pos2(top_left.x + unit.x, baseline - ascent), galley, colour);
            }
        }
    }
}

/// The letters of a unit.
fn galley(fonts: &mut FontsView<'_>, words: &str, style: &BlockStyle, face: Face) -> Arc<Galley> {
    let font = if face.has(Face::BOLD) { &style.bold } else { &style.font };
    if !face.has(Face::ITALIC) {
        return fonts.layout_no_wrap(words.to_owned(), font.clone(), Color32::PLACEHOLDER);
    }
    let format = TextFormat { italics: true, ..TextFormat::simple(font.clone(), Color32::PLACEHOLDER) };
    fonts.layout_job(LayoutJob::single_section(words.to_owned(), format))
}

/// A unit with its width, before it is placed in a line.
#[derive(Clone, Debug)]
struct Measured {
    unit: UnitText,
    face: Face,
    width: f32,
    stops: Vec<(ByteOffset, f32)>,
}

struct Typesetter<'a, 'f> {
    fonts: &'a mut FontsView<'f>,
    block: &'a str,
    start: ByteOffset,
    style: &'a BlockStyle,
    base: Level,
    faces: &'a [(ByteRange, Face)],
}

impl Typesetter<'_, '_> {
    fn measure(&mut self, unit: UnitText) -> Measured {
        let words = self.block.get(unit.start..unit.end).unwrap_or_default();
        if unit.kind == UnitKind::Whitespace {
            return self.measure_whitespace(unit, words);
        }
        let shown = match &unit.kind {
            UnitKind::Word | UnitKind::Whitespace => words,
            UnitKind::Shown(other) | UnitKind::Marker(other) => other.as_ref(),
        };
        let face = self.face(&unit);
        let galley = galley(self.fonts, shown, self.style, face);
        let width = galley.size().x;
        let offset = |index: usize| ByteOffset::new(self.start.index() + unit.start + index);
        let boundaries: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(words).collect();
        let parts = boundaries.len().saturating_sub(1).max(1);
        let glyphs = galley.rows.first().map(|row| row.glyphs.as_slice()).unwrap_or_default();
        let is_word = unit.kind == UnitKind::Word;
        let stops = if unit.level.is_ltr() && is_word && glyphs.len() == words.chars().count() {
            // One glyph per character: a boundary is where the glyph of its first character is.
            let starts: Vec<f32> = glyphs.iter().map(|glyph| glyph.pos.x).collect();
            let mut characters = 0;
            let mut from = 0;
            boundaries
                .iter()
                .map(|boundary| {
                    characters += words.get(from..*boundary).map_or(0, |part| part.chars().count());
                    from = *boundary;
                    (offset(*boundary), starts.get(characters).copied().unwrap_or(width))
                })
                .collect()
        } else {
            // The visible glyphs from left to right if there are as many as graphemes, otherwise equal parts.
            let mut edges: Vec<f32> =
                glyphs.iter().filter(|glyph| glyph.advance_width > 0.0).map(|glyph| glyph.pos.x).collect();
            edges.push(width);
            edges.sort_unstable_by(f32::total_cmp);
            let edge = |place: usize| match edges.get(place) {
                Some(edge) if edges.len() == parts + 1 && is_word => *edge,
                _ => width * place as f32 / parts as f32,
            };
            let place = |n: usize| if unit.level.is_rtl() { edge(parts - n.min(parts)) } else { edge(n) };
            boundaries.iter().enumerate().map(|(n, boundary)| (offset(*boundary), place(n))).collect()
        };
        Measured { unit, face, width, stops }
    }

    /// What is special about the letters of a unit: what is so of at least half of it.
    fn face(&self, unit: &UnitText) -> Face {
        let start = self.start.index();
        let own = ByteRange::new(start + unit.start, start + unit.end);
        let is_most = |at: &ByteRange| at.intersection(own).is_some_and(|part| part.len() * 2 >= own.len());
        let faces = self.faces.iter().filter(|(at, _)| is_most(at));
        faces.fold(Face::default(), |all, (_, face)| all.with(*face))
    }

    fn measure_whitespace(&mut self, unit: UnitText, words: &str) -> Measured {
        let space = self.fonts.glyph_width(&self.style.font, ' ');
        let mut x = 0.0;
        let mut stops = Vec::with_capacity(words.len() + 1);
        let mut at = self.start.index() + unit.start;
        stops.push((ByteOffset::new(at), x));
        for character in words.chars() {
            let em = self.style.font.size;
            x += match character {
                '\t' => TAB_SPACES * space,
                '\u{3000}' | '\u{2001}' | '\u{2003}' => em,
                '\u{2000}' | '\u{2002}' => em / 2.0,
                '\u{2009}' | '\u{200A}' | '\u{202F}' => NARROW * space,
                _ if is_direction_mark(character) => 0.0,
                _ => space,
            };
            at += character.len_utf8();
            stops.push((ByteOffset::new(at), x));
        }
        if unit.level.is_rtl() {
            stops.iter_mut().for_each(|(_, stop)| *stop = x - *stop);
        }
        Measured { unit, face: Face::default(), width: x, stops }
    }

    /// Distributes units over lines. Whitespace at the end of a line hangs over its edge.
    fn fill(&self, units: Vec<Measured>) -> Vec<Vec<Measured>> {
        let width = self.style.width;
        let mut lines: Vec<Vec<Measured>> = Vec::new();
        let (mut line, mut used): (Vec<Measured>, f32) = (Vec::new(), 0.0);
        let mut chunk: Vec<Measured> = Vec::new();
        for unit in units {
            let ends_chunk = unit.unit.may_break_after;
            chunk.push(unit);
            if !ends_chunk {
                continue;
            }
            let solid = solid_width(&chunk);
            let whole: f32 = chunk.iter().map(|m| m.width).sum();
            if used + solid > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            if solid > width {
                for part in chunk.drain(..).flat_map(|unit| unit.split(width)) {
                    if used + part.width > width && !line.is_empty() && part.unit.kind != UnitKind::Whitespace {
                        lines.push(std::mem::take(&mut line));
                        used = 0.0;
                    }
                    used += part.width;
                    line.push(part);
                }
            } else {
                used += whole;
                line.append(&mut chunk);
            }
        }
        line.append(&mut chunk);
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    fn place(&self, line: Vec<Measured>, top: f32) -> Line {
        let words = |unit: &UnitText| self.block.get(unit.start..unit.end).unwrap_or_default();
        let trailing = line.iter().rev().take_while(|m| is_passed_over_at_end(words(&m.unit))).count();
        let levels: Vec<Level> = line.iter().map(|m| m.unit.level).collect();
        let order = visual_order(&levels, self.base, trailing);
        let total: f32 = line.iter().map(|m| m.width).sum();
        let is_rtl = self.base.is_rtl();
        // A right-to-left line ends at the right edge of the column; trailing whitespace hangs over at the left.
        let mut x = if is_rtl && self.style.width.is_finite() { self.style.width - total } else { 0.0 };
        let first = line.first().map_or(0, |m| m.unit.start);
        let last = line.last().map_or(0, |m| m.unit.end);
        let at = self.start.index();
        let first_trailing = line.len() - trailing;
        let hang = |(place, measured): (usize, Measured)| {
            // Trailing whitespace runs in the direction of the paragraph (UAX #9, L1).
            if place >= first_trailing { measured.turned(self.base) } else { measured }
        };
        let mut slots: Vec<Option<Measured>> = line.into_iter().enumerate().map(hang).map(Some).collect();
        let mut units = Vec::with_capacity(slots.len());
        for place in order {
            let Some(measured) = slots.get_mut(place).and_then(Option::take) else { continue };
            let width = measured.width;
            units.push(Unit {
                range: ByteRange::new(at + measured.unit.start, at + measured.unit.end),
                x,
                width,
                is_rtl: measured.unit.level.is_rtl(),
                kind: measured.unit.kind,
                face: measured.face,
                stops: measured.stops,
            });
            x += width;
        }
        Line { range: ByteRange::new(at + first, at + last), top, is_rtl, units }
    }
}

impl Measured {
    /// The same running in another direction.
    fn turned(mut self, level: Level) -> Self {
        if self.unit.level.is_rtl() != level.is_rtl() {
            let width = self.width;
            self.stops.iter_mut().for_each(|(_, x)| *x = width - *x);
        }
        self.unit.level = level;
        self
    }

    /// Parts no wider than `width`, cut at graphemes; each holds at least one.
    fn split(self, width: f32) -> Vec<Self> {
        if self.width <= width || self.stops.len() <= 2 {
            return vec![self];
        }
        let base = self.stops.first().map_or(0, |(offset, _)| offset.index()) - self.unit.start;
        let mut parts = Vec::new();
        let mut from = 0;
        while from + 1 < self.stops.len() {
            let at = |place: usize| self.stops.get(place).map_or(0.0, |(_, x)| *x);
            let fits = |place: &usize| (at(*place) - at(from)).abs() <= width;
            let to = (from + 1..self.stops.len()).rev().find(fits).unwrap_or(from + 1);
            let left = at(from).min(at(to));
            let stops: Vec<(ByteOffset, f32)> =
                self.stops.iter().skip(from).take(to - from + 1).map(|(offset, x)| (*offset, x - left)).collect();
            let index = |place: usize| self.stops.get(place).map_or(0, |(offset, _)| offset.index() - base);
            let unit = UnitText { start: index(from), end: index(to), ..self.unit.clone() };
            parts.push(Self { unit, face: self.face, width: (at(to) - at(from)).abs(), stops });
            from = to;
        }
        parts
    }
}

/// Width of units without trailing whitespace.
fn solid_width(units: &[Measured]) -> f32 {
    let trailing = units.iter().rev().take_while(|m| m.unit.kind == UnitKind::Whitespace).count();
    units.iter().take(units.len() - trailing).map(|m| m.width).sum()
}
