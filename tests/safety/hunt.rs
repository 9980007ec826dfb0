//! A hunt for input that a reader fails on: it panics, takes too long, or too much memory. What ends the whole program, as
//! a stack that runs over, is found in the folder that the test names as it begins.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, Once, PoisonError, Weak},
    time::{Duration, Instant},
};

use sayso::store::Seen;

use super::mutation::Chance;

/// No input of these sizes may take longer, in time that its thread works; a debug build needs some of it.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// One that takes longer than this is taken to go on for ever.
const FOR_EVER: Duration = Duration::from_secs(60);
/// The most memory that all tests together may take while they read small files, in bytes.
const MOST_MEMORY: u64 = 3 << 30;

thread_local! {
    static IS_HUNTING: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Files by their names.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The input that is being tried, and since when.
type Trying = Arc<Mutex<Option<(Instant, String)>>>;

/// A hunt over the inputs of one test.
pub(super) struct Hunt {
    /// Chance, which begins elsewhere in each long run.
    pub(super) chance: Chance,
    /// How many inputs were tried, and how many of these were accepted.
    pub(super) tried: usize,
    pub(super) accepted: usize,
    patience: Duration,
    begin: Instant,
    /// Where the input that is being tried lies, in case it ends the program.
    current: PathBuf,
    trying: Trying,
    failures: BTreeSet<String>,
}

pub(super) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

impl Hunt {
    pub(super) fn begin(test: &str) -> Self {
        watch_panics();
        let (patience, seed) = match std::env::var("SAYSO_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()) {
            Some(seconds) => {
                let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
                (Duration::from_secs(seconds), now.as_nanos() as u64)
            }
            None => (Duration::from_secs(3), 20_261_123),
        };
        let current = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{}", std::process::id()));
        std::fs::create_dir_all(&current).unwrap();
        let trying = Trying::default();
        watch(Arc::downgrade(&trying), current.clone());
        let (begin, failures) = (Instant::now(), BTreeSet::new());
        Self { chance: Chance(seed), tried: 0, accepted: 0, patience, begin, current, trying, failures }
    }

    pub(super) fn goes_on(&self) -> bool {
        self.begin.elapsed() < self.patience
    }

    /// Tries an input of `kind`: files of which `attempt` reads one. What it fails on is kept among the corpus, one input for
    /// each place of a panic and each kind of complaint.
    pub(super) fn attempt(
        &mut self,
        kind: &str,
        files: &Files,
        damaged: &str,
        attempt: impl FnOnce() -> Result<bool, String>,
    ) {
        self.tried += 1;
        let path = self.current.join(damaged.replace('/', "_"));
        std::fs::write(&path, &files[damaged]).unwrap();
        let begin = time_of_thread();
        *self.trying.lock().unwrap() = Some((Instant::now(), kind.to_owned()));
        IS_HUNTING.set(true);
        let done = catch_unwind(AssertUnwindSafe(attempt));
        IS_HUNTING.set(false);
        *self.trying.lock().unwrap() = None;
        std::fs::remove_file(path).unwrap();
        let took = time_of_thread() - begin;
        let why = match done {
            Err(_) => format!("panicked at {}", PLACE.take()),
            Ok(Err(why)) => why,
            Ok(Ok(_)) if took > PATIENCE => format!("took more than {PATIENCE:?}"),
            Ok(Ok(was_accepted)) => return self.accepted += usize::from(was_accepted),
        };
        if self.failures.insert(format!("{kind} {why}")) {
            let kept = keep(kind, files);
            eprintln!("{kind} {why}, in {took:?}; kept as {}", kept.display());
        }
    }

    /// Fails with what was found.
    pub(super) fn end(self, what: &str) {
        eprintln!("{} mutations of {what} tried, {} accepted", self.tried, self.accepted);
        let _others = std::fs::remove_dir_all(&self.current);
        assert!(self.failures.is_empty(), "{:#?}", self.failures);
    }
}

/// Keeps files that failed: a folder of `kind` in the corpus.
fn keep(kind: &str, files: &Files) -> PathBuf {
    let whole: Vec<u8> = files.values().flatten().copied().collect();
    let folder = corpus().join(kind).join(&Seen::of(&whole).to_string()[..16]);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.join(name.replace('/', "_")), bytes).unwrap();
    }
    folder
}

/// What failed once, of a kind.
pub(super) fn once_failed(kind: &str) -> Vec<Files> {
    let Ok(folders) = std::fs::read_dir(corpus().join(kind)) else { return Vec::new() };
    let files = |folder: PathBuf| -> Files {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        entries.map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())).collect()
    };
    folders.map(|folder| files(folder.unwrap().path())).collect()
}

/// Notes where a hunted reader panics, and says nothing more of it.
fn watch_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let former = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_HUNTING.get() {
                return former(panic);
            }
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            let registry = place.rsplit_once("/registry/src/").map_or(place.as_str(), |(_, after)| after);
            PLACE.set(registry.to_owned());
        }));
    });
}

/// Ends the program where an input takes for ever or too much memory; the input lies in `current` then.
fn watch(trying: Weak<Mutex<Option<(Instant, String)>>>, current: PathBuf) {
    std::thread::spawn(move || {
        while let Some(trying) = trying.upgrade() {
            let tried = trying.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some((begin, kind)) = tried {
                let is_endless = begin.elapsed() > FOR_EVER;
                let memory = memory();
                if is_endless || memory > MOST_MEMORY {
                    let took = begin.elapsed();
                    eprintln!(
                        "{kind} takes {took:?} and {memory} bytes of memory; the input is in {}",
                        current.display()
                    );
                    std::process::abort();
                }
            }
            drop(trying);
            std::thread::sleep(Duration::from_millis(20));
        }
    });
}

/// How long this thread has worked, which a busy machine makes no longer; how late it is where the system does not say.
fn time_of_thread() -> Duration {
    #[cfg(unix)]
    {
        let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
    }
    #[cfg(not(unix))]
    {
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap()
    }
}

/// The memory that this program takes, in bytes; 0 where the system does not say.
fn memory() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    pages.and_then(|pages| pages.split(' ').nth(1)?.parse::<u64>().ok()).map_or(0, |pages| pages * 4096)
}
