//! The mouse on the text: selecting, choosing, tagging, resizing, adding pieces.

use egui::{CursorIcon, PointerButton, Pos2, Response, Ui, vec2};

use super::{ArticleView, paint::mark_rect};
use crate::{
    app::{Action, ArticleAction, DeskAction, MarkAction, Notice, View},
    model::{Article, Span, SpanId},
    text::{ByteOffset, ByteRange, grapheme_at, paragraph_at, sentence_at, snap_to_words},
};

/// Clicks that follow each other within this time count together, in seconds.
const CLICK_SECS: f64 = 0.3;
/// … and no farther apart than this, in points.
const CLICK_DISTANCE: f32 = 5.0;
/// How near the centre of a handle of the chosen span the pointer takes hold of it, in points.
pub(super) const GRIP: f32 = 6.0;
/// How fast dragging beyond the window scrolls, in points a second for each point beyond.
const DRAG_SCROLL: f32 = 8.0;

/// What the pressed mouse is doing.
#[derive(Clone, Debug)]
pub(super) enum Gesture {
    /// Selecting text, by whole words unless exact.
    Select {
        /// Where it began.
        from: ByteOffset,
        /// Whether it adds a piece to the chosen span.
        is_piece: bool,
    },
    /// Moving an edge of a span; shown, and made one change at release.
    Edge {
        /// The span.
        span: SpanId,
        /// Which piece.
        piece: usize,
        /// Whether its start or its end.
        is_start: bool,
        /// How far the middle of the line is below the handle, in points: the line is meant, not what the handle is on.
        lift: f32,
        /// The pieces as they would become.
        pieces: Vec<ByteRange>,
    },
    /// Drawing a link from a mark to another.
    Link {
        /// The mark that it begins at.
        from: SpanId,
        /// Where the pointer is.
        at: Pos2,
    },
}

/// Where the primary button went down, or up, since the last frame.
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

/// Counts clicks, because a quadruple click selects the paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Clicks {
    count: u32,
    at_secs: f64,
    at: Pos2,
    /// Whether a double, triple or quadruple click still waits for the interval to end.
    is_waiting: bool,
}

impl Clicks {
    /// Counts a click; returns how many there have been in a row, 1 to 4.
    fn add(&mut self, now_secs: f64, at: Pos2) -> u32 {
        let follows = now_secs - self.at_secs <= CLICK_SECS && at.distance(self.at) <= CLICK_DISTANCE;
        self.count = if follows && self.count < 4 { self.count + 1 } else { 1 };
        (self.at_secs, self.at) = (now_secs, at);
        self.is_waiting = self.count > 1;
        self.count
    }

    /// Whether a row of clicks has ended since the last frame.
    fn has_ended(&mut self, now_secs: f64) -> bool {
        let ended = self.is_waiting && now_secs - self.at_secs > CLICK_SECS;
        if ended {
            self.is_waiting = false;
        }
        ended
    }

    /// The next click is a first one.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

impl ArticleView {
    pub(super) fn read_mouse(
        &mut self,
        ui: &Ui,
        response: &Response,
        article: &Article,
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let now_secs = ui.input(|input| input.time);
        if self.clicks.has_ended(now_secs) {
            self.selected(view.selection.text(), view, actions);
        } else if self.clicks.is_waiting {
            ui.ctx().request_repaint_after_secs((CLICK_SECS + 0.02) as f32);
        }
        self.show_cursor(ui, response, view);
        // Where the button went down and up, not where the pointer is when the frame is drawn: a frame can be late.
        let (modifiers, pressed_at) = (ui.input(|input| input.modifiers), button_event(ui, true));
        let exact = modifiers.alt || (modifiers.command && modifiers.shift);
        let Some(pointer) = response.interact_pointer_pos().or_else(|| response.hover_pos()) else { return };

        let is_over = response.contains_pointer() || response.is_pointer_button_down_on();
        if let Some(origin) = pressed_at.filter(|origin| is_over && self.rect.contains(*origin))
            && self.column_holds(origin)
        {
            response.request_focus();
            self.menu.close();
            if let Some(from) = self.offset_at(origin) {
                let is_piece = modifiers.command && !modifiers.shift && view.selection.span.is_some();
                let held = self.edge_at(origin, view).or_else(|| self.link_at(origin, view));
                self.gesture = Some(held.unwrap_or(Gesture::Select { from, is_piece }));
            }
        }
        let released_at = button_event(ui, false);
        if response.clicked_by(PointerButton::Primary) {
            self.gesture = None;
            self.click(article, view, pointer, now_secs, modifiers.shift, actions);
        } else if let Some(end) = released_at {
            self.drag(ui, article, view, end, exact, actions);
            self.release(article, view, end, exact, actions);
        } else if response.dragged_by(PointerButton::Primary) {
            self.drag(ui, article, view, pointer, exact, actions);
        }
        if response.secondary_clicked() {
            self.click_second(article, view, pointer, actions);
        }
        self.hover_ui(response, article, view, pointer);
    }

    fn column_holds(&self, pointer: Pos2) -> bool {
        pointer.x < self.rect.max.x - 14.0
    }

    fn drag(
        &mut self,
        ui: &Ui,
        article: &Article,
        view: &View<'_>,
        pointer: Pos2,
        exact: bool,
        actions: &mut Vec<Action>,
    ) {
        let beyond = (pointer.y - self.rect.max.y).max(0.0) - (self.rect.min.y - pointer.y).max(0.0);
        if beyond != 0.0 {
            self.scroll_by(beyond * DRAG_SCROLL * ui.input(|input| input.stable_dt).min(0.1));
            ui.ctx().request_repaint();
        }
        let lift = if let Some(Gesture::Edge { lift, .. }) = &self.gesture { *lift } else { 0.0 };
        let inside = Pos2::new(pointer.x, (pointer.y + lift).clamp(self.rect.min.y, self.rect.max.y - 1.0));
        let Some(here) = self.offset_at(inside) else { return };
        match &mut self.gesture {
            Some(Gesture::Select { from, .. }) => {
                let (anchor, head) = ends(article, *from, here, exact);
                if (anchor, head) != (view.selection.anchor, view.selection.head) {
                    actions.push(Action::Article(ArticleAction::Select { anchor, head }));
                }
            }
            Some(Gesture::Edge { piece, is_start, pieces, span, .. }) => {
                let original = article.span(*span).map(|span| span.pieces.clone()).unwrap_or_default();
                *pieces = with_edge(article, original, *piece, *is_start, here, exact);
            }
            Some(Gesture::Link { at, .. }) => *at = pointer,
            None => {}
        }
    }

    fn release(&mut self, article: &Article, view: &View<'_>, pointer: Pos2, exact: bool, actions: &mut Vec<Action>) {
        match self.gesture.take() {
            Some(Gesture::Select { from, is_piece }) => {
                let inside = Pos2::new(pointer.x, pointer.y.clamp(self.rect.min.y, self.rect.max.y - 1.0));
                let Some(here) = self.offset_at(inside) else { return };
                let (anchor, head) = ends(article, from, here, exact);
                let range = ByteRange::between(anchor, head);
                if range.is_empty() {
                    return;
                }
                actions.push(Action::Article(ArticleAction::Select { anchor, head }));
                if is_piece {
                    actions.push(Action::Mark(MarkAction::AddPiece(range)));
                } else {
                    self.selected(range, view, actions);
                }
            }
            Some(Gesture::Edge { span, pieces, .. }) => actions.push(Action::Mark(MarkAction::Reshape(span, pieces))),
            Some(Gesture::Link { from, .. }) => {
                let target = article.span(from).and_then(|from| self.link_target(article, from, pointer, view));
                actions.push(match target {
                    Some(target) => Action::Mark(MarkAction::Link(from, target.id)),
                    None => Action::Desk(DeskAction::Say(Notice::note(
                        "A link leads to a mark. Words that are not marked yet: select them, then press S.",
                    ))),
                });
            }
            None => {}
        }
    }

    /// Something was selected with the mouse: paint mode marks it, else the tags are offered.
    fn selected(&mut self, range: ByteRange, view: &View<'_>, actions: &mut Vec<Action>) {
        if range.is_empty() {
            return;
        }
        match &view.selection.paint {
            Some(tag) => actions.push(Action::Mark(MarkAction::Mark(tag.clone(), range))),
            None => {
                actions.push(Action::Article(ArticleAction::ChooseSpan(None)));
                self.menu.open_at(None);
            }
        }
    }

    fn click(
        &mut self,
        article: &Article,
        view: &View<'_>,
        pointer: Pos2,
        now_secs: f64,
        extend: bool,
        actions: &mut Vec<Action>,
    ) {
        let Some(offset) = self.offset_at(pointer) else { return };
        let text = &article.text;
        if extend {
            actions.push(Action::Article(ArticleAction::Select { anchor: view.selection.anchor, head: offset }));
            return;
        }
        // A double click means the word under the pointer, whichever of its edges is nearer.
        let under =
            if self.is_on_words(pointer, offset, text) { self.character_at(pointer, offset, article) } else { offset };
        let range = match self.clicks.add(now_secs, pointer) {
            1 => {
                actions.push(Action::Article(ArticleAction::Select { anchor: offset, head: offset }));
                let stack: Vec<&Span> = self.spans_at(article, pointer, under);
                let place = stack.iter().position(|span| Some(span.id) == view.selection.span);
                let next = place.map_or(0, |place| (place + 1) % stack.len().max(1));
                actions.push(Action::Article(ArticleAction::ChooseSpan(stack.get(next).map(|span| span.id))));
                return;
            }
            2 => snap_to_words(text, grapheme_at(text, under)),
            3 => sentence_at(text, under),
            _ => paragraph_at(text, under),
        };
        actions.push(Action::Article(ArticleAction::Select { anchor: range.start, head: range.end }));
    }

    /// A second button's click chooses the mark there and offers other tags for it.
    fn click_second(&mut self, article: &Article, view: &View<'_>, pointer: Pos2, actions: &mut Vec<Action>) {
        let Some(offset) = self.offset_at(pointer) else { return };
        let under = self.character_at(pointer, offset, article);
        if view.selection.text().contains(under) {
            self.menu.open_at(Some(pointer));
        } else if let Some(span) = self.spans_at(article, pointer, under).first() {
            actions.push(Action::Article(ArticleAction::Select { anchor: offset, head: offset }));
            actions.push(Action::Article(ArticleAction::ChooseSpan(Some(span.id))));
            self.menu.open_at(Some(pointer));
        }
    }

    /// The start of the character under the pointer, when `offset` is the boundary nearest to it.
    fn character_at(&self, pointer: Pos2, offset: ByteOffset, article: &Article) -> ByteOffset {
        let before = crate::text::previous_grapheme(&article.text, offset);
        let is_before =
            self.rects_of(ByteRange { start: before, end: offset }).iter().any(|rect| rect.contains(pointer));
        if is_before { before } else { offset }
    }

    /// The spans under the pointer, smallest first; none beside the words.
    pub(super) fn spans_at<'a>(&self, article: &'a Article, pointer: Pos2, offset: ByteOffset) -> Vec<&'a Span> {
        let spans = article.spans.at(offset);
        if self.is_on_words(pointer, offset, &article.text) { spans } else { Vec::new() }
    }

    /// The edge of the chosen span under the pointer.
    fn edge_at(&self, pointer: Pos2, view: &View<'_>) -> Option<Gesture> {
        let span = view.span()?;
        span.pieces.iter().enumerate().find_map(|(piece, range)| {
            let [start, end] = self.handles_of(*range)?;
            let (to_start, to_end) = (pointer.distance(start), pointer.distance(end));
            if to_start.min(to_end) > GRIP {
                return None;
            }
            let is_start = to_start < to_end;
            let lines = self.rects_of(*range);
            let line = if is_start { lines.first()? } else { lines.last()? };
            let lift = line.center().y - if is_start { start.y } else { end.y };
            Some(Gesture::Edge { span: span.id, piece, is_start, lift, pieces: span.pieces.clone() })
        })
    }

    /// The centres on the screen of the handles at the start and the end of a piece. They stand at its corners, off the
    /// middle of the line, so that the next drag can begin at the very next letter. Right-to-left text begins at the
    /// right.
    pub fn handles_of(&self, piece: ByteRange) -> Option<[Pos2; 2]> {
        let rects = self.rects_of(piece);
        let (first, last) = (mark_rect(*rects.first()?), mark_rect(*rects.last()?));
        let (text, blocks) = (self.text.as_ref()?, self.blocks.as_ref()?);
        let is_rtl = blocks.level(text, blocks.place_of(piece.start)).is_rtl();
        Some(if is_rtl {
            [first.right_top() + vec2(2.0, -1.0), last.left_bottom() + vec2(-2.0, 2.0)]
        } else {
            [first.left_top() + vec2(-2.0, -1.0), last.right_bottom() + vec2(2.0, 2.0)]
        })
    }

    fn show_cursor(&self, ui: &Ui, response: &Response, view: &View<'_>) {
        let Some(pointer) = response.hover_pos() else { return };
        let icon = match &self.gesture {
            Some(Gesture::Edge { .. }) => CursorIcon::ResizeHorizontal,
            Some(Gesture::Link { .. }) => CursorIcon::Alias,
            Some(Gesture::Select { .. }) => CursorIcon::Text,
            None if self.edge_at(pointer, view).is_some() => CursorIcon::ResizeHorizontal,
            None if self.link_at(pointer, view).is_some() => CursorIcon::Alias,
            None => CursorIcon::Text,
        };
        if self.column_holds(pointer) {
            ui.ctx().set_cursor_icon(icon);
        }
    }

    fn hover_ui(&self, response: &Response, article: &Article, view: &View<'_>, pointer: Pos2) {
        if self.gesture.is_some() || self.menu.is_open() || !response.hovered() {
            return;
        }
        let Some(offset) = self.offset_at(pointer) else { return };
        let under = self.character_at(pointer, offset, article);
        let spans = self.spans_at(article, pointer, under);
        if spans.is_empty() {
            return;
        }
        response.clone().on_hover_ui_at_pointer(|ui| {
            for span in spans {
                let tag = view.project().codebook.tag(&span.tag).map_or("?", |tag| tag.name.as_str());
                let entity =
                    span.entity.and_then(|id| view.project().entities.get(&id)).map(|entity| entity.name.as_str());
                let coder = view.project().coder_name(span.by);
                let parts: Vec<&str> = [Some(tag), entity, Some(coder.as_str())].into_iter().flatten().collect();
                ui.label(parts.join(" · "));
                if !span.note.is_empty() {
                    ui.weak(&span.note);
                }
            }
        });
    }
}

/// The ends of a selection from one place to another: whole words, or exactly what was touched.
fn ends(article: &Article, from: ByteOffset, to: ByteOffset, exact: bool) -> (ByteOffset, ByteOffset) {
    let rough = ByteRange::between(from, to);
    let range = if exact { rough } else { snap_to_words(&article.text, rough) };
    if to < from { (range.end, range.start) } else { (range.start, range.end) }
}

/// The pieces with one edge moved; it stops at the piece's other edge and at its neighbours.
fn with_edge(
    article: &Article,
    mut pieces: Vec<ByteRange>,
    place: usize,
    is_start: bool,
    to: ByteOffset,
    exact: bool,
) -> Vec<ByteRange> {
    let floor = place.checked_sub(1).and_then(|before| pieces.get(before)).map_or(ByteOffset(0), |piece| piece.end);
    let ceiling = pieces.get(place + 1).map_or(ByteOffset::new(article.text.len()), |piece| piece.start);
    let original = pieces.clone();
    if let Some(piece) = pieces.get_mut(place) {
        let rough = if is_start {
            ByteRange { start: to.min(piece.end), end: piece.end }
        } else {
            ByteRange { start: piece.start, end: to.max(piece.start) }
        };
        let whole = if exact { rough } else { snap_to_words(&article.text, rough) };
        // Only the edge that is held moves.
        let (start, end) = if is_start { (whole.start, piece.end) } else { (piece.start, whole.end) };
        *piece = ByteRange { start: start.max(floor), end: end.min(ceiling) };
    }
    if pieces.iter().any(|piece| piece.is_empty()) { original } else { pieces }
}
