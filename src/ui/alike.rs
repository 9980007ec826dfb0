//! The list of places with the same words: looked over, ticked or not, marked in one step.

use egui::{RichText, ScrollArea, Ui};

use super::{
    theme::{SMALL_SIZE, STEP, UiTokens},
    widgets::title,
};
use crate::{
    app::{Action, Alike, DeskAction, MarkAction, View},
    suggest::Hit,
    text::{in_context, plural, visible},
};

/// The height of a row, in points.
const HEIGHT: f32 = 24.0;
/// How much of the text is shown before and after the words, in bytes.
const AROUND: usize = 44;

/// Which places are not to be marked.
#[derive(Debug, Default)]
pub struct AlikeList {
    left_out: std::collections::BTreeSet<usize>,
}

impl AlikeList {
    /// Shows the list.
    pub fn show(&mut self, ui: &mut Ui, asked: &Alike, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        if is_new {
            self.left_out.clear();
        }
        let words = asked.names.first().map_or("", String::as_str);
        title(ui, &format!("Mark all like “{}”", super::panels::inspector::short(words, 60)));
        let (mut everywhere, mut fold) = (asked.everywhere, asked.fold);
        ui.horizontal(|ui| {
            if asked.is_search {
                // The search has said already where to look and how.
                return;
            }
            ui.selectable_value(&mut everywhere, false, "This article");
            ui.selectable_value(&mut everywhere, true, "All articles");
            ui.add_space(STEP);
            ui.checkbox(&mut fold, "Ignore case and accents");
        });
        if (everywhere, fold) != (asked.everywhere, asked.fold) {
            actions.push(Action::Mark(MarkAction::FindSimilar { everywhere, fold }));
        }
        if asked.hits.is_empty() {
            ui.label("These words stand nowhere else without such a mark.");
        }
        let height = (ui.ctx().content_rect().height() - 300.0).clamp(120.0, 480.0);
        let scroll = ScrollArea::vertical().min_scrolled_height(height).max_height(height).auto_shrink([false, true]);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            scroll.show_rows(ui, HEIGHT, asked.hits.len(), |ui, places| {
                for place in places {
                    if let Some(hit) = asked.hits.get(place) {
                        self.hit_ui(ui, place, *hit, asked.everywhere, view);
                    }
                }
            });
        });
        let count = asked.hits.len() - self.left_out.len();
        ui.horizontal(|ui| {
            let tokens = ui.tokens();
            let name = format!("Mark {}", plural(count, "place"));
            let button = egui::Button::new(RichText::new(name).color(tokens.on_accent)).fill(tokens.accent);
            let button = ui.add_enabled(count > 0, button);
            if is_new {
                button.request_focus();
            }
            if button.clicked() {
                let chosen = asked.hits.iter().enumerate().filter(|(place, _)| !self.left_out.contains(place));
                actions.push(Action::Mark(MarkAction::MarkSimilar(chosen.map(|(_, hit)| *hit).collect())));
            }
            if ui.button("Cancel").clicked() {
                actions.push(Action::Desk(DeskAction::ClosePrompt));
            }
            if !asked.hits.is_empty() {
                ui.add_space(STEP);
                if ui.button(if self.left_out.is_empty() { "Untick all" } else { "Tick all" }).clicked() {
                    let all = if self.left_out.is_empty() { 0..asked.hits.len() } else { 0..0 };
                    self.left_out = all.collect();
                }
            }
        });
    }

    fn hit_ui(&mut self, ui: &mut Ui, place: usize, hit: Hit, everywhere: bool, view: &View<'_>) {
        let Some(article) = view.project().article(hit.article) else { return };
        let parts = in_context(&article.text, hit.range, AROUND);
        let [before, words, after] = parts.map(|part| visible(article.words(part)).replace('\n', " "));
        let line = format!("…{before}[{words}]{after}…");
        ui.horizontal(|ui| {
            ui.set_min_height(HEIGHT);
            let mut is_in = !self.left_out.contains(&place);
            if ui.checkbox(&mut is_in, "").on_hover_text(&line).changed() {
                if is_in {
                    self.left_out.remove(&place);
                } else {
                    self.left_out.insert(place);
                }
            }
            if everywhere {
                let title = super::panels::inspector::short(&article.facts.title, 24);
                ui.label(RichText::new(title).size(SMALL_SIZE).color(ui.tokens().soft_ink));
            }
            ui.add(egui::Label::new(line).truncate());
        });
    }
}
