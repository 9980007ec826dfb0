//! The list of tags at the selection: digits tag, letters filter, Enter takes the chosen one; a new tag can be made here.

use egui::{Context, Id, Key, Modifiers, Pos2, Rect, Response, Ui, vec2};

use super::{
    floating::{Floating, Sizes, below_or_above, beside, room_beside, show_floating, take_typed},
    marks::Marked,
    page::Page,
    words,
};
use crate::{
    app::{Action, MarkAction, SessionId, StateMark, View},
    model::{Tag, TagId},
    text::ByteRange,
    ui::{
        tag_counts::TagCounts,
        theme::{ROW_HEIGHT, TEXT_SIZE, Tokens},
        widgets::{Entry, Hint, ListState, MenuList, Row, Rows, paint_cut, tag_card, tag_face},
    },
};

/// How far left of the end of the words the list starts, in points.
const BACK: f32 = 40.0;
/// Width of the menu, in points.
const WIDTH: f32 = 240.0;
/// The largest height of the list, in points.
const MOST: f32 = 15.0 * ROW_HEIGHT;
/// With more tags than this, the most recently used come first.
const MANY_TAGS: usize = 9;

/// The open list with what was typed to narrow it.
#[derive(Debug)]
pub(super) struct TagMenu {
    id: Id,
    open: Option<Opened>,
    recent: Vec<TagId>,
    counts: TagCounts,
}

#[derive(Debug, Default)]
struct Opened {
    /// Where the mouse was clicked, if it was; otherwise the list is at the words.
    at: Option<Pos2>,
    list: ListState,
    size: Sizes,
    /// Whether a frame has passed in which its target could be selected.
    is_settled: bool,
    /// All tags, and for which codebook and which typed name they are listed.
    rows: Option<(Rows<TagRow>, (SessionId, StateMark, String))>,
}

/// A row of the list.
#[derive(Clone, Debug)]
enum TagRow {
    Tag(TagId),
    /// A new tag with the name that was typed.
    New,
}

impl TagMenu {
    /// A closed list; the ids of its widgets come from `id`.
    pub(super) fn new(id: Id) -> Self {
        Self { id, open: None, recent: Vec::new(), counts: TagCounts::default() }
    }

    /// Whether it is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether it is open, and nothing is typed into it.
    pub(super) fn has_empty_filter(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.list.filter.is_empty())
    }

    /// Opens it at a point, or at the words.
    pub(super) fn open_at(&mut self, at: Option<Pos2>) {
        self.open = Some(Opened { at, ..Opened::default() });
    }

    /// Closes it.
    pub(super) fn close(&mut self) {
        self.open = None;
    }

    /// Reads the keys of this frame that the list itself does not.
    pub(super) fn read_keys(&mut self, ctx: &Context, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(open) = &mut self.open else { return };
        if read_list_keys(ctx, view, &mut open.list, actions) {
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

/// Reads the keys of this frame that an open list does not read itself: digits tag, Escape closes. Returns whether the
/// list is to be closed.
pub(super) fn read_list_keys(ctx: &Context, view: &View<'_>, list: &mut ListState, actions: &mut Vec<Action>) -> bool {
    if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        return true;
    }
    if !list.filter.is_empty() {
        return false;
    }
    let typed = ctx.input(|input| {
        let text = |event: &egui::Event| if let egui::Event::Text(text) = event { Some(text.clone()) } else { None };
        input.events.iter().find_map(text)
    });
    if let Some(tag) = typed.and_then(|text| tag_of_digit(view, &text)) {
        ctx.input_mut(take_typed);
        actions.push(Action::Mark(MarkAction::Tag(tag.id.clone())));
        return true;
    }
    if !ctx.text_edit_focused() {
        // In its first frame the list has not got the keyboard yet.
        list.filter = ctx.input_mut(take_typed).concat();
    }
    false
}

/// The tag that a digit is the key of.
fn tag_of_digit<'v>(view: &View<'v>, text: &str) -> Option<&'v Tag> {
    let is_digit = |tag: &&Tag| tag.key.chars().all(|c| c.is_ascii_digit());
    view.project().codebook.tag_with_key(text).filter(is_digit)
}

/// All tags in the order shown, and the new one that was typed.
fn rows(view: &View<'_>, typed: &str, recent: &[TagId]) -> Vec<Entry<TagRow>> {
    let codebook = &view.project().codebook;
    let mut tags: Vec<&Tag> = codebook.tree().into_iter().map(|(_, tag)| tag).collect();
    if typed.is_empty() && tags.len() > MANY_TAGS {
        tags.sort_by_key(|tag| recent.iter().position(|id| *id == tag.id).unwrap_or(usize::MAX));
    }
    let is_new = !typed.is_empty() && !tags.iter().any(|tag| tag.name.eq_ignore_ascii_case(typed));
    let rows = tags.into_iter().map(|tag| Entry::new(&tag.name, TagRow::Tag(tag.id.clone())));
    let new = is_new.then(|| Entry { stays: true, ..Entry::new(words::new_tag(typed), TagRow::New) });
    rows.chain(new).collect()
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
        let size = open.size.or(vec2(WIDTH, 240.0));
        let at = match open.at {
            Some(at) => beside(ui, at, size),
            None => below_or_above(ui, page, target, BACK, size),
        };
        let floating = Floating { id: self.id, at, name: words::TAG_LIST };
        let most = if open.at.is_some() { MOST } else { room_beside(ui, page, target).min(MOST) };
        let shown = show_floating(ui, &floating, |ui| self.rows_ui(ui, most, marked, actions));
        if let Some(open) = &mut self.open {
            open.size.see(shown.rect.size());
        }
        if shown.clicked_elsewhere() && !ui.rect_contains_pointer(page.rect) {
            self.close();
        }
    }

    fn rows_ui(&mut self, ui: &mut Ui, most: f32, marked: &Marked<'_>, actions: &mut Vec<Action>) {
        let Some(open) = &mut self.open else { return };
        let session = marked.view.session;
        let listed_for = (session.id(), session.state(), open.list.filter.trim().to_owned());
        let kept = open.rows.take().filter(|(_, of)| *of == listed_for);
        let listed = || (rows(&marked.view, &listed_for.2, &self.recent).into(), listed_for.clone());
        let (rows, _) = &*open.rows.insert(kept.unwrap_or_else(listed));
        let has_text = !marked.view.selection.text().is_empty();
        let title = if has_text { words::MARK_AS } else { words::CHANGE_TO };
        let tags = marked.view.project().codebook.tags.len();
        let hint = words::tags_to_filter(title, tags);
        let list = MenuList {
            name: words::FILTER_TAGS,
            hint: &hint,
            width: WIDTH,
            row: ROW_HEIGHT,
            most,
            is_typed_into: true,
        };
        let counts = &mut self.counts;
        let taken =
            open.list.show(ui, &list, rows, |ui, entry, is_chosen| row_ui(ui, entry, is_chosen, marked, counts));
        match taken.and_then(|place| rows.get(place)).map(|row| row.of.clone()) {
            Some(TagRow::Tag(tag)) => self.take(tag, actions),
            Some(TagRow::New) => actions.push(Action::Mark(MarkAction::TagWithNew(open.list.filter.clone()))),
            None => return,
        }
        self.close();
    }
}

fn row_ui(
    ui: &mut Ui,
    entry: &Entry<TagRow>,
    is_chosen: bool,
    marked: &Marked<'_>,
    counts: &mut TagCounts,
) -> Response {
    let tag = match &entry.of {
        TagRow::Tag(tag) => marked.view.project().codebook.tag(tag),
        TagRow::New => None,
    };
    let row = Row::new(&entry.name).chosen(is_chosen);
    let Some(tag) = tag else {
        let face = |ui: &mut Ui, rect: Rect, tokens: &Tokens| {
            paint_cut(ui.painter(), rect.left_center(), &entry.name, TEXT_SIZE, tokens.accent, rect.width());
        };
        return row.show(ui, face);
    };
    let row = row.show(ui, |ui, rect, tokens| tag_face(ui, rect, tag, None, tokens));
    let (layer, view) = (marked.layer, &marked.view);
    row.hint_ui(|ui| tag_card(ui, tag, (counts.here(&tag.id, layer, view), counts.everywhere(&tag.id, layer, view))))
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
