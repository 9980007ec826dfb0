//! `sayso check`: what is in a project, and what is wrong with it.

use std::path::{Path, PathBuf};

use super::{
    exit::{FINE, PROBLEMS, UNREADABLE},
    words,
};
use crate::{
    model::{Problem, Project},
    store,
    text::{ByteRange, CharCursor},
};

/// Checks each project; returns the exit code of the worst.
pub(super) fn run(projects: &[PathBuf]) -> u8 {
    projects.iter().map(|path| check(path)).max().unwrap_or(FINE)
}

fn check(path: &Path) -> u8 {
    match store::open(path) {
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            UNREADABLE
        }
        Ok(loaded) => {
            say!("{}: {}", path.display(), words::contents(&loaded.project));
            for problem in &loaded.problems {
                say!("{}: {problem}", path.display());
                places(&loaded.project, problem).into_iter().for_each(|place| say!("{place}"));
            }
            let doubles = words::doubles(&loaded.project);
            doubles.iter().for_each(|double| say!("{}: {double}", path.display()));
            if loaded.problems.is_empty() && doubles.is_empty() { FINE } else { PROBLEMS }
        }
    }
}

/// How many places are named for a mark that does not fit.
const PLACES: usize = 3;

/// Where the words of a mark that does not fit stand, nearest first, in code points.
fn places(project: &Project, problem: &Problem) -> Vec<String> {
    let Problem::Quarantined { span_id, .. } = problem else { return Vec::new() };
    let found = project.articles.values().find_map(|article| Some((article, article.quarantined.get(span_id)?)));
    let Some((article, kept)) = found else { return Vec::new() };
    let at = |pieces: Vec<ByteRange>| {
        let mut cursor = CharCursor::new(article.text.as_str());
        let pieces = pieces.into_iter().filter_map(|piece| cursor.char_range(piece));
        let pieces: Vec<String> = pieces.map(|at| format!("{}-{}", at.start.0, at.end.0)).collect();
        words::other_place(&pieces.join(" "))
    };
    kept.places(&article.text, PLACES).into_iter().map(at).collect()
}
