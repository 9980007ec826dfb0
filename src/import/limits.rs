//! How large what is read may be; see the table in [`crate::import`].

use super::{closed::closed, ending::ending, error::ImportError};

/// A longer file is not read, in bytes.
pub const LARGEST: u64 = 64 << 20;
/// A longer archive of annotations is not read, in bytes: most of it may be sound and pictures, which nobody unpacks.
const LARGEST_ARCHIVE: u64 = 1 << 30;

/// Whether a file of this name and size, in bytes, may be read at all.
///
/// # Errors
/// When it is too large, or none but its own program reads it.
pub fn check_size(name: &str, size: u64) -> Result<(), ImportError> {
    if let Some(closed) = closed(name) {
        return Err(closed);
    }
    let is_archive = matches!(ending(name).as_str(), "qdpx" | "zip");
    match size {
        size if size <= LARGEST => Ok(()),
        size if is_archive && size <= LARGEST_ARCHIVE => Ok(()),
        _larger if is_archive => Err(ImportError::TooLargeArchive),
        _larger => Err(ImportError::TooLarge),
    }
}
