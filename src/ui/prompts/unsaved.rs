//! Unsaved changes, before something that would leave them behind.

use egui::Ui;

use super::{form::Form, words};
use crate::{
    app::{Action, ProjectAction, UnsavedAnswer, View},
    ui::widgets::main_button,
};

/// The question about unsaved changes.
pub(super) struct Unsaved;

fn answer(answer: UnsavedAnswer) -> Action {
    Action::Project(ProjectAction::AnswerUnsaved(answer))
}

impl Form for Unsaved {
    fn title(&self, _view: &View<'_>) -> String {
        words::SAVE_CHANGES.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(words::has_unsaved_changes(&view.session.name()));
        ui.horizontal(|ui| {
            if main_button(ui, words::SAVE).clicked() {
                actions.push(answer(UnsavedAnswer::Save));
            }
            if ui.button(words::DISCARD).clicked() {
                actions.push(answer(UnsavedAnswer::Discard));
            }
            if ui.button(words::CANCEL).clicked() {
                actions.push(self.dismissed());
            }
        });
    }

    fn dismissed(&self) -> Action {
        answer(UnsavedAnswer::Cancel)
    }
}
