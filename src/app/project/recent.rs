//! The projects opened last.

use std::path::PathBuf;

use crate::app::desk::{
    desk::Desk,
    prompt::{Prompt, RecentProject},
    step::Step,
};

/// Lists the projects opened last, and says which of them are gone.
pub(in crate::app) fn show(desk: &Desk) -> Step {
    let row = |path: &PathBuf| RecentProject { path: path.clone(), is_there: path.is_file() };
    Step::ask(Prompt::Recent(desk.settings.recent.iter().map(row).collect()))
}

/// Takes a project off the list, or all of them, and shows what is left.
pub(super) fn forget(path: Option<PathBuf>) -> Step {
    let step = Step::set(move |settings| match path {
        Some(path) => settings.recent.retain(|recent| *recent != path),
        None => settings.recent.clear(),
    });
    step.following(|desk| Ok(show(desk)))
}
