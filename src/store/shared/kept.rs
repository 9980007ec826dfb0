//! Saves that later ones build on: what copies began with is found among them.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use super::{
    save::SharedSave,
    suffix::{ENDING, suffix_of},
    vector::SaveName,
};
use crate::store::{Disk, Over, RealDisk, files::open, save::save_with};

/// How many of each file are kept besides those that somebody still names.
const NEWEST: usize = 8;

/// The name of the file of a kept save.
fn file_name(suffix: &str, save: &SaveName) -> String {
    format!("{suffix}-{save}{ENDING}")
}

/// The kept saves in a folder, with their files' suffixes.
fn list(folder: &Path) -> Vec<(String, SaveName, PathBuf)> {
    let names = RealDisk.list(folder).unwrap_or_default();
    let read = |name: &String| {
        let stem = name.strip_suffix(ENDING)?;
        let (front, fingerprint) = stem.rsplit_once('-')?;
        let (suffix, number) = front.rsplit_once('-')?;
        suffix_of(&format!("{suffix}{ENDING}"))?;
        let save = SaveName { number: number.parse().ok()?, fingerprint: fingerprint.to_owned() };
        Some((suffix.to_owned(), save, folder.join(name)))
    };
    names.iter().filter_map(read).collect()
}

/// Keeps the bytes of a save.
pub(super) fn keep(folder: &Path, suffix: &str, save: &SaveName, bytes: &[u8]) -> io::Result<()> {
    let path = folder.join(file_name(suffix, save));
    if RealDisk.stat(&path)?.is_some_and(|stat| stat.length == bytes.len() as u64) {
        return Ok(());
    }
    save_with(&RealDisk, &path, bytes, &Over::Anything, None).map_err(io::Error::other)?;
    Ok(())
}

/// The last save of a file, among those that are kept in the folders, of which both hold: its name is meant, and what is in it
/// is right.
pub(super) fn find(
    folders: &[&Path],
    suffix: &str,
    is_meant: impl Fn(&SaveName) -> bool,
    is_right: impl Fn(&SharedSave) -> bool,
) -> Option<SharedSave> {
    let all = folders.iter().flat_map(|folder| list(folder));
    let meant = all.filter(|(of, save, _)| of == suffix && is_meant(save));
    let mut known: Vec<(SaveName, PathBuf)> = meant.map(|(_, save, path)| (save, path)).collect();
    known.sort_by(|one, other| other.0.cmp(&one.0));
    known.into_iter().find_map(|(save, path)| {
        let found = SharedSave::stated(suffix, open(&path).ok()?.project)?;
        (found.name == save && is_right(&found)).then_some(found)
    })
}

/// Removes saves of one file, or of all, that nobody names any more, but for the newest.
pub(super) fn tidy(folder: &Path, only: Option<&str>, named: &BTreeSet<(String, SaveName)>) {
    let mut all = list(folder);
    all.retain(|(suffix, ..)| only.is_none_or(|only| only == suffix));
    all.sort_by(|one, other| (&one.0, &other.1).cmp(&(&other.0, &one.1)));
    let mut newer: (Option<String>, usize) = (None, 0);
    for (suffix, save, path) in all {
        newer = if newer.0.as_ref() == Some(&suffix) { (newer.0, newer.1 + 1) } else { (Some(suffix.clone()), 0) };
        if newer.1 < NEWEST || named.contains(&(suffix, save)) {
            continue;
        }
        if let Err(error) = RealDisk.remove(&path) {
            log::warn!("{} is no longer needed and cannot be removed: {error}", path.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_names_stays_with_the_newest() {
        let folder = tempfile::tempdir().unwrap();
        let save = |number: u64| SaveName { number, fingerprint: "abc".to_owned() };
        for suffix in ["ana-aaaa", "ben-bbbb"] {
            (1..=20).for_each(|number| keep(folder.path(), suffix, &save(number), b"x").unwrap());
        }
        let named = BTreeSet::from([("ana-aaaa".to_owned(), save(3))]);
        let numbers = |of: &str| -> BTreeSet<u64> {
            list(folder.path())
                .into_iter()
                .filter(|(suffix, ..)| suffix == of)
                .map(|(_, save, _)| save.number)
                .collect()
        };
        tidy(folder.path(), Some("ana-aaaa"), &named);
        assert_eq!((numbers("ana-aaaa"), numbers("ben-bbbb").len()), ((13..=20).chain([3]).collect(), 20));
        tidy(folder.path(), None, &named);
        assert_eq!(numbers("ben-bbbb"), (13..=20).collect());
    }
}
