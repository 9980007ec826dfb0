//! Opening and saving by path.

use std::{collections::BTreeMap, io::Read, path::Path, time::Duration};

use super::{
    disk::{Disk, RealDisk},
    errors::ReadError,
    format::{FIRST_LINE, LARGEST_FILE},
    keeper::{Kept, SaveTicket},
    leftover::{Noting, sweep_beside},
    read::{Loaded, read_project},
    save::{SaveError, save_with},
    seen::{Over, Seen},
    write::{Written, write_project},
};
use crate::model::{Project, Time};

/// How long nobody must have changed a file until it counts as written.
const SETTLED: Duration = Duration::from_secs(2);
/// How long it is waited before it is read again, and how often.
const PAUSE: Duration = Duration::from_millis(250);
const TRIES: usize = 40;

/// Reads a project file.
///
/// # Errors
/// What is wrong, and where; the file is untouched.
pub fn open(path: &Path) -> Result<Loaded, ReadError> {
    read_project(&bytes_of(path)?)
}

/// Reads a project file that somebody else may be writing, and its bytes: what cannot be read is tried again until nobody
/// has changed it for a while. Takes some seconds then.
///
/// # Errors
/// What is wrong, and where; the file is untouched.
pub fn open_settled(path: &Path) -> Result<(Vec<u8>, Loaded), ReadError> {
    let read = || bytes_of(path).and_then(|bytes| read_project(&bytes).map(|loaded| (bytes, loaded)));
    for _ in 0..TRIES {
        let done = read();
        if !done.as_ref().is_err_and(may_be_cut) || !is_fresh(path) {
            return done;
        }
        std::thread::sleep(PAUSE);
    }
    read()
}

/// Whether a file that cannot be read for this reason may be one that is not written to its end.
fn may_be_cut(why: &ReadError) -> bool {
    match why {
        ReadError::Io(_)
        | ReadError::Empty
        | ReadError::NotText { .. }
        | ReadError::Syntax { .. }
        | ReadError::Record { .. } => true,
        ReadError::NoFile
        | ReadError::Folder
        | ReadError::NoPermission
        | ReadError::TooLarge
        | ReadError::ConflictMarks { .. }
        | ReadError::NewerFormat { .. } => false,
    }
}

/// Whether a file was changed just now.
fn is_fresh(path: &Path) -> bool {
    let changed = fs_err::metadata(path).and_then(|meta| meta.modified());
    // A clock that is ahead says nothing.
    changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|since| since < SETTLED))
}

/// The bytes of a project file.
///
/// # Errors
/// Why it cannot be read, or that it is too large.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
pub fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadError> {
    let too_large = fs_err::metadata(path).is_ok_and(|meta| meta.len() > LARGEST_FILE);
    if too_large {
        return Err(ReadError::TooLarge);
    }
    std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::NoFile,
        std::io::ErrorKind::PermissionDenied => ReadError::NoPermission,
        std::io::ErrorKind::IsADirectory => ReadError::Folder,
        _other => ReadError::Io(error.to_string()),
    })
}

/// What a file holds now.
///
/// # Errors
/// Why it cannot be read.
pub fn held_by(path: &Path) -> Result<Seen, ReadError> {
    bytes_of(path).map(|bytes| Seen::of(&bytes))
}

/// What a save has done.
#[derive(Debug)]
pub struct Saved {
    /// What the file holds now.
    pub seen: Seen,
    /// The saves of the project up to this one.
    pub ancestors: Vec<String>,
    /// What has become of the journal.
    pub kept: Option<Kept>,
    /// In a shared folder, which save of each file the project contains then.
    pub contains: Option<BTreeMap<String, String>>,
}

/// Writes a project to a file. With a ticket, the journal takes note; `at` is when the save was asked for.
///
/// # Errors
/// Why not; the old file is whole.
pub fn save(
    path: &Path,
    project: &Project,
    over: &Over,
    ticket: Option<SaveTicket>,
    at: Time,
) -> Result<Saved, SaveError> {
    save_written(path, &write_project(project), over, ticket, at)
}

/// The same, with the bytes of the project.
pub(super) fn save_written(
    path: &Path,
    written: &Written,
    over: &Over,
    ticket: Option<SaveTicket>,
    at: Time,
) -> Result<Saved, SaveError> {
    let (kept, seen) = match ticket {
        Some(ticket) => ticket.save(path, written, over, at).map(|(kept, seen)| (Some(kept), seen))?,
        None => (None, save_with(&RealDisk, path, &written.bytes, over, None)?),
    };
    Ok(Saved { seen, ancestors: written.ancestors.clone(), kept, contains: None })
}

/// Writes a project to a file that is not there yet; `root` as for [`write_file`].
///
/// # Errors
/// Why not.
pub fn save_new(root: Option<&Path>, path: &Path, project: &Project) -> Result<(), SaveError> {
    write_noted(root, path, &write_project(project).bytes, &Over::Nothing)
}

/// Writes bytes that can be had again.
fn write_noted(root: Option<&Path>, path: &Path, bytes: &[u8], over: &Over) -> Result<(), SaveError> {
    if let Some((root, target)) = root.zip(RealDisk.resolve(path).ok()) {
        sweep_beside(root, &target, root);
    }
    let noting = root.map(|root| Noting { root, is_elsewhere: true });
    save_with(&RealDisk, path, bytes, over, noting).map(|_seen| ())
}

/// Writes any file the way projects are written: whole or not at all. Only a project replaces a project. `root` is the
/// state folder of this person, where what a kill would leave is noted.
///
/// # Errors
/// Why not; an old file is whole.
pub fn write_file(root: Option<&Path>, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let is_project = |bytes: &[u8]| bytes.starts_with(FIRST_LINE.as_bytes());
    if !is_project(bytes) {
        let mut head = Vec::new();
        let length = FIRST_LINE.len() as u64;
        // What cannot be read has nothing to lose, or the save itself says why.
        let _unreadable = fs_err::File::open(path).and_then(|file| file.take(length).read_to_end(&mut head));
        let has_ending = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("sayso"));
        if has_ending || is_project(&head) {
            return Err(SaveError::IsProject);
        }
    }
    write_noted(root, path, bytes, &Over::Anything)
}
