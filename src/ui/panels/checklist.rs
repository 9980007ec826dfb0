//! The checklist: what a careful reader would look at again. A click leads there; an item can be dismissed for good.

use std::{collections::BTreeMap, sync::Arc};

use egui::{RichText, ScrollArea, Ui, pos2};

use super::{docked::Docked, words};
use crate::{
    app::{Action, ArticleAction, Derivation, DeskAction, MarkAction, SessionId, StateMark, View},
    model::{ArticleId, BETWEEN_PIECES},
    suggest::{CheckItem, CheckReason},
    ui::{
        icons,
        theme::{SMALL_SIZE, STEP, TEXT_SIZE, UiTokens},
        widgets::{Hint, Row, cut, icon_button, on_one_line},
    },
};

/// The height of a row, in points.
const HEIGHT: f32 = 42.0;
/// How many characters of an item's words are shown.
const WORDS: usize = 90;
/// So many reasons can be chosen.
const MOST_REASONS: usize = 24;

/// Which items are listed.
#[derive(Debug, Default)]
pub struct ChecklistPanel {
    everywhere: bool,
    reason: Option<CheckReason>,
    listed: Listed,
}

/// The items in reach: how many there are for each reason, and the places of those listed; and what they were listed for.
#[derive(Debug, Default)]
struct Listed {
    counts: BTreeMap<CheckReason, usize>,
    places: Vec<usize>,
    listed_for: Option<ListedFor>,
}

/// The table, the article that items have to be of, and the reason for them.
type ListedFor = (SessionId, Option<StateMark>, Option<Option<ArticleId>>, Option<CheckReason>);

impl Docked for ChecklistPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        let made = &view.derived.checklist;
        if made.state() != Some(view.session.state()) {
            actions.push(Action::Desk(DeskAction::Derive(Derivation::Checklist)));
        }
        let items = Arc::clone(made.value());
        ui.horizontal_wrapped(|ui| {
            ui.add_space(STEP);
            ui.selectable_value(&mut self.everywhere, false, words::THIS_ARTICLE);
            ui.selectable_value(&mut self.everywhere, true, words::ALL_ARTICLES);
        });
        self.list(&items, view);
        self.reasons_ui(ui);
        self.list(&items, view);
        if self.listed.places.is_empty() && made.state().is_some() {
            ui.horizontal_wrapped(|ui| {
                ui.add_space(STEP);
                ui.label(RichText::new(words::NOTHING_TO_CHECK).color(ui.tokens().soft_ink));
            });
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let listed = &self.listed.places;
        let area = ScrollArea::vertical().id_salt("checklist").auto_shrink([false, false]);
        area.show_rows(ui, HEIGHT, listed.len(), |ui, places| {
            for item in listed.get(places).unwrap_or_default().iter().filter_map(|place| items.get(*place)) {
                item_ui(ui, item, self.everywhere, view, actions);
            }
        });
    }

    fn count(&self, view: &View<'_>) -> usize {
        view.derived.checklist.value().len()
    }
}

impl ChecklistPanel {
    /// Lists the items again when the table, the article or the reason is another one.
    fn list(&mut self, items: &[CheckItem], view: &View<'_>) {
        let here = (!self.everywhere).then_some(view.selection.article);
        let listed_for = (view.session.id(), view.derived.checklist.state(), here, self.reason.clone());
        if self.listed.listed_for.as_ref() == Some(&listed_for) {
            return;
        }
        let mut counts: BTreeMap<CheckReason, usize> = BTreeMap::new();
        let mut places = Vec::new();
        for (place, item) in items.iter().enumerate().filter(|(_, item)| here.is_none_or(|id| id == Some(item.article)))
        {
            *counts.entry(item.reason.clone()).or_default() += 1;
            if self.reason.as_ref().is_none_or(|reason| *reason == item.reason) {
                places.push(place);
            }
        }
        self.listed = Listed { counts, places, listed_for: Some(listed_for) };
        if self.reason.as_ref().is_some_and(|reason| !self.listed.counts.contains_key(reason)) {
            self.reason = None;
            self.list(items, view);
        }
    }

    fn reasons_ui(&mut self, ui: &mut Ui) {
        if self.listed.counts.len() < 2 {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.add_space(STEP);
            ui.spacing_mut().item_spacing.x = 4.0;
            for (reason, count) in self.listed.counts.iter().take(MOST_REASONS) {
                let is_on = self.reason.as_ref() == Some(reason);
                let text = RichText::new(words::check_count(reason, *count)).size(SMALL_SIZE);
                if ui.selectable_label(is_on, text).clicked() {
                    self.reason = (!is_on).then(|| reason.clone());
                }
            }
        });
    }
}

fn item_ui(ui: &mut Ui, item: &CheckItem, everywhere: bool, view: &View<'_>, actions: &mut Vec<Action>) {
    let Some(article) = view.project().article(item.article) else { return };
    let pieces = article.pieces_at(item.at, item.span);
    let shown = pieces.iter().take(WORDS).map(|piece| article.words(*piece).chars().take(WORDS).collect::<String>());
    let start: String = shown.collect::<Vec<_>>().join(BETWEEN_PIECES).chars().take(WORDS).collect();
    let start = on_one_line(&start);
    let reason = words::check_reason(&item.reason);
    let is_here = item.span.is_some() && item.span == view.selection.span;
    ui.horizontal(|ui| {
        let dismissal = item.dismissal();
        let double = item.span.filter(|_| item.reason == CheckReason::Double);
        let room = if dismissal.is_some() || double.is_some() { 32.0 } else { 0.0 };
        let width = (ui.available_width() - room).max(60.0);
        let row = ui.allocate_ui(egui::vec2(width, HEIGHT), |ui| {
            Row::new(&words::about(&reason, &start)).height(HEIGHT).chosen(is_here).show(ui, |ui, rect, tokens| {
                let title = &article.facts.title;
                let head = if everywhere { words::check_place(&item.reason, title) } else { reason.clone() };
                for (text, size, ink, y) in
                    [(&head, SMALL_SIZE, tokens.problem, 6.0), (&start, TEXT_SIZE, tokens.ink, 20.0)]
                {
                    let line = cut(ui.painter(), text, size, ink, rect.width());
                    ui.painter().galley(pos2(rect.min.x, rect.min.y + y), line, ink);
                }
            })
        });
        if row.inner.hint(&start).clicked() {
            actions.push(Action::Article(ArticleAction::JumpToPlace(item.article, item.at, item.span)));
        }
        if let Some(dismissed) = dismissal
            && icon_button(ui, icons::CHECK, words::DISMISS).clicked()
        {
            actions.push(Action::Mark(MarkAction::Dismiss(dismissed, true)));
        }
        if let Some(span_id) = double
            && icon_button(ui, icons::CHECK, words::MERGE_MARKS).clicked()
        {
            actions.push(Action::Mark(MarkAction::Unite(item.article, span_id)));
        }
    });
}
