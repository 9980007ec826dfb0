//! Copies that services which keep folders in step put beside a file when two computers have changed it.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use crate::model::ProjectId;

/// How much of a file is read to find what its head states, in bytes.
const HEAD: u64 = 64 << 10;
/// More files than this are not looked at.
const MOST: usize = 20_000;

/// The conflict copies beside the file of a project that hold saves which it does not contain.
pub fn conflict_copies(path: &Path, project: ProjectId, ancestors: &[String]) -> Vec<PathBuf> {
    let Some((folder, name)) = path.parent().zip(path.file_name()) else { return Vec::new() };
    let name = name.to_string_lossy();
    let entries = std::fs::read_dir(folder).into_iter().flatten().take(MOST);
    let named = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.ok()?;
        is_conflict_copy(&name, &entry.file_name().to_string_lossy()).then(|| entry.path())
    };
    let is_new = |path: &PathBuf| {
        let head = head_of(path);
        let save = head.as_deref().and_then(|head| stated(head, "save"));
        stated_id(path) == Some(project) && !save.is_some_and(|save| ancestors.iter().any(|known| known == save))
    };
    let mut found: Vec<PathBuf> = entries.filter_map(named).filter(is_new).collect();
    found.sort();
    found
}

/// The id of the project that a file says it holds; `None` where it says none, or cannot be read.
pub fn stated_id(path: &Path) -> Option<ProjectId> {
    stated(&head_of(path)?, "id")?.parse().ok().map(ProjectId)
}

/// Whether a file is named as services name the conflict copy of another: Dropbox, Nextcloud and ownCloud write "conflicted
/// copy" in brackets, Syncthing "sync-conflict" with a date, OneDrive the name of the computer after a hyphen, Google Drive and
/// iCloud a number.
fn is_conflict_copy(original: &str, name: &str) -> bool {
    let Some((stem, ending)) = original.rsplit_once('.') else { return false };
    let Some(rest) = name.strip_suffix(ending).and_then(|name| name.strip_suffix('.')) else { return false };
    let Some(added) = rest.strip_prefix(stem).filter(|added| !added.is_empty()) else { return false };
    let in_brackets = added.trim_start().strip_prefix('(').and_then(|added| added.strip_suffix(')'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    added.to_lowercase().contains("conflict")
        || in_brackets.is_some_and(is_number)
        || added.strip_prefix(' ').is_some_and(is_number)
        || added.strip_prefix('-').is_some_and(|computer| !computer.is_empty() && !computer.contains(' '))
}

/// The beginning of a file.
pub(super) fn head_of(path: &Path) -> Option<String> {
    let mut head = Vec::new();
    fs_err::File::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    Some(String::from_utf8_lossy(&head).into_owned())
}

/// What the head of a project file states under a name.
pub(super) fn stated<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let (_, after) = head.split_once("head:")?;
    let (_, after) = after.split_once(&format!("{name}: \""))?;
    Some(after.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Codebook, Coder, CoderId, Id, Project},
        store::write_project,
    };

    #[test]
    fn copies_are_known_by_the_names_that_services_give() {
        for name in [
            "work (Ana's conflicted copy 2022-03-07).sayso",
            "work (conflicted copy 2022-03-07 101500).sayso",
            "work.sync-conflict-20220307-101500-ABCDEFG.sayso",
            "work-ANAS-LAPTOP.sayso",
            "work (1).sayso",
            "work 2.sayso",
        ] {
            assert!(is_conflict_copy("work.sayso", name), "{name}");
        }
        for name in
            ["work.sayso", "workshop.sayso", "other-work.sayso", "work (old).sayso", "work-1.txt", "work new.sayso"]
        {
            assert!(!is_conflict_copy("work.sayso", name), "{name}");
        }
    }

    #[test]
    fn only_copies_of_the_same_project_with_something_new_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mut project = Project::new(ProjectId(Id::FIRST), "One", Codebook::default());
        let known = write_project(&project);
        std::fs::write(at("work (1).sayso"), &known.bytes).unwrap();
        project.ancestors = known.ancestors;
        let mut changed = project.clone();
        let coder = Coder { id: CoderId(Id::FIRST), name: "Ana".to_owned(), changed: None, extra: Default::default() };
        changed.coders.insert(coder.id, coder);
        std::fs::write(at("work (2).sayso"), write_project(&changed).bytes).unwrap();
        let other = Project::new(ProjectId(Id::LAST), "Other", Codebook::default());
        std::fs::write(at("work (3).sayso"), write_project(&other).bytes).unwrap();
        assert_eq!(conflict_copies(&at("work.sayso"), project.id, &project.ancestors), [at("work (2).sayso")]);
    }
}
