//! What all dialogs share: their title, and the buttons below.

use egui::{Id, Key, Popup, RichText, Ui};

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

/// A filled button for the main action of a dialog; Enter presses it unless something else has the keyboard.
pub(crate) fn main_button(ui: &mut Ui, name: &str) -> egui::Response {
    main_button_if(ui, name, true)
}

/// A main button that can be pressed only sometimes.
pub(crate) fn main_button_if(ui: &mut Ui, name: &str, is_enabled: bool) -> egui::Response {
    let tokens = ui.tokens();
    let button = egui::Button::new(RichText::new(name).color(tokens.on_accent)).fill(tokens.accent);
    let button = ui.add_enabled(is_enabled, button);
    if is_enabled {
        is_default(&button);
    }
    button
}

/// Makes a button the one that Enter presses.
pub(crate) fn is_default(button: &egui::Response) {
    button.ctx.data_mut(|data| data.insert_temp(default_id(), Some(button.id)));
}

/// Where the id of the button is kept that Enter presses.
fn default_id() -> Id {
    Id::unique("default button")
}

/// Shows a dialog in which Enter presses the default button, unless a field or another control has the keyboard, and
/// Ctrl+Enter presses it from everywhere. `is_new` in its first frame: then that button gets the keyboard, unless a field
/// asks for it.
pub(crate) fn with_default(ui: &mut Ui, is_new: bool, show: impl FnOnce(&mut Ui)) {
    let ctx = ui.ctx().clone();
    let former = ctx.data_mut(|data| data.remove_temp::<Option<Id>>(default_id())).flatten();
    let focused = ctx.memory(|memory| memory.focused());
    let is_pressed = ctx.input(|input| {
        let by_itself = focused.is_none() && input.modifiers.is_none();
        input.key_pressed(Key::Enter) && (by_itself || input.modifiers.command_only())
    });
    if let Some(button) = former.filter(|_| is_pressed && !is_new && !Popup::is_any_open(&ctx)) {
        // A button that has the keyboard is pressed by Enter.
        ctx.memory_mut(|memory| memory.request_focus(button));
    }
    show(ui);
    let default = ctx.data(|data| data.get_temp::<Option<Id>>(default_id())).flatten();
    if let Some(button) = default.filter(|_| is_new && ctx.memory(|memory| memory.focused()) == focused) {
        ctx.memory_mut(|memory| memory.request_focus(button));
    }
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
