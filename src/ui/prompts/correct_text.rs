//! A typo that is fixed: other words for a range of an article.

use egui::Ui;

use super::{
    form::{Form, MIDDLE, text_ui},
    words,
};
use crate::{
    app::{Action, ExchangeAction, NewVersionAction, View},
    model::ArticleId,
    text::ByteRange,
    ui::widgets::buttons_ui,
};

/// The words as corrected.
pub(super) struct CorrectText {
    article: ArticleId,
    range: ByteRange,
    text: String,
}

impl CorrectText {
    /// A field that begins with the words as they are.
    pub(super) fn new(article: ArticleId, range: ByteRange, view: &View<'_>) -> Self {
        let text = view.project().article(article).map_or("", |article| article.words(range)).to_owned();
        Self { article, range, text }
    }
}

impl Form for CorrectText {
    fn title(&self, _view: &View<'_>) -> String {
        words::CORRECT_TEXT.to_owned()
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        ui.weak(words::CORRECT_EXPLAINED);
        text_ui(ui, &mut self.text, words::CORRECTED_TEXT, 6, is_new);
        if buttons_ui(ui, words::CORRECT, actions) {
            let correct = NewVersionAction::Correct(self.article, self.range, self.text.clone());
            actions.push(Action::Exchange(ExchangeAction::NewVersion(correct)));
        }
    }
}
