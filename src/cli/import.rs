//! `sayso import`: a project of articles and annotations, new or another with more in it.

use std::path::{Path, PathBuf};

use super::{
    exit::{FINE, PROBLEMS},
    failure::Failure,
    progress::shown,
    words,
};
use crate::{
    app::{self, ImportAs},
    store,
};

/// Reads the files and writes the project; returns the exit code. A project among the files is the one that the others
/// are added to.
pub(super) fn run(files: Vec<PathBuf>, output: &Path, import_as: &ImportAs) -> Result<u8, Failure> {
    if output.exists() {
        return Err(Failure::FileExists(output.to_owned()));
    }
    let credited = &import_as.credited;
    let twice = credited.iter().find(|(old, _)| credited.iter().filter(|pair| pair.0 == *old).count() > 1);
    if let Some((old, _)) = twice {
        return Err(Failure::CoderTwice(old.clone()));
    }
    let is_project = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("sayso"));
    let (projects, files): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(is_project);
    let mut project = match projects.as_slice() {
        [] => app::empty_project(),
        [one] => store::open(one).map_err(|why| Failure::Open { path: one.clone(), why })?.project,
        _ => return Err(Failure::SeveralProjects),
    };
    let before = project.clone();
    let problems = shown(|progress| app::import_into(&mut project, files, import_as, progress));
    for problem in &problems {
        eprintln!("{problem}");
    }
    if before == project {
        return Err(Failure::NothingAdded);
    }
    store::save_new(store::state_root().as_deref(), output, &project)
        .map_err(|why| Failure::Save { path: output.to_owned(), why })?;
    eprintln!("{}", words::imported(&project, output));
    Ok(if problems.is_empty() { FINE } else { PROBLEMS })
}
