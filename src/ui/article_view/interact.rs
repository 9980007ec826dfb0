//! The mouse on the text: selecting, choosing, tagging, resizing, adding pieces, linking.

use egui::{CursorIcon, PointerButton, Pos2, Rangef, Rect, Response, Ui};

use super::{
    gesture::{CLICK_SECS, Clicks, Gesture},
    hits::{Stack, handle_at, link_target, spans_at},
    mark_menu::MarkMenu,
    marks::{Marked, pieces_in},
    menu::TagMenu,
    page::Page,
    words,
};
use crate::{
    app::{Action, ArticleAction, Command, DeskAction, MarkAction, Notice},
    model::Span,
    suggest::whole_words,
    text::{ByteOffset, ByteRange, grapheme_at, paragraph_at, sentence_at, shortened, visible},
    ui::widgets::{has_room_beside, hint_at},
};

/// How fast dragging beyond the window scrolls, in points per second for each point beyond.
const DRAG_SCROLL: f32 = 8.0;
/// How many characters of a note are told under the pointer.
const NOTE: usize = 600;
/// Width of the strip at the right that belongs to the scroll bar, in points.
const BAR_STRIP: f32 = 18.0;

/// Where the primary button went down, or up, since the last frame.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn button_event(ui: &Ui, down: bool) -> Option<Pos2> {
    ui.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            egui::Event::PointerButton { pos, button: PointerButton::Primary, pressed, .. } if *pressed == down => {
                Some(*pos)
            }
            _other => None,
        })
    })
}

/// One frame of the mouse over the text.
pub(super) struct Mouse<'f, 'a> {
    /// The frame.
    pub ui: &'f Ui,
    /// The response of the text's rectangle.
    pub response: &'f Response,
    /// What is shown.
    pub marked: Marked<'a>,
    /// Where it is on the screen.
    pub page: &'f mut Page,
    /// The list of tags.
    pub menu: &'f mut TagMenu,
    /// The list of what can be done with a mark.
    pub mark_menu: &'f mut MarkMenu,
    /// What the pressed mouse is doing.
    pub gesture: &'f mut Option<Gesture>,
    /// The clicks so far.
    pub clicks: &'f mut Clicks,
    /// What lies under the pointer.
    pub under: &'f mut Stack,
    /// What the user asks for.
    pub actions: &'f mut Vec<Action>,
}

impl Mouse<'_, '_> {
    /// Reads the frame.
    pub(super) fn read(&mut self) {
        let now_secs = self.ui.input(|input| input.time);
        if self.clicks.has_ended(now_secs) {
            self.selected(self.marked.view.selection.text());
        } else if self.clicks.is_waiting() {
            self.ui.ctx().request_repaint_after_secs((CLICK_SECS + 0.02) as f32);
        }
        self.show_cursor();
        let pointer = self.response.interact_pointer_pos().or_else(|| self.response.hover_pos());
        let Some(pointer) = pointer else { return };
        self.press();
        let modifiers = self.ui.input(|input| input.modifiers);
        let exact = modifiers.alt || (modifiers.command && modifiers.shift);
        if self.response.clicked_by(PointerButton::Primary) {
            *self.gesture = None;
            self.click(pointer, now_secs, modifiers.shift);
        } else if let Some(end) = button_event(self.ui, false) {
            self.drag(end, exact);
            self.release(end, exact);
        } else if self.response.dragged_by(PointerButton::Primary) {
            self.drag(pointer, exact);
        }
        if self.response.secondary_clicked() {
            self.click_second(pointer);
        }
        self.hover_ui(pointer);
    }

    /// Begins a gesture where the button went down, not where the pointer is by the time the frame is drawn.
    fn press(&mut self) {
        let is_over = self.response.contains_pointer() || self.response.is_pointer_button_down_on();
        let pressed = button_event(self.ui, true).filter(|origin| is_over && self.page.rect.contains(*origin));
        let Some(origin) = pressed.filter(|origin| self.column_holds(*origin)) else { return };
        self.response.request_focus();
        self.menu.close();
        self.mark_menu.close();
        if let Some(from) = self.page.offset_at(origin) {
            let modifiers = self.ui.input(|input| input.modifiers);
            let is_piece = modifiers.command && !modifiers.shift && self.marked.chosen().is_some();
            let held = handle_at(self.page, &self.marked, origin);
            *self.gesture = Some(held.unwrap_or(Gesture::Select { from, is_piece }));
        }
    }

    fn column_holds(&self, pointer: Pos2) -> bool {
        pointer.x < self.page.rect.max.x - BAR_STRIP
    }

    /// The nearest visible point.
    fn inside(&self, pointer: Pos2) -> Pos2 {
        Pos2::new(pointer.x, pointer.y.clamp(self.page.rect.min.y, self.page.rect.max.y - 1.0))
    }

    fn drag(&mut self, pointer: Pos2, exact: bool) {
        let rect = self.page.rect;
        let beyond = (pointer.y - rect.max.y).max(0.0) - (rect.min.y - pointer.y).max(0.0);
        if beyond != 0.0 {
            self.page.scroll_by(beyond * DRAG_SCROLL * self.ui.input(|input| input.stable_dt).min(0.1));
            self.ui.ctx().request_repaint();
        }
        let lift = if let Some(Gesture::Edge { lift, .. }) = self.gesture { *lift } else { 0.0 };
        let inside = self.inside(Pos2::new(pointer.x, pointer.y + lift));
        let Some(here) = self.page.offset_at(inside) else { return };
        let (article, selection) = (self.marked.article, self.marked.view.selection);
        match self.gesture {
            Some(Gesture::Select { from, .. }) => {
                let (anchor, head) = ends(&self.marked, *from, here, exact);
                if (anchor, head) != (selection.anchor, selection.head) {
                    self.actions.push(Action::Article(ArticleAction::Select { anchor, head }));
                }
            }
            Some(Gesture::Edge { piece, is_start, pieces, span, .. }) => {
                let original = article.span(*span).map(|span| span.pieces.clone()).unwrap_or_default();
                let edge = Edge { piece: *piece, is_start: *is_start };
                *pieces = with_edge(&self.marked, original, edge, here, exact);
            }
            Some(Gesture::Link { from, at, target }) if *at != pointer => {
                let from = self.marked.marks.get(*from);
                let found = from.and_then(|from| link_target(self.page, &self.marked, from, pointer));
                (*at, *target) = (pointer, found.map(|span| span.id));
            }
            Some(Gesture::Link { .. }) | None => {}
        }
    }

    fn release(&mut self, pointer: Pos2, exact: bool) {
        match self.gesture.take() {
            Some(Gesture::Select { from, is_piece }) => {
                let Some(here) = self.page.offset_at(self.inside(pointer)) else { return };
                let (anchor, head) = ends(&self.marked, from, here, exact);
                let range = ByteRange::between(anchor, head);
                if range.is_empty() {
                    return;
                }
                self.actions.push(Action::Article(ArticleAction::Select { anchor, head }));
                if is_piece {
                    self.actions.push(Action::Mark(MarkAction::AddPiece(range)));
                } else {
                    self.selected(range);
                }
            }
            Some(Gesture::Edge { span, pieces, .. }) => {
                self.actions.push(Action::Mark(MarkAction::Reshape(span, pieces)));
            }
            Some(Gesture::Link { from, .. }) => {
                let from_span = self.marked.marks.get(from);
                let target = from_span.and_then(|from| link_target(self.page, &self.marked, from, pointer));
                let keys = self.marked.view.settings.shortcut_label(Command::LinkSpeaker);
                self.actions.push(match target {
                    Some(target) => Action::Mark(MarkAction::Link(from, target.id)),
                    None => Action::Desk(DeskAction::Say(Notice::note(words::dropped_beside_marks(&keys)))),
                });
            }
            None => {}
        }
    }

    /// Words were selected with the mouse: paint mode marks them, otherwise the list of tags opens.
    fn selected(&mut self, range: ByteRange) {
        if range.is_empty() {
            return;
        }
        // Words that the open list can mark were selected for it.
        if self.marked.view.choices.is_some_and(|list| list.marks_as.is_some()) {
            self.actions.push(Action::Mark(MarkAction::OfferSelected));
            return;
        }
        match &self.marked.view.selection.paint {
            Some(tag) => self.actions.push(Action::Mark(MarkAction::Mark(tag.clone(), range))),
            None => {
                // A claim stays chosen: the words may be whoever said it.
                let claims = self.marked.view.project().codebook.claim_tags();
                if !self.marked.chosen().is_some_and(|span| claims.contains(&&span.tag)) {
                    self.actions.push(Action::Article(ArticleAction::ChooseSpan(None)));
                }
                self.menu.open_at(None);
            }
        }
    }

    fn click(&mut self, pointer: Pos2, now_secs: f64, extend: bool) {
        let Some(offset) = self.page.offset_at(pointer) else { return };
        let text = &self.marked.article.text;
        if extend {
            let anchor = self.marked.view.selection.anchor;
            self.actions.push(Action::Article(ArticleAction::Select { anchor, head: offset }));
            return;
        }
        // A double click selects the word under the pointer, whichever of its edges is nearer.
        let is_on_words = self.page.is_on_words(pointer, offset, text);
        let under = if is_on_words { self.page.character_at(pointer, offset, text) } else { offset };
        let range = match self.clicks.add(now_secs, pointer) {
            1 => {
                self.actions.push(Action::Article(ArticleAction::Select { anchor: offset, head: offset }));
                self.choose_next(&spans_at(self.page, &self.marked, pointer, under));
                return;
            }
            2 => whole_words(self.marked.view.project(), self.marked.article, grapheme_at(text, under)),
            3 => sentence_at(text, under, &self.marked.article.language()),
            _ => paragraph_at(text, under),
        };
        self.actions.push(Action::Article(ArticleAction::Select { anchor: range.start, head: range.end }));
    }

    /// Of a stack of marks, chooses the one after the selected one, or the first.
    fn choose_next(&mut self, stack: &[&Span]) {
        let place = stack.iter().position(|span| Some(span.id) == self.marked.view.selection.span);
        let next = place.map_or(0, |place| (place + 1) % stack.len().max(1));
        self.actions.push(Action::Article(ArticleAction::ChooseSpan(stack.get(next).map(|span| span.id))));
    }

    /// A right click on selected words offers tags for them; on a mark it selects that, unless it is selected already, and
    /// offers all that can be done with it.
    fn click_second(&mut self, pointer: Pos2) {
        self.menu.close();
        self.mark_menu.close();
        let Some(offset) = self.page.offset_at(pointer) else { return };
        let under = self.page.character_at(pointer, offset, &self.marked.article.text);
        if self.marked.view.selection.text().contains(under) {
            self.menu.open_at(Some(pointer));
            return;
        }
        let stack = spans_at(self.page, &self.marked, pointer, under);
        let chosen = self.marked.chosen().filter(|chosen| stack.iter().any(|span| span.id == chosen.id));
        let Some(span) = chosen.or(stack.first().copied()) else { return };
        self.actions.push(Action::Article(ArticleAction::Select { anchor: offset, head: offset }));
        self.actions.push(Action::Article(ArticleAction::ChooseSpan(Some(span.id))));
        let piece = span.pieces.iter().copied().find(|piece| piece.contains(under));
        self.mark_menu.open_at(Some(pointer), stack.iter().map(|span| span.id).collect(), piece);
    }

    fn show_cursor(&self) {
        let Some(pointer) = self.response.hover_pos() else { return };
        let held = self.gesture.clone().or_else(|| handle_at(self.page, &self.marked, pointer));
        let icon = match held {
            Some(Gesture::Edge { .. }) => CursorIcon::ResizeHorizontal,
            Some(Gesture::Link { .. }) => CursorIcon::Alias,
            // While a tag is held, the pointer marks.
            Some(Gesture::Select { .. }) | None if self.marked.view.selection.paint.is_some() => CursorIcon::Crosshair,
            Some(Gesture::Select { .. }) | None => CursorIcon::Text,
        };
        if self.column_holds(pointer) {
            self.ui.ctx().set_cursor_icon(icon);
        }
    }

    /// What the hint about marks stands beside: the line of text under the pointer, in the margin, where it covers no
    /// words; without room there, all that can be seen of the marks.
    fn beside(&self, spans: &[&Span], pointer: Pos2) -> Rect {
        let lines: Vec<Rect> = spans
            .iter()
            .flat_map(|span| pieces_in(span, self.page.visible()))
            .flat_map(|(_, piece)| self.page.rects_of(piece))
            .collect();
        let is_under = |line: &&Rect| line.y_range().contains(pointer.y);
        let line = lines.iter().find(is_under).map_or(Rangef::point(pointer.y), |line| line.y_range());
        let row = Rect::from_x_y_ranges(self.page.column.x_range(), line);
        if has_room_beside(self.ui.ctx(), row) {
            return row;
        }
        lines.into_iter().reduce(Rect::union).map_or(row, |all| all.intersect(self.page.rect))
    }

    fn hover_ui(&mut self, pointer: Pos2) {
        if self.gesture.is_some() || self.menu.is_open() || self.mark_menu.is_open() || !self.response.hovered() {
            return;
        }
        let Some(offset) = self.page.offset_at(pointer) else { return };
        let under = self.page.character_at(pointer, offset, &self.marked.article.text);
        if !self.page.is_on_words(pointer, under, &self.marked.article.text) {
            return;
        }
        let (spans, more) = self.under.at(&self.marked, under);
        let link = self.marked.article.link_at(under);
        if spans.is_empty() && link.is_none() {
            return;
        }
        hint_at(self.response, self.beside(&spans, pointer), |ui| {
            let project = self.marked.view.project();
            for span in spans {
                let name = span.entity.and_then(|id| project.entities.get(&id)).map(|entity| entity.name.as_str());
                let coder = project.coder_name(span.by);
                ui.label(words::mark_hint(&self.marked.tag_name(span), name, &coder));
                if !span.note.is_empty() {
                    ui.weak(shortened(&span.note, NOTE));
                }
            }
            if more > 0 {
                ui.weak(words::and_more(more));
            }
            if let Some(address) = link {
                ui.weak(visible(&shortened(address, NOTE)));
            }
        });
    }
}

/// The ends of a selection between two offsets: whole words, or exactly what was touched.
fn ends(marked: &Marked<'_>, from: ByteOffset, to: ByteOffset, exact: bool) -> (ByteOffset, ByteOffset) {
    let rough = ByteRange::between(from, to);
    let range = if exact { rough } else { whole_words(marked.view.project(), marked.article, rough) };
    if to < from { (range.end, range.start) } else { (range.start, range.end) }
}

/// An edge of a piece.
#[derive(Clone, Copy)]
struct Edge {
    /// Which piece.
    piece: usize,
    /// Whether its start or its end.
    is_start: bool,
}

/// The pieces with one edge moved. It stops at the piece's other edge and at its neighbours.
fn with_edge(
    marked: &Marked<'_>,
    mut pieces: Vec<ByteRange>,
    edge: Edge,
    to: ByteOffset,
    exact: bool,
) -> Vec<ByteRange> {
    let Edge { piece: place, is_start } = edge;
    let floor = place.checked_sub(1).and_then(|before| pieces.get(before)).map_or(ByteOffset(0), |piece| piece.end);
    let ceiling = pieces.get(place + 1).map_or(ByteOffset::new(marked.article.text.len()), |piece| piece.start);
    let original = pieces.clone();
    if let Some(piece) = pieces.get_mut(place) {
        let rough = if is_start {
            ByteRange { start: to.min(piece.end), end: piece.end }
        } else {
            ByteRange { start: piece.start, end: to.max(piece.start) }
        };
        let whole = if exact { rough } else { whole_words(marked.view.project(), marked.article, rough) };
        // Only the dragged edge moves.
        let (start, end) = if is_start { (whole.start, piece.end) } else { (piece.start, whole.end) };
        *piece = ByteRange { start: start.max(floor), end: end.min(ceiling) };
    }
    if pieces.iter().any(|piece| piece.is_empty()) { original } else { pieces }
}
