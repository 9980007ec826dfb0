//! Text that is pasted: an article, or the new version of one.

use super::{import_plan, new_version, words};
use crate::{
    app::desk::{crash::guarded, desk::Desk, failure::ReadFailure, prompt::Prompt, step::Outcome},
    import::{self, Imported},
    model::ArticleId,
};

/// Adds pasted text: as an article, or as the new version of one.
pub(super) fn add_pasted(desk: &Desk, text: &str) -> Outcome {
    let articles = import::pasted(text).map_err(|error| words::pasted_text_refused(&error.to_string()))?;
    take(desk, articles)
}

/// What was copied from a web page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedPage {
    /// Its words, paragraph by paragraph.
    pub text: String,
    /// The page.
    pub page: String,
}

/// The page that the clipboard holds beside a text, if it says the same: paragraphs are surer in it, and it may state title
/// and address.
pub(in crate::app) fn copied_page(desk: &Desk, text: &str) -> Option<CopiedPage> {
    let page = desk.dialogs.copied_page()?;
    let read = guarded(|| import::pasted_page(&page))?.ok()?;
    let words = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
    let own = read.first()?.text.as_str();
    (words(own) == words(text)).then(|| CopiedPage { text: own.to_owned(), page })
}

/// Adds what was copied from a web page: as an article, or as the new version of one.
pub(super) fn add_copied(desk: &Desk, page: &str) -> Outcome {
    let read = guarded(|| import::pasted_page(page)).ok_or(ReadFailure::Damaged).and_then(|read| Ok(read?));
    let articles = read.map_err(|error| words::pasted_text_refused(&error.to_string()))?;
    take(desk, articles)
}

fn take(desk: &Desk, articles: Vec<Imported>) -> Outcome {
    match pasting_into(desk) {
        Some(old) => new_version::take(desk, old, articles),
        None => Ok(import_plan::add(desk, articles)),
    }
}

/// The article whose changed text the open form asks for.
pub(super) fn pasting_into(desk: &Desk) -> Option<ArticleId> {
    match &desk.prompt {
        Some(Prompt::PasteArticle(old)) => *old,
        Some(_) | None => None,
    }
}
