//! What follows from the marks of a project: computed when asked, never stored.

mod chain;

pub use chain::{Voice, chain, parent};
