//! Projects between disk and session: open, save, export; always as jobs.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::app::{
    AfterSaving, Alike, Answer, App, Change, Command, FilesRead, ImportPlan, LookPlan, NewTable, Notice, PathPurpose,
    Progress, Prompt, ReplacePlan, Request, SessionId, StateMark, Tone, UnsavedAnswer, VersionRow, clock,
};
use crate::{
    analysis::Found,
    export,
    import::Imported,
    model::{ArticleId, Project, ProjectId, Time},
    store::{self, Over},
    text::plural,
};

/// The ending of project files.
const ENDING: &str = "sayso";

/// What a job brought back.
#[derive(Debug)]
pub enum Finished {
    /// A project was read.
    Opened(PathBuf, Result<Box<store::Opened>, String>),
    /// Files to be imported were read, and how they would join the project.
    Planned(Box<ImportPlan>),
    /// The articles at this address were fetched, perhaps as the new version of one.
    Fetched(String, Option<ArticleId>, Result<Vec<Imported>, String>),
    /// A file was read as the new version of an article.
    NewVersionRead(ArticleId, Box<FilesRead>),
    /// An article was read to be looked at, or could not be.
    Looked(Result<LookPlan, String>),
    /// A new version was laid beside its article.
    Compared(Option<ReplacePlan>),
    /// The project was written.
    Saved {
        /// Of which opening.
        session: SessionId,
        /// Where to.
        path: PathBuf,
        /// Which state of it.
        state: StateMark,
        /// What the file holds now, or why it does not.
        result: Result<store::Saved, store::SaveError>,
    },
    /// The file was looked at, because somebody may have changed it: what it holds.
    LookedAt {
        /// Which file.
        path: PathBuf,
        /// What is known of it without reading it.
        stat: Option<store::Stat>,
        /// What it holds; `None` when it seems untouched.
        held: Option<Result<store::Seen, String>>,
    },
    /// A table of so many of these was written.
    Exported(PathBuf, Result<String, String>),
    /// The history of changes was read, newest first.
    History(Result<Vec<Change>, String>),
    /// The former saves were read, newest first.
    Versions(Result<Vec<VersionRow>, String>),
    /// A former save, of this time, was read.
    VersionRead(Time, Result<Box<store::Loaded>, String>),
    /// The codebook of a file was read.
    CodebookRead(PathBuf, Result<Box<store::Template>, String>),
    /// A search of an opening ended: for this query and state, this was found.
    Found(SessionId, Box<(String, StateMark)>, Vec<Found>),
    /// A table of a state of an opening was made.
    Table(SessionId, StateMark, NewTable),
    /// Places like the chosen mark were found.
    FoundAlike(Box<Alike>),
    /// A window of its own was opened for a file.
    WindowOpened(Result<(), String>),
    /// Somebody answered the system's dialog.
    Asked(PathPurpose, Answer),
    /// The job of this name ended without a result: a defect.
    Broken(&'static str),
}

/// A project with the built-in codebook and nothing else.
pub fn empty_project() -> Project {
    Project::new(ProjectId(clock::random_id()), "Untitled project", store::builtin_codebook())
}

impl App {
    pub(in crate::app) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let is_project =
            |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ENDING)) && !path.is_dir();
        let (projects, articles): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(is_project);
        if projects.len() > 1 {
            self.tell(Notice::note("One project is open at a time; the first of them was opened."));
        }
        if let Some(path) = projects.into_iter().next() {
            self.with_project = articles;
            self.leave_for(AfterSaving::Open(path));
        } else if !articles.is_empty() {
            self.import(articles);
        }
    }

    /// Does something that closes the project, after asking about unsaved changes.
    pub(in crate::app) fn leave_for(&mut self, next: AfterSaving) {
        if self.session.is_unsaved() {
            self.prompt = Some(Prompt::Unsaved(next));
        } else {
            self.go_on(next);
        }
    }

    pub(in crate::app) fn unsaved_answer(&mut self, answer: UnsavedAnswer) {
        let Some(Prompt::Unsaved(next)) = self.prompt.take() else { return };
        match answer {
            UnsavedAnswer::Save => self.save(Some(next)),
            UnsavedAnswer::Discard => {
                self.discarding = true;
                self.go_on(next);
            }
            UnsavedAnswer::Cancel => self.with_project.clear(),
        }
    }

    fn go_on(&mut self, next: AfterSaving) {
        match next {
            AfterSaving::Quit => {
                self.session.release(std::mem::take(&mut self.discarding));
                self.save_settings();
                self.requests.push(Request::Close);
            }
            AfterSaving::New => self.take_session(self.untitled(empty_project()), Vec::new()),
            AfterSaving::Recover => {
                if !self.recover_leftover() {
                    self.tell(Notice::note("There is no unsaved project to recover."));
                }
            }
            AfterSaving::Open(path) => self.open(path),
        }
    }

    /// Saves; then goes on with what was under way.
    pub(in crate::app) fn save(&mut self, next: Option<AfterSaving>) {
        match self.session.path.clone().filter(|_| self.session.holder().is_none()) {
            Some(path) => self.save_to(path, next),
            None => self.ask_path(PathPurpose::SaveAs(next)),
        }
    }

    /// Saves to the project's own file, or to one whose replacing was agreed to.
    fn save_to(&mut self, path: PathBuf, next: Option<AfterSaving>) {
        let path = std::path::absolute(&path).unwrap_or(path);
        let own = self.session.seen.clone().filter(|_| self.session.path.as_ref() == Some(&path));
        self.save_over(path, own.map_or(Over::Anything, Over::Only), next);
    }

    pub(in crate::app) fn save_over(&mut self, path: PathBuf, over: Over, next: Option<AfterSaving>) {
        let project = self.session.project().clone();
        let state = self.session.state();
        if self.jobs.is_running("saving") {
            match next {
                // What was to come after this save comes after the one under way, which asks again if need be.
                Some(next) => self.after_saving = Some(next),
                None => self.tell(Notice::note(format!("{} is being written already.", path.display()))),
            }
            return;
        }
        let session = self.session.id();
        let without = self
            .folders
            .state
            .as_deref()
            .map(|root| store::SaveTicket::without_steps(root, project.id, &self.holder()));
        let (ticket, at) = (self.session.begin_save().or(without), clock::now());
        self.after_saving = next;
        self.jobs.start("saving", move |_progress| {
            let result = store::save(&path, &project, &over, ticket, at);
            Finished::Saved { session, path, state, result }
        });
    }

    pub(in crate::app) fn show_formats(&mut self) {
        let project = self.session.project();
        let counts = export::Part::ALL.iter().map(|part| (*part, part.count(project))).collect();
        self.prompt = Some(Prompt::Export(counts));
    }

    pub(in crate::app) fn ask_export(&mut self, format: &'static str) {
        self.prompt = None;
        self.ask_path(PathPurpose::Export(format));
    }

    /// Writes the annotations in the format of a name.
    fn export(&mut self, path: PathBuf, format: &'static str) {
        let Some(format) = export::format(format) else { return };
        let project = self.session.project().clone();
        self.jobs.start("exporting", move |_progress| {
            let written = format.write(&project);
            let listed = project.listed_articles();
            let aside: usize = listed.iter().map(|article| article.quarantined.len()).sum();
            let mut told = format!("{} written to {}", written.what, path.display());
            if aside > 0 {
                told = format!("{told}\nLeft out, for they do not fit their text: {}.", plural(aside, "mark"));
            }
            if !written.losses.is_empty() {
                told = format!(
                    "{told}\nLeft out, for the format has no place: {}.",
                    written.losses.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
                );
            }
            let bytes = written.into_bytes().map_err(|error| error.to_string());
            let done = bytes.and_then(|bytes| store::write_file(&path, &bytes).map_err(|error| error.to_string()));
            Finished::Exported(path, done.map(|()| told))
        });
    }

    /// Asks for a path with the system's dialog.
    pub(in crate::app) fn ask_path(&mut self, purpose: PathPurpose) {
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
            PathPurpose::Export(format) if *format == "ledger" => format!("{name}, ledger.csv"),
            PathPurpose::Export(format) => format!("{name}.{}", ending(format)),
            PathPurpose::ExportHistory(_) => format!("{name}, changes.csv"),
            PathPurpose::ExportCodebook => format!("{name}, codebook.ron"),
            PathPurpose::OpenProject
            | PathPurpose::AddArticles
            | PathPurpose::AddFolder
            | PathPurpose::NewVersion(_)
            | PathPurpose::LookAt
            | PathPurpose::ImportCodebook => String::new(),
        }
    }

    /// Asks for a path in our own window.
    pub(in crate::app) fn type_path(&mut self, purpose: PathPurpose, reason: String) {
        let proposal = self.proposal(&purpose);
        let folder = self.session.path.as_ref().and_then(|path| path.parent()).map(Path::to_path_buf);
        let folder = folder.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        let proposal = folder.join(proposal).display().to_string();
        self.prompt = Some(Prompt::TypePath { purpose, proposal, reason });
    }

    pub(in crate::app) fn path_chosen(&mut self, purpose: PathPurpose, paths: Option<Vec<PathBuf>>) {
        self.prompt = None;
        let Some(paths) = paths.filter(|paths| !paths.is_empty()) else { return };
        match purpose {
            PathPurpose::OpenProject => {
                if let Some(path) = paths.into_iter().next() {
                    self.leave_for(AfterSaving::Open(path));
                }
            }
            PathPurpose::AddArticles | PathPurpose::AddFolder => self.import(paths),
            PathPurpose::LookAt => paths.into_iter().take(1).for_each(|path| self.look_at_article(path)),
            PathPurpose::NewVersion(old) => paths.into_iter().take(1).for_each(|path| self.read_new_version(old, path)),
            PathPurpose::ImportCodebook => paths.into_iter().take(1).for_each(|path| self.import_codebook(path)),
            PathPurpose::SaveAs(_)
            | PathPurpose::Export(_)
            | PathPurpose::ExportCodebook
            | PathPurpose::ExportHistory(_) => {
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
            PathPurpose::Export(format) => self.export(path, format),
            PathPurpose::ExportHistory(filter) => self.export_history(path, filter),
            PathPurpose::ExportCodebook => self.export_codebook(path),
            PathPurpose::OpenProject
            | PathPurpose::AddArticles
            | PathPurpose::AddFolder
            | PathPurpose::NewVersion(_)
            | PathPurpose::LookAt
            | PathPurpose::ImportCodebook => {}
        }
    }

    /// Goes on with the question that is asked.
    pub(in crate::app) fn confirm(&mut self) {
        match self.prompt.take() {
            Some(Prompt::DeleteTag { tag, .. }) => self.delete_tag(&tag),
            Some(Prompt::MergeTag { from, into, .. }) => self.merge_tag(&from, &into),
            Some(Prompt::RemoveArticle { article, .. }) => self.remove_article(article),
            Some(Prompt::Overwrite { path, purpose }) => self.write_to(path, purpose),
            other => self.prompt = other,
        }
    }

    pub(in crate::app) fn finished(&mut self, finished: Finished) {
        match finished {
            Finished::Opened(path, Ok(loaded)) => self.opened(path, *loaded),
            Finished::Opened(path, Err(error)) => {
                self.tell(Notice::problem(format!("{} cannot be opened: {error}", path.display())));
                self.settings.recent.retain(|recent| *recent != path || path.exists());
                self.discarding = false;
                if let Some(root) = self.folders.state.clone().filter(|_| self.is_open(&path)) {
                    self.session.hold_again(&root, &self.holder());
                }
                if self.session.project().articles.is_empty() && self.session.path.is_none() {
                    self.open_sample();
                }
                self.import_with_project();
            }
            Finished::Fetched(address, old, read) => self.take_read(&address, old, read),
            Finished::NewVersionRead(old, read) if read.problems.is_empty() => {
                self.take_new_version(old, read.articles)
            }
            Finished::NewVersionRead(_, read) => self.tell_together(&read.problems),
            Finished::Looked(read) => self.take_look(read),
            Finished::Compared(plan) => {
                if let Some(plan) = plan {
                    self.take_compared(plan);
                }
            }
            Finished::Planned(plan) => self.take_plan(*plan),
            Finished::LookedAt { path, stat, held } => self.looked_at(&path, stat, held),
            // A save that outlasted its project is over and done with.
            Finished::Saved { session, .. } if session != self.session.id() => {}
            Finished::Saved { path, state, result, .. } => self.saved(&path, state, result),
            Finished::Found(session, done, found) => {
                if session == self.session.id() {
                    self.take_found(*done, found);
                }
            }
            Finished::Table(session, state, made) => {
                if session == self.session.id() {
                    self.take_table(state, made);
                }
            }
            Finished::FoundAlike(found) => self.prompt = Some(Prompt::MarkAlike(*found)),
            Finished::History(read) => self.show_past(read.map(|changes| Prompt::History(changes.into()))),
            Finished::Versions(read) => self.show_past(read.map(|rows| Prompt::Versions(rows.into()))),
            Finished::VersionRead(at, read) => self.version_read(at, read),
            Finished::CodebookRead(path, read) => self.codebook_read(&path, read),
            Finished::WindowOpened(Ok(())) => {}
            Finished::WindowOpened(Err(error)) => {
                self.tell(Notice::problem(format!("No window could be opened: {error}.")));
            }
            Finished::Exported(_, Ok(told)) => self.tell(Notice::fine(told)),
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

    fn saved(&mut self, path: &Path, state: StateMark, result: Result<store::Saved, store::SaveError>) {
        let next = self.after_saving.take();
        match result {
            Ok(saved) => {
                self.session.mark_saved(state, path.to_owned(), saved);
                self.remember(path.to_owned());
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                // What was recovered, or changed by others, is settled by this save.
                self.notices.retain(|notice| notice.tone != Tone::Important);
                if !self.tell_beside(path) {
                    self.tell(Notice::fine(format!("Saved {name}")));
                }
                self.told_unkept &= self.session.unkept().is_some();
                self.tell_unkept();
                if let Some(next) = next {
                    self.leave_for(next);
                }
            }
            Err(store::SaveError::ChangedOnDisk) => self.save_beside(path, next),
            Err(error) => {
                self.beside = None;
                self.tell(
                    Notice::problem(format!(
                        "{} could not be saved: {error} Your marks are still here; “Save as…” writes them elsewhere.",
                        path.display()
                    ))
                    .with_offer(Command::SaveAs),
                );
            }
        }
    }
}

/// The ending of the files of a format.
fn ending(format: &str) -> &'static str {
    export::format(format).and_then(|format| format.extensions.first()).copied().unwrap_or_default()
}

/// The path with the ending that its purpose needs, and whether that changed it.
fn with_ending(path: PathBuf, purpose: &PathPurpose) -> (PathBuf, bool) {
    let ending = match purpose {
        PathPurpose::Export(format) => ending(format),
        PathPurpose::ExportHistory(_) => "csv",
        PathPurpose::ExportCodebook => "ron",
        _ => ENDING,
    };
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
        assert_eq!(with_ending("x".into(), &PathPurpose::Export("csv")), ("x.csv".into(), true));
    }
}
