//! The line over the article: outlet, date, author, language, words; and the form that changes them.

use egui::{Key, RichText, TextEdit, Ui};

use crate::{
    app::{Action, View},
    model::{Article, ArticleId, Facts},
    ui::{
        theme::{STEP, UiTokens},
        widgets::link_button,
    },
};

/// The form for an article's facts, while it is open.
#[derive(Debug, Default)]
pub struct FactsLine {
    editing: Option<(ArticleId, Facts)>,
    words: Option<(ArticleId, usize)>,
}

impl FactsLine {
    /// Shows the line, or the form in its place.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(article) = view.article() else { return };
        if self.editing.as_ref().is_some_and(|(id, _)| *id != article.id) {
            self.finish(actions);
        }
        match &mut self.editing {
            None => {
                if self.line_ui(ui, article) {
                    self.editing = Some((article.id, article.facts.clone()));
                }
            }
            Some((_, facts)) => {
                let keep = form_ui(ui, facts);
                match keep {
                    Some(true) => self.finish(actions),
                    Some(false) => self.editing = None,
                    None => {}
                }
            }
        }
    }

    /// Takes over what was typed, and closes the form.
    pub fn finish(&mut self, actions: &mut Vec<Action>) {
        if let Some((article_id, facts)) = self.editing.take() {
            actions.push(Action::SetFacts(article_id, Box::new(facts)));
        }
    }

    /// Returns whether the facts are to be changed.
    fn line_ui(&mut self, ui: &mut Ui, article: &Article) -> bool {
        let tokens = ui.tokens();
        let words = self.word_count(article);
        let facts = &article.facts;
        let mut parts: Vec<String> = Vec::new();
        for (name, fact) in [("outlet", &facts.outlet), ("date", &facts.published)] {
            parts.push(if fact.is_empty() { format!("{name} not set") } else { fact.clone() });
        }
        parts.extend([&facts.author, &facts.language].into_iter().filter(|fact| !fact.is_empty()).cloned());
        parts.push(format!("{words} words"));
        ui.horizontal(|ui| {
            ui.label(RichText::new(parts.join(" · ")).color(tokens.soft_ink));
            let from =
                if article.source.name.is_empty() { String::new() } else { format!("from {}", article.source.name) };
            link_button(ui, "Edit facts").on_hover_text(from).clicked()
        })
        .inner
    }

    fn word_count(&mut self, article: &Article) -> usize {
        match self.words {
            Some((id, words)) if id == article.id => words,
            _ => {
                let words = article.text.as_str().split_whitespace().count();
                self.words = Some((article.id, words));
                words
            }
        }
    }
}

/// Shows the fields in one row that wraps; returns whether to keep (`true`) or drop (`false`) what was typed.
fn form_ui(ui: &mut Ui, facts: &mut Facts) -> Option<bool> {
    let mut keep = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        let fields: [(&str, &mut String, f32); 6] = [
            ("Title", &mut facts.title, 260.0),
            ("Outlet", &mut facts.outlet, 120.0),
            ("Date", &mut facts.published, 90.0),
            ("Author", &mut facts.author, 120.0),
            ("Address", &mut facts.address, 160.0),
            ("Language", &mut facts.language, 70.0),
        ];
        for (name, text, width) in fields {
            let hint = if name == "Date" { "2022-03-06" } else { name };
            let field = ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(width));
            field.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, name));
            if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                keep = Some(true);
            }
            if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
                keep = Some(false);
            }
        }
        if ui.button("Keep").clicked() {
            keep = Some(true);
        }
        if ui.button("Cancel").clicked() {
            keep = Some(false);
        }
    });
    ui.add_space(STEP / 2.0);
    keep
}
