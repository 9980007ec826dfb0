//! The project and its file: opening, saving, leaving, watching the file, versions, problems.

pub(in crate::app) mod assigning;
pub(in crate::app) mod coders;
mod facts;
pub(in crate::app) mod merging;
pub(in crate::app) mod opened;
pub(in crate::app) mod opening;
mod place;
pub(in crate::app) mod problems;
pub(in crate::app) mod recent;
pub(in crate::app) mod saving;
pub mod sharing;
pub(in crate::app) mod team_folder;
pub(in crate::app) mod undecided;
mod unmerged;
pub(in crate::app) mod versions;
pub(in crate::app) mod watch;
mod words;

use std::path::{Path, PathBuf};

pub use saving::UnsavedAnswer;

use super::desk::{
    desk::Desk,
    jobs::JobKind,
    leaving::Leaving,
    paths,
    prompt::{PathPurpose, Prompt, past::ChangeFilter},
    step::{Outcome, Step, Then, job},
};
use crate::{
    merge::{Offer, Side},
    model::{ArticleId, Assigning, CoderId, Conflict, SpanId, Time},
    store,
    text::ByteRange,
};

/// Something about the project and its file.
#[derive(Debug)]
pub enum ProjectAction {
    /// Opens projects and imports articles: files, or whole folders.
    Open(Vec<PathBuf>),
    /// The paths chosen for a purpose; `None` when the question was cancelled.
    PathChosen(PathPurpose, Option<Vec<PathBuf>>),
    /// The path typed in our own window for a purpose; not yet asked whether it may be replaced.
    PathTyped(PathPurpose, PathBuf),
    /// Asks for a path in our own window instead of the system's dialog.
    TypePath(PathPurpose),
    /// Asks for a path with the system's dialog.
    AskPath(PathPurpose),
    /// Answers the question about unsaved changes.
    AnswerUnsaved(UnsavedAnswer),
    /// Sets the project's title and note.
    SetFacts(String, String),
    /// Gives a coder another name.
    RenameCoder(CoderId, String),
    /// Asks whether to make two coders one.
    AskMergeCoder {
        /// The coder that goes.
        from: CoderId,
        /// The coder that stays, who may be the person at work.
        into: CoderId,
    },
    /// Opens a saved version, saved at this time, in a window of its own.
    PreviewVersion(PathBuf, Time),
    /// Makes the project what it was in a saved version.
    RestoreVersion(PathBuf, Time),
    /// Asks where to write the history of changes as a table.
    ExportHistory(ChangeFilter),
    /// Gives a mark that was set aside its pieces.
    Place(ArticleId, SpanId, Vec<ByteRange>),
    /// Puts back every mark set aside whose words occur exactly once in its text.
    PlaceAll,
    /// Drops a mark that was set aside.
    DropSetAside(ArticleId, SpanId),
    /// Takes in files that were dropped on the window.
    Drop(Vec<PathBuf>),
    /// Opens what merging the copies that are shown would make in a window of its own.
    LookAtMerge,
    /// Opens the only copy that is shown, in place of this project.
    OpenCopy,
    /// Brings in the copies that are shown.
    AcceptMerge,
    /// Writes what merging the versions makes that git could not merge, and opens it.
    AcceptUnmerged,
    /// Makes one of each of these pairs of records.
    Unify(Vec<Offer>),
    /// Decides about conflicts: one side of each holds.
    Decide {
        /// The conflicts.
        conflicts: Vec<Conflict>,
        /// The side.
        side: Side,
        /// Why, for the history of changes; may be empty.
        reason: String,
    },
    /// Asks for a folder to share the project in, or joins the one that it lies in, as somebody of this name.
    JoinShared(String),
    /// Leaves the shared folder.
    LeaveShared,
    /// Whether what others share is brought in without asking.
    AlwaysUpdate(bool),
    /// Assigns articles to coders, in place of all that were assigned before.
    Assign(Assigning),
    /// Adds a coder of this name, who has not marked anything yet.
    AddCoder(String),
    /// Assigns an article to a coder, or takes that back.
    AssignOne(ArticleId, CoderId, bool),
    /// Accepts an article's text although the file states another hash.
    AcceptText(ArticleId),
    /// Takes a project off the list of those opened last; `None` empties the list.
    ForgetRecent(Option<PathBuf>),
    /// Remembers where the person is in the project.
    RememberPlace,
    /// Checks whether somebody else has changed the file.
    CheckFile,
    /// Saves unasked, if the settings say so and there is something to save.
    Autosave,
}

/// Answers an action about the project and its file.
///
/// # Errors
/// Says why nothing is done.
pub(super) fn act(desk: &Desk, action: ProjectAction) -> Outcome {
    match action {
        ProjectAction::Open(paths) => open(desk, paths),
        ProjectAction::PathChosen(purpose, paths) => {
            Ok(Step::then(Then::ClosePrompt).and(Then::Paths(purpose, paths.unwrap_or_default())))
        }
        ProjectAction::PathTyped(purpose, path) => Ok(paths::typed(purpose, path)),
        ProjectAction::TypePath(purpose) => Ok(paths::type_path(desk, purpose)),
        ProjectAction::AskPath(purpose) => paths::ask(desk, purpose),
        ProjectAction::AnswerUnsaved(answer) => saving::answer_unsaved(desk, answer),
        ProjectAction::SetFacts(title, note) => Ok(facts::set(desk, title.trim(), &note)),
        ProjectAction::RenameCoder(coder, name) => coders::rename(desk, coder, &name),
        ProjectAction::AskMergeCoder { from, into } => coders::ask_merge(desk, from, into),
        ProjectAction::PreviewVersion(path, at) => versions::preview(desk, path, at),
        ProjectAction::RestoreVersion(path, at) => Ok(versions::restore(desk, path, at)),
        ProjectAction::ExportHistory(filter) => paths::ask(desk, PathPurpose::ExportHistory(filter)),
        ProjectAction::Place(article, span, pieces) => problems::place(desk, article, span, pieces),
        ProjectAction::PlaceAll => problems::place_all(desk),
        ProjectAction::DropSetAside(article, span) => problems::drop(desk, article, span),
        ProjectAction::Drop(paths) => Ok(take_dropped(desk, paths)),
        ProjectAction::LookAtMerge => merging::look(desk),
        ProjectAction::OpenCopy => merging::open_copy(desk),
        ProjectAction::AcceptMerge => merging::accept(desk),
        ProjectAction::AcceptUnmerged => merging::accept_unmerged(desk),
        ProjectAction::Unify(offers) => merging::unify(desk, &offers),
        ProjectAction::Decide { conflicts, side, reason } => undecided::decide(desk, &conflicts, side, reason.trim()),
        ProjectAction::JoinShared(name) => team_folder::join_as(desk, name),
        ProjectAction::LeaveShared => team_folder::leave(desk),
        ProjectAction::AlwaysUpdate(on) => Ok(team_folder::set_always(on)),
        ProjectAction::Assign(assigning) => assigning::assign(desk, &assigning),
        ProjectAction::AddCoder(name) => assigning::add_coder(desk, name.trim()),
        ProjectAction::AssignOne(article, coder, on) => assigning::assign_one(desk, article, coder, on),
        ProjectAction::AcceptText(article) => problems::accept_text(desk, article),
        ProjectAction::ForgetRecent(path) => Ok(recent::forget(path)),
        ProjectAction::RememberPlace => Ok(place::remember(desk)),
        ProjectAction::CheckFile => Ok(watch::check(desk).also(team_folder::check(desk))),
        ProjectAction::Autosave => saving::autosave(desk),
    }
}

/// Takes in dropped files: what merging copies of this project would do is shown; all else is opened or imported.
fn take_dropped(desk: &Desk, paths: Vec<PathBuf>) -> Step {
    let (of, own) = (desk.whole().id, desk.session.path.clone());
    let shown = if let Some(Prompt::Merge(plan)) = &desk.prompt { plan.paths() } else { Vec::new() };
    let work = move |_progress: &_| {
        let is_copy = |path: &PathBuf| own.as_ref() != Some(path) && store::stated_id(path) == Some(of);
        let are_copies = paths.iter().all(|path| is_project(path) && (!shown.is_empty() || is_copy(path)));
        (are_copies, [shown, paths])
    };
    Step::start(job(desk, JobKind::LookAtDropped, work, |desk, looked| match looked? {
        (true, [shown, dropped]) => {
            let new = dropped.into_iter().filter(|path| !shown.contains(path)).collect();
            merging::read(desk, [shown, new].concat())
        }
        (false, [_, dropped]) => open(desk, dropped),
    }))
}

fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(paths::ENDING))
}

/// Opens the first project among some paths, and imports the other files into it; where there is none, into the project
/// that is open.
fn open(desk: &Desk, paths: Vec<PathBuf>) -> Outcome {
    let (projects, import): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| is_project(path));
    let are_several = projects.len() > 1;
    let step = match projects.into_iter().next() {
        Some(path) => saving::leave(desk, Leaving { import, ..Leaving::open(path) })?,
        None => Step::then(Then::Import(import)),
    };
    Ok(if are_several { step.saying(words::one_project_at_a_time()) } else { step })
}
