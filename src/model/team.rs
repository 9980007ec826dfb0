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
    /// In a shared folder: the save of each file that this copy contains, by the file's suffix (`ana-k7f3`). Of its own
    /// file it names its last save, and the coder at work.
    pub contains: BTreeMap<String, String>,
}
