//! The application without its window. Features are functions that read the [`Desk`] and return a
//! `Step` (`desk::step`); only [`App`] carries steps out.
//!
//! | room | holds |
//! |---|---|
//! | `desk` | what is open: project, selection, settings, prompts, notices, jobs, what is derived |
//! | `command` | the tables of commands and panels, and shortcuts |
//! | `project` | the project and its file: opening, saving, leaving, versions, problems |
//! | `article` | moving around, finding, searching, facts |
//! | `compare` | comparing coders: who, how strictly, and what holds where they differ |
//! | `marks` | marking, linking, naming, grouping, answering, marking all alike |
//! | `codebook` | tags, whole codebooks, rules |
//! | `exchange` | reading, previews, imports, web pages, new versions, exports |
//!
//! `route` leads each action to the `act` of its room (that of the desk is in `desk::preferences`), and each command to
//! its function.

mod action;
mod article;
mod codebook;
mod command;
mod compare;
mod desk;
mod exchange;
mod marks;
mod project;
mod route;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

pub use action::{Action, DraftAction};
pub use article::{ArticleAction, search::MOST_FOUND};
pub use codebook::{CodebookAction, FieldChange, FieldOwner};
pub(crate) use command::panels;
pub use command::{Command, Dock, InvalidShortcut, Menu, Needs, Panel, Reach, Row, Shortcut, Toggle};
pub use compare::CompareAction;
pub(crate) use desk::crash::{guarded, guarded_in_background};
pub use desk::{
    appearance::{PanelSizes, Reading, ThemeChoice},
    article_order::ArticleOrder,
    asked::Asked,
    choices::{Choice, ChoiceKeys, ChoiceList, Pick, Shown},
    clock,
    crash::report_panics,
    derived::{Agreement, AllDerived, Derivation, Derived, Problems, Repair},
    desk::{Desk, Folders, empty_project},
    dialogs::{Answer, Dialogs, SystemDialogs},
    drafts::{DraftPlace, Drafts},
    failure::ReadFailure,
    graphics::Graphics,
    jobs::{JobKind, Progress, Running, Wake},
    leaving::{Destination, Leaving},
    local_times::LocalTimes,
    log_file::start_log,
    notice::{Notice, Tone},
    preferences::DeskAction,
    prompt::{
        PathPurpose, Prompt, RecentProject, TableFormat, TagPurpose,
        import_plan::{Alike, Decisions, FilesRead, FoundCoder, ImportAction, ImportPlan, Lookalike, ReadAs, RowOf},
        members::{SharedFiles, SharedMember, Sharing},
        merge_plan::{CopyRead, MergePlan},
        new_version::{NewVersionAction, NewVersionPlan},
        occurrences::Occurrences,
        past::{Change, ChangeFilter, VersionRow},
        preview::{PreviewAction, Previewed, Read},
        unmerged::UnmergedFile,
    },
    request::Request,
    search::{Find, Search},
    selection::{Comparing, Selection},
    session::{Session, SessionId, StateMark},
    settings::{Autosave, Place, Settings, Typed},
    step::Completion,
    view::View,
};
pub use exchange::{
    ExchangeAction,
    fetch::address,
    import_into::{ImportAs, import_into},
    paste::CopiedPage,
};
pub use marks::{MarkAction, NameAction, found_rows, letters};
pub use project::{
    ProjectAction, UnsavedAnswer,
    coders::credit,
    sharing,
    undecided::{Undecided, Version, Versions, undecided, versions},
};

use desk::{
    derived::Through,
    jobs::{Back, Runner},
    stamp,
    step::{self, Job, Opening, Outcome, Step, Then},
    words,
};

use crate::{
    store::{Keeping, Saved},
    text::ByteOffset,
};

/// Runs jobs: on threads in the program, at once in tests.
pub type Jobs = Runner<Completion>;

/// The application: what is open, and the one place where it changes.
pub struct App {
    desk: Desk,
    jobs: Jobs,
    requests: Vec<Request>,
    /// What becomes of the drafts when their fields are left.
    becoming: BTreeMap<DraftPlace, Action>,
}

impl App {
    /// An application with an empty project.
    pub fn new(folders: Folders, jobs: Jobs, dialogs: Arc<dyn Dialogs>) -> Self {
        let nowhere = Keeping::Nowhere(words::no_project_yet().to_owned());
        let mut desk = Desk {
            session: Session::new(empty_project(), None, nowhere),
            selection: Selection::default(),
            settings: Settings::load(folders.settings.as_ref()),
            folders,
            dialogs,
            running: Vec::new(),
            notices: Vec::new(),
            prompt: None,
            choices: None,
            find: Find::default(),
            search: Search::default(),
            derived: AllDerived::default(),
            leaving: None,
            new_files: Vec::new(),
            conflict_copies: Vec::new(),
            shared_files: Vec::new(),
            top: ByteOffset(0),
        };
        desk.session = project::opening::untitled(&desk, empty_project());
        let mut app = Self { desk, jobs, requests: Vec::new(), becoming: BTreeMap::new() };
        app.save_settings();
        app
    }

    /// What the program starts with: the named files, else the last project, the first time the sample.
    pub fn start(&mut self, paths: Vec<PathBuf>) {
        let names_files = !paths.is_empty();
        self.take(project::opening::news(&self.desk, names_files));
        if names_files {
            self.handle(Action::Project(ProjectAction::Open(paths)));
        } else {
            let start = project::opening::start(&self.desk);
            self.take_outcome(start);
            self.settle();
        }
    }

    /// What panels may read.
    pub fn view(&self) -> View<'_> {
        self.desk.view()
    }

    /// The page that the clipboard holds beside this text, if it says the same.
    pub fn copied_page(&self, text: &str) -> Option<CopiedPage> {
        exchange::paste::copied_page(&self.desk, text)
    }

    /// What only the window can do, since the last time.
    pub fn take_requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }

    /// Carries out what somebody wants done.
    pub fn handle(&mut self, action: Action) {
        if let Action::Draft(action) = action {
            return self.take_draft(action);
        }
        if action.reaches_beyond_the_project() {
            self.leave_drafts(&[]);
        }
        let outcome = route::answer(&self.desk, action);
        self.take_outcome(outcome);
        self.settle();
    }

    fn take_draft(&mut self, action: DraftAction) {
        let session = &mut self.desk.session;
        match action {
            DraftAction::Type { place, text, becomes } => {
                session.type_draft(place.clone(), text);
                match becomes {
                    Some(action) => self.becoming.insert(place, *action),
                    None => self.becoming.remove(&place),
                };
            }
            DraftAction::Drop(place) => {
                session.drop_draft(&place);
                self.becoming.remove(&place);
            }
            DraftAction::Keep => session.write_drafts(),
        }
        self.say_unkept();
    }

    /// Makes a change of each draft, but for those in fields that are still being typed into; says whether there was one.
    pub fn leave_drafts(&mut self, typed_into: &[DraftPlace]) -> bool {
        let left: Vec<DraftPlace> = self.becoming.keys().filter(|place| !typed_into.contains(place)).cloned().collect();
        for place in &left {
            let Some(action) = self.becoming.remove(place) else { continue };
            match route::answer(&self.desk, action) {
                Ok(step) if self.desk.session.holder().is_none() => {
                    if self.take(step) {
                        self.desk.session.drop_draft(place);
                    }
                }
                // What cannot be taken stays in its field.
                refused => self.take_outcome(refused),
            }
            self.settle();
        }
        !left.is_empty()
    }

    /// Takes in the jobs that have come back. What belongs to a project that is no longer open is dropped here.
    pub fn take_finished(&mut self) {
        loop {
            let finished = self.jobs.finished();
            if finished.is_empty() {
                break;
            }
            for Back { kind, session, with } in finished {
                self.desk.running.retain(|job| job.kind != kind);
                if session.is_none_or(|session| session == self.desk.session.id()) {
                    let outcome = with(&self.desk);
                    self.take_outcome(outcome);
                } else if kind.is_awaited() {
                    self.say(words::outlived(kind));
                }
                self.settle();
            }
        }
    }

    fn take_outcome(&mut self, outcome: Outcome) {
        match outcome {
            Ok(step) => {
                self.take(step);
            }
            Err(notice) => self.refuse(notice),
        }
    }

    /// Opens a prompt, or closes the open one.
    fn show_prompt(&mut self, prompt: Option<Prompt>) {
        self.desk.prompt = prompt;
        self.forget_refusals();
    }

    /// What was refused in a prompt no longer matters.
    fn forget_refusals(&mut self) {
        self.desk.notices.retain(|notice| !notice.is_of_prompt);
    }

    /// Says why there is no step. Over a prompt only problems are seen.
    fn refuse(&mut self, notice: Notice) {
        let is_of_prompt = self.desk.prompt.is_some();
        let tone = if is_of_prompt && notice.tone == Tone::Note { Tone::Problem } else { notice.tone };
        self.forget_refusals();
        self.say(Notice { tone, is_of_prompt, ..notice });
    }

    /// Carries a step out: the one place where the desk changes. Returns whether its change could be made.
    fn take(&mut self, step: Step) -> bool {
        if !self.change(step.change) {
            return false;
        }
        if let Some(focus) = step.focus {
            self.desk.selection = focus;
        }
        for notice in step.say {
            self.say(notice);
        }
        for then in step.then {
            self.take_then(then);
        }
        true
    }

    fn take_then(&mut self, then: Then) {
        let desk = &mut self.desk;
        match then {
            Then::Ask(prompt) => self.show_prompt(Some(prompt)),
            Then::ClosePrompt => self.show_prompt(None),
            Then::Offer(choices) => desk.choices = Some(Arc::new(choices)),
            Then::CloseChoices => desk.choices = None,
            Then::Find(find) => desk.find = find,
            Then::Search(search) => desk.search = search,
            Then::Derive(set) => set(&mut desk.derived),
            Then::Leave(leaving) => desk.leaving = Some(leaving),
            Then::Release { discard } => desk.session.release(discard, words::opening_again()),
            Then::Seen(seen) => desk.session.seen = Some(seen),
            Then::Watched(stat) => desk.session.watched = Some(stat),
            Then::WindowSize(width, height) => desk.settings.window = (width, height),
            Then::Top(top) => desk.top = top,
            Then::SharedFiles(files) => desk.shared_files = files,
            Then::Withdraw(command) => desk.notices.retain(|notice| notice.offer != Some(command)),
            Then::ConflictCopies(copies) => desk.conflict_copies = copies,
            Then::NewFiles(files) => desk.new_files = files,
            Then::CloseNotice(place) if place < desk.notices.len() => drop(desk.notices.remove(place)),
            Then::CloseNotice(_) => {}
            Then::Request(request) => self.requests.push(request),
            Then::SaveFailed => {
                desk.session.save_failed();
                desk.leaving = None;
            }
            Then::Set(change) => self.set(change),
            Then::HoldAgain => {
                if let Some(root) = desk.folders.state.clone() {
                    desk.session.hold_again(&root, &desk.holder(), words::changed_while_opening());
                    self.say_unkept();
                }
            }
            Then::Open(opening) => self.open(*opening),
            Then::Saved(state, path, saved) => self.saved(state, path, *saved),
            Then::Save(saving) if desk.is_running(JobKind::Save) => {
                log::error!("{} was not saved: another save is under way", saving.path.display());
                self.say(words::already_under_way(JobKind::Save));
            }
            Then::Save(saving) => {
                let job = project::saving::begin(&mut self.desk, saving);
                self.start_job(job);
            }
            Then::Start(job) => self.start_job(job),
            Then::Follow(next) => {
                let outcome = next(&self.desk);
                self.take_outcome(outcome);
            }
            Then::Paths(purpose, paths) => {
                desk.prompt = None;
                let outcome = route::with_paths(&self.desk, purpose, paths);
                self.take_outcome(outcome);
            }
            Then::Import(paths) => {
                let outcome = route::import(&self.desk, paths);
                self.take_outcome(outcome);
            }
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.desk.settings);
        self.forget_refusals();
        self.save_settings();
    }

    /// Changes the project; returns whether the rest of the step follows.
    fn change(&mut self, change: step::Change) -> bool {
        let desk = &mut self.desk;
        let (by, at) = (desk.coder(), clock::now());
        if !matches!(change, step::Change::None)
            && let Some(holder) = desk.session.holder()
        {
            let notice = words::held_by(holder);
            // Nothing that is asked about a change can be answered here.
            (desk.prompt, desk.choices) = (None, None);
            self.say(notice);
            return false;
        }
        let made = |session: &mut Session, step| {
            session.make(step, by, at).map(|()| None).map_err(|error| words::does_not_fit(&error.to_string()))
        };
        let told = match change {
            step::Change::None => return true,
            step::Change::Make(step) => {
                let step = stamp::stamped(desk, step);
                made(&mut desk.session, step)
            }
            step::Change::Bring(step) => made(&mut desk.session, step),
            step::Change::Undo if desk.session.history().undo_reveals(desk.whole()) => Err(words::undo_reveals()),
            step::Change::Undo => {
                let undone = desk.session.undo(by, at).map_err(|error| words::cannot_undo(&error.to_string()));
                undone.map(|label| label.map(|label| Notice::fine(words::undone(&label))))
            }
            step::Change::Redo => {
                let redone = desk.session.redo(by, at).map_err(|error| words::cannot_redo(&error.to_string()));
                redone.map(|label| label.map(|label| Notice::fine(words::redone(&label))))
            }
        };
        let is_made = told.is_ok();
        if let Ok(Some(_)) = &told {
            desk.selection.reveal += 1;
        }
        if let Some(notice) = told.unwrap_or_else(Some) {
            self.say(notice);
        }
        self.say_unkept();
        is_made
    }

    /// Replaces the open project.
    fn open(&mut self, Opening { session, discard, selection }: Opening) {
        let desk = &mut self.desk;
        desk.session.release(discard, words::opening_again());
        desk.session = session;
        desk.session.show_to(desk.settings.coder_id());
        self.becoming.clear();
        desk.selection = selection;
        desk.derived = AllDerived::default();
        desk.search = Search::default();
        desk.find = Find::default();
        desk.new_files.clear();
        desk.conflict_copies.clear();
        desk.shared_files.clear();
        (desk.prompt, desk.choices, desk.leaving) = (None, None, None);
        desk.selection.repair(desk.session.project());
        self.take(project::opened::news(&self.desk));
    }

    /// A save has put a state of the project into a file.
    fn saved(&mut self, state: StateMark, path: PathBuf, saved: Saved) {
        let desk = &mut self.desk;
        desk.session.mark_saved(state, path, saved);
        desk.leaving = None;
        // What was recovered, changed by others, or could not be saved before is settled by this save.
        desk.notices.retain(|notice| notice.tone != Tone::Important && notice.offer != Some(Command::SaveAs));
        desk.session.told_unkept &= desk.session.unkept().is_some();
        self.say_unkept();
    }

    /// Puts right what follows from every change: what is selected, the list of choices, the search in the article.
    fn settle(&mut self) {
        let desk = &mut self.desk;
        desk.session.show_to(desk.settings.coder_id());
        desk.selection.repair(desk.session.project());
        if desk.derived.look_through(Through::of(&desk.selection)) {
            desk.search.done = None;
        }
        if desk.choices.as_ref().is_some_and(|list| desk.selection.span != Some(list.span)) {
            desk.choices = None;
        }
        if let Some(find) = article::find::refreshed(desk) {
            desk.find = find;
        }
        // A project without doubts has no problems, so that most are never checked.
        if desk.derived.problems.state() == Some(desk.session.state()) {
            desk.session.had_problems = !desk.derived.problems.value().list.is_empty();
        }
        if desk.session.is_doubtful() || !desk.derived.problems.value().list.is_empty() {
            let step = desk::derive::derive(desk, Derivation::Problems);
            self.take(step);
        }
    }

    fn start_job(&mut self, job: Job) {
        if self.desk.is_running(job.kind) {
            if job.kind.is_awaited() {
                self.refuse(words::already_under_way(job.kind));
            }
            return;
        }
        let running = self.jobs.start(job);
        self.desk.running.extend(running);
    }

    /// Writes the settings; a failure is shown and does not interrupt the work.
    fn save_settings(&mut self) {
        let Some(file) = &self.desk.folders.settings else { return };
        if let Err(error) = self.desk.settings.save(file) {
            self.say(words::settings_not_saved(&error.to_string()));
        }
    }

    /// Says, once for a project, that changes do not reach the disk between saves.
    fn say_unkept(&mut self) {
        let session = &mut self.desk.session;
        if let Some(why) = session.unkept().filter(|_| !session.told_unkept) {
            session.told_unkept = true;
            self.say(words::not_kept(&why));
        }
    }

    /// Shows a message. A fine one replaces the fine one before it.
    fn say(&mut self, notice: Notice) {
        match notice.tone {
            Tone::Problem => log::error!("{}", notice.text),
            Tone::Fine | Tone::Note | Tone::Important => log::info!("{}", notice.text),
        }
        let notices = &mut self.desk.notices;
        // What offers the same says something newer of it.
        let is_same =
            |shown: &Notice| shown.text == notice.text || shown.offer.is_some() && shown.offer == notice.offer;
        notices.retain(|shown| shown.tone != Tone::Fine && !is_same(shown));
        notices.push(notice);
    }
}
