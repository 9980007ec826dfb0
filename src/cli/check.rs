//! `sayso check`: what is in a project, and what is wrong with it.

use std::path::{Path, PathBuf};

use super::{FINE, PROBLEMS, UNREADABLE};
use crate::{model::Project, store};

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
            println!("{}: {}", path.display(), counts(&loaded.project));
            for problem in &loaded.problems {
                println!("{}: {problem}", path.display());
            }
            if loaded.problems.is_empty() { FINE } else { PROBLEMS }
        }
    }
}

fn counts(project: &Project) -> String {
    let links: usize = project.articles.values().map(|article| article.links.len()).sum();
    let tags: Vec<String> = project
        .codebook
        .tags
        .iter()
        .map(|tag| (tag, project.count(&tag.id)))
        .filter(|(_, count)| *count > 0)
        .map(|(tag, count)| format!("{} {count}", tag.name))
        .collect();
    let tags = if tags.is_empty() { String::new() } else { format!(" ({})", tags.join(", ")) };
    format!(
        "articles {}, spans {}{tags}, links {links}, entities {}, coders {}",
        project.articles.len(),
        project.span_count(),
        project.entities.len(),
        project.coders.len(),
    )
}
