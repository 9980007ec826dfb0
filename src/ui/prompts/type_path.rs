//! A path that is typed, where the system shows no dialog of its own.

use egui::Ui;

use super::{
    form::{Form, first_line_ui},
    words,
};
use crate::{
    app::{Action, PathPurpose, ProjectAction, View},
    ui::widgets::buttons_ui,
};

/// A path, and what it is for. What lies there is looked at when the path is given, not while it is typed.
pub(super) struct TypePath {
    purpose: PathPurpose,
    reason: String,
    path: String,
}

impl TypePath {
    /// A field that begins with `path`, and says why the path is typed here.
    pub(super) fn new(purpose: PathPurpose, path: String, reason: String) -> Self {
        Self { purpose, reason, path }
    }
}

impl Form for TypePath {
    fn title(&self, _view: &View<'_>) -> String {
        self.purpose.title()
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        if !self.reason.is_empty() {
            ui.weak(&self.reason);
        }
        let is_entered = first_line_ui(ui, &mut self.path, words::PATH, is_new);
        let button = if self.purpose.is_for_writing() { words::SAVE } else { words::OPEN };
        let path = self.path.trim();
        if (buttons_ui(ui, button, actions) || is_entered) && !path.is_empty() {
            actions.push(Action::Project(ProjectAction::PathTyped(self.purpose.clone(), path.into())));
        }
    }
}
