//! What others did to one's own marks: before and after, by whom and why; each is ticked off when it is understood.

use std::sync::Arc;

use egui::{RichText, Ui};

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
        widgets::{as_name, elided, in_sight, link_button},
    },
};

/// About how high an entry is, in points.
const ROW: f32 = 96.0;
/// How many characters of a mark's words are shown.
const MOST: usize = 160;

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
    for (label, span) in [(words::BEFORE, &one.before), (words::NOW, &one.after)] {
        let told = span.as_ref().map_or_else(
            || if label == words::BEFORE { words::NOT_KEPT.to_owned() } else { words::NOTHING.to_owned() },
            |span| told(project, one, span),
        );
        elided(ui, words::labelled(label, &told));
    }
    if !one.note.is_empty() {
        elided(ui, words::labelled(words::REASON, &visible(&one.note)));
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

/// A mark in words: its tag, its text, whom it names, its note.
fn told(project: &Project, one: &ByOthers, span: &Span) -> String {
    let tag = project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| &tag.name);
    let text = project.article(one.article).map(|article| article.words_of(span)).unwrap_or_default();
    let entity = span.entity.and_then(|id| project.entities.get(&id)).map(|entity| entity.name.as_str());
    visible(&words::known_mark(tag, &shortened(&text, MOST), entity, &span.note)).into_owned()
}
