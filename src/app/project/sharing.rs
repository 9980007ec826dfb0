//! A project shared in a folder: who is there, what is new, and taking it in as one step. Without the desk, so that window
//! and command line do the same.

use std::{
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use super::words;
use crate::{
    app::desk::clock,
    edit::{Edit, EditError, Position, Transaction, apply_all},
    merge::{self, Kept, Merged, Report},
    model::{Coder, CoderId, Project, Time},
    store::{
        self, Over, SaveError, SaveTicket, Saved,
        shared::{FOLDER_ENDING, Membership, SaveName, SharedError, SharedFile, SharedSave, Skipped, is_shared_file},
    },
};

/// How often, and after which pause, it is tried to share while an update is under way.
const TRIES: usize = 40;
const PAUSE: Duration = Duration::from_millis(100);

/// Somebody else in a shared folder: a person at one computer.
#[derive(Debug)]
pub struct Member {
    /// What the file is named after (`ana-k7f3`).
    pub suffix: String,
    /// The name of the coder who works there, as they write it.
    pub name: String,
    /// The coder; `None` where the file does not say or cannot be read.
    pub coder: Option<CoderId>,
    /// When the file was written, as the system says. Clocks may be wrong: this is only shown.
    pub written: Option<Time>,
    /// What taking it in would change, or why it is left out for now.
    pub news: Result<Report, Skipped>,
}

/// What the others have made, brought into a project.
#[derive(Debug)]
pub struct Update {
    /// The project with it, and what that changes.
    pub merged: Merged,
    /// Who has made something since.
    pub from: Vec<String>,
    /// Files that are left out for now, and why.
    pub skipped: Vec<(String, Skipped)>,
    /// How many saves are no longer kept that would have said what some work began with. An older one was used, or none:
    /// some of what is undecided may not need a decision, and something deleted may be back.
    pub lacking: usize,
    /// The steps, with what the project contains then.
    edits: Vec<Edit>,
    files: Vec<SharedFile>,
}

impl Update {
    /// The update as one step; without any edit where nothing is new.
    pub fn step(&self) -> Transaction {
        Transaction::new(words::update_from(&self.from), self.edits.clone())
    }

    /// Keeps what was taken in, for later updates build on it. To be called before the step is shared.
    ///
    /// # Errors
    /// As the disk says.
    pub fn keep(&self, membership: &Membership) -> Result<(), SharedError> {
        self.files.iter().try_for_each(|file| membership.keep(file))?;
        membership.tidy(&membership.as_save(&self.merged.project).vector, &self.files);
        Ok(())
    }
}

/// Who else is in a shared folder, and what they have that a project lacks.
///
/// # Errors
/// When the folder cannot be read.
pub fn members(membership: &Membership, own: &Project) -> Result<Vec<Member>, SharedError> {
    let files = membership.files(&membership.vector_of(own))?;
    let here = membership.as_save(own);
    Ok(files.iter().map(|file| member(membership, (own, &here), file, &files)).collect())
}

fn member(membership: &Membership, own: (&Project, &SharedSave), file: &SharedFile, files: &[SharedFile]) -> Member {
    let news = file.save.as_ref().map_err(Clone::clone);
    let project = file.save.as_ref().ok().map(|save| &save.project);
    let named = file.coder.and_then(|coder| project.and_then(|project| project.coders.get(&coder)));
    let short = file.suffix.split('-').next().unwrap_or_default();
    Member {
        suffix: file.suffix.clone(),
        name: named.map_or_else(|| short.to_owned(), |coder| coder.name.clone()),
        coder: file.coder,
        written: file.written.and_then(time_of),
        news: news.map(|save| together(membership, own, std::slice::from_ref(save), files).0.report),
    }
}

/// Brings what the others have into a project; of these files only, if they are named by their suffixes.
///
/// # Errors
/// When the folder cannot be read.
pub fn update(membership: &Membership, own: &Project, only: Option<&[String]>) -> Result<Update, SharedError> {
    let files = membership.files(&membership.vector_of(own))?;
    let is_meant = |file: &&SharedFile| only.is_none_or(|only| only.contains(&file.suffix));
    let (mut saves, mut skipped, mut from) = (Vec::new(), Vec::new(), Vec::new());
    for file in files.iter().filter(is_meant) {
        match &file.save {
            Ok(save) => {
                if membership.is_new(own, save) {
                    from.push(name_of(file, &save.project));
                }
                saves.push(save.clone());
            }
            Err(why) => skipped.push((file.suffix.clone(), why.clone())),
        }
    }
    from.sort();
    from.dedup();
    let here = membership.as_save(own);
    let (merged, edits, lacking) = together(membership, (own, &here), &saves, &files);
    Ok(Update { merged, from, skipped, lacking, edits, files })
}

/// What the coder of a file is called there.
fn name_of(file: &SharedFile, project: &Project) -> String {
    file.coder.map_or_else(|| file.suffix.clone(), |coder| project.coder_name(coder))
}

/// Brings saves and a project together: what comes out, the edits that lead there, and how many saves were lacking.
fn together(
    membership: &Membership,
    (own, here): (&Project, &SharedSave),
    saves: &[SharedSave],
    files: &[SharedFile],
) -> (Merged, Vec<Edit>, usize) {
    let find = |suffix: &str, name: &SaveName| {
        let mut current = files.iter().filter_map(|file| file.save.as_ref().ok());
        let current = current.find(|save| save.suffix == suffix && save.name == *name).cloned();
        current.or_else(|| membership.find_save(suffix, name))
    };
    let root = membership.root();
    let common = |one: &Project, other: &Project| store::base_of(Some(root), one, Some(one), other);
    let ahead = membership.ahead_of(own);
    let all: Vec<SharedSave> = saves.iter().cloned().chain(ahead.clone()).chain([here.clone()]).collect();
    let together = merge::together(&all, &Kept { find: &find, common: &common });
    let mut project = together.as_ref().map_or_else(|| own.clone(), |together| (*together.project).clone());
    project.ancestors.clone_from(&own.ancestors);
    project.team.contains.clone_from(&own.team.contains);
    let merged = Merged::of(own, project);
    let mut edits = merged.edits(own);
    let vector = together.as_ref().map_or(&here.vector, |together| &together.vector);
    // What our own next save is called is known once it is written.
    let is_new = |suffix: &str, save: &SaveName| {
        let is_noted = own.team.contains.get(suffix).and_then(|noted| noted.parse().ok()).as_ref() == Some(save);
        !is_noted && (suffix != membership.suffix() || ahead.is_some())
    };
    let new = vector.iter().filter(|(suffix, save)| is_new(suffix, save));
    edits.extend(new.map(|(suffix, save)| Edit::SetSharedSave(suffix.to_owned(), Some(save.to_string()))));
    let named = saves.iter().filter_map(|save| save.project.ancestors.last());
    let lacks = named.filter(|save| !own.ancestors.contains(save));
    edits.extend(lacks.map(|save| Edit::SetContained(save.clone(), Some(Position::Last))));
    (merged, edits, together.map_or(0, |together| together.lacking.len()))
}

/// Joins a shared folder with a project: what is there already is brought in, and one's own file is written. Returns the
/// membership, and the project as it is then. `opened` is the file that the project was read from, if any.
///
/// # Errors
/// When the folder cannot be joined; nothing is shared then.
pub fn join(
    (root, folder, holder): (&Path, &Path, &str),
    project: &Project,
    opened: Option<&Path>,
    coder: &Coder,
) -> Result<(Membership, Project, Update), SharedError> {
    let mut membership = Membership::join(root, folder, project.id, coder, opened, holder)?;
    let joined = joined(&mut membership, project, coder);
    match joined {
        Ok((project, update)) => Ok((membership, project, update)),
        Err(error) => {
            membership.leave();
            Err(error)
        }
    }
}

fn joined(membership: &mut Membership, project: &Project, coder: &Coder) -> Result<(Project, Update), SharedError> {
    let mut own = project.clone();
    let update = update(membership, &own, None)?;
    let of_another = |(_, why): &(String, Skipped)| *why == Skipped::OtherProject;
    if update.files.iter().all(|file| file.save.is_err()) && update.skipped.iter().any(of_another) {
        return Err(SharedError::OtherProject(membership.folder().to_path_buf()));
    }
    update.keep(membership)?;
    if let Err(error) = make(&mut own, &update) {
        log::error!("BUG: an update cannot be made: {error}");
    }
    own.coders.entry(coder.id).or_insert_with(|| coder.clone());
    let published = membership.publish(&own, None, &mut None, clock::now())?;
    published.into_iter().for_each(|published| own.team.contains = published.contains);
    Ok((own, update))
}

/// The project of a shared folder, as the first file says that can be read: for somebody who joins without a copy.
pub fn first_project(folder: &Path) -> Option<Project> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut projects = paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "sayso"));
    projects.find_map(|path| store::open(path).ok()).map(|loaded| loaded.project)
}

/// A save, where the project is now, and why the others do not see it, if so.
#[derive(Debug)]
pub(in crate::app) struct SavedIn {
    pub(in crate::app) saved: Saved,
    pub(in crate::app) path: PathBuf,
    pub(in crate::app) unshared: Option<String>,
}

/// Saves a project; where the file is one's own in a shared folder, so that the others can build on it.
///
/// # Errors
/// Why it is not saved; the old file is whole.
pub(in crate::app) fn save(
    (root, holder): (Option<&Path>, &str),
    path: &Path,
    project: &Project,
    over: &Over,
    ticket: Option<SaveTicket>,
    at: Time,
) -> Result<SavedIn, SaveError> {
    let mut ticket = ticket;
    let folder = path.parent().filter(|folder| folder.extension().is_some_and(|ending| ending == FOLDER_ENDING));
    let mut unshared = None;
    if let Some((root, folder)) = root.zip(folder) {
        match share((root, folder, holder), path, project, over, &mut ticket, at) {
            Ok(Some((saved, path))) => return Ok(SavedIn { saved, path, unshared: None }),
            // What others share is theirs to write; any other file may lie there.
            Ok(None) | Err(SharedError::NotJoined(_)) if is_shared_file(path, project) => {
                return Err(SaveError::SharedByOthers);
            }
            Ok(None) | Err(SharedError::NotJoined(_)) => {}
            Err(SharedError::Save { why, .. }) => return Err(why),
            Err(
                other @ (SharedError::NoFolder(_)
                | SharedError::OtherProject(_)
                | SharedError::AlreadyJoined(_)
                | SharedError::Busy(_)
                | SharedError::OwnFile { .. }
                | SharedError::Behind
                | SharedError::Noted { .. }
                | SharedError::Io { .. }),
            ) => unshared = Some(other.to_string()),
        }
    }
    let saved = store::save(path, project, over, ticket, at)?;
    Ok(SavedIn { saved, path: path.to_owned(), unshared })
}

/// Enters the folder, also if an update is under way that is soon done.
fn enter_in_a_while((root, folder, holder): (&Path, &Path, &str)) -> Result<Membership, SharedError> {
    for _ in 0..TRIES {
        let entered = Membership::enter(root, folder, holder);
        if !matches!(entered, Err(SharedError::Busy(_))) {
            return entered;
        }
        std::thread::sleep(PAUSE);
    }
    Membership::enter(root, folder, holder)
}

fn share(
    (root, folder, holder): (&Path, &Path, &str),
    path: &Path,
    project: &Project,
    over: &Over,
    ticket: &mut Option<SaveTicket>,
    at: Time,
) -> Result<Option<(Saved, PathBuf)>, SharedError> {
    let mut membership = enter_in_a_while((root, folder, holder))?;
    // Where another computer writes what was our file, we go on in one of our own.
    if membership.path().file_name() != path.file_name() && !membership.had(path) {
        return Ok(None);
    }
    let based_on = if let Over::Only(seen) = over { Some(seen) } else { None };
    Ok(membership.publish(project, based_on, ticket, at)?.map(|published| (published.saved, published.path)))
}

/// Makes an update in a project that no window has open.
///
/// # Errors
/// When it does not fit.
pub fn make(own: &mut Project, update: &Update) -> Result<(), EditError> {
    apply_all(own, update.step()).map(|_inverse| ())
}

fn time_of(written: SystemTime) -> Option<Time> {
    let age = written.duration_since(UNIX_EPOCH).ok()?;
    Some(Time(age.as_secs().cast_signed()))
}
