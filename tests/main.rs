//! All integration tests in one binary: linking the window once is slow enough.

mod common;
mod formats;
mod house_rules;
mod laws;
mod licences;
mod sample;
mod scenarios;
mod window;
