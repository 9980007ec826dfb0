//! What is wrong in the project, with the marks that can be put right.

use egui::{RichText, Ui};

use super::{
    form::{Form, WIDE, close, done_button, list_area, soft},
    words,
};
use crate::{
    app::{Action, ArticleAction, ProjectAction, Repair, StateMark, View},
    model::{Article, ArticleId, BETWEEN_PIECES, Misfit, Problem, Quarantined},
    text::{ByteRange, in_context, visible},
    ui::{
        theme::{STEP, bold},
        widgets::{Hint, as_name, elided, in_sight, link_button},
    },
};

/// How much of the text is shown before and after a place, in bytes.
const AROUND: usize = 36;

/// How many pieces of a mark are told.
const MOST_PIECES: usize = 12;
/// About how high a problem is, in points.
const ROW: f32 = 60.0;

/// What is wrong, as derived from the project as it is.
#[derive(Default)]
pub(super) struct Problems {
    /// The places of those that are listed, apart from marks set aside, which have their repairs; and for which state.
    listed: Vec<usize>,
    state: Option<StateMark>,
    /// How many marks fit one place alone.
    once: usize,
}

impl Problems {
    /// Lists the problems again when they are others.
    fn list(&mut self, view: &View<'_>) {
        let state = view.derived.problems.state();
        if self.state == state && state.is_some() {
            return;
        }
        let is_listed = |problem: &Problem| !matches!(problem, Problem::Quarantined { .. });
        let listed = view.problems.iter().enumerate().filter(|(_, problem)| is_listed(problem));
        self.listed = listed.map(|(place, _)| place).collect();
        let repairs = &view.derived.problems.value().repairs;
        self.once = repairs.iter().filter(|repair| repair.places.len() == 1).count();
        self.state = state;
    }
}

impl Form for Problems {
    fn title(&self, _view: &View<'_>) -> String {
        words::PROBLEMS.to_owned()
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        if view.derived.problems.state().is_none() && view.session.is_doubtful() {
            ui.label(words::CHECKING);
        } else if view.problems.is_empty() {
            ui.label(words::NO_PROBLEMS);
        } else {
            ui.label(soft(ui, words::PROBLEMS_EXPLAINED));
        }
        let repairs = &view.derived.problems.value().repairs;
        self.list(view);
        if self.once > 1 && ui.button(words::place_all(self.once)).clicked() {
            actions.push(Action::Project(ProjectAction::PlaceAll));
        }
        list_area(ui, 260.0, 140.0..=560.0).show(ui, |ui| {
            in_sight(ui, "problems", self.listed.len(), ROW, |ui, place| {
                if let Some(problem) = self.listed.get(place).and_then(|place| view.problems.get(*place)) {
                    problem_ui(ui, problem, actions);
                }
            });
            in_sight(ui, "repairs", repairs.len(), 2.0 * ROW, |ui, place| {
                if let Some(repair) = repairs.get(place)
                    && let Some(article) = view.project().article(repair.article)
                    && let Some(kept) = article.quarantined.get(&repair.span)
                {
                    ui.separator();
                    repair_ui(ui, repair, article, kept, view, actions);
                }
            });
        });
        ui.add_space(STEP);
        done_button(ui, words::CLOSE, actions);
    }
}

/// A problem other than a mark set aside, which has its repair.
fn problem_ui(ui: &mut Ui, problem: &Problem, actions: &mut Vec<Action>) {
    match problem {
        Problem::Quarantined { .. } => {}
        Problem::OtherText { article, article_id } => {
            ui.separator();
            other_text_ui(ui, article, *article_id, actions);
        }
        Problem::Dangling { .. }
        | Problem::DuplicateId { .. }
        | Problem::KeyClash { .. }
        | Problem::TagLoop(_)
        | Problem::LinkLoop(_)
        | Problem::OpenConflict(_) => {
            ui.separator();
            ui.label(as_name(&problem.to_string()));
        }
    }
}

fn other_text_ui(ui: &mut Ui, title: &str, article_id: ArticleId, actions: &mut Vec<Action>) {
    ui.label(RichText::new(title).font(bold(13.0)));
    ui.label(words::OTHER_TEXT);
    if ui.button(words::ACCEPT_TEXT).clicked() {
        actions.push(Action::Project(ProjectAction::AcceptText(article_id)));
    }
}

fn repair_ui(
    ui: &mut Ui,
    repair: &Repair,
    article: &Article,
    kept: &Quarantined,
    view: &View<'_>,
    actions: &mut Vec<Action>,
) {
    let tag = view.project().codebook.tag(&kept.span.tag).map_or(words::UNKNOWN_TAG, |tag| tag.name.as_str());
    let tag = &*as_name(tag);
    let said: Vec<&str> = kept.words.iter().take(MOST_PIECES).map(String::as_str).collect();
    let line = words::mark(tag, &visible(&as_name(&said.join(" … "))));
    elided(ui, RichText::new(line).font(bold(13.0)));
    ui.label(soft(ui, misfit(&article.facts.title, kept)));
    if repair.places.is_empty() {
        ui.label(soft(ui, words::WORDS_NOT_FOUND));
    }
    for pieces in &repair.places {
        ui.horizontal(|ui| {
            if ui.button(words::PLACE_HERE).hint(words::place_here(tag)).clicked() {
                actions.push(Action::Project(ProjectAction::Place(repair.article, repair.span, pieces.clone())));
            }
            elided(ui, context(article, pieces));
        });
    }
    ui.horizontal(|ui| {
        if link_button(ui, words::DELETE_MARK).clicked() {
            actions.push(Action::Project(ProjectAction::DropSetAside(repair.article, repair.span)));
        }
        ui.add_space(STEP);
        if link_button(ui, words::SHOW_ARTICLE).clicked() {
            actions.push(close());
            actions.push(Action::Article(ArticleAction::Show(repair.article)));
            if let Some(piece) = repair.places.first().and_then(|pieces| pieces.first()) {
                actions.push(Action::Article(ArticleAction::Select { anchor: piece.start, head: piece.end }));
            }
        }
    });
}

/// Where a mark should be, and why it is not there.
fn misfit(article: &str, kept: &Quarantined) -> String {
    let at: Vec<String> = kept.at.iter().take(MOST_PIECES).map(|at| format!("{}–{}", at.start.0, at.end.0)).collect();
    let at = at.join(", ");
    match &kept.misfit {
        Misfit::BadPlace => words::not_in_text(article, &at),
        Misfit::OtherWords { found } => words::text_reads(article, &at, &visible(&as_name(found))),
    }
}

/// The words of the pieces between those around them.
fn context(article: &Article, pieces: &[ByteRange]) -> String {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return String::new() };
    let shown = |part| visible(article.words(part)).replace('\n', " ");
    let parts = in_context(&article.text, ByteRange { start: first.start, end: last.end }, AROUND);
    let [before, _, after] = parts.map(shown);
    let words: Vec<String> = pieces.iter().map(|piece| format!("[{}]", shown(*piece))).collect();
    format!("…{before}{}{after}…", words.join(BETWEEN_PIECES))
}
