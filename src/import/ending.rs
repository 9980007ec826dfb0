//! The endings of files, by which formats know their files.

use std::path::Path;

/// The ending of a file's name, without the dot and in lower case; empty where there is none.
pub fn ending(name: &str) -> String {
    Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}
