//! Projects as files: the records of the file format, reading and writing them, and saving so that nothing is lost.
//!
//! A file is RON with one record a line. Offsets in it are code points; each span states its words beside its place.
//! A save is all or nothing (see [`save`]), and replaces no bytes that it has not seen.

mod codebook;
mod convert;
mod disk;
mod in_text;
mod read;
pub mod record;
mod ron_line;
mod save;
mod write;

use std::path::Path;

pub use codebook::builtin_codebook;
pub use disk::{Disk, RealDisk, Stat};
pub use read::{Loaded, ReadError, read_project};
pub use save::{SaveError, Saved, Seen, save_with};
pub use write::{Written, write_project};

use crate::model::Project;

/// The version of the file format that this program writes.
pub const FORMAT: u32 = 1;
/// A larger file is not read, in bytes.
pub const LARGEST_FILE: u64 = 1 << 30;

/// Reads a project file.
///
/// # Errors
/// What is wrong, and where; the file is untouched.
pub fn open(path: &Path) -> Result<Loaded, ReadError> {
    let too_large = fs_err::metadata(path).is_ok_and(|meta| meta.len() > LARGEST_FILE);
    if too_large {
        return Err(ReadError::TooLarge);
    }
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::NoFile,
        std::io::ErrorKind::PermissionDenied => ReadError::NoPermission,
        std::io::ErrorKind::IsADirectory => ReadError::Folder,
        _other => ReadError::Io(error.to_string()),
    })?;
    read_project(&bytes)
}

/// Writes a project to its file; `seen` is what the file held when we last read or wrote it, `None` for a new place.
///
/// # Errors
/// Why not; the old file is whole.
pub fn save(path: &Path, project: &Project, seen: Option<&Seen>) -> Result<Saved, SaveError> {
    let written = write_project(project);
    let seen = save_with(&RealDisk, path, &written.bytes, seen)?;
    Ok(Saved { seen, ancestors: written.ancestors })
}

/// Writes any file the way projects are written: whole or not at all.
///
/// # Errors
/// Why not; an old file is whole.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    save_with(&RealDisk, path, bytes, None).map(|_seen| ())
}
