//! What is being typed becomes a change before anything writes or leaves the project: actions wait until the field has
//! taken the keys of their frame, was left, and has said what was typed into it.

use egui::{Context, Id};

use crate::app::{Action, ProjectAction, Reach};

/// How many frames may begin without one being drawn before actions wait no longer: nothing is drawn while a window
/// is minimised.
const MOST_UNDRAWN: u8 = 3;

/// How far a field is on its way to a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// Nothing waits.
    #[default]
    Free,
    /// The field still takes the keys of this frame.
    Typed,
    /// The field was left; what was typed becomes a change when it is drawn next.
    Left,
}

/// Actions that wait for what is being typed.
pub(super) struct Typing {
    /// The text of the article, which has the keyboard while nobody types.
    text: Id,
    waiting: Vec<Action>,
    stage: Stage,
    undrawn: u8,
}

impl Typing {
    /// With the id of the article's text, which has the keyboard while nobody types.
    pub(super) fn new(text: Id) -> Self {
        Self { text, waiting: Vec::new(), stage: Stage::default(), undrawn: 0 }
    }

    /// Whether actions wait.
    pub(super) fn is_waited_for(&self) -> bool {
        self.stage != Stage::Free
    }

    /// Takes the actions of a frame before it is drawn and gives back those that need not wait; `has_form`: a form
    /// other than a focused field is open.
    pub(super) fn hold(&mut self, ctx: &Context, actions: Vec<Action>, has_form: bool) -> Vec<Action> {
        if self.stage == Stage::Free {
            let is_typing = has_form || self.focused_field(ctx).is_some();
            if !is_typing || !actions.iter().any(reaches_beyond_the_project) {
                return actions;
            }
            self.stage = Stage::Typed;
        }
        self.waiting.extend(actions);
        self.undrawn += 1;
        ctx.request_repaint();
        if self.undrawn > MOST_UNDRAWN { self.release() } else { Vec::new() }
    }

    /// Leaves the field after it was drawn with the keys of its frame, or gives back what waited for it.
    pub(super) fn drawn(&mut self, ctx: &Context) -> Vec<Action> {
        self.undrawn = 0;
        match self.stage {
            Stage::Free => Vec::new(),
            Stage::Typed => {
                if let Some(field) = self.focused_field(ctx) {
                    ctx.memory_mut(|memory| memory.surrender_focus(field));
                }
                self.stage = Stage::Left;
                ctx.request_repaint();
                Vec::new()
            }
            Stage::Left => self.release(),
        }
    }

    /// What has the keyboard, unless it is the text of the article.
    fn focused_field(&self, ctx: &Context) -> Option<Id> {
        ctx.memory(|memory| memory.focused()).filter(|id| *id != self.text)
    }

    fn release(&mut self) -> Vec<Action> {
        (self.stage, self.undrawn) = (Stage::Free, 0);
        std::mem::take(&mut self.waiting)
    }
}

/// Whether an action writes or leaves the project, and so must not overtake what is being typed.
fn reaches_beyond_the_project(action: &Action) -> bool {
    let Action::Command(command) = action else {
        return matches!(action, Action::Project(ProjectAction::Open(_)));
    };
    command.row().reach != Reach::Within
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Command;

    #[test]
    fn actions_wait_until_the_form_was_drawn_twice() {
        let ctx = Context::default();
        let mut typing = Typing::new(Id::unique("text"));
        assert_eq!(typing.hold(&ctx, vec![Action::Command(Command::Undo)], true).len(), 1);
        assert_eq!(typing.hold(&ctx, vec![Action::Command(Command::Save)], false).len(), 1, "nobody types");
        assert_eq!(typing.hold(&ctx, vec![Action::Command(Command::Save)], true).len(), 0);
        assert_eq!(typing.drawn(&ctx).len(), 0);
        assert_eq!(typing.hold(&ctx, vec![Action::Command(Command::Undo)], false).len(), 0, "nothing overtakes");
        assert_eq!(typing.drawn(&ctx).len(), 2);
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
