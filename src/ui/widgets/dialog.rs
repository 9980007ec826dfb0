//! What all dialogs share: their title, and the buttons below.

use egui::{RichText, Ui};

use super::words;
use crate::{
    app::{Action, DeskAction},
    ui::theme::{UiTokens, bold},
};

/// The title of a dialog.
pub(crate) fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(bold(16.0)));
}

/// Shows the items of a drop-down list over its dialog: otherwise a dialog that was clicked would cover the list.
pub(crate) fn over_dialog(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.ctx().move_to_top(ui.layer_id());
    add(ui);
}

/// A filled button for the main action of a dialog.
pub(crate) fn main_button(ui: &mut Ui, name: &str) -> egui::Response {
    let tokens = ui.tokens();
    ui.add(egui::Button::new(RichText::new(name).color(tokens.on_accent)).fill(tokens.accent))
}

/// The main button and "Cancel"; returns whether the main one was pressed.
pub(crate) fn buttons_ui(ui: &mut Ui, name: &str, actions: &mut Vec<Action>) -> bool {
    ui.horizontal(|ui| {
        let pressed = main_button(ui, name).clicked();
        if ui.button(words::CANCEL).clicked() {
            actions.push(Action::Desk(DeskAction::ClosePrompt));
        }
        pressed
    })
    .inner
}
