//! The menus of the comparison: links that open lists, and what is not counted as a difference.

use egui::{Popup, PopupCloseBehavior, Ui, WidgetInfo, accesskit::Role};

use super::words;
use crate::{
    analysis::differences::Lenience,
    app::{Action, CompareAction, Comparing, View},
    ui::widgets::link_button,
};

/// A link that opens a list which stays open while something in it is clicked.
pub(super) fn menu(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    let button = link_button(ui, title);
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(contents);
}

/// What is not counted as a difference.
pub(super) fn lenience_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let held = view.selection.comparing.lenience;
    let mut lenience = held;
    menu(ui, &words::lenience(held), |ui| {
        ui.checkbox(&mut lenience.signs, words::IGNORE_SIGNS);
        ui.checkbox(&mut lenience.leading, words::IGNORE_LEADING);
        ui.horizontal(|ui| {
            ui.label(words::IGNORE_WORDS);
            let field = egui::DragValue::new(&mut lenience.words).range(0..=Lenience::MOST_WORDS);
            ui.add(field).widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, words::IGNORE_WORDS));
        });
    });
    if lenience != held {
        let comparing = Comparing { lenience, ..view.selection.comparing.clone() };
        actions.push(Action::Compare(CompareAction::Choose(comparing)));
    }
}
