//! The name of the person at work.

use egui::Ui;

use super::{
    form::{Form, first_line_ui},
    words,
};
use crate::{
    app::{Action, DeskAction, View},
    ui::widgets::buttons_ui,
};

/// The name as typed.
pub(super) struct CoderName {
    name: String,
}

impl CoderName {
    /// A field that begins with the name as it is.
    pub(super) fn new(view: &View<'_>) -> Self {
        Self { name: view.settings.coder_name.clone() }
    }
}

impl Form for CoderName {
    fn title(&self, _view: &View<'_>) -> String {
        words::YOUR_NAME.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        ui.label(words::YOUR_NAME_EXPLAINED);
        let is_entered = first_line_ui(ui, &mut self.name, words::YOUR_NAME, is_new);
        if buttons_ui(ui, words::DONE, actions) || is_entered {
            actions.push(Action::Desk(DeskAction::SetCoderName(self.name.clone())));
        }
    }
}
