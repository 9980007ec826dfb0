//! `sayso import`: a new project of articles.

use std::path::{Path, PathBuf};

use super::{FINE, PROBLEMS, UNREADABLE};
use crate::{app, import, store};

/// Reads the articles and writes the project; returns the exit code.
pub(super) fn run(files: Vec<PathBuf>, output: &Path, encoding: Option<&str>) -> u8 {
    let chosen = encoding.map(import::encoding);
    if let (Some(label), Some(None)) = (encoding, chosen) {
        eprintln!("sayso: there is no encoding “{label}”; names are like utf-8, windows-1251, koi8-r, x-mac-cyrillic");
        return UNREADABLE;
    }
    if output.exists() {
        eprintln!("{} exists already; nothing was written. Choose another name.", output.display());
        return UNREADABLE;
    }
    let (project, problems) = app::project_of(files, chosen.flatten());
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
