//! Copies of the project that others worked on: read, previewed and brought in as one step; records made twice become one.

use std::path::{Path, PathBuf};

use super::{saving, versions, words};
use crate::{
    app::{
        command::{Command, Panel},
        desk::{
            clock,
            desk::Desk,
            jobs::JobKind,
            leaving::Leaving,
            notice::Notice,
            prompt::{
                Prompt,
                merge_plan::{CopyRead, Made, MergePlan},
            },
            session::{SessionId, StateMark},
            step::{Outcome, Step, Then, free_job, job},
        },
    },
    edit::{Edit, Position, Transaction},
    merge::{self, Copy, InPlace, Merged, Offer},
    model::{Coder, Problem, Project, Time},
    store::{self, Loaded, Over, RealDisk, Seen},
};

/// Reads copies of the project, and shows what merging them would do.
pub(crate) fn read(desk: &Desk, paths: Vec<PathBuf>) -> Outcome {
    if desk.is_running(JobKind::ReadCopies) {
        return Err(words::reading_copies_already());
    }
    let (own, root, file) = (desk.whole().clone(), desk.folders.state.clone(), desk.session.path.clone());
    let (of, now) = ((desk.session.id(), desk.session.state()), clock::now());
    let work = move |_progress: &_| plan(&own, &paths, (root.as_deref(), file.as_deref()), of, now);
    let done = |_desk: &Desk, plan: Result<Result<MergePlan, Notice>, _>| Ok(Step::ask(Prompt::Merge(plan??)));
    Ok(Step::start(job(desk, JobKind::ReadCopies, work, done)))
}

/// Reads the project's own file, which somebody else has changed, as a copy.
pub(crate) fn read_own_file(desk: &Desk) -> Outcome {
    read(desk, vec![desk.session.path.clone().ok_or_else(words::no_file_yet)?])
}

/// Makes the merge on a copy of the project.
fn plan(
    own: &Project,
    paths: &[PathBuf],
    (root, file): (Option<&Path>, Option<&Path>),
    of: (SessionId, StateMark),
    now: Time,
) -> Result<MergePlan, Notice> {
    // As it was saved last: what it and a copy began with may be just that.
    let saved = file.and_then(|file| store::open(file).ok()).map(|loaded| loaded.project);
    let saved = saved.filter(|saved| saved.ancestors.last() == own.ancestors.last());
    let (mut copies, mut read): (Vec<CopyRead>, Vec<(Project, Option<Project>)>) = (Vec::new(), Vec::new());
    for path in paths {
        let refused = |why: &dyn ToString| words::cannot_merge(&name_of(path), &why.to_string());
        let (bytes, loaded) = store::open_settled(path).map_err(|error| refused(&error))?;
        let Loaded { project, problems, .. } = loaded;
        let is_other = project.id != own.id;
        let base = if is_other {
            Some(merge::begun_with(own, &project))
        } else {
            store::base_of(root, own, saved.as_ref(), &project)
        };
        let problems = problems.iter().filter(|problem| !matches!(problem, Problem::OpenConflict(_)));
        let is_new = |coder: &&Coder| !own.coders.contains_key(&coder.id);
        copies.push(CopyRead {
            path: path.clone(),
            coders: project.coders.values().filter(is_new).map(|coder| coder.name.clone()).collect(),
            has_base: base.is_some(),
            is_other,
            last_change: last_change(&project),
            brings: None,
            problems: problems.map(ToString::to_string).collect(),
            bytes: bytes.into(),
        });
        read.push((project, base));
    }
    if let [_, _, ..] = read.as_slice() {
        for (copy, (project, base)) in copies.iter_mut().zip(&read) {
            let alone = [Copy { project, base: base.as_ref() }];
            copy.brings = Some(merge::merge(own, &alone, InPlace::Ours { made: now }).report);
        }
    }
    let all: Vec<Copy<'_>> = read.iter().map(|(project, base)| Copy { project, base: base.as_ref() }).collect();
    let merged = merge::merge(own, &all, InPlace::Ours { made: now });
    let mut saves: Vec<String> = Vec::new();
    let copies_of_it = read.iter().filter(|(project, _)| project.id == own.id);
    for save in copies_of_it.flat_map(|(project, _)| own.saves_lacking(project)) {
        if !saves.contains(&save) {
            saves.push(save);
        }
    }
    Ok(MergePlan::new(Made { copies, merged, saves, of }))
}

/// When a mark was changed last, and by whom.
fn last_change(project: &Project) -> Option<(Time, String)> {
    let spans = project.articles.values().flat_map(|article| article.spans.iter());
    let (at, by) = spans.map(|span| span.changed.unwrap_or((span.made, span.by))).max()?;
    Some((at, project.coder_name(by)))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Brings in what is shown, as one step.
pub(crate) fn accept(desk: &Desk) -> Outcome {
    let Some(Prompt::Merge(plan)) = &desk.prompt else { return Err(words::no_merge()) };
    let made = plan.made();
    if made.of != (desk.session.id(), desk.session.state()) {
        // What was shown no longer holds: something changed meanwhile.
        return read(desk, plan.paths());
    }
    if desk.session.is_saving() {
        return Err(words::wait_for_save());
    }
    let mut edits = made.merged.edits(desk.whole());
    let (open, twice) = to_be_seen(desk, &made.merged);
    edits.extend(made.saves.iter().map(|save| Edit::SetContained(save.clone(), Some(Position::Last))));
    let told =
        if made.merged.report.is_any() { words::merged(made.copies.len(), open) } else { words::merged_nothing() };
    let told = match (open, twice) {
        (0, 0) => told,
        (0, twice) => words::merged_with_duplicates(made.copies.len(), twice).with_offer(Command::Duplicates),
        _ => offering_undecided(desk, told),
    };
    let label = words::merge_copies(&made.copies.iter().map(|copy| name_of(&copy.path)).collect::<Vec<_>>());
    let step = Step::bring(Transaction::new(label, edits)).closing_prompt().saying(told).and(keep(desk, &made.copies));
    let step = turned_blind(desk, &made.merged).into_iter().fold(step, Step::saying);
    // The file may be replaced by what contains all that is in it.
    let own = made.copies.iter().find(|copy| Some(&copy.path) == desk.session.path.as_ref());
    Ok(own.into_iter().fold(step, |step, own| step.and(Then::Seen(Seen::of(&own.bytes)))))
}

/// Opens what the merge makes in a window of its own; the project stays as it is.
pub(crate) fn look(desk: &Desk) -> Outcome {
    let Some(Prompt::Merge(plan)) = &desk.prompt else { return Err(words::no_merge()) };
    let (plan, coder) = (plan.clone(), desk.coder());
    versions::open_copy(desk, words::merged_file(&desk.session.name()), move || {
        let Made { merged, saves, .. } = plan.made();
        let mut project = merged.project.as_seen_by(coder).unwrap_or_else(|| merged.project.clone());
        project.ancestors.extend(saves.iter().cloned());
        Ok(store::write_project(&project).bytes)
    })
}

/// Opens the only copy that is shown, in place of the project.
pub(crate) fn open_copy(desk: &Desk) -> Outcome {
    let Some(Prompt::Merge(plan)) = &desk.prompt else { return Err(words::no_merge()) };
    let [copy] = plan.copies() else { return Err(words::one_project_at_a_time()) };
    let path = copy.path.clone();
    Ok(Step::then(Then::ClosePrompt).following(move |desk| saving::leave(desk, Leaving::open(path))))
}

/// Writes what was merged of the versions that git keeps over the file, and opens it.
pub(crate) fn accept_unmerged(desk: &Desk) -> Outcome {
    let Some(Prompt::Unmerged(file)) = desk.prompt.clone() else { return Err(words::no_merge()) };
    let path = file.path.clone();
    let work = move |_progress: &_| {
        let bytes = store::write_project(&file.merged.project).bytes;
        store::save_with(&RealDisk, &file.path, &bytes, &Over::Only(file.seen), None)
    };
    let done = move |desk: &Desk, saved: Result<Result<_, store::SaveError>, _>| {
        saved?.map_err(|why| words::cannot_save(&path, &why))?;
        let opened = saving::leave(desk, Leaving::open(path.clone()))?;
        Ok(opened.saying(words::merged_for_git(&path)))
    };
    Ok(Step::then(Then::ClosePrompt).and(Then::Start(free_job(JobKind::Open, work, done))))
}

/// A notice of something undecided, with the way there unless it is shown.
pub(super) fn offering_undecided(desk: &Desk, told: Notice) -> Notice {
    let is_shown = desk.settings.shows(Panel::Undecided);
    if is_shown { told } else { told.with_offer(Command::Show(Panel::Undecided)) }
}

/// How much that the person at work may see is undecided now and was not before, and how many records look the same.
pub(super) fn to_be_seen(desk: &Desk, merged: &Merged) -> (usize, usize) {
    let seen = merged.project.as_seen_by(desk.coder());
    let seen = seen.as_ref().unwrap_or(&merged.project);
    (seen.conflicts.difference(&desk.whole().conflicts).count(), merge::offers(seen).len())
}

/// What is to be said where somebody else has turned blind coding on or off.
pub(super) fn turned_blind(desk: &Desk, merged: &Merged) -> Option<Notice> {
    let is_blind = merged.project.team.is_blind;
    (is_blind != desk.whole().team.is_blind).then(|| words::blind_is(is_blind))
}

/// Keeps what was brought in among the saved versions: a later copy may have begun with it.
fn keep(desk: &Desk, copies: &[CopyRead]) -> Then {
    let (copies, state, now) = (copies.to_vec(), desk.session.state_folder(), clock::now());
    let work = move |_progress: &_| {
        let Some(state) = state else { return };
        // What another project had is no earlier save of this one.
        for CopyRead { path, bytes, .. } in copies.into_iter().filter(|copy| !copy.is_other) {
            let kept = store::keep_version(&RealDisk, &state, &bytes, &Seen::of(&bytes), now);
            if let Err(error) = kept {
                log::warn!("{} is not kept among the versions: {error}", path.display());
            }
        }
    };
    let done = |_desk: &Desk, _done: Result<(), _>| Ok(Step::nothing());
    Then::Start(job(desk, JobKind::KeepCopies, work, done))
}

/// Shows records that mean the same under two ids.
pub(crate) fn show_duplicates(desk: &Desk) -> Step {
    Step::ask(Prompt::Duplicates(merge::offers(desk.project()).into()))
}

/// Makes one of each of these pairs of records, as one step; shows what is left.
pub(crate) fn unify(desk: &Desk, offers: &[Offer]) -> Outcome {
    // What the person at work does not see is kept, too.
    let edits = merge::unify(desk.whole(), offers);
    if edits.is_empty() {
        return Err(words::no_duplicates_merged());
    }
    let step = Step::make(Transaction::new(words::merge_duplicates(offers.len()), edits));
    Ok(step.and(Then::Follow(Box::new(|desk| Ok(show_duplicates(desk))))))
}
