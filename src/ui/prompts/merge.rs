//! What a merge of copies would do, before anything changes.

use egui::{RichText, Ui};

use super::{
    form::{Form, MIDDLE, list_area, soft},
    words,
};
use crate::{
    app::{Action, CompareAction, MergePlan, ProjectAction, View},
    merge,
    text::visible,
    ui::{
        theme::{SMALL_SIZE, STEP, bold},
        widgets::{Hint, as_name, buttons_ui, elided, link_button},
    },
};

/// How many problems of a copy are shown.
const PROBLEMS: usize = 5;

/// Copies, and what they bring.
pub(super) struct Merge {
    plan: MergePlan,
}

impl Merge {
    pub(super) fn new(plan: MergePlan) -> Self {
        Self { plan }
    }
}

impl Form for Merge {
    fn title(&self, _view: &View<'_>) -> String {
        words::merge_title(self.plan.copies().len())
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        for copy in self.plan.copies() {
            let name = copy.path.file_name().unwrap_or_default().to_string_lossy();
            elided(ui, RichText::new(&*as_name(&name)).font(bold(SMALL_SIZE + 1.0)));
            let what = if copy.is_other { words::OTHER_PROJECT.to_owned() } else { words::began_with(copy.has_base) };
            ui.label(soft(ui, words::copy_of(&copy.coders, &what)));
            if !copy.problems.is_empty() {
                ui.colored_label(ui.visuals().warn_fg_color, words::copy_has_problems(copy.problems.len()));
                for problem in copy.problems.iter().take(PROBLEMS) {
                    ui.label(soft(ui, visible(problem)));
                }
                if copy.problems.len() > PROBLEMS {
                    ui.label(soft(ui, words::and_more(copy.problems.len() - PROBLEMS)));
                }
            }
        }
        ui.add_space(STEP);
        let merged = self.plan.merged();
        let is_blind = merged.project.team.is_blind;
        let lines = if is_blind { Vec::new() } else { merge::words::report(&merged.report, &merged.project) };
        if !merged.report.is_any() {
            ui.label(words::MERGE_BRINGS_NOTHING);
        } else if is_blind {
            ui.label(soft(ui, words::MERGE_IS_BLIND));
        }
        list_area(ui, 300.0, 60.0..=360.0).show(ui, |ui| {
            for line in &lines {
                ui.label(visible(line));
            }
        });
        if !lines.is_empty() && link_button(ui, words::COPY_SUMMARY).hint(words::COPY_SUMMARY_HELP).clicked() {
            let names = self.plan.copies().iter().filter_map(|copy| copy.path.file_name());
            let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
            actions.push(Action::Compare(CompareAction::Copy(words::summary(&names, &lines))));
        }
        if !merged.report.open.is_empty() {
            ui.label(soft(ui, words::UNDECIDED_STAYS));
        }
        if buttons_ui(ui, words::MERGE_COPIES, actions) {
            actions.push(Action::Project(ProjectAction::AcceptMerge));
        }
    }
}
