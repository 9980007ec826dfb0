//! Gamma (Mathet, Widlöcher and Métivier 2015): aligns marks of several coders and measures what disorder is left.
//!
//! [`cost`] says how unlike two marks are, [`alignment`] finds the best grouping by [`assign`](crate::analysis::assignment) or [`search`], and
//! [`measure`] compares its disorder with that of marks made by a [`sampler`].

mod alignment;
mod cost;
mod measure;
mod sampler;
mod search;

pub use alignment::{Alignment, best_alignment};
pub use cost::Costs;
pub use measure::{Chance, Gamma, gamma};
pub use sampler::Sampler;
