//! Asking for paths: with the system's dialog, or, where there is none, in our own window.

use std::{path::Path, sync::Arc};

use super::{
    desk::Desk,
    dialogs::Answer,
    jobs::JobKind,
    prompt::{PathPurpose, Prompt},
    step::{Outcome, Step, Then, job},
    words::{self, file_names},
};
use crate::export;

/// The ending of project files.
pub const ENDING: &str = "sayso";

/// Asks for a path with the system's dialog.
pub fn ask(desk: &Desk, purpose: PathPurpose) -> Outcome {
    if desk.is_running(JobKind::Dialog) {
        return Err(words::dialog_is_open());
    }
    let (dialogs, proposal) = (Arc::clone(&desk.dialogs), proposal(desk, &purpose));
    let asked = purpose.clone();
    let work = move |_progress: &_| dialogs.ask(&asked, &proposal);
    Ok(Step::start(job(desk, JobKind::Dialog, work, move |desk, answer| match answer? {
        Answer::Paths(paths) => Ok(Step::then(Then::Paths(purpose, paths))),
        Answer::Cancelled => Ok(Step::nothing()),
        Answer::Unavailable => Ok(type_path(desk, purpose, words::no_dialog().to_owned())),
    })))
}

/// Asks for a path in our own window.
pub fn type_path(desk: &Desk, purpose: PathPurpose, reason: String) -> Step {
    let folder = desk.session.path.as_ref().and_then(|path| path.parent()).map(Path::to_path_buf);
    let folder = folder.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
    let proposal = folder.join(proposal(desk, &purpose)).display().to_string();
    Step::ask(Prompt::TypePath { purpose, proposal, reason })
}

/// A file name to begin with.
fn proposal(desk: &Desk, purpose: &PathPurpose) -> String {
    let name = desk.session.name();
    match purpose {
        PathPurpose::SaveAs(_) => format!("{name}.{ENDING}"),
        PathPurpose::Export(format) if *format == "ledger" => file_names::ledger(&name),
        PathPurpose::Export(format) => format!("{name}.{}", ending_of(format)),
        PathPurpose::ExportHistory(_) => file_names::changes(&name),
        PathPurpose::ExportCodebook => file_names::codebook(&name),
        PathPurpose::OpenProject
        | PathPurpose::AddArticles
        | PathPurpose::AddFolder
        | PathPurpose::NewVersion(_)
        | PathPurpose::LookAt
        | PathPurpose::ImportCodebook => String::new(),
    }
}

/// The ending that the file of a purpose must have; `None` where nothing is written.
pub fn ending(purpose: &PathPurpose) -> Option<&'static str> {
    match purpose {
        PathPurpose::SaveAs(_) => Some(ENDING),
        PathPurpose::Export(format) => Some(ending_of(format)),
        PathPurpose::ExportHistory(_) => Some("csv"),
        PathPurpose::ExportCodebook => Some("ron"),
        PathPurpose::OpenProject
        | PathPurpose::AddArticles
        | PathPurpose::AddFolder
        | PathPurpose::NewVersion(_)
        | PathPurpose::LookAt
        | PathPurpose::ImportCodebook => None,
    }
}

/// The ending of the files of an export format.
fn ending_of(format: &str) -> &'static str {
    export::format(format).and_then(|format| format.extensions.first()).copied().unwrap_or_default()
}
