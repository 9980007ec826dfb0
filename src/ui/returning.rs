//! The keyboard goes back to the field that had it before something was asked, or a menu was used.

use egui::{Context, Id, Rect};

/// For how many more frames the keyboard is given back: egui takes it from whatever lies below a prompt for as long as it
/// remembers the prompt.
const FRAMES: u8 = 2;

/// Which field gets the keyboard back.
pub(super) struct Returning {
    /// The text of the article, which takes the keyboard by itself.
    text: Id,
    /// Whether something was asked when this was last noted.
    is_asked: bool,
    /// The field that had the keyboard before a press in the menu bar, and whether a menu has opened.
    before_menu: Option<(Id, bool)>,
    /// The field that had the keyboard before something was asked.
    before_prompt: Option<Id>,
    /// The field that is given the keyboard, for so many more frames.
    given: Option<(Id, u8)>,
}

impl Returning {
    /// With the id of the article's text.
    pub(super) fn new(text: Id) -> Self {
        Self { text, is_asked: false, before_menu: None, before_prompt: None, given: None }
    }

    /// Before a frame is drawn: takes note of the field that somebody is about to leave for the menu bar.
    pub(super) fn begin(&mut self, ctx: &Context, menu_bar: Rect, is_asked: bool) {
        self.note(ctx, is_asked);
        let pressed = ctx.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
        if pressed.is_some_and(|at| menu_bar.contains(at)) && ctx.text_edit_focused() {
            self.before_menu = self.focused(ctx).map(|id| (id, false));
        }
    }

    /// The keyboard is wanted elsewhere.
    pub(super) fn forget(&mut self) {
        (self.before_menu, self.before_prompt, self.given) = (None, None, None);
    }

    /// After a frame was drawn: gives the keyboard back when prompt or menu is closed.
    pub(super) fn end(&mut self, ctx: &Context, is_asked: bool) {
        self.note(ctx, is_asked);
        let (is_open, is_down) = (egui::Popup::is_any_open(ctx), ctx.input(|input| input.pointer.any_down()));
        if let Some((id, has_opened)) = self.before_menu.take() {
            match (is_open, has_opened) {
                (true, _) => self.before_menu = Some((id, true)),
                (false, true) => self.given = Some((id, FRAMES)),
                (false, false) => self.before_menu = is_down.then_some((id, false)),
            }
        }
        if is_asked {
            return;
        }
        if let Some((id, frames)) = self.given.take() {
            ctx.memory_mut(|memory| memory.request_focus(id));
            self.given = frames.checked_sub(1).map(|frames| (id, frames));
            ctx.request_repaint();
        }
    }

    fn note(&mut self, ctx: &Context, is_asked: bool) {
        let was_asked = std::mem::replace(&mut self.is_asked, is_asked);
        if is_asked && !was_asked {
            let before_menu = self.before_menu.take().map(|(id, _)| id);
            let given = self.given.take().map(|(id, _)| id);
            self.before_prompt = before_menu.or(given).or_else(|| self.focused(ctx));
        } else if was_asked && !is_asked {
            self.given = self.before_prompt.take().map(|id| (id, FRAMES));
        }
    }

    fn focused(&self, ctx: &Context) -> Option<Id> {
        ctx.memory(|memory| memory.focused()).filter(|id| *id != self.text)
    }
}
