//! Articles and annotations in and out: reading, previews, import plans, web pages, new versions, exports.

mod additions;
pub(in crate::app) mod agreement;
mod article_fields;
mod duplicates;
pub(in crate::app) mod export;
pub(in crate::app) mod fetch;
pub(in crate::app) mod import_into;
pub(in crate::app) mod import_plan;
mod name_coders;
pub(in crate::app) mod new_version;
mod offered;
pub(in crate::app) mod paste;
pub(in crate::app) mod preview;
mod read;
mod skipped;
pub(in crate::app) mod watched;
mod words;

use super::desk::{
    desk::Desk,
    prompt::{import_plan::ImportAction, new_version::NewVersionAction, preview::PreviewAction},
    step::Outcome,
};

/// Articles and annotations in and out.
#[derive(Debug)]
pub enum ExchangeAction {
    /// Looks for new files in the watched folder.
    CheckFolder,
    /// Adds pasted text as an article.
    AddPasted(String),
    /// Adds what was copied from a web page as an article.
    AddCopied(String),
    /// Fetches the article at an address.
    Fetch(String),
    /// Decides about an import.
    Import(ImportAction),
    /// Decides about a previewed article.
    Preview(PreviewAction),
    /// Asks where to export in the format of this name.
    Export(&'static str),
    /// Decides about a new version of an article, or corrects its text.
    NewVersion(NewVersionAction),
}

/// Answers an action about what comes in and goes out.
///
/// # Errors
/// Says why nothing is done.
pub(super) fn act(desk: &Desk, action: ExchangeAction) -> Outcome {
    match action {
        ExchangeAction::CheckFolder => Ok(watched::check(desk)),
        ExchangeAction::AddPasted(text) => paste::add_pasted(desk, &text),
        ExchangeAction::AddCopied(page) => paste::add_copied(desk, &page),
        ExchangeAction::Fetch(address) => fetch::fetch(desk, &address),
        ExchangeAction::Import(action) => import_plan::act(desk, action),
        ExchangeAction::Preview(action) => preview::act(desk, action),
        ExchangeAction::Export(format) => export::ask(desk, format),
        ExchangeAction::NewVersion(action) => new_version::act(desk, action),
    }
}
