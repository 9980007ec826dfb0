//! Saving: all or nothing, and never over bytes that we have not seen.
//!
//! Resolve links → write beside the file → flush → read it back → exchange the two → check what was
//! displaced → flush the folder. Whatever fails, the old file is whole.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    disk::{Disk, Stat},
    leftover::{ENDING, Note, Noting},
    seen::{Over, Seen},
};
use crate::model::Id;

/// Why a file was not saved. The old file is whole in every case.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody else has written the file since we read it.
    #[error("somebody else has changed the file in the meantime. It was left as it is.")]
    ChangedOnDisk,
    /// Another window has the file.
    #[error("it is open in another window ({0}).")]
    OpenElsewhere(String),
    /// It is a file that somebody shares, in a folder that this computer has not joined, or of somebody else.
    #[error("it lies in a shared folder and isn't yours to write. “Shared folder…” joins, or opens your own file.")]
    SharedByOthers,
    /// It is not a regular file.
    #[error("this is not a regular file.")]
    NotAFile,
    /// Something else would replace a project.
    #[error("this would replace a project. Choose another name.")]
    IsProject,
    /// The file is marked read-only.
    #[error("the file is marked read-only.")]
    ReadOnly,
    /// The folder is not there.
    #[error("the folder does not exist.")]
    NoFolder,
    /// No permission.
    #[error("you have no permission to write there.")]
    NoPermission,
    /// The disk is full.
    #[error("the disk is full.")]
    DiskFull,
    /// What was read back is not what was written.
    #[error("the disk did not return what was written to it.")]
    ReadBack,
    /// Anything else the system says.
    #[error("{0}.")]
    Io(io::Error),
}

impl From<io::Error> for SaveError {
    #[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NoPermission,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _other => Self::Io(error),
        }
    }
}

/// Writes `bytes` to `path`. What a kill leaves beside it is swept later, if it is noted somewhere.
///
/// # Errors
/// Why not; the old file is whole.
pub fn save_with<D: Disk + Sync>(
    disk: &D,
    path: &Path,
    bytes: &[u8],
    over: &Over,
    noting: Option<Noting<'_>>,
) -> Result<Seen, SaveError> {
    put(disk, path, bytes, over, noting, &|_ours| ())
}

/// The same; `before` learns the mark of the bytes once they are written, and before they take their place.
pub(super) fn put<D: Disk + Sync>(
    disk: &D,
    path: &Path,
    bytes: &[u8],
    over: &Over,
    noting: Option<Noting<'_>>,
    before: &dyn Fn(&Seen),
) -> Result<Seen, SaveError> {
    let target = disk.resolve(path)?;
    let old = disk.stat(&target)?;
    match old {
        Some(Stat { is_file: false, .. }) => return Err(SaveError::NotAFile),
        Some(Stat { is_read_only: true, .. }) => return Err(SaveError::ReadOnly),
        Some(_) | None => {}
    }
    let beside = beside(&target)?;
    // What is nowhere else is known by its mark from the first byte on.
    let known = noting.filter(|noting| !noting.is_elsewhere).map(|_| Seen::of(bytes));
    let mut note = noting.and_then(|noting| Note::begin(noting, &beside, &target, known.as_ref(), over));
    // What is in the way is looked at while the new file is written.
    let (in_the_way, (written, ours)) = disk.both(
        || old.map_or(Ok(InTheWay::Nothing), |_| InTheWay::look(disk, &target, over)),
        || {
            let written = write_beside(disk, &beside, bytes, old.and_then(|old| old.mode));
            (written, known.unwrap_or_else(|| Seen::of(bytes)))
        },
    );
    let written = written.and_then(|()| Ok(note.as_mut().map_or(Ok(()), |note| note.is_whole(&ours))?));
    if written.is_ok() && !matches!(in_the_way, Ok(InTheWay::Changed) | Err(_)) {
        before(&ours);
    }
    let guard = target.parent().map(|folder| disk.hold_folder(folder));
    let result = written.and_then(|()| match in_the_way? {
        InTheWay::Nothing => put_new(disk, &beside, &target),
        InTheWay::Changed => Err(SaveError::ChangedOnDisk),
        InTheWay::Seen(old) => put_over(disk, &beside, &target, Some(&old)),
        InTheWay::Anything => put_over(disk, &beside, &target, None),
    });
    if result.is_err() {
        leave(disk, &beside, bytes);
    }
    drop(guard);
    if let Some(note) = note {
        note.end(&beside);
    }
    result?;
    if let Some(folder) = target.parent() {
        disk.sync_folder(folder)?;
    }
    Ok(ours)
}

/// Removes the temporary file. What somebody else has written stays, under a name that the next opening finds.
fn leave<D: Disk>(disk: &D, beside: &Path, bytes: &[u8]) {
    match disk.read(beside) {
        // A write that broke off has left a part of ours.
        Ok(left) if bytes.starts_with(&left) => {
            let _swept_later = disk.remove(beside);
        }
        Ok(_theirs) => log::warn!("{} holds what somebody else has saved meanwhile", beside.display()),
        Err(_gone) => {}
    }
}

/// A name beside the file that nobody else uses, on this machine or another.
fn beside(target: &Path) -> io::Result<PathBuf> {
    let mut bits = [0; 10];
    getrandom::fill(&mut bits).map_err(io::Error::other)?;
    Ok(target.with_file_name(format!(".{}{ENDING}", Id::from_bits(bits))))
}

fn write_beside<D: Disk>(disk: &D, beside: &Path, bytes: &[u8], mode: Option<u32>) -> Result<(), SaveError> {
    let file = disk.create_new(beside, mode)?;
    disk.write(&file, bytes)?;
    disk.sync(&file)?;
    drop(file);
    if holds(disk, beside, bytes)? { Ok(()) } else { Err(SaveError::ReadBack) }
}

/// Whether a file holds these bytes.
fn holds<D: Disk>(disk: &D, path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut rest = Some(bytes);
    disk.read_parts(path, &mut |part| rest = rest.and_then(|rest| rest.strip_prefix(part)))?;
    Ok(rest.is_some_and(<[u8]>::is_empty))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn put_new<D: Disk>(disk: &D, beside: &Path, target: &Path) -> Result<(), SaveError> {
    disk.rename_new(beside, target).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => SaveError::ChangedOnDisk,
        _other => error.into(),
    })
}

/// What a save finds in its place.
enum InTheWay {
    Nothing,
    /// What we have seen: these bytes.
    Seen(Vec<u8>),
    /// Whatever it is, somebody agreed to lose it.
    Anything,
    /// Something that may not be replaced.
    Changed,
}

impl InTheWay {
    /// Looks at a file.
    fn look<D: Disk>(disk: &D, path: &Path, over: &Over) -> io::Result<Self> {
        match over {
            Over::Nothing => Ok(Self::Changed),
            Over::Anything => Ok(Self::Anything),
            Over::Only(seen) => {
                let old = disk.read(path)?;
                Ok(if Seen::of(&old) == *seen { Self::Seen(old) } else { Self::Changed })
            }
        }
    }
}

/// Exchanges the new file with the old and checks what was displaced: if it is not `old`, where that matters, exchanges them
/// back.
fn put_over<D: Disk>(disk: &D, beside: &Path, target: &Path, old: Option<&[u8]>) -> Result<(), SaveError> {
    let is_changed = |path: &Path| old.map_or(Ok(false), |old| holds(disk, path, old).map(|holds| !holds));
    match disk.exchange(beside, target) {
        Ok(()) => {}
        // Nothing can be taken back here, so the last look is as late as can be.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            if is_changed(target)? {
                return Err(SaveError::ChangedOnDisk);
            }
            return Ok(disk.rename(beside, target)?);
        }
        Err(error) => return Err(error.into()),
    }
    if is_changed(beside)? {
        disk.exchange(beside, target)?;
        return Err(SaveError::ChangedOnDisk);
    }
    disk.remove(beside)?;
    Ok(())
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "tests may fail loudly")]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::disk::RealDisk;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_changed_by_somebody_else_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.sayso");
        fs::write(&path, "theirs").unwrap();
        let result = save_with(&RealDisk, &path, b"ours", &Over::Only(Seen::of(b"what we read")), None);
        assert!(matches!(result, Err(SaveError::ChangedOnDisk)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(names(folder.path()), ["p.sayso"]);
    }

    #[test]
    fn a_file_holds_what_it_holds_to_the_last_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p");
        // Longer than what is read at once.
        let bytes: Vec<u8> = (0..1_000_003_u32).map(|number| (number % 251) as u8).collect();
        fs::write(&path, &bytes).unwrap();
        assert!(holds(&RealDisk, &path, &bytes).unwrap());
        let mut other = bytes.clone();
        other[1_000_000] ^= 1;
        for other in [&bytes[..1_000_002], &[&bytes[..], &[0]].concat(), &other, &[]] {
            assert!(!holds(&RealDisk, &path, other).unwrap(), "{} bytes", other.len());
        }
        assert!(holds(&RealDisk, &folder.path().join("none"), &[]).is_err());
    }

    #[test]
    fn links_and_modes_are_kept_and_read_only_is_refused() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real.sayso");
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o664)).unwrap();
        let link = folder.path().join("link.sayso");
        symlink("real.sayso", &link).unwrap();
        save_with(&RealDisk, &link, b"new", &Over::Only(Seen::of(b"old")), None).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o664);

        fs::set_permissions(&real, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(matches!(save_with(&RealDisk, &real, b"x", &Over::Anything, None), Err(SaveError::ReadOnly)));
        assert!(matches!(save_with(&RealDisk, folder.path(), b"x", &Over::Anything, None), Err(SaveError::NotAFile)));
        let nowhere = folder.path().join("none/p.sayso");
        assert!(matches!(save_with(&RealDisk, &nowhere, b"x", &Over::Anything, None), Err(SaveError::NoFolder)));

        let dangling = folder.path().join("dangling.sayso");
        symlink("made.sayso", &dangling).unwrap();
        save_with(&RealDisk, &dangling, b"made", &Over::Nothing, None).unwrap();
        assert_eq!(fs::read(folder.path().join("made.sayso")).unwrap(), b"made");
    }
}
