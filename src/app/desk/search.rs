//! What is looked for: in the shown article, and in all.

use std::sync::Arc;

use super::session::StateMark;
use crate::{analysis::Found, model::ArticleId, text::ByteRange};

/// The search in the shown article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    /// Whether the search field is shown.
    pub is_open: bool,
    /// What is looked for.
    pub query: String,
    /// Whether case and accents matter.
    pub match_case: bool,
    /// The hits, in order.
    pub hits: Vec<ByteRange>,
    /// Which hit is shown.
    pub current: usize,
    /// The article that the hits are of.
    pub(in crate::app) article: Option<ArticleId>,
}

/// The search over all articles.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The query as typed.
    pub line: String,
    /// What was found, article by article in the order of lists.
    pub found: Arc<[Found]>,
    /// Why the query cannot be followed; empty when it can.
    pub problem: String,
    /// Why nothing was found, where more can be said than that.
    pub hint: String,
    /// For which query and state of the project this was found.
    pub(in crate::app) done: Option<(String, StateMark)>,
}

impl Search {
    /// Whether it shows what its query finds in this state.
    pub fn is_done(&self, state: StateMark) -> bool {
        self.done.as_ref().is_some_and(|(line, of)| *line == self.line && *of == state)
    }

    /// For which query and state it was found: changes when the hits do.
    pub fn done(&self) -> Option<&(String, StateMark)> {
        self.done.as_ref()
    }
}
