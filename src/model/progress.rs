//! How far each coder is with each article, and which places were dismissed.

use super::ArticleId;
use crate::text::ByteRange;

/// How far a coder is with an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Not begun.
    #[default]
    New,
    /// Begun.
    InWork,
    /// Finished.
    Done,
}

impl Status {
    /// All states, in the order of work.
    pub const ALL: [Self; 3] = [Self::New, Self::InWork, Self::Done];

    /// The word shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InWork => "in progress",
            Self::Done => "done",
        }
    }
}

/// A place that the checklist pointed at and a person dismissed ("no claim here").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dismissed {
    /// The article.
    pub article: ArticleId,
    /// The place.
    pub at: ByteRange,
    /// Which check it was (`no-claim`).
    pub kind: String,
}
