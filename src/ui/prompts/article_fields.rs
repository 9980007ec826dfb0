//! The fields that the codebook defines for articles: their names, what they take, what they mean.

use egui::{Align, Layout, Ui};

use super::{
    form::{Form, MIDDLE, done_button, list_area, soft},
    words,
};
use crate::{
    app::{Action, FieldOwner, View},
    ui::{panels::questions::questions_ui, theme::STEP},
};

/// The form of the fields.
pub(super) struct ArticleFields;

impl Form for ArticleFields {
    fn title(&self, _view: &View<'_>) -> String {
        words::ARTICLE_FIELDS.to_owned()
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        ui.label(soft(ui, words::ARTICLE_FIELDS_EXPLAINED));
        ui.add_space(STEP);
        list_area(ui, 260.0, 120.0..=480.0).show(ui, |ui| {
            // Room for the scroll bar beside the fields.
            ui.set_max_width(ui.available_width() - STEP * 2.0);
            let fields = &view.project().codebook.article_fields;
            questions_ui(ui, (&FieldOwner::Articles, fields), view, is_new, actions);
        });
        ui.separator();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| done_button(ui, words::DONE, actions));
    }
}
