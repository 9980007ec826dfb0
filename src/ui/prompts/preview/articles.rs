//! The articles of a previewed file that holds several, with a tick at each that is to be added.

use egui::{RichText, Ui};

use super::{
    super::form::{list_area, rows_ui},
    shared::{AROUND, HEIGHT, LIST, facts},
};
use crate::{
    import::Imported,
    text::{shortened, visible},
    ui::{theme::UiTokens, widgets::Hint},
};

/// How many characters of an article are told on hover.
const BEGINNING: usize = 400;

/// Shows the articles, each with what is known of it.
pub(super) fn articles_ui(ui: &mut Ui, articles: &[Imported], selected: &mut [bool]) {
    let area = list_area(ui, AROUND, LIST);
    rows_ui(ui, area, HEIGHT, articles, |ui, place, article| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
        let Some(is_selected) = selected.get_mut(place) else { return };
        let told = facts(article);
        let ink = if *is_selected { ui.tokens().ink } else { ui.tokens().soft_ink };
        let beginning = shortened(article.text.as_str(), BEGINNING);
        ui.checkbox(is_selected, RichText::new(visible(&told)).color(ink)).hint(visible(&beginning));
    });
}
