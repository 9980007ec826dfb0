//! What others did to one's own marks: before and after, by whom and why; each is ticked off when it is understood.

use std::sync::Arc;

use egui::{FontSelection, Label, RichText, Ui, WidgetText, text::LayoutJob};

use super::{
    form::{Form, WIDE, close, done_button, list_area, soft},
    words,
};
use crate::{
    analysis::{ByOthers, Happened},
    app::{Action, ArticleAction, CompareAction, View},
    model::{Project, Span, Verdict},
    text::{shortened, visible},
    ui::{
        theme::{STEP, bold},
        widgets::{Hint, as_name, elided, in_sight, link_button},
    },
};

/// About how high an entry is, in points.
const ROW: f32 = 96.0;
/// How many characters of a mark's words are shown, and how many of its note.
const MOST: [usize; 2] = [300, 600];
/// How many characters are shown before the first that is another one, where not all are shown.
const BEFORE_IT: usize = 40;
/// How many lines are shown of what a mark was or is.
const LINES: usize = 10;

/// The list.
pub(super) struct Changes {
    found: Arc<[ByOthers]>,
}

impl Changes {
    pub(super) fn new(found: Arc<[ByOthers]>) -> Self {
        Self { found }
    }
}

impl Form for Changes {
    fn title(&self, _view: &View<'_>) -> String {
        words::BY_OTHERS.to_owned()
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(soft(ui, if self.found.is_empty() { words::NO_NEWS } else { words::BY_OTHERS_EXPLAINED }));
        list_area(ui, 220.0, 60.0..=520.0).show(ui, |ui| {
            in_sight(ui, "by-others", self.found.len(), ROW, |ui, place| {
                if let Some(one) = self.found.get(place) {
                    ui.separator();
                    entry_ui(ui, one, view, actions);
                }
            });
        });
        ui.add_space(STEP);
        ui.horizontal(|ui| {
            if self.found.len() > 1 && ui.button(words::understood_all(self.found.len())).clicked() {
                let all = self.found.iter().map(|one| one.seen).collect();
                actions.push(Action::Compare(CompareAction::Understood(all)));
            }
            done_button(ui, words::CLOSE, actions);
        });
    }
}

fn entry_ui(ui: &mut Ui, one: &ByOthers, view: &View<'_>, actions: &mut Vec<Action>) {
    let project = view.project();
    let by = one.by.map(|by| project.coder_name(by));
    let what = match one.happened {
        Happened::Changed => words::CHANGED,
        Happened::Deleted => words::DELETED,
        Happened::Decided(Verdict::Neither) => words::DECIDED_NONE,
        Happened::Decided(Verdict::Both) => words::DECIDED_ALL,
        Happened::Decided(Verdict::Edited(_)) => words::DECIDED_EDITED,
        Happened::Decided(Verdict::Take(span)) if span == one.seen.span => words::DECIDED_YOURS,
        Happened::Decided(Verdict::Take(_)) => words::DECIDED_OTHER,
    };
    let title = project.article(one.article).map_or("", |article| article.facts.title.as_str());
    elided(ui, RichText::new(visible(&as_name(&words::happened(what, by.as_deref(), one.at, title)))).font(bold(13.0)));
    for (label, none, span, other) in [
        (words::BEFORE, words::NOT_KEPT, &one.before, &one.after),
        (words::NOW, words::NOTHING, &one.after, &one.before),
    ] {
        let told = span.as_ref().map(|span| told(project, one, span, other.as_ref()));
        lines_ui(ui, &words::labelled(label, told.as_deref().unwrap_or(none)));
    }
    if !one.note.is_empty() {
        lines_ui(ui, &words::labelled(words::REASON, &visible(&one.note)));
    }
    ui.horizontal(|ui| {
        if ui.button(words::UNDERSTOOD).clicked() {
            actions.push(Action::Compare(CompareAction::Understood(vec![one.seen])));
        }
        if let Some(span) = one.after.as_ref().or(one.before.as_ref())
            && project.article(one.article).is_some()
            && link_button(ui, words::SHOW_ARTICLE).clicked()
        {
            let is_here = project.span(one.article, span.id).is_some();
            actions.push(close());
            let place = ArticleAction::JumpToPlace(one.article, span.hull(), is_here.then_some(span.id));
            actions.push(Action::Article(place));
        }
    });
}

/// A text of several lines; where it has more than are shown, the whole of it shows on hover.
fn lines_ui(ui: &mut Ui, text: &str) {
    let text = WidgetText::from(as_name(text).into_owned());
    let mut job =
        LayoutJob::clone(&text.clone().into_layout_job(ui.style(), FontSelection::Default, egui::Align::Center));
    (job.wrap.max_width, job.wrap.max_rows) = (ui.available_width(), LINES);
    let is_cut = ui.painter().layout_job(job.clone()).elided;
    let label = ui.add(Label::new(job));
    if is_cut {
        label.hint(text);
    }
}

/// A mark in words: its tag, its text, whom it names, its note; of what is long the part that is another one in `other`.
fn told(project: &Project, one: &ByOthers, span: &Span, other: Option<&Span>) -> String {
    let tag = project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| &tag.name);
    let words_of = |span: &Span| project.article(one.article).map(|article| article.words_of(span)).unwrap_or_default();
    let entity = span.entity.and_then(|id| project.entities.get(&id)).map(|entity| entity.name.as_str());
    let [words, note] = MOST;
    let words = around_difference(&words_of(span), &other.map(words_of).unwrap_or_default(), words);
    let note = around_difference(&span.note, other.map_or("", |other| &other.note), note);
    visible(&words::known_mark(tag, &words, entity, &note)).into_owned()
}

/// A text where it is short; of a longer one the beginning or, where only that is the same in the other text, what follows.
fn around_difference(text: &str, other: &str, most: usize) -> String {
    let same = text.chars().zip(other.chars()).take_while(|(own, other)| own == other).count();
    if text == other || same + BEFORE_IT < most || text.chars().nth(most).is_none() {
        return shortened(text, most);
    }
    let rest: String = text.chars().skip(same.saturating_sub(BEFORE_IT)).collect();
    let from = rest.find(' ').filter(|at| *at < BEFORE_IT).unwrap_or_default();
    words::goes_on(&shortened(rest.get(from..).unwrap_or_default(), most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_text_the_part_is_shown_that_was_changed() {
        let long = "word ".repeat(100);
        let [before, after] = ["its old end", "its new end"].map(|end| format!("{long}{end}"));
        assert_eq!(around_difference("short", "shorter", 50), "short");
        let shown = around_difference(&after, &before, 100);
        assert!(shown.starts_with("…word") && shown.ends_with("its new end"), "{shown}");
        let shown = around_difference(&after, "", 100);
        assert!(shown.starts_with("word") && shown.ends_with('…'), "{shown}");
    }
}
