//! Projects between disk and session: open, save, export; always as jobs.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Action, AfterSaving, Answer, App, Notice, PathPurpose, Progress, Prompt, Request, Session, StateMark,
    UnsavedAnswer, clock,
};
use crate::{
    export,
    import::Imported,
    model::{Project, ProjectId},
    store,
};

/// The sample project, embedded.
const SAMPLE: &str = include_str!("../../projects/kremlin-call.sayso");
/// The ending of project files.
const ENDING: &str = "sayso";

/// What a job brought back.
#[derive(Debug, PartialEq)]
pub enum Finished {
    /// A project was read.
    Opened(PathBuf, Result<Box<store::Loaded>, String>),
    /// Articles were read, with what could not be.
    Imported(Vec<Imported>, Vec<String>),
    /// The project was written.
    Saved {
        /// Where to.
        path: PathBuf,
        /// Which state of it.
        state: StateMark,
        /// What the file holds now, or why it does not.
        result: Result<store::Saved, String>,
    },
    /// A table was written.
    Exported(PathBuf, Result<usize, String>),
    /// Somebody answered the system's dialog.
    Asked(PathPurpose, Answer),
    /// The job of this name ended without a result: a defect.
    Broken(&'static str),
}

/// A project with the built-in codebook and nothing else.
pub(super) fn empty_project() -> Project {
    Project::new(ProjectId(clock::random_id()), "Untitled project", store::builtin_codebook())
}

impl App {
    /// What the program starts with: the named files, else the last project, the first time the sample.
    pub fn start(&mut self, paths: Vec<PathBuf>) {
        let last = self.settings.recent.first().filter(|path| path.is_file()).cloned();
        match (paths.is_empty(), last) {
            (false, _) => self.handle(Action::OpenPaths(paths)),
            (true, Some(last)) => self.handle(Action::OpenPaths(vec![last])),
            (true, None) => {
                self.open_sample();
                self.selection.repair(self.session.project());
            }
        }
    }

    pub(super) fn open_sample_if_saved(&mut self) {
        if self.session.is_unsaved() {
            self.tell(Notice::note("Save your changes first; then open the sample."));
        } else {
            self.open_sample();
        }
    }

    /// Opens the embedded sample as an unsaved copy with an id of its own.
    fn open_sample(&mut self) {
        match store::read_project(SAMPLE.as_bytes()) {
            Ok(loaded) => {
                let id = ProjectId(clock::random_id());
                let project = Project { id, ancestors: Vec::new(), ..loaded.project };
                self.take_session(Session::new(project, None, None), loaded.problems);
            }
            Err(error) => self.tell(Notice::problem(format!("The sample cannot be read: {error}."))),
        }
    }

    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let is_project =
            |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ENDING)) && !path.is_dir();
        let (projects, articles): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(is_project);
        if projects.len() > 1 {
            self.tell(Notice::note("One project is open at a time; the first of them was opened."));
        }
        if let Some(path) = projects.into_iter().next() {
            self.leave_for(AfterSaving::Open(path));
        }
        if !articles.is_empty() {
            self.import(articles);
        }
    }

    /// Does something that closes the project, after asking about unsaved changes.
    pub(super) fn leave_for(&mut self, next: AfterSaving) {
        if self.session.is_unsaved() {
            self.prompt = Some(Prompt::Unsaved(next));
        } else {
            self.go_on(next);
        }
    }

    pub(super) fn unsaved_answer(&mut self, answer: UnsavedAnswer) {
        let Some(Prompt::Unsaved(next)) = self.prompt.take() else { return };
        match answer {
            UnsavedAnswer::Save => self.save(Some(next)),
            UnsavedAnswer::Discard => self.go_on(next),
            UnsavedAnswer::Cancel => {}
        }
    }

    fn go_on(&mut self, next: AfterSaving) {
        match next {
            AfterSaving::Quit => {
                self.save_settings();
                self.requests.push(Request::Close);
            }
            AfterSaving::New => self.take_session(Session::new(empty_project(), None, None), Vec::new()),
            AfterSaving::ChooseProject => self.ask_path(PathPurpose::OpenProject),
            AfterSaving::Open(path) => {
                self.jobs.start("opening", move |_progress| {
                    let result = store::open(&path).map(Box::new).map_err(|error| error.to_string());
                    Finished::Opened(path, result)
                });
            }
        }
    }

    fn take_session(&mut self, session: Session, problems: Vec<crate::model::Problem>) {
        self.session = session;
        self.problems = problems;
        self.selection = super::Selection::default();
        self.find = super::Find::default();
        self.selection.repair(self.session.project());
    }

    /// Saves; then goes on with what was under way.
    pub(super) fn save(&mut self, next: Option<AfterSaving>) {
        match self.session.path.clone() {
            Some(path) => self.save_to(path, next),
            None => self.ask_path(PathPurpose::SaveAs(next)),
        }
    }

    fn save_to(&mut self, path: PathBuf, next: Option<AfterSaving>) {
        let project = self.session.project().clone();
        let state = self.session.state();
        let seen = if self.session.path.as_ref() == Some(&path) { self.session.seen.clone() } else { None };
        let target = path.clone();
        let started = self.jobs.start("saving", move |_progress| {
            let result = store::save(&path, &project, seen.as_ref()).map_err(|error| error.to_string());
            Finished::Saved { path, state, result }
        });
        if started {
            self.after_saving = next;
        } else {
            self.tell(Notice::note(format!("{} is being written already.", target.display())));
        }
    }

    fn export_csv(&mut self, path: PathBuf) {
        let project = self.session.project().clone();
        self.jobs.start("exporting", move |_progress| {
            let count = project.span_count();
            let result = export::csv::spans(&project);
            let written = store::write_file(&path, &result).map(|()| count).map_err(|error| error.to_string());
            Finished::Exported(path, written)
        });
    }

    /// Asks for a path with the system's dialog.
    pub(super) fn ask_path(&mut self, purpose: PathPurpose) {
        let (dialogs, proposal) = (Arc::clone(&self.dialogs), self.proposal(&purpose));
        let ask = move |_progress: &Progress| {
            let answer = dialogs.ask(&purpose, &proposal);
            Finished::Asked(purpose, answer)
        };
        if !self.jobs.start("waiting for the file dialog", ask) {
            self.tell(Notice::note("A file dialog is open already."));
        }
    }

    /// A file name to begin with.
    fn proposal(&self, purpose: &PathPurpose) -> String {
        let name = self.session.name();
        match purpose {
            PathPurpose::SaveAs(_) => format!("{name}.{ENDING}"),
            PathPurpose::ExportCsv => format!("{name}.csv"),
            PathPurpose::OpenProject | PathPurpose::AddArticles | PathPurpose::AddFolder => String::new(),
        }
    }

    /// Asks for a path in our own window.
    pub(super) fn type_path(&mut self, purpose: PathPurpose, reason: String) {
        let proposal = self.proposal(&purpose);
        let folder = self.session.path.as_ref().and_then(|path| path.parent()).map(Path::to_path_buf);
        let folder = folder.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        let proposal = folder.join(proposal).display().to_string();
        self.prompt = Some(Prompt::TypePath { purpose, proposal, reason });
    }

    pub(super) fn path_chosen(&mut self, purpose: PathPurpose, paths: Option<Vec<PathBuf>>) {
        self.prompt = None;
        let Some(paths) = paths.filter(|paths| !paths.is_empty()) else { return };
        match purpose {
            PathPurpose::OpenProject => {
                if let Some(path) = paths.into_iter().next() {
                    self.leave_for(AfterSaving::Open(path));
                }
            }
            PathPurpose::AddArticles | PathPurpose::AddFolder => self.import(paths),
            PathPurpose::SaveAs(_) | PathPurpose::ExportCsv => {
                let Some(path) = paths.into_iter().next() else { return };
                let (ended, changed) = with_ending(path, &purpose);
                // The system's dialog has asked about the name it was given; not about the one we made of it.
                if changed && ended.exists() {
                    self.prompt = Some(Prompt::Overwrite { path: ended, purpose });
                } else {
                    self.write_to(ended, purpose);
                }
            }
        }
    }

    fn write_to(&mut self, path: PathBuf, purpose: PathPurpose) {
        match purpose {
            PathPurpose::SaveAs(next) => self.save_to(path, next),
            PathPurpose::ExportCsv => self.export_csv(path),
            PathPurpose::OpenProject | PathPurpose::AddArticles | PathPurpose::AddFolder => {}
        }
    }

    /// Goes on with the question that is asked.
    pub(super) fn confirm(&mut self) {
        match self.prompt.take() {
            Some(Prompt::DeleteTag { tag, .. }) => self.delete_tag(&tag),
            Some(Prompt::MergeTag { from, into, .. }) => self.merge_tag(&from, &into),
            Some(Prompt::RemoveArticle { article, .. }) => self.remove_article(article),
            Some(Prompt::Overwrite { path, purpose }) => self.write_to(path, purpose),
            other => self.prompt = other,
        }
    }

    pub(super) fn finished(&mut self, finished: Finished) {
        match finished {
            Finished::Opened(path, Ok(loaded)) => self.opened(path, *loaded),
            Finished::Opened(path, Err(error)) => {
                self.tell(Notice::problem(format!("{} cannot be opened: {error}", path.display())));
                self.settings.recent.retain(|recent| *recent != path || path.exists());
                if self.session.project().articles.is_empty() && self.session.path.is_none() {
                    self.open_sample();
                }
            }
            Finished::Imported(articles, problems) => {
                self.add_articles(articles);
                self.tell_together(&problems);
            }
            Finished::Saved { path, state, result } => self.saved(path, state, result),
            Finished::Exported(path, Ok(spans)) => {
                self.tell(Notice::fine(format!("{spans} marks written to {}", path.display())));
            }
            Finished::Exported(path, Err(error)) => {
                self.tell(Notice::problem(format!("{} could not be written: {error}", path.display())));
            }
            Finished::Asked(purpose, Answer::Paths(paths)) => self.path_chosen(purpose, Some(paths)),
            Finished::Asked(_, Answer::Cancelled) => {}
            Finished::Asked(purpose, Answer::Unavailable) => {
                self.type_path(purpose, "This system shows no file dialog, so type the path here.".to_owned());
            }
            Finished::Broken(name) => {
                self.tell(Notice::problem(format!("“{name}” broke off: a defect of Sayso. Nothing was changed.")));
            }
        }
    }

    fn opened(&mut self, path: PathBuf, loaded: store::Loaded) {
        let path = std::path::absolute(&path).unwrap_or(path);
        let count = loaded.problems.len();
        self.take_session(Session::new(loaded.project, Some(path.clone()), Some(loaded.seen)), loaded.problems);
        self.change_settings(|settings| settings.remember(path));
        if count > 0 {
            let what = if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
            self.tell(Notice::note(format!(
                "{what} found in this project; “sayso check” lists them. Nothing was changed."
            )));
        }
    }

    fn saved(&mut self, path: PathBuf, state: StateMark, result: Result<store::Saved, String>) {
        let next = self.after_saving.take();
        match result {
            Ok(saved) => {
                let path = std::path::absolute(&path).unwrap_or(path);
                self.session.path = Some(path.clone());
                self.session.seen = Some(saved.seen);
                self.session.mark_saved(state, saved.ancestors);
                self.change_settings(|settings| settings.remember(path.clone()));
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.tell(Notice::fine(format!("Saved {name}")));
                if let Some(next) = next {
                    self.leave_for(next);
                }
            }
            Err(error) => {
                self.tell(Notice::problem(format!(
                    "{} could not be saved: {error} Your marks are still here; “Save as…” writes them elsewhere.",
                    path.display()
                )));
            }
        }
    }
}

/// The path with the ending that its purpose needs, and whether that changed it.
fn with_ending(path: PathBuf, purpose: &PathPurpose) -> (PathBuf, bool) {
    let ending = if matches!(purpose, PathPurpose::ExportCsv) { "csv" } else { ENDING };
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
        let purpose = PathPurpose::SaveAs(None);
        assert_eq!(with_ending("a/b".into(), &purpose), ("a/b.sayso".into(), true));
        assert_eq!(with_ending("a/b.sayso".into(), &purpose), ("a/b.sayso".into(), false));
        assert_eq!(with_ending("a/b.2".into(), &purpose), ("a/b.2.sayso".into(), true));
        assert_eq!(with_ending("x".into(), &PathPurpose::ExportCsv), ("x.csv".into(), true));
    }
}
