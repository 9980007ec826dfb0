//! An article to be removed with its marks.

use egui::Ui;

use super::{
    form::{Form, destroy_ui},
    words,
};
use crate::{
    app::{Action, View},
    model::ArticleId,
};

/// The question whether to remove an article.
pub(super) struct RemoveArticle {
    /// The article.
    pub(super) article: ArticleId,
    /// How many marks go with it.
    pub(super) marks: usize,
}

impl Form for RemoveArticle {
    fn title(&self, _view: &View<'_>) -> String {
        words::REMOVE_ARTICLE.to_owned()
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        let title = view.project().article(self.article).map_or("", |article| article.facts.title.as_str());
        ui.label(words::article_removed(title, self.marks));
        if view.project().team.is_blind {
            ui.label(words::HIDDEN_REMOVED);
        }
        destroy_ui(ui, words::REMOVE, actions);
    }
}
