//! The system's file dialogs and its clipboard, behind a trait so that tests can answer for them.
//!
//! On Linux they are those of the desktop portal. Where there is none, zenity shows them; it is started here, for `rfd`
//! would tell it neither title nor folder. With neither of them a dialog returns at once as if cancelled; the caller tells
//! that from a person's answer by the time it took, and asks for the path in our own window.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::asked::{Asked, Way, shown};

/// An answer faster than this was not given by a person.
const TOO_FAST_FOR_A_PERSON: Duration = Duration::from_millis(200);

/// What came of asking.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The chosen paths.
    Paths(Vec<PathBuf>),
    /// The person cancelled.
    Cancelled,
    /// There is no dialog on this system.
    Unavailable,
}

/// Asks for paths. Called on a thread of its own, except on a Mac.
pub trait Dialogs: Send + Sync {
    /// Asks for paths.
    fn ask(&self, asked: &Asked) -> Answer;

    /// Opens a file in a window of its own.
    ///
    /// # Errors
    /// When no program can be started.
    fn open_window(&self, path: &Path) -> std::io::Result<()> {
        let program = std::env::current_exe()?;
        std::process::Command::new(program).arg(path).spawn().map(|_runs_by_itself| ())
    }

    /// What was copied, as a web page, where the program that it comes from gave it as one too.
    fn copied_page(&self) -> Option<String> {
        None
    }
}

/// The system's own dialogs.
#[derive(Debug, Default)]
pub struct SystemDialogs;

impl Dialogs for SystemDialogs {
    fn ask(&self, asked: &Asked) -> Answer {
        #[cfg(target_os = "linux")]
        let ask = if super::portal::is_there() { by_system } else { super::zenity::ask };
        #[cfg(not(target_os = "linux"))]
        let ask = by_system;
        // Only now: looking for a portal may take longer than a person.
        let began = Instant::now();
        let chosen = ask(asked);
        match chosen.filter(|paths| !paths.is_empty()) {
            Some(paths) => Answer::Paths(paths),
            None if began.elapsed() < TOO_FAST_FOR_A_PERSON => Answer::Unavailable,
            None => Answer::Cancelled,
        }
    }

    fn copied_page(&self) -> Option<String> {
        arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get().html()).ok()
    }
}

fn by_system(asked: &Asked) -> Option<Vec<PathBuf>> {
    let (way, filters) = shown(&asked.purpose);
    let mut dialog = rfd::FileDialog::new().set_title(&asked.title);
    if let Some(folder) = &asked.folder {
        dialog = dialog.set_directory(folder);
    }
    for (name, endings) in filters {
        dialog = dialog.add_filter(name, &endings);
    }
    let one = |path: Option<PathBuf>| path.map(|path| vec![path]);
    match way {
        Way::File => one(dialog.pick_file()),
        Way::Files => dialog.pick_files(),
        Way::Folder => one(dialog.pick_folder()),
        Way::Save => one(dialog.set_file_name(&asked.name).save_file()),
    }
}
