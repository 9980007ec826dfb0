//! What a merge of copies would do, before anything changes.

use egui::{RichText, Ui};

use super::{
    form::{Form, MIDDLE, list_area, soft},
    words,
};
use crate::{
    app::{Action, CompareAction, LocalTimes, MergePlan, ProjectAction, View},
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
    times: LocalTimes,
}

impl Merge {
    pub(super) fn new(plan: MergePlan) -> Self {
        Self { plan, times: LocalTimes::of_system() }
    }

    /// What else can be done with the copies.
    fn links_ui(&self, ui: &mut Ui, lines: &[String], actions: &mut Vec<Action>) {
        if !lines.is_empty() && link_button(ui, words::COPY_SUMMARY).hint(words::COPY_SUMMARY_HELP).clicked() {
            let names = self.plan.copies().iter().filter_map(|copy| copy.path.file_name());
            let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
            actions.push(Action::Compare(CompareAction::Copy(words::summary(&names, lines))));
        }
        if self.plan.is_any() && link_button(ui, words::LOOK_AT_MERGE).hint(words::LOOK_AT_MERGE_HELP).clicked() {
            actions.push(Action::Project(ProjectAction::LookAtMerge));
        }
        let is_one = self.plan.copies().len() == 1;
        if is_one && link_button(ui, words::OPEN_COPY).hint(words::OPEN_COPY_HELP).clicked() {
            actions.push(Action::Project(ProjectAction::OpenCopy));
        }
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
        let merged = self.plan.merged();
        let is_blind = merged.project.team.is_blind;
        for copy in self.plan.copies() {
            let name = copy.path.file_name().unwrap_or_default().to_string_lossy();
            elided(ui, RichText::new(&*as_name(&name)).font(bold(SMALL_SIZE + 1.0)));
            let what = if copy.is_other { words::OTHER_PROJECT.to_owned() } else { words::began_with(copy.has_base) };
            ui.label(soft(ui, words::copy_of(&copy.coders, &what)));
            if let Some((at, by)) = &copy.last_change {
                ui.label(soft(ui, words::changed_last(by, &self.times.text(*at))));
            }
            if let Some(brings) = copy.brings.as_ref().filter(|_| !is_blind) {
                ui.label(soft(ui, words::copy_brings(&merge::words::brief(brings))));
            }
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
        ui.horizontal_wrapped(|ui| self.links_ui(ui, &lines, actions));
        if !merged.report.open.is_empty() {
            ui.label(soft(ui, words::UNDECIDED_STAYS));
        }
        if buttons_ui(ui, words::MERGE_COPIES, actions) {
            actions.push(Action::Project(ProjectAction::AcceptMerge));
        }
    }
}
