//! The checklist: places to look at again; a click leads there, "nothing to do" puts a place aside for good.

use std::sync::Arc;

use egui::{RichText, ScrollArea, Ui, pos2};

use crate::{
    app::{Action, ArticleAction, DeskAction, MarkAction, Table, View},
    model::{ArticleId, Dismissed},
    suggest::{CheckItem, CheckReason, NO_CLAIM, OPEN_QUOTE},
    text::visible,
    ui::{
        icons,
        theme::{SMALL_SIZE, STEP, TEXT_SIZE, UiTokens},
        widgets::{Row, cut, icon_button},
    },
};

/// The height of a row, in points.
const HEIGHT: f32 = 42.0;
/// How many characters of the place are shown.
const WORDS: usize = 90;

/// Which places are listed.
#[derive(Debug, Default)]
pub struct ChecklistPanel {
    everywhere: bool,
    reason: Option<CheckReason>,
}

impl ChecklistPanel {
    /// Shows the list; asks for it where it is not of the present state.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let made = &view.tables.checklist;
        if made.state() != Some(view.session.state()) {
            actions.push(Action::Desk(DeskAction::Derive(Table::Checklist)));
        }
        let items = Arc::clone(made.table());
        let here = view.selection.article;
        ui.horizontal_wrapped(|ui| {
            ui.add_space(STEP);
            ui.selectable_value(&mut self.everywhere, false, "This article");
            ui.selectable_value(&mut self.everywhere, true, "All articles");
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
                ui.label(RichText::new("Nothing to look at here.").color(ui.tokens().soft_ink));
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
                let text = RichText::new(format!("{} {count}", reason.label())).size(SMALL_SIZE);
                if ui.selectable_label(is_on, text).clicked() {
                    self.reason = (!is_on).then(|| reason.clone());
                }
            }
        });
    }
}

fn item_ui(ui: &mut Ui, item: &CheckItem, everywhere: bool, view: &View<'_>, actions: &mut Vec<Action>) {
    let Some(article) = view.project().article(item.article) else { return };
    let words: String = article.words(item.at).chars().take(WORDS).collect();
    let words = visible(&words).replace('\n', " ");
    let reason = item.reason.label();
    let is_here = item.span.is_some() && item.span == view.selection.span;
    ui.horizontal(|ui| {
        let aside = dismissal(item, item.article);
        let room = if aside.is_some() { 32.0 } else { 0.0 };
        let width = (ui.available_width() - room).max(60.0);
        let row = ui.allocate_ui(egui::vec2(width, HEIGHT), |ui| {
            Row::new(&format!("{reason}: {words}")).height(HEIGHT).chosen(is_here).show(ui, |ui, rect, tokens| {
                let painter = ui.painter();
                let head = if everywhere { format!("{reason} · {}", article.facts.title) } else { reason.clone() };
                for (text, size, ink, y) in
                    [(head, SMALL_SIZE, tokens.problem, 6.0), (words.clone(), TEXT_SIZE, tokens.ink, 20.0)]
                {
                    let line = cut(painter, &text, size, ink, rect.width());
                    painter.galley(pos2(rect.min.x, rect.min.y + y), line, ink);
                }
            })
        });
        if row.inner.on_hover_text(&words).clicked() {
            actions.push(Action::Article(ArticleAction::JumpToPlace(item.article, item.at, item.span)));
        }
        if let Some(aside) = aside
            && icon_button(ui, icons::CHECK, "Nothing to do here").clicked()
        {
            actions.push(aside);
        }
    });
}

/// What puts the place aside. Broken rules and flags go when they are kept or taken away, not here.
fn dismissal(item: &CheckItem, article: ArticleId) -> Option<Action> {
    let aside =
        |kind: &str| Action::Mark(MarkAction::Dismiss(Dismissed { article, at: item.at, kind: kind.to_owned() }, true));
    match item.reason {
        CheckReason::NoClaim => Some(aside(NO_CLAIM)),
        CheckReason::OpenQuote => Some(aside(OPEN_QUOTE)),
        CheckReason::NoLink(_) | CheckReason::TooDeep | CheckReason::LookAgain => None,
    }
}
