//! The checklist: what a careful reader would look at again. A click leads there; an item can be dismissed for good.

use std::sync::Arc;

use egui::{RichText, ScrollArea, Ui, pos2};

use super::{docked::Docked, words};
use crate::{
    app::{Action, ArticleAction, Derivation, DeskAction, MarkAction, View},
    model::BETWEEN_PIECES,
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

/// Which items are listed.
#[derive(Debug, Default)]
pub struct ChecklistPanel {
    everywhere: bool,
    reason: Option<CheckReason>,
}

impl Docked for ChecklistPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        let made = &view.derived.checklist;
        if made.state() != Some(view.session.state()) {
            actions.push(Action::Desk(DeskAction::Derive(Derivation::Checklist)));
        }
        let items = Arc::clone(made.value());
        let here = view.selection.article;
        ui.horizontal_wrapped(|ui| {
            ui.add_space(STEP);
            ui.selectable_value(&mut self.everywhere, false, words::THIS_ARTICLE);
            ui.selectable_value(&mut self.everywhere, true, words::ALL_ARTICLES);
        });
        let in_reach: Vec<&CheckItem> =
            items.iter().filter(|item| self.everywhere || Some(item.article) == here).collect();
        self.reasons_ui(ui, &in_reach);
        let listed: Vec<&CheckItem> = in_reach
            .into_iter()
            .filter(|item| self.reason.as_ref().is_none_or(|reason| *reason == item.reason))
            .collect();
        if listed.is_empty() && made.state().is_some() {
            ui.horizontal_wrapped(|ui| {
                ui.add_space(STEP);
                ui.label(RichText::new(words::NOTHING_TO_CHECK).color(ui.tokens().soft_ink));
            });
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("checklist").auto_shrink([false, false]).show_rows(
            ui,
            HEIGHT,
            listed.len(),
            |ui, places| {
                for item in places.filter_map(|place| listed.get(place)) {
                    item_ui(ui, item, self.everywhere, view, actions);
                }
            },
        );
    }

    fn count(&self, view: &View<'_>) -> usize {
        view.derived.checklist.value().len()
    }
}

impl ChecklistPanel {
    fn reasons_ui(&mut self, ui: &mut Ui, items: &[&CheckItem]) {
        let mut counts: std::collections::BTreeMap<&CheckReason, usize> = std::collections::BTreeMap::new();
        for item in items {
            *counts.entry(&item.reason).or_default() += 1;
        }
        if self.reason.as_ref().is_some_and(|reason| !counts.contains_key(reason)) {
            self.reason = None;
        }
        if counts.len() < 2 {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.add_space(STEP);
            ui.spacing_mut().item_spacing.x = 4.0;
            for (reason, count) in counts {
                let is_on = self.reason.as_ref() == Some(reason);
                let text = RichText::new(words::check_count(reason, count)).size(SMALL_SIZE);
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
    let pieces: Vec<&str> = pieces.into_iter().map(|piece| article.words(piece)).collect();
    let start: String = pieces.join(BETWEEN_PIECES).chars().take(WORDS).collect();
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
