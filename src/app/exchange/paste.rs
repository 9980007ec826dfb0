//! Text that is pasted: an article, or the new version of one.

use super::{import_plan, new_version, words};
use crate::{
    app::desk::{desk::Desk, prompt::Prompt, step::Outcome},
    import,
    model::ArticleId,
};

/// Adds pasted text: as an article, or as the new version of one.
pub(super) fn add_pasted(desk: &Desk, text: &str) -> Outcome {
    let articles = import::pasted(text).map_err(|error| words::pasted_text_refused(&error.to_string()))?;
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
