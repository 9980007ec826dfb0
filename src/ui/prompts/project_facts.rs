//! The project's title, and a note on it for colleagues.

use egui::{TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::{
    form::{Form, first_line_ui},
    words,
};
use crate::{
    app::{Action, ProjectAction, View},
    ui::widgets::buttons_ui,
};

/// Title and note as typed.
pub(super) struct ProjectFacts {
    title: String,
    note: String,
}

impl ProjectFacts {
    /// Fields that begin with what the project says.
    pub(super) fn new(view: &View<'_>) -> Self {
        let project = view.project();
        let title = if project.is_untitled() { String::new() } else { project.title.clone() };
        Self { title, note: project.note.clone() }
    }
}

impl Form for ProjectFacts {
    fn title(&self, _view: &View<'_>) -> String {
        words::PROJECT_FACTS.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        let is_entered = first_line_ui(ui, &mut self.title, words::TITLE, is_new);
        let note = TextEdit::multiline(&mut self.note).hint_text(words::NOTE_HINT);
        let note = ui.add(note.desired_rows(4).desired_width(f32::INFINITY));
        note.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, words::PROJECT_NOTE));
        if buttons_ui(ui, words::DONE, actions) || is_entered {
            actions.push(Action::Project(ProjectAction::SetFacts(self.title.clone(), self.note.clone())));
        }
    }
}
