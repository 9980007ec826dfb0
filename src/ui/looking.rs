//! An article before it is added: its encoding, and its paragraphs with a tick at each that belongs to it.

use egui::{ComboBox, RichText, ScrollArea, Ui};

use super::{
    theme::{SMALL_SIZE, STEP, UiTokens},
    widgets::{buttons_ui, over_dialog, title},
};
use crate::{
    app::{Action, DeskAction, ExchangeAction, LookAction, LookPlan},
    import::{ENCODINGS, Preview},
    text::visible,
};

/// The height of a row, in points.
const HEIGHT: f32 = 24.0;

/// Which paragraphs are chosen.
#[derive(Debug, Default)]
pub struct ChosenParagraphs {
    chosen: Vec<bool>,
}

impl ChosenParagraphs {
    /// Shows the article.
    pub fn show(&mut self, ui: &mut Ui, plan: &LookPlan, is_new: bool, actions: &mut Vec<Action>) {
        title(ui, &format!("A look at {}", plan.name()));
        let look = plan.look();
        if is_new {
            let found = look.map(|look| look.paragraphs.iter().map(|paragraph| paragraph.at.is_some()).collect());
            self.chosen = found.unwrap_or_default();
        }
        let read_in = look.map(|look| look.imported.source.encoding.as_str()).unwrap_or_default();
        if !read_in.is_empty() || plan.chosen().is_some() {
            encoding_ui(ui, plan, read_in, actions);
        }
        let look = match look {
            Ok(look) => look,
            Err(why) => {
                ui.label(RichText::new(format!("It cannot be added: {why}.")).color(ui.tokens().problem));
                if ui.button("Cancel").clicked() {
                    actions.push(Action::Desk(DeskAction::ClosePrompt));
                }
                return;
            }
        };
        facts_ui(ui, look);
        self.paragraphs_ui(ui, look);
        let count = self.chosen.iter().filter(|chosen| **chosen).count();
        ui.horizontal(|ui| {
            ui.weak(format!("{count} of {} paragraphs are the article.", look.paragraphs.len()));
            let is_all = count == look.paragraphs.len();
            if ui.button(if is_all { "Untick all" } else { "Tick all" }).clicked() {
                self.chosen.fill(!is_all);
            }
        });
        if buttons_ui(ui, "Add the article", actions) && count > 0 {
            actions.push(Action::Exchange(ExchangeAction::Preview(LookAction::Accept(self.chosen.clone()))));
        }
    }

    fn paragraphs_ui(&mut self, ui: &mut Ui, look: &Preview) {
        let height = (ui.ctx().content_rect().height() - 340.0).clamp(120.0, 460.0);
        let scroll = ScrollArea::vertical().min_scrolled_height(height).max_height(height).auto_shrink([false, true]);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            scroll.show_rows(ui, HEIGHT, look.paragraphs.len(), |ui, places| {
                ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                for place in places {
                    let Some((paragraph, chosen)) = look.paragraphs.get(place).zip(self.chosen.get_mut(place)) else {
                        continue;
                    };
                    let words = visible(&paragraph.words);
                    let ink = if *chosen { ui.tokens().ink } else { ui.tokens().soft_ink };
                    ui.horizontal(|ui| {
                        ui.set_min_height(HEIGHT);
                        ui.checkbox(chosen, RichText::new(&*words).color(ink)).on_hover_text(&*words);
                    });
                }
            });
        });
    }
}

fn encoding_ui(ui: &mut Ui, plan: &LookPlan, read_in: &str, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let label = ui.label("Encoding").id;
        let found = if plan.chosen().is_none() { format!("{read_in} (found out)") } else { "found out".to_owned() };
        let shown = plan.chosen().map_or(found.as_str(), |chosen| chosen.name());
        let list = ComboBox::from_id_salt("encoding").selected_text(shown).width(220.0).show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                if ui.selectable_label(plan.chosen().is_none(), &found).clicked() {
                    actions.push(Action::Exchange(ExchangeAction::Preview(LookAction::Encoding(None))));
                }
                for encoding in ENCODINGS {
                    if ui.selectable_label(plan.chosen() == Some(*encoding), encoding.name()).clicked() {
                        actions.push(Action::Exchange(ExchangeAction::Preview(LookAction::Encoding(Some(*encoding)))));
                    }
                }
            });
        });
        list.response.labelled_by(label);
    });
}

/// What was found out about the article, and what is doubtful about it.
fn facts_ui(ui: &mut Ui, look: &Preview) {
    let facts = &look.imported.facts;
    let all = [&facts.title, &facts.outlet, &facts.author, &facts.published, &facts.language];
    let known: Vec<&str> = all.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
    ui.add(egui::Label::new(visible(&known.join(" · ")).into_owned()).truncate());
    for warning in &look.imported.warnings {
        ui.label(RichText::new(warning).size(SMALL_SIZE).color(ui.tokens().problem));
    }
    ui.add_space(STEP / 2.0);
}
