//! A mark that would coincide with another of the same coder.

use egui::Ui;

use super::{
    form::{Form, confirm_ui, tag_name},
    words,
};
use crate::{
    app::{Action, View},
    model::{ArticleId, SpanId, TagId},
    text::shortened,
};

/// How many characters of the words are shown.
const WORDS: usize = 90;

/// The question whether to merge a mark with the one that it would coincide with.
pub(super) struct Unite {
    /// Their article.
    pub(super) article: ArticleId,
    /// The mark that stays.
    pub(super) stays: SpanId,
    /// The tag that both have then.
    pub(super) tag: TagId,
}

impl Form for Unite {
    fn title(&self, _view: &View<'_>) -> String {
        words::MERGE_MARKS.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        let article = view.project().article(self.article);
        let marked = article.and_then(|article| Some(article.words_of(article.span(self.stays)?))).unwrap_or_default();
        ui.label(words::mark_coincides(&shortened(&marked, WORDS), &tag_name(view, &self.tag)));
        confirm_ui(ui, words::MERGE, actions);
    }
}
