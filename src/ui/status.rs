//! The line at the bottom: saved or not, who is at work, counts, jobs, what is wrong.

use egui::{Align, Layout, ProgressBar, RichText, Ui};

use super::{
    theme::{SMALL_SIZE, STEP, UiTokens},
    widgets::link_button,
};
use crate::{
    app::{Action, Command, DeskAction, Table, View},
    text::plural,
};

/// Shows the status line.
pub fn status_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let is_doubtful = view.session.doubts() > 0 || !view.problems.is_empty();
    if is_doubtful && view.tables.problems.state() != Some(view.session.state()) {
        actions.push(Action::Desk(DeskAction::Derive(Table::Problems)));
    }
    let tokens = ui.tokens();
    let soft = |text: String| RichText::new(text).size(SMALL_SIZE + 0.5).color(tokens.soft_ink);
    ui.horizontal_centered(|ui| {
        ui.add_space(STEP);
        let (saved, meaning) = match (view.session.is_unsaved(), view.session.path.is_some()) {
            _ if view.session.holder().is_some() => ("Read-only", "Another window has the project open"),
            (true, _) if view.session.unkept().is_some() => ("Unsaved changes, not kept", "A crash would lose them"),
            (true, _) => ("Unsaved changes, kept", "They survive a crash; saving puts them into the file"),
            (false, true) => ("All changes saved", "The file holds everything"),
            (false, false) => ("Not saved yet", "The project has no file so far"),
        };
        ui.label(soft(saved.to_owned())).on_hover_text(meaning);
        ui.add_space(STEP);
        let coder = link_button(ui, &format!("Coder: {}", view.settings.coder_name));
        if coder.on_hover_text(Command::CoderName.help()).clicked() {
            actions.push(Action::Command(Command::CoderName));
        }
        ui.add_space(STEP);
        let (articles, marks) = view.session.listed_counts();
        let counts = ui.label(soft(format!("{} · {}", plural(articles, "article"), plural(marks, "mark"))));
        let earlier = view.project().articles.len() - articles;
        if earlier > 0 {
            let (versions, marks) =
                (plural(earlier, "earlier version"), plural(view.session.span_count() - marks, "mark"));
            counts.on_hover_text(format!("Besides {versions} of articles, out of the lists, with {marks}"));
        }
        if let Some(tag) = view.selection.paint.as_ref().and_then(|id| view.project().codebook.tag(id)) {
            ui.add_space(STEP);
            ui.label(
                RichText::new(format!("Marking everything you select as {} – Esc ends", tag.name))
                    .color(tokens.tag(tag.colour)),
            );
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(STEP);
            if !view.problems.is_empty() {
                let problems = RichText::new(plural(view.problems.len(), "problem")).color(tokens.problem);
                let button = ui.add(egui::Button::new(problems).frame(false)).on_hover_ui(|ui| problems_ui(ui, view));
                if button.clicked() {
                    actions.push(Action::Command(Command::Problems));
                }
            }
            for job in view.jobs.iter().filter(|job| !job.kind.is_hidden()) {
                job_ui(ui, job);
            }
        });
    });
}

fn problems_ui(ui: &mut Ui, view: &View<'_>) {
    for problem in view.problems.iter().take(12) {
        ui.label(problem.to_string());
    }
    if view.problems.len() > 12 {
        ui.weak(format!("and {} more", view.problems.len() - 12));
    }
}

fn job_ui(ui: &mut Ui, job: &crate::app::Running) {
    let (done, total) = job.progress.steps();
    if total > 0 {
        if link_button(ui, "Cancel").clicked() {
            job.progress.cancel();
        }
        ui.add(ProgressBar::new(done as f32 / total as f32).desired_width(120.0).text(format!("{done} of {total}")));
    } else {
        ui.spinner();
    }
    ui.label(job.kind.label());
}
