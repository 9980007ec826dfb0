//! A project file that git could not merge.

use egui::Ui;

use super::{
    form::{Form, MIDDLE, list_area, soft},
    words,
};
use crate::{
    app::{Action, ProjectAction, UnmergedFile, View},
    merge,
    text::visible,
    ui::{theme::STEP, widgets::buttons_ui},
};

/// The question whether to merge the versions that git keeps.
pub(super) struct Unmerged {
    /// What that makes.
    pub(super) file: UnmergedFile,
}

impl Form for Unmerged {
    fn title(&self, _view: &View<'_>) -> String {
        words::unmerged_title(&self.file.path)
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(words::UNMERGED_EXPLAINED);
        ui.add_space(STEP);
        let merged = self.file.merged();
        let lines = if merged.project.team.is_blind {
            Vec::new()
        } else {
            merge::words::report(&merged.report, &merged.project)
        };
        list_area(ui, 300.0, 40.0..=300.0).show(ui, |ui| {
            for line in &lines {
                ui.label(visible(line));
            }
        });
        ui.label(soft(ui, words::UNMERGED_AFTERWARDS));
        if buttons_ui(ui, words::MERGE_COPIES, actions) {
            actions.push(Action::Project(ProjectAction::AcceptUnmerged));
        }
    }
}
