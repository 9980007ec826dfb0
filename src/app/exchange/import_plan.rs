//! Annotations of other programs into the project: read and joined beside the window, shown before anything changes, and
//! then added as one step.

use std::{path::PathBuf, sync::Arc};

use crate::app::{
    App, Command, Finished, Notice, Progress, Prompt, StateMark, clock,
    importing::{Additions, additions, near, warnings},
    reading::{self, FilesRead, ReadAs},
    session::SessionId,
};
use crate::{
    edit::{Transaction, apply_all, difference},
    import::annotations::{self, Choices, Joined, join},
    model::{Coder, Extra, Facts, Project},
    text::{Counting, plural},
};

/// What an import would do to the project; shown, then carried out or dropped. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    made: Arc<Made>,
}

#[derive(Debug)]
struct Made {
    paths: Vec<PathBuf>,
    read_as: ReadAs,
    files: Arc<FilesRead>,
    choices: Choices,
    joined: Joined,
    /// The project with everything in it, and of which state of which opening it was made.
    result: Project,
    /// How many articles without marks it adds.
    plain: usize,
    /// What should be known of these: which are here already, doubtful, or nearly the same as others.
    told: Vec<String>,
    near: Vec<String>,
    of: (SessionId, StateMark),
}

/// Plans are compared many times a second, and never change once made.
impl PartialEq for ImportPlan {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.made, &other.made)
    }
}

/// What is done with a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportAction {
    /// Reads the files as annotations of this format; finds out when `None`.
    ReadAs(Option<&'static annotations::Format>),
    /// Counts offsets so; finds out when `None`.
    Count(Option<Counting>),
    /// Marks whose file does not say are by the coder of this name.
    By(String),
    /// Adds everything.
    Accept,
}

impl ImportPlan {
    /// What would be added and what should be known.
    pub fn joined(&self) -> &Joined {
        &self.made.joined
    }

    /// What was chosen.
    pub fn choices(&self) -> &Choices {
        &self.made.choices
    }

    /// The formats of the files by the names that people know, each once.
    pub fn formats(&self) -> Vec<&'static str> {
        let title = |name: &'static str| annotations::format(name).map_or(name, |format| format.title);
        let mut formats: Vec<&str> = self.made.files.found.iter().map(|(_, found)| title(found.format)).collect();
        formats.dedup();
        formats
    }

    /// The format that was chosen; `None` when it is found out.
    pub fn chosen_format(&self) -> Option<&'static annotations::Format> {
        self.made.read_as.format
    }

    /// The formats that files may be of, by their endings; all where folders or archives are among them.
    pub fn possible_formats(&self) -> Vec<&'static annotations::Format> {
        let endings: Vec<String> =
            self.made.paths.iter().map(|path| reading::ending(&reading::name_of(path))).collect();
        let has_any = endings.iter().any(|ending| matches!(ending.as_str(), "" | "zip"));
        let may_be = |format: &&annotations::Format| {
            has_any || endings.iter().any(|ending| format.extensions.contains(&ending.as_str()))
        };
        annotations::ALL.iter().filter(may_be).collect()
    }

    /// Files that could not be read, and why.
    pub fn problems(&self) -> &[String] {
        &self.made.files.problems
    }

    /// What should be known of articles without marks.
    pub fn told(&self) -> impl Iterator<Item = &String> {
        self.made.told.iter().chain(&self.made.near)
    }

    /// How many articles without marks would be added besides.
    pub fn plain_articles(&self) -> usize {
        self.made.plain
    }

    fn new(read: Read, choices: Choices, usual: &Facts, project: Project, of: (SessionId, StateMark)) -> Self {
        let Read { paths, read_as, files } = read;
        let near = near(&project, &files.articles);
        let Additions { edits, articles, known } = additions(&project, files.articles.clone(), usual);
        let (mut result, mut joined) = (project, Joined::default());
        // Articles first, for marks that come without a text may belong to them.
        let (plain, refused) = match apply_all(&mut result, Transaction::new("import", edits)) {
            Ok(_undo) => (articles.len(), None),
            Err(error) => (0, Some(format!("The articles cannot be added: {error}."))),
        };
        let doubts = files.articles.iter().flat_map(warnings);
        let told = refused.into_iter().chain(known).chain(doubts).collect();
        for (_, found) in &files.found {
            joined.add(join(&mut result, found.clone(), &choices));
        }
        Self { made: Arc::new(Made { paths, read_as, files, choices, joined, result, plain, told, near, of }) }
    }
}

/// Files as they were read.
struct Read {
    paths: Vec<PathBuf>,
    read_as: ReadAs,
    files: Arc<FilesRead>,
}

impl App {
    pub(in crate::app) fn import(&mut self, paths: Vec<PathBuf>) {
        let choices = Choices { coder: self.own_coder(), now: clock::now(), counting: None };
        self.import_as(paths, ReadAs::default(), choices);
    }

    fn import_as(&mut self, paths: Vec<PathBuf>, read_as: ReadAs, choices: Choices) {
        let (project, of) = (self.session.project().clone(), (self.session.id(), self.session.state()));
        let usual = self.usual_facts();
        let started = self.jobs.start("reading articles", move |progress| {
            let files = Arc::new(reading::read(paths.clone(), read_as, progress));
            let read = Read { paths, read_as, files };
            Finished::Planned(Box::new(ImportPlan::new(read, choices, &usual, project, of)))
        });
        if !started {
            self.tell(Notice::note("Articles are being read already; wait until that is done."));
        }
    }

    fn own_coder(&self) -> Coder {
        Coder { id: self.settings.coder_id(), name: self.settings.coder_name.clone(), extra: Extra::new() }
    }

    /// Articles join at once; what brings marks along is shown first.
    pub(in crate::app) fn take_plan(&mut self, plan: ImportPlan) {
        if plan.made.of.0 != self.session.id() {
            let told = "Another project was opened while files were read for import; they were not added to it.";
            self.tell(Notice::problem(told));
        } else if plan.made.files.found.is_empty() && plan.chosen_format().is_none() {
            self.add_articles(plan.made.files.articles.clone(), &plan.made.near);
            self.tell_together(plan.problems());
        } else {
            self.prompt = Some(Prompt::Import(plan));
        }
    }

    pub(in crate::app) fn import_action(&mut self, action: ImportAction) {
        let Some(Prompt::Import(plan)) = self.prompt.clone() else { return };
        let choices = plan.choices().clone();
        match action {
            ImportAction::ReadAs(format) => {
                let read_as = ReadAs { format, ..plan.made.read_as };
                self.import_as(plan.made.paths.clone(), read_as, choices);
            }
            ImportAction::Count(counting) => self.plan_again(&plan, Choices { counting, ..choices }),
            ImportAction::By(name) => {
                let own = self.own_coder();
                let coder = if name.trim() == own.name { own } else { crate::app::importing::author(&name) };
                self.plan_again(&plan, Choices { coder, ..choices });
            }
            ImportAction::Accept => self.carry_out(&plan),
        }
    }

    fn plan_again(&mut self, plan: &ImportPlan, choices: Choices) {
        let (project, of) = (self.session.project().clone(), (self.session.id(), self.session.state()));
        let (usual, made) = (self.usual_facts(), &plan.made);
        let read = Read { paths: made.paths.clone(), read_as: made.read_as, files: Arc::clone(&made.files) };
        self.jobs.start("reading articles", move |_: &Progress| {
            Finished::Planned(Box::new(ImportPlan::new(read, choices, &usual, project, of)))
        });
    }

    fn carry_out(&mut self, plan: &ImportPlan) {
        if plan.made.of != (self.session.id(), self.session.state()) {
            // Something changed meanwhile (a colleague's file was read again, say): what was shown no longer holds.
            return self.plan_again(plan, plan.choices().clone());
        }
        self.prompt = None;
        let joined = plan.joined();
        let edits = difference(self.session.project(), &plan.made.result);
        let label = format!("Import {} from {}", plural(joined.spans, "mark"), plan.formats().join(" and "));
        if !edits.is_empty() && self.make(Transaction::new(label, edits)) {
            let tags = joined.new_tags.len();
            let parts = [
                (plan.made.plain + joined.articles, "article"),
                (joined.spans, "mark"),
                (joined.links, "link"),
                (tags, "tag"),
            ];
            let parts: Vec<String> =
                parts.iter().filter(|(count, _)| *count > 0).map(|(count, noun)| plural(*count, noun)).collect();
            let added = format!("Added: {}.", parts.join(", "));
            self.tell(if joined.aside == 0 {
                Notice::fine(added)
            } else {
                let aside = plural(joined.aside, "mark");
                Notice::note(format!("{added} {aside} did not fit the text: put right or drop them under “Problems…”."))
                    .with_offer(Command::Problems)
            });
            self.selection.show(joined.first);
        }
        self.tell_together(plan.problems());
    }
}
