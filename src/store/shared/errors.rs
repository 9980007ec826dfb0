//! What can go wrong with a shared folder, for people who read it.

use std::{io, path::PathBuf};

use crate::{
    store::{ReadError, SaveError, state::LockError},
    text::plural,
};

/// Why nothing could be done in a shared folder. Nobody's work is lost, and one's own goes on.
#[derive(Debug, thiserror::Error)]
pub enum SharedError {
    /// It is not there.
    #[error("{}: the shared folder is not there. Check the drive or the sync service; your own work goes on.", .0.display())]
    NoFolder(PathBuf),
    /// It is the folder of another project.
    #[error("{}: the folder is shared for another project.", .0.display())]
    OtherProject(PathBuf),
    /// This computer has no file in it.
    #[error("{}: this computer has not joined the shared folder.", .0.display())]
    NotJoined(PathBuf),
    /// This computer has a file in it already.
    #[error("{}: this computer has joined the shared folder already.", .0.display())]
    AlreadyJoined(PathBuf),
    /// Another window or command works in it.
    #[error("the shared folder is in use by another Sayso on this computer ({0}).")]
    Busy(String),
    /// One's own file cannot be read.
    #[error("{}: {why}", path.display())]
    OwnFile {
        /// The file.
        path: PathBuf,
        /// Why.
        why: ReadError,
    },
    /// One's own file cannot be written.
    #[error("{}: {why}", path.display())]
    Save {
        /// The file.
        path: PathBuf,
        /// Why.
        why: SaveError,
    },
    /// What was shared is no longer all in the project.
    #[error(
        "the project lacks something that you have shared already, perhaps because an update was undone. Update before you share."
    )]
    Behind,
    /// What this computer noted of the folder cannot be read.
    #[error("{}: what this computer noted of the shared folder cannot be read: {why}. Join the folder again.", path.display())]
    Noted {
        /// The note.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The system says no.
    #[error("{}: {why}.", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it says.
        why: io::Error,
    },
}

impl SharedError {
    pub(super) fn of_lock(error: LockError, path: PathBuf) -> Self {
        match error {
            LockError::Held(holder) => Self::Busy(holder),
            LockError::Io(why) => Self::Io { path, why },
        }
    }
}

/// Why a file of a shared folder is left out for now. It is read again the next time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Skipped {
    /// It cannot be read, perhaps because only a part of it has arrived.
    #[error("{0} It may not have arrived whole, and is read again later.")]
    Unreadable(ReadError),
    /// It has a newer format.
    #[error("{0}")]
    Newer(ReadError),
    /// It is of another project.
    #[error("this is another project.")]
    OtherProject,
    /// It says that it holds something else.
    #[error("it has been changed since it was shared, or has not arrived whole. It is read again later.")]
    NotAsShared,
    /// It is older than what is known of it.
    #[error("save {found} is older than save {known}, which this computer has already. It is read again later.")]
    Older {
        /// The number of the save.
        found: u64,
        /// The number of the one that is known.
        known: u64,
    },
    /// Two computers write it.
    #[error("two computers have written it. The one that notices first takes another name.")]
    Forked,
    /// It has problems, which would be spread.
    #[error("it has {}; “sayso check” lists them.", plural(*.0, "problem"))]
    Damaged(usize),
    /// It has no name of a shared file.
    #[error(
        "this is not a file that Sayso shares. If a sync service made it of two versions, its work is in their files."
    )]
    OtherName,
}
