//! What a command that ends says to those that called it.

/// All went well.
pub(super) const FINE: u8 = 0;
/// Done, but with problems.
pub(super) const PROBLEMS: u8 = 1;
/// Wrong usage, or nothing could be read or written.
pub(super) const UNREADABLE: u8 = 2;
