//! What this computer knows of a shared folder that it takes part in.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    errors::SharedError,
    kept,
    save::{SharedSave, fingerprint},
    suffix::{ENDING, new_suffix, random_id, suffix_of},
    vector::{SaveName, Vector, coder_of},
};
use crate::{
    model::{Coder, CoderId, Project, ProjectId},
    store::{
        Disk, Over, ReadError, RealDisk, Seen,
        files::bytes_of,
        read::read_project,
        save::save_with,
        state::{Lock, hash_of_path, remove},
    },
};

/// The note of which file is ours.
const NOTE: &str = "own.ron";
/// The folder of kept saves.
const SAVES: &str = "saves";
/// The folder, beside the files of all, of the saves that others may build on.
const EARLIER: &str = "earlier";

/// A save that we wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Wrote {
    pub(super) save: String,
    /// The hash of the file's bytes.
    pub(super) sha256: String,
    /// What it contains.
    pub(super) contains: BTreeMap<String, String>,
}

/// What is noted of our own file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Own {
    pub(super) project: ProjectId,
    /// Where the folder was when this was noted.
    #[serde(default)]
    pub(super) folder: PathBuf,
    pub(super) coder: CoderId,
    pub(super) suffix: String,
    /// What we wrote last.
    pub(super) last: Option<Wrote>,
    /// What we were about to write, and perhaps did.
    pub(super) next: Option<Wrote>,
    /// The files that were ours before somebody else wrote them, with what we wrote there last.
    #[serde(default)]
    pub(super) former: BTreeMap<String, String>,
}

/// A shared folder in which this computer has a file.
#[derive(Debug)]
pub struct Membership {
    pub(super) root: PathBuf,
    pub(super) state: PathBuf,
    pub(super) folder: PathBuf,
    pub(super) own: Own,
    _lock: Option<Lock>,
}

impl Membership {
    /// The membership of this computer, to look at it; `root` is the state folder of this person.
    ///
    /// # Errors
    /// When it has not joined, or its note cannot be read.
    pub fn find(root: &Path, folder: &Path) -> Result<Self, SharedError> {
        let absolute = || std::path::absolute(folder).unwrap_or_else(|_nowhere| folder.to_path_buf());
        let folder = RealDisk.resolve(folder).unwrap_or_else(|_gone| absolute());
        let state = state_of(root, &folder);
        if !state.join(NOTE).is_file() {
            follow(root, &folder, &state);
        }
        let path = state.join(NOTE);
        let bytes = match RealDisk.read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !folder.is_dir() => {
                return Err(SharedError::NoFolder(folder));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(SharedError::NotJoined(folder)),
            Err(why) => return Err(SharedError::Io { path, why }),
        };
        let own = ron::de::from_bytes(&bytes)
            .map_err(|error| SharedError::Noted { path, why: error.to_string().trim_end_matches('.').to_owned() })?;
        Ok(Self { root: root.to_path_buf(), state, folder, own, _lock: None })
    }

    /// The membership of this computer, to work with it: no other Sayso on this computer does so until it is dropped. If
    /// somebody else has written our file, because this state folder was copied, ours becomes another.
    ///
    /// # Errors
    /// When it has not joined, the folder is not there, or another Sayso works with it.
    pub fn enter(root: &Path, folder: &Path, holder: &str) -> Result<Self, SharedError> {
        let mut membership = Self::find(root, folder)?;
        let state = membership.state.clone();
        let lock = Lock::take(&state, holder).map_err(|error| SharedError::of_lock(error, state))?;
        // What was read before may have changed until it was locked.
        membership = Self { _lock: Some(lock), ..Self::find(root, folder)? };
        membership.check_folder()?;
        membership.notice_others()?;
        if membership.own.folder != membership.folder {
            membership.own.folder.clone_from(&membership.folder);
            membership.note()?;
        }
        Ok(membership)
    }

    /// Joins a folder, which is made if it is not there. Nothing is shared yet. Whoever has `opened` a file there that they
    /// shared before goes on with it.
    ///
    /// # Errors
    /// When this computer has joined it already, or the folder cannot be made.
    pub fn join(
        root: &Path,
        folder: &Path,
        project: ProjectId,
        coder: &Coder,
        opened: Option<&Path>,
        holder: &str,
    ) -> Result<Self, SharedError> {
        match std::fs::create_dir(folder) {
            Err(why) if why.kind() != io::ErrorKind::AlreadyExists => {
                return Err(SharedError::Io { path: folder.to_path_buf(), why });
            }
            Ok(()) | Err(_) => {}
        }
        let folder = RealDisk.resolve(folder).map_err(|why| SharedError::Io { path: folder.to_path_buf(), why })?;
        if Self::find(root, &folder).is_ok() {
            return Err(SharedError::AlreadyJoined(folder));
        }
        let state = state_of(root, &folder);
        let lock = Lock::take(&state, holder).map_err(|error| SharedError::of_lock(error, state.clone()))?;
        let (suffix, last) = opened
            .and_then(|path| shared_before(&folder, path, coder.id))
            .map_or_else(|| (new_suffix(&coder.name, &random_id()), None), |(suffix, last)| (suffix, Some(last)));
        let (former, noted) = (BTreeMap::new(), folder.clone());
        let own = Own { project, folder: noted, coder: coder.id, suffix, last, next: None, former };
        let membership = Self { root: root.to_path_buf(), state, folder, own, _lock: Some(lock) };
        membership.check_folder()?;
        membership.note()?;
        Ok(membership)
    }

    /// Whether a file of the folder was ours before somebody else wrote it.
    pub fn had(&self, path: &Path) -> bool {
        let suffix = path.file_name().and_then(|name| suffix_of(name.to_str()?));
        suffix.is_some_and(|suffix| self.own.former.contains_key(suffix))
    }

    /// Leaves the folder. One's own file stays there, as the others have it.
    pub fn leave(self) {
        let state = self.state.clone();
        drop(self);
        remove(&state);
    }

    /// The state folder of this person.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The project that is shared.
    pub fn project(&self) -> ProjectId {
        self.own.project
    }

    /// The coder who works here.
    pub fn coder(&self) -> CoderId {
        self.own.coder
    }

    /// The suffix of one's own file.
    pub fn suffix(&self) -> &str {
        &self.own.suffix
    }

    /// One's own file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(format!("{}{ENDING}", self.own.suffix))
    }

    /// What one's own file holds; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn own_project(&self) -> Result<Option<(Project, Seen)>, SharedError> {
        let read = |why| SharedError::OwnFile { path: self.path(), why };
        let bytes = bytes_of(&self.path());
        if matches!(bytes, Err(ReadError::NoFile)) {
            return Ok(None);
        }
        let bytes = bytes.map_err(read)?;
        Ok(Some((read_project(&bytes).map_err(read)?.project, Seen::of(&bytes))))
    }

    /// The project as we shared it last, as it was kept; `None` where there is none.
    pub fn last_project(&self) -> Option<Project> {
        let last = self.last().map(|last| (self.own.suffix.clone(), last));
        let former = self.own.former.iter().filter_map(|(suffix, save)| Some((suffix.clone(), save.parse().ok()?)));
        let all = last.into_iter().chain(former);
        let found = all.filter_map(|(suffix, name)| self.find_save(&suffix, &name).filter(|found| found.name == name));
        // The last contains the others.
        let mut found: Vec<SharedSave> = found.collect();
        found.sort_by_key(|save| save.vector.iter().count());
        found.pop().map(|save| (*save.project).clone())
    }

    /// The name of the save that we wrote last.
    pub(super) fn last(&self) -> Option<SaveName> {
        self.own.last.as_ref()?.save.parse().ok()
    }

    /// What a project contains that is open here.
    pub fn vector_of(&self, project: &Project) -> Vector {
        let mut vector = Vector::of(project);
        for (suffix, save) in &self.own.former {
            let mut former = Vector::default();
            former.set(suffix, save.parse().ok());
            vector.join(&former);
        }
        vector
    }

    /// Whether somebody else has saved something else than a project knows of them.
    pub fn is_new(&self, project: &Project, save: &SharedSave) -> bool {
        let known = self.vector_of(project);
        known.get(&save.suffix).is_none_or(|known| known.fingerprint != save.name.fingerprint)
    }

    /// Whether a project lacks something that we have shared: an update was undone, or an older file was opened.
    pub(super) fn is_behind(&self, vector: &Vector) -> bool {
        let Some(last) = &self.own.last else { return false };
        let mut saves = last.contains.iter().filter_map(|(suffix, save)| Some((suffix, save.parse().ok()?)));
        saves.any(|(suffix, save)| !vector.covers(suffix, &save))
    }

    /// A project that is open here, as the save that it would be. If it lacks something that we have shared, so does the save.
    pub fn as_save(&self, project: &Project) -> SharedSave {
        let fingerprint = fingerprint(project);
        let mut vector = self.vector_of(project);
        let last = self.last();
        let is_behind = self.is_behind(&vector);
        let is_last = last.as_ref().is_some_and(|last| last.fingerprint == fingerprint) && !is_behind;
        let number = last.map_or(0, |last| last.number) + u64::from(!is_last);
        let name = SaveName { number, fingerprint };
        let contained = if is_behind { self.last_within(&vector) } else { Some(name.clone()) };
        vector.set(&self.own.suffix, contained);
        SharedSave { suffix: self.own.suffix.clone(), name, vector, project: project.clone().into() }
    }

    /// The save that we shared last, where a project lacks something of it.
    pub fn ahead_of(&self, project: &Project) -> Option<SharedSave> {
        let last = self.last().filter(|_| self.is_behind(&self.vector_of(project)))?;
        self.find_save(&self.own.suffix, &last).filter(|save| save.name == last)
    }

    /// The last save of ours that contains nothing else than what is in a vector.
    fn last_within(&self, vector: &Vector) -> Option<SaveName> {
        let is_meant = |save: &SaveName| vector.covers(&self.own.suffix, save);
        let is_within = |save: &SharedSave| save.vector.is_within(vector);
        kept::find(&[&self.saves(), &self.earlier()], &self.own.suffix, is_meant, is_within).map(|save| save.name)
    }

    /// A save that is kept here or in the folder, or the last one of its file before it.
    pub fn find_save(&self, suffix: &str, wanted: &SaveName) -> Option<SharedSave> {
        let is_meant = |save: &SaveName| save == wanted || save.number < wanted.number;
        kept::find(&[&self.saves(), &self.earlier()], suffix, is_meant, |_save| true)
    }

    pub(super) fn saves(&self) -> PathBuf {
        self.state.join(SAVES)
    }

    pub(super) fn earlier(&self) -> PathBuf {
        self.folder.join(EARLIER)
    }

    pub(super) fn check_folder(&self) -> Result<(), SharedError> {
        if self.folder.is_dir() { Ok(()) } else { Err(SharedError::NoFolder(self.folder.clone())) }
    }

    /// Writes down which file is ours.
    pub(super) fn note(&self) -> Result<(), SharedError> {
        let path = self.state.join(NOTE);
        let failed = |why: io::Error| SharedError::Io { path: path.clone(), why };
        let text = ron::ser::to_string_pretty(&self.own, ron::ser::PrettyConfig::new().new_line("\n"))
            .map_err(|error| failed(io::Error::other(error)))?;
        RealDisk.make_folder(&self.saves()).map_err(failed)?;
        let saved = save_with(&RealDisk, &path, text.as_bytes(), &Over::Anything, None);
        // That this cannot be written is no reason not to save the project.
        saved.map(|_seen| ()).map_err(|why| failed(io::Error::other(why.to_string().trim_end_matches('.').to_owned())))
    }

    /// Finds out whether we wrote what is in our file. What we were about to write when the program ended is ours; a save
    /// that we did not write was written by a copy of this installation, which keeps the file.
    fn notice_others(&mut self) -> Result<(), SharedError> {
        let Ok(bytes) = bytes_of(&self.path()) else { return Ok(()) };
        let seen = Seen::of(&bytes).to_string();
        if self.own.last.as_ref().is_some_and(|last| last.sha256 == seen) {
            return Ok(());
        }
        let is_next = |next: &Wrote, save: Option<&SaveName>| {
            next.sha256 == seen || save.is_some_and(|save| next.save == save.to_string())
        };
        let stated =
            read_project(&bytes).ok().and_then(|read| Vector::of(&read.project).get(&self.own.suffix).cloned());
        if let Some(next) = self.own.next.take_if(|next| is_next(next, stated.as_ref())) {
            self.own.last = Some(next);
            return self.note();
        }
        let Some(stated) = stated else { return Ok(()) };
        let is_ours = self.last().is_some_and(|last| stated == last || stated.number < last.number);
        if is_ours { Ok(()) } else { self.rename() }
    }

    /// Takes another file for ours.
    fn rename(&mut self) -> Result<(), SharedError> {
        let name = self.own.suffix.split('-').next().unwrap_or_default().to_owned();
        let former = std::mem::replace(&mut self.own.suffix, new_suffix(&name, &random_id()));
        log::warn!("{former} was written by somebody else; ours is {} from now on", self.own.suffix);
        let last = self.own.last.take().map(|last| (former, last.save));
        self.own.former.extend(last);
        self.own.next = None;
        self.note()
    }
}

/// Whether a project was read from a file that somebody shares in a folder.
pub fn is_shared_file(path: &Path, project: &Project) -> bool {
    let suffix = path.file_name().and_then(|name| suffix_of(name.to_str()?));
    suffix.is_some_and(|suffix| project.team.contains.contains_key(suffix))
}

/// The file of a folder that this coder shared and has opened again, with the save that it holds.
fn shared_before(folder: &Path, opened: &Path, coder: CoderId) -> Option<(String, Wrote)> {
    let suffix = suffix_of(opened.file_name()?.to_str()?)?.to_owned();
    let bytes = bytes_of(&folder.join(opened.file_name()?)).ok()?;
    let project = read_project(&bytes).ok()?.project;
    let contains = project.team.contains.clone();
    let is_theirs = contains.get(&suffix).and_then(|own| coder_of(own)) == Some(coder);
    let save = SharedSave::stated(&suffix, project).filter(|_| is_theirs)?;
    Some((suffix, Wrote { save: save.name.to_string(), sha256: Seen::of(&bytes).to_string(), contains }))
}

/// A folder that lies elsewhere than when it was joined: what is noted of it is noted for where it lies now.
fn follow(root: &Path, folder: &Path, state: &Path) {
    let entries = std::fs::read_dir(root.join("shared")).into_iter().flatten();
    let mut noted = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let Some(former) = noted.find(|noted| is_of(noted, folder)) else { return };
    remove(state);
    if let Err(error) = std::fs::rename(&former, state) {
        log::warn!("what is noted of {} cannot be moved: {error}", folder.display());
    }
}

/// Whether what is noted there is of this folder, which was elsewhere then: our file is in it, as we wrote it.
fn is_of(noted: &Path, folder: &Path) -> bool {
    let own = RealDisk.read(&noted.join(NOTE)).ok().and_then(|bytes| ron::de::from_bytes::<Own>(&bytes).ok());
    let Some(own) = own.filter(|own| !own.folder.as_os_str().is_empty() && !own.folder.is_dir()) else { return false };
    let held = bytes_of(&folder.join(format!("{}{ENDING}", own.suffix)));
    let wrote = [&own.last, &own.next];
    held.is_ok_and(|bytes| {
        let seen = Seen::of(&bytes).to_string();
        wrote.into_iter().flatten().any(|wrote| wrote.sha256 == seen)
    })
}

/// Where a membership is noted.
fn state_of(root: &Path, folder: &Path) -> PathBuf {
    root.join("shared").join(hash_of_path(folder))
}
