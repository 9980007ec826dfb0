//! An article before it is added: its encoding, and its paragraphs with a tick at each that belongs to it.

use egui::{ComboBox, PopupCloseBehavior, RichText, Ui};

use super::{
    form::{Form, WIDE, done_button, list_area, rows_ui, select_all_ui},
    words,
};
use crate::{
    app::{Action, ExchangeAction, PreviewAction, Previewed, ReadFailure, View},
    import::{self, Changes, ENCODINGS, ImportError},
    text::{day_in_words, visible},
    ui::{
        theme::{SMALL_SIZE, STEP, UiTokens},
        widgets::{Hint, buttons_ui, choices_ui, elided, over_dialog},
    },
};

/// The height of a row, in points.
const HEIGHT: f32 = 24.0;

/// An article as it was read, and which of its paragraphs are selected.
pub(super) struct Preview {
    plan: Previewed,
    selected: Vec<bool>,
    /// The texts that the article may be, the one that was found first: how each goes, and its paragraphs.
    texts: Vec<(String, Vec<bool>)>,
}

impl Preview {
    /// The paragraphs, those ticked that were found to be the article.
    pub(super) fn new(plan: Previewed) -> Self {
        let found = plan.article().map(|look| look.paragraphs.iter().map(|paragraph| paragraph.at.is_some()).collect());
        let selected: Vec<bool> = found.unwrap_or_default();
        let mut texts = Vec::new();
        if let Some(look) = plan.article().ok().filter(|look| !look.others.is_empty()) {
            texts.push((text_of(look, &selected), selected.clone()));
            for places in &look.others {
                let mut other = vec![false; selected.len()];
                for place in places {
                    if let Some(is_part) = other.get_mut(*place) {
                        *is_part = true;
                    }
                }
                texts.push((text_of(look, &other), other));
            }
        }
        Self { plan, selected, texts }
    }

    /// Which of several texts is the article, where the page has some.
    fn texts_ui(&mut self, ui: &mut Ui) {
        if self.texts.is_empty() {
            return;
        }
        ui.label(RichText::new(words::OTHER_TEXTS).color(ui.tokens().soft_ink));
        ui.scope(|ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            for (label, paragraphs) in &self.texts {
                if ui.radio(self.selected == *paragraphs, label).clicked() {
                    self.selected.clone_from(paragraphs);
                }
            }
        });
        ui.add_space(STEP / 2.0);
    }

    fn paragraphs_ui(&mut self, ui: &mut Ui) {
        let Ok(look) = self.plan.article() else { return };
        let selected = &mut self.selected;
        let area = list_area(ui, 340.0, 120.0..=460.0);
        rows_ui(ui, area, HEIGHT, &look.paragraphs, |ui, place, paragraph| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            let Some(is_selected) = selected.get_mut(place) else { return };
            let words = visible(&paragraph.words);
            let ink = if *is_selected { ui.tokens().ink } else { ui.tokens().soft_ink };
            ui.checkbox(is_selected, RichText::new(&*words).color(ink)).hint(&*words);
        });
    }
}

/// How a text goes, by its longest paragraph, and how much of it there is.
fn text_of(look: &import::Preview, is_part: &[bool]) -> String {
    let parts = look.paragraphs.iter().zip(is_part).filter(|(_, is_part)| **is_part).map(|(paragraph, _)| paragraph);
    let longest = parts.clone().max_by_key(|paragraph| paragraph.words.len());
    let words = longest.map(|paragraph| visible(&paragraph.words).into_owned()).unwrap_or_default();
    words::text_of_page(&words, parts.count())
}

impl Form for Preview {
    fn title(&self, _view: &View<'_>) -> String {
        words::preview_of(self.plan.name())
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        let read_in = self.plan.article().map(|look| look.imported.source.encoding.as_str()).unwrap_or_default();
        // What was taken for no text may be one in an encoding that nothing shows.
        let is_binary = matches!(self.plan.article(), Err(ReadFailure::Import(ImportError::Binary(_))));
        if !read_in.is_empty() || self.plan.chosen().is_some() || is_binary {
            encoding_ui(ui, &self.plan, read_in, actions);
        }
        let has_changes = self.plan.article().is_ok_and(|look| look.imported.has_changes);
        if has_changes || self.plan.reading().changes != Changes::default() {
            changes_ui(ui, &self.plan, actions);
        }
        match self.plan.article() {
            Ok(look) => facts_ui(ui, look),
            Err(why) => {
                ui.label(RichText::new(words::cannot_be_added(&why.to_string())).color(ui.tokens().problem));
                done_button(ui, words::CLOSE, actions);
                return;
            }
        }
        self.texts_ui(ui);
        self.paragraphs_ui(ui);
        let count = self.selected.iter().filter(|is_selected| **is_selected).count();
        ui.horizontal(|ui| {
            ui.weak(words::paragraphs_selected(count, self.selected.len()));
            if let Some(all) = select_all_ui(ui, count == self.selected.len()) {
                self.selected.fill(all);
            }
        });
        if buttons_ui(ui, words::ADD_ARTICLE, actions) && count > 0 {
            actions.push(Action::Exchange(ExchangeAction::Preview(PreviewAction::Accept(self.selected.clone()))));
        }
    }
}

fn encoding_ui(ui: &mut Ui, plan: &Previewed, read_in: &str, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let label = ui.label(words::ENCODING).id;
        let title = import::encoding(read_in).map_or(read_in, |read| read.title());
        let is_detected = plan.chosen().is_none();
        let detected =
            if is_detected && !title.is_empty() { words::encoding_detected(title) } else { words::DETECTED.to_owned() };
        let shown = plan.chosen().map_or(detected.as_str(), |chosen| chosen.title());
        let list = ComboBox::from_id_salt("encoding").selected_text(shown).width(260.0);
        let list = list.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                let encodings = || ENCODINGS.iter().map(|(encoding, title)| ((*title).to_owned(), Some(*encoding)));
                let all = || [(detected.clone(), None)].into_iter().chain(encodings()).collect();
                let taken = choices_ui(ui, all, Some(&plan.chosen()));
                let read = taken.map(|encoding| ExchangeAction::Preview(PreviewAction::Encoding(encoding)));
                actions.extend(read.map(Action::Exchange));
            });
        });
        list.response.labelled_by(label);
    });
}

/// What becomes of tracked changes.
fn changes_ui(ui: &mut Ui, plan: &Previewed, actions: &mut Vec<Action>) {
    const CHOICES: [(&str, Changes); 2] =
        [(words::CHANGES_ACCEPTED, Changes::Accepted), (words::CHANGES_ORIGINAL, Changes::Original)];
    let chosen = plan.reading().changes;
    ui.horizontal(|ui| {
        let label = ui.label(words::TRACKED_CHANGES).id;
        let shown = CHOICES.iter().find(|(_, changes)| *changes == chosen).map_or("", |(title, _)| *title);
        let list = ComboBox::from_id_salt("changes").selected_text(shown).width(160.0);
        let list = list.show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                for (title, changes) in CHOICES {
                    if ui.selectable_label(changes == chosen, title).clicked() {
                        actions.push(Action::Exchange(ExchangeAction::Preview(PreviewAction::Changes(changes))));
                    }
                }
            });
        });
        list.response.labelled_by(label);
    });
}

/// What was detected about the article, and what is doubtful about it.
fn facts_ui(ui: &mut Ui, look: &import::Preview) {
    let facts = &look.imported.facts;
    let all = [&facts.title, &facts.outlet, &facts.author, &day_in_words(&facts.published), &facts.language];
    let known: Vec<&str> = all.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
    elided(ui, visible(&known.join(" · ")).into_owned());
    for warning in &look.imported.warnings {
        ui.label(RichText::new(warning).size(SMALL_SIZE).color(ui.tokens().problem));
    }
    ui.add_space(STEP / 2.0);
}
