//! Opening: what the program starts with, projects with what was kept of them, the sample.

use std::path::{Path, PathBuf};

use super::{place, unmerged, words};
use crate::{
    app::desk::{
        clock, crash,
        desk::Desk,
        drafts::{DraftPlace, Drafts},
        jobs::{Broken, JobKind},
        leaving::Leaving,
        notice::Notice,
        prompt::{Prompt, unmerged::UnmergedFile},
        selection::Selection,
        session::{Session, SessionId, StateMark},
        step::{Opening, Outcome, Step, Then, free_job},
    },
    model::{Problem, Project, ProjectId, SpanId, check},
    packed,
    store::{self, Keeping, ReadError},
};

/// The sample project, embedded.
const SAMPLE: &str = "projects/kremlin-call.sayso";

/// What the program starts with where no files are named: a project that was never saved, else the last project, the
/// first time the sample. Takes hold of what it finds, which is why it reads the disk while nothing is shown yet.
pub(in crate::app) fn start(desk: &Desk) -> Outcome {
    let Leftover { step, failures } = leftover(desk, false);
    let step = match (step, desk.settings.recent.first().filter(|path| path.is_file())) {
        (Some(recovered), _) => recovered,
        (None, Some(last)) => open(desk, last.clone(), Leaving::open(last.clone()))?,
        (None, None) => sample(desk)?,
    };
    Ok(failures.into_iter().fold(step, Step::saying))
}

/// What should be said at the start: that the program crashed last time, that there are projects that were never saved.
pub(crate) fn news(desk: &Desk, names_files: bool) -> Step {
    let Some(state) = &desk.folders.state else { return Step::nothing() };
    let crashed = crash::untold_report(state).map(|report| crate::app::desk::words::crashed(&report));
    let left = (names_files && !store::leftovers(state).is_empty()).then(words::unsaved_project_left);
    crashed.into_iter().chain(left).fold(Step::nothing(), Step::saying)
}

/// Opens the sample, unless that would lose changes.
pub(crate) fn sample_if_saved(desk: &Desk) -> Outcome {
    if desk.session.is_unsaved() { Err(words::save_before_sample()) } else { sample(desk) }
}

/// Opens the embedded sample as an unsaved copy with an id of its own.
pub(crate) fn sample(desk: &Desk) -> Outcome {
    let loaded = store::read_project(packed::text(SAMPLE).as_bytes())
        .map_err(|error| words::sample_is_damaged(&error.to_string()))?;
    let project = Project { id: ProjectId(clock::random_id()), ancestors: Vec::new(), ..loaded.project };
    Ok(replace(with_problems(untitled(desk, project), &loaded.problems), false))
}

/// Reads a project in the background, and opens it.
pub(crate) fn open(desk: &Desk, path: PathBuf, leaving: Leaving) -> Outcome {
    if desk.is_running(JobKind::Open) {
        return Err(words::opening_already());
    }
    let left = (desk.session.id(), desk.session.state());
    let (ours, asked) = (desk.session.path.clone(), path.clone());
    let work = move |_progress: &_| ours.is_some_and(|ours| is_same_file(&ours, &asked));
    let found = move |desk: &Desk, is_again: Result<bool, Broken>| {
        let is_again = is_again? && desk.session.id() == left.0;
        Ok(open_found(desk, path, Left { of: left, is_again, leaving }))
    };
    Ok(Step::start(free_job(JobKind::Open, work, found)))
}

/// What is left to open a project.
struct Left {
    /// The opening and the state of the project that was open when the other was asked for.
    of: (SessionId, StateMark),
    /// Whether the other is the same file.
    is_again: bool,
    leaving: Leaving,
}

impl Left {
    /// Locks the project again that was unlocked to be opened again, if it is still open.
    fn hold_again(&self, desk: &Desk) -> Option<Then> {
        (self.is_again && desk.session.id() == self.of.0).then_some(Then::HoldAgain)
    }
}

/// Opens a project of which is known whether it is the one that is open.
fn open_found(desk: &Desk, path: PathBuf, left: Left) -> Step {
    let (root, holder) = (desk.folders.state.clone(), desk.holder());
    // A project cannot be taken hold of twice. What is not wanted any more is given up once the file could be read.
    let (is_again, gives_up) = (left.is_again, left.is_again && left.leaving.discard);
    let released = is_again.then_some(Then::Release { discard: false });
    let file = path.clone();
    let work = move |_progress: &_| match store::open_kept(&path, root.as_deref(), &holder, gives_up) {
        Ok(opened) => Found::Opened(Box::new(opened)),
        Err(why) => unmerged::merged(&path, &why).map_or(Found::Unreadable(why), Found::Unmerged),
    };
    let start = Then::Start(free_job(JobKind::Open, work, move |desk, result| read(desk, file, left, result)));
    released.into_iter().fold(Step::nothing(), Step::and).and(start)
}

/// What was found in a file.
enum Found {
    /// A project.
    Opened(Box<store::Opened>),
    /// Marks of conflicts, and what the versions that git keeps make.
    Unmerged(UnmergedFile),
    /// Nothing that can be read.
    Unreadable(ReadError),
}

/// What follows from the reading of a project.
fn read(desk: &Desk, path: PathBuf, left: Left, result: Result<Found, Broken>) -> Outcome {
    match result {
        Ok(Found::Opened(opened)) => opened_from(desk, path, left, *opened),
        Ok(Found::Unmerged(file)) => {
            let step = left.hold_again(desk).into_iter().fold(Step::nothing(), Step::and);
            Ok(step.and(Then::Ask(Prompt::Unmerged(file))).and(Then::Import(left.leaving.import)))
        }
        Ok(Found::Unreadable(error)) => {
            let is_gone = matches!(error, ReadError::NoFile);
            Ok(failed(desk, &path, is_gone, left, words::cannot_open(&path, &error.to_string())))
        }
        Err(broken) => Ok(failed(desk, &path, false, left, broken.into())),
    }
}

/// A project could not be opened: the one that was left stays.
fn failed(desk: &Desk, path: &Path, is_gone: bool, left: Left, why: Notice) -> Step {
    let mut step = Step::say(why);
    if is_gone {
        let gone = path.to_owned();
        step = step.and(Then::Set(Box::new(move |settings| settings.recent.retain(|recent| *recent != gone))));
    }
    step = left.hold_again(desk).into_iter().fold(step, Step::and);
    let is_empty = desk.project().articles.is_empty() && desk.session.path.is_none();
    if is_empty && !desk.session.is_unsaved() {
        step = step.following(sample);
    }
    step.and(Then::Import(left.leaving.import))
}

fn opened_from(desk: &Desk, path: PathBuf, left: Left, opened: store::Opened) -> Outcome {
    let path = std::path::absolute(&path).unwrap_or(path);
    let held_again = left.hold_again(desk);
    let leaving = left.leaving;
    if desk.session.is_unsaved() && (desk.session.id(), desk.session.state()) != left.of {
        // Something was changed while the other project was being read.
        let ask = Then::Ask(Prompt::Unsaved(Leaving { import: leaving.import, ..Leaving::open(path) }));
        return Ok(held_again.into_iter().chain([ask]).fold(Step::nothing(), Step::and));
    }
    let is_undecided = |problem: &&Problem| matches!(problem, Problem::OpenConflict(_));
    let (all, undecided) = (opened.loaded.problems.len(), opened.loaded.problems.iter().filter(is_undecided).count());
    let was_open = held_again.is_some();
    let (session, notices) = with_kept(Some(path.clone()), opened);
    let stays = if was_open { Some(desk.selection.clone()) } else { typed_into(&session) };
    let recalled = if stays.is_none() { place::recalled(desk, &path, session.project()) } else { None };
    let (recalled, scrolls) = recalled.unzip();
    let selection = stays.or(recalled).unwrap_or_default();
    let opening = Opening { session, discard: leaving.discard, selection };
    let step = Step::then(Then::Open(Box::new(opening)));
    let step = notices.into_iter().fold(scrolls.into_iter().fold(step, Step::and), Step::saying);
    let step = if all > undecided { step.saying(words::problems_found(all - undecided)) } else { step };
    let step = step.following(move |desk| Ok(remember(desk, path)));
    Ok(step.and(Then::Import(leaving.import)))
}

/// A project that was never saved when the program ended, with what should be said of it and of those that cannot be
/// recovered.
struct Leftover {
    /// What opens it; `None` when there is none.
    step: Option<Step>,
    failures: Vec<Notice>,
}

/// Takes hold of a project that was never saved when the program ended.
fn leftover(desk: &Desk, discard: bool) -> Leftover {
    let mut failures = Vec::new();
    let Some(root) = &desk.folders.state else { return Leftover { step: None, failures } };
    for project in store::leftovers(root) {
        match store::open_leftover(root, project, &desk.holder()) {
            Ok(Some(opened)) => {
                let (session, notices) = with_kept(None, opened);
                let opening = Opening { selection: typed_into(&session).unwrap_or_default(), session, discard };
                let step = notices.into_iter().fold(Step::then(Then::Open(Box::new(opening))), Step::saying);
                return Leftover { step: Some(step), failures };
            }
            Ok(None) => {}
            Err(error) => failures.push(words::cannot_recover(&error.to_string())),
        }
    }
    Leftover { step: None, failures }
}

/// Opens a project that was never saved when the program ended.
pub(in crate::app) fn recover(desk: &Desk, discard: bool) -> Step {
    let Leftover { step, failures } = leftover(desk, discard);
    let step = step.unwrap_or_else(|| Step::say(words::nothing_to_recover()));
    failures.into_iter().fold(step, Step::saying)
}

/// A project with what was kept of it, and what should be said about that.
fn with_kept(path: Option<PathBuf>, opened: store::Opened) -> (Session, Vec<Notice>) {
    let store::Opened { loaded, keeping, steps, past, drafts, notes } = opened;
    let mut session = Session::new(loaded.project, path.map(|path| (path, loaded.seen)), keeping);
    session.recall(past);
    let mut notices: Vec<Notice> = words::recovered(&steps).into_iter().collect();
    if let Err((made, error)) = session.recover(steps) {
        session.stop_keeping(words::recovery_is_incomplete());
        notices.push(words::recovered_in_part(made, &error.to_string()));
    }
    let drafts = Drafts::recovered(drafts, session.project());
    notices.extend(drafts.places().next().is_some().then(words::recovered_drafts));
    session.recover_drafts(drafts);
    notices.extend(notes.into_iter().map(Notice::important));
    notices.extend(session.holder().map(words::open_elsewhere));
    (with_problems(session, &loaded.problems), notices)
}

/// The mark that something was being typed for when the program ended.
fn typed_into(session: &Session) -> Option<Selection> {
    let mark = |place: &DraftPlace| {
        let span: SpanId = place.id_of(DraftPlace::MARK)?.parse().ok().map(SpanId)?;
        let article = session.project().articles.values().find(|article| article.span(span).is_some())?;
        Some((article, span))
    };
    let (article, span) = session.drafts().places().find_map(mark)?;
    let mut selection = Selection::default();
    selection.show(Some(article.id));
    selection.span = Some(span);
    selection.reveal += 1;
    article.span(span).into_iter().for_each(|span| selection.put_caret(span.start()));
    Some(selection)
}

/// The session, which remembers the problems that only the reading of its file could see.
fn with_problems(mut session: Session, problems: &[Problem]) -> Session {
    session.had_problems = problems.iter().any(|problem| !matches!(problem, Problem::OpenConflict(_)));
    if session.had_problems {
        let checked = check(session.project());
        session.lasting_problems = problems.iter().filter(|problem| !checked.contains(problem)).cloned().collect();
    }
    session
}

/// Replaces the open session.
pub(crate) fn replace(session: Session, discard: bool) -> Step {
    Step::then(Then::Open(Box::new(Opening { session, discard, selection: Selection::default() })))
}

/// A session of a project that is in no file yet.
pub(crate) fn untitled(desk: &Desk, project: Project) -> Session {
    let keeping = match &desk.folders.state {
        Some(root) => Keeping::Here(Box::new(store::Keeper::of_untitled(root, project.id, &desk.holder()))),
        None => Keeping::Nowhere(words::no_state_folder().to_owned()),
    };
    Session::new(project, None, keeping)
}

/// Whether two paths lead to one file.
fn is_same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).or_else(|_gone| std::path::absolute(path)).ok();
    one == other || real(one).is_some_and(|one| real(other) == Some(one))
}

/// Puts a project at the head of the recent ones, unless it is a saved version that is only previewed.
pub(crate) fn remember(desk: &Desk, path: PathBuf) -> Step {
    if place::is_saved_version(desk, &path) {
        return Step::nothing();
    }
    Step::set(|settings| settings.remember(path))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::{Action, Answer, App, Asked, Dialogs, Folders, Jobs, ProjectAction};

    struct Broke;

    impl Dialogs for Broke {
        fn ask(&self, _asked: &Asked) -> Answer {
            panic!("this panic is meant")
        }
    }

    #[test]
    fn a_panic_while_opening_leaves_the_open_project_in_hand() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.sayso");
        std::fs::write(&file, packed::text(SAMPLE)).unwrap();
        let folders = Folders { state: Some(folder.path().join("state")), ..Folders::default() };
        let mut app = App::new(folders, Jobs::inline(), Arc::new(Broke));
        app.start(vec![file.clone()]);
        app.take_finished();
        assert_eq!(app.desk.session.path.as_deref(), Some(&*file));
        let left = (app.desk.session.id(), app.desk.session.state());
        app.take(Step::then(Then::Release { discard: false }));
        assert!(app.desk.session.unkept().is_some(), "changes are not kept while it is opened again");
        let left = Left { of: left, is_again: true, leaving: Leaving::open(file.clone()) };
        let outcome = read(&app.desk, file, left, Err(Broken(JobKind::Open)));
        app.take_outcome(outcome);
        assert_eq!(app.desk.session.unkept(), None, "the project is in hand as before");
        assert!(app.desk.notices.iter().any(|notice| notice.text.starts_with("Opening failed")));
    }

    /// Until the file could be read, what is to be discarded is all there is.
    #[test]
    fn changes_that_are_discarded_survive_a_file_that_cannot_be_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.sayso");
        let folders = Folders { state: Some(folder.path().join("state")), ..Folders::default() };
        let start = || {
            let mut app = App::new(folders.clone(), Jobs::inline(), Arc::new(Broke));
            app.start(vec![file.clone()]);
            app.take_finished();
            app
        };
        let rename = |app: &mut App, title: &str| {
            app.handle(Action::Project(ProjectAction::SetFacts(title.to_owned(), String::new())));
        };
        let discard = |app: &mut App| {
            let leaving = Leaving { discard: true, ..Leaving::open(file.clone()) };
            app.take_outcome(crate::app::project::saving::leave(&app.desk, leaving));
            app.take_finished();
        };
        std::fs::write(&file, packed::text(SAMPLE)).unwrap();
        let mut app = start();
        rename(&mut app, "One");
        std::fs::write(&file, "// Sayso project\n(").unwrap();
        discard(&mut app);
        assert_eq!((app.desk.session.unkept(), app.desk.project().title.as_str()), (None, "One"));
        rename(&mut app, "Two");
        drop(app);
        std::fs::write(&file, packed::text(SAMPLE)).unwrap();
        let mut app = start();
        assert_eq!(app.desk.project().title, "Two", "both changes are recovered");
        discard(&mut app);
        assert!(app.desk.project().title != "Two" && !app.desk.session.is_unsaved());
        drop(app);
        assert_ne!(start().desk.project().title, "Two", "and now they are given up");
    }

    #[test]
    fn a_panic_in_a_job_is_told_and_a_job_of_its_kind_may_start_again() {
        let mut app = App::new(Folders::default(), Jobs::inline(), Arc::new(Broke));
        for _ in 0..2 {
            app.desk.notices.clear();
            app.handle(Action::Command(crate::app::Command::OpenProject));
            app.take_finished();
            let told: Vec<&str> = app.desk.notices.iter().map(|notice| notice.text.as_str()).collect();
            assert_eq!(told, ["Waiting for the file dialog failed because of a bug in Sayso. Nothing was changed."]);
            assert!(app.desk.running.is_empty());
        }
    }
}
