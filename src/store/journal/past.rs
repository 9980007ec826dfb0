//! Everything that was done in a project on this machine, for people to read.

use std::{io, path::Path};

use super::{super::disk::Disk, entry::Entry, history, recover::entries};
use crate::model::ProjectId;

/// All saved steps that the history holds, oldest first, with the steps of the journal after them; for people to read.
///
/// # Errors
/// As the disk says.
pub fn past<D: Disk>(disk: &D, folder: &Path, project: ProjectId) -> io::Result<Vec<Entry>> {
    let (mut steps, _saved, last) = history::lines(disk, folder, project, usize::MAX)?;
    let journal = entries(disk, folder, project)?;
    steps.extend(journal.into_iter().filter(|step| step.sequence > last));
    Ok(steps)
}
