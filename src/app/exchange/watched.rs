//! A folder that is watched for new files: they are offered, and read only when somebody asks for it, with a report.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::{import_plan, offered, read::is_read, words};
use crate::app::{
    command::Command,
    desk::{
        desk::Desk,
        jobs::JobKind,
        step::{Outcome, Step, Then, job},
    },
};

/// A file that was changed more lately than this may still be written.
const SETTLED: Duration = Duration::from_secs(2);
/// More files than this are not listed.
const MOST: usize = 20_000;

/// Watches a folder from now on. What lies in it already is not new.
pub(crate) fn watch(desk: &Desk, folder: PathBuf) -> Step {
    let project = desk.project().id;
    let listed = folder.clone();
    let work = move |_progress: &_| names_in(&listed, |_path| true);
    Step::start(job(desk, JobKind::CheckFolder, work, move |_desk, names| {
        let names = names?.map_err(|error| words::folder_unreadable(&folder, &error.to_string()))?;
        let said = words::watching(&folder);
        let step = Step::set(move |settings| settings.watched.watch(project, &folder, names));
        Ok(step.and(Then::NewFiles(Vec::new())).saying(said))
    }))
}

/// Watches no folder any more.
pub(crate) fn stop(desk: &Desk) -> Step {
    let project = desk.project().id;
    Step::set(move |settings| settings.watched.stop(project)).and(Then::NewFiles(Vec::new()))
}

/// Looks in the background for new files, and offers them.
pub(crate) fn check(desk: &Desk) -> Step {
    let Some(watched) = desk.settings.watched.of(desk.project().id) else { return Step::nothing() };
    if desk.is_running(JobKind::CheckFolder) {
        return Step::nothing();
    }
    let (folder, seen) = (watched.folder.clone(), watched.seen.clone());
    let work = move |_progress: &_| new_in(&folder, &seen);
    Step::start(job(desk, JobKind::CheckFolder, work, move |desk, found| {
        let found = found?;
        if found == desk.new_files {
            return Ok(Step::nothing());
        }
        let known: BTreeSet<&PathBuf> = desk.new_files.iter().collect();
        let offered = found
            .iter()
            .any(|path| !known.contains(path))
            .then(|| words::new_files(&found).with_offer(Command::AddNewFiles));
        Ok(offered.into_iter().fold(Step::then(Then::NewFiles(found)), Step::saying))
    }))
}

/// Reads the new files, and shows what they bring before anything is added. Until that is done they stay new.
pub(crate) fn add(desk: &Desk) -> Outcome {
    import_plan::import_asking(desk, desk.new_files.clone())
}

/// Does not offer the new files any more.
pub(crate) fn skip(desk: &Desk) -> Step {
    offered::seen(desk, &desk.new_files)
}

/// The files in a folder that can be read, are not known, and are no longer being written.
fn new_in(folder: &Path, seen: &BTreeSet<String>) -> Vec<PathBuf> {
    let now = SystemTime::now();
    let is_settled = |path: &Path| {
        let changed = fs_err::metadata(path).and_then(|meta| meta.modified());
        // A time in the future is that of another clock.
        changed.is_ok_and(|changed| now.duration_since(changed).map_or(true, |age| age >= SETTLED))
    };
    let is_new = |path: &Path| name_of(path).is_some_and(|name| !seen.contains(&name) && is_read(&name));
    let names = names_in(folder, |path| is_new(path) && is_settled(path)).unwrap_or_else(|error| {
        log::info!("{}: {error}", folder.display());
        Vec::new()
    });
    names.into_iter().map(|name| folder.join(name)).collect()
}

/// The names of the files in a folder that are wanted, in order; hidden ones are none.
fn names_in(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> io::Result<Vec<String>> {
    let entries = fs_err::read_dir(folder)?.take(MOST);
    let files = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_wanted(path) && path.is_file());
    let mut names: Vec<String> =
        files.filter_map(|path| name_of(&path)).filter(|name| !name.starts_with('.')).collect();
    names.sort_unstable();
    Ok(names)
}

fn name_of(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
}
