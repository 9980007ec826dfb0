//! All occurrences of some words: each is seen before it is marked, and all ticked ones are marked in one step.

use std::collections::BTreeSet;

use egui::{RichText, Ui, WidgetInfo, accesskit::Role};

use super::{
    form::{Form, WIDE, close_button, list_area, rows_ui, select_all_ui},
    words,
};
use crate::{
    app::{Action, MarkAction, Occurrences, View},
    model::BETWEEN_PIECES,
    suggest::Hit,
    text::{in_context, shortened, visible},
    ui::{
        theme::{SMALL_SIZE, STEP, UiTokens},
        widgets::{Hint, main_button_if},
    },
};

/// The height of a row, in points.
const HEIGHT: f32 = 24.0;
/// How much of the text is shown before and after the words, in bytes.
const AROUND: usize = 44;

/// The occurrences found, and which of them are not to be marked.
pub(super) struct MarkAll {
    found: Occurrences,
    left_out: BTreeSet<usize>,
}

impl MarkAll {
    /// The list with every occurrence ticked.
    pub(super) fn new(found: Occurrences) -> Self {
        Self { found, left_out: BTreeSet::new() }
    }

    fn scope_ui(&self, ui: &mut Ui, actions: &mut Vec<Action>) {
        if self.found.is_search {
            // The search has said already where to look and how.
            return;
        }
        let (mut everywhere, mut fold) = (self.found.everywhere, self.found.fold);
        ui.horizontal(|ui| {
            ui.selectable_value(&mut everywhere, false, words::THIS_ARTICLE);
            ui.selectable_value(&mut everywhere, true, words::ALL_ARTICLES);
            ui.add_space(STEP);
            ui.checkbox(&mut fold, words::FOLD);
        });
        if (everywhere, fold) != (self.found.everywhere, self.found.fold) {
            actions.push(Action::Mark(MarkAction::FindSimilar { everywhere, fold }));
        }
    }

    fn buttons_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let hits = &self.found.hits;
        let count = hits.len() - self.left_out.len();
        ui.horizontal(|ui| {
            if main_button_if(ui, &words::mark_occurrences(count), count > 0).clicked() {
                let ticked = hits.iter().enumerate().filter(|(place, _)| !self.left_out.contains(place));
                actions.push(Action::Mark(MarkAction::MarkSimilar(ticked.map(|(_, hit)| *hit).collect())));
            }
            close_button(ui, words::CANCEL, actions);
            if !hits.is_empty() {
                ui.add_space(STEP);
                match select_all_ui(ui, self.left_out.is_empty()) {
                    Some(true) => self.left_out.clear(),
                    Some(false) => self.left_out = (0..hits.len()).collect(),
                    None => {}
                }
            }
        });
    }
}

impl Form for MarkAll {
    fn title(&self, _view: &View<'_>) -> String {
        let names = self.found.names.first().map_or("", String::as_str);
        words::mark_all_of(&shortened(names, 60))
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        self.scope_ui(ui, actions);
        if self.found.hits.is_empty() {
            ui.label(words::NO_OCCURRENCES);
        }
        let area = list_area(ui, 300.0, 120.0..=480.0);
        let left_out = &mut self.left_out;
        rows_ui(ui, area, HEIGHT, &self.found.hits, |ui, place, hit| {
            hit_ui(ui, place, *hit, self.found.everywhere, left_out, view);
        });
        self.buttons_ui(ui, actions);
    }
}

fn hit_ui(ui: &mut Ui, place: usize, hit: Hit, everywhere: bool, left_out: &mut BTreeSet<usize>, view: &View<'_>) {
    let Some(article) = view.project().article(hit.article) else { return };
    let parts = in_context(&article.text, hit.range, AROUND);
    let shown = |part| visible(article.words(part)).replace('\n', " ");
    let [before, _, after] = parts.map(shown);
    let pieces = article.pieces_at(hit.range, hit.span).into_iter().map(|piece| format!("[{}]", shown(piece)));
    let line = format!("…{before}{}{after}…", pieces.collect::<Vec<_>>().join(BETWEEN_PIECES));
    let mut is_ticked = !left_out.contains(&place);
    let tick = ui.checkbox(&mut is_ticked, "");
    tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_ticked, &line));
    if tick.hint(&line).changed() {
        if is_ticked {
            left_out.remove(&place);
        } else {
            left_out.insert(place);
        }
    }
    if everywhere {
        let title = shortened(&article.facts.title, 24);
        ui.label(RichText::new(title).size(SMALL_SIZE).color(ui.tokens().soft_ink));
    }
    ui.add(egui::Label::new(line).truncate());
}
