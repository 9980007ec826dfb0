//! Saved versions: the last saves of a project, as a backup and as what a journal's steps start from.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Disk, Seen};
use crate::model::Time;

/// How many saves are kept.
pub const VERSIONS: usize = 20;
/// Older saves go when all together are larger than this, in bytes; the last two always stay.
pub(super) const LARGEST_TOGETHER: u64 = 500 << 20;

/// The folder of the kept saves, in the state folder of a project.
const FOLDER: &str = "versions";
/// What follows the hash in the name of a kept save.
const ENDING: &str = ".sayso";

/// What follows the hash until the whole save is there.
const NEW: &str = ".new";

/// A saved version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its file.
    pub path: PathBuf,
    /// When it was saved, or first opened.
    pub at: Time,
    /// What it holds.
    pub sha256: String,
}

/// The saved versions, newest first.
///
/// # Errors
/// As the disk says.
pub fn versions<D: Disk>(disk: &D, state: &Path) -> io::Result<Vec<Version>> {
    let folder = state.join(FOLDER);
    let mut found: Vec<Version> = disk.list(&folder)?.iter().filter_map(|name| version(&folder, name)).collect();
    found.sort_unstable_by(|one, other| other.at.cmp(&one.at).then_with(|| other.path.cmp(&one.path)));
    Ok(found)
}

fn version(folder: &Path, name: &str) -> Option<Version> {
    let (at, sha256) = name.strip_suffix(ENDING)?.split_once('-')?;
    Some(Version { path: folder.join(name), at: Time(at.parse().ok()?), sha256: sha256.to_owned() })
}

/// Removes what killed saves have left among the versions. Whoever calls it has locked the state folder.
pub(super) fn sweep_versions<D: Disk>(disk: &D, state: &Path) {
    let folder = state.join(FOLDER);
    for name in disk.list(&folder).unwrap_or_default().iter().filter(|name| name.ends_with(NEW)) {
        if let Err(error) = disk.remove(&folder.join(name)) {
            log::warn!("{name} among the saved versions cannot be removed: {error}");
        }
    }
}

/// Keeps a save with the mark `seen`, unless it is the same as one that is kept, and removes the oldest.
///
/// # Errors
/// As the disk says.
pub fn keep_version<D: Disk>(disk: &D, state: &Path, bytes: &[u8], seen: &Seen, at: Time) -> io::Result<()> {
    let folder = state.join(FOLDER);
    disk.make_folder(&folder)?;
    let sha256 = seen.to_string();
    let known = versions(disk, state)?;
    let (is_new, newest) = (!known.iter().any(|version| version.sha256 == sha256), known.first());
    // Two saves in one second still have an order.
    let at = newest.map_or(at, |newest| at.max(Time(newest.at.0 + 1)));
    let path = folder.join(format!("{}-{sha256}{ENDING}", at.0));
    if is_new {
        let beside = folder.join(format!("{}-{sha256}{NEW}", at.0));
        let _left_by_a_crash = disk.remove(&beside);
        let file = disk.create_new(&beside, Some(0o600))?;
        disk.write(&file, bytes)?;
        disk.sync(&file)?;
        drop(file);
        disk.rename(&beside, &path)?;
        disk.sync_folder(&folder)?;
    }
    let mut together = 0;
    for (place, version) in versions(disk, state)?.into_iter().enumerate() {
        together += disk.stat(&version.path)?.map_or(0, |stat| stat.length);
        if place >= VERSIONS || (place >= 2 && together > LARGEST_TOGETHER) {
            disk.remove(&version.path)?;
        }
    }
    Ok(())
}
