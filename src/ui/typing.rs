//! What is being typed becomes a change before anything writes or leaves the project: actions wait until the field has
//! taken the keys of their frame. And while an input method composes, the keys are its own.

use egui::{Context, Event, Id, ImeEvent, RawInput};

use crate::app::Action;

/// How many frames may begin without one being drawn before actions wait no longer: nothing is drawn while a window
/// is minimised.
const MOST_UNDRAWN: u8 = 3;

/// Actions that wait for what is being typed.
pub(super) struct Typing {
    /// The text of the article, which has the keyboard while nobody types.
    text: Id,
    waiting: Vec<Action>,
    undrawn: u8,
}

impl Typing {
    /// With the id of the article's text, which has the keyboard while nobody types.
    pub(super) fn new(text: Id) -> Self {
        Self { text, waiting: Vec::new(), undrawn: 0 }
    }

    /// Whether actions wait.
    pub(super) fn is_waited_for(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Takes the actions of a frame before it is drawn and gives back those that need not wait; `has_form`: a form
    /// other than a focused field is open.
    pub(super) fn hold(&mut self, ctx: &Context, actions: Vec<Action>, has_form: bool) -> Vec<Action> {
        let is_typing = has_form || ctx.memory(|memory| memory.focused()).is_some_and(|id| id != self.text);
        let must_wait = is_typing && actions.iter().any(Action::reaches_beyond_the_project);
        if self.waiting.is_empty() && !must_wait {
            return actions;
        }
        self.waiting.extend(actions);
        self.undrawn += 1;
        ctx.request_repaint();
        if self.undrawn > MOST_UNDRAWN { self.drawn() } else { Vec::new() }
    }

    /// Gives back what waited for the field, which was drawn with the keys of its frame.
    pub(super) fn drawn(&mut self) -> Vec<Action> {
        self.undrawn = 0;
        std::mem::take(&mut self.waiting)
    }
}

/// Keeps from the window the keys that are pressed while an input method composes: what Escape, Enter or a digit mean then
/// is for the input method to say.
#[derive(Debug, Default)]
pub(super) struct Composition {
    is_open: bool,
    /// Whether it was open when the frame before began.
    was_open: bool,
}

impl egui::Plugin for Composition {
    fn debug_name(&self) -> &'static str {
        "composition"
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the events of egui are not ours to list")]
    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        // Without a field there is nothing to compose in.
        self.is_open &= ctx.text_edit_focused();
        // The key that ends the composition may come after its end.
        let was_open = std::mem::replace(&mut self.was_open, self.is_open) || self.is_open;
        input.events.retain(|event| {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => self.is_open = !text.is_empty(),
                Event::Ime(ImeEvent::Commit(_)) | Event::WindowFocused(false) => self.is_open = false,
                Event::Key { pressed: true, .. } => return !(self.is_open || was_open),
                _other => {}
            }
            true
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Command;

    #[test]
    fn actions_wait_until_the_form_was_drawn() {
        let ctx = Context::default();
        let mut typing = Typing::new(Id::unique("text"));
        assert_eq!(typing.hold(&ctx, vec![Action::Command(Command::Undo)], true).len(), 1);
        assert_eq!(typing.hold(&ctx, vec![Action::Command(Command::Save)], false).len(), 1, "nobody types");
        assert_eq!(typing.hold(&ctx, vec![Action::Command(Command::Save)], true).len(), 0);
        assert_eq!(typing.hold(&ctx, vec![Action::Command(Command::Undo)], false).len(), 0, "nothing overtakes");
        assert_eq!(typing.drawn().len(), 2);
        assert!(!typing.is_waited_for());
    }

    #[test]
    fn a_window_that_is_not_drawn_does_not_hold_actions_back() {
        let ctx = Context::default();
        let mut typing = Typing::new(Id::unique("text"));
        let mut given = typing.hold(&ctx, vec![Action::Command(Command::Quit)], true).len();
        for _frame in 0..MOST_UNDRAWN {
            given += typing.hold(&ctx, Vec::new(), true).len();
        }
        assert_eq!(given, 1);
    }
}
