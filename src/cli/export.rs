//! `sayso export`: the annotations of a project for other programs.

use std::{io::Write, path::Path};

use super::{FINE, UNREADABLE};
use crate::{export, store};

/// Writes the project in the format; returns the exit code.
pub(super) fn run(project: &Path, format: &str, output: Option<&Path>) -> u8 {
    let Some(format) = export::format(format) else {
        let known: Vec<&str> = export::ALL.iter().map(|format| format.name).collect();
        eprintln!("sayso: there is no format “{format}”; known are: {}", known.join(", "));
        return UNREADABLE;
    };
    let loaded = match store::open(project) {
        Ok(loaded) => loaded,
        Err(error) => {
            eprintln!("{}: {error}", project.display());
            return UNREADABLE;
        }
    };
    let quarantined: usize = loaded.project.articles.values().map(|article| article.quarantined.len()).sum();
    if quarantined > 0 {
        eprintln!(
            "{}: {quarantined} spans do not fit their text and are left out; “sayso check” lists them",
            project.display()
        );
    }
    let bytes = (format.write)(&loaded.project);
    let written = match output.filter(|path| *path != Path::new("-")) {
        Some(path) => store::write_file(path, &bytes).map_err(|error| format!("{}: {error}", path.display())),
        None => std::io::stdout().lock().write_all(&bytes).map_err(|error| format!("standard output: {error}")),
    };
    match written {
        Ok(()) => {
            eprintln!(
                "{} spans written; {} cannot hold: {}",
                loaded.project.span_count(),
                format.name,
                format.cannot_hold
            );
            FINE
        }
        Err(error) => {
            eprintln!("{error}");
            UNREADABLE
        }
    }
}
