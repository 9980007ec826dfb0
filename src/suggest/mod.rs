//! Proposals for people to accept: cue words, speakers, addressees, places of a claim. Nothing here changes a project,
//! and nothing proposed is counted until somebody takes it.

mod alike;
mod cues;
mod ends;

pub use alike::{Hit, alike};
pub use cues::{Cue, CueClass, CueTier, cues_in};
pub use ends::{Candidate, Proposal, ends_for};
