//! Why an edit cannot be made.

use crate::text::ByteRange;

/// Why an edit cannot be made. The project is as it was before.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EditError {
    /// A record with this id is there already.
    #[error("{0} is there already")]
    Exists(String),
    /// There is no record with this id.
    #[error("{0} does not exist")]
    Missing(String),
    /// Something else points to the record.
    #[error("{what} is still used by {by}")]
    InUse {
        /// The record.
        what: String,
        /// What points to it.
        by: String,
    },
    /// A span's pieces do not lie in order on whole characters of its article.
    #[error("{0:?} is not a place in this article")]
    BadPlace(Vec<ByteRange>),
    /// The key belongs to another tag.
    #[error("the key {key} belongs to “{owner}” already")]
    KeyTaken {
        /// The key.
        key: String,
        /// The name of the tag that has it.
        owner: String,
    },
    /// A tag cannot stand under itself.
    #[error("“{0}” cannot stand under itself")]
    TagCircle(String),
    /// A mark cannot be reported by itself, not by way of others either.
    #[error("a mark cannot be linked to itself, not by way of others either")]
    LinkCircle,
    /// The step of this name cannot be taken back or made again: somebody changed what it changed.
    #[error("what “{0}” changed has been changed by somebody else since")]
    ChangedSince(String),
}
