//! The tests of the program as a whole, in one binary: building one is quicker than building many.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skipped"
)]

mod common;
mod house_rules;
mod licences;
mod sample;
mod window;
