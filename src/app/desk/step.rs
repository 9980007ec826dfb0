//! What a feature wants done. Features are functions that read the desk and return a [`Step`], or a notice that says why
//! there is none; [`App::take`](crate::app::App) is the one place that carries steps out.

use std::path::PathBuf;

use super::{
    choices::ChoiceList,
    derived::AllDerived,
    desk::Desk,
    jobs::{self, Broken, JobKind},
    leaving::Leaving,
    notice::Notice,
    prompt::{PathPurpose, Prompt, members::SharedFiles},
    request::Request,
    search::{Find, Search},
    selection::Selection,
    session::{Session, StateMark},
    settings::Settings,
    words,
};
use crate::{
    app::command::Command,
    edit::Transaction,
    store::{Over, Saved, Seen, Stat},
    text::ByteOffset,
};

/// What a feature comes to: a step, or why there is none.
pub(crate) type Outcome = Result<Step, Notice>;

/// What follows when a job is back: a function that reads the desk as it is by then.
pub type Completion = Box<dyn FnOnce(&Desk) -> Outcome + Send>;

/// Work to be done in the background.
pub(crate) type Job = jobs::Job<Completion>;

/// What a feature wants done, in this order: the change of the project, then, where it was made, all the rest.
#[derive(Default)]
#[must_use]
pub struct Step {
    /// The change of the project.
    pub change: Change,
    /// What is selected afterwards.
    pub focus: Option<Selection>,
    /// What is said.
    pub say: Vec<Notice>,
    /// What else is done, in order.
    pub then: Vec<Then>,
}

/// A change of the project.
#[derive(Default)]
pub enum Change {
    /// None.
    #[default]
    None,
    /// Makes a transaction, which the person at work signs.
    Make(Transaction),
    /// Makes one that brings what was made elsewhere: when and by whom a record was changed stays as it says.
    Bring(Transaction),
    /// Takes the last one back.
    Undo,
    /// Makes the one undone last again.
    Redo,
}

/// Something that is done besides a change of the project.
pub enum Then {
    /// Opens a prompt; one that was open closes.
    Ask(Prompt),
    /// Closes the open prompt.
    ClosePrompt,
    /// Opens a list of choices at the selected mark.
    Offer(ChoiceList),
    /// Closes the list of choices.
    CloseChoices,
    /// Changes the settings and saves them.
    Set(Box<dyn FnOnce(&mut Settings) + Send>),
    /// Closes a notice, by its place.
    CloseNotice(usize),
    /// Remembers the window's size in points.
    WindowSize(f32, f32),
    /// Remembers where the first line in sight begins.
    Top(ByteOffset),
    /// Shows another search in the article.
    Find(Find),
    /// Shows another search over all articles.
    Search(Search),
    /// Takes in something that was derived.
    Derive(Box<dyn FnOnce(&mut AllDerived) + Send>),
    /// Starts a job, unless one of its kind is under way.
    Start(Job),
    /// Asks the window for something.
    Request(Request),
    /// Does what follows from the desk as it is by then.
    Follow(Completion),
    /// Goes on with paths that were chosen for a purpose: `route::with_paths`.
    Paths(PathPurpose, Vec<PathBuf>),
    /// Imports files: `exchange::import_plan`.
    Import(Vec<PathBuf>),
    /// Replaces the open project.
    Open(Box<Opening>),
    /// Unlocks the open project, so that it can be opened again.
    Release {
        /// Whether its unsaved changes are set aside.
        discard: bool,
    },
    /// Locks the open project again: it was unlocked to be opened again, and nothing has replaced it.
    HoldAgain,
    /// Leaves for this once the save under way has ended.
    Leave(Leaving),
    /// Saves the open project, on a job: `project::saving::begin`.
    Save(Saving),
    /// That job is back: this state of the open project is in this file now.
    Saved(StateMark, PathBuf, Box<Saved>),
    /// A save has failed.
    SaveFailed,
    /// All that is in the file is in the project: a save may replace it.
    Seen(Seen),
    /// The file was checked; this is known of it.
    Watched(Option<Stat>),
    /// These are the files of the shared folder now.
    SharedFiles(SharedFiles),
    /// What was said with the offer of this command no longer holds.
    Withdraw(Command),
    /// A service has put these copies beside the file.
    ConflictCopies(Vec<PathBuf>),
    /// These files in the watched folder are new.
    NewFiles(Vec<PathBuf>),
}

/// Another project replaces the open one.
pub struct Opening {
    /// The other project.
    pub session: Session,
    /// Whether unsaved changes of the one that was open are not wanted any more.
    pub discard: bool,
    /// What is selected in it.
    pub selection: Selection,
}

/// A save of the open project.
#[derive(Clone, Debug)]
pub struct Saving {
    /// The file.
    pub path: PathBuf,
    /// What it may replace.
    pub over: Over,
    /// Where the project is left for afterwards.
    pub next: Option<Leaving>,
    /// The changed file of somebody else that it is saved beside.
    pub theirs: Option<PathBuf>,
}

impl Step {
    /// Nothing.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Makes a transaction.
    pub fn make(transaction: Transaction) -> Self {
        Self { change: Change::Make(transaction), ..Self::default() }
    }

    /// Brings what was made elsewhere.
    pub fn bring(transaction: Transaction) -> Self {
        Self { change: Change::Bring(transaction), ..Self::default() }
    }

    /// Says something and does nothing.
    pub fn say(notice: Notice) -> Self {
        Self::default().saying(notice)
    }

    /// Does one thing.
    pub fn then(then: Then) -> Self {
        Self::default().and(then)
    }

    /// Opens a prompt.
    pub fn ask(prompt: Prompt) -> Self {
        Self::then(Then::Ask(prompt))
    }

    /// Starts a job.
    pub fn start(job: Job) -> Self {
        Self::then(Then::Start(job))
    }

    /// Changes the settings.
    pub fn set(change: impl FnOnce(&mut Settings) + Send + 'static) -> Self {
        Self::then(Then::Set(Box::new(change)))
    }

    /// Selects something.
    pub fn focus(selection: Selection) -> Self {
        Self::default().focusing(selection)
    }

    /// Selects something afterwards.
    pub fn focusing(mut self, selection: Selection) -> Self {
        self.focus = Some(selection);
        self
    }

    /// Says something afterwards.
    pub fn saying(mut self, notice: Notice) -> Self {
        self.say.push(notice);
        self
    }

    /// Does something else, afterwards.
    pub fn and(mut self, then: Then) -> Self {
        self.then.push(then);
        self
    }

    /// Says and does what another step without a change does, too.
    pub fn also(mut self, other: Self) -> Self {
        self.say.extend(other.say);
        self.then.extend(other.then);
        self
    }

    /// Changes the settings, too.
    pub fn setting(self, change: impl FnOnce(&mut Settings) + Send + 'static) -> Self {
        self.and(Then::Set(Box::new(change)))
    }

    /// Closes the open prompt, afterwards.
    pub fn closing_prompt(self) -> Self {
        self.and(Then::ClosePrompt)
    }

    /// Does what follows from the desk as it is by then.
    pub fn following(self, next: impl FnOnce(&Desk) -> Outcome + Send + 'static) -> Self {
        self.and(Then::Follow(Box::new(next)))
    }
}

/// Work of a kind for the open project; its result is dropped when another one is open by then. `done` says what is to
/// be done with it, on the desk as it is then.
pub(crate) fn job<T: Send + 'static>(
    desk: &Desk,
    kind: JobKind,
    work: impl FnOnce(&jobs::Progress) -> T + Send + 'static,
    done: impl FnOnce(&Desk, Result<T, Broken>) -> Outcome + Send + 'static,
) -> Job {
    let back = |result| -> Completion { Box::new(move |desk: &Desk| done(desk, result)) };
    Job::new(kind, Some(desk.session.id()), work, back)
}

/// Work whose result is for whatever project is open by then.
pub(crate) fn free_job<T: Send + 'static>(
    kind: JobKind,
    work: impl FnOnce(&jobs::Progress) -> T + Send + 'static,
    done: impl FnOnce(&Desk, Result<T, Broken>) -> Outcome + Send + 'static,
) -> Job {
    let back = |result| -> Completion { Box::new(move |desk: &Desk| done(desk, result)) };
    Job::new(kind, None, work, back)
}

impl From<Broken> for Notice {
    fn from(broken: Broken) -> Self {
        words::broken(broken)
    }
}
