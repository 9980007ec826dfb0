//! A field to type in. egui's own does not order what it shows: where letters run to the left, this one sets the text, tells
//! egui where its characters stand, and draws letters, selection and caret itself. Keys, clipboard, undo and input methods
//! stay egui's.

mod kept;
mod typed;

#[cfg(test)]
mod tests;

use std::{cell::RefCell, sync::Arc};

use egui::{
    Color32, Event, Frame, Id, Key, Margin, Pos2, Rect, Response, Stroke, TextEdit, TextStyle, Ui, Widget,
    text::CCursorRange,
    text_edit::{TextEditOutput, TextEditState},
    text_selection::visuals::paint_text_cursor,
};

use self::{
    kept::kept,
    typed::{Caret, Hand, Typed, cursor},
};
use crate::text::runs_left;

/// A field over a text.
#[must_use]
pub(crate) struct TextField<'t> {
    text: &'t mut String,
    look: Look,
}

/// How a field looks before anything is typed.
#[derive(Default)]
struct Look {
    is_single: bool,
    id: Option<Id>,
    hint: String,
    width: Option<f32>,
    rows: Option<usize>,
    margin: Option<Margin>,
    frame: Option<Frame>,
}

impl<'t> TextField<'t> {
    /// Of one line.
    pub(crate) fn singleline(text: &'t mut String) -> Self {
        Self { text, look: Look { is_single: true, ..Look::default() } }
    }

    /// Of several lines.
    pub(crate) fn multiline(text: &'t mut String) -> Self {
        Self { text, look: Look::default() }
    }

    /// With an id of its own.
    pub(crate) fn id(mut self, id: Id) -> Self {
        self.look.id = Some(id);
        self
    }

    /// What is shown while the field is empty.
    pub(crate) fn hint_text(mut self, hint: impl Into<String>) -> Self {
        self.look.hint = hint.into();
        self
    }

    /// How wide it is, in points, if there is room.
    pub(crate) fn desired_width(mut self, width: f32) -> Self {
        self.look.width = Some(width);
        self
    }

    /// How many lines it has room for at first.
    pub(crate) fn desired_rows(mut self, rows: usize) -> Self {
        self.look.rows = Some(rows);
        self
    }

    /// Space around the text.
    pub(crate) fn margin(mut self, margin: Margin) -> Self {
        self.look.margin = Some(margin);
        self
    }

    /// What is drawn around it.
    pub(crate) fn frame(mut self, frame: Frame) -> Self {
        self.look.frame = Some(frame);
        self
    }
}

impl Look {
    /// egui's field.
    fn edit<'e>(&self, id: Id, text: &'e mut String) -> TextEdit<'e> {
        let edit = if self.is_single { TextEdit::singleline(text) } else { TextEdit::multiline(text) };
        let mut edit = edit.id(id);
        if !self.hint.is_empty() {
            edit = edit.hint_text(self.hint.as_str());
        }
        if let Some(width) = self.width {
            edit = edit.desired_width(width);
        }
        if let Some(rows) = self.rows {
            edit = edit.desired_rows(rows);
        }
        if let Some(margin) = self.margin {
            edit = edit.margin(margin);
        }
        match self.frame {
            Some(frame) => edit.frame(frame),
            None => edit,
        }
    }
}

impl Widget for TextField<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let Self { text, look } = self;
        // An id that stays while its text turns.
        let id = look.id.unwrap_or_else(|| {
            let id = ui.next_auto_id();
            ui.skip_ahead_auto_ids(1);
            id
        });
        if text.chars().any(runs_left) {
            return Ordered { id, look }.show(ui, text);
        }
        let edit = look.edit(id, text);
        let response = ui.add(edit);
        if text.chars().any(runs_left) {
            // It is ordered from the next frame on.
            ui.ctx().request_repaint();
        }
        response
    }
}

/// A field that holds letters that run to the left.
struct Ordered {
    id: Id,
    look: Look,
}

impl Ordered {
    fn show(self, ui: &mut Ui, text: &mut String) -> Response {
        let before = TextEditState::load(ui.ctx(), self.id);
        let events = ui.input(|input| input.events.clone());
        let is_end = |event: &Event| matches!(event, Event::Key { key: Key::End, pressed: true, .. });
        let goes_to_end = events.iter().any(is_end);
        let hand = Hand {
            font: TextStyle::Body.resolve(ui.style()),
            ink: ui.visuals().override_text_color.unwrap_or(ui.visuals().widgets.inactive.text_color()),
        };
        let as_typed = self.typed(ui, text, &hand, None);
        if ui.memory(|memory| memory.has_focus(self.id)) {
            self.turn_keys(ui, &as_typed, before.as_ref());
        }
        let pasted = self.take_middle_click(ui);
        // A click gives it the focus, but points at what was shown before.
        let was_still = !ui.memory(|memory| memory.has_focus(self.id));
        let goes_on = !was_still && self.goes_on(ui);
        let typed = RefCell::new(as_typed);
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
            let set = self.typed(ui, text.as_str(), &hand, Some(width));
            let galley = if goes_on { set.galley_at_the_right() } else { set.galley() };
            *typed.borrow_mut() = set;
            galley
        };
        let style = ui.style().clone();
        let (fill, selected_ink) = (style.visuals.selection.bg_fill, style.visuals.selection.stroke.color);
        // Selection and caret are drawn below.
        ui.visuals_mut().selection.bg_fill = Color32::TRANSPARENT;
        ui.visuals_mut().text_cursor.stroke = Stroke::NONE;
        let edit = self.look.edit(self.id, text).layouter(&mut layouter);
        let mut output = edit.show(ui);
        ui.set_style(style);
        // Others may want the keys as they were pressed.
        ui.input_mut(|input| input.events = events);
        let typed = typed.into_inner();
        let at = self.corner(ui, &output, &typed, was_still);
        let pointed = self.point(ui, &mut output, &typed, at, before);
        let mut response = output.response.response.clone();
        if let Some((pos, words)) = pasted
            && response.contains_pointer()
            && ui.is_enabled()
        {
            let words = if self.look.is_single { words.replace(['\r', '\n'], " ") } else { words };
            let place = typed.caret_at((pos - at).to_pos2()).character;
            let index = text.char_indices().nth(place).map_or(text.len(), |(index, _)| index);
            text.insert_str(index, &words);
            output.state.cursor.set_char_range(Some(CCursorRange::one(cursor(place + words.chars().count()))));
            output.state.clone().store(ui.ctx(), self.id);
            response.request_focus();
            response.mark_changed();
            ui.ctx().request_repaint();
        }
        if let Some(range) = output.state.cursor.char_range() {
            let character = range.primary.index.0;
            let known = self.caret(ui).filter(|caret| caret.character == character);
            // The caret belongs to what was typed, and End leads to the end of a line.
            let trails = response.changed() || goes_to_end;
            let caret = pointed.or(known.filter(|_| !trails)).unwrap_or(Caret { character, trails });
            kept(ui.ctx(), self.id, |kept| kept.caret = Some(caret));
        }
        self.paint(ui, &output, &typed, at, (hand.ink, fill, selected_ink));
        typed.describe(ui, self.id, at);
        response
    }

    /// The text in lines, set anew only if it has changed.
    fn typed(&self, ui: &Ui, text: &str, hand: &Hand, width: Option<f32>) -> Arc<Typed> {
        let known = kept(ui.ctx(), self.id, |kept| kept.typed.clone());
        let typed = Typed::of(ui, known, text, hand, width, self.look.is_single);
        kept(ui.ctx(), self.id, |kept| kept.typed = Some(Arc::clone(&typed)));
        typed
    }

    /// Left and Right go where they point, from letter to letter on the screen, and from word to word in the direction of the
    /// paragraph. Up and Down find the nearest letter of the line that they lead to.
    fn turn_keys(&self, ui: &Ui, typed: &Typed, state: Option<&TextEditState>) {
        let range = state.and_then(|state| state.cursor.char_range());
        let head = range.map_or(usize::MAX, |range| range.primary.index.0);
        let is_rtl = typed.is_rtl_at(head);
        let types = |event: &Event| {
            matches!(event, Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::Cut)
                || matches!(event, Event::Key { key: Key::Backspace | Key::Delete, pressed: true, .. })
        };
        let mut moved: Option<CCursorRange> = None;
        let mut caret = self.caret(ui);
        ui.input_mut(|input| {
            // What is typed in the same frame has to come first; then egui moves the caret.
            let moves = range.is_some() && !input.events.iter().any(types);
            input.events.retain_mut(|event| {
                let Event::Key { key, pressed, modifiers, .. } = event else { return true };
                let points = matches!(key, Key::ArrowLeft | Key::ArrowRight);
                let leads = matches!(key, Key::ArrowUp | Key::ArrowDown) && !self.look.is_single;
                let mut now = moved.or(range).unwrap_or_default();
                let is_alone = !modifiers.command && !modifiers.alt && !modifiers.ctrl;
                let leaves = points && !now.is_empty() && !modifiers.shift;
                if !(moves && is_alone && *pressed && (points || leads)) || leaves {
                    if points && is_rtl {
                        *key = if *key == Key::ArrowLeft { Key::ArrowRight } else { Key::ArrowLeft };
                    }
                    return true;
                }
                let character = now.primary.index.0;
                let from = caret.filter(|caret| caret.character == character).unwrap_or(Caret::before(character));
                let (to, x) = if points {
                    (typed.step(from, *key == Key::ArrowRight), None)
                } else {
                    let by = if *key == Key::ArrowUp { -1.0 } else { 1.0 };
                    let (to, x) = typed.line_away(from, now.h_pos, by);
                    (to, Some(x))
                };
                caret = Some(to);
                (now.primary, now.h_pos) = (cursor(to.character), x);
                if !modifiers.shift {
                    now.secondary = now.primary;
                }
                moved = Some(now);
                false
            });
        });
        if let (Some(moved), Some(state)) = (moved, state) {
            kept(ui.ctx(), self.id, |kept| kept.caret = caret);
            let mut state = state.clone();
            state.cursor.set_char_range(Some(moved));
            state.store(ui.ctx(), self.id);
        }
    }

    /// What the middle button pastes, and where, if that may be into this field: egui would paste at another character.
    fn take_middle_click(&self, ui: &Ui) -> Option<(Pos2, String)> {
        let rect = ui.ctx().read_response(self.id)?.interact_rect;
        let mut pasted = None;
        ui.input_mut(|input| {
            input.events.retain(|event| {
                let Event::MiddleClickPaste { pos, text } = event else { return true };
                let is_here = rect.contains(*pos);
                if is_here {
                    pasted = Some((*pos, text.clone()));
                }
                !is_here
            });
        });
        pasted
    }

    /// Whether somebody begins to type into it where it shows the beginning of its text; it is scrolled to the caret after that.
    fn goes_on(&self, ui: &Ui) -> bool {
        let goes_on = kept(ui.ctx(), self.id, |kept| kept.shows_beginning);
        if goes_on {
            ui.ctx().request_repaint();
        }
        goes_on
    }

    /// Where the left upper corner of the text is on the screen: a field that nobody has typed into (`was_still`) shows the
    /// beginning of a text that is too long for it, and goes on from there when somebody does.
    fn corner(&self, ui: &Ui, output: &TextEditOutput, typed: &Typed, was_still: bool) -> Pos2 {
        let room = output.text_clip_rect;
        let shows_beginning = was_still && typed.width() > room.width() && typed.is_rtl_at(0);
        kept(ui.ctx(), self.id, |kept| kept.shows_beginning = shows_beginning);
        if shows_beginning { Pos2::new(room.max.x - typed.width(), output.galley_pos.y) } else { output.galley_pos }
    }

    /// Where the caret was drawn last.
    fn caret(&self, ui: &Ui) -> Option<Caret> {
        kept(ui.ctx(), self.id, |kept| kept.caret)
    }

    /// Gives the mouse the letter that it points at; egui has taken the one that would stand there without order.
    fn point(
        &self,
        ui: &Ui,
        output: &mut TextEditOutput,
        typed: &Typed,
        at: Pos2,
        before: Option<TextEditState>,
    ) -> Option<Caret> {
        let response = &output.response.response;
        let pointer = response.interact_pointer_pos()?;
        let caret = typed.caret_at((pointer - at).to_pos2());
        let mut selected = before.map(|state| state.cursor).unwrap_or_default();
        let is_dragged = ui.is_being_dragged(response.id);
        if !selected.pointer_interaction(ui, response, cursor(caret.character), &output.galley, is_dragged) {
            return None;
        }
        output.state.cursor = selected;
        output.state.clone().store(ui.ctx(), self.id);
        let head = selected.char_range()?.primary.index.0;
        // The end of a word or line that was selected is not where the mouse points.
        Some(if head == caret.character { caret } else { Caret { character: head, trails: true } })
    }

    fn paint(&self, ui: &Ui, output: &TextEditOutput, typed: &Typed, at: Pos2, colours: (Color32, Color32, Color32)) {
        let (ink, fill, selected_ink) = colours;
        let painter = ui.painter_at(output.text_clip_rect.expand(1.0));
        let range = output.state.cursor.char_range().filter(|_| ui.memory(|memory| memory.has_focus(self.id)));
        let selected = range.map(|range| range.as_sorted_char_range()).filter(|range| !range.is_empty());
        let moved = |rect: Rect| rect.translate(at.to_vec2());
        let rects = selected.map(|range| typed.rects(range.start.0..range.end.0)).unwrap_or_default();
        for rect in &rects {
            painter.rect_filled(moved(*rect), 0.0, fill);
        }
        let selection: Vec<Rect> = rects.iter().map(|rect| moved(*rect)).collect();
        for rest in without(painter.clip_rect(), &selection) {
            typed.paint(&painter.with_clip_rect(rest), at, ink);
        }
        for rect in selection {
            typed.paint(&painter.with_clip_rect(rect.intersect(painter.clip_rect())), at, selected_ink);
        }
        if let Some(range) = range
            && ui.is_enabled()
            && ui.input(|input| input.focused)
        {
            let now = ui.input(|input| input.time);
            let moved_at = self.moved_at(ui, range, output.response.response.changed(), now);
            paint_text_cursor(ui, &painter, moved(typed.caret(self.caret(ui).unwrap_or_default())), now - moved_at);
        }
    }

    /// When the caret last moved, in seconds: it does not blink while it moves.
    fn moved_at(&self, ui: &Ui, range: CCursorRange, has_changed: bool, now: f64) -> f64 {
        kept(ui.ctx(), self.id, |kept| match kept.moved {
            Some((before, at)) if before == range && !has_changed => at,
            _moved => {
                kept.moved = Some((range, now));
                now
            }
        })
    }
}

/// What is left of a rectangle without others: letters that are drawn twice look bold.
fn without(whole: Rect, others: &[Rect]) -> Vec<Rect> {
    let mut left = vec![whole];
    for other in others {
        let parts = |rect: Rect| {
            let middle = rect.intersect(rect.with_min_y(other.min.y).with_max_y(other.max.y));
            [
                rect.with_max_y(rect.max.y.min(other.min.y)),
                rect.with_min_y(rect.min.y.max(other.max.y)),
                middle.with_max_x(rect.max.x.min(other.min.x)),
                middle.with_min_x(rect.min.x.max(other.max.x)),
            ]
        };
        left = left.into_iter().flat_map(parts).filter(Rect::is_positive).collect();
    }
    left
}
