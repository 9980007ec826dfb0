//! A project file in which git left conflict markers: the versions that git keeps are merged.

use std::{path::Path, sync::Arc};

use crate::{
    app::desk::{clock, prompt::unmerged::UnmergedFile},
    merge::{Copy, InPlace, merge},
    store::{self, ReadError, Unmerged},
};

/// What the versions that git keeps of a file make; `None` where that is not why it cannot be read.
pub(super) fn merged(path: &Path, why: &ReadError) -> Option<UnmergedFile> {
    if !matches!(why, ReadError::ConflictMarks { .. }) {
        return None;
    }
    let seen = store::held_by(path).ok()?;
    let Unmerged { base, ours, theirs } = store::unmerged(path)?;
    let copy = Copy { project: &theirs, base: base.as_ref() };
    let mut merged = merge(&ours, &[copy], InPlace::Ours { made: clock::now() });
    let saves = ours.saves_lacking(&theirs);
    merged.project.ancestors.extend(saves);
    Some(UnmergedFile { path: path.to_owned(), merged: Arc::new(merged), seen })
}
