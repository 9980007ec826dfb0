//! The list of tags at the selection: digits tag, letters filter, Enter takes the first; a new tag can be made here.

use egui::{Align2, Context, FontId, Id, Key, Modifiers, Pos2, Rect, RichText, Ui, pos2};

use super::{
    floating::{Floating, show_floating, take_typed},
    marks::Marked,
    page::Page,
    words,
};
use crate::{
    app::{Action, MarkAction, View},
    model::{Tag, TagId},
    text::ByteRange,
    ui::{
        theme::{SMALL_SIZE, STEP, TEXT_SIZE, Tokens, UiTokens},
        widgets::{Row, tag_card, tag_face},
    },
};

/// Distance of the list from the words when it is above and below them, in points.
const DISTANCE: [f32; 2] = [12.0, 8.0];
/// How far left of the end of the words the list starts, in points.
const BACK: f32 = 40.0;
/// Width of the menu, in points.
const WIDTH: f32 = 220.0;
/// More tags than this cannot all be seen at once.
const SEEN: usize = 11;
/// With more tags than this, the most recently used come first.
const MANY_TAGS: usize = 9;

/// The open list with what was typed to narrow it.
#[derive(Debug)]
pub(super) struct TagMenu {
    id: Id,
    open: Option<Opened>,
    recent: Vec<TagId>,
}

#[derive(Debug, Default)]
struct Opened {
    /// Where the mouse was clicked, if it was; otherwise the list is at the words.
    at: Option<Pos2>,
    filter: String,
    chosen: usize,
    rect: Option<Rect>,
    /// Whether a frame has passed in which its target could be selected.
    is_settled: bool,
}

impl TagMenu {
    /// A closed list; the ids of its widgets come from `id`.
    pub(super) fn new(id: Id) -> Self {
        Self { id, open: None, recent: Vec::new() }
    }

    /// Whether it is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Opens it at a point, or at the words.
    pub(super) fn open_at(&mut self, at: Option<Pos2>) {
        self.open = Some(Opened { at, ..Opened::default() });
    }

    /// Closes it.
    pub(super) fn close(&mut self) {
        self.open = None;
    }

    /// Reads the keys of this frame: while the list is open, all of them belong to it.
    pub(super) fn read_keys(&mut self, ctx: &Context, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(open) = &mut self.open else { return };
        let count = rows(view, &open.filter, &self.recent).len();
        let (takes, mut closes) = ctx.input_mut(|input| {
            open.read_moves(input, count);
            let takes = input.consume_key(Modifiers::NONE, Key::Enter);
            (takes, input.consume_key(Modifiers::NONE, Key::Escape))
        });
        let typed = ctx.input_mut(take_typed);
        for text in typed {
            match tag_of_digit(view, &text).filter(|_| open.filter.is_empty()) {
                Some(tag) => {
                    actions.push(Action::Mark(MarkAction::Tag(tag.id.clone())));
                    closes = true;
                }
                None => open.type_more(&text),
            }
        }
        if takes {
            let chosen = rows(view, &open.filter, &self.recent).get(open.chosen).map(|tag| tag.id.clone());
            match chosen {
                Some(tag) => self.take(tag, actions),
                None => actions.push(Action::Mark(MarkAction::TagWithNew(open.filter.clone()))),
            }
            closes = true;
        }
        if closes {
            self.close();
        }
    }

    fn take(&mut self, tag: TagId, actions: &mut Vec<Action>) {
        self.recent.retain(|known| *known != tag);
        self.recent.insert(0, tag.clone());
        self.recent.truncate(3);
        actions.push(Action::Mark(MarkAction::Tag(tag)));
    }
}

impl Opened {
    fn read_moves(&mut self, input: &mut egui::InputState, rows: usize) {
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            self.chosen = (self.chosen + 1).min(rows.saturating_sub(1));
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            self.chosen = self.chosen.saturating_sub(1);
        }
        if input.consume_key(Modifiers::NONE, Key::Backspace) {
            self.filter.pop();
            self.chosen = 0;
        }
    }

    fn type_more(&mut self, text: &str) {
        self.filter.push_str(text);
        self.chosen = 0;
    }
}

/// The tag that a digit is the key of.
fn tag_of_digit<'v>(view: &View<'v>, text: &str) -> Option<&'v Tag> {
    let is_digit = |tag: &&Tag| tag.key.chars().all(|c| c.is_ascii_digit());
    view.project().codebook.tag_with_key(text).filter(is_digit)
}

/// The tags that match the filter, in the order shown.
fn rows<'v>(view: &View<'v>, filter: &str, recent: &[TagId]) -> Vec<&'v Tag> {
    let codebook = &view.project().codebook;
    let wanted = filter.trim().to_lowercase();
    let mut tags: Vec<&Tag> = codebook.tree().into_iter().map(|(_, tag)| tag).collect();
    if !wanted.is_empty() {
        tags.retain(|tag| tag.name.to_lowercase().contains(&wanted));
        tags.sort_by_key(|tag| !tag.name.to_lowercase().starts_with(&wanted));
    } else if tags.len() > MANY_TAGS {
        tags.sort_by_key(|tag| recent.iter().position(|id| *id == tag.id).unwrap_or(usize::MAX));
    }
    tags
}

impl TagMenu {
    /// Shows the list while it is open.
    pub(super) fn show(&mut self, ui: &Ui, page: &Page, marked: &Marked<'_>, actions: &mut Vec<Action>) {
        let Some(open) = &mut self.open else { return };
        let was_settled = std::mem::replace(&mut open.is_settled, true);
        let target = target(marked);
        if target.is_empty() || marked.article.words(target).is_empty() {
            if was_settled {
                self.close();
            }
            return;
        }
        let height = open.rect.map_or(240.0, |rect| rect.height());
        let at = open.at.unwrap_or_else(|| place(ui, page, target, height));
        let floating = Floating { id: self.id, at, name: words::TAG_LIST };
        let shown = show_floating(ui, &floating, |ui| self.rows_ui(ui, marked, actions));
        if let Some(open) = &mut self.open {
            open.rect = Some(shown.rect);
        }
        if shown.clicked_elsewhere() && !ui.rect_contains_pointer(page.rect) {
            self.close();
        }
    }

    fn rows_ui(&mut self, ui: &mut Ui, marked: &Marked<'_>, actions: &mut Vec<Action>) {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        let Some(open) = &self.open else { return };
        title_ui(ui, &open.filter, !marked.view.selection.text().is_empty());
        let rows = rows(&marked.view, &open.filter, &self.recent);
        let filter = open.filter.clone();
        let mut taken = None;
        egui::ScrollArea::vertical().max_height(360.0).min_scrolled_height(300.0).show(ui, |ui| {
            for (place, tag) in rows.iter().enumerate() {
                let is_first = place == open.chosen && (!filter.is_empty() || place > 0);
                let row = Row::new(&tag.name)
                    .chosen(is_first)
                    .show(ui, |ui, rect, tokens| tag_face(ui, rect, tag, None, tokens));
                if row.clicked() {
                    taken = Some(tag.id.clone());
                }
                row.on_hover_ui(|ui| tag_card(ui, tag, marked.counts(&tag.id)));
            }
        });
        if filter.is_empty() && rows.len() > SEEN {
            hint_ui(ui, &words::type_to_find(rows.len()));
        }
        let is_known = rows.iter().any(|tag| tag.name.eq_ignore_ascii_case(filter.trim()));
        let may_be_new = !filter.trim().is_empty() && !is_known;
        if may_be_new && new_tag_ui(ui, filter.trim(), rows.is_empty()) {
            actions.push(Action::Mark(MarkAction::TagWithNew(filter)));
            self.close();
        }
        if let Some(tag) = taken {
            self.take(tag, actions);
            self.close();
        }
    }
}

/// What would be tagged: the selected words, otherwise the last piece of the selected mark.
fn target(marked: &Marked<'_>) -> ByteRange {
    let selected = marked.view.selection.text();
    if selected.is_empty() {
        marked.chosen().and_then(|span| span.pieces.last().copied()).unwrap_or_default()
    } else {
        selected
    }
}

/// Where the list goes: below the words, or above them if there is no room.
fn place(ui: &Ui, page: &Page, target: ByteRange, height: f32) -> Pos2 {
    let rects = page.rects_of(target);
    let last = rects.last().copied().unwrap_or(Rect::from_min_size(page.rect.center(), egui::Vec2::ZERO));
    let first = rects.first().copied().unwrap_or(last);
    let [above, below] = DISTANCE;
    let lower = last.max.y + below;
    let fits = lower + height < ui.ctx().content_rect().max.y;
    pos2(last.max.x - BACK, if fits { lower } else { (first.min.y - above - height).max(4.0) })
}

/// What was typed, or what clicking a tag does.
fn title_ui(ui: &mut Ui, filter: &str, has_text: bool) {
    let title = match (filter.is_empty(), has_text) {
        (false, _) => filter,
        (true, true) => words::MARK_AS,
        (true, false) => words::CHANGE_TO,
    };
    ui.horizontal(|ui| {
        ui.add_space(STEP);
        ui.label(RichText::new(title).color(ui.tokens().soft_ink));
    });
}

fn hint_ui(ui: &mut Ui, hint: &str) {
    ui.horizontal(|ui| {
        ui.add_space(STEP);
        ui.label(RichText::new(hint).size(SMALL_SIZE).color(ui.tokens().soft_ink));
    });
}

/// Offers a new tag with the name that was typed; returns whether it was clicked.
fn new_tag_ui(ui: &mut Ui, name: &str, is_only: bool) -> bool {
    let name = words::new_tag(name);
    let face = |ui: &mut Ui, rect: Rect, tokens: &Tokens| {
        let font = FontId::proportional(TEXT_SIZE);
        ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, &name, font, tokens.accent);
    };
    Row::new(&name).chosen(is_only).show(ui, face).clicked()
}
