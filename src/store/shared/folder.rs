//! The files of the others in a shared folder.

use std::{collections::BTreeSet, path::PathBuf, time::SystemTime};

use super::{
    errors::{SharedError, Skipped},
    kept,
    membership::Membership,
    save::SharedSave,
    suffix::{ENDING, suffix_of},
    vector::{SaveName, Vector, coder_of},
};
use crate::{
    model::{CoderId, Problem, Project},
    store::{
        Disk, ReadError, RealDisk,
        files::bytes_of,
        read::{Loaded, read_project},
    },
};

/// The file of somebody else in a shared folder.
#[derive(Clone, Debug)]
pub struct SharedFile {
    /// What it is named after (`ana-k7f3`).
    pub suffix: String,
    /// Where it is.
    pub path: PathBuf,
    /// When the system says that it was written. Other computers' clocks may be wrong: this is only shown.
    pub written: Option<SystemTime>,
    /// The coder who works in it.
    pub coder: Option<CoderId>,
    /// What it holds, or why it is left out for now.
    pub save: Result<SharedSave, Skipped>,
    bytes: Vec<u8>,
}

impl Membership {
    /// The files of the others; `known` is what the open project contains.
    ///
    /// # Errors
    /// When the folder is not there, or cannot be read.
    pub fn files(&self, known: &Vector) -> Result<Vec<SharedFile>, SharedError> {
        self.check_folder()?;
        let failed = |why| SharedError::Io { path: self.folder.clone(), why };
        let mut names = RealDisk.list(&self.folder).map_err(failed)?;
        names.retain(|name| name.ends_with(ENDING) && !name.starts_with('.'));
        names.sort();
        let others = names.iter().filter(|name| suffix_of(name) != Some(self.suffix()));
        Ok(others.map(|name| self.file(name, known)).collect())
    }

    fn file(&self, name: &str, known: &Vector) -> SharedFile {
        let path = self.folder.join(name);
        let written = RealDisk.stat(&path).ok().flatten().and_then(|stat| stat.written);
        let suffix = name.trim_end_matches(ENDING).to_owned();
        let mut file =
            SharedFile { suffix, path, written, coder: None, save: Err(Skipped::OtherName), bytes: Vec::new() };
        if suffix_of(name).is_some() {
            file.save = self.read(&mut file, known);
        }
        file
    }

    fn read(&self, file: &mut SharedFile, known: &Vector) -> Result<SharedSave, Skipped> {
        let skip = |error: ReadError| match error {
            ReadError::NewerFormat { .. } => Skipped::Newer(error),
            ReadError::NoFile
            | ReadError::Folder
            | ReadError::NoPermission
            | ReadError::Io(_)
            | ReadError::Empty
            | ReadError::TooLarge
            | ReadError::NotText { .. }
            | ReadError::ConflictMarks { .. }
            | ReadError::Syntax { .. }
            | ReadError::Record { .. } => Skipped::Unreadable(error),
        };
        file.bytes = bytes_of(&file.path).map_err(skip)?;
        let Loaded { project, problems, .. } = read_project(&file.bytes).map_err(skip)?;
        if project.id != self.own.project {
            return Err(Skipped::OtherProject);
        }
        file.coder = project.team.contains.get(&file.suffix).and_then(|own| coder_of(own));
        check_problems(&problems)?;
        let save = stated(&file.suffix, project)?;
        match known.get(&file.suffix) {
            Some(known) if known.number > save.name.number => {
                Err(Skipped::Older { found: save.name.number, known: known.number })
            }
            Some(known) if known.number == save.name.number && *known != save.name => Err(Skipped::Forked),
            Some(_) | None => Ok(save),
        }
    }

    /// Keeps a save that was taken in: later ones build on it.
    ///
    /// # Errors
    /// As the disk says.
    pub fn keep(&self, file: &SharedFile) -> Result<(), SharedError> {
        let Ok(save) = &file.save else { return Ok(()) };
        let path = self.saves();
        kept::keep(&path, &save.suffix, &save.name, &file.bytes).map_err(|why| SharedError::Io { path, why })
    }

    /// Removes kept saves that nobody needs: those that neither we nor any file names.
    pub fn tidy(&self, own: &Vector, files: &[SharedFile]) {
        // A file that cannot be read now may name any.
        let is_nobodys = |why: &Skipped| matches!(why, Skipped::OtherName | Skipped::OtherProject);
        if files.iter().any(|file| file.save.as_ref().is_err_and(|why| !is_nobodys(why))) {
            return;
        }
        let saves = files.iter().filter_map(|file| file.save.as_ref().ok());
        let vectors = saves.map(|save| &save.vector).chain([own]);
        let all = vectors.flat_map(Vector::iter).map(|(suffix, save)| (suffix.to_owned(), save.clone()));
        let named: BTreeSet<(String, SaveName)> = all.collect();
        kept::tidy(&self.saves(), None, &named);
        kept::tidy(&self.earlier(), Some(self.suffix()), &named);
    }
}

/// Marks set aside and open conflicts are for people to decide; other problems would be spread.
fn check_problems(problems: &[Problem]) -> Result<(), Skipped> {
    let is_damage = |problem: &&Problem| !matches!(problem, Problem::OpenConflict(_) | Problem::Quarantined { .. });
    match problems.iter().filter(is_damage).count() {
        0 => Ok(()),
        count => Err(Skipped::Damaged(count)),
    }
}

fn stated(suffix: &str, project: Project) -> Result<SharedSave, Skipped> {
    SharedSave::stated(suffix, project).ok_or(Skipped::NotAsShared)
}
