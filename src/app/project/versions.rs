//! What was: the history of changes, and the saved versions of a project.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::words;
use crate::{
    app::desk::{
        desk::Desk,
        failure::WriteFailure,
        jobs::{JobKind, Progress},
        prompt::{
            Prompt,
            past::{Change, ChangeFilter, VersionRow},
        },
        step::{Outcome, Step, free_job, job},
    },
    edit::{Edit, Transaction, difference},
    export,
    model::{ArticleId, CoderId, Project, Span, SpanId, Time},
    store::{self, Disk, RealDisk},
};

/// Reads the history of changes and shows it.
pub(crate) fn show_history(desk: &Desk) -> Outcome {
    let folder = desk.session.state_folder().ok_or_else(words::no_history)?;
    let project = desk.project().id;
    let work = move |_progress: &_| store::past(&RealDisk, &folder, project);
    Ok(Step::start(job(desk, JobKind::ReadHistory, work, |desk, steps| {
        let steps = steps?.map_err(|error| words::cannot_read_history(&error.to_string()))?;
        let (project, coder) = (desk.whole(), desk.coder());
        let changes = steps.into_iter().rev().map(change).filter(|change| is_shown(change, project, coder));
        Ok(Step::ask(Prompt::History(changes.collect())))
    })))
}

/// Reads the saved versions and shows them.
pub(crate) fn show_versions(desk: &Desk) -> Outcome {
    let folder = desk.session.state_folder().ok_or_else(words::no_versions)?;
    let (present, coder) = (desk.whole().clone(), desk.coder());
    let seen = desk.project().clone();
    let work = move |progress: &Progress| {
        let versions = store::versions(&RealDisk, &folder)?;
        progress.set_total(versions.len());
        let rows = versions.into_iter().filter_map(|version| {
            progress.step();
            let loaded = store::open(&version.path);
            let former = loaded.inspect_err(|error| log::warn!("{}: {error}", version.path.display())).ok()?.project;
            Some(compared(version, &as_open_now(former, &present, coder), &seen))
        });
        Ok(rows.collect())
    };
    Ok(Step::start(job(
        desk,
        JobKind::ReadVersions,
        work,
        |_desk, rows: Result<std::io::Result<Arc<[VersionRow]>>, _>| {
            let rows = rows?.map_err(|error| words::cannot_read_versions(&error.to_string()))?;
            Ok(Step::ask(Prompt::Versions(rows)))
        },
    )))
}

/// Opens a saved version in a window of its own.
pub(crate) fn preview(desk: &Desk, path: PathBuf, at: Time) -> Outcome {
    let (present, coder) = (desk.whole().clone(), desk.coder());
    open_copy(desk, words::version_file(&desk.session.name(), at), move || {
        if !present.team.is_blind {
            return RealDisk.read(&path);
        }
        let former = store::open(&path).map_err(|error| std::io::Error::other(error.to_string()))?.project;
        Ok(store::write_project(&as_open_now(former, &present, coder)).bytes)
    })
}

/// Opens these bytes in a window of their own, as a read-only file of this name.
pub(super) fn open_copy(
    desk: &Desk,
    name: String,
    bytes: impl FnOnce() -> std::io::Result<Vec<u8>> + Send + 'static,
) -> Outcome {
    let folder = desk.session.state_folder().ok_or_else(words::no_versions)?;
    let dialogs = Arc::clone(&desk.dialogs);
    let work = move |_progress: &_| {
        read_only_copy(&bytes()?, &folder.join("look"), &name).and_then(|copy| dialogs.open_window(&copy))
    };
    Ok(Step::start(free_job(JobKind::OpenWindow, work, |_desk, opened| match opened? {
        Ok(()) => Ok(Step::nothing()),
        Err(error) => Err(words::no_window(&error.to_string())),
    })))
}

/// Makes the project what it was in a saved version: a step like any other.
pub(crate) fn restore(desk: &Desk, path: PathBuf, at: Time) -> Step {
    let work = move |_progress: &_| store::open(&path);
    Step::start(job(desk, JobKind::ReadVersion, work, move |desk, loaded| {
        let loaded = loaded?.map_err(|error| words::cannot_read_version(&error.to_string()))?;
        let mut former = loaded.project;
        // That others are hidden is not taken back with the rest.
        former.team.is_blind |= desk.whole().team.is_blind;
        let edits = difference(desk.whole(), &former);
        if edits.is_empty() {
            return Err(words::same_as_version());
        }
        let step = Step::bring(Transaction::new(words::restore_version(at), edits));
        Ok(step.saying(words::version_restored()))
    }))
    .closing_prompt()
}

/// Writes the history of changes as a table.
pub(crate) fn export_history(desk: &Desk, path: PathBuf, filter: ChangeFilter) -> Outcome {
    let folder = desk.session.state_folder().ok_or_else(words::no_history)?;
    let (project, coder) = (desk.whole().clone(), desk.coder());
    let (to, root) = (path.clone(), desk.folders.state.clone());
    let work = move |_progress: &_| {
        let steps = store::past(&RealDisk, &folder, project.id)?;
        let fits = |change: &Change| filter.fits(change) && is_shown(change, &project, coder);
        let changes: Vec<Change> = steps.into_iter().map(change).filter(fits).collect();
        let rows = changes.iter().map(|change| row(change, &project));
        let bytes = export::csv::table(&words::HISTORY_COLUMNS, rows);
        store::write_file(root.as_deref(), &path, &bytes)?;
        Ok(changes.len())
    };
    Ok(Step::start(free_job(JobKind::Export, work, move |_desk, written: Result<Result<usize, WriteFailure>, _>| {
        match written? {
            Ok(count) => Ok(Step::say(words::history_written(count, &to))),
            Err(why) => Err(words::cannot_write(&to, &why.to_string())),
        }
    })))
}

/// Whether a coder may read of a change: those of others tell what they marked.
fn is_shown(change: &Change, project: &Project, coder: CoderId) -> bool {
    let is_open = |article: &ArticleId| project.shows_others(*article, coder);
    change.by == coder || !project.team.is_blind || !change.articles.is_empty() && change.articles.iter().all(is_open)
}

fn row(change: &Change, project: &Project) -> Vec<String> {
    let title =
        |id: &ArticleId| project.article(*id).map_or_else(|| id.to_string(), |article| article.facts.title.clone());
    let articles: Vec<String> = change.articles.iter().map(title).collect();
    vec![change.at.to_string(), project.coder_name(change.by), change.what(), articles.join("; ")]
}

fn change(entry: store::Entry) -> Change {
    let mut articles: Vec<ArticleId> = entry.done.edits.iter().filter_map(Edit::article).collect();
    articles.sort_unstable();
    articles.dedup();
    Change { at: entry.at, by: entry.by, how: entry.done.how, label: entry.done.label, articles }
}

fn compared(version: store::Version, former: &Project, present: &Project) -> VersionRow {
    let spans = |project: &Project| -> BTreeMap<SpanId, Span> {
        let all = project.articles.values().flat_map(|article| article.spans.iter());
        all.map(|span| (span.id, span.clone())).collect()
    };
    let (there, here) = (spans(former), spans(present));
    VersionRow {
        path: version.path,
        at: version.at,
        articles: former.articles.len(),
        spans: there.len(),
        only_there: there.keys().filter(|id| !here.contains_key(id)).count(),
        only_here: here.keys().filter(|id| !there.contains_key(id)).count(),
        differing: there.iter().filter(|(id, span)| here.get(id).is_some_and(|other| other != *span)).count(),
    }
}

/// A version without what is hidden from a coder now.
fn as_open_now(former: Project, present: &Project, coder: CoderId) -> Project {
    if !present.team.is_blind {
        return former;
    }
    let mut blind = former.clone();
    blind.team.is_blind = true;
    blind.progress.clone_from(&present.progress);
    blind.as_seen_by(coder).unwrap_or(former)
}

/// A read-only copy, with a name that says what it is.
fn read_only_copy(bytes: &[u8], folder: &Path, name: &str) -> std::io::Result<PathBuf> {
    let copy = folder.join(name);
    RealDisk.make_folder(folder)?;
    let _none_so_far = RealDisk.remove(&copy);
    let file = RealDisk.create_new(&copy, Some(0o400))?;
    RealDisk.write(&file, bytes)?;
    Ok(copy)
}
