//! The paragraphs of a previewed article, with a tick at each that belongs to it; and the texts that it may be.

use egui::{RichText, Ui};

use super::{
    super::{
        form::{list_area, rows_ui},
        words,
    },
    shared::{AROUND, HEIGHT, LIST},
};
use crate::{
    app::ReadFailure,
    import::{self, Contents},
    text::visible,
    ui::{
        theme::{STEP, UiTokens},
        widgets::Hint,
    },
};

/// The texts that the article may be, the one that was found first: how each goes, and its paragraphs.
#[derive(Default)]
pub(super) struct Paragraphs {
    texts: Vec<(String, Vec<bool>)>,
}

impl Paragraphs {
    /// Those of the article in a file, of which these paragraphs were found to be the article.
    pub(super) fn new(found: &Result<Contents, ReadFailure>, selected: &[bool]) -> Self {
        let mut texts = Vec::new();
        let look = match found {
            Ok(Contents::One(look)) if !look.others.is_empty() => look,
            Ok(_) | Err(_) => return Self::default(),
        };
        texts.push((text_of(look, selected), selected.to_vec()));
        for places in &look.others {
            let mut other = vec![false; selected.len()];
            for place in places {
                if let Some(is_part) = other.get_mut(*place) {
                    *is_part = true;
                }
            }
            texts.push((text_of(look, &other), other));
        }
        Self { texts }
    }

    /// Shows which of several texts is the article, where the page has some, and the paragraphs.
    pub(super) fn show(&self, ui: &mut Ui, look: &import::Preview, selected: &mut Vec<bool>) {
        if !self.texts.is_empty() {
            ui.label(RichText::new(words::OTHER_TEXTS).color(ui.tokens().soft_ink));
            ui.scope(|ui| {
                ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                for (label, paragraphs) in &self.texts {
                    if ui.radio(*selected == *paragraphs, label).clicked() {
                        selected.clone_from(paragraphs);
                    }
                }
            });
            ui.add_space(STEP / 2.0);
        }
        let area = list_area(ui, AROUND, LIST);
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
