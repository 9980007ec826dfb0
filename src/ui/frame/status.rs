//! The line at the bottom: saved or not, who is at work, counts, jobs, what is wrong.

use std::time::Duration;

use egui::{Align, Layout, Popup, PopupCloseBehavior, ProgressBar, RichText, TextWrapMode, Ui};

use super::words;
use crate::{
    app::{Action, ArticleAction, Command, DeskAction, Panel, Running, View},
    merge,
    model::Layer,
    ui::{
        theme::{SMALL_SIZE, STEP, UiTokens},
        widgets::{Hint, choices_ui, elided, link_button},
    },
};

/// How often it is looked how far a job is.
const LOOK_EVERY: Duration = Duration::from_millis(150);

/// How many problems are listed where the pointer rests on their number.
const MOST: usize = 12;

/// How much of the room after the state of the file the coder's name may take (0 to 1).
const CODER: f32 = 0.55;

/// Shows the status line.
pub(crate) fn status_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(STEP);
        problems_ui(ui, view, actions);
        undecided_ui(ui, view, actions);
        for job in view.jobs.iter().filter(|job| !job.kind.is_hidden()) {
            job_ui(ui, job);
        }
        // What is at the left gets the rest of the line; what has no room in it is truncated.
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(STEP);
            saved_ui(ui, view);
            ui.add_space(STEP);
            coder_ui(ui, view, actions);
            layers_ui(ui, view, actions);
            ui.add_space(STEP);
            if view.project().team.is_blind {
                elided(ui, soft(ui, words::BLIND)).hint(words::BLIND_HELP);
                ui.add_space(STEP);
            }
            counts_ui(ui, view);
        });
    });
}

/// Who is at work; a click changes the name.
fn coder_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let room = (ui.available_width() * CODER).max(0.0);
    let name = words::coder(&view.settings.coder_name);
    let coder = ui.scope(|ui| {
        ui.set_max_width(room);
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        link_button(ui, &name)
    });
    if coder.inner.hint(Command::CoderName.help()).clicked() {
        actions.push(Action::Command(Command::CoderName));
    }
}

fn soft(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).size(SMALL_SIZE + 0.5).color(ui.tokens().soft_ink)
}

/// Whether the project's file holds everything.
fn saved_ui(ui: &mut Ui, view: &View<'_>) {
    let session = view.session;
    let (saved, meaning) = if session.holder().is_some() {
        words::READ_ONLY
    } else {
        match (session.is_unsaved(), session.unkept().is_some(), session.path.is_some()) {
            (true, true, _) => words::NOT_RECOVERABLE,
            (true, false, _) => words::RECOVERABLE,
            (false, _, true) if session.drafts().are_waiting() => words::BEING_TYPED,
            (false, _, true) => words::SAVED,
            (false, _, false) => words::NOT_SAVED,
        }
    };
    elided(ui, soft(ui, saved)).hint(meaning);
}

/// Whose marks are shown, where there are several coders, and the list to choose from.
fn layers_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    if view.project().coders.len() < 2 {
        return;
    }
    let name = |layer: Layer| match layer {
        Layer::All => words::ALL_CODERS.to_owned(),
        Layer::Coder(coder) => view.project().coder_name(coder),
    };
    ui.add_space(STEP);
    let shown = view.selection.layer;
    let button = link_button(ui, &words::marks_of(&name(shown))).hint(words::MARKS_OF_HELP);
    // A click into the line that filters the list does not close it.
    let menu = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| {
        let layers = || view.project().layers().map(|layer| (name(layer), layer)).collect();
        let taken = choices_ui(ui, layers, Some(&shown));
        actions.extend(taken.map(|layer| Action::Article(ArticleAction::ShowMarksOf(layer))));
    });
}

fn counts_ui(ui: &mut Ui, view: &View<'_>) {
    let (articles, marks) = view.session.listed_counts(view.selection.layer);
    let counts = elided(ui, soft(ui, words::counts(articles, marks)));
    let earlier = view.project().articles.len() - articles;
    if earlier > 0 {
        counts.hint(words::earlier_versions(
            earlier,
            view.session.span_count() - view.session.listed_counts(Layer::All).1,
        ));
    }
}

/// How much merges left undecided, and the way there.
fn undecided_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let open = view.project().conflicts.len();
    if open > 0 && link_button(ui, &merge::words::undecided(open)).hint(words::UNDECIDED_HELP).clicked() {
        actions.push(Action::Desk(DeskAction::Enter(Panel::Undecided)));
    }
}

fn problems_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let problems = view.problems;
    if problems.is_empty() {
        return;
    }
    let count = RichText::new(words::problems(problems.len())).color(ui.tokens().problem);
    let button = ui.add(egui::Button::new(count).frame(false)).hint_ui(|ui| {
        for problem in problems.iter().take(MOST) {
            ui.label(problem.to_string());
        }
        if problems.len() > MOST {
            ui.weak(words::and_more(problems.len() - MOST));
        }
    });
    if button.clicked() {
        actions.push(Action::Command(Command::Problems));
    }
}

fn job_ui(ui: &mut Ui, job: &Running) {
    let (done, total) = job.progress.steps();
    if total > 0 {
        if link_button(ui, words::CANCEL).clicked() {
            job.progress.cancel();
        }
        let bar = ProgressBar::new(job.progress.share()).desired_width(120.0);
        ui.add(bar.text(words::steps(done, total, job.progress.share())));
        // The job tells nobody how far it is; it is looked at.
        ui.ctx().request_repaint_after(LOOK_EVERY);
    } else {
        ui.spinner();
    }
    ui.label(job.kind.label());
}
