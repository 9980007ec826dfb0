//! More occurrences of the words of a mark, as they are listed to be marked like it.

use std::sync::Arc;

use crate::{model::Span, suggest::Hit};

/// The occurrences that could be marked like the selected mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrences {
    /// The mark that they would be like.
    pub model: Span,
    /// Its words, and the other names of what it mentions.
    pub names: Vec<String>,
    /// Whether all articles were searched, or only the shown one.
    pub everywhere: bool,
    /// Whether case and accents are ignored.
    pub fold: bool,
    /// Whether the occurrences were found by a search, and not by the words of a mark.
    pub is_search: bool,
    /// The occurrences.
    pub hits: Arc<[Hit]>,
}
