//! What was: the history of changes, and the former saves of a project.

use std::path::{Path, PathBuf};

use crate::app::{App, Finished, Notice, Prompt};
use crate::{
    edit::{How, Transaction, difference},
    export,
    model::{ArticleId, CoderId, Project, Span, SpanId, Time},
    store::{self, Disk, RealDisk},
};

/// A step of the history of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Time,
    /// By whom.
    pub by: CoderId,
    /// What was done.
    pub how: How,
    /// What the step is called.
    pub label: String,
    /// The articles that it changed.
    pub articles: Vec<ArticleId>,
}

/// Which steps of the history are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeFilter {
    /// Only those of this coder.
    pub coder: Option<CoderId>,
    /// Only those that changed this article.
    pub article: Option<ArticleId>,
}

impl ChangeFilter {
    /// Whether a step is meant.
    pub fn fits(&self, change: &Change) -> bool {
        self.coder.is_none_or(|coder| coder == change.by)
            && self.article.is_none_or(|article| change.articles.contains(&article))
    }
}

impl Change {
    /// What was done, in words.
    pub fn what(&self) -> String {
        match self.how {
            How::Made => self.label.clone(),
            How::Undone => format!("Undone: {}", self.label),
            How::Redone => format!("Redone: {}", self.label),
        }
    }
}

/// A former save, beside the present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// Its file.
    pub path: PathBuf,
    /// When it was saved.
    pub at: Time,
    /// How many articles it holds.
    pub articles: usize,
    /// How many marks.
    pub spans: usize,
    /// How many marks it has that are gone now.
    pub only_there: usize,
    /// How many marks there are now that it lacks.
    pub only_here: usize,
    /// How many marks are others now.
    pub differing: usize,
}

impl App {
    /// Reads the history of changes and shows it.
    pub(in crate::app) fn show_history(&mut self) {
        let Some(folder) = self.session.state_folder() else {
            self.tell(Notice::note("No history is kept for this project."));
            return;
        };
        let project = self.session.project().id;
        self.jobs.start("reading the history", move |_progress| {
            let steps = store::past(&RealDisk, &folder, project).map_err(|error| error.to_string());
            Finished::History(steps.map(|steps| steps.into_iter().rev().map(change).collect()))
        });
    }

    /// Reads the former saves and shows them.
    pub(in crate::app) fn show_versions(&mut self) {
        let Some(folder) = self.session.state_folder() else {
            self.tell(Notice::note("No former versions are kept for this project."));
            return;
        };
        let present = self.session.project().clone();
        self.jobs.start("reading the versions", move |progress| {
            let versions = match store::versions(&RealDisk, &folder) {
                Ok(versions) => versions,
                Err(error) => return Finished::Versions(Err(error.to_string())),
            };
            progress.set_total(versions.len());
            let rows = versions.into_iter().filter_map(|version| {
                progress.step();
                let loaded = store::open(&version.path);
                let former =
                    loaded.inspect_err(|error| log::warn!("{}: {error}", version.path.display())).ok()?.project;
                Some(compared(version, &former, &present))
            });
            Finished::Versions(Ok(rows.collect()))
        });
    }

    pub(in crate::app) fn show_past(&mut self, read: Result<Prompt, String>) {
        match read {
            Ok(prompt) => self.prompt = Some(prompt),
            Err(error) => self.tell(Notice::problem(format!("It cannot be read: {error}."))),
        }
    }

    /// Opens a former save in a window of its own, to be looked at.
    pub(in crate::app) fn look_at_version(&mut self, path: PathBuf, at: Time) {
        let Some(folder) = self.session.state_folder() else { return };
        let name = format!("{} as of {}.sayso", self.session.name(), at.to_string().replace(':', "."));
        let dialogs = std::sync::Arc::clone(&self.dialogs);
        self.jobs.start("opening the version", move |_progress| {
            let opened =
                copy_to_look_at(&path, &folder.join("look"), &name).and_then(|copy| dialogs.open_window(&copy));
            Finished::WindowOpened(opened.map_err(|error| error.to_string()))
        });
    }

    /// Makes the project what it was at a former save: a step like any other.
    pub(in crate::app) fn restore_version(&mut self, path: PathBuf, at: Time) {
        self.prompt = None;
        self.jobs.start("reading the version", move |_progress| {
            Finished::VersionRead(at, store::open(&path).map(Box::new).map_err(|error| error.to_string()))
        });
    }

    pub(in crate::app) fn version_read(&mut self, at: Time, read: Result<Box<store::Loaded>, String>) {
        match read {
            Ok(loaded) => {
                let edits = difference(self.session.project(), &loaded.project);
                if edits.is_empty() {
                    self.tell(Notice::note("The project is as it was in that version."));
                } else if self.make(Transaction::new(format!("Restore the version of {at}"), edits)) {
                    self.tell(Notice::fine("The version is restored; undo takes that back."));
                }
            }
            Err(error) => self.tell(Notice::problem(format!("The version cannot be read: {error}"))),
        }
    }

    /// Writes the history of changes as a table.
    pub(in crate::app) fn export_history(&mut self, path: PathBuf, filter: ChangeFilter) {
        let Some(folder) = self.session.state_folder() else { return };
        let project = self.session.project().clone();
        self.jobs.start("exporting", move |_progress| {
            let steps = store::past(&RealDisk, &folder, project.id).map_err(|error| error.to_string());
            let written = steps.and_then(|steps| {
                let changes: Vec<Change> = steps.into_iter().map(change).filter(|change| filter.fits(change)).collect();
                let rows = changes.iter().map(|change| row(change, &project));
                let bytes = export::csv::table(&["when", "coder", "what", "articles"], rows);
                store::write_file(&path, &bytes).map_err(|error| error.to_string())?;
                Ok(format!("{} changes written to {}", changes.len(), path.display()))
            });
            Finished::Exported(path, written)
        });
    }
}

fn row(change: &Change, project: &Project) -> Vec<String> {
    let title =
        |id: &ArticleId| project.article(*id).map_or_else(|| id.to_string(), |article| article.facts.title.clone());
    let articles: Vec<String> = change.articles.iter().map(title).collect();
    vec![change.at.to_string(), project.coder_name(change.by), change.what(), articles.join("; ")]
}

fn change(entry: store::Entry) -> Change {
    let mut articles: Vec<ArticleId> = entry.done.edits.iter().filter_map(crate::edit::Edit::article).collect();
    articles.sort_unstable();
    articles.dedup();
    Change { at: entry.at, by: entry.by, how: entry.done.how, label: entry.done.label, articles }
}

fn compared(version: store::Version, former: &Project, present: &Project) -> VersionRow {
    let spans = |project: &Project| -> std::collections::BTreeMap<SpanId, Span> {
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

/// A copy that cannot be written, with a name that says what it is.
fn copy_to_look_at(path: &Path, folder: &Path, name: &str) -> std::io::Result<PathBuf> {
    let copy = folder.join(name);
    RealDisk.make_folder(folder)?;
    let _none_so_far = RealDisk.remove(&copy);
    let file = RealDisk.create_new(&copy, Some(0o400))?;
    RealDisk.write(&file, &RealDisk.read(path)?)?;
    Ok(copy)
}
