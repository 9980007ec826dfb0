//! The project's title, and a note on it for colleagues.

use egui::{Ui, WidgetInfo, accesskit::Role};

use super::{
    form::{Form, first_line_ui},
    words,
};
use crate::{
    app::{Action, DraftPlace, ProjectAction, View},
    ui::widgets::{FormText, TextField, buttons_ui, typed_before_ui},
};

/// Title and note as typed.
pub(super) struct ProjectFacts {
    title: FormText,
    note: FormText,
}

impl ProjectFacts {
    /// Fields that begin with what the project says.
    pub(super) fn new(view: &View<'_>) -> Self {
        let project = view.project();
        let title = if project.is_untitled() { "" } else { &project.title };
        let typed = |field, held| FormText::new(view, DraftPlace::in_prompt("project-details", "", field), held);
        Self { title: typed("title", title), note: typed("note", &project.note) }
    }
}

impl Form for ProjectFacts {
    fn title(&self, _view: &View<'_>) -> String {
        words::PROJECT_FACTS.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        typed_before_ui(ui, &mut [&mut self.title, &mut self.note]);
        let is_entered = first_line_ui(ui, &mut self.title.text, words::TITLE, is_new);
        let note = TextField::multiline(&mut self.note.text).hint_text(words::NOTE_HINT);
        let note = ui.add(note.desired_rows(4).desired_width(f32::INFINITY));
        note.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, words::PROJECT_NOTE));
        let texts = [&self.title, &self.note];
        texts.iter().for_each(|text| text.keep(view, actions));
        if buttons_ui(ui, words::DONE, actions) || is_entered {
            let (title, note) = (self.title.text.clone(), self.note.text.clone());
            actions.push(Action::Project(ProjectAction::SetFacts(title, note)));
            texts.iter().for_each(|text| text.used(actions));
        }
    }
}
