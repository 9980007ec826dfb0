//! What all dialogs share: their title, and the buttons below.

use egui::{RichText, Ui};

use crate::{
    app::{Action, DeskAction},
    ui::theme::{UiTokens, bold},
};

/// The title of a dialog.
pub fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(bold(16.0)));
}

/// Shows what a drop-down list of a dialog offers, over the dialog: a dialog that was clicked would else lie over the list.
pub fn over_dialog(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.ctx().move_to_top(ui.layer_id());
    add(ui);
}

/// A filled button for what the question is about.
pub fn main_button(ui: &mut Ui, name: &str) -> egui::Response {
    let tokens = ui.tokens();
    ui.add(egui::Button::new(RichText::new(name).color(tokens.on_accent)).fill(tokens.accent))
}

/// The main button and "Cancel"; returns whether the main one was pressed.
pub fn buttons_ui(ui: &mut Ui, name: &str, actions: &mut Vec<Action>) -> bool {
    ui.horizontal(|ui| {
        let pressed = main_button(ui, name).clicked();
        if ui.button("Cancel").clicked() {
            actions.push(Action::Desk(DeskAction::ClosePrompt));
        }
        pressed
    })
    .inner
}
