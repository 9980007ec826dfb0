//! Spans of a file that do not fit their article's text.

use crate::text::CharRange;

use super::Span;

/// Why a span does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A piece lies outside the text, ends before it starts, is empty, or overlaps another piece.
    BadPlace,
    /// The words at its place are not the words it states.
    OtherWords {
        /// The words that stand in the text at its place.
        found: String,
    },
}

/// A span as the file states it, shown in the repair list and written back untouched.
#[derive(Clone, Debug, PartialEq)]
pub struct Quarantined {
    /// The span without pieces.
    pub span: Span,
    /// Its pieces as the file states them, in code points.
    pub at: Vec<CharRange>,
    /// The words it states, piece by piece.
    pub words: Vec<String>,
    /// Why it does not fit.
    pub misfit: Misfit,
}
