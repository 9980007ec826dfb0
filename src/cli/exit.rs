//! How a command ended, as the code that the program exits with.

/// Everything in order.
pub(super) const FINE: u8 = 0;
/// Done, but with problems.
pub(super) const PROBLEMS: u8 = 1;
/// Wrong usage, or unreadable.
pub(super) const UNREADABLE: u8 = 2;
