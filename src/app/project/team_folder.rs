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
            paths,
            prompt::{
                PathPurpose, Prompt,
                members::{SharedFiles, SharedMember},
            },
            stamp,
            step::{Outcome, Step, Then, job},
            words::file_names,
        },
    },
    model::Project,
    store::shared::{FOLDER_ENDING, Membership, SharedError},
};

/// The shared folder of the open project, if its file lies in one.
fn folder_of(desk: &Desk) -> Option<&Path> {
    let folder = desk.session.path.as_deref()?.parent()?;
    is_shared(folder).then_some(folder)
}

fn is_shared(folder: &Path) -> bool {
    folder.extension().is_some_and(|ending| ending == FOLDER_ENDING)
}

/// Shows who else is in the shared folder; asks for one where the project lies in none.
pub(crate) fn show(desk: &Desk) -> Outcome {
    let Some((root, folder)) = desk.folders.state.clone().zip(folder_of(desk).map(Path::to_path_buf)) else {
        return paths::ask(desk, PathPurpose::ShareIn);
    };
    let own = desk.whole().clone();
    let work = move |_progress: &_| members(&root, &folder, &own);
    Ok(Step::start(job(desk, JobKind::LookAtShared, work, |desk, members| {
        let members = members?.map_err(|why| words::cannot_share(&why.to_string()))?;
        let shown = members.iter().map(|member| shown(desk, member)).collect();
        Ok(Step::ask(Prompt::SharedFolder(shown)))
    })))
}

/// Somebody as they are shown. Where coders work blind, it is not said what they have.
fn shown(desk: &Desk, member: &Member) -> SharedMember {
    let is_blind = desk.whole().team.is_blind;
    let news = member.news.as_ref().map(|report| words::brings(report, is_blind)).map_err(ToString::to_string);
    SharedMember {
        name: member.name.clone(),
        suffix: member.suffix.clone(),
        is_own: member.coder == Some(desk.coder()),
        news,
        written: member.written,
    }
}

fn members(root: &Path, folder: &Path, own: &Project) -> Result<Vec<Member>, SharedError> {
    sharing::members(&Membership::find(root, folder)?, own)
}

/// Joins a shared folder, and opens one's own file in it. In a folder that is none, one is made for the project.
pub(crate) fn join(desk: &Desk, chosen: &Path) -> Outcome {
    let root = desk.folders.state.clone().ok_or_else(|| words::cannot_share(words::NO_STATE_FOLDER))?;
    let (own, coder, holder) = (desk.whole().clone(), stamp::own_coder(desk), desk.holder());
    let of = (desk.session.id(), desk.session.state());
    let (chosen, name) = (chosen.to_path_buf(), file_names::of_project(&desk.session.name()));
    let work = move |_progress: &_| {
        let folder = shared_in(&chosen, &name);
        // Whoever joins without a copy works on what the others share.
        let shared = sharing::first_project(&folder).filter(|shared| shared.id != own.id && own.articles.is_empty());
        let is_ours = shared.is_none();
        let own = shared.unwrap_or(own).in_file(&folder);
        let joined = sharing::join((&root, &folder, &holder), &own, &coder);
        joined.map(|(membership, ..)| (membership.path(), is_ours))
    };
    Ok(Step::start(job(desk, JobKind::Share, work, move |desk, joined| {
        let (path, is_ours) = joined?.map_err(|why| words::cannot_share(&why.to_string()))?;
        let told = words::shared(&path);
        // All that was changed before is in the new file, unless that is another project; the rest is asked about.
        let discard = is_ours && of == (desk.session.id(), desk.session.state());
        Ok(leave_project(desk, Leaving { discard, ..Leaving::open(path) })?.saying(told))
    })))
}

/// The shared folder that is meant by a chosen one: itself, the only one in it, or a new one in it.
fn shared_in(chosen: &Path, name: &str) -> PathBuf {
    if is_shared(chosen) {
        return chosen.to_path_buf();
    }
    let entries = std::fs::read_dir(chosen).into_iter().flatten();
    let found: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir() && is_shared(path)).collect();
    match found.as_slice() {
        [only] => only.clone(),
        _ => chosen.join(format!("{name}.{FOLDER_ENDING}")),
    }
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
        Ok::<_, SharedError>(update)
    };
    Ok(Step::start(job(desk, JobKind::Share, work, move |desk, updated| {
        let update = updated?.map_err(|why| words::cannot_share(&why.to_string()))?;
        if desk.session.is_saving() {
            return Err(words::wait_for_save());
        }
        if of != (desk.session.id(), desk.session.state()) {
            // Something was changed here meanwhile, and may be in what comes.
            return self::update(desk);
        }
        let open = update.merged.report.open.len();
        let told = if update.merged.report.is_any() { words::updated(&update.from, open) } else { words::up_to_date() };
        let told = if open > 0 { merging::offering_undecided(desk, told) } else { told };
        let skipped = update.skipped.iter().map(|(file, why)| words::left_out(file, &why.to_string()));
        let lacking = (update.lacking > 0).then(words::lacking_saves);
        let step = Step::make(update.step()).saying(told);
        Ok(skipped.chain(lacking).fold(step, Step::saying))
    })))
}

/// Leaves the shared folder; the project stays open, in its file there.
pub(super) fn leave(desk: &Desk) -> Outcome {
    let Some((root, folder)) = desk.folders.state.clone().zip(folder_of(desk).map(Path::to_path_buf)) else {
        return Err(words::not_shared());
    };
    let membership = Membership::find(&root, &folder).map_err(|why| words::cannot_share(&why.to_string()))?;
    membership.leave();
    Ok(Step::say(words::left_folder()).closing_prompt())
}

/// Looks in the background whether others have shared something new: says so, or brings it in where that is wanted.
pub(crate) fn check(desk: &Desk) -> Step {
    let Some(folder) = folder_of(desk).map(Path::to_path_buf) else { return Step::nothing() };
    if desk.is_running(JobKind::CheckShared) || desk.session.is_saving() || desk.prompt.is_some() {
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

/// Looks what the files hold that have changed. Only what could be looked at is not looked at again.
fn look(desk: &Desk, files: SharedFiles) -> Step {
    let Some((root, folder)) = desk.folders.state.clone().zip(folder_of(desk).map(Path::to_path_buf)) else {
        return Step::nothing();
    };
    let own = desk.whole().clone();
    let work = move |_progress: &_| members(&root, &folder, &own);
    Step::start(job(desk, JobKind::CheckShared, work, |desk, members| {
        // A folder that is gone for a while is told of when somebody saves.
        let Ok(members) = members? else { return Ok(Step::nothing()) };
        let looked = Step::then(Then::SharedFiles(files));
        let has_news = |member: &&Member| member.news.as_ref().is_ok_and(|report| report.is_any());
        let is_blind = desk.whole().team.is_blind;
        let new: Vec<String> = members.iter().filter(has_news).map(|member| told(member, is_blind)).collect();
        if new.is_empty() {
            return Ok(looked);
        }
        if desk.settings.always_update && !desk.session.is_saving() && !desk.is_running(JobKind::Share) {
            return Ok(looked.also(update(desk)?));
        }
        Ok(looked.saying(words::others_have(&new).with_offer(Command::UpdateShared)))
    }))
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
