//! What marks a file as a project that this program reads.

/// The version of the file format that this program writes.
pub const FORMAT: u32 = 2;
/// A larger file is not read, in bytes.
pub const LARGEST_FILE: u64 = 1 << 30;
/// The first line of every project file.
pub(super) const FIRST_LINE: &str = "// Sayso project\n";
