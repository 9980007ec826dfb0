//! The file on the disk, which others may change behind our back.

use std::path::{Path, PathBuf};

use super::{saving::leave, words};
use crate::{
    app::command::Command,
    app::desk::{
        desk::Desk,
        jobs::{Broken, JobKind},
        leaving::Leaving,
        step::{Outcome, Step, Then, job},
    },
    store::{self, Disk, ReadError, RealDisk, Seen, Stat},
};

/// What was found when the file was checked.
struct Checked {
    /// What is known of it without reading it.
    stat: Option<Stat>,
    /// What it holds; `None` when it seems untouched.
    held: Option<Result<Seen, ReadError>>,
    /// The copies beside it that a service has made.
    copies: Vec<PathBuf>,
}

/// Checks in the background whether somebody else has changed the file.
pub(crate) fn check(desk: &Desk) -> Step {
    let Some(path) = desk.session.path.clone() else { return Step::nothing() };
    if desk.session.is_saving() || desk.is_running(JobKind::Open) {
        return Step::nothing();
    }
    let (known, file) = (desk.session.watched, path.clone());
    let (project, ancestors) = (desk.whole().id, desk.whole().ancestors.clone());
    let work = move |_progress: &_| {
        let stat = RealDisk.stat(&path).ok().flatten();
        let is_touched = known != Some(stat);
        let held = is_touched.then(|| store::held_by(&path));
        Checked { stat, held, copies: store::conflict_copies(&path, project, &ancestors) }
    };
    Step::start(job(desk, JobKind::CheckFile, work, move |desk, checked| {
        let copies = checked.as_ref().map_or(&[][..], |checked| &checked.copies).to_vec();
        Ok(offered(desk, copies).also(news(desk, &file, checked)))
    }))
}

/// Offers to merge the copies that a service has put beside the file, once for each.
fn offered(desk: &Desk, copies: Vec<PathBuf>) -> Step {
    if copies == desk.conflict_copies {
        return Step::nothing();
    }
    let is_new = copies.iter().any(|path| !desk.conflict_copies.contains(path));
    let told = is_new.then(|| words::conflict_copies(copies.len()).with_offer(Command::MergeConflictCopies));
    told.into_iter().fold(Step::then(Then::ConflictCopies(copies)), Step::saying)
}

fn news(desk: &Desk, file: &PathBuf, checked: Result<Checked, Broken>) -> Step {
    let is_ours = desk.session.path.as_ref() == Some(file) && !desk.session.is_saving();
    let Ok(Checked { stat, held: Some(held), copies: _ }) = checked else { return Step::nothing() };
    if !is_ours {
        return Step::nothing();
    }
    let watched = Step::then(Then::Watched(stat));
    if held.as_ref().ok() == desk.session.seen.as_ref() {
        return watched;
    }
    let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
    watched.saying(match (held, desk.session.is_unsaved()) {
        (Err(error), _) => words::unreadable_now(&name, &error.to_string()),
        (Ok(_), false) => words::changed_by_others(&name),
        (Ok(_), true) => words::changed_by_both(&name),
    })
}

/// Reads the file again, after asking about unsaved changes.
pub(crate) fn reload(desk: &Desk) -> Outcome {
    leave(desk, Leaving::open(desk.session.path.clone().ok_or_else(words::no_file_yet)?))
}
