//! Pages that links lead to, before they are fetched.

use std::sync::Arc;

use egui::Ui;

use super::{
    form::{Form, list_area},
    words,
};
use crate::{
    app::{Action, View},
    text::visible,
    ui::widgets::{buttons_ui, elided},
};

/// The question whether to fetch pages.
pub(super) struct Fetch {
    /// Their addresses.
    pub(super) addresses: Arc<[String]>,
}

impl Form for Fetch {
    fn title(&self, _view: &View<'_>) -> String {
        words::fetch_pages(self.addresses.len())
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(words::fetched_from(&self.addresses));
        list_area(ui, 300.0, 22.0..=160.0).show(ui, |ui| {
            for address in self.addresses.iter() {
                elided(ui, visible(address).into_owned());
            }
        });
        if buttons_ui(ui, words::FETCH, actions) {
            actions.push(Action::Confirm);
        }
    }
}
