//! `sayso merge`: copies of a project brought together in a new file.

use std::path::{Path, PathBuf};

use super::{
    exit::{FINE, PROBLEMS},
    failure::Failure,
};
use crate::{
    app,
    merge::{self, Copy, InPlace, Merged},
    model::{Problem, Project},
    store::{self, Loaded},
};

/// Merges copies into our project and writes the outcome; returns the exit code.
pub(super) fn run(
    ours: &Path,
    copies: &[PathBuf],
    output: &Path,
    base: Option<&Path>,
    is_unrelated: bool,
) -> Result<u8, Failure> {
    if output.exists() {
        return Err(Failure::FileExists(output.to_owned()));
    }
    let own = open(ours)?.project;
    let base = base.map(open).transpose()?.map(|loaded| loaded.project);
    let root = store::state_root();
    let mut theirs: Vec<(Project, Option<Project>)> = Vec::new();
    for path in copies {
        let Loaded { project, problems, .. } = open(path)?;
        if project.id != own.id && !is_unrelated {
            return Err(Failure::OtherProject { copy: path.clone(), ours: ours.to_owned() });
        }
        check_damage(path, &problems)?;
        let found = base.clone().or_else(|| store::base_of(root.as_deref(), &own, Some(&own), &project));
        if found.is_none() {
            eprintln!("{}", super::words::no_common_save(path));
        }
        theirs.push((project, found));
    }
    let copies: Vec<Copy<'_>> = theirs.iter().map(|(project, base)| Copy { project, base: base.as_ref() }).collect();
    let merged = merge::merge(&own, &copies, InPlace::Ours { made: app::clock::now() });
    let mut project = merged.project.clone();
    for (other, _) in &theirs {
        let saves = project.saves_lacking(other);
        project.ancestors.extend(saves);
    }
    store::save_new(root.as_deref(), output, &project).map_err(|why| Failure::Save { path: output.to_owned(), why })?;
    tell(&merged);
    let twice = merge::offers(&project).len();
    if twice > 0 {
        eprintln!("{}", merge::words::duplicates(twice));
    }
    Ok(if project.conflicts.is_empty() { FINE } else { PROBLEMS })
}

/// A damaged copy is not merged: what cannot be read in it would count as deleted.
pub(super) fn check_damage(path: &Path, problems: &[Problem]) -> Result<(), Failure> {
    let is_damage = |problem: &&Problem| !matches!(problem, Problem::OpenConflict(_) | Problem::Quarantined { .. });
    let damage: Vec<&Problem> = problems.iter().filter(is_damage).collect();
    damage.iter().for_each(|problem| eprintln!("{}: {problem}", path.display()));
    match damage.len() {
        0 => Ok(()),
        count => Err(Failure::DamagedCopy { copy: path.to_owned(), count }),
    }
}

pub(super) fn open(path: &Path) -> Result<Loaded, Failure> {
    store::open_settled(path).map(|(_bytes, loaded)| loaded).map_err(|why| Failure::Open { path: path.to_owned(), why })
}

/// Says what a merge changes and what is open.
pub(super) fn tell(merged: &Merged) {
    for line in merge::words::report(&merged.report, &merged.project) {
        eprintln!("{line}");
    }
    // Values may be what others marked.
    let told = if merged.project.team.is_blind { &[][..] } else { &merged.report.open };
    for open in told {
        eprintln!("  {}", merge::words::open(open));
    }
}
