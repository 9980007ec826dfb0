//! `sayso shared`: a project that several people share in a folder, one file each.

use std::path::Path;

use super::{
    arguments::Shared,
    exit::{FINE, PROBLEMS},
    failure::Failure,
    merge::open,
    words,
};
use crate::{
    app::{clock, sharing},
    merge,
    model::{Coder, CoderId, Extra, Project},
    store::{
        self,
        shared::{Membership, SharedError},
    },
};

/// Runs a command on a shared folder; returns the exit code.
pub(super) fn run(command: &Shared) -> Result<u8, Failure> {
    let root = store::state_root().ok_or(Failure::NoStateFolder)?;
    match command {
        Shared::Join { folder, project, coder } => join(&root, folder, &open(project)?.project, Some(project), coder),
        Shared::Status { folder } => status(&root, folder),
        Shared::Leave { folder } => {
            let membership = Membership::find(&root, folder)?;
            say!("{}", membership.path().display());
            membership.leave();
            Ok(FINE)
        }
        Shared::Update { folder, coder } => update(&root, folder, coder.as_deref()),
    }
}

fn join(root: &Path, folder: &Path, project: &Project, opened: Option<&Path>, name: &str) -> Result<u8, Failure> {
    let coder = coder_named(project, name);
    let (membership, project, update) = sharing::join((root, folder, words::THIS_COMMAND), project, opened, &coder)?;
    say!("{}", membership.path().display());
    tell(&update);
    Ok(code(&project))
}

/// The coder of this name, or a new one.
fn coder_named(project: &Project, name: &str) -> Coder {
    let known = project.coders.values().find(|coder| coder.name == name).cloned();
    let id = CoderId(clock::random_id());
    known.unwrap_or_else(|| Coder { id, name: name.to_owned(), changed: None, extra: Extra::new() })
}

fn status(root: &Path, folder: &Path) -> Result<u8, Failure> {
    let membership = Membership::find(root, folder)?;
    let own = own_project(&membership)?;
    let members = sharing::members(&membership, &own)?;
    for member in &members {
        say!("{}", words::member(member, membership.coder(), &own));
    }
    if members.is_empty() {
        say!("{}", words::NOBODY_ELSE);
    }
    Ok(if members.iter().any(|member| member.news.is_err()) { PROBLEMS } else { FINE })
}

/// What is in one's own file, or was shared last.
fn own_project(membership: &Membership) -> Result<Project, Failure> {
    let read = membership.own_project();
    match read {
        Ok(Some((project, _seen))) => Ok(project),
        Ok(None) => membership.last_project().ok_or_else(|| Failure::NoOwnFile(membership.path())),
        Err(error) => membership.last_project().ok_or_else(|| error.into()),
    }
}

fn update(root: &Path, folder: &Path, coder: Option<&str>) -> Result<u8, Failure> {
    let entered = Membership::enter(root, folder, words::THIS_COMMAND);
    if let (Err(SharedError::NotJoined(_)), Some(name)) = (&entered, coder) {
        let project = sharing::first_project(folder).ok_or_else(|| Failure::NothingShared(folder.to_owned()))?;
        return join(root, folder, &project, None, name);
    }
    let mut membership = entered?;
    let seen = membership.own_project().ok().flatten().map(|(_, seen)| seen);
    let mut own = own_project(&membership)?;
    let update = sharing::update(&membership, &own, None)?;
    update.keep(&membership)?;
    sharing::make(&mut own, &update)?;
    membership.publish(&own, seen.as_ref(), &mut None, clock::now())?;
    tell(&update);
    Ok(code(&own))
}

/// Says what an update changes, what is open, and what was left out.
fn tell(update: &sharing::Update) {
    super::merge::tell(&update.merged);
    for (file, why) in &update.skipped {
        eprintln!("{}", words::skipped_file(file, why));
    }
    if update.lacking > 0 {
        eprintln!("{}", words::LACKING_SAVES);
    }
    let twice = merge::offers(&update.merged.project).len();
    if twice > 0 {
        eprintln!("{}", merge::words::duplicates(twice));
    }
}

fn code(project: &Project) -> u8 {
    if project.conflicts.is_empty() { FINE } else { PROBLEMS }
}
