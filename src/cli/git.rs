//! `sayso merge-driver` and `sayso git-setup`: git merges projects record by record.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    exit::{FINE, PROBLEMS},
    failure::Failure,
    merge::{check_damage, open, tell},
    words,
};
use crate::{
    app,
    merge::{self, Copy, InPlace},
    store::{self, Over, write_project},
};

/// What git takes for a driver that cannot merge: it stops, and leaves all as it was.
const CANNOT: u8 = 129;

/// Merges for git: the outcome replaces our version. Returns the exit code.
pub(super) fn merge_driver(base: &Path, ours: &Path, theirs: &Path, path: Option<&Path>) -> u8 {
    let shown = path.unwrap_or(ours);
    merged(base, ours, theirs, shown).unwrap_or_else(|failure| {
        eprintln!("{}", words::not_merged(shown, &failure.to_string()));
        CANNOT
    })
}

fn merged(base: &Path, ours: &Path, theirs: &Path, shown: &Path) -> Result<u8, Failure> {
    // Git gives an empty file where there is no common version.
    let is_empty = std::fs::metadata(base).is_ok_and(|meta| meta.len() == 0);
    let base = if is_empty { None } else { Some(open(base)?.project) };
    let (loaded, other) = (open(ours)?, open(theirs)?);
    check_damage(ours, &loaded.problems)?;
    check_damage(theirs, &other.problems)?;
    let (own, theirs) = (loaded.project, other.project);
    if own.id != theirs.id {
        return Err(Failure::OtherProject { copy: shown.to_owned(), ours: shown.to_owned() });
    }
    let copy = Copy { project: &theirs, base: base.as_ref() };
    let merged = merge::merge(&own, &[copy], InPlace::Ours { made: app::clock::now() });
    let mut project = merged.project.clone();
    let saves = project.saves_lacking(&theirs);
    project.ancestors.extend(saves);
    let bytes = write_project(&project).bytes;
    store::save_with(&store::RealDisk, ours, &bytes, &Over::Only(loaded.seen), None)
        .map_err(|why| Failure::Save { path: ours.to_owned(), why })?;
    tell(&merged);
    Ok(if project.conflicts.is_empty() { FINE } else { PROBLEMS })
}

/// What .gitattributes says of projects.
const ATTRIBUTES: &str = "*.sayso merge=sayso diff=sayso text eol=lf";

/// Configures git for this repository or for this user, and names projects in .gitattributes of this repository.
pub(super) fn setup(is_global: bool) -> Result<u8, Failure> {
    let program = std::env::current_exe().map_err(|error| Failure::Git(error.to_string()))?;
    let program = quoted(&program.to_string_lossy());
    let driver = format!("{program} merge-driver %O %A %B --marker-size %L --path %P");
    let settings = [
        ("merge.sayso.name", words::MERGE_NAME.to_owned()),
        ("merge.sayso.driver", driver),
        ("diff.sayso.textconv", format!("{program} textconv")),
        ("diff.sayso.cachetextconv", "true".to_owned()),
    ];
    let scope = if is_global { "--global" } else { "--local" };
    for (name, value) in &settings {
        git(&["config", scope, name, value])?;
    }
    let attributes = if is_global {
        None
    } else {
        let top = git(&["rev-parse", "--show-toplevel"])?;
        let path = PathBuf::from(top.trim()).join(".gitattributes");
        add_line(&path)?;
        Some(path)
    };
    eprintln!("{}", words::git_is_set_up(attributes.as_deref(), ATTRIBUTES));
    Ok(FINE)
}

/// A path for the shell that git calls drivers with.
fn quoted(path: &str) -> String {
    format!("'{}'", path.replace('\'', "'\\''"))
}

fn git(arguments: &[&str]) -> Result<String, Failure> {
    let called = Command::new("git").args(arguments).output().map_err(|error| Failure::Git(error.to_string()))?;
    if called.status.success() {
        return Ok(String::from_utf8_lossy(&called.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&called.stderr);
    Err(Failure::Git(said.trim().trim_end_matches('.').to_owned()))
}

/// Adds the line to the file, unless it is there.
fn add_line(path: &Path) -> Result<(), Failure> {
    let failed = |why| Failure::GitFile { path: path.to_owned(), why };
    let before = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(error)),
    };
    if before.lines().any(|line| line.trim() == ATTRIBUTES) {
        return Ok(());
    }
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).map_err(failed)?;
    let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    file.write_all(format!("{end}{ATTRIBUTES}\n").as_bytes()).map_err(failed)
}
