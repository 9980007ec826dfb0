//! Writing the journal: each step at once; and what happens to its files after a save.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    super::disk::Disk,
    entry::{Entry, saving_text, step_text},
    header::{JOURNAL, header},
    history,
    line::line,
    recover,
};
use crate::{
    edit::Done,
    model::{CoderId, ProjectId, Time},
};

/// Where steps go. Once a call has failed, nothing more is written: what the disk then holds is not known.
#[derive(Debug)]
pub struct Journal<D: Disk> {
    disk: D,
    /// The state folder of the project.
    folder: PathBuf,
    project: ProjectId,
    /// The number of the last step.
    last: u64,
    /// The number of the last file.
    number: u64,
    open: Option<Arc<D::File>>,
    failure: Option<String>,
}

/// What has just been written and is yet to be flushed to the disk.
#[derive(Debug)]
pub struct Unsynced<F> {
    /// The file.
    pub file: Arc<F>,
    /// Its folder, when the file is new.
    pub folder: Option<PathBuf>,
}

impl<D: Disk> Journal<D> {
    /// A journal in the state folder of a project, after the step `last` and the file `number` (0 for none).
    pub fn new(disk: D, folder: PathBuf, project: ProjectId, last: u64, number: u64) -> Self {
        Self { disk, folder, project, last, number, open: None, failure: None }
    }

    /// Writes a step. When this returns, the step survives the end of this program; once what it returns is synced,
    /// a power cut as well. `base` is the SHA-256 of what the steps start from, `None` when a save is under way.
    ///
    /// # Errors
    /// As the disk says, at this call or at one before.
    pub fn append(&mut self, base: Option<&str>, by: CoderId, at: Time, done: &Done) -> io::Result<Unsynced<D::File>> {
        if let Some(failure) = &self.failure {
            return Err(io::Error::other(failure.clone()));
        }
        let text = line(self.last + 1, &step_text(by, at, done));
        let written = self.write(base, &text);
        match &written {
            Ok(_) => self.last += 1,
            Err(error) => self.failure = Some(error.to_string()),
        }
        written
    }

    fn write(&mut self, base: Option<&str>, text: &str) -> io::Result<Unsynced<D::File>> {
        if let Some(file) = &self.open {
            self.disk.write(file, text.as_bytes())?;
            return Ok(Unsynced { file: Arc::clone(file), folder: None });
        }
        let folder = self.folder.join(JOURNAL);
        self.disk.make_folder(&folder)?;
        let file = Arc::new(self.disk.create_new(&folder.join((self.number + 1).to_string()), Some(0o600))?);
        self.number += 1;
        let text = format!("{}\n{text}", header(self.project, base.unwrap_or("-"), self.last + 1));
        self.disk.write(&file, text.as_bytes())?;
        self.open = Some(Arc::clone(&file));
        Ok(Unsynced { file, folder: Some(folder) })
    }

    /// Ends the current file, because its steps are about to be saved; the next step begins a new one. The number
    /// between them is that of the file which announces the save.
    pub fn close_file(&mut self) -> Closed {
        self.open = None;
        self.number += 1;
        Closed { number: self.number, last: self.last }
    }

    /// The number of the last step.
    pub fn last_step(&self) -> u64 {
        self.last
    }

    /// Why nothing more is written, if so.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// A new journal after a failed one on which nothing depends any more.
    pub fn anew(&self) -> Self
    where
        D: Clone,
    {
        Self::new(self.disk.clone(), self.folder.clone(), self.project, self.last, self.number + 1)
    }

    /// Marks the journal as failed: nothing more can be written.
    pub fn fail(&mut self, failure: String) {
        self.failure.get_or_insert(failure);
    }
}

/// The steps that a save includes: the files up to a number, the steps up to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    number: u64,
    last: u64,
}

impl Closed {
    /// Whether a step was made after these.
    pub fn is_before(&self, entry: &Entry) -> bool {
        self.last < entry.sequence
    }

    /// Notes after the closed files that these bytes are about to be put at this path, so that a crash right after
    /// that is understood.
    ///
    /// # Errors
    /// As the disk says.
    pub fn announce<D: Disk>(
        &self,
        disk: &D,
        folder: &Path,
        project: ProjectId,
        sha256: &str,
        path: &Path,
    ) -> io::Result<()> {
        let folder = folder.join(JOURNAL);
        if disk.list(&folder)?.is_empty() {
            return Ok(());
        }
        let file = disk.create_new(&folder.join(self.number.to_string()), Some(0o600))?;
        let line = line(self.last, &saving_text(sha256, &path.to_string_lossy()));
        disk.write(&file, format!("{}\n{line}", header(project, "-", self.last + 1)).as_bytes())?;
        disk.sync(&file)?;
        disk.sync_folder(&folder)
    }

    /// Moves the closed files' steps to the history in `into` (the same state folder, or that of another path).
    ///
    /// # Errors
    /// As the disk says; the files stay then, and the next opening does this again.
    pub fn retire<D: Disk>(
        &self,
        disk: &D,
        folder: &Path,
        project: ProjectId,
        sha256: &str,
        into: &Path,
    ) -> io::Result<()> {
        let (files, mut payloads) = recover::closed_steps(disk, folder, project, self.number)?;
        if into != folder {
            history::copy(disk, folder, into, project)?;
            // Where another history was there already, these steps come after its last.
            let there = history::end(disk, into, project)?.last;
            let first = payloads.first().map_or(0, |(sequence, _)| *sequence);
            let shift = (there + 1).saturating_sub(first);
            payloads.iter_mut().for_each(|(sequence, _)| *sequence += shift);
        }
        history::append(disk, into, project, &payloads, sha256)?;
        files.iter().try_for_each(|file| disk.remove(file))
    }
}
