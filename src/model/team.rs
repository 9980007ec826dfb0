//! How several people share a project.

use std::collections::{BTreeMap, BTreeSet};

use super::{ArticleId, CoderId};

/// How several people share a project; empty for one who works alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// Whether coders don't see each other's marks.
    pub is_blind: bool,
    /// Who is to mark which article.
    pub assigned: BTreeSet<(ArticleId, CoderId)>,
    /// What the sample of assigned articles was drawn with, so that it can be drawn again.
    pub seed: Option<u64>,
    /// The save of each other copy that this one contains, by the copy's suffix (`ana-k7f3`).
    pub contains: BTreeMap<String, String>,
}
