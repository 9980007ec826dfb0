//! The article: a column of text that is read, selected and marked.
//!
//! `units` cuts text into words, `layout` sets blocks of them, `geometry` answers where things are, `blocks` knows the
//! whole article by heights alone, `lanes` orders overlapping marks, `paint` draws, `links` shows what marks are
//! linked with, `interact` turns mouse and keys into actions, `menu` is the list of tags at the selection. All positions are offsets of the frozen text.

mod access;
mod blocks;
mod geometry;
mod interact;
mod keys;
mod lanes;
mod layout;
mod links;
mod menu;
mod paint;
mod pick_menu;
mod scroll;
mod units;

use std::{collections::BTreeMap, rc::Rc};

use egui::{FontFamily, FontId, Id, Pos2, Rect, Sense, Ui, UiBuilder, Vec2, accesskit::Role, pos2, vec2};

use self::{
    blocks::{Blocks, Estimate},
    interact::{Clicks, Gesture},
    layout::{BlockLayout, BlockStyle},
    menu::TagMenu,
    pick_menu::PickMenu,
};
use crate::{
    app::{Action, Reading, View},
    model::{Article, ArticleId},
    text::{ByteOffset, ByteRange, FrozenText},
};

/// Space to the left and right of the column, in points, at least; less in a small window.
const SIDE: f32 = 56.0;
/// Width of the edge that belongs to the panels beside the text, in points.
const EDGE: f32 = 5.0;
/// Space over the first line, in points.
const HEAD: f32 = 20.0;
/// The heading's size as a multiple of the text's.
const HEADING: f32 = 1.5;

/// What the geometry was made for; when it changes, everything is set anew.
#[derive(Clone, Debug, PartialEq)]
struct Setting {
    article: ArticleId,
    heading: Option<ByteRange>,
    reading: Reading,
    width: f32,
    pixels_per_point: f32,
    fonts: usize,
}

/// A block on the screen.
struct Placed {
    place: usize,
    top_left: Pos2,
    layout: Rc<BlockLayout>,
}

/// Presentation state of the article: where it is scrolled to, what the mouse is doing, what is set.
pub struct ArticleView {
    setting: Option<Setting>,
    text: Option<FrozenText>,
    blocks: Option<Blocks>,
    set: BTreeMap<usize, Rc<BlockLayout>>,
    placed: Vec<Placed>,
    /// The block at the top of the window, and how many points of it are scrolled away.
    top: (usize, f32),
    rect: Rect,
    column: Rect,
    gesture: Option<Gesture>,
    clicks: Clicks,
    menu: TagMenu,
    picks: PickMenu,
    revealed: u64,
    /// The x that the caret keeps while it moves up and down.
    caret_x: Option<f32>,
    scrollbar_grip: Option<f32>,
}

impl Default for ArticleView {
    fn default() -> Self {
        Self {
            setting: None,
            text: None,
            blocks: None,
            set: BTreeMap::new(),
            placed: Vec::new(),
            top: (0, 0.0),
            rect: Rect::ZERO,
            column: Rect::ZERO,
            gesture: None,
            clicks: Clicks::default(),
            menu: TagMenu::default(),
            picks: PickMenu::default(),
            revealed: 0,
            caret_x: None,
            scrollbar_grip: None,
        }
    }
}

impl ArticleView {
    /// The id of the text: it has the keyboard unless a field has.
    pub fn id() -> Id {
        Id::unique("article text")
    }

    /// Whether the list of tags is open.
    pub fn is_menu_open(&self) -> bool {
        self.menu.is_open()
    }

    /// Opens the list of tags at the selected words, or at the chosen span.
    pub fn open_menu(&mut self) {
        self.menu.open_at(None);
    }

    /// Reads the keys that belong to the list of tags while it is open.
    pub fn read_menu_keys(&mut self, ctx: &egui::Context, view: &View<'_>, actions: &mut Vec<Action>) {
        if view.picking.is_some() {
            self.picks.read_keys(ctx, view, actions);
        } else {
            self.menu.read_keys(ctx, view, actions);
        }
    }

    /// Closes the list of tags.
    pub fn close_menu(&mut self) {
        self.menu.close();
    }

    /// Shows the article in what is left of `ui`.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let rect = ui.available_rect_before_wrap();
        // Its edges are where the panels beside it are taken to be made wider.
        let response = ui.interact(rect.shrink(EDGE), Self::id(), Sense::click_and_drag());
        ui.advance_cursor_after_rect(rect);
        let Some(article) = view.article() else {
            self.close_menu();
            return;
        };
        self.rect = rect;
        self.arrange(ui, article, view.settings.reading);
        self.read_scrolling(ui, &response);
        self.read_keys(ui, &response, article, view, actions);
        self.reveal(ui, article, view);
        self.place_visible(ui, article);
        self.read_mouse(ui, &response, article, view, actions);
        self.paint(ui, article, view);
        self.describe(ui, article, view);
        self.scrollbar_ui(ui);
        self.stubs_ui(ui, article, view, actions);
        self.menu_ui(ui, article, view, actions);
        self.pick_menu_ui(ui, view, actions);
    }

    /// Where the column stands; also for what is drawn over the text.
    pub fn column_x(available: Rect, reading: Reading) -> egui::Rangef {
        let side = (available.width() * 0.12).min(SIDE);
        let width = (reading.width * reading.size * AVERAGE_WIDTH).min(available.width() - 2.0 * side).max(80.0);
        let left = (available.center().x - width / 2.0).round();
        egui::Rangef::new(left, left + width)
    }

    /// Makes the blocks anew when text, size, width or fonts have changed; the text at the top stays at the top.
    fn arrange(&mut self, ui: &Ui, article: &Article, reading: Reading) {
        let x = Self::column_x(self.rect, reading);
        self.column = Rect::from_x_y_ranges(x, self.rect.y_range());
        let setting = Setting {
            article: article.id,
            heading: article.heading(),
            reading,
            width: x.span(),
            pixels_per_point: ui.pixels_per_point(),
            fonts: ui.fonts(|fonts| fonts.discovered_fonts().len()),
        };
        let is_same_text = self.text.as_ref().is_some_and(|text| text.is_same(&article.text));
        if self.setting.as_ref() == Some(&setting) && is_same_text {
            return;
        }
        let top_offset = if is_same_text { self.top_offset() } else { ByteOffset(0) };
        let line_height = reading.size * reading.spacing;
        let estimate = Estimate { line_height, bytes_per_line: x.span() / (reading.size * AVERAGE_WIDTH) };
        let blocks = Blocks::new(&article.text, setting.heading, estimate);
        if !is_same_text {
            (self.gesture, self.caret_x) = (None, None);
            self.menu.close();
        }
        let place = blocks.place_of(top_offset);
        self.set.clear();
        self.placed.clear();
        self.blocks = Some(blocks);
        self.setting = Some(setting);
        self.text = Some(article.text.clone());
        let within = if top_offset == ByteOffset(0) {
            -HEAD
        } else {
            self.set_block(ui, article, place).map_or(0.0, |layout| layout.caret(top_offset).y)
        };
        self.top = (place, within);
    }

    /// The first offset of the line at the top of the window.
    fn top_offset(&self) -> ByteOffset {
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

    fn style(&self, place: usize) -> Option<BlockStyle> {
        let (setting, block) = (self.setting.as_ref()?, self.blocks.as_ref()?.get(place)?);
        let reading = setting.reading;
        let family = |name: &str| FontFamily::Name(name.into());
        Some(if block.is_heading {
            let font = FontId::new(reading.size * HEADING, family("reading-bold"));
            BlockStyle { font, line_height: reading.size * HEADING * 1.25, width: setting.width }
        } else {
            let font = FontId::new(reading.size, family("reading"));
            BlockStyle { font, line_height: (reading.size * reading.spacing).round(), width: setting.width }
        })
    }

    /// The geometry of a block, set now if it is not yet; its true height takes the place of the estimate.
    fn set_block(&mut self, ui: &Ui, article: &Article, place: usize) -> Option<Rc<BlockLayout>> {
        if let Some(layout) = self.set.get(&place) {
            return Some(Rc::clone(layout));
        }
        let style = self.style(place)?;
        let blocks = self.blocks.as_mut()?;
        let range = blocks.get(place)?.range;
        let base = blocks.level(&article.text, place);
        let words = article.words(range);
        let layout = ui.fonts_mut(|fonts| BlockLayout::new(fonts, words, range.start, base, &style));
        blocks.set_height(place, layout.height());
        let layout = Rc::new(layout);
        self.set.insert(place, Rc::clone(&layout));
        Some(layout)
    }

    /// Sets the blocks that can be seen and puts them in their places.
    fn place_visible(&mut self, ui: &Ui, article: &Article) {
        self.settle_top(ui, article);
        self.placed.clear();
        let (first, scrolled) = self.top;
        let mut y = self.rect.min.y - scrolled;
        let mut place = first;
        while y < self.rect.max.y {
            let Some(layout) = self.set_block(ui, article, place) else { break };
            let height = self.blocks.as_ref().map_or(0.0, |blocks| blocks.height(place)) as f32;
            let top_left = snapped(pos2(self.column.min.x, y), ui.pixels_per_point());
            self.placed.push(Placed { place, top_left, layout });
            y += height;
            place += 1;
        }
        let keep = first.saturating_sub(8)..place + 8;
        self.set.retain(|place, _| keep.contains(place));
    }

    /// The text that can be seen.
    fn visible(&self) -> ByteRange {
        let start = self.placed.first().map_or(ByteOffset(0), |placed| placed.layout.range.start);
        let end = self.placed.last().map_or(start, |placed| placed.layout.range.end);
        ByteRange { start, end }
    }

    /// The caret boundary nearest to a point on the screen.
    fn offset_at(&self, point: Pos2) -> Option<ByteOffset> {
        let below = |placed: &&Placed| placed.top_left.y <= point.y && !placed.layout.range.is_empty();
        let placed = self.placed.iter().rfind(below).or_else(|| self.placed.first())?;
        Some(placed.layout.offset_at(point - placed.top_left.to_vec2()))
    }

    /// Whether a point on the screen lies on the words that it is nearest to, not beside or between them.
    fn is_on_words(&self, point: Pos2, offset: ByteOffset, text: &FrozenText) -> bool {
        let around = ByteRange {
            start: crate::text::previous_grapheme(text, offset),
            end: crate::text::next_grapheme(text, offset),
        };
        self.rects_of(around).iter().any(|rect| rect.expand(2.0).contains(point))
    }

    /// The rectangles of a range on the screen, as far as it can be seen.
    pub fn rects_of(&self, range: ByteRange) -> Vec<Rect> {
        self.placed
            .iter()
            .filter(|placed| placed.layout.range.overlaps(range))
            .flat_map(|placed| {
                let shift: Vec2 = placed.top_left.to_vec2();
                placed.layout.range_rects(range).into_iter().map(move |rect| rect.translate(shift))
            })
            .collect()
    }

    /// Where the caret stands on the screen, if it can be seen: a line from top to bottom.
    fn caret_rect(&self, offset: ByteOffset) -> Option<Rect> {
        let holds = |placed: &&Placed| placed.layout.range.start <= offset && offset <= placed.layout.range.end;
        let placed = self.placed.iter().rfind(holds)?;
        let at = placed.top_left + placed.layout.caret(offset).to_vec2();
        Some(Rect::from_min_size(at, vec2(0.0, placed.layout.style.line_height)))
    }

    fn describe(&self, ui: &mut Ui, article: &Article, view: &View<'_>) {
        ui.ctx().accesskit_node_builder(Self::id(), |node| {
            node.set_role(Role::Document);
            node.set_label(format!("Article text: {}", article.facts.title));
        });
        let builder =
            UiBuilder::new().max_rect(self.rect).accessibility_label("Lines").accessibility_role(Role::Document);
        ui.scope_builder(builder, |ui| {
            access::describe_spans(self, ui, article, view);
            access::describe_text(self, ui, article);
        });
    }
}

/// Average width of a character as a share of the size, for the reading face.
const AVERAGE_WIDTH: f32 = 0.5;

/// A point moved to the nearest pixel, so that text stays sharp.
fn snapped(point: Pos2, pixels_per_point: f32) -> Pos2 {
    pos2(
        (point.x * pixels_per_point).round() / pixels_per_point,
        (point.y * pixels_per_point).round() / pixels_per_point,
    )
}
