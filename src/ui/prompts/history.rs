//! The history of changes: who did what, and when.

use std::sync::Arc;

use egui::{ComboBox, RichText, Ui};

use super::{
    form::{Form, WIDE, done_button, list_area, rows_ui, soft},
    words,
};
use crate::{
    app::{Action, Change, ChangeFilter, LocalTimes, ProjectAction, View},
    text::visible,
    ui::{
        theme::{STEP, TEXT_SIZE, bold},
        widgets::{elided, middle_cut_ui, over_dialog},
    },
};

/// The height of a row, in points.
const HEIGHT: f32 = 22.0;

/// The changes, newest first, and which of them are shown.
pub(super) struct History {
    changes: Arc<[Change]>,
    filter: ChangeFilter,
    times: LocalTimes,
}

impl History {
    /// The list of these, unfiltered.
    pub(super) fn new(changes: Arc<[Change]>) -> Self {
        Self { changes, filter: ChangeFilter::default(), times: LocalTimes::of_system() }
    }

    fn coders_ui(&mut self, ui: &mut Ui, view: &View<'_>) {
        let mut coders: Vec<_> = self.changes.iter().map(|change| change.by).collect();
        coders.sort_unstable();
        coders.dedup();
        let name = |coder| view.project().coder_name(coder);
        let chosen = self.filter.coder.map_or_else(|| words::EVERYONE.to_owned(), name);
        let label = ui.label(soft(ui, words::BY)).id;
        let list = ComboBox::from_id_salt("coder").selected_text(chosen).width(140.0).show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                ui.selectable_value(&mut self.filter.coder, None, words::EVERYONE);
                for coder in coders {
                    ui.selectable_value(&mut self.filter.coder, Some(coder), name(coder));
                }
            });
        });
        list.response.labelled_by(label);
    }

    fn articles_ui(&mut self, ui: &mut Ui, view: &View<'_>) {
        let project = view.project();
        let title = |id| project.article(id).map_or(words::REMOVED_ARTICLE, |article| article.facts.title.as_str());
        let chosen = self.filter.article.map_or(words::ALL_ARTICLES, title);
        let label = ui.label(soft(ui, words::IN)).id;
        let list = ComboBox::from_id_salt("article").selected_text(chosen).width(220.0).show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                ui.selectable_value(&mut self.filter.article, None, words::ALL_ARTICLES);
                for article in project.listed_articles() {
                    ui.selectable_value(&mut self.filter.article, Some(article.id), &article.facts.title);
                }
            });
        });
        list.response.labelled_by(label);
    }
}

impl Form for History {
    fn title(&self, _view: &View<'_>) -> String {
        words::HISTORY.to_owned()
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            self.coders_ui(ui, view);
            ui.add_space(STEP);
            self.articles_ui(ui, view);
        });
        let shown: Vec<&Change> = self.changes.iter().filter(|change| self.filter.fits(change)).collect();
        if shown.is_empty() {
            ui.label(if self.changes.is_empty() { words::NO_CHANGES } else { words::NO_MATCHING_CHANGES });
        }
        let area = list_area(ui, 260.0, 140.0..=560.0);
        rows_ui(ui, area, HEIGHT, &shown, |ui, _, change| {
            let what = visible(&change.what()).into_owned();
            let by = view.project().coder_name(change.by);
            ui.label(soft(ui, self.times.text(change.at)));
            elided(ui, RichText::new(by).font(bold(TEXT_SIZE)));
            middle_cut_ui(ui, &what);
        });
        ui.add_space(STEP);
        ui.horizontal(|ui| {
            done_button(ui, words::CLOSE, actions);
            if !shown.is_empty() && ui.button(words::export_changes(shown.len())).clicked() {
                actions.push(Action::Project(ProjectAction::ExportHistory(self.filter)));
            }
        });
    }
}
