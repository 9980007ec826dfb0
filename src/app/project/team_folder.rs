//! The shared folder that the open project lies in: joining one, who else is there, bringing in what they have, leaving.

use std::path::{Path, PathBuf};

use super::{
    merging,
    saving::leave as leave_project,
    sharing::{self, Member},
    words,
};
use crate::{
    app::{
        command::Command,
        desk::{
            desk::Desk,
            jobs::JobKind,
            leaving::Leaving,
            notice::Notice,
            paths,
            preferences::{self, DeskAction},
            prompt::{
                PathPurpose, Prompt,
                members::{SharedFiles, SharedMember, Sharing},
            },
            stamp,
            step::{Outcome, Step, Then, job},
            words::file_names,
        },
    },
    merge::Report,
    model::{Project, ProjectId},
    store::shared::{FOLDER_ENDING, Membership, SharedError, Skipped, is_shared, is_shared_file},
};

/// The shared folder of the open project, if its file lies in one.
fn folder_of(desk: &Desk) -> Option<&Path> {
    let folder = desk.session.path.as_deref()?.parent()?;
    is_shared(folder).then_some(folder)
}

/// Shows the shared folder and who else is in it; or how to join one.
pub(crate) fn show(desk: &Desk) -> Outcome {
    let Some((root, folder)) = desk.folders.state.clone().zip(folder_of(desk).map(Path::to_path_buf)) else {
        return Ok(Step::ask(Prompt::SharedFolder(Sharing::Nowhere)));
    };
    let (own, shown_folder) = (desk.whole().clone(), folder.clone());
    let work = move |_progress: &_| members(&root, &folder, &own);
    Ok(Step::start(job(desk, JobKind::LookAtShared, work, |desk, members| {
        let members = members?;
        if let Err(SharedError::NotJoined(_) | SharedError::Noted { .. }) = &members {
            return Ok(Step::ask(Prompt::SharedFolder(Sharing::Outside(shown_folder))));
        }
        let (own, members) = members.map_err(|why| words::cannot_look(&why.to_string()))?;
        if !is_open(desk, &own) {
            return Ok(Step::ask(Prompt::SharedFolder(Sharing::Elsewhere(shown_folder, own))));
        }
        let file = own.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut shown: Vec<SharedMember> = members.iter().map(|member| shown(desk, member)).collect();
        shown.sort_by(|one, other| (&one.name, &one.suffix).cmp(&(&other.name, &other.suffix)));
        Ok(Step::ask(Prompt::SharedFolder(Sharing::In(shown_folder, file, shown.into()))))
    })))
}

/// Somebody as they are shown. Where coders work blind, it is not said what they have.
fn shown(desk: &Desk, member: &Member) -> SharedMember {
    let is_blind = desk.whole().team.is_blind;
    let news = member.news.as_ref().map(|report| words::brings(report, is_blind)).map_err(ToString::to_string);
    SharedMember {
        has_news: member.news.as_ref().is_ok_and(Report::is_any),
        name: member.name.clone(),
        suffix: member.suffix.clone(),
        is_own: member.coder == Some(desk.coder()),
        news,
        written: member.written,
    }
}

/// One's own file, and the others.
fn members(root: &Path, folder: &Path, own: &Project) -> Result<(PathBuf, Vec<Member>), SharedError> {
    let membership = Membership::find(root, folder)?;
    Ok((membership.path(), sharing::members(&membership, own)?))
}

/// Whether the open project is this file of its folder.
fn is_open(desk: &Desk, own: &Path) -> bool {
    desk.session.path.as_ref().is_some_and(|path| path.file_name() == own.file_name())
}

/// What is to be said where the open project is the file of somebody else in a shared folder.
pub(super) fn of_somebody_else(desk: &Desk) -> Option<Notice> {
    let (root, folder, path) = (desk.folders.state.as_ref()?, folder_of(desk)?, desk.session.path.as_ref()?);
    let own = Membership::find(root, folder).ok().map(|membership| membership.path());
    if !is_shared_file(path, desk.whole()) || own.as_ref().is_some_and(|own| is_open(desk, own)) {
        return None;
    }
    let name = own.and_then(|own| Some(own.file_name()?.to_string_lossy().into_owned()));
    Some(words::of_somebody_else(name.as_deref()))
}

/// Joins, as somebody of this name, the folder that the project lies in, or one that is asked for.
pub(super) fn join_as(desk: &Desk, name: String) -> Outcome {
    let named = preferences::act(desk, DeskAction::SetCoderName(name))?;
    Ok(named.following(|desk| match folder_of(desk) {
        Some(folder) => join(desk, folder),
        None => paths::ask(desk, PathPurpose::ShareIn),
    }))
}

/// Joins a shared folder, and opens one's own file in it. In a folder that is none, one is made for the project.
pub(crate) fn join(desk: &Desk, chosen: &Path) -> Outcome {
    let root = desk.folders.state.clone().ok_or_else(|| words::cannot_share(words::NO_STATE_FOLDER))?;
    let (own, coder, holder) = (desk.whole().clone(), stamp::own_coder(desk), desk.holder());
    let of = (desk.session.id(), desk.session.state());
    let (chosen, name) = (chosen.to_path_buf(), file_names::of_project(&desk.session.name()));
    let opened = desk.session.path.clone();
    // Whoever has nothing of their own yet, or chooses what others share, works on that.
    let is_blank = own.articles.is_empty() || opened.is_none() && !desk.session.is_unsaved();
    let work = move |_progress: &_| {
        let folder = shared_in(&chosen, &name, own.id, is_blank);
        let shared = sharing::first_project(&folder).filter(|shared| shared.id != own.id);
        let is_ours = shared.is_none();
        let own = shared.unwrap_or(own).in_file(&folder);
        let joined = sharing::join((&root, &folder, &holder), &own, opened.as_deref(), &coder);
        joined.map(|(membership, ..)| (membership.path(), is_ours))
    };
    Ok(Step::start(job(desk, JobKind::Share, work, move |desk, joined| {
        let (path, is_ours) = joined?.map_err(|why| words::cannot_share(&why.to_string()))?;
        let told = words::shared(&path, is_ours);
        // All that was changed before is in the new file, unless that is another project; the rest is asked about.
        let discard = is_ours && of == (desk.session.id(), desk.session.state());
        let step = leave_project(desk, Leaving { discard, ..Leaving::open(path) })?;
        Ok(step.and(Then::Withdraw(Command::SharedFolder)).saying(told))
    })))
}

/// The shared folder that is meant by a chosen one: itself; the one of this project in it; for somebody without a project,
/// the only one in it; or a new one in it.
fn shared_in(chosen: &Path, name: &str, project: ProjectId, is_blank: bool) -> PathBuf {
    if is_shared(chosen) {
        return chosen.to_path_buf();
    }
    let entries = std::fs::read_dir(chosen).into_iter().flatten();
    let found: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir() && is_shared(path)).collect();
    let is_of_it = |folder: &&PathBuf| sharing::first_project(folder).is_some_and(|shared| shared.id == project);
    match (found.iter().find(is_of_it), found.as_slice()) {
        (Some(own), _) => own.clone(),
        (None, [only]) if is_blank => only.clone(),
        (None, _) => free_folder(chosen, name),
    }
}

/// A folder that does not exist yet, named after the project.
fn free_folder(chosen: &Path, name: &str) -> PathBuf {
    let numbers = std::iter::once(String::new()).chain((2..).map(|number| format!(" {number}")));
    let mut names = numbers.map(|number| chosen.join(format!("{name}{number}.{FOLDER_ENDING}")));
    let is_free = |folder: &PathBuf| std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    names.find(is_free).unwrap_or_else(|| chosen.join(format!("{name}.{FOLDER_ENDING}")))
}

/// Brings in what the others have, as one step.
pub(crate) fn update(desk: &Desk) -> Outcome {
    let Some((root, folder)) = desk.folders.state.clone().zip(folder_of(desk).map(Path::to_path_buf)) else {
        return Err(words::not_shared());
    };
    if desk.session.is_saving() {
        return Err(words::wait_for_save());
    }
    let (own, holder, of) = (desk.whole().clone(), desk.holder(), (desk.session.id(), desk.session.state()));
    let work = move |_progress: &_| {
        let membership = Membership::enter(&root, &folder, &holder)?;
        let update = sharing::update(&membership, &own, None)?;
        update.keep(&membership)?;
        Ok::<_, SharedError>((update, membership.path()))
    };
    Ok(Step::start(job(desk, JobKind::Share, work, move |desk, updated| {
        let (update, own) = updated?.map_err(|why| words::cannot_update(&why.to_string()))?;
        if !is_open(desk, &own) {
            return Err(words::cannot_update(words::NOT_YOUR_FILE));
        }
        if desk.session.drafts().are_waiting() {
            return Ok(look_again());
        }
        if desk.session.is_saving() {
            return Err(words::wait_for_save());
        }
        if of != (desk.session.id(), desk.session.state()) {
            // Something was changed here meanwhile, and may be in what comes.
            return self::update(desk);
        }
        let (open, _twice) = merging::to_be_seen(desk, &update.merged);
        let told = if update.merged.report.is_any() { words::updated(&update.from, open) } else { words::up_to_date() };
        let told = if open > 0 { merging::offering_undecided(desk, told) } else { told };
        let skipped = update.skipped.iter().map(|(file, why)| words::left_out(file, &why.to_string()));
        let lacking = (update.lacking > 0).then(words::lacking_saves);
        let step = Step::bring(update.step()).and(Then::Withdraw(Command::UpdateShared)).saying(told);
        let step = if lists_members(desk) { step.following(show) } else { step };
        let blind = merging::turned_blind(desk, &update.merged);
        Ok(skipped.chain(lacking).chain(blind).fold(step, Step::saying))
    })))
}

/// Leaves the shared folder; the project stays open, in its file there.
pub(super) fn leave(desk: &Desk) -> Outcome {
    let Some((root, folder)) = desk.folders.state.clone().zip(folder_of(desk).map(Path::to_path_buf)) else {
        return Err(words::not_shared());
    };
    let membership = Membership::find(&root, &folder).map_err(|why| words::cannot_look(&why.to_string()))?;
    membership.leave();
    let step = Step::say(words::left_folder()).and(Then::Withdraw(Command::UpdateShared));
    Ok(step.closing_prompt())
}

/// Looks in the background whether others have shared something new: says so, or brings it in where that is wanted.
pub(crate) fn check(desk: &Desk) -> Step {
    let Some(folder) = folder_of(desk).map(Path::to_path_buf) else { return Step::nothing() };
    if desk.is_running(JobKind::CheckShared) || desk.session.is_saving() || !may_be_told(desk) {
        return Step::nothing();
    }
    let work = move |_progress: &_| stats(&folder);
    Step::start(job(desk, JobKind::CheckShared, work, |desk, files| {
        let files = files?;
        if files == desk.shared_files {
            return Ok(Step::nothing());
        }
        Ok(Step::nothing().following(|desk| Ok(look(desk, files))))
    }))
}

/// Nothing comes in while something is typed that is no change yet: it would replace what came, unseen. The files are looked
/// at again.
fn look_again() -> Step {
    Step::then(Then::SharedFiles(SharedFiles::new()))
}

/// Whether nothing is asked that news would get in the way of. The list of who is there shows them itself.
fn may_be_told(desk: &Desk) -> bool {
    desk.prompt.is_none() || lists_members(desk)
}

fn lists_members(desk: &Desk) -> bool {
    matches!(desk.prompt, Some(Prompt::SharedFolder(Sharing::In(..))))
}

/// Looks what the files hold that have changed. Only what could be looked at is not looked at again.
fn look(desk: &Desk, files: SharedFiles) -> Step {
    let Some((root, folder)) = desk.folders.state.clone().zip(folder_of(desk).map(Path::to_path_buf)) else {
        return Step::nothing();
    };
    let own = desk.whole().clone();
    let work = move |_progress: &_| members(&root, &folder, &own);
    Step::start(job(desk, JobKind::CheckShared, work, |desk, members| {
        // A folder that is gone for a while is told of when somebody saves.
        let Ok((own, members)) = members? else { return Ok(Step::nothing()) };
        if !is_open(desk, &own) {
            return Ok(Step::nothing());
        }
        let looked = Step::then(Then::SharedFiles(read_whole(files, &members)));
        let has_news = |member: &&Member| member.news.as_ref().is_ok_and(|report| report.is_any());
        let is_blind = desk.whole().team.is_blind;
        let new: Vec<String> = members.iter().filter(has_news).map(|member| told(member, is_blind)).collect();
        let looked = if lists_members(desk) { looked.also(show(desk)?) } else { looked };
        if new.is_empty() {
            return Ok(looked);
        }
        if desk.settings.always_update && desk.session.drafts().are_waiting() {
            return Ok(look_again());
        }
        if desk.settings.always_update && !desk.session.is_saving() && !desk.is_running(JobKind::Share) {
            return Ok(looked.also(update(desk)?));
        }
        Ok(looked.saying(words::others_have(&new).with_offer(Command::UpdateShared)))
    }))
}

/// The files that are not looked at again until they change: those that may not have arrived whole are.
fn read_whole(mut files: SharedFiles, members: &[Member]) -> SharedFiles {
    let is_partial = |member: &&Member| {
        matches!(member.news, Err(Skipped::Unreadable(_) | Skipped::NotAsShared | Skipped::Older { .. }))
    };
    let partial: Vec<String> = members.iter().filter(is_partial).map(|member| member.suffix.clone()).collect();
    for (path, length, _written) in &mut files {
        if path.file_stem().is_some_and(|stem| partial.iter().any(|suffix| stem == suffix.as_str())) {
            // No file has this length, so that it counts as changed.
            *length = u64::MAX;
        }
    }
    files
}

/// What somebody has that is new: “Ana: 41 new marks”.
fn told(member: &Member, is_blind: bool) -> String {
    let brings = member.news.as_ref().map(|report| words::brings(report, is_blind)).unwrap_or_default();
    words::member_brings(&member.name, &brings)
}

/// The files of a folder, with their lengths and times: what is the same has not changed.
fn stats(folder: &Path) -> SharedFiles {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: SharedFiles = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let meta = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
            Some((entry.path(), meta.len(), meta.modified().ok()))
        })
        .collect();
    files.sort();
    files
}

/// What happens to new work of others: told, or brought in at once.
pub(super) fn set_always(on: bool) -> Step {
    Step::set(move |settings| settings.always_update = on)
}
