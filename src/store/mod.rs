//! Projects as files: the records of the file format, reading and writing them, and saving so that nothing is lost.
//!
//! A file is RON with one record a line. Offsets in it are code points; each span states its words beside its place.
//! A save is all or nothing (see [`save`]), and replaces no bytes that it has not seen.

mod codebook;
mod convert;
mod disk;
mod edit_record;
mod in_text;
pub mod journal;
mod keeper;
mod opening;
mod read;
pub mod record;
mod ron_line;
mod save;
mod state;
mod versions;
mod write;

use std::path::Path;

pub use codebook::builtin_codebook;
pub use disk::{Disk, RealDisk, Stat};
pub use journal::{Entry, Recovery, past};
pub use keeper::{Keeper, Kept, SaveTicket};
pub use opening::{Keeping, Opened, leftovers, open_kept, open_leftover};
pub use read::{Loaded, ReadError, read_project};
pub use save::{Over, SaveError, Seen, save_with};
pub use state::state_root;
pub use versions::{VERSIONS, Version, keep_version, versions};
pub use write::{Written, write_project};

use crate::model::{Project, Time};

/// The version of the file format that this program writes.
pub const FORMAT: u32 = 1;
/// A larger file is not read, in bytes.
pub const LARGEST_FILE: u64 = 1 << 30;

/// Reads a project file.
///
/// # Errors
/// What is wrong, and where; the file is untouched.
pub fn open(path: &Path) -> Result<Loaded, ReadError> {
    read_project(&bytes_of(path)?)
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadError> {
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
    let written = write_project(project);
    let (seen, kept) = match ticket {
        Some(ticket) => ticket.save(path, &written.bytes, over, at).map(|(seen, kept)| (seen, Some(kept)))?,
        None => (save_with(&RealDisk, path, &written.bytes, over)?, None),
    };
    Ok(Saved { seen, ancestors: written.ancestors, kept })
}

/// Writes any file the way projects are written: whole or not at all.
///
/// # Errors
/// Why not; an old file is whole.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    save_with(&RealDisk, path, bytes, &Over::Anything).map(|_seen| ())
}
