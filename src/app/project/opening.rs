//! Opening: what the program starts with, projects with what was kept of them, the sample.

use std::path::{Path, PathBuf};

use crate::app::{Action, AfterSaving, App, Command, Finished, Notice, ProjectAction, Prompt, Session, clock};
use crate::{
    model::{Problem, Project, ProjectId, check},
    store::{self, Keeping},
};

/// The sample project, embedded.
const SAMPLE: &str = include_str!("../../../projects/kremlin-call.sayso");

impl App {
    /// What the program starts with: the named files, else the last project, the first time the sample.
    pub fn start(&mut self, paths: Vec<PathBuf>) {
        let last = self.settings.recent.first().filter(|path| path.is_file()).cloned();
        self.tell_crashes();
        let recovered = paths.is_empty() && self.recover_leftover();
        match (paths.is_empty(), last) {
            (false, _) => {
                self.tell_leftovers();
                self.handle(Action::Project(ProjectAction::Open(paths)));
            }
            (true, _) if recovered => {}
            (true, Some(last)) => self.handle(Action::Project(ProjectAction::Open(vec![last]))),
            (true, None) => {
                self.open_sample();
                self.selection.repair(self.session.project());
            }
        }
    }

    pub(in crate::app) fn open_sample_if_saved(&mut self) {
        if self.session.is_unsaved() {
            self.tell(Notice::note("Save your changes first; then open the sample."));
        } else {
            self.open_sample();
        }
    }

    /// Opens the embedded sample as an unsaved copy with an id of its own.
    pub(in crate::app) fn open_sample(&mut self) {
        match store::read_project(SAMPLE.as_bytes()) {
            Ok(loaded) => {
                let id = ProjectId(clock::random_id());
                let project = Project { id, ancestors: Vec::new(), ..loaded.project };
                self.take_session(self.untitled(project), loaded.problems);
            }
            Err(error) => self.tell(Notice::problem(format!("The sample cannot be read: {error}."))),
        }
    }

    pub(in crate::app) fn open(&mut self, path: PathBuf) {
        if self.jobs.is_running("opening") {
            self.tell(Notice::note("A project is being opened already."));
            return;
        }
        if self.is_open(&path) {
            // The project cannot be taken hold of twice.
            self.session.release(std::mem::take(&mut self.discarding));
        }
        self.left = self.session.state();
        let (root, holder) = (self.folders.state.clone(), self.holder());
        self.jobs.start("opening", move |_progress| {
            let result = store::open_kept(&path, root.as_deref(), &holder);
            Finished::Opened(path, result.map(Box::new).map_err(|error| error.to_string()))
        });
    }

    /// Whether this is the file of the open project, by whatever name.
    pub(in crate::app) fn is_open(&self, path: &Path) -> bool {
        let real = |path: &Path| std::fs::canonicalize(path).or_else(|_gone| std::path::absolute(path)).ok();
        self.session.path.as_deref().is_some_and(|open| open == path || real(open) == real(path))
    }

    pub(in crate::app) fn take_session(&mut self, session: Session, problems: Vec<Problem>) {
        if std::mem::take(&mut self.discarding) {
            self.session.release(true);
        }
        self.session = session;
        self.tables = crate::app::Tables::default();
        self.search = crate::app::Search::default();
        let checked = if problems.is_empty() { Vec::new() } else { check(self.session.project()) };
        self.lasting_problems = problems.iter().filter(|problem| !checked.contains(problem)).cloned().collect();
        self.problems = problems;
        self.told_unkept = false;
        self.selection = crate::app::Selection::default();
        self.find = crate::app::Find::default();
        self.selection.repair(self.session.project());
    }

    pub(in crate::app) fn opened(&mut self, path: PathBuf, opened: store::Opened) {
        let path = std::path::absolute(&path).unwrap_or(path);
        if self.session.is_unsaved() && self.session.state() != self.left {
            // Something was changed while the other project was being read.
            self.prompt = Some(Prompt::Unsaved(AfterSaving::Open(path)));
            return;
        }
        let shown = self.is_open(&path).then(|| self.selection.clone());
        self.take_opened(Some(path.clone()), opened);
        if let Some(shown) = shown {
            self.selection = shown;
            self.selection.repair(self.session.project());
        }
        self.remember(path);
        let count = self.problems.len();
        if count > 0 {
            let what = if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
            self.tell(
                Notice::important(format!("{what} found in this project. Nothing was changed."))
                    .with_offer(Command::Problems),
            );
        }
        self.import_with_project();
    }

    /// Imports the files that were named together with the project.
    pub(in crate::app) fn import_with_project(&mut self) {
        let paths = std::mem::take(&mut self.with_project);
        if !paths.is_empty() {
            self.import(paths);
        }
    }

    /// Puts a project at the head of the recent ones, unless it is a former save that is only looked at.
    pub(in crate::app) fn remember(&mut self, path: PathBuf) {
        if self.folders.state.as_ref().is_none_or(|state| !path.starts_with(state)) {
            self.change_settings(|settings| settings.remember(path));
        }
    }

    /// Shows a project with what was kept of it.
    fn take_opened(&mut self, path: Option<PathBuf>, opened: store::Opened) {
        let store::Opened { loaded, keeping, steps, past, notes } = opened;
        let mut session = Session::new(loaded.project, path.map(|path| (path, loaded.seen)), keeping);
        session.recall(past);
        let recovered = what_was_recovered(&steps);
        let result = session.recover(steps);
        if result.is_err() {
            session.stop_keeping("what was kept could not be made again in full");
        }
        self.take_session(session, loaded.problems);
        if let Some(recovered) = recovered {
            self.tell(Notice::important(recovered));
        }
        if let Err((made, error)) = result {
            self.tell(Notice::problem(format!(
                "Only {made} of these changes could be made again: {error}. The others stay where they are kept; save \
                 what is here under another name."
            )));
        }
        notes.into_iter().for_each(|note| self.tell(Notice::important(note)));
        if let Some(holder) = self.session.holder() {
            let notice =
                format!("This project is open in another window ({holder}). It can be read here, but not changed.");
            self.tell(Notice::important(notice));
        }
    }

    /// A session of a project that is in no file yet.
    pub(in crate::app) fn untitled(&self, project: Project) -> Session {
        let keeping = match &self.folders.state {
            Some(root) => Keeping::Here(Box::new(store::Keeper::of_untitled(root, project.id, &self.holder()))),
            None => Keeping::Nowhere("this system names no folder for it".to_owned()),
        };
        Session::new(project, None, keeping)
    }

    /// How other windows name us.
    pub(in crate::app) fn holder(&self) -> String {
        let now = clock::now().to_string().replace('T', " ");
        format!("{}, since {} UTC", self.settings.coder_name, now.get(..16).unwrap_or(&now))
    }

    /// Opens a project in no file that a crash has left; returns whether there was one.
    pub(in crate::app) fn recover_leftover(&mut self) -> bool {
        let Some(root) = self.folders.state.clone() else { return false };
        for project in store::leftovers(&root) {
            match store::open_leftover(&root, project, &self.holder()) {
                Ok(Some(opened)) => {
                    self.take_opened(None, opened);
                    return true;
                }
                Ok(None) => {}
                Err(error) => self.tell(Notice::problem(format!("An unsaved project cannot be recovered: {error}"))),
            }
        }
        false
    }

    /// Says that there are projects in no file, which a crash has left.
    fn tell_leftovers(&mut self) {
        let Some(root) = &self.folders.state else { return };
        if !store::leftovers(root).is_empty() {
            let notice = Notice::note("A project that was never saved has been kept from last time.");
            self.tell(notice.with_offer(Command::Recover));
        }
    }
}

/// What to tell of steps that a journal has kept.
fn what_was_recovered(steps: &[store::Entry]) -> Option<String> {
    const NAMED: usize = 3;
    let labels: Vec<&str> = steps.iter().rev().take(NAMED).map(|step| step.done.label.as_str()).collect();
    let more = if steps.len() > NAMED { format!(" and {} before", steps.len() - NAMED) } else { String::new() };
    match steps.len() {
        0 => None,
        1 => Some(format!("1 change since the last save was recovered: {}.", labels.join("; "))),
        count => Some(format!("{count} changes since the last save were recovered: {}{more}.", labels.join("; "))),
    }
}
