//! A disk in memory that can fail at any call, lose its power after any call, and tell every state in which it could
//! then be found.
//!
//! The model is harsh but fair: what a file was told to write and not yet to bring to the disk may be there, be
//! missing, be there in part, or be zeros; each change of a folder since it was last brought to the disk may have
//! happened or not, by itself. What a failed sync has dropped, a later sync of that file does not bring back.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use sayso::store::{Disk, Stat};

/// What the disk holds: paths and bytes.
pub(crate) type Held = BTreeMap<PathBuf, Vec<u8>>;

#[derive(Clone, Debug, Default)]
struct Content {
    on_disk: Vec<u8>,
    now: Vec<u8>,
    /// A sync has failed: what was not on the disk then never gets there by another sync.
    is_poisoned: bool,
}

#[derive(Clone, Debug)]
enum Change {
    Link(PathBuf, usize),
    Unlink(PathBuf),
    Rename(PathBuf, PathBuf),
    Exchange(PathBuf, PathBuf),
}

type Names = BTreeMap<PathBuf, usize>;

fn happen(names: &mut Names, change: &Change) {
    match change {
        Change::Link(path, file) => {
            names.insert(path.clone(), *file);
        }
        Change::Unlink(path) => {
            names.remove(path);
        }
        Change::Rename(from, to) => {
            if let Some(file) = names.remove(from) {
                names.insert(to.clone(), file);
            }
        }
        Change::Exchange(one, other) => {
            if let (Some(a), Some(b)) = (names.get(one).copied(), names.get(other).copied()) {
                names.insert(one.clone(), b);
                names.insert(other.clone(), a);
            }
        }
    }
}

#[derive(Clone, Debug, Default)]
struct State {
    files: Vec<Content>,
    names: Names,
    names_on_disk: Names,
    pending: Vec<Change>,
    calls: usize,
    fails_at: Option<usize>,
    power_goes_at: Option<usize>,
    meddler: Option<(usize, PathBuf, Vec<u8>)>,
}

/// The disk; clones are the same disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct SimDisk(Arc<Mutex<State>>);

impl SimDisk {
    /// A disk that safely holds these files.
    pub(crate) fn holding(held: &Held) -> Self {
        let disk = Self::default();
        {
            let mut state = disk.state();
            for (path, bytes) in held {
                let file = state.files.len();
                state.files.push(Content { on_disk: bytes.clone(), now: bytes.clone(), is_poisoned: false });
                state.names.insert(path.clone(), file);
            }
            state.names_on_disk = state.names.clone();
        }
        disk
    }

    /// Lets the n-th call, from 1, fail.
    pub(crate) fn fail_at(self, call: usize) -> Self {
        self.state().fails_at = Some(call);
        self
    }

    /// Lets the power go at the n-th call, from 1: it and all later ones do nothing.
    pub(crate) fn power_goes_at(self, call: usize) -> Self {
        self.state().power_goes_at = Some(call);
        self
    }

    /// Lets somebody else write a file just before the n-th call, from 1.
    pub(crate) fn meddled_with(self, call: usize, path: &Path, bytes: &[u8]) -> Self {
        self.state().meddler = Some((call, path.to_owned(), bytes.to_owned()));
        self
    }

    /// How many calls were made.
    pub(crate) fn calls(&self) -> usize {
        self.state().calls
    }

    /// What a reader sees when only the program ended.
    pub(crate) fn now(&self) -> Held {
        let state = self.state();
        state.names.iter().map(|(path, file)| (path.clone(), state.files[*file].now.clone())).collect()
    }

    /// Every state in which the disk may be found after the power went.
    pub(crate) fn after_power_cut(&self) -> Vec<Held> {
        let state = self.state();
        let mut found = Vec::new();
        assert!(state.pending.len() < 10, "too many changes of folders wait: {:?}", state.pending);
        for mask in 0..1u32 << state.pending.len() {
            let mut names = state.names_on_disk.clone();
            for (place, change) in state.pending.iter().enumerate() {
                if mask >> place & 1 == 1 {
                    happen(&mut names, change);
                }
            }
            let mut states = vec![Held::new()];
            for (path, file) in &names {
                let choices = state.files[*file].after_power_cut();
                states = states
                    .into_iter()
                    .flat_map(|held| {
                        choices.iter().map(move |bytes| {
                            let mut held = held.clone();
                            held.insert(path.clone(), bytes.clone());
                            held
                        })
                    })
                    .collect();
            }
            found.extend(states);
        }
        found
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    fn call(&self) -> io::Result<()> {
        let mut state = self.state();
        state.calls += 1;
        if let Some((call, path, bytes)) = state.meddler.clone()
            && call == state.calls
        {
            let file = state.files.len();
            state.files.push(Content { on_disk: bytes.clone(), now: bytes, is_poisoned: false });
            state.names.insert(path.clone(), file);
            state.names_on_disk.insert(path, file);
        }
        if state.power_goes_at.is_some_and(|at| state.calls >= at) {
            return Err(io::Error::other("the power is gone"));
        }
        if state.fails_at == Some(state.calls) {
            return Err(io::Error::other("this call fails"));
        }
        Ok(())
    }

    fn change(&self, change: Change) {
        let mut state = self.state();
        happen(&mut state.names, &change);
        state.pending.push(change);
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        self.state().names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Content {
    fn after_power_cut(&self) -> Vec<Vec<u8>> {
        if self.now == self.on_disk {
            return vec![self.now.clone()];
        }
        let mut choices = vec![self.on_disk.clone(), self.now.clone()];
        // Part of what was added, and its length without its content.
        let kept = self.on_disk.len().min(self.now.len());
        choices.push(self.now[..kept + (self.now.len() - kept) * 2 / 3].to_vec());
        let mut zeros = self.now[..kept].to_vec();
        zeros.resize(self.now.len(), 0);
        choices.push(zeros);
        choices.dedup();
        choices
    }
}

impl Disk for SimDisk {
    type File = usize;
    type Guard = ();

    fn hold_folder(&self, _folder: &Path) {}

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.call()?;
        Ok(path.to_owned())
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        self.call()?;
        let state = self.state();
        let length = state.names.get(path).map(|file| state.files[*file].now.len() as u64);
        Ok(length.map(|length| Stat { is_file: true, is_read_only: false, mode: None, length, written: None }))
    }

    fn create_new(&self, path: &Path, _mode: Option<u32>) -> io::Result<usize> {
        self.call()?;
        if self.file(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let file = {
            let mut state = self.state();
            state.files.push(Content::default());
            state.files.len() - 1
        };
        self.change(Change::Link(path.to_owned(), file));
        Ok(file)
    }

    fn reopen(&self, path: &Path, keep: Option<u64>) -> io::Result<usize> {
        self.call()?;
        let file = self.file(path)?;
        if let Some(keep) = keep {
            self.state().files[file].now.truncate(keep as usize);
        }
        Ok(file)
    }

    /// Two calls: a write can break off in the middle.
    fn write(&self, file: &usize, bytes: &[u8]) -> io::Result<()> {
        for half in [&bytes[..bytes.len() / 2], &bytes[bytes.len() / 2..]] {
            self.call()?;
            self.state().files[*file].now.extend_from_slice(half);
        }
        Ok(())
    }

    fn sync(&self, file: &usize) -> io::Result<()> {
        let called = self.call();
        let mut state = self.state();
        let content = &mut state.files[*file];
        match called {
            Ok(()) if content.is_poisoned => Ok(()),
            Ok(()) => {
                content.on_disk = content.now.clone();
                Ok(())
            }
            Err(error) => {
                content.is_poisoned = true;
                Err(error)
            }
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call()?;
        let file = self.file(path)?;
        Ok(self.state().files[file].now.clone())
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.call()?;
        self.file(one)?;
        self.file(other)?;
        self.change(Change::Exchange(one.to_owned(), other.to_owned()));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call()?;
        self.file(from)?;
        self.change(Change::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call()?;
        if self.file(to).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.file(from)?;
        self.change(Change::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        self.file(path)?;
        self.change(Change::Unlink(path.to_owned()));
        Ok(())
    }

    /// Folders are there at once and for good.
    fn make_folder(&self, _folder: &Path) -> io::Result<()> {
        self.call()
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.call()?;
        let state = self.state();
        let inside = state.names.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned()).collect())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call()?;
        let mut state = self.state();
        let is_inside = |path: &PathBuf| path.parent() == Some(folder);
        let (done, waiting): (Vec<Change>, Vec<Change>) =
            std::mem::take(&mut state.pending).into_iter().partition(|change| match change {
                Change::Link(path, _) | Change::Unlink(path) => is_inside(path),
                Change::Rename(path, _) | Change::Exchange(path, _) => is_inside(path),
            });
        for change in &done {
            happen(&mut state.names_on_disk, change);
        }
        state.pending = waiting;
        Ok(())
    }
}
