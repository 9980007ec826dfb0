//! What can be wrong with the files of a journal.

use std::path::PathBuf;

use super::{entry::LineError, line::NotOurs};

/// Why not all of a journal can be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Damage {
    /// A file begins as that of another project, or of none.
    #[error(transparent)]
    NotOurs(#[from] NotOurs),
    /// Bytes in the middle of a file have changed.
    #[error("a line in the middle is not as it was written.")]
    ChangedLine,
    /// An intact step cannot be read.
    #[error("step {sequence} cannot be read: {error}")]
    Unreadable {
        /// The number of the step.
        sequence: u64,
        /// Why not.
        error: LineError,
    },
    /// A file in the middle is missing.
    #[error("steps are missing in the middle.")]
    MissingSteps,
}

/// Damage that was found, and where the damaged part is kept.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{why} The damaged part is kept in {}", kept_in.display())]
pub struct Damaged {
    /// What is wrong.
    pub why: Damage,
    /// The folder.
    pub kept_in: PathBuf,
}
