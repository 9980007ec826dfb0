//! Records that mean the same under two ids, as people who work apart make them: to be merged one by one, or all.

use std::sync::Arc;

use egui::Ui;

use super::{
    form::{Form, MIDDLE, done_button, list_area, rows_ui, soft},
    words,
};
use crate::{
    app::{Action, ProjectAction, View},
    merge::{self, Offer},
    text::visible,
    ui::{theme::STEP, widgets::elided},
};

/// The height of a row, in points.
const HEIGHT: f32 = 32.0;

/// Pairs of records, with a button each.
pub(super) struct Duplicates {
    offers: Arc<[Offer]>,
}

impl Duplicates {
    pub(super) fn new(offers: Arc<[Offer]>) -> Self {
        Self { offers }
    }
}

impl Form for Duplicates {
    fn title(&self, _view: &View<'_>) -> String {
        words::DUPLICATES.to_owned()
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(soft(ui, if self.offers.is_empty() { words::NO_DUPLICATES } else { words::DUPLICATES_EXPLAINED }));
        let area = list_area(ui, 240.0, 60.0..=420.0);
        rows_ui(ui, area, HEIGHT, &self.offers, |ui, _, offer| {
            if ui.button(words::MERGE_COPIES).clicked() {
                actions.push(Action::Project(ProjectAction::Unify(vec![offer.clone()])));
            }
            elided(ui, visible(&merge::words::offer(view.project(), offer)).into_owned());
        });
        ui.add_space(STEP);
        ui.horizontal(|ui| {
            if self.offers.len() > 1 && ui.button(words::merge_all(self.offers.len())).clicked() {
                actions.push(Action::Project(ProjectAction::Unify(self.offers.to_vec())));
            }
            done_button(ui, words::CLOSE, actions);
        });
    }
}
