//! Text that is typed, set in lines of either direction: where its characters stand, and a galley that tells egui so.

use std::sync::Arc;

use egui::{
    Color32, FontId, Id, Painter, Pos2, Rect, Ui,
    epaint::{
        Galley,
        text::{LayoutJob, PlacedRow, RowVisuals},
    },
    pos2,
    text::{CCursor, CharIndex},
    vec2,
};

use crate::{
    text::{ByteOffset, ByteRange},
    ui::{
        typeset::{BlockLayout, BlockStyle, Inks, Line},
        units::paragraph_level,
    },
};

/// A typed text in lines.
pub(super) struct Typed {
    text: String,
    made: Made,
    paragraphs: Vec<Paragraph>,
    style: BlockStyle,
    /// How wide all of it is, in points.
    width: f32,
    /// What egui is told of it.
    galley: Arc<Galley>,
}

/// What a text was set from, besides its letters.
#[derive(Clone, Debug, PartialEq)]
struct Made {
    hand: Hand,
    width: f32,
    is_single: bool,
    pixels_per_point: f32,
    fonts: usize,
}

/// Where the caret stands: between two characters, which need not be neighbours on the screen where directions meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Caret {
    /// The number of the character after it.
    pub character: usize,
    /// Whether it stands at the end of the character before it; otherwise at the start of the one after it.
    pub trails: bool,
}

impl Caret {
    /// Before a character.
    pub(super) fn before(character: usize) -> Self {
        Self { character, trails: false }
    }
}

/// A part of the text between line feeds.
struct Paragraph {
    layout: BlockLayout,
    /// Its left upper corner, in points from that of the text.
    corner: Pos2,
    is_rtl: bool,
}

/// How typed text looks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hand {
    /// The typeface and size.
    pub font: FontId,
    /// Colour of the letters.
    pub ink: Color32,
}

impl Typed {
    /// The text of a field in lines no wider than `width`, or in a single one that may be wider; without a width, as it is `known`
    /// from the last frame.
    /// It is set anew when something has changed: a long note takes as long as all that is drawn besides.
    pub(super) fn of(
        ui: &Ui,
        known: Option<Arc<Self>>,
        text: &str,
        hand: &Hand,
        width: Option<f32>,
        is_single: bool,
    ) -> Arc<Self> {
        let made = Made {
            hand: hand.clone(),
            width: width.or(known.as_ref().map(|known| known.made.width)).unwrap_or(f32::INFINITY),
            is_single,
            pixels_per_point: ui.pixels_per_point(),
            fonts: ui.fonts(|fonts| fonts.discovered_fonts().len()),
        };
        if let Some(known) = known.filter(|known| known.made == made && known.text == text) {
            return known;
        }
        Arc::new(Self::new(ui, text, made))
    }

    fn new(ui: &Ui, text: &str, made: Made) -> Self {
        let Made { hand, width, is_single, .. } = made.clone();
        let galley = sample(ui, &hand);
        let baseline = galley.rows.first().and_then(|row| row.glyphs.first()).map_or(0.0, |glyph| glyph.pos.y);
        let column = if is_single { f32::INFINITY } else { width };
        let bold = hand.font.clone();
        let style = BlockStyle { font: hand.font, bold, line_height: galley.size().y, baseline, width: column };
        let mut typed = Self { text: text.to_owned(), made, paragraphs: Vec::new(), style, width, galley };
        let (mut start, mut top) = (0, 0.0);
        let lines: Vec<&str> = if is_single { vec![text] } else { text.split('\n').collect() };
        for words in lines {
            let base = paragraph_level(words);
            let at = ByteOffset::new(start);
            let layout = ui.fonts_mut(|fonts| BlockLayout::new(fonts, words, at, base, &typed.style));
            let used = layout.width();
            if is_single {
                typed.width = width.max(used);
            }
            let left = if is_single && base.is_rtl() { typed.width - used } else { 0.0 };
            start += words.len() + 1;
            let corner = pos2(left, top);
            top += layout.height();
            typed.paragraphs.push(Paragraph { layout, corner, is_rtl: base.is_rtl() });
        }
        typed.galley = typed.told(&typed.galley);
        typed
    }

    /// How wide all of it is, in points.
    pub(super) fn width(&self) -> f32 {
        self.width
    }

    /// Whether the paragraph that holds the character with this number runs to the left.
    pub(super) fn is_rtl_at(&self, character: usize) -> bool {
        self.paragraph_of(self.offset(character)).is_some_and(|paragraph| paragraph.is_rtl)
    }

    /// The caret nearest to a point, given from the left upper corner of the text.
    pub(super) fn caret_at(&self, point: Pos2) -> Caret {
        let below = self.paragraphs.partition_point(|paragraph| paragraph.corner.y <= point.y);
        let Some(paragraph) = self.paragraphs.get(below.saturating_sub(1)) else { return Caret::default() };
        let character = self.character(paragraph.layout.offset_at(point - paragraph.corner.to_vec2()));
        let [leading, trailing] = [false, true].map(|trails| {
            let rect = self.caret(Caret { character, trails });
            rect.distance_sq_to_pos(pos2(point.x, point.y.clamp(0.0, self.height() - 1.0)))
        });
        Caret { character, trails: trailing < leading }
    }

    /// The caret after a step to the right or left, from one letter on the screen to the next.
    pub(super) fn step(&self, caret: Caret, to_the_right: bool) -> Caret {
        let Some((paragraph, line)) = self.line_of(caret) else { return caret };
        let letters = letters(line);
        let place = place_in(&letters, self.offset(caret.character), caret.trails);
        let passed = place.and_then(|place| letters.get(if to_the_right { place } else { place.checked_sub(1)? }));
        match passed {
            Some(letter) if letter.is_rtl == to_the_right => Caret::before(self.character(letter.start)),
            Some(letter) => Caret { character: self.character(letter.end), trails: true },
            None if to_the_right == paragraph.is_rtl => {
                let is_first = line.range.start == paragraph.layout.range.start;
                let character = self.character(line.range.start).saturating_sub(usize::from(is_first));
                Caret { character, trails: character > 0 }
            }
            None => {
                let is_last = line.range.end == paragraph.layout.range.end;
                let character = self.character(line.range.end) + usize::from(is_last);
                if character <= self.text.chars().count() { Caret::before(character) } else { caret }
            }
        }
    }

    /// The caret in the line above or below that is nearest to `x`, or to where the caret stands; and that x.
    pub(super) fn line_away(&self, caret: Caret, x: Option<f32>, by: f32) -> (Caret, f32) {
        let rect = self.caret(caret);
        let x = x.unwrap_or(rect.min.x);
        let y = rect.center().y + by * self.style.line_height;
        let to = if y < 0.0 {
            Caret::default()
        } else if y > self.height() {
            Caret { character: self.text.chars().count(), trails: true }
        } else {
            self.caret_at(pos2(x, y))
        };
        (to, x)
    }

    /// Where the caret is drawn, from the left upper corner of the text; it has no width.
    pub(super) fn caret(&self, caret: Caret) -> Rect {
        let trailing = || {
            let before = self.character_before(caret)?;
            let paragraph = self.paragraph_of(before.start)?;
            let edge = paragraph.layout.edge(before, false)?;
            Some(paragraph.corner + vec2(edge.x, edge.top))
        };
        let leading = || {
            let offset = self.offset(caret.character);
            let paragraph = self.paragraph_of(offset)?;
            Some(paragraph.corner + paragraph.layout.caret(offset).to_vec2())
        };
        let at = trailing().or_else(leading).unwrap_or_default();
        Rect::from_min_size(at, vec2(0.0, self.style.line_height))
    }

    /// The character that a caret trails; none after a line feed.
    fn character_before(&self, caret: Caret) -> Option<ByteRange> {
        let end = self.offset(caret.character);
        let before = self.text.get(..end.index()).filter(|_| caret.trails)?.chars().next_back()?;
        let start = ByteOffset::new(end.index() - before.len_utf8());
        let is_feed = self.paragraph_of(start).is_none_or(|paragraph| paragraph.layout.range.end < end);
        (!is_feed).then_some(ByteRange { start, end })
    }

    /// The line that a caret stands in, and its paragraph.
    fn line_of(&self, caret: Caret) -> Option<(&Paragraph, &Line)> {
        let at = self.character_before(caret).map_or(self.offset(caret.character), |before| before.start);
        let paragraph = self.paragraph_of(at)?;
        Some((paragraph, paragraph.layout.lines.get(paragraph.layout.line_of(at))?))
    }

    /// What characters cover, from the left upper corner of the text.
    pub(super) fn rects(&self, characters: std::ops::Range<usize>) -> Vec<Rect> {
        let range = ByteRange { start: self.offset(characters.start), end: self.offset(characters.end) };
        let of_paragraph = |paragraph: &Paragraph| {
            let corner = paragraph.corner.to_vec2();
            paragraph.layout.range_rects(range).into_iter().map(move |rect| rect.translate(corner)).collect::<Vec<_>>()
        };
        self.paragraphs.iter().flat_map(of_paragraph).collect()
    }

    /// Paints the text with its left upper corner at a point.
    pub(super) fn paint(&self, painter: &Painter, at: Pos2, ink: Color32) {
        for paragraph in &self.paragraphs {
            let inks = Inks { ink, soft: ink, link: ink };
            paragraph.layout.paint(painter, &self.text, at + paragraph.corner.to_vec2(), inks);
        }
    }

    /// A galley that draws nothing and has every character, in the order of the text, where the caret before it stands.
    pub(super) fn galley(&self) -> Arc<Galley> {
        Arc::clone(&self.galley)
    }

    /// The same, as if each caret stood at the right end: egui scrolls there.
    pub(super) fn galley_at_the_right(&self) -> Arc<Galley> {
        let mut galley = Galley::clone(&self.galley);
        for placed in &mut galley.rows {
            let row = Arc::make_mut(&mut placed.row);
            row.glyphs.iter_mut().for_each(|glyph| glyph.pos.x = self.width);
            row.size.x = self.width;
        }
        Arc::new(galley)
    }

    /// That galley, made after a sample of a line.
    fn told(&self, sample: &Arc<Galley>) -> Arc<Galley> {
        let Hand { font, ink } = self.made.hand.clone();
        let mut galley = Galley::clone(sample);
        galley.job = Arc::new(LayoutJob::simple(self.text.clone(), font, ink, f32::INFINITY));
        galley.rows = Vec::new();
        galley.rect = Rect::from_min_size(Pos2::ZERO, vec2(self.width, self.height()));
        (galley.mesh_bounds, galley.num_vertices, galley.num_indices) = (Rect::NOTHING, 0, 0);
        let Some(pattern) = sample.rows.first() else { return Arc::clone(sample) };
        for (number, paragraph) in self.paragraphs.iter().enumerate() {
            for (place, line) in paragraph.layout.lines.iter().enumerate() {
                let is_last = place + 1 == paragraph.layout.lines.len();
                let mut row = egui::epaint::text::Row::clone(&pattern.row);
                let glyph = row.glyphs.first().copied();
                let x = |offset| paragraph.corner.x + paragraph.layout.caret(offset).x;
                row.glyphs = self
                    .characters(line)
                    .filter_map(|(offset, character)| {
                        let mut glyph = glyph?;
                        (glyph.chr, glyph.pos.x, glyph.advance_width, glyph.first_vertex) =
                            (character, x(offset), 0.0, 0);
                        Some(glyph)
                    })
                    .collect();
                // Where the caret after the last character stands.
                row.size.x = if is_last { x(line.range.end) } else { paragraph.corner.x + line.end_x() };
                row.visuals = RowVisuals::default();
                galley.rows.push(PlacedRow {
                    pos: pos2(0.0, paragraph.corner.y + line.top),
                    row: Arc::new(row),
                    ends_with_newline: is_last && number + 1 < self.paragraphs.len(),
                });
            }
        }
        Arc::new(galley)
    }

    /// Tells screen readers the direction of each line and where its characters stand. `id` is that of the field, whose text
    /// egui has described as if all of it ran to the right.
    pub(super) fn describe(&self, ui: &Ui, id: Id, at: Pos2) {
        use egui::accesskit::TextDirection::{LeftToRight, RightToLeft};

        /// AccessKit counts places in a run with one byte.
        const MOST_CHARACTERS: usize = 255;

        if ui.ctx().accesskit_node_builder(id, |_field| ()).is_none() {
            return;
        }
        let lines = self.paragraphs.iter().flat_map(|one| one.layout.lines.iter().map(move |line| (one, line)));
        for (row, (paragraph, line)) in lines.enumerate() {
            let characters: Vec<(ByteOffset, char)> = self.characters(line).collect();
            for (number, part) in characters.chunks(MOST_CHARACTERS).enumerate() {
                ui.ctx().accesskit_node_builder(id.with(row).with(number), |node| {
                    let bounds = Rect::from_min_size(
                        at + vec2(0.0, paragraph.corner.y + line.top),
                        vec2(self.width, self.style.line_height),
                    );
                    let places = part.iter().map(|(offset, character)| {
                        let (start, width) = line.place_of(*offset, character.len_utf8());
                        let x = paragraph.corner.x + start;
                        (if line.is_rtl { self.width - x - width } else { x }, width)
                    });
                    let (mut starts, mut widths): (Vec<f32>, Vec<f32>) = places.unzip();
                    // The line feed that egui has counted among them.
                    let missing = node.character_lengths().len().saturating_sub(starts.len());
                    let end = starts.last().zip(widths.last()).map_or(0.0, |(start, width)| start + width);
                    starts.extend(std::iter::repeat_n(end, missing));
                    widths.extend(std::iter::repeat_n(0.0, missing));
                    node.set_text_direction(if line.is_rtl { RightToLeft } else { LeftToRight });
                    node.set_character_positions(starts);
                    node.set_character_widths(widths);
                    node.set_bounds(egui::accesskit::Rect {
                        x0: f64::from(bounds.min.x),
                        y0: f64::from(bounds.min.y),
                        x1: f64::from(bounds.max.x),
                        y1: f64::from(bounds.max.y),
                    });
                });
            }
        }
    }

    fn characters<'t>(&'t self, line: &Line) -> impl Iterator<Item = (ByteOffset, char)> + use<'t> {
        let start = line.range.start.index();
        let words = self.text.get(line.range.indices()).unwrap_or_default();
        words.char_indices().map(move |(index, character)| (ByteOffset::new(start + index), character))
    }

    fn height(&self) -> f32 {
        self.paragraphs.iter().map(|paragraph| paragraph.layout.height()).sum()
    }

    fn character(&self, offset: ByteOffset) -> usize {
        self.text.get(..offset.index()).unwrap_or_default().chars().count()
    }

    fn offset(&self, character: usize) -> ByteOffset {
        ByteOffset::new(self.text.char_indices().nth(character).map_or(self.text.len(), |(index, _)| index))
    }

    fn paragraph_of(&self, offset: ByteOffset) -> Option<&Paragraph> {
        let after = self.paragraphs.partition_point(|paragraph| paragraph.layout.range.start <= offset);
        self.paragraphs.get(after.saturating_sub(1))
    }
}

/// A letter with what belongs to it.
struct Letter {
    start: ByteOffset,
    end: ByteOffset,
    is_rtl: bool,
}

/// The letters of a line from left to right.
fn letters(line: &Line) -> Vec<Letter> {
    let mut letters = Vec::new();
    for unit in &line.units {
        let ends = unit.stops.iter().skip(1);
        let of_unit = unit.stops.iter().zip(ends);
        let of_unit = of_unit.map(|((start, _), (end, _))| Letter { start: *start, end: *end, is_rtl: unit.is_rtl });
        if unit.is_rtl {
            letters.extend(of_unit.rev());
        } else {
            letters.extend(of_unit);
        }
    }
    letters
}

/// How many letters stand to the left of a caret at `offset`.
fn place_in(letters: &[Letter], offset: ByteOffset, trails: bool) -> Option<usize> {
    let at_end = letters.iter().position(|letter| letter.end == offset);
    let at_start = letters.iter().position(|letter| letter.start == offset);
    let is_rtl = |place: usize| letters.get(place).is_some_and(|letter| letter.is_rtl);
    let trailing = at_end.map(|place| place + usize::from(!is_rtl(place)));
    let leading = at_start.map(|place| place + usize::from(is_rtl(place)));
    if trails { trailing.or(leading) } else { leading.or(trailing) }
}

/// A place between characters, as egui counts it.
pub(super) fn cursor(character: usize) -> CCursor {
    CCursor::new(CharIndex(character))
}

/// A line of one character, as egui lays it out in a field.
fn sample(ui: &Ui, hand: &Hand) -> Arc<Galley> {
    let space = ui.spacing().extra_text_line_spacing;
    ui.fonts_mut(|fonts| {
        let mut job = LayoutJob::simple_singleline("x".to_owned(), hand.font.clone(), hand.ink);
        let height = fonts.row_height(&hand.font) + space;
        job.sections.iter_mut().for_each(|section| section.format.line_height = Some(height));
        fonts.layout_job(job)
    })
}
