//! Asking for paths: with the system's dialog, or, where there is none, in our own window.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    asked::Asked,
    desk::Desk,
    dialogs::Answer,
    jobs::{Broken, JobKind},
    prompt::{PathPurpose, Prompt},
    step::{Outcome, Step, Then, free_job, job},
    words::{self, file_names},
};
use crate::export;

/// The ending of project files.
pub(crate) const ENDING: &str = "sayso";

/// Asks for a path with the system's dialog.
pub(crate) fn ask(desk: &Desk, purpose: PathPurpose) -> Outcome {
    if desk.is_running(JobKind::Dialog) {
        return Err(words::dialog_is_open());
    }
    let dialogs = Arc::clone(&desk.dialogs);
    let (mut asked, folders) = asked(desk, purpose.clone());
    let work = move |_progress: &_| {
        asked.folder = first_there(folders);
        let answer = dialogs.ask(&asked);
        (answer, asked.folder)
    };
    // Which project to open does not depend on the one that is open; everything else is about that one.
    let is_free = purpose == PathPurpose::OpenProject;
    let done = move |desk: &Desk, answered: Result<(Answer, Option<PathBuf>), Broken>| match answered? {
        (Answer::Paths(paths), _) => Ok(Step::then(Then::Paths(purpose, paths))),
        (Answer::Cancelled, _) => Ok(Step::nothing()),
        (Answer::Unavailable, folder) => Ok(type_in(desk, purpose, folder, words::no_dialog().to_owned())),
    };
    let kind = JobKind::Dialog;
    Ok(Step::start(if is_free { free_job(kind, work, done) } else { job(desk, kind, work, done) }))
}

/// Asks for a path in our own window.
pub(crate) fn type_path(desk: &Desk, purpose: PathPurpose) -> Step {
    let folders = start_folders(desk, &purpose);
    let work = move |_progress: &_| first_there(folders);
    let done =
        move |desk: &Desk, folder: Result<Option<PathBuf>, Broken>| Ok(type_in(desk, purpose, folder?, String::new()));
    Step::start(free_job(JobKind::LookAtPath, work, done))
}

/// Asks for a path in our own window, which begins in a folder.
fn type_in(desk: &Desk, purpose: PathPurpose, folder: Option<PathBuf>, reason: String) -> Step {
    let folder = folder.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
    let proposal = folder.join(proposal(desk, &purpose)).display().to_string();
    Step::ask(Prompt::TypePath { purpose, proposal, reason })
}

/// What a dialog is asked for, by its title and the name it begins with, and the folders where it may start.
fn asked(desk: &Desk, purpose: PathPurpose) -> (Asked, Vec<PathBuf>) {
    let (title, folders, name) = (purpose.title(), start_folders(desk, &purpose), proposal(desk, &purpose));
    (Asked { purpose, title, folder: None, name }, folders)
}

/// The first of some folders that is there.
fn first_there(folders: Vec<PathBuf>) -> Option<PathBuf> {
    folders.into_iter().find(|folder| folder.is_dir())
}

/// Where a dialog starts: in the folder used last for files of its kind, else in that of the project, else where the
/// person keeps documents. A project that has a file is saved beside it.
fn start_folders(desk: &Desk, purpose: &PathPurpose) -> Vec<PathBuf> {
    let used = desk.settings.folders.get(purpose.kind()).cloned();
    let own = desk.session.path.as_ref().and_then(|path| path.parent()).map(Path::to_path_buf);
    let folders = if matches!(purpose, PathPurpose::SaveAs(_)) { [own, used] } else { [used, own] };
    folders.into_iter().flatten().chain(desk.folders.documents.clone()).collect()
}

/// Remembers the folder of chosen paths as the one where dialogs of this kind start.
pub(crate) fn remember_folder(purpose: &PathPurpose, paths: &[PathBuf]) -> Option<Then> {
    let kind = purpose.kind().to_owned();
    let chosen = paths.first().and_then(|path| std::path::absolute(path).ok())?;
    let folder = chosen.parent()?.to_path_buf();
    Some(Then::Set(Box::new(move |settings| drop(settings.folders.insert(kind, folder)))))
}

/// A file name to begin with.
fn proposal(desk: &Desk, purpose: &PathPurpose) -> String {
    let name = file_names::of_project(&desk.session.name());
    match purpose {
        PathPurpose::SaveAs(_) => format!("{name}.{ENDING}"),
        PathPurpose::Export(format) if *format == "ledger" => file_names::ledger(&name),
        PathPurpose::Export(format) => format!("{name}.{}", ending_of(format)),
        PathPurpose::ExportHistory(_) => file_names::changes(&name),
        PathPurpose::ExportAgreement(format) => file_names::agreement(&name, format.ending()),
        PathPurpose::ExportCodebook => file_names::codebook(&name),
        PathPurpose::OpenProject
        | PathPurpose::AddArticles
        | PathPurpose::Import
        | PathPurpose::AddFolder
        | PathPurpose::WatchFolder
        | PathPurpose::ShareIn
        | PathPurpose::NewVersion(_)
        | PathPurpose::MergeCopies
        | PathPurpose::Preview
        | PathPurpose::ImportCodebook => String::new(),
    }
}

/// The ending that the file of a purpose must have; `None` where nothing is written.
fn ending(purpose: &PathPurpose) -> Option<&'static str> {
    match purpose {
        PathPurpose::SaveAs(_) => Some(ENDING),
        PathPurpose::Export(format) => Some(ending_of(format)),
        PathPurpose::ExportHistory(_) => Some("csv"),
        PathPurpose::ExportAgreement(format) => Some(format.ending()),
        PathPurpose::ExportCodebook => Some("ron"),
        PathPurpose::OpenProject
        | PathPurpose::AddArticles
        | PathPurpose::Import
        | PathPurpose::AddFolder
        | PathPurpose::WatchFolder
        | PathPurpose::ShareIn
        | PathPurpose::NewVersion(_)
        | PathPurpose::MergeCopies
        | PathPurpose::Preview
        | PathPurpose::ImportCodebook => None,
    }
}

/// The ending of the files of an export format.
fn ending_of(format: &str) -> &'static str {
    export::format(format).and_then(|format| format.extensions.first()).copied().unwrap_or_default()
}

/// Goes on with a path typed in our own window, unless it has to be typed again or a file would be replaced.
pub(crate) fn typed(purpose: PathPurpose, path: PathBuf) -> Step {
    let (ended, _) = with_ending(path.clone(), &purpose);
    let (typed, whole) = (path.clone(), ended.clone());
    let work = move |_progress: &_| (typed.is_dir(), typed.exists(), whole.exists());
    let done = move |_desk: &Desk, there: Result<(bool, bool, bool), Broken>| {
        let (is_folder, is_there, would_be_replaced) = there?;
        let problem = match (purpose.is_for_writing(), is_folder) {
            (true, true) => Some(words::is_a_folder()),
            (false, false) if !is_there => Some(words::no_file_there()),
            (true | false, _) => None,
        };
        if let Some(problem) = problem {
            let (proposal, reason) = (path.display().to_string(), problem.to_owned());
            return Ok(Step::ask(Prompt::TypePath { purpose, proposal, reason }));
        }
        if purpose.is_for_writing() && would_be_replaced {
            return Ok(Step::ask(Prompt::Overwrite { path: ended, purpose }));
        }
        Ok(Step::then(Then::ClosePrompt).and(Then::Paths(purpose, vec![ended])))
    };
    Step::start(free_job(JobKind::LookAtPath, work, done))
}

/// Goes on with `then` where there is no file at a path; else asks whether to replace it.
pub(crate) fn unless_there(
    purpose: PathPurpose,
    path: PathBuf,
    then: impl FnOnce(&Desk, PathPurpose, PathBuf) -> Outcome + Send + 'static,
) -> Step {
    let looked_at = path.clone();
    let work = move |_progress: &_| looked_at.exists();
    let done = move |desk: &Desk, is_there: Result<bool, Broken>| {
        if is_there? { Ok(Step::ask(Prompt::Overwrite { path, purpose })) } else { then(desk, purpose, path) }
    };
    Step::start(free_job(JobKind::LookAtPath, work, done))
}

/// The path with the ending that its purpose needs, and whether that changed it.
pub(crate) fn with_ending(path: PathBuf, purpose: &PathPurpose) -> (PathBuf, bool) {
    let Some(ending) = ending(purpose) else { return (path, false) };
    if path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending)) {
        return (path, false);
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(ending);
    (path.with_file_name(name), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_gets_its_ending_once() {
        let project = PathPurpose::SaveAs(None);
        assert_eq!(with_ending("a/b".into(), &project), ("a/b.sayso".into(), true));
        assert_eq!(with_ending("a/b.sayso".into(), &project), ("a/b.sayso".into(), false));
        assert_eq!(with_ending("a/b.2".into(), &project), ("a/b.2.sayso".into(), true));
        assert_eq!(with_ending("x".into(), &PathPurpose::Export("csv")), ("x.csv".into(), true));
    }

    #[test]
    fn a_proposed_name_is_one_that_every_system_takes() {
        assert_eq!(file_names::of_project("Grain: who said what?"), "Grain- who said what-");
        assert_eq!(file_names::of_project("../../etc/\u{7}passwd"), "-..-etc--passwd");
        assert_eq!(file_names::of_project("Пшеница 2023"), "Пшеница 2023");
        assert_eq!(file_names::of_project(" . "), "Project");
    }
}
