//! The history of changes: who did what, and when.

use std::{collections::BTreeSet, sync::Arc};

use egui::{ComboBox, PopupCloseBehavior, RichText, Ui};

use super::{
    form::{Form, WIDE, done_button, list_area, rows_ui, soft},
    words,
};
use crate::{
    app::{Action, Change, ChangeFilter, LocalTimes, ProjectAction, View},
    model::{Article, CoderId},
    text::visible,
    ui::{
        theme::{STEP, TEXT_SIZE, bold},
        widgets::{as_name, choices_ui, elided, middle_cut_ui, over_dialog},
    },
};

/// The height of a row, in points.
const HEIGHT: f32 = 22.0;

/// The changes, newest first, and which of them are shown.
pub(super) struct History {
    changes: Arc<[Change]>,
    /// Who made them.
    coders: Vec<CoderId>,
    filter: ChangeFilter,
    /// The places of those that are shown, and for which filter.
    shown: Vec<usize>,
    shown_for: Option<ChangeFilter>,
    times: LocalTimes,
}

impl History {
    /// The list of these, unfiltered.
    pub(super) fn new(changes: Arc<[Change]>) -> Self {
        let coders: BTreeSet<CoderId> = changes.iter().map(|change| change.by).collect();
        Self {
            changes,
            coders: coders.into_iter().collect(),
            filter: ChangeFilter::default(),
            shown: Vec::new(),
            shown_for: None,
            times: LocalTimes::of_system(),
        }
    }

    fn coders_ui(&mut self, ui: &mut Ui, view: &View<'_>) {
        let name = |coder| view.project().coder_name(coder);
        let chosen = self.filter.coder.map_or_else(|| words::EVERYONE.to_owned(), name);
        let label = ui.label(soft(ui, words::BY)).id;
        let list = ComboBox::from_id_salt("coder").selected_text(chosen).width(140.0);
        let list = list.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                let coders = || self.coders.iter().map(|coder| (name(*coder), Some(*coder)));
                let all = || [(words::EVERYONE.to_owned(), None)].into_iter().chain(coders()).collect();
                self.filter.coder = choices_ui(ui, all, Some(&self.filter.coder)).unwrap_or(self.filter.coder);
            });
        });
        list.response.labelled_by(label);
    }

    fn articles_ui(&mut self, ui: &mut Ui, view: &View<'_>) {
        let project = view.project();
        let title = |id| project.article(id).map_or(words::REMOVED_ARTICLE, |article| article.facts.title.as_str());
        let chosen = self.filter.article.map_or(words::ALL_ARTICLES, title);
        let label = ui.label(soft(ui, words::IN)).id;
        let list = ComboBox::from_id_salt("article").selected_text(as_name(chosen)).width(220.0);
        let list = list.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                let name = |article: &Article| (article.facts.title.clone(), Some(article.id));
                let articles = || project.listed_articles().into_iter().map(name);
                let all = || [(words::ALL_ARTICLES.to_owned(), None)].into_iter().chain(articles()).collect();
                self.filter.article = choices_ui(ui, all, Some(&self.filter.article)).unwrap_or(self.filter.article);
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
        if self.shown_for != Some(self.filter) {
            let fitting = self.changes.iter().enumerate().filter(|(_, change)| self.filter.fits(change));
            (self.shown, self.shown_for) = (fitting.map(|(place, _)| place).collect(), Some(self.filter));
        }
        let shown = &self.shown;
        if shown.is_empty() {
            ui.label(if self.changes.is_empty() { words::NO_CHANGES } else { words::NO_MATCHING_CHANGES });
        }
        let area = list_area(ui, 260.0, 140.0..=560.0);
        rows_ui(ui, area, HEIGHT, shown, |ui, _, place| {
            let Some(change) = self.changes.get(*place) else { return };
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
