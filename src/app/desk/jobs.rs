//! Long work beside the window: a job owns a snapshot, reports progress, can be cancelled, and comes back as a
//! [`Finished`] that the window handles like any other action.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
};

use crate::app::Finished;

/// Wakes the window when a job has come back.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// How far a job is; shared between the job and the window.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// Says how many steps there are in all; 0 while unknown.
    pub fn set_total(&self, total: usize) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// One step is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
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
    /// What it does, for the status bar; also its identity: one job of a name at a time.
    pub name: &'static str,
    /// How far it is.
    pub progress: Arc<Progress>,
}

/// Runs jobs: on threads in the program, at once in tests.
pub struct Jobs {
    wake: Option<Wake>,
    sender: mpsc::Sender<(&'static str, Finished)>,
    receiver: mpsc::Receiver<(&'static str, Finished)>,
    running: Vec<Running>,
    inline: VecDeque<Finished>,
}

impl Jobs {
    /// Jobs run on threads of their own and wake the window.
    pub fn threads(wake: Wake) -> Self {
        Self { wake: Some(wake), ..Self::inline() }
    }

    /// Jobs run at once, where they are started.
    pub fn inline() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { wake: None, sender, receiver, running: Vec::new(), inline: VecDeque::new() }
    }

    /// Starts a job; returns whether it was, for a job of that name may be under way already.
    pub fn start(&mut self, name: &'static str, work: impl FnOnce(&Progress) -> Finished + Send + 'static) -> bool {
        if self.is_running(name) {
            return false;
        }
        let progress = Arc::new(Progress::default());
        let Some(wake) = self.wake.clone() else {
            self.inline.push_back(work(&progress));
            return true;
        };
        let (sender, shared) = (self.sender.clone(), Arc::clone(&progress));
        let thread = std::thread::Builder::new().name(format!("sayso: {name}")).spawn(move || {
            let finished = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&shared)))
                .unwrap_or(Finished::Broken(name));
            // The window may be gone by now; then nobody waits for this.
            let _gone = sender.send((name, finished));
            wake();
        });
        match thread {
            Ok(_detached) => self.running.push(Running { name, progress }),
            Err(error) => {
                log::error!("no thread for {name}: {error}");
                self.inline.push_back(Finished::Broken(name));
            }
        }
        true
    }

    /// What has come back since the last time.
    pub fn finished(&mut self) -> Vec<Finished> {
        let mut all: Vec<Finished> = self.inline.drain(..).collect();
        while let Ok((name, finished)) = self.receiver.try_recv() {
            self.running.retain(|job| job.name != name);
            all.push(finished);
        }
        all
    }

    /// The jobs under way.
    pub fn running(&self) -> &[Running] {
        &self.running
    }

    /// Whether a job of this name is under way.
    pub fn is_running(&self, name: &str) -> bool {
        self.running.iter().any(|job| job.name == name)
    }
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jobs").field("running", &self.running).finish_non_exhaustive()
    }
}
