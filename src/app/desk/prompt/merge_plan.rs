//! What a merge of copies would do to the project: shown before anything changes.

use std::{path::PathBuf, sync::Arc};

use crate::{
    app::desk::session::{SessionId, StateMark},
    merge::{Merged, Report},
    model::Time,
};

/// What a merge would do; shown, then carried out or dropped. Cheap to clone.
#[derive(Clone, Debug)]
pub struct MergePlan {
    made: Arc<Made>,
}

/// What a merge is made of.
#[derive(Debug)]
pub(in crate::app) struct Made {
    pub(in crate::app) copies: Vec<CopyRead>,
    pub(in crate::app) merged: Merged,
    /// The saves that the copies contain and the project does not.
    pub(in crate::app) saves: Vec<String>,
    /// Of which state of which opening it was made.
    pub(in crate::app) of: (SessionId, StateMark),
}

/// A copy that was read.
#[derive(Clone, Debug)]
pub struct CopyRead {
    /// Its file.
    pub path: PathBuf,
    /// Who marked in it, besides those of this project.
    pub coders: Vec<String>,
    /// Whether it is known what it began with.
    pub has_base: bool,
    /// Whether it is another project, whose articles are added.
    pub is_other: bool,
    /// When one of its marks was changed last, and by whom.
    pub last_change: Option<(Time, String)>,
    /// What it brings by itself, where several copies are merged.
    pub brings: Option<Report>,
    /// What is wrong in its file.
    pub problems: Vec<String>,
    /// The bytes, to be kept as a save that is contained.
    pub(in crate::app) bytes: Arc<[u8]>,
}

/// Plans are compared many times a second, and never change once made.
impl PartialEq for MergePlan {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.made, &other.made)
    }
}

impl MergePlan {
    /// A merge that was made.
    pub(in crate::app) fn new(made: Made) -> Self {
        Self { made: Arc::new(made) }
    }

    pub(in crate::app) fn made(&self) -> &Made {
        &self.made
    }

    /// The files of the copies.
    pub(in crate::app) fn paths(&self) -> Vec<PathBuf> {
        self.made.copies.iter().map(|copy| copy.path.clone()).collect()
    }

    /// The copies.
    pub fn copies(&self) -> &[CopyRead] {
        &self.made.copies
    }

    /// The outcome.
    pub fn merged(&self) -> &Merged {
        &self.made.merged
    }

    /// Whether it changes anything.
    pub fn is_any(&self) -> bool {
        self.made.merged.report.is_any()
    }
}
