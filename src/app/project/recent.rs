//! The projects opened last.

use std::{path::PathBuf, sync::Arc};

use crate::app::desk::{
    desk::Desk,
    jobs::JobKind,
    prompt::{Prompt, RecentProject},
    step::{Step, free_job},
};

/// Lists the projects opened last, and says which of them are gone.
pub(in crate::app) fn show(desk: &Desk) -> Step {
    let recent = desk.settings.recent.clone();
    let row = |path: PathBuf| RecentProject { is_there: path.is_file(), path };
    let work = move |_progress: &_| recent.into_iter().map(row).collect::<Arc<[RecentProject]>>();
    Step::start(free_job(JobKind::LookAtPath, work, |_desk, rows| Ok(Step::ask(Prompt::Recent(rows?)))))
}

/// Takes a project off the list, or all of them, and shows what is left.
pub(super) fn forget(path: Option<PathBuf>) -> Step {
    let step = Step::set(move |settings| match path {
        Some(path) => settings.recent.retain(|recent| *recent != path),
        None => settings.recent.clear(),
    });
    step.following(|desk| {
        let Some(Prompt::Recent(shown)) = &desk.prompt else { return Ok(Step::nothing()) };
        let is_left = |project: &&RecentProject| desk.settings.recent.contains(&project.path);
        Ok(Step::ask(Prompt::Recent(shown.iter().filter(is_left).cloned().collect())))
    })
}
