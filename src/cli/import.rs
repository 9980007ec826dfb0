//! `sayso import`: a new project of articles.

use std::path::{Path, PathBuf};

use super::{FINE, PROBLEMS, UNREADABLE};
use crate::{app, store};

/// Reads the articles and writes the project; returns the exit code.
pub(super) fn run(files: Vec<PathBuf>, output: &Path) -> u8 {
    if output.exists() {
        eprintln!("{} exists already; nothing was written. Choose another name.", output.display());
        return UNREADABLE;
    }
    let (project, problems) = app::project_of(files);
    for problem in &problems {
        eprintln!("{problem}");
    }
    if project.articles.is_empty() {
        eprintln!("No article could be read; nothing was written.");
        return UNREADABLE;
    }
    match store::save(output, &project, &store::Over::Nothing, None, app::clock::now()) {
        Ok(_saved) => {
            eprintln!("{} articles written to {}", project.articles.len(), output.display());
            if problems.is_empty() { FINE } else { PROBLEMS }
        }
        Err(error) => {
            eprintln!("{}: {error}", output.display());
            UNREADABLE
        }
    }
}
