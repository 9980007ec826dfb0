//! How far the coders of a project agree: every measure that applies to what they marked, answered and linked.
//!
//! | question | file |
//! |---|---|
//! | who worked on which article? | `worked.rs` |
//! | which marks do two coders share? | `pairs.rs`; as a row per tag and pair, `by_tag.rs` |
//! | how reliable is a tag in running text? | `running_text.rs` |
//! | which marks are meant to be the same? | `matching.rs`; by gamma, `aligned.rs` |
//! | do answers about the same marks agree? | `answers.rs` |
//! | do attributions agree? | `attributions.rs` |
//! | all of it | `compare.rs` |
//! | what is said of it? | `measure.rs` and `words.rs`; as a table, `listed.rs`; for a paper, `methods.rs` |
//!
//! The measures themselves are in [`super::agreement`]. Articles count that those compared have worked on. Values of the fields of
//! articles are left out: a project has one for an article, not one for a coder.

mod aligned;
mod answers;
mod attributions;
mod by_tag;
mod compare;
mod listed;
mod matching;
mod measure;
mod methods;
mod pairs;
mod running_text;
mod words;
mod worked;

pub(super) use by_tag::ANALYSIS;
pub use compare::{Asked, agreed};
pub use listed::listed;
pub use measure::{Agreed, Finding, Measure, Measured, Work};
pub use methods::methods;
pub use worked::compared_coders;
