//! What stands in place of a value on which copies disagree, until somebody decides.

use crate::model::{CoderId, Time};

/// What stands in place of a value on which copies disagree, until somebody decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// Ours; the conflict says when it was merged.
    Ours {
        /// When.
        made: Time,
    },
    /// The same whoever merges: what the coder with the smallest id changed, then the smallest value. The record counts as
    /// changed last by that coder. Clocks differ, so the conflict does not say when it was merged.
    Agreed,
}

/// The order in which values are considered; the first that somebody changed stands in place.
pub(super) type Rank = (bool, bool, Option<CoderId>);

/// Ours before what copies have.
pub(super) fn ours_first(copy: Option<usize>) -> Rank {
    (copy.is_some(), false, None)
}

impl InPlace {
    /// When a conflict is made.
    pub(super) fn made(self) -> Option<Time> {
        match self {
            Self::Ours { made } => Some(made),
            Self::Agreed => None,
        }
    }

    /// The rank of the value of a copy, or of ours, by who changed it last, where that is known.
    pub(super) fn rank(self, copy: Option<usize>, by: Option<CoderId>) -> Rank {
        match self {
            Self::Ours { .. } => ours_first(copy),
            Self::Agreed => (false, by.is_none(), by),
        }
    }
}
