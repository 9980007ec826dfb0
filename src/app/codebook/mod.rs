//! Changes to the codebook: single tags, whole codebooks, rules.

pub(in crate::app) mod tags;
pub(in crate::app) mod whole;
