//! `sayso export`: the annotations of a project for other programs.

use std::path::Path;

use super::{
    exit::{FINE, PROBLEMS},
    failure::Failure,
    output::{put, save},
    whose::Whose,
    words,
};
use crate::{
    app,
    export::{self, Written},
    store::shared::named_after,
};

/// Writes the project in the format; returns the exit code.
///
/// `renamed` are names of coders, each with the one that their marks are written under.
pub(super) fn run(
    project: &Path,
    format: &str,
    output: Option<&Path>,
    renamed: &[(String, String)],
    whose: &Whose,
) -> Result<u8, Failure> {
    let Some(format) = export::format(format) else {
        let known = export::ALL.iter().map(|format| format.name).collect();
        return Err(Failure::UnknownFormat { name: format.to_owned(), known });
    };
    // One follows the other, so that a name in two pairs could mean either.
    let is_in = |name: &str, pair: &(String, String)| pair.0 == name || pair.1 == name;
    let twice = renamed.iter().find(|(old, _)| renamed.iter().filter(|pair| is_in(old, pair)).count() > 1);
    if let Some((old, _)) = twice {
        return Err(Failure::CoderTwice(old.clone()));
    }
    let output = output.filter(|path| *path != Path::new("-"));
    let mut shown = whose.open(project)?;
    let quarantined: usize = shown.articles.values().map(|article| article.quarantined.len()).sum();
    if quarantined > 0 {
        eprintln!("{}", words::skipped(project, quarantined));
    }
    let mut has_problems = quarantined > 0;
    for (old, new) in renamed {
        match app::credit(&mut shown, old, new)? {
            None => {
                has_problems = true;
                eprintln!("{}", words::no_such_coder(project, old));
            }
            Some(0) => {}
            Some(coincide) => eprintln!("{}", words::coincide(old, new, coincide)),
        }
    }
    let written = format.write(&shown.in_file(named_after(project)));
    let (what, losses, coders) = (written.what.clone(), written.losses.clone(), written.coders.clone());
    deliver(written, output)?;
    eprintln!("{}", words::exported(&what, format.name));
    if !coders.is_empty() {
        eprintln!("{}", words::marks_by(&coders));
    }
    if let Some(folder) = output.filter(|path| path.is_dir()) {
        eprintln!("{}", words::is_folder(folder));
    }
    if !losses.is_empty() {
        let losses: Vec<String> = losses.iter().map(ToString::to_string).collect();
        eprintln!("{}", words::not_supported(&losses));
    }
    Ok(if has_problems { PROBLEMS } else { FINE })
}

/// Writes to standard output, a file, or, where there are several files and the path does not end in .zip, a new folder.
fn deliver(written: Written, output: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = output else { return put(&written.into_bytes()?, None) };
    let is_archive = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if is_archive || !written.is_folder() {
        return save(path, &written.into_bytes()?);
    }
    if path.exists() {
        return Err(Failure::FolderExists(path.to_owned()));
    }
    for (name, bytes) in &written.files {
        let file = path.join(name);
        fs_err::create_dir_all(file.parent().unwrap_or(path)).map_err(Failure::Folder)?;
        save(&file, bytes)?;
    }
    Ok(())
}
