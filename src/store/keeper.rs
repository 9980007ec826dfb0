//! Keeps an open project from being lost: writes each step to the journal, flushes it to the disk in the background, and
//! moves the steps to the history after a save.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
};

use super::{
    Disk, FORMAT, Over, ReadError, RealDisk, SaveError, Seen,
    journal::{Closed, Draft, JOURNAL, Journal, Recovery, Unsynced, entries, recover, write_drafts},
    leftover::Noting,
    read::stated_format,
    read_project,
    save::{put, save_with},
    state::{Lock, LockError, folder_of_file, folder_of_untitled, put_in_place_of, remove},
    versions::{keep_version, sweep_versions},
    write::{Written, write_project},
};
use crate::{
    edit::Done,
    model::{CoderId, Project, ProjectId, Time},
};

/// What a project without a file starts from, in its state folder.
const SNAPSHOT: &str = "base.sayso";
/// Where discarded steps go, until others are discarded.
const DISCARDED: &str = "discarded";
/// How much of a file is read to see its format, in bytes.
const HEAD: u64 = 4096;

/// What stands behind an open project on this machine.
#[derive(Debug)]
pub struct Keeper {
    root: PathBuf,
    folder: PathBuf,
    project: ProjectId,
    /// The file; `None` before the first save.
    path: Option<PathBuf>,
    /// The bytes that the journal's next file starts from (SHA-256); `None` when it follows on steps not in the file.
    base: Option<String>,
    lock: Option<Lock>,
    holder: String,
    journal: Journal<RealDisk>,
    syncer: Syncer,
    /// Whether what the steps start from is kept.
    has_base: bool,
}

impl Keeper {
    /// Locks a project that was read from a file, and finds the steps in its journal that the file does not have.
    ///
    /// # Errors
    /// When another window has it, or the state folder cannot be used.
    pub fn of_file(
        root: &Path,
        project: ProjectId,
        path: &Path,
        seen: &Seen,
        holder: &str,
    ) -> Result<(Self, Recovery), LockError> {
        let folder = folder_of_file(root, project, path);
        let lock = Lock::take(&folder, holder)?;
        sweep_versions(&RealDisk, &folder);
        let recovery = recover(&RealDisk, &folder, project, &seen.to_string())?;
        let base = recovery.steps.is_empty().then(|| seen.to_string());
        let mut keeper = Self::new(root, folder, project, holder, &recovery);
        (keeper.lock, keeper.path, keeper.base) = (Some(lock), Some(path.to_path_buf()), base);
        Ok((keeper, recovery))
    }

    /// Sets aside the steps of a project that its file does not have, because somebody gave them up.
    ///
    /// # Errors
    /// When another window has the project, or the state folder cannot be used.
    pub fn give_up_steps(root: &Path, project: ProjectId, path: &Path, holder: &str) -> Result<(), LockError> {
        let folder = folder_of_file(root, project, path);
        let _lock = Lock::take(&folder, holder)?;
        put_in_place_of(&folder.join(JOURNAL), &folder.join(DISCARDED));
        Ok(())
    }

    /// A project that was never saved. Nothing is written before its first step.
    pub fn of_untitled(root: &Path, project: ProjectId, holder: &str) -> Self {
        let folder = folder_of_untitled(root, project);
        Self::new(root, folder, project, holder, &Recovery::default())
    }

    /// Locks an unsaved project that a crash has left, and finds its steps. `None` when there is nothing to
    /// recover: it was saved after all, or another window has it.
    ///
    /// # Errors
    /// When what it starts from cannot be read.
    pub fn of_leftover(
        root: &Path,
        project: ProjectId,
        holder: &str,
    ) -> Result<Option<(Self, Recovery, Project)>, ReadError> {
        let io = |error: io::Error| ReadError::Io(error.to_string());
        let folder = folder_of_untitled(root, project);
        let lock = match Lock::take(&folder, holder) {
            Ok(lock) => lock,
            Err(LockError::Held(_)) => return Ok(None),
            Err(LockError::Io(error)) => return Err(io(error)),
        };
        let bytes = match RealDisk.read(&folder.join(SNAPSHOT)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(io(error)),
        };
        let loaded = read_project(&bytes)?;
        let recovery = recover(&RealDisk, &folder, project, &loaded.seen.to_string()).map_err(io)?;
        let is_saved = |(sha256, path): &(String, String)| {
            RealDisk.read(Path::new(path)).is_ok_and(|bytes| Seen::of(&bytes).to_string() == *sha256)
        };
        if recovery.announced.as_ref().is_some_and(is_saved) {
            drop(lock);
            remove(&folder);
            return Ok(None);
        }
        if recovery.steps.is_empty() && recovery.drafts.is_empty() {
            return Ok(None);
        }
        let mut keeper = Self::new(root, folder, project, holder, &recovery);
        (keeper.lock, keeper.has_base) = (Some(lock), true);
        Ok(Some((keeper, recovery, loaded.project)))
    }

    fn new(root: &Path, folder: PathBuf, project: ProjectId, holder: &str, recovery: &Recovery) -> Self {
        let journal = Journal::new(RealDisk, folder.clone(), project, recovery.last, recovery.number);
        Self {
            root: root.to_path_buf(),
            folder,
            project,
            path: None,
            base: None,
            lock: None,
            holder: holder.to_owned(),
            journal,
            syncer: Syncer::start(),
            has_base: false,
        }
    }

    /// Keeps a copy of what the first step starts from; `project` is as it was before that step.
    ///
    /// # Errors
    /// As the disk says.
    pub fn prepare(&mut self, project: &Project) -> io::Result<()> {
        if self.has_base {
            return Ok(());
        }
        match &self.path {
            // The file may be large, so it is copied in the background.
            Some(path) => self.syncer.send(Work::KeepBase(path.clone(), self.folder.clone(), self.base.clone())),
            None => {
                self.lock = Some(Lock::take(&self.folder, &self.holder).map_err(io::Error::other)?);
                let written = write_project(project);
                let noting = Some(Noting { root: &self.root, is_elsewhere: true });
                let seen = save_with(&RealDisk, &self.folder.join(SNAPSHOT), &written.bytes, &Over::Anything, noting);
                self.base = Some(seen.map_err(io::Error::other)?.to_string());
            }
        }
        self.has_base = true;
        Ok(())
    }

    /// Writes a step. It then survives the end of this program; within a second, a power cut as well.
    ///
    /// # Errors
    /// As the disk says, now or before: from then on nothing more is written.
    pub fn step(&mut self, by: CoderId, at: Time, done: &Done) -> io::Result<()> {
        if let Some(failure) = self.syncer.failure() {
            self.journal.fail(failure);
        }
        let unsynced = self.journal.append(self.base.as_deref(), by, at, done)?;
        self.base = None;
        self.syncer.send(Work::Sync(unsynced));
        Ok(())
    }

    /// Keeps what is being typed, in the background, in the place of what was kept of it before.
    pub fn keep_drafts(&self, drafts: Vec<Draft>) {
        self.syncer.send(Work::KeepDrafts(self.folder.clone(), self.project, drafts));
    }

    /// Why steps no longer reach the disk, if they do not.
    pub fn failure(&self) -> Option<String> {
        self.syncer.failure().or_else(|| self.journal.failure().map(str::to_owned))
    }

    /// What a save needs to know; steps from here on are not part of it.
    pub fn begin_save(&mut self) -> SaveTicket {
        SaveTicket {
            root: self.root.clone(),
            project: self.project,
            holder: self.holder.clone(),
            from: Some((self.folder.clone(), self.journal.close_file())),
        }
    }

    /// A save has succeeded. If it `holds_all`, because no step was made meanwhile, the next file of the journal starts
    /// from these bytes; a journal that had failed begins anew then, for nothing depends on the old one any more.
    pub fn end_save(&mut self, kept: Kept, seen: &Seen, path: &Path, holds_all: bool) {
        let Kept { closed, is_retired, moved, replaces_older: _ } = kept;
        match moved {
            None => {
                let begins_anew = holds_all && is_retired;
                self.base = begins_anew.then(|| seen.to_string());
                self.has_base = true;
                if begins_anew && self.failure().is_some() {
                    self.journal = self.journal.anew();
                    self.syncer = Syncer::start();
                }
            }
            Some(mut new) => {
                let rest = entries(&RealDisk, &self.folder, self.project).unwrap_or_default();
                for entry in rest.iter().filter(|entry| closed.is_some_and(|closed| closed.is_before(entry))) {
                    if let Err(error) = new.step(entry.by, entry.at, &entry.done) {
                        log::error!("a step could not be carried over: {error}");
                    }
                }
                let old = std::mem::replace(self, *new);
                if old.path.is_some() { old.discard() } else { old.remove() }
            }
        }
        self.path = Some(path.to_path_buf());
    }

    /// Closes a project whose steps since the last save are discarded, or are elsewhere. They are set aside,
    /// not destroyed.
    pub fn discard(self) {
        let (from, to) = match &self.path {
            Some(_) => (self.folder.join(JOURNAL), self.folder.join(DISCARDED)),
            None => (self.folder.clone(), self.root.join(DISCARDED)),
        };
        drop(self);
        put_in_place_of(&from, &to);
    }

    /// Closes a project without a file of which everything is elsewhere now.
    fn remove(self) {
        let folder = self.folder.clone();
        drop(self);
        remove(&folder);
    }

    /// The number of the last step that was written.
    pub fn last_step(&self) -> u64 {
        self.journal.last_step()
    }

    /// The state folder of the project.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The project's id.
    pub fn project(&self) -> ProjectId {
        self.project
    }
}

/// Sets aside a journal whose steps start from another version of the file.
fn set_journal_aside(folder: &Path, at: Time) {
    let journal = folder.join(JOURNAL);
    let is_used = RealDisk.list(&journal).is_ok_and(|files| !files.is_empty());
    if is_used && let Err(error) = std::fs::rename(&journal, folder.join(format!("set-aside-{}", at.0))) {
        log::error!("the journal in {} could not be set aside: {error}", folder.display());
    }
}

/// What a save needs to know of the journal; goes with the save to its thread.
#[derive(Debug)]
pub struct SaveTicket {
    root: PathBuf,
    project: ProjectId,
    holder: String,
    /// The state folder so far, and the steps that are saved.
    from: Option<(PathBuf, Closed)>,
}

/// What a save has done to the journal.
#[derive(Debug)]
pub struct Kept {
    closed: Option<Closed>,
    /// Whether the saved steps are in the history.
    is_retired: bool,
    /// The keeper of the file, when that is another than before.
    moved: Option<Box<Keeper>>,
    /// Whether the file had an older format before; it is among the versions.
    replaces_older: bool,
}

impl Kept {
    /// Whether the file had an older format before this save; it is among the versions as it was.
    pub fn replaces_older(&self) -> bool {
        self.replaces_older
    }

    /// The keeper of the file, for a project that had none.
    pub fn into_keeper(self) -> Option<Keeper> {
        self.moved.map(|keeper| *keeper)
    }
}

impl SaveTicket {
    /// For a project of which no steps were kept.
    pub fn without_steps(root: &Path, project: ProjectId, holder: &str) -> Self {
        Self { root: root.to_path_buf(), project, holder: holder.to_owned(), from: None }
    }

    /// Saves what a project was written as, and keeps it as a version.
    ///
    /// # Errors
    /// Why not; the old file is whole, and the journal as it was.
    pub(super) fn save(self, path: &Path, written: &Written, over: &Over, at: Time) -> Result<(Kept, Seen), SaveError> {
        let Self { root, project, holder, from } = self;
        let target = folder_of_file(&root, project, path);
        let is_here = from.as_ref().is_some_and(|(folder, _)| *folder == target);
        let lock = match (!is_here).then(|| Lock::take(&target, &holder)) {
            Some(Err(LockError::Held(holder))) => return Err(SaveError::OpenElsewhere(holder)),
            Some(Err(LockError::Io(error))) => {
                log::error!("no state folder for {}: {error}", path.display());
                None
            }
            Some(Ok(lock)) => Some(lock),
            None => None,
        };
        let announce = |seen: &Seen| {
            let announced = from
                .as_ref()
                .map(|(folder, closed)| closed.announce(&RealDisk, folder, project, &seen.to_string(), path));
            if let Some(Err(error)) = announced {
                log::error!("the save could not be noted in the journal: {error}");
            }
        };
        let replaces_older = keep_older_format(&target, path, at)?;
        let noting = Noting { root: &root, is_elsewhere: from.is_some() };
        let seen = put(&RealDisk, path, &written.bytes, over, Some(noting), &announce)?;
        let sha256 = seen.to_string();
        if from.is_none() {
            set_journal_aside(&target, at);
        }

        // From here on the file is saved; what fails below costs comfort, not marks.
        let retired = from.as_ref().map(|(folder, closed)| closed.retire(&RealDisk, folder, project, &sha256, &target));
        let is_retired = match retired {
            Some(Err(error)) => {
                log::error!("the saved steps could not be moved to the history: {error}");
                false
            }
            Some(Ok(())) | None => true,
        };
        if let Err(error) = keep_version(&RealDisk, &target, &written.bytes, &seen, at) {
            log::error!("the save could not be kept as a version: {error}");
        }
        let moved = lock.filter(|_| is_retired).and_then(|lock| {
            let recovery = recover(&RealDisk, &target, project, &sha256)
                .inspect_err(|error| log::error!("the journal of {} cannot be read: {error}", path.display()))
                .ok()?;
            let mut keeper = Keeper::new(&root, target, project, &holder, &recovery);
            (keeper.lock, keeper.base, keeper.has_base) = (Some(lock), Some(sha256), true);
            Some(Box::new(keeper))
        });
        let kept = Kept { closed: from.map(|(_, closed)| closed), is_retired, moved, replaces_older };
        Ok((kept, seen))
    }
}

/// Keeps a file of an older format among the versions, before a save replaces it; says whether there was one.
///
/// # Errors
/// When it cannot be kept; it is not to be replaced then.
fn keep_older_format(state: &Path, path: &Path, at: Time) -> io::Result<bool> {
    let mut head = Vec::new();
    let begun = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let format = begun.ok().and_then(|_| stated_format(&String::from_utf8_lossy(&head)));
    if format.is_none_or(|format| format >= FORMAT) {
        return Ok(false);
    }
    let bytes = RealDisk.read(path)?;
    keep_version(&RealDisk, state, &bytes, &Seen::of(&bytes), at)?;
    Ok(true)
}

/// The work of the background thread.
enum Work {
    Sync(Unsynced<File>),
    KeepBase(PathBuf, PathBuf, Option<String>),
    KeepDrafts(PathBuf, ProjectId, Vec<Draft>),
}

/// Flushes what was written to the disk, on a thread of its own; finishes its work when dropped.
#[derive(Debug)]
struct Syncer {
    sender: Option<mpsc::Sender<Work>>,
    thread: Option<JoinHandle<()>>,
    failure: Arc<Mutex<Option<String>>>,
}

impl Syncer {
    fn start() -> Self {
        let (sender, receiver) = mpsc::channel();
        let failure = Arc::default();
        let shared = Arc::clone(&failure);
        let thread =
            std::thread::Builder::new().name("sayso: journal".to_owned()).spawn(move || work(&receiver, &shared));
        if let Err(error) = &thread {
            set(&failure, format!("no thread for it: {error}"));
        }
        Self { sender: Some(sender), thread: thread.ok(), failure }
    }

    fn send(&self, work: Work) {
        if self.sender.as_ref().is_none_or(|sender| sender.send(work).is_err()) {
            set(&self.failure, "its thread has ended".to_owned());
        }
    }

    fn failure(&self) -> Option<String> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Syncer {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread of the journal failed because of a bug in Sayso");
        }
    }
}

fn set(failure: &Mutex<Option<String>>, why: String) {
    failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(why);
}

fn work(receiver: &mpsc::Receiver<Work>, failure: &Mutex<Option<String>>) {
    while let Ok(first) = receiver.recv() {
        // Steps that have come meanwhile are brought to the disk with one call a file, in their order.
        let mut waiting: Vec<Unsynced<File>> = Vec::new();
        for work in std::iter::once(first).chain(receiver.try_iter()) {
            match work {
                Work::KeepBase(path, folder, base) => keep_base(&path, &folder, base.as_deref()),
                Work::KeepDrafts(folder, project, drafts) => {
                    // The steps do not depend on it.
                    if let Err(error) = write_drafts(&RealDisk, &folder, project, &drafts) {
                        log::error!("what is being typed could not be kept: {error}");
                    }
                }
                Work::Sync(next) => match waiting.last() {
                    Some(last) if Arc::ptr_eq(&last.file, &next.file) => {}
                    Some(_) | None => waiting.push(next),
                },
            }
        }
        for unsynced in waiting {
            let synced = RealDisk.sync(&unsynced.file);
            let synced = synced.and_then(|()| unsynced.folder.map_or(Ok(()), |folder| RealDisk.sync_folder(&folder)));
            if let Err(error) = synced {
                // What the disk holds now is not known; trying again would only hide that.
                set(failure, error.to_string());
                return;
            }
        }
    }
}

/// Keeps what the steps start from, unless the file has changed meanwhile.
fn keep_base(path: &Path, folder: &Path, base: Option<&str>) {
    let kept = RealDisk.read(path).and_then(|bytes| {
        let seen = Seen::of(&bytes);
        let is_base = base == Some(seen.to_string().as_str());
        let written = RealDisk.stat(path)?.and_then(|stat| stat.written);
        let age = written.and_then(|written| written.duration_since(std::time::UNIX_EPOCH).ok());
        let at = Time(age.map_or(0, |age| age.as_secs().cast_signed()));
        if is_base { keep_version(&RealDisk, folder, &bytes, &seen, at) } else { Ok(()) }
    });
    if let Err(error) = kept {
        log::warn!("what was opened could not be kept as a version: {error}");
    }
}
