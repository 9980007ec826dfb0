//! What a merge could not join.

use super::{CoderId, Time};

/// Two versions of a field of a record that a merge could not join; kept as data until somebody decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Conflict {
    /// The list that the record stands in (`spans`); empty in conflicts of format 1, which name it in `about` alone.
    pub section: String,
    /// The record, by its id there (`abcd…`), or in words.
    pub about: String,
    /// The field that differs; empty when it is the whole record.
    pub field: String,
    /// What both began with, as the file writes it; empty when there is no such version.
    pub base: String,
    /// Our version, as the file writes it; empty when it was removed here.
    pub ours: String,
    /// Their version, as the file writes it; empty when it was removed there.
    pub theirs: String,
    /// Whose version theirs is.
    pub by: Option<CoderId>,
    /// When it was merged.
    pub made: Option<Time>,
}

impl Conflict {
    /// Whether it is about a whole record: whether it is to be there.
    pub fn is_of_record(&self) -> bool {
        self.field.is_empty() && self.section != "rules"
    }
}
