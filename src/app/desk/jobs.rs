//! Long work in the background: a job owns a snapshot, reports progress, can be cancelled, and comes back with what is
//! to be done about its result.
//!
//! This file knows neither the desk nor what jobs are about: what a job comes back with is a type parameter.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering},
        mpsc,
    },
};

use super::session::SessionId;

/// Wakes the window when a job has come back.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What a job does; one job of a kind runs at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Opens a project.
    Open,
    /// Saves the project.
    Save,
    /// Checks whether somebody else changed the file.
    CheckFile,
    /// Looks for new files in the watched folder.
    CheckFolder,
    /// Waits for the system's file dialog.
    Dialog,
    /// Looks what lies at a path that was given.
    LookAtPath,
    /// Looks what was dropped on the window.
    LookAtDropped,
    /// Reads the history of changes.
    ReadHistory,
    /// Reads all saved versions, to list them.
    ReadVersions,
    /// Reads one saved version.
    ReadVersion,
    /// Opens a saved version in a window of its own.
    OpenWindow,
    /// Reads files that are to be imported.
    ReadFiles,
    /// Reads an article that is to be previewed.
    ReadPreview,
    /// Reads the new version of an article.
    ReadNewVersion,
    /// Reads copies of the project.
    ReadCopies,
    /// Keeps copies that were merged.
    KeepCopies,
    /// Compares an article with its new version.
    Compare,
    /// Fetches a web page.
    Fetch,
    /// Writes an export.
    Export,
    /// Reads a codebook from a file.
    ReadCodebook,
    /// Searches all articles.
    Search,
    /// Finds more occurrences of the words of a mark.
    FindSimilar,
    /// Derives the ledger.
    Ledger,
    /// Derives the register of names.
    Names,
    /// Derives the checklist.
    Checklist,
    /// Derives the list of problems.
    Problems,
    /// Joins a shared folder, or brings in what others have there.
    Share,
    /// Looks who is in a shared folder.
    LookAtShared,
    /// Looks whether others have shared something.
    CheckShared,
    /// Derives where coders differ.
    Differences,
    /// Measures how far coders agree.
    Agreement,
}

impl JobKind {
    /// What the status bar says while it runs.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Opening",
            Self::Save => "Saving",
            Self::CheckFile => "Checking the file",
            Self::CheckFolder => "Checking the folder",
            Self::Dialog => "Waiting for the file dialog",
            Self::LookAtPath => "Looking for the file",
            Self::LookAtDropped => "Looking at the files",
            Self::ReadHistory => "Reading the history",
            Self::ReadVersions => "Reading the versions",
            Self::ReadVersion => "Reading the version",
            Self::OpenWindow => "Opening the version",
            Self::ReadFiles => "Reading files",
            Self::ReadPreview => "Reading the article",
            Self::ReadNewVersion => "Reading the new version",
            Self::ReadCopies => "Merging the copies",
            Self::KeepCopies => "Keeping the copies",
            Self::Compare => "Comparing the texts",
            Self::Fetch => "Fetching the page",
            Self::Export => "Exporting",
            Self::ReadCodebook => "Reading the codebook",
            Self::Search => "Searching",
            Self::FindSimilar => "Finding more occurrences",
            Self::Ledger => "Updating the ledger",
            Self::Names => "Comparing names",
            Self::Checklist => "Updating the checklist",
            Self::Problems => "Checking the project",
            Self::Share => "Updating from the shared folder",
            Self::LookAtShared => "Looking into the shared folder",
            Self::CheckShared => "Checking the shared folder",
            Self::Differences => "Comparing coders",
            Self::Agreement => "Measuring agreement",
        }
    }

    /// Whether somebody waits for its result: only then is it said that the result came too late.
    pub fn is_awaited(self) -> bool {
        match self {
            Self::ReadHistory
            | Self::ReadVersions
            | Self::ReadVersion
            | Self::ReadFiles
            | Self::ReadPreview
            | Self::ReadNewVersion
            | Self::ReadCopies
            | Self::LookAtDropped
            | Self::Compare
            | Self::Fetch
            | Self::Export
            | Self::ReadCodebook
            | Self::FindSimilar
            | Self::LookAtPath
            | Self::Share
            | Self::LookAtShared
            | Self::Dialog => true,
            Self::Open
            | Self::Save
            | Self::CheckFile
            | Self::CheckFolder
            | Self::OpenWindow
            | Self::KeepCopies
            | Self::Search
            | Self::Ledger
            | Self::Names
            | Self::Checklist
            | Self::Problems
            | Self::CheckShared
            | Self::Differences
            | Self::Agreement => false,
        }
    }

    /// Whether the status bar leaves it out, since it is short and comes often.
    pub fn is_hidden(self) -> bool {
        matches!(
            self,
            Self::CheckFile
                | Self::CheckFolder
                | Self::CheckShared
                | Self::Problems
                | Self::LookAtPath
                | Self::LookAtDropped
        )
    }
}

/// How far a job is; shared between the job and the window.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
    /// How much of the step under way is done, as the bits of a share from 0 to 1.
    within: AtomicU32,
    cancelled: AtomicBool,
}

impl Progress {
    /// Begins so many steps; 0 while it is unknown how many there are.
    pub fn set_total(&self, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.within.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// One step is done.
    pub fn step(&self) {
        self.within.store(0, Ordering::Relaxed);
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// This share of the step under way is done, from 0 to 1; says whether to go on.
    pub fn goes_on_at(&self, share: f32) -> bool {
        self.within.store(share.to_bits(), Ordering::Relaxed);
        !self.is_cancelled()
    }

    /// The share of all steps that is done, from 0 to 1.
    pub fn share(&self) -> f32 {
        let (done, total) = self.steps();
        (done as f32 + f32::from_bits(self.within.load(Ordering::Relaxed))) / total.max(1) as f32
    }

    /// Whether the job should stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Asks the job to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Steps done and steps in all (0 while unknown).
    pub fn steps(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }
}

/// A job under way.
#[derive(Debug)]
pub struct Running {
    /// What it does.
    pub kind: JobKind,
    /// How far it is.
    pub progress: Arc<Progress>,
}

/// The mark of a job that panicked: a bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken(pub JobKind);

/// Work to be done in the background.
pub struct Job<B> {
    /// What it does.
    pub kind: JobKind,
    /// The opening of a project that its result is for; `None` when it is for any.
    pub session: Option<SessionId>,
    work: Box<dyn FnOnce(&Progress) -> B + Send>,
}

impl<B: 'static> Job<B> {
    /// Work of this kind. `back` makes what the job comes back with, of the result, or of the news that `work` panicked.
    pub fn new<T: 'static>(
        kind: JobKind,
        session: Option<SessionId>,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
        back: impl FnOnce(Result<T, Broken>) -> B + Send + 'static,
    ) -> Self {
        let work = move |progress: &Progress| {
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(progress)));
            back(done.map_err(|_reported_by_the_hook| Broken(kind)))
        };
        Self { kind, session, work: Box::new(work) }
    }
}

/// What came back of a job.
pub struct Back<B> {
    /// What it did.
    pub kind: JobKind,
    /// The opening of a project that it is for; `None` when it is for any.
    pub session: Option<SessionId>,
    /// What it came back with.
    pub with: B,
}

/// Runs jobs: on threads in the program, at once in tests.
pub struct Runner<B> {
    wake: Option<Wake>,
    sender: mpsc::Sender<Back<B>>,
    receiver: mpsc::Receiver<Back<B>>,
    inline: VecDeque<Back<B>>,
}

impl<B: Send + 'static> Runner<B> {
    /// Jobs run on threads of their own and wake the window.
    pub fn threads(wake: Wake) -> Self {
        Self { wake: Some(wake), ..Self::inline() }
    }

    /// Jobs run at once, where they are started.
    pub fn inline() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { wake: None, sender, receiver, inline: VecDeque::new() }
    }

    /// Starts a job; returns what runs now, or `None` where it has come back already.
    pub fn start(&mut self, job: Job<B>) -> Option<Running> {
        let Job { kind, session, work } = job;
        let progress = Arc::new(Progress::default());
        let Some(wake) = self.wake.clone() else {
            self.inline.push_back(Back { kind, session, with: work(&progress) });
            return None;
        };
        // A thread that cannot be started leaves the work here.
        let work = Arc::new(Mutex::new(Some(work)));
        let take = |work: &Mutex<Option<_>>| work.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (theirs, sender, shared) = (Arc::clone(&work), self.sender.clone(), Arc::clone(&progress));
        let thread = std::thread::Builder::new().name(format!("sayso: {}", kind.label())).spawn(move || {
            if let Some(work) = take(&theirs) {
                // The window may be gone by now; then nobody waits for this.
                let _gone = sender.send(Back { kind, session, with: work(&shared) });
                wake();
            }
        });
        match thread {
            Ok(_detached) => Some(Running { kind, progress }),
            Err(error) => {
                log::error!("no thread for {kind:?}: {error}");
                let work = take(&work);
                self.inline.extend(work.map(|work| Back { kind, session, with: work(&progress) }));
                None
            }
        }
    }

    /// What has come back since the last time.
    pub fn finished(&mut self) -> Vec<Back<B>> {
        self.inline.drain(..).chain(self.receiver.try_iter()).collect()
    }
}
