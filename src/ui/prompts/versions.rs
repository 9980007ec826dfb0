//! The saved versions of the project: previewed, or restored.

use std::sync::Arc;

use egui::{Align, Layout, RichText, Ui};

use super::{
    form::{Form, WIDE, done_button, list_area, soft},
    words,
};
use crate::{
    app::{Action, LocalTimes, ProjectAction, VersionRow, View},
    ui::{
        theme::{STEP, bold},
        widgets::{Hint, in_sight},
    },
};

/// About how high a version is, in points.
const ROW: f32 = 56.0;

/// The saved versions, newest first.
pub(super) struct Versions {
    rows: Arc<[VersionRow]>,
    times: LocalTimes,
}

impl Versions {
    /// The list of these.
    pub(super) fn new(rows: Arc<[VersionRow]>) -> Self {
        Self { rows, times: LocalTimes::of_system() }
    }
}

impl Form for Versions {
    fn title(&self, _view: &View<'_>) -> String {
        words::VERSIONS.to_owned()
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(soft(ui, words::VERSIONS_EXPLAINED));
        if self.rows.is_empty() {
            ui.label(words::NO_VERSIONS);
        }
        list_area(ui, 260.0, 140.0..=560.0).show(ui, |ui| {
            in_sight(ui, "versions", self.rows.len(), ROW, |ui, place| {
                if let Some(row) = self.rows.get(place) {
                    ui.separator();
                    ui.horizontal(|ui| row_ui(ui, row, &self.times.text(row.at), actions));
                }
            });
        });
        ui.add_space(STEP);
        done_button(ui, words::CLOSE, actions);
    }
}

fn row_ui(ui: &mut Ui, row: &VersionRow, at: &str, actions: &mut Vec<Action>) {
    ui.vertical(|ui| {
        ui.label(RichText::new(at).font(bold(13.0)));
        let differences = [row.only_here, row.only_there, row.differing];
        ui.label(soft(ui, words::version_counts(row.articles, row.spans, differences)));
    });
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if ui.button(words::RESTORE).hint(words::restore_version(at)).clicked() {
            actions.push(Action::Project(ProjectAction::RestoreVersion(row.path.clone(), row.at)));
        }
        if ui.button(words::PREVIEW).hint(words::preview_version(at)).clicked() {
            actions.push(Action::Project(ProjectAction::PreviewVersion(row.path.clone(), row.at)));
        }
    });
}
