//! Articles: which one is shown, moving around in it, finding, searching all, what is known about them.

pub(in crate::app) mod facts;
pub(in crate::app) mod find;
pub(in crate::app) mod navigate;
pub(in crate::app) mod search;
mod words;

use super::desk::{desk::Desk, step::Outcome};
use crate::{
    model::{ArticleId, Facts, Layer, SpanId, Status},
    text::{ByteOffset, ByteRange},
};

/// Something about articles: which one is shown, where, what is known about it.
#[derive(Debug)]
pub enum ArticleAction {
    /// Shows an article.
    Show(ArticleId),
    /// Selects a mark of the shown article, or none.
    ChooseSpan(Option<SpanId>),
    /// Shows the marks of one coder, or of all.
    ShowMarksOf(Layer),
    /// Selects a mark of any article and scrolls to it.
    JumpTo(ArticleId, SpanId),
    /// Shows a passage of an article, with the mark it belongs to.
    JumpToPlace(ArticleId, ByteRange, Option<SpanId>),
    /// Sets the text selection of the shown article: where it began and where the caret is.
    Select {
        /// Where it began.
        anchor: ByteOffset,
        /// Where the caret is.
        head: ByteOffset,
    },
    /// Sets an article's facts.
    SetFacts(ArticleId, Box<Facts>),
    /// Sets the coder's status for an article.
    SetStatus(ArticleId, Status),
    /// Asks whether to remove an article with its marks.
    Remove(ArticleId),
    /// Finds words in the shown article; empty closes the search.
    Find(String),
    /// Whether finding is case-sensitive.
    MatchCase(bool),
    /// Searches all articles for a query.
    Search(String),
}

/// Answers an action about articles.
///
/// # Errors
/// Says why nothing is done.
pub(super) fn act(desk: &Desk, action: ArticleAction) -> Outcome {
    match action {
        ArticleAction::Show(article_id) => navigate::show(desk, article_id),
        ArticleAction::ChooseSpan(span_id) => Ok(navigate::choose_span(desk, span_id)),
        ArticleAction::ShowMarksOf(layer) => Ok(navigate::show_layer(desk, layer)),
        ArticleAction::JumpTo(article_id, span_id) => navigate::jump_to(desk, article_id, span_id),
        ArticleAction::JumpToPlace(article_id, range, span) => navigate::jump_to_place(desk, article_id, range, span),
        ArticleAction::Select { anchor, head } => Ok(navigate::select(desk, anchor, head)),
        ArticleAction::SetFacts(article_id, facts) => facts::set(desk, article_id, *facts),
        ArticleAction::SetStatus(article_id, status) => facts::set_status(desk, article_id, status),
        ArticleAction::Remove(article_id) => facts::ask_remove(desk, article_id),
        ArticleAction::Find(query) => Ok(find::find(desk, query)),
        ArticleAction::MatchCase(on) => Ok(find::match_case(desk, on)),
        ArticleAction::Search(line) => Ok(search::search(desk, line)),
    }
}
