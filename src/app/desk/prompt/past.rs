//! The history of changes and the saved versions, as they are listed.

use std::path::PathBuf;

use crate::{
    app::desk::words,
    edit::How,
    model::{ArticleId, CoderId, Time},
};

/// A step of the history of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Time,
    /// By whom.
    pub by: CoderId,
    /// What was done.
    pub how: How,
    /// What the step is called.
    pub label: String,
    /// The articles that it changed.
    pub articles: Vec<ArticleId>,
}

/// Which steps of the history are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeFilter {
    /// Only those of this coder.
    pub coder: Option<CoderId>,
    /// Only those that changed this article.
    pub article: Option<ArticleId>,
}

impl ChangeFilter {
    /// Whether a step is meant.
    pub fn fits(&self, change: &Change) -> bool {
        self.coder.is_none_or(|coder| coder == change.by)
            && self.article.is_none_or(|article| change.articles.contains(&article))
    }
}

impl Change {
    /// What was done, in words.
    pub fn what(&self) -> String {
        match self.how {
            How::Made => self.label.clone(),
            How::Undone => words::undone(&self.label),
            How::Redone => words::redone(&self.label),
        }
    }
}

/// A saved version, beside the present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// Its file.
    pub path: PathBuf,
    /// When it was saved.
    pub at: Time,
    /// How many articles it holds.
    pub articles: usize,
    /// How many marks.
    pub spans: usize,
    /// How many marks it has that are gone now.
    pub only_there: usize,
    /// How many marks there are now that it lacks.
    pub only_here: usize,
    /// How many marks differ.
    pub differing: usize,
}
