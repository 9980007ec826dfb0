//! Where what a command makes is written: standard output, or a file.

use std::{io::Write, path::Path};

use super::failure::Failure;
use crate::store;

/// Writes to a file, or, without one or with “-” for it, to standard output.
pub(super) fn put(bytes: &[u8], output: Option<&Path>) -> Result<(), Failure> {
    match output.filter(|path| *path != Path::new("-")) {
        Some(path) => save(path, bytes),
        None => std::io::stdout().lock().write_all(bytes).map_err(Failure::Output),
    }
}

/// Writes a file, whole or not at all.
pub(super) fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let root = store::state_root();
    store::write_file(root.as_deref(), path, bytes).map_err(|why| Failure::Save { path: path.to_owned(), why })
}
