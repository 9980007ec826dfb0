//! A typo that is fixed: other words for a range of an article.

use egui::Ui;

use super::{
    form::{Form, MIDDLE, text_ui},
    words,
};
use crate::{
    app::{Action, DraftPlace, ExchangeAction, NewVersionAction, View},
    model::ArticleId,
    text::ByteRange,
    ui::widgets::{FormText, buttons_ui, typed_before_ui},
};

/// The words as corrected.
pub(super) struct CorrectText {
    article: ArticleId,
    range: ByteRange,
    text: FormText,
}

impl CorrectText {
    /// A field that begins with the words as they are.
    pub(super) fn new(article: ArticleId, range: ByteRange, view: &View<'_>) -> Self {
        let words = view.project().article(article).map_or("", |article| article.words(range));
        let place = format!("{article} {}–{}", range.start.index(), range.end.index());
        let text = FormText::new(view, DraftPlace::in_prompt("correct", place, "text"), words);
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

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        ui.weak(words::CORRECT_EXPLAINED);
        typed_before_ui(ui, &mut [&mut self.text]);
        text_ui(ui, &mut self.text.text, words::CORRECTED_TEXT, 6, is_new);
        self.text.keep(view, actions);
        if buttons_ui(ui, words::CORRECT, actions) {
            let correct = NewVersionAction::Correct(self.article, self.range, self.text.text.clone());
            actions.push(Action::Exchange(ExchangeAction::NewVersion(correct)));
            self.text.used(actions);
        }
    }
}
