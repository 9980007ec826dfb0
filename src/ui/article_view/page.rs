//! The article on the screen: which blocks are visible, where they are, and what text is at a point.
//!
//! A page knows nothing of marks; it answers where a range of text is, and which offset is at a point.

use std::{collections::BTreeMap, rc::Rc};

use egui::{FontId, Pos2, Rangef, Rect, Ui, Vec2, pos2, vec2};

use super::{
    blocks::{Blocks, Estimate},
    geometry::mark_rect,
    shapes::Shapes,
    undrawn::Undrawn,
};
use crate::{
    app::Reading,
    model::{Article, ArticleId, Flow},
    text::{ByteOffset, ByteRange, FrozenText, next_grapheme, previous_grapheme},
    ui::{
        fonts::{READING, READING_BOLD, reading},
        typeset::{BlockLayout, BlockStyle},
    },
};

/// Space to the left and right of the column, in points, at least; less in a small window.
const SIDE: f32 = 56.0;
/// Width of the edge that belongs to the panels beside the text, in points: there they are grabbed to resize them.
pub(super) const EDGE: f32 = 5.0;
/// Space over the first line, in points.
pub(super) const HEAD: f32 = 20.0;
/// The sizes of headings up to a level, the title first, as multiples of the text's, in a column of usual width.
const HEADINGS: [(u8, f32); 4] = [(0, 1.5), (1, 1.3), (2, 1.17), (3, 1.06)];
/// The height of a line of a heading, as a multiple of its size, at most.
const HEADING_SPACING: f32 = 1.3;
/// How far a step of a list or a quotation is indented, as a multiple of the text's size.
const STEP_WIDTH: f32 = 1.4;
/// In a column of fewer characters than this the heading is smaller, down to the size of the text.
const WIDE_CHARACTERS: f32 = 48.0;
/// Where the baseline of the text is, as a fraction of the line height from its top: most of the free height is below
/// it, for the marks.
const BASELINE: f32 = 0.68;
/// Average width of a character as a fraction of the font size, for the reading typeface.
const AVERAGE_WIDTH: f32 = 0.5;

/// What the layout depends on; when it changes, everything is laid out again.
#[derive(Clone, Debug, PartialEq)]
struct Setting {
    article: ArticleId,
    heading: Option<ByteRange>,
    runs: usize,
    language: String,
    flow: Flow,
    reading: Reading,
    width: f32,
    pixels_per_point: f32,
    fonts: usize,
}

/// A block on the screen.
pub(super) struct Placed {
    /// Its place among all blocks.
    pub place: usize,
    /// The block's upper left corner on the screen.
    pub top_left: Pos2,
    /// How the block is set.
    pub layout: Rc<BlockLayout>,
}

/// The layout of an article, and how far it is scrolled.
pub(super) struct Page {
    setting: Option<Setting>,
    text: Option<FrozenText>,
    /// The whole article by the heights of its blocks; none before the first frame.
    pub blocks: Option<Blocks>,
    /// How the structure of the text is drawn.
    pub shapes: Shapes,
    layouts: BTreeMap<usize, Rc<BlockLayout>>,
    /// The blocks that can be seen, from top to bottom.
    pub placed: Vec<Placed>,
    /// The block at the top of the window, and how many points of it are scrolled away.
    pub top: (usize, f32),
    /// Where the first line in sight began when each article was left.
    tops: BTreeMap<ArticleId, ByteOffset>,
    /// The article's part of the screen.
    pub rect: Rect,
    /// The column of text in it.
    pub column: Rect,
    /// How many points below it belong to the text at other times.
    pub below: f32,
    /// What no typeface draws.
    pub undrawn: Undrawn,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            setting: None,
            text: None,
            blocks: None,
            shapes: Shapes::default(),
            layouts: BTreeMap::new(),
            tops: BTreeMap::new(),
            placed: Vec::new(),
            top: (0, 0.0),
            rect: Rect::ZERO,
            column: Rect::ZERO,
            below: 0.0,
            undrawn: Undrawn::default(),
        }
    }
}

/// The left and right edges of the column of text in `available`.
pub(crate) fn column_x(available: Rect, reading: Reading) -> Rangef {
    let side = (available.width() * 0.12).min(SIDE);
    let width = (reading.width * reading.size * AVERAGE_WIDTH).min(available.width() - 2.0 * side).max(80.0);
    let left = (available.center().x - width / 2.0).round();
    Rangef::new(left, left + width)
}

impl Page {
    /// Starts over when text, size, width or fonts have changed; the text at the top stays at the top, and an article that
    /// was shown before is shown from where it was left. Returns whether the text is another one.
    pub(super) fn arrange(&mut self, ui: &Ui, article: &Article, reading: Reading) -> bool {
        let x = column_x(self.rect, reading);
        self.column = Rect::from_x_y_ranges(x, self.rect.y_range());
        let setting = Setting {
            article: article.id,
            heading: article.heading(),
            runs: article.structure.len(),
            language: article.facts.language.clone(),
            flow: Flow::new(&article.facts),
            reading,
            width: x.span(),
            pixels_per_point: ui.pixels_per_point(),
            fonts: ui.fonts(|fonts| fonts.discovered_fonts().len()),
        };
        let is_same_text = self.text.as_ref().is_some_and(|text| text.is_same(&article.text));
        if self.setting.as_ref() == Some(&setting) && is_same_text {
            return false;
        }
        if let Some(former) = &self.setting {
            let left_at = self.top_offset();
            self.tops.insert(former.article, left_at);
        }
        let is_place = |top: &ByteOffset| article.text.as_str().is_char_boundary(top.index());
        let top_offset = self.tops.get(&article.id).copied().filter(is_place).unwrap_or(ByteOffset(0));
        let line_height = reading.size * reading.spacing;
        let estimate = Estimate { line_height, bytes_per_line: x.span() / (reading.size * AVERAGE_WIDTH) };
        self.shapes = Shapes::of(article);
        let blocks = Blocks::new(&article.text, &self.shapes, estimate).with_flow(setting.flow);
        let place = blocks.place_of(top_offset);
        self.layouts.clear();
        self.placed.clear();
        self.blocks = Some(blocks);
        self.setting = Some(setting);
        self.text = Some(article.text.clone());
        let within = if top_offset == ByteOffset(0) {
            -HEAD
        } else {
            self.layout_block(ui, article, place).map_or(0.0, |layout| layout.caret(top_offset).y)
        };
        self.top = (place, within);
        !is_same_text
    }

    /// The first offset of the line at the top of the window.
    pub(super) fn top_offset(&self) -> ByteOffset {
        let first = self.placed.first();
        let Some(placed) = first else { return ByteOffset(0) };
        let scrolled = self.rect.min.y - placed.top_left.y;
        if placed.place == 0 && scrolled <= 0.0 {
            return ByteOffset(0);
        }
        let number = (scrolled / placed.layout.style.line_height).max(0.0) as usize;
        let line = placed.layout.lines.get(number).or_else(|| placed.layout.lines.last());
        line.map_or(placed.layout.range.start, |line| line.range.start)
    }

    /// How the block at a place is laid out.
    pub(super) fn style(&self, place: usize) -> Option<BlockStyle> {
        let (setting, block) = (self.setting.as_ref()?, self.blocks.as_ref()?.get(place)?);
        let (read, language) = (setting.reading, &setting.language);
        let look = block.look;
        let width = (setting.width - step_width(read) * f32::from(look.steps)).max(setting.width / 2.0);
        let heading = look.heading.map(|level| {
            let (_, size) = HEADINGS.into_iter().find(|(of, _)| *of >= level).unwrap_or((level, 1.0));
            let characters = setting.width / (read.size * AVERAGE_WIDTH);
            read.size * (size * characters / WIDE_CHARACTERS).clamp(1.0, size)
        });
        let size = heading.unwrap_or(read.size);
        let bold = FontId::new(size, reading(READING_BOLD, language));
        let font = if heading.is_some() { bold.clone() } else { FontId::new(size, reading(READING, language)) };
        let spacing = if heading.is_some() { HEADING_SPACING.min(read.spacing) } else { read.spacing };
        let line_height = (size * spacing).round();
        Some(BlockStyle { font, bold, line_height, baseline: line_height * BASELINE, width })
    }

    /// How far the words of a block stand from the edge of the column where its paragraph begins, in points.
    fn indent(&self, place: usize) -> f32 {
        let known = self.setting.as_ref().zip(self.blocks.as_ref().and_then(|blocks| blocks.get(place)));
        known.map_or(0.0, |(setting, block)| {
            (step_width(setting.reading) * f32::from(block.look.steps)).min(setting.width / 2.0)
        })
    }

    /// The layout of a block, made now if it is missing; its true height replaces the estimate.
    pub(super) fn layout_block(&mut self, ui: &Ui, article: &Article, place: usize) -> Option<Rc<BlockLayout>> {
        if let Some(layout) = self.layouts.get(&place) {
            return Some(Rc::clone(layout));
        }
        let style = self.style(place)?;
        let blocks = self.blocks.as_mut()?;
        let range = blocks.get(place)?.range;
        let base = blocks.level(&article.text, place);
        let words = article.words(range);
        let faces = self.shapes.faces(range);
        let undrawn = &mut self.undrawn;
        let layout = ui.fonts_mut(|fonts| {
            undrawn.look(fonts, &style.font, words);
            BlockLayout::with_faces(fonts, words, range.start, base, &style, &faces)
        });
        blocks.set_height(place, layout.height());
        let layout = Rc::new(layout);
        self.layouts.insert(place, Rc::clone(&layout));
        Some(layout)
    }

    /// Lays out the visible blocks. The top must be settled.
    pub(super) fn place_visible(&mut self, ui: &Ui, article: &Article) {
        self.placed.clear();
        let (first, scrolled) = self.top;
        let mut y = self.rect.min.y - scrolled;
        let mut place = first;
        while y < self.rect.max.y {
            let Some(layout) = self.layout_block(ui, article, place) else { break };
            let height = self.height(place);
            let runs_left = self.blocks.as_ref().is_some_and(|blocks| blocks.level(&article.text, place).is_rtl());
            let indent = if runs_left { 0.0 } else { self.indent(place) };
            let top_left = snapped(pos2(self.column.min.x + indent, y), ui.pixels_per_point());
            self.placed.push(Placed { place, top_left, layout });
            y += height;
            place += 1;
        }
        let keep = first.saturating_sub(8)..place + 8;
        self.layouts.retain(|place, _| keep.contains(place));
    }

    /// The text that can be seen.
    pub(super) fn visible(&self) -> ByteRange {
        let start = self.placed.first().map_or(ByteOffset(0), |placed| placed.layout.range.start);
        let end = self.placed.last().map_or(start, |placed| placed.layout.range.end);
        ByteRange { start, end }
    }

    /// The caret boundary nearest to a point on the screen.
    pub(super) fn offset_at(&self, point: Pos2) -> Option<ByteOffset> {
        let below = |placed: &&Placed| placed.top_left.y <= point.y && !placed.layout.range.is_empty();
        let placed = self.placed.iter().rfind(below).or_else(|| self.placed.first())?;
        Some(placed.layout.offset_at(point - placed.top_left.to_vec2()))
    }

    /// Whether a point on the screen is on the words nearest to it, not beside or between them.
    pub(super) fn is_on_words(&self, point: Pos2, offset: ByteOffset, text: &FrozenText) -> bool {
        let around = ByteRange { start: previous_grapheme(text, offset), end: next_grapheme(text, offset) };
        self.rects_of(around).iter().any(|rect| rect.expand(2.0).contains(point))
    }

    /// The rectangles on the screen of the visible part of a range.
    pub(super) fn rects_of(&self, range: ByteRange) -> Vec<Rect> {
        self.placed
            .iter()
            .filter(|placed| placed.layout.range.overlaps(range))
            .flat_map(|placed| {
                let shift: Vec2 = placed.top_left.to_vec2();
                placed.layout.range_rects(range).into_iter().map(move |rect| rect.translate(shift))
            })
            .collect()
    }

    /// The caret on the screen, if it is visible: a line from top to bottom.
    pub(super) fn caret_rect(&self, offset: ByteOffset) -> Option<Rect> {
        let holds = |placed: &&Placed| placed.layout.range.start <= offset && offset <= placed.layout.range.end;
        let placed = self.placed.iter().rfind(holds)?;
        let at = placed.top_left + placed.layout.caret(offset).to_vec2();
        Some(Rect::from_min_size(at, vec2(0.0, placed.layout.style.line_height)))
    }

    /// The height of a block with the gap after it, in points.
    pub(super) fn height(&self, place: usize) -> f32 {
        self.blocks.as_ref().map_or(0.0, |blocks| blocks.height(place)) as f32
    }

    /// The start of the character under a point, when `offset` is the boundary nearest to it.
    pub(super) fn character_at(&self, point: Pos2, offset: ByteOffset, text: &FrozenText) -> ByteOffset {
        let before = previous_grapheme(text, offset);
        let is_before = self.rects_of(ByteRange { start: before, end: offset }).iter().any(|rect| rect.contains(point));
        if is_before { before } else { offset }
    }

    /// Whether the paragraph that holds `offset` runs to the left.
    pub(super) fn runs_left_at(&self, offset: ByteOffset) -> bool {
        let known = self.text.as_ref().zip(self.blocks.as_ref());
        known.is_some_and(|(text, blocks)| blocks.level(text, blocks.place_of(offset)).is_rtl())
    }

    /// The start of a piece on the screen, or its end, if the line that it stands in is laid out.
    pub(super) fn end_of(&self, piece: ByteRange, is_start: bool) -> Option<End> {
        let character = if is_start { piece.start } else { ByteOffset(piece.end.0.checked_sub(1)?) };
        let placed = self.placed.iter().find(|placed| placed.layout.range.contains(character))?;
        let edge = placed.layout.edge(piece, is_start)?;
        let at = placed.top_left + vec2(0.0, edge.top);
        let line = Rect::from_min_size(at, vec2(placed.layout.style.width, placed.layout.style.line_height));
        Some(End { x: placed.top_left.x + edge.x, line, opens_right: edge.opens_right })
    }

    /// The ends on the screen of a piece, where their handles stand.
    pub(super) fn ends_of(&self, piece: ByteRange) -> [Option<End>; 2] {
        [self.end_of(piece, true), self.end_of(piece, false)]
    }
}

/// Where a piece starts or ends on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// Its x.
    pub x: f32,
    /// Its line, as wide as the column.
    pub line: Rect,
    /// Whether the piece lies to the right of it.
    pub opens_right: bool,
}

impl End {
    /// The centre of the handle. It is at a corner of the mark, over its start and under its end, away from the middle of the
    /// line, so that the next drag can begin at the very next letter.
    pub(super) fn handle(&self, is_start: bool) -> Pos2 {
        let mark = mark_rect(self.line);
        let y = if is_start { mark.min.y - 1.0 } else { mark.max.y + 2.0 };
        pos2(self.x + if self.opens_right { -2.0 } else { 2.0 }, y)
    }
}

/// How far a step of a list or a quotation is indented, in points.
fn step_width(reading: Reading) -> f32 {
    (reading.size * STEP_WIDTH).round()
}

/// A point moved to the nearest pixel, so that text stays sharp.
fn snapped(point: Pos2, pixels_per_point: f32) -> Pos2 {
    pos2(
        (point.x * pixels_per_point).round() / pixels_per_point,
        (point.y * pixels_per_point).round() / pixels_per_point,
    )
}
