//! `sayso import`: a project of articles and annotations, new or another with more in it.

use std::path::{Path, PathBuf};

use super::{
    exit::{FINE, PROBLEMS, UNREADABLE},
    progress::shown,
};
use crate::{
    app::{self, ImportAs},
    model::Project,
    store,
    text::plural,
};

/// Reads the files and writes the project; returns the exit code. A project among the files is the one that the others
/// are added to.
pub(super) fn run(files: Vec<PathBuf>, output: &Path, import_as: &ImportAs) -> u8 {
    if output.exists() {
        eprintln!("{} exists already; nothing was written. Choose another name.", output.display());
        return UNREADABLE;
    }
    let is_project = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("sayso"));
    let (projects, files): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(is_project);
    let mut project = match projects.as_slice() {
        [] => app::empty_project(),
        [one] => match store::open(one) {
            Ok(loaded) => loaded.project,
            Err(error) => {
                eprintln!("{}: {error}", one.display());
                return UNREADABLE;
            }
        },
        _ => {
            eprintln!("sayso: files can be added to one project only");
            return UNREADABLE;
        }
    };
    let before = (size(&project), project.codebook.clone());
    let problems = shown("reading", |progress| app::import_into(&mut project, files, import_as, progress));
    for problem in &problems {
        eprintln!("{problem}");
    }
    if before == (size(&project), project.codebook.clone()) {
        eprintln!("Nothing could be added; nothing was written.");
        return UNREADABLE;
    }
    match store::save(output, &project, &store::Over::Nothing, None, app::clock::now()) {
        Ok(_saved) => {
            let (articles, spans) = size(&project);
            let (articles, marks) = (plural(articles, "article"), plural(spans, "mark"));
            let tags = plural(project.codebook.tags.len(), "tag");
            eprintln!("{articles}, {marks} and {tags} written to {}", output.display());
            if problems.is_empty() { FINE } else { PROBLEMS }
        }
        Err(error) => {
            eprintln!("{}: {error}", output.display());
            UNREADABLE
        }
    }
}

fn size(project: &Project) -> (usize, usize) {
    (project.articles.len(), project.span_count())
}
