//! The name of the person at work.

use egui::Ui;

use super::{
    form::{Form, first_line_ui},
    words,
};
use crate::{
    app::{Action, DeskAction, DraftPlace, View},
    ui::widgets::{FormText, buttons_ui, typed_before_ui},
};

/// The name as typed.
pub(super) struct CoderName {
    name: FormText,
}

impl CoderName {
    /// A field that begins with the name as it is.
    pub(super) fn new(view: &View<'_>) -> Self {
        let place = DraftPlace::in_prompt("your-name", "", "name");
        Self { name: FormText::new(view, place, &view.settings.coder_name) }
    }
}

impl Form for CoderName {
    fn title(&self, _view: &View<'_>) -> String {
        words::YOUR_NAME.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        ui.label(words::YOUR_NAME_EXPLAINED);
        typed_before_ui(ui, &mut [&mut self.name]);
        let is_entered = first_line_ui(ui, &mut self.name.text, words::YOUR_NAME, is_new);
        self.name.keep(view, actions);
        if buttons_ui(ui, words::DONE, actions) || is_entered {
            actions.push(Action::Desk(DeskAction::SetCoderName(self.name.text.clone())));
            self.name.used(actions);
        }
    }
}
