//! The system's file dialogs, behind a trait so that tests can answer them.
//!
//! On Linux without a desktop portal or zenity the system's dialog returns at once as if cancelled; the caller tells
//! that from a person's answer by the time it took, and asks for the path in our own window.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::prompt::PathPurpose;
use crate::{export, import};

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
    /// Asks for what `purpose` needs; `proposal` is a file name to begin with.
    fn ask(&self, purpose: &PathPurpose, proposal: &str) -> Answer;

    /// Opens a file in a window of its own.
    ///
    /// # Errors
    /// When no program can be started.
    fn open_window(&self, path: &Path) -> std::io::Result<()> {
        let program = std::env::current_exe()?;
        std::process::Command::new(program).arg(path).spawn().map(|_runs_by_itself| ())
    }
}

/// The system's own dialogs.
#[derive(Debug, Default)]
pub struct SystemDialogs;

impl Dialogs for SystemDialogs {
    fn ask(&self, purpose: &PathPurpose, proposal: &str) -> Answer {
        let asked = Instant::now();
        let dialog = rfd::FileDialog::new().set_title(purpose.title());
        let project = |dialog: rfd::FileDialog| dialog.add_filter("Sayso project", &["sayso"]);
        let chosen = match purpose {
            PathPurpose::OpenProject => project(dialog).pick_file().map(|path| vec![path]),
            PathPurpose::AddArticles => {
                let (articles, annotations) = (import::extensions(), import::annotations::extensions());
                let both: Vec<&str> = articles.iter().chain(&annotations).copied().chain(["zip"]).collect();
                let dialog = dialog.add_filter("Articles and annotations", &both).add_filter("Articles", &articles);
                dialog.add_filter("Annotations", &annotations).add_filter("All files", &["*"]).pick_files()
            }
            PathPurpose::NewVersion(_) | PathPurpose::Preview => {
                dialog.add_filter("Articles", &import::extensions()).pick_file().map(|path| vec![path])
            }
            PathPurpose::ImportCodebook => {
                let endings = ["ron", "sayso", "csv", "tsv", "xlsx", "qdc"];
                dialog.add_filter("Codebook or project", &endings).pick_file().map(|path| vec![path])
            }
            PathPurpose::ExportCodebook => {
                dialog.add_filter("Codebook", &["ron"]).set_file_name(proposal).save_file().map(|path| vec![path])
            }
            PathPurpose::AddFolder => dialog.pick_folder().map(|path| vec![path]),
            PathPurpose::SaveAs(_) => project(dialog).set_file_name(proposal).save_file().map(|path| vec![path]),
            PathPurpose::Export(format) => {
                let known = export::format(format);
                let (title, endings) = known.map_or((*format, &[][..]), |format| (format.title, format.extensions));
                dialog.add_filter(title, endings).set_file_name(proposal).save_file().map(|path| vec![path])
            }
            PathPurpose::ExportHistory(_) => {
                dialog.add_filter("Table", &["csv"]).set_file_name(proposal).save_file().map(|path| vec![path])
            }
        };
        match chosen {
            Some(paths) => Answer::Paths(paths),
            None if asked.elapsed() < TOO_FAST_FOR_A_PERSON => Answer::Unavailable,
            None => Answer::Cancelled,
        }
    }
}
