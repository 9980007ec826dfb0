//! What happens by the clock and when the window comes and goes: looking at the file, saving unasked.

use std::time::Duration;

use crate::app::{Action, Autosave, DraftAction, ExchangeAction, ProjectAction, StateMark, View};

/// How often the file is looked at while the window is in front.
const LOOK_EVERY: f64 = 2.0;
/// How often the watched folder is looked into while the window is in front.
const LOOK_IN_FOLDER_EVERY: f64 = 4.0;
/// How long nothing must have been changed before a project is saved unasked, in seconds.
const IDLE: f64 = 10.0;
/// How often what is being typed is brought to the journal, in seconds.
const KEEP_EVERY: f64 = 1.0;

/// Remembers when things happened last, in seconds of the window's clock.
#[derive(Debug, Default)]
pub(crate) struct Pulse {
    looked: f64,
    looked_in_folder: f64,
    changed: f64,
    kept: f64,
    state: StateMark,
    was_focused: bool,
}

impl Pulse {
    /// Pushes what the time has come for, and asks to be called again in time.
    pub(crate) fn beat(&mut self, ctx: &egui::Context, view: &View<'_>, actions: &mut Vec<Action>) {
        let (now, is_focused) = ctx.input(|input| (input.time, input.focused));
        let (came, went) = (is_focused && !self.was_focused, !is_focused && self.was_focused);
        self.was_focused = is_focused;
        if went {
            actions.push(Action::Project(ProjectAction::RememberPlace));
        }
        if view.session.path.is_some() && is_focused {
            if came || now - self.looked >= LOOK_EVERY {
                self.looked = now;
                actions.push(Action::Project(ProjectAction::CheckFile));
            }
            ctx.request_repaint_after(Duration::from_secs_f64(LOOK_EVERY));
        }
        if view.settings.watched.of(view.project().id).is_some() && is_focused {
            if came || now - self.looked_in_folder >= LOOK_IN_FOLDER_EVERY {
                self.looked_in_folder = now;
                actions.push(Action::Exchange(ExchangeAction::CheckFolder));
            }
            ctx.request_repaint_after(Duration::from_secs_f64(LOOK_IN_FOLDER_EVERY));
        }
        if view.session.drafts().is_unwritten {
            if now - self.kept >= KEEP_EVERY {
                self.kept = now;
                actions.push(Action::Draft(DraftAction::Keep));
            } else {
                ctx.request_repaint_after(Duration::from_secs_f64(KEEP_EVERY));
            }
        }
        if view.session.state() != self.state {
            (self.state, self.changed) = (view.session.state(), now);
        }
        if !view.session.is_unsaved() || view.session.path.is_none() {
            return;
        }
        match view.settings.autosave {
            Autosave::FocusLoss if went => actions.push(Action::Project(ProjectAction::Autosave)),
            Autosave::Idle if now - self.changed >= IDLE => {
                // When it fails, the next attempt comes after another such while.
                self.changed = now;
                actions.push(Action::Project(ProjectAction::Autosave));
            }
            Autosave::Idle => ctx.request_repaint_after(Duration::from_secs_f64(IDLE)),
            Autosave::FocusLoss | Autosave::Off => {}
        }
    }
}
