//! `sayso export`: the annotations of a project for other programs.

use std::{io::Write, path::Path};

use super::exit::{FINE, PROBLEMS, UNREADABLE};
use crate::{
    export::{self, Written},
    store,
};

/// Writes the project in the format; returns the exit code.
pub(super) fn run(project: &Path, format: &str, output: Option<&Path>) -> u8 {
    let Some(format) = export::format(format) else {
        let known: Vec<&str> = export::ALL.iter().map(|format| format.name).collect();
        eprintln!("sayso: there is no format “{format}”; known are: {}", known.join(", "));
        return UNREADABLE;
    };
    let output = output.filter(|path| *path != Path::new("-"));
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
    let written = format.write(&loaded.project);
    let (what, losses) = (written.what.clone(), written.losses.clone());
    match deliver(written, output) {
        Ok(()) => {
            eprintln!("{what} written as {}", format.name);
            if let Some(folder) = output.filter(|path| path.is_dir()) {
                eprintln!(
                    "{} is a folder, for this format is several files; a name in .zip makes an archive",
                    folder.display()
                );
            }
            for loss in losses {
                eprintln!("left out, for the format has no place: {loss}");
            }
            if quarantined == 0 { FINE } else { PROBLEMS }
        }
        Err(error) => {
            eprintln!("{error}");
            UNREADABLE
        }
    }
}

/// Writes to standard output, a file, or, where there are several files and the path does not end in .zip, a new folder.
fn deliver(written: Written, output: Option<&Path>) -> Result<(), String> {
    let Some(path) = output else {
        let bytes = written.into_bytes()?;
        return std::io::stdout().lock().write_all(&bytes).map_err(|error| format!("standard output: {error}"));
    };
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let is_archive = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if is_archive || !written.is_folder() {
        return store::write_file(path, &written.into_bytes()?).map_err(|error| told(&error));
    }
    if path.exists() {
        return Err(told(&"is there already; a folder of that name would be made"));
    }
    for (name, bytes) in &written.files {
        let file = path.join(name);
        fs_err::create_dir_all(file.parent().unwrap_or(path)).map_err(|error| error.to_string())?;
        store::write_file(&file, bytes).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}
