//! The folder where this machine keeps what belongs to a project but not in its file: journal, history, saved versions.
//!
//! ```text
//! <state folder of the person>/sayso/
//!   projects/<project id>/<hash of the path>/   lock, journal/, history, versions/
//!   untitled/<project id>/                      lock, journal/, base.sayso
//!   shared/<hash of the path>/                  which file of a shared folder is ours, and the saves that it builds on
//!   writing/                                    a note for each file that is being written beside another
//!   crashes/                                    reports, without any text of an article
//!   log.txt                                     warnings, for developers
//! ```
//! A copied file has the same id at another path, and so a folder of its own. Nothing here is ever put beside the
//! project: a synchronised folder would carry it away half-written.

use std::{
    fs::{File, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{Disk, RealDisk, convert::hex};
use crate::model::ProjectId;

/// The state folder of this person; `None` where the system names none.
pub fn state_root() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("sayso"))
}

/// The state folder of the project in the file at this path, links resolved.
pub(super) fn folder_of_file(root: &Path, project: ProjectId, path: &Path) -> PathBuf {
    let path = RealDisk.resolve(path).unwrap_or_else(|_nowhere| path.to_path_buf());
    root.join("projects").join(project.to_string()).join(hash_of_path(&path))
}

/// A short name for a path.
pub(super) fn hash_of_path(path: &Path) -> String {
    let hash = hex(&Sha256::digest(path.to_string_lossy().as_bytes()));
    hash.chars().take(16).collect()
}

/// The state folders of a project, wherever its copies lie.
pub(super) fn folders_of(root: &Path, project: ProjectId) -> Vec<PathBuf> {
    let folder = root.join("projects").join(project.to_string());
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut folders: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.sort();
    folders
}

/// The state folder of a project that was never saved.
pub(super) fn folder_of_untitled(root: &Path, project: ProjectId) -> PathBuf {
    untitled(root).join(project.to_string())
}

/// The folder of all projects that were never saved.
pub(super) fn untitled(root: &Path) -> PathBuf {
    root.join("untitled")
}

/// The folder of the notes of what is being written.
pub(super) fn writing(root: &Path) -> PathBuf {
    root.join("writing")
}

/// Moves a folder of ours, if it is there, to where another may be, which goes.
pub(super) fn put_in_place_of(from: &Path, to: &Path) {
    if from.is_dir() {
        remove(to);
        if let Err(error) = std::fs::rename(from, to) {
            log::error!("{} could not be set aside: {error}", from.display());
        }
    }
}

/// Removes a folder of ours, if it is there.
pub(super) fn remove(folder: &Path) {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            log::error!("{} could not be removed: {error}", folder.display());
        }
        _ => {}
    }
}

/// Locks a state folder until dropped; the system releases it however the program ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Why a state folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another window has it.
    #[error("it is open in another window ({0})")]
    Held(String),
    /// The system says no.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl Lock {
    /// Whether nobody has locked a state folder at this moment.
    pub(super) fn is_free(folder: &Path) -> bool {
        File::open(folder.join("lock")).is_ok_and(|file| file.try_lock().is_ok())
    }

    /// Locks a state folder; `holder` says who we are, for others to read.
    ///
    /// # Errors
    /// When another window has locked it, or the folder cannot be made.
    pub(super) fn take(folder: &Path, holder: &str) -> Result<Self, LockError> {
        RealDisk.make_folder(folder)?;
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(folder.join("lock"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // Some systems do not let a locked file be read.
                let _unreadable = file.read_to_string(&mut text);
                let text = text.trim();
                return Err(LockError::Held(if text.is_empty() {
                    "by somebody else".to_owned()
                } else {
                    text.to_owned()
                }));
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        file.set_len(0)?;
        file.write_all(holder.as_bytes())?;
        Ok(Self { _file: file })
    }
}
