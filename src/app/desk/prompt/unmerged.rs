//! A project file that an unfinished merge of git has left with conflict markers.

use std::{path::PathBuf, sync::Arc};

use crate::{merge::Merged, store::Seen};

/// What merging the versions that git keeps would make. Cheap to clone.
#[derive(Clone, Debug)]
pub struct UnmergedFile {
    /// The file.
    pub path: PathBuf,
    pub(in crate::app) merged: Arc<Merged>,
    /// What the file holds now.
    pub(in crate::app) seen: Seen,
}

/// It never changes once made.
impl PartialEq for UnmergedFile {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.merged, &other.merged)
    }
}

impl UnmergedFile {
    /// The outcome.
    pub fn merged(&self) -> &Merged {
        &self.merged
    }
}
