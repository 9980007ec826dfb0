//! All integration tests in one binary: linking the window once is slow enough.
#![expect(
    clippy::pedantic,
    clippy::wildcard_enum_match_arm,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "tests may fail loudly"
)]

mod cli;
mod common;
mod formats;
mod house_rules;
mod languages;
mod laws;
mod licences;
mod safety;
mod sample;
mod scenarios;
mod suggest;
mod window;
