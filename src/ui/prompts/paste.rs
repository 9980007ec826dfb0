//! Text that is pasted: a new article, or the new version of one.

use egui::Ui;

use super::{
    form::{Form, MIDDLE, text_ui},
    words,
};
use crate::{
    app::{Action, CopiedPage, DraftPlace, ExchangeAction, PathPurpose, ProjectAction, View, address},
    model::{Article, ArticleId},
    text::shortened,
    ui::widgets::{FormText, buttons_ui, typed_before_ui},
};

/// What was pasted.
#[derive(Debug, Default)]
pub(in crate::ui) struct Pasted {
    /// The text.
    pub text: String,
    /// The page that it was copied from.
    pub page: Option<CopiedPage>,
}

/// The text of an article, or the address of one.
pub(super) struct Paste {
    replaced: Option<ArticleId>,
    text: FormText,
    /// The page that the text was copied from, which says more while the text stays as it is.
    page: Option<CopiedPage>,
}

impl Paste {
    /// A field that begins with what was copied, if anything, for a new article or for the new version of `replaced`.
    pub(super) fn new(replaced: Option<ArticleId>, copied: Pasted, view: &View<'_>) -> Self {
        let about = replaced.map(|id| id.to_string()).unwrap_or_default();
        let text = FormText::new(view, DraftPlace::in_prompt("paste", about, "text"), "");
        let Pasted { text: copied, page } = copied;
        let copied = page.as_ref().map_or(copied, |page| page.text.clone());
        Self { replaced, text: if copied.is_empty() { text } else { text.with(copied) }, page }
    }

    /// What is added.
    fn taken(&self) -> ExchangeAction {
        let page = self.page.as_ref().filter(|page| page.text == self.text.text);
        match page {
            Some(page) => ExchangeAction::AddCopied(page.page.clone()),
            None => ExchangeAction::AddPasted(self.text.text.clone()),
        }
    }

    fn replaced<'v>(&self, view: &View<'v>) -> Option<&'v Article> {
        view.project().article(self.replaced?)
    }
}

impl Form for Paste {
    fn title(&self, view: &View<'_>) -> String {
        let name = |old: &Article| words::new_version_of(&shortened(&old.facts.title, 60));
        self.replaced(view).map_or_else(|| words::PASTE_ARTICLE.to_owned(), name)
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        let replaced = self.replaced(view);
        let is_address = address(&self.text.text).is_some();
        let (told, button) = match (is_address, replaced) {
            (true, _) => (words::IS_ADDRESS, words::FETCH),
            (false, None) => (words::PASTE_EXPLAINED, words::ADD_ARTICLE),
            (false, Some(_)) => (words::NEW_VERSION_EXPLAINED, words::COMPARE),
        };
        ui.weak(told);
        typed_before_ui(ui, &mut [&mut self.text]);
        text_ui(ui, &mut self.text.text, words::ARTICLE_TEXT, 14, is_new);
        if let Some(old) = replaced {
            ui.horizontal(|ui| {
                if ui.button(words::CHOOSE_FILE).clicked() {
                    actions.push(Action::Project(ProjectAction::AskPath(PathPurpose::NewVersion(old.id))));
                }
                if !old.facts.address.is_empty() && ui.button(words::FETCH_AGAIN).clicked() {
                    actions.push(Action::Exchange(ExchangeAction::Fetch(old.facts.address.clone())));
                }
            });
        }
        self.text.keep(view, actions);
        if buttons_ui(ui, button, actions) {
            let act = if is_address { ExchangeAction::Fetch(self.text.text.clone()) } else { self.taken() };
            actions.push(Action::Exchange(act));
            self.text.used(actions);
        }
    }
}
