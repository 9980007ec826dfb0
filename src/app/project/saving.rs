//! Saving the project, and leaving it for something else.

use std::path::{Path, PathBuf};

use super::{
    opening, place,
    sharing::{self, SavedIn},
    words,
};
use crate::{
    app::desk::{
        clock,
        desk::{Desk, empty_project},
        jobs::{Broken, JobKind},
        leaving::{Destination, Leaving},
        paths,
        prompt::{PathPurpose, Prompt},
        request::Request,
        session::StateMark,
        settings::Autosave,
        step::{Job, Outcome, Saving, Step, Then, job},
    },
    store::{self, Kept, Over, SaveError, Saved},
};

/// The answer to the question about unsaved changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsavedAnswer {
    /// Save, then go on.
    Save,
    /// Go on without saving.
    Discard,
    /// Stay.
    Cancel,
}

/// Leaves the project, after asking about unsaved changes.
pub(crate) fn leave(desk: &Desk, leaving: Leaving) -> Outcome {
    if desk.session.is_saving() {
        // Only once the save has ended the file is whole; what was changed since is asked about then.
        return Ok(Step::then(Then::Leave(leaving)).saying(words::waiting_for_save()));
    }
    if desk.session.is_unsaved() && !leaving.discard {
        return Ok(Step::ask(Prompt::Unsaved(leaving)));
    }
    Ok(place::remember(desk).following(move |desk| go(desk, leaving)))
}

/// Leaves the project, about which nothing is left to ask.
fn go(desk: &Desk, leaving: Leaving) -> Outcome {
    match leaving.to.clone() {
        Destination::Quit => Ok(Step::then(Then::Release { discard: leaving.discard })
            .and(Then::Set(Box::new(|_as_they_are| ())))
            .and(Then::Request(Request::Close))),
        Destination::New => {
            let session = opening::untitled(desk, empty_project());
            Ok(opening::replace(session, leaving.discard))
        }
        Destination::Recover => Ok(opening::recover(desk, leaving.discard)),
        Destination::Open(path) => opening::open(desk, path, leaving),
    }
}

/// Answers the question about unsaved changes.
pub(crate) fn answer_unsaved(desk: &Desk, answer: UnsavedAnswer) -> Outcome {
    let Some(Prompt::Unsaved(leaving)) = desk.prompt.clone() else { return Ok(Step::nothing()) };
    let closed = Step::then(Then::ClosePrompt);
    match answer {
        UnsavedAnswer::Save => Ok(closed.following(move |desk| save(desk, Some(leaving)))),
        UnsavedAnswer::Discard => Ok(closed.following(move |desk| leave(desk, Leaving { discard: true, ..leaving }))),
        UnsavedAnswer::Cancel => Ok(closed),
    }
}

/// Saves the project; then leaves it, if that is what it is saved for.
pub(crate) fn save(desk: &Desk, next: Option<Leaving>) -> Outcome {
    match desk.session.path.clone().filter(|_| desk.session.holder().is_none()) {
        Some(path) => save_to(desk, path, next),
        None => paths::ask(desk, PathPurpose::SaveAs(next)),
    }
}

/// Saves to the project's own file, or to one whose replacing was agreed to.
pub(crate) fn save_to(desk: &Desk, path: PathBuf, next: Option<Leaving>) -> Outcome {
    let path = std::path::absolute(&path).unwrap_or(path);
    if desk.session.is_saving() {
        // What was to come after this save comes after the one under way, which asks again if need be.
        return match next {
            Some(next) => Ok(Step::then(Then::Leave(next))),
            None => Err(words::saving_already(&path)),
        };
    }
    if desk.is_running(JobKind::Save) {
        // A save of the project that was open before; its result is for nobody any more.
        return Err(words::saving_already(&path));
    }
    let own = desk.session.seen.clone().filter(|_| desk.session.path.as_ref() == Some(&path));
    let over = own.map_or(Over::Anything, Over::Only);
    Ok(Step::then(Then::Save(Saving { path, over, next, theirs: None })))
}

/// Saves unasked, where that is wanted, possible and of use.
pub(crate) fn autosave(desk: &Desk) -> Outcome {
    let wanted = desk.settings.autosave != Autosave::Off;
    let possible = desk.session.path.is_some() && desk.session.holder().is_none() && desk.prompt.is_none();
    let is_busy = desk.session.is_saving() || desk.is_running(JobKind::Share);
    if wanted && possible && desk.session.is_unsaved() && !is_busy {
        return save(desk, None);
    }
    Ok(Step::nothing())
}

/// Takes from the session what a save needs of it, and returns the work.
pub(crate) fn begin(desk: &mut Desk, saving: Saving) -> Job {
    let project = desk.whole().clone();
    let state = desk.session.state();
    let state_folder = desk.folders.state.as_deref();
    let without = state_folder.map(|root| store::SaveTicket::without_steps(root, project.id, &desk.holder()));
    let (ticket, at) = (desk.session.begin_save().or(without), clock::now());
    desk.leaving = saving.next;
    let (path, over, to) = (saving.path.clone(), saving.over, saving.path);
    let (root, holder) = (desk.folders.state.clone(), desk.holder());
    let work = move |_progress: &_| sharing::save((root.as_deref(), &holder), &path, &project, &over, ticket, at);
    job(desk, JobKind::Save, work, move |desk, result| {
        let (result, path, unshared) = match result {
            Ok(Ok(SavedIn { saved, path, unshared })) => {
                (Ok(Ok(saved)), path, unshared.map(|why| words::saved_not_shared(&why)))
            }
            Ok(Err(why)) => (Ok(Err(why)), to.clone(), None),
            Err(broken) => (Err(broken), to.clone(), None),
        };
        let elsewhere = (path != to).then(|| words::goes_on_in(&path));
        let step = ended(desk, path, saving.theirs, state, result)?;
        // A save settles what was said before, so this is said after it.
        let told = unshared.into_iter().chain(elsewhere);
        Ok(told.fold(step, |step, told| step.following(move |_desk| Ok(Step::say(told)))))
    })
}

/// What follows from the end of a save.
fn ended(
    desk: &Desk,
    path: PathBuf,
    theirs: Option<PathBuf>,
    state: StateMark,
    result: Result<Result<Saved, SaveError>, Broken>,
) -> Outcome {
    let failed = Step::then(Then::SaveFailed);
    match result {
        Ok(Ok(saved)) => {
            let told = match theirs {
                Some(theirs) => words::saved_beside(&theirs, &path),
                None => words::saved(&path),
            };
            let is_new_format = saved.kept.as_ref().is_some_and(Kept::replaces_older);
            let next = desk.leaving.clone();
            let step = Step::then(Then::Saved(state, path.clone(), Box::new(saved)));
            let step = step.following(move |desk| {
                let step = opening::remember(desk, path).saying(told).following(|desk| Ok(place::remember(desk)));
                Ok(if is_new_format { step.saying(words::new_format()) } else { step })
            });
            Ok(step.following(move |desk| next.map_or_else(|| Ok(Step::nothing()), |next| leave(desk, next))))
        }
        Ok(Err(SaveError::ChangedOnDisk)) => {
            let next = desk.leaving.clone();
            Ok(failed.and(Then::Save(beside(desk, theirs.unwrap_or(path), next))))
        }
        Ok(Err(error)) => Ok(failed.saying(words::cannot_save(&path, &error))),
        Err(broken) => Ok(failed.saying(broken.into())),
    }
}

/// Somebody else has changed the file: ours goes beside it, under the coder's name. Where somebody takes the free name
/// in the same moment, another is found.
fn beside(desk: &Desk, theirs: PathBuf, next: Option<Leaving>) -> Saving {
    let ours = free_name_beside(&theirs, &desk.settings.coder_name, &clock::now().to_string());
    Saving { path: ours, over: Over::Nothing, next, theirs: Some(theirs) }
}

fn free_name_beside(path: &Path, coder: &str, now: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let coder: String = coder.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let day = now.split('T').next().unwrap_or_default();
    let names = (1..).map(|count| path.with_file_name(words::name_beside(&stem, &coder, day, count)));
    names.into_iter().find(|path| !path.exists()).unwrap_or_else(|| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::{Answer, App, Asked, Dialogs, Folders, Jobs};

    struct NoDialogs;

    impl Dialogs for NoDialogs {
        fn ask(&self, _asked: &Asked) -> Answer {
            Answer::Cancelled
        }
    }

    #[test]
    fn a_panic_while_saving_takes_back_what_a_failed_save_takes_back() {
        let mut app = App::new(Folders::default(), Jobs::inline(), Arc::new(NoDialogs));
        let state = app.desk.session.state();
        let saving = Saving {
            path: "/nowhere/a.sayso".into(),
            over: Over::Anything,
            next: Some(Leaving::to(Destination::Quit)),
            theirs: None,
        };
        let _lost = begin(&mut app.desk, saving);
        assert!(app.desk.session.is_saving() && app.desk.leaving.is_some());
        let outcome = ended(&app.desk, "/nowhere/a.sayso".into(), None, state, Err(Broken(JobKind::Save)));
        app.take_outcome(outcome);
        assert!(!app.desk.session.is_saving(), "the next save may begin");
        assert!(app.desk.leaving.is_none(), "the program does not end after a save that failed");
        assert!(app.desk.notices.iter().any(|notice| notice.text.starts_with("Saving failed")));
    }
}
