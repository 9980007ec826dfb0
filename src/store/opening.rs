//! Opening a project together with its journal, history and lock on this machine.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    disk::{Disk, RealDisk},
    errors::ReadError,
    files::{open, write_file},
    format::FORMAT,
    journal::{Damaged, Draft, Entry, JOURNAL, Recovery},
    keeper::Keeper,
    leftover::{sweep_beside, sweep_exports},
    read::{Loaded, read_project},
    save::SaveError,
    seen::Seen,
    state::{Lock, LockError, folder_of_file, untitled},
    versions::versions,
    write::write_project,
};
use crate::{
    edit::{EditError, Transaction, apply_all},
    model::{Project, ProjectId},
    text::plural,
};

/// What stands behind an open project.
#[derive(Debug)]
pub enum Keeping {
    /// Every step is kept.
    Here(Box<Keeper>),
    /// Another window has the project: it can be read here, not changed. Who has it, since when.
    Elsewhere(String),
    /// Changes are not recoverable between saves; why.
    Nowhere(String),
}

/// A project opened.
#[derive(Debug)]
pub struct Opened {
    /// What the file holds.
    pub loaded: Loaded,
    /// What stands behind it.
    pub keeping: Keeping,
    /// Recovered steps: those in the journal that the file does not have, to be made again.
    pub steps: Vec<Entry>,
    /// Steps before those, of which the last can be undone.
    pub past: Vec<Entry>,
    /// What was being typed.
    pub drafts: Vec<Draft>,
    /// Messages for the person.
    pub notes: Vec<String>,
}

/// The message about a damaged journal.
fn damage_note(damage: &Damaged) -> String {
    format!("Some recovered changes were damaged: {damage}")
}

/// Reads a project file and locks it, with the state folder of this person at `root`. `holder` says who we are. Steps that
/// the file does not have are set aside where somebody `gives_up` them, once the file could be read.
///
/// # Errors
/// Why the file cannot be read.
pub fn open_kept(path: &Path, root: Option<&Path>, holder: &str, gives_up: bool) -> Result<Opened, ReadError> {
    let loaded = open(path)?;
    let mut opened = Opened {
        loaded,
        keeping: Keeping::Nowhere("this system has no folder for them".to_owned()),
        steps: Vec::new(),
        past: Vec::new(),
        drafts: Vec::new(),
        notes: Vec::new(),
    };
    let Some(root) = root else { return Ok(opened) };
    let project = opened.loaded.project.id;
    opened.notes.extend(sweep(root, path, &folder_of_file(root, project, path)));
    let given_up = if gives_up { Keeper::give_up_steps(root, project, path, holder) } else { Ok(()) };
    match given_up.and_then(|()| Keeper::of_file(root, project, path, &opened.loaded.seen, holder)) {
        Err(LockError::Held(holder)) => opened.keeping = Keeping::Elsewhere(holder),
        Err(LockError::Io(error)) => opened.keeping = Keeping::Nowhere(error.to_string()),
        Ok((keeper, mut recovery)) => {
            opened.notes.extend(recovery.damage.take().map(|damage| damage_note(&damage)));
            if recovery.is_foreign {
                opened.notes.push(set_aside(root, &keeper, path, &recovery));
                // What the journal holds is elsewhere now, so a new one begins.
                drop(keeper);
                let again = Keeper::of_file(root, project, path, &opened.loaded.seen, holder);
                opened.keeping = match again {
                    Ok((keeper, _empty)) => {
                        // What was being typed belongs to its field all the same.
                        keeper.keep_drafts(recovery.drafts.clone());
                        Keeping::Here(Box::new(keeper))
                    }
                    Err(error) => Keeping::Nowhere(error.to_string()),
                };
            } else {
                opened.keeping = Keeping::Here(Box::new(keeper));
                opened.steps = recovery.steps;
            }
            (opened.past, opened.drafts) = (recovery.past, recovery.drafts);
        }
    }
    Ok(opened)
}

/// The file was changed by somebody else after our last steps: makes a project of its own of what we had. Returns the
/// message.
fn set_aside(root: &Path, keeper: &Keeper, path: &Path, recovery: &Recovery) -> String {
    let steps = plural(recovery.steps.len(), "unsaved change");
    let folder = keeper.folder();
    let stamp = recovery.steps.last().map_or(0, |step| step.at.0);
    let aside = folder.join(format!("set-aside-{stamp}-{}", recovery.last));
    let moved = std::fs::rename(folder.join(JOURNAL), &aside);
    let rebuilt = rebuild(folder, recovery).and_then(|project| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let target = aside.join(format!("{name} (recovered).sayso"));
        write_file(Some(root), &target, &write_project(&project).bytes)?;
        Ok(target)
    });
    match (rebuilt, moved) {
        (Ok(target), _) => format!(
            "{steps} from before a crash belong to an earlier state of this file, which somebody else has changed since. \
             You find them in a project of their own: {}",
            target.display()
        ),
        (Err(why), Ok(())) => format!(
            "{steps} from before a crash belong to an earlier state of this file, which cannot be restored: {why} They \
             are kept in {}",
            aside.display()
        ),
        (Err(_), Err(error)) => format!("{steps} from before a crash could not be set aside: {error}."),
    }
}

/// Why recovered steps cannot be made a project of their own.
#[derive(Debug, thiserror::Error)]
enum RebuildError {
    #[error("it is not known which.")]
    UnknownState,
    #[error("it was not kept.")]
    NotKept,
    #[error("{0}.")]
    Io(#[from] io::Error),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Edit(#[from] EditError),
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// The project as the steps left it.
fn rebuild(folder: &Path, recovery: &Recovery) -> Result<Project, RebuildError> {
    let base = recovery.base.as_deref().ok_or(RebuildError::UnknownState)?;
    let kept = versions(&RealDisk, folder)?;
    let version = kept.iter().find(|version| version.sha256 == base).ok_or(RebuildError::NotKept)?;
    let mut project = read_project(&RealDisk.read(&version.path)?)?.project;
    for step in &recovery.steps {
        let transaction = Transaction::new(step.done.label.clone(), step.done.edits.clone());
        apply_all(&mut project, transaction)?;
    }
    Ok(project)
}

/// Removes what interrupted saves and exports have left. A whole project that is found nowhere else stays, under a visible
/// name; returns the messages.
fn sweep(root: &Path, path: &Path, state: &Path) -> Vec<String> {
    let exports = root.to_path_buf();
    // Exports may lie in folders that take long to answer, and nobody waits for them.
    let sweeping =
        std::thread::Builder::new().name("sayso: leftovers".to_owned()).spawn(move || sweep_exports(&exports));
    if let Err(error) = sweeping {
        log::warn!("what killed exports have left is not swept: {error}");
    }
    let Ok(target) = RealDisk.resolve(path) else { return Vec::new() };
    let told = |shown: PathBuf| {
        format!("A save that was interrupted has left another version of this project: {}", shown.display())
    };
    sweep_beside(root, &target, state).into_iter().map(told).collect()
}

/// Unsaved projects that a crash may have left, newest first.
pub fn leftovers(root: &Path) -> Vec<ProjectId> {
    let folder = untitled(root);
    let names = RealDisk.list(&folder).unwrap_or_default();
    let mut found: Vec<(Option<std::time::SystemTime>, ProjectId)> = names
        .iter()
        .filter_map(|name| {
            let project = name.parse().ok()?;
            let folder = folder.join(name);
            let journal = folder.join(JOURNAL);
            let is_left = Lock::is_free(&folder) && RealDisk.list(&journal).is_ok_and(|files| !files.is_empty());
            Some((RealDisk.stat(&journal).ok()??.written, project)).filter(|_| is_left)
        })
        .collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    found.into_iter().map(|(_, project)| project).collect()
}

/// Opens an unsaved project that a crash has left. `None` when there is nothing to recover.
///
/// # Errors
/// Why it cannot be read.
pub fn open_leftover(root: &Path, project: ProjectId, holder: &str) -> Result<Option<Opened>, ReadError> {
    let Some((keeper, mut recovery, project)) = Keeper::of_leftover(root, project, holder)? else { return Ok(None) };
    let notes = recovery.damage.take().map(|damage| damage_note(&damage)).into_iter().collect();
    let seen = Seen::of(&[]);
    let loaded = Loaded { project, problems: Vec::new(), seen, format: FORMAT };
    let keeping = Keeping::Here(Box::new(keeper));
    let Recovery { steps, past, drafts, .. } = recovery;
    Ok(Some(Opened { loaded, keeping, steps, past, drafts, notes }))
}
