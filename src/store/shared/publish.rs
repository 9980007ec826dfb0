//! Bringing one's own file in a shared folder up to date.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    errors::SharedError,
    kept,
    membership::{Membership, Wrote},
    save::SharedSave,
    vector::{SaveName, own_entry},
};
use crate::{
    model::{Project, Time},
    store::{
        Over, ReadError, SaveError, SaveTicket, Saved, Seen,
        files::{bytes_of, save_written},
        read::read_project,
        write::write_project,
    },
};

/// What sharing has done.
#[derive(Debug)]
pub struct Published {
    /// One's own file.
    pub path: PathBuf,
    /// The save.
    pub name: SaveName,
    /// What the file holds now, and what has become of the journal.
    pub saved: Saved,
    /// What the open project contains now: as with its ancestors, whoever has it open notes that.
    pub contains: BTreeMap<String, String>,
}

/// What is in our file.
enum Held {
    Nothing,
    /// What we shared last.
    Last(Seen),
    /// Something that may be replaced.
    Other(Seen),
}

impl Membership {
    /// Brings one's own file up to date, if anything has changed; with a ticket in any case, and the journal takes note.
    /// The ticket is taken once something is written. `based_on` is what the file held when the project was read from it or saved to it.
    ///
    /// # Errors
    /// Why not; the old file is whole.
    pub fn publish(
        &mut self,
        project: &Project,
        based_on: Option<&Seen>,
        ticket: &mut Option<SaveTicket>,
        at: Time,
    ) -> Result<Option<Published>, SharedError> {
        self.check_folder()?;
        if self.is_behind(&self.vector_of(project)) {
            return Err(SharedError::Behind);
        }
        let save = self.as_save(project);
        let held = self.held(based_on)?;
        if ticket.is_none() && matches!(held, Held::Last(_)) && !self.is_news(&save) {
            return Ok(None);
        }
        let (name, shared) = self.next_save(project, &save);
        let written = write_project(&shared);
        let sha256 = Seen::of(&written.bytes).to_string();
        self.own.next = Some(Wrote { save: name.to_string(), sha256, contains: shared.team.contains.clone() });
        self.note()?;
        let over = match held {
            Held::Nothing => Over::Nothing,
            Held::Last(seen) | Held::Other(seen) => Over::Only(seen),
        };
        let path = self.path();
        let saved = save_written(&path, &written, &over, ticket.take(), at);
        let saved = saved.map_err(|why| SharedError::Save { path: path.clone(), why })?;
        self.own.last = self.own.next.take();
        // From here on it is shared; what is not noted is found out the next time.
        if let Err(error) = self.note() {
            log::error!("{error}");
        }
        self.keep_own(&name, &written.bytes);
        let saved = Saved { contains: Some(shared.team.contains.clone()), ..saved };
        Ok(Some(Published { path, name, saved, contains: shared.team.contains }))
    }

    /// The next save of our file: its name, and the project as it is in the file.
    fn next_save(&self, project: &Project, save: &SharedSave) -> (SaveName, Project) {
        let number = self.last().map_or(0, |last| last.number) + 1;
        let name = SaveName { number, fingerprint: save.name.fingerprint.clone() };
        let mut shared = project.clone();
        let others = save.vector.iter().filter(|(suffix, _)| *suffix != self.own.suffix);
        shared.team.contains = others.map(|(suffix, save)| (suffix.to_owned(), save.to_string())).collect();
        shared.team.contains.insert(self.own.suffix.clone(), own_entry(&name, self.own.coder));
        (name, shared)
    }

    /// Whether others learn something from a save: other content, or that it contains a save with other content.
    fn is_news(&self, save: &SharedSave) -> bool {
        let Some(last) = &self.own.last else { return true };
        let is_told = |suffix: &str, name: &SaveName| {
            suffix == self.own.suffix
                || name.fingerprint == save.name.fingerprint
                || last.contains.get(suffix).is_some_and(|told| told.parse().is_ok_and(|told: SaveName| told >= *name))
        };
        let is_last = self.last().is_some_and(|last| last.fingerprint == save.name.fingerprint);
        !is_last || save.vector.iter().any(|(suffix, name)| !is_told(suffix, name))
    }

    /// What is in our file. What we have not seen is not replaced, but for a save of ours that a sync service has brought
    /// back, and for what cannot be read.
    fn held(&self, based_on: Option<&Seen>) -> Result<Held, SharedError> {
        let path = self.path();
        let bytes = bytes_of(&path);
        if matches!(bytes, Err(ReadError::NoFile)) {
            return Ok(Held::Nothing);
        }
        let bytes = bytes.map_err(|why| SharedError::OwnFile { path: path.clone(), why })?;
        let seen = Seen::of(&bytes);
        if self.own.last.as_ref().is_some_and(|last| last.sha256 == seen.to_string()) {
            return Ok(Held::Last(seen));
        }
        if based_on == Some(&seen) {
            return Ok(Held::Other(seen));
        }
        let Ok(read) = read_project(&bytes) else { return Ok(Held::Other(seen)) };
        let is_earlier = SharedSave::stated(self.suffix(), read.project)
            .is_some_and(|save| self.last().is_some_and(|last| save.name.number < last.number));
        if is_earlier { Ok(Held::Other(seen)) } else { Err(SharedError::Save { path, why: SaveError::ChangedOnDisk }) }
    }

    /// Keeps what we share, here and in the folder: others take it in and build on it, also when our file holds something
    /// newer.
    fn keep_own(&self, name: &SaveName, bytes: &[u8]) {
        let earlier = self.earlier();
        // Readable by all who may read the folder.
        let made = match std::fs::create_dir(&earlier) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
            Ok(()) | Err(_) => Ok(()),
        };
        let kept = made.and_then(|()| kept::keep(&earlier, self.suffix(), name, bytes));
        for failed in [kept, kept::keep(&self.saves(), self.suffix(), name, bytes)].into_iter().filter_map(Result::err)
        {
            log::error!("what was shared could not be kept: {failed}");
        }
    }
}
