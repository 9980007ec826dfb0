//! The line over the article: outlet, date, author, language, words; and the form that changes them.

use egui::{Area, Frame, Id, Key, Margin, Order, Response, RichText, TextEdit, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::{
    app::{Action, ArticleAction, View},
    model::{Article, ArticleId, Facts},
    text::plural,
    ui::{
        theme::{SMALL_SIZE, STEP, UiTokens},
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
    /// Shows the line, and the form while it is open.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(article) = view.article() else { return };
        if self.editing.as_ref().is_some_and(|(id, _)| *id != article.id) {
            self.finish(actions);
        }
        let begins = self.line_ui(ui, article, view, actions) && self.editing.is_none();
        if begins {
            self.editing = Some((article.id, article.facts.clone()));
        }
        if let Some((_, facts)) = &mut self.editing {
            match form_ui(ui, facts, begins) {
                Some(true) => self.finish(actions),
                Some(false) => self.editing = None,
                None => {}
            }
        }
    }

    /// Whether the form is open.
    pub fn is_open(&self) -> bool {
        self.editing.is_some()
    }

    /// Takes over what was typed, and closes the form.
    pub fn finish(&mut self, actions: &mut Vec<Action>) {
        if let Some((article_id, facts)) = self.editing.take() {
            actions.push(Action::Article(ArticleAction::SetFacts(article_id, Box::new(facts))));
        }
    }

    /// Returns whether the facts are to be changed.
    fn line_ui(&mut self, ui: &mut Ui, article: &Article, view: &View<'_>, actions: &mut Vec<Action>) -> bool {
        let tokens = ui.tokens();
        let words = self.word_count(article);
        let facts = &article.facts;
        let mut parts: Vec<String> = Vec::new();
        for (name, fact) in [("outlet", &facts.outlet), ("date", &facts.published)] {
            parts.push(if fact.is_empty() { format!("{name} not set") } else { fact.clone() });
        }
        parts.extend([&facts.author, &facts.language].into_iter().filter(|fact| !fact.is_empty()).cloned());
        parts.push(plural(words, "word"));
        let later = view.project().later_version(article.id).map(|id| ("Show the later version", id));
        let earlier = article.replaces.map(|id| ("Earlier version", id));
        let other = later.or(earlier);
        if later.is_some() {
            parts.insert(0, "an earlier version".to_owned());
        }
        ui.horizontal(|ui| {
            let links = if other.is_some() { 220.0 } else { 76.0 };
            let room = (ui.available_width() - links).max(40.0);
            ui.scope(|ui| {
                ui.set_max_width(room);
                ui.add(egui::Label::new(RichText::new(parts.join(" · ")).color(tokens.soft_ink)).truncate());
            });
            if let Some((name, other)) = other
                && link_button(ui, name).clicked()
            {
                actions.push(Action::Article(ArticleAction::Show(other)));
            }
            link_button(ui, "Edit facts").on_hover_text(origin(article)).clicked()
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

/// Where an article came from, and what was done to its text before it was frozen.
fn origin(article: &Article) -> String {
    let source = &article.source;
    let from = if source.name.is_empty() { String::new() } else { format!("from {}", source.name) };
    let encoding = if source.encoding.is_empty() { String::new() } else { format!("encoding: {}", source.encoding) };
    let lines = [from, encoding].into_iter().chain(source.steps.iter().cloned()).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Shows the form below the line, over the text, which stays where it is; returns whether to keep (`true`) or drop
/// (`false`) what was typed.
fn form_ui(ui: &Ui, facts: &mut Facts, is_new: bool) -> Option<bool> {
    let strip = ui.max_rect();
    let area = Area::new(Id::unique("facts form")).order(Order::Middle).fixed_pos(strip.left_bottom() + vec2(0.0, 4.0));
    let mut keep = None;
    let shown = area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).inner_margin(Margin::same(14)).show(ui, |ui| {
            let wide = (strip.width() - 28.0).max(360.0);
            let third = (wide - 2.0 * STEP) / 3.0;
            let rows: [&mut [(&str, &str, &mut String, f32)]; 4] = [
                &mut [("Title", "", &mut facts.title, wide)],
                &mut [
                    ("Outlet", "", &mut facts.outlet, third),
                    ("Date", "YYYY-MM-DD", &mut facts.published, third),
                    ("Author", "", &mut facts.author, third),
                ],
                &mut [
                    ("Address", "https://…", &mut facts.address, 2.0 * third + STEP),
                    ("Language", "en", &mut facts.language, third),
                ],
                &mut [("Note", "", &mut facts.note, wide)],
            ];
            ui.spacing_mut().item_spacing = vec2(STEP, STEP);
            for row in rows {
                ui.horizontal(|ui| {
                    for (name, hint, text, width) in row {
                        let field = field_ui(ui, name, hint, text, *width);
                        if is_new && *name == "Outlet" {
                            field.request_focus();
                        }
                    }
                });
            }
            ui.horizontal(|ui| {
                if ui.button("Keep").clicked() || ui.input(|input| input.key_pressed(Key::Enter)) {
                    keep = Some(true);
                }
                if ui.button("Cancel").clicked() || ui.input(|input| input.key_pressed(Key::Escape)) {
                    keep = Some(false);
                }
            });
        });
    });
    if keep.is_none() && !is_new && shown.response.clicked_elsewhere() {
        keep = Some(true);
    }
    keep
}

fn field_ui(ui: &mut Ui, name: &str, hint: &str, text: &mut String, width: f32) -> Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        // Painted only: the field itself carries the name for screen readers.
        let (label, _) = ui.allocate_exact_size(vec2(width, 14.0), egui::Sense::hover());
        let font = egui::FontId::proportional(SMALL_SIZE);
        ui.painter().text(label.left_center(), egui::Align2::LEFT_CENTER, name, font, ui.tokens().soft_ink);
        let margin = Margin::symmetric(6, 4);
        let field = TextEdit::singleline(text).hint_text(hint).margin(margin).desired_width(width);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        field
    })
    .inner
}
