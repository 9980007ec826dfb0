//! What a killed save or export leaves: each file written beside its target is noted in the person's state folder before
//! it is made, and whoever opens the project, or writes the target again, removes what a note names.
//!
//! A note is locked as long as its writer lives, so nobody sweeps what is being written. Nothing is known by its name
//! alone: a file without a note of this machine stays, whoever made it.

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::{
    disk::{Disk, RealDisk},
    seen::{Over, Seen},
    state::writing,
    versions::versions,
};

/// The ending of what is written beside its target.
pub(super) const ENDING: &str = ".sayso-tmp";
/// What every note begins with; the next letter says how far the writing is.
const HEADER: &str = "sayso-writing 1 ";
/// Not all bytes are written: the file is a part of ours.
const BEGUN: char = 'b';
/// All bytes are written: the file holds ours, or what they have displaced.
const WHOLE: char = 'w';
/// The bytes can be had again, or not.
const ELSEWHERE: &str = "elsewhere";
const ONLY_HERE: &str = "here";
/// Somebody agreed to lose whatever is displaced.
const ANY: &str = "any";
/// How long a hash is, in hexadecimal digits.
const HASH_LEN: usize = 64;
/// The ending of a note that is not complete.
const NEW: &str = ".new";

/// Where what is written beside its target is noted, and what it is worth.
#[derive(Clone, Copy, Debug)]
pub struct Noting<'r> {
    /// The state folder of this person.
    pub root: &'r Path,
    /// Whether the bytes can be had again, from the journal or by exporting again.
    pub is_elsewhere: bool,
}

/// The note of a file that is being written beside its target, by this program.
#[derive(Debug)]
pub(super) struct Note {
    file: File,
    path: PathBuf,
    /// Where the hash of the bytes stands.
    hash_at: u64,
}

impl Note {
    /// Notes a file before it is made; the hash of its bytes, where it is known yet. `None` where that is not possible; then it may stay after a kill.
    pub(super) fn begin(
        noting: Noting<'_>,
        beside: &Path,
        target: &Path,
        ours: Option<&Seen>,
        over: &Over,
    ) -> Option<Self> {
        let begun = || -> io::Result<Self> {
            let [name, whole] = [beside.file_name().and_then(|name| name.to_str()), target.to_str()];
            let (name, whole) = name.zip(whole).ok_or(io::ErrorKind::InvalidFilename)?;
            let displaced = match over {
                Over::Only(seen) => seen.to_string(),
                Over::Nothing => "none".to_owned(),
                Over::Anything => ANY.to_owned(),
            };
            let worth = if noting.is_elsewhere { ELSEWHERE } else { ONLY_HERE };
            let ours = ours.map_or_else(|| "0".repeat(HASH_LEN), Seen::to_string);
            let head = format!("{HEADER}{BEGUN} {worth} ");
            let text = format!("{head}{ours} {displaced} {name}\n{whole}");
            let folder = writing(noting.root);
            let path = folder.join(name);
            let new = folder.join(format!("{name}{NEW}"));
            let make = || RealDisk.make_folder(&folder).and_then(|()| RealDisk.create_new(&new, Some(0o600)));
            // Another program may have removed the empty folder in between.
            let mut file = make().or_else(|_gone| make())?;
            // Nobody sees the note before it is locked.
            file.try_lock()?;
            file.write_all(text.as_bytes())?;
            RealDisk.rename(&new, &path)?;
            Ok(Self { file, path, hash_at: head.len() as u64 })
        };
        begun().inspect_err(|error| log::warn!("{} could not be noted: {error}", beside.display())).ok()
    }

    /// All bytes are written; from now on the file may hold what they displace.
    pub(super) fn is_whole(&mut self, ours: &Seen) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.hash_at))?;
        self.file.write_all(ours.to_string().as_bytes())?;
        self.file.seek(SeekFrom::Start(HEADER.len() as u64))?;
        self.file.write_all(&[WHOLE as u8])
    }

    /// Forgets the file, if it is gone.
    pub(super) fn end(self, beside: &Path) {
        if matches!(RealDisk.stat(beside), Ok(None)) {
            let _swept_later = RealDisk.remove(&self.path);
            remove_empty(&self.path);
        }
    }
}

/// What a note says.
struct Noted {
    is_whole: bool,
    /// Whether the bytes can be had again.
    is_elsewhere: bool,
    /// The hash of the bytes.
    ours: String,
    /// The hash of what they may replace; `None` where somebody agreed to lose whatever is there.
    displaced: Option<String>,
    beside: PathBuf,
    target: PathBuf,
}

impl Noted {
    fn of(text: &str) -> Option<Self> {
        let (head, target) = text.strip_prefix(HEADER)?.split_once('\n')?;
        let [state, worth, ours, displaced, name] = head.splitn(5, ' ').collect::<Vec<_>>().try_into().ok()?;
        let target = PathBuf::from(target);
        // Only what we named ourselves, in the folder of the target.
        let is_ours = name.starts_with('.') && name.ends_with(ENDING) && !name.contains(['/', '\\']);
        is_ours.then(|| Self {
            is_whole: state != BEGUN.to_string(),
            is_elsewhere: worth == ELSEWHERE,
            ours: ours.to_owned(),
            displaced: Some(displaced.to_owned()).filter(|displaced| displaced != ANY),
            beside: target.with_file_name(name),
            target,
        })
    }

    /// Whether nobody misses the file that was left, whatever it holds.
    fn is_export(&self) -> bool {
        self.is_elsewhere && self.displaced.is_none()
    }

    /// Whether nobody misses these bytes, which the file that was left holds.
    fn is_dispensable(&self, bytes: &[u8], state: &Path) -> io::Result<bool> {
        let sha256 = Seen::of(bytes).to_string();
        let is_in_place = RealDisk.read(&self.target).is_ok_and(|bytes| Seen::of(&bytes).to_string() == sha256);
        if is_in_place || sha256 == self.ours {
            return Ok(is_in_place || self.is_elsewhere);
        }
        let is_known = !self.is_whole || self.displaced.as_ref().is_none_or(|displaced| *displaced == sha256);
        Ok(is_known || versions(&RealDisk, state)?.iter().any(|version| version.sha256 == sha256))
    }

    /// Removes the file that was left. What is nowhere else gets a visible name, which is returned.
    fn sweep(&self, state: &Path) -> io::Result<Option<PathBuf>> {
        if RealDisk.stat(&self.beside)?.is_none() {
            return Ok(None);
        }
        if self.is_export() || self.is_dispensable(&RealDisk.read(&self.beside)?, state)? {
            return RealDisk.remove(&self.beside).map(|()| None);
        }
        let name = self.beside.file_name().unwrap_or_default().to_string_lossy();
        let middle = name.trim_start_matches('.').trim_end_matches(ENDING);
        let shown = self.target.with_extension(format!("{middle}.sayso"));
        RealDisk.rename_new(&self.beside, &shown)?;
        Ok(Some(shown))
    }
}

/// Removes the folder of a note and the two around it, where nothing else is in them: whoever has only exported something
/// keeps no folder, least of all one that belongs to whom they were at the time.
fn remove_empty(note: &Path) {
    for folder in note.ancestors().skip(1).take(3) {
        let _others_are_there = std::fs::remove_dir(folder);
    }
}

/// The notes of programs that have ended and that are meant, each held meanwhile; and those that are not complete. Others are not
/// held for a moment, because somebody else may sweep them at the same time.
fn abandoned(root: &Path, is_meant: impl Fn(&Noted) -> bool) -> io::Result<Vec<(File, PathBuf, Option<Noted>)>> {
    let folder = writing(root);
    let mut found = Vec::new();
    for name in RealDisk.list(&folder)? {
        let path = folder.join(name);
        let read = || std::fs::read_to_string(&path).map(|text| Noted::of(&text));
        let is_other = |noted: &Option<Noted>| noted.as_ref().is_some_and(|noted| !is_meant(noted));
        if read().map_or(true, |noted| is_other(&noted)) {
            continue;
        }
        let Ok(file) = File::open(&path) else { continue };
        // Its writer may have gone on until it ended.
        if let (Ok(()), Ok(noted)) = (file.try_lock(), read()) {
            found.push((file, path, noted));
        }
    }
    Ok(found)
}

/// Removes what killed programs have left beside this target. What is nowhere else gets a visible name, which is
/// returned; `state` is the state folder of the project.
pub(super) fn sweep_beside(root: &Path, target: &Path, state: &Path) -> Vec<PathBuf> {
    sweep(root, state, |noted| noted.target == target)
}

/// Removes what killed exports have left, wherever that is.
pub(super) fn sweep_exports(root: &Path) {
    let none_is_kept = sweep(root, root, Noted::is_export);
    debug_assert!(none_is_kept.is_empty(), "exports can be written again");
}

fn sweep(root: &Path, state: &Path, is_meant: impl Fn(&Noted) -> bool) -> Vec<PathBuf> {
    let mut shown = Vec::new();
    let notes = abandoned(root, is_meant).unwrap_or_else(|error| {
        log::warn!("the notes of killed saves cannot be read: {error}");
        Vec::new()
    });
    for (_held, path, noted) in notes {
        let swept = match &noted {
            Some(noted) => noted.sweep(state),
            // A note that was not complete, so that nothing was written either.
            None => Ok(None),
        };
        match swept.and_then(|kept| RealDisk.remove(&path).map(|()| kept)) {
            Ok(kept) => {
                shown.extend(kept);
                remove_empty(&path);
            }
            Err(error) => log::warn!("what a killed save has left cannot be swept: {error}"),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a state folder in it, and the file that is to be written.
    struct Killed {
        folder: tempfile::TempDir,
        target: PathBuf,
        beside: PathBuf,
    }

    const OURS: &[u8] = b"ours, all of it";
    const SEEN: &[u8] = b"what was there";

    impl Killed {
        /// A save that was killed when its temporary file held these bytes, whole or not.
        fn with(held: &[u8], is_whole: bool, is_elsewhere: bool, over: &Over) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let [target, beside] = ["p.sayso", ".abc.sayso-tmp"].map(|name| folder.path().join(name));
            std::fs::write(&target, SEEN).unwrap();
            let killed = Self { folder, target, beside };
            let root = killed.root();
            let noting = Noting { root: &root, is_elsewhere };
            let ours = Seen::of(OURS);
            let known = Some(&ours).filter(|_| !is_elsewhere);
            let mut note = Note::begin(noting, &killed.beside, &killed.target, known, over).unwrap();
            std::fs::write(&killed.beside, held).unwrap();
            assert!(killed.sweep().is_empty() && killed.beside.exists(), "its writer lives");
            if is_whole {
                note.is_whole(&ours).unwrap();
            }
            killed
        }

        fn root(&self) -> PathBuf {
            self.folder.path().join("state")
        }

        fn sweep(&self) -> Vec<PathBuf> {
            sweep_beside(&self.root(), &self.target, &self.root())
        }

        /// What became of it: the bytes under a visible name, if they were kept.
        #[track_caller]
        fn kept(&self) -> Option<Vec<u8>> {
            let other = self.folder.path().join("q.sayso");
            assert!(sweep_beside(&self.root(), &other, &self.root()).is_empty() && self.beside.exists(), "another's");
            let kept = self.sweep();
            assert!(!self.beside.exists());
            assert_eq!(RealDisk.list(&writing(&self.root())).unwrap(), Vec::<String>::new(), "and the note is gone");
            let kept = kept.first()?;
            assert_eq!(kept.file_name().unwrap(), "p.abc.sayso");
            Some(std::fs::read(kept).unwrap())
        }
    }

    #[test]
    fn notes_that_are_not_meant_are_free_for_others() {
        let killed = Killed::with(OURS, true, true, &Over::Only(Seen::of(SEEN)));
        let _none_is_held = abandoned(&killed.root(), Noted::is_export).unwrap();
        assert_eq!(abandoned(&killed.root(), |noted| noted.target == killed.target).unwrap().len(), 1);
    }

    #[test]
    fn what_nobody_misses_is_removed() {
        let only = Over::Only(Seen::of(SEEN));
        assert_eq!(Killed::with(b"ours, a", false, true, &only).kept(), None, "a part of ours");
        assert_eq!(Killed::with(b"ours, a", false, false, &only).kept(), None, "a part of what is nowhere else");
        assert_eq!(Killed::with(OURS, true, true, &only).kept(), None, "ours, which the journal has");
        assert_eq!(Killed::with(SEEN, true, true, &only).kept(), None, "what was to be replaced");
        assert_eq!(Killed::with(b"theirs", true, true, &Over::Anything).kept(), None, "what somebody agreed to lose");
        let saved = Killed::with(OURS, true, false, &only);
        std::fs::write(&saved.target, OURS).unwrap();
        assert_eq!(saved.kept(), None, "what the file holds by now");
    }

    #[test]
    fn what_is_nowhere_else_is_kept_under_a_visible_name() {
        let only = Over::Only(Seen::of(SEEN));
        assert_eq!(Killed::with(b"theirs", true, true, &only).kept().as_deref(), Some(b"theirs".as_slice()));
        assert_eq!(Killed::with(OURS, true, false, &only).kept().as_deref(), Some(OURS));
        assert_eq!(Killed::with(OURS, false, false, &only).kept().as_deref(), Some(OURS), "killed before it was noted");
    }

    #[test]
    fn exports_are_swept_wherever_they_are_and_saves_are_not() {
        let save = Killed::with(b"ours, a", false, true, &Over::Only(Seen::of(SEEN)));
        sweep_exports(&save.root());
        assert!(save.beside.exists());
        let export = Killed::with(b"ours, a", false, true, &Over::Anything);
        sweep_exports(&export.root());
        assert!(!export.beside.exists());
    }

    #[test]
    fn a_note_names_nothing_but_what_we_have_named() {
        let note = |name: &str| Noted::of(&format!("{HEADER}w elsewhere abc any {name}\n/home/ada/p.sayso"));
        assert!(note(".abc.sayso-tmp").is_some_and(|noted| noted.beside == Path::new("/home/ada/.abc.sayso-tmp")));
        for name in ["p.sayso", ".sayso-tmp/../p.sayso", "../.abc.sayso-tmp", "abc.sayso-tmp", ""] {
            assert!(note(name).is_none(), "{name}");
        }
        assert!(Noted::of("").is_none() && Noted::of("sayso-writing 1 w").is_none());
    }
}
