//! The file system calls of a save, as a trait, so that tests can make each fail or cut the power after it.

use std::{
    fs::{File, TryLockError},
    io::{self, Read, Write},
    panic::resume_unwind,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// How much of a file is read at once, in bytes.
const PART: usize = 1 << 18;

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// Whether it is a regular file.
    pub is_file: bool,
    /// Whether it is marked read-only.
    pub is_read_only: bool,
    /// Permission bits, where the system has them.
    pub mode: Option<u32>,
    /// Bytes.
    pub length: u64,
    /// When it was last written, where the system knows.
    pub written: Option<std::time::SystemTime>,
}

/// What a save needs of a file system. Every method is one call that can fail by itself.
#[expect(clippy::missing_errors_doc, reason = "each method fails as the system call that it stands for")]
pub trait Disk {
    /// An open file being written.
    type File;
    /// Holds a folder until dropped.
    type Guard;

    /// The real path behind links; for a file that does not exist yet, that of its folder with its name.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// What is at a path; `None` when there is nothing.
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>>;
    /// Makes a new file; fails when there is one. With these permission bits, if given.
    fn create_new(&self, path: &Path, mode: Option<u32>) -> io::Result<Self::File>;
    /// Opens a file to write at its end; first cuts it to `keep` bytes, if given.
    fn reopen(&self, path: &Path, keep: Option<u64>) -> io::Result<Self::File>;
    /// Writes all bytes.
    fn write(&self, file: &Self::File, bytes: &[u8]) -> io::Result<()>;
    /// Flushes the file's bytes to the disk.
    fn sync(&self, file: &Self::File) -> io::Result<()>;
    /// All bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Hands all bytes of a file over, part by part: a large one need not lie in memory a second time.
    fn read_parts(&self, path: &Path, take: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        take(&self.read(path)?);
        Ok(())
    }
    /// Does two things, neither of which waits for the other.
    fn both<A: Send, B>(&self, one: impl Fn() -> A + Send + Sync, other: impl FnOnce() -> B) -> (A, B) {
        (one(), other())
    }
    /// Exchanges two files in one step; `Unsupported` where the system cannot.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    /// Gives a file another name, replacing what is there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file another name; fails when there is something.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder and those above it, readable by this person only; fine when it exists.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// The names of what lies in a folder; none when there is no such folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// Flushes a folder's entries to the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Keeps other windows on this machine from saving into a folder in the meantime, where the system can.
    fn hold_folder(&self, folder: &Path) -> Self::Guard;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    type File = File;
    type Guard = Option<File>;

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let path = std::path::absolute(path)?;
        match std::fs::canonicalize(&path) {
            Ok(real) => Ok(real),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
                let folder = path.parent().unwrap_or(Path::new("/"));
                match std::fs::read_link(&path) {
                    // A link that leads nowhere yet: the file is made where it points.
                    Ok(target) => self.resolve(&folder.join(target)),
                    Err(_no_link) => Ok(std::fs::canonicalize(folder)?.join(name)),
                }
            }
            Err(error) => Err(error),
        }
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        match std::fs::metadata(path) {
            Ok(meta) => Ok(Some(Stat {
                is_file: meta.is_file(),
                is_read_only: meta.permissions().readonly(),
                mode: mode_of(&meta),
                length: meta.len(),
                written: meta.modified().ok(),
            })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn create_new(&self, path: &Path, mode: Option<u32>) -> io::Result<File> {
        let file = File::options().write(true).create_new(true).open(path)?;
        set_mode(&file, mode)?;
        Ok(file)
    }

    fn reopen(&self, path: &Path, keep: Option<u64>) -> io::Result<File> {
        let file = File::options().append(true).open(path)?;
        if let Some(keep) = keep {
            file.set_len(keep)?;
        }
        Ok(file)
    }

    fn write(&self, mut file: &File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        match file.sync_data() {
            // Some network file systems have no such call: then nothing better can be promised.
            Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) => Ok(()),
            other => other,
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn read_parts(&self, path: &Path, take: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let mut file = File::open(path)?;
        let mut part = vec![0; PART];
        loop {
            match file.read(&mut part) {
                Ok(0) => return Ok(()),
                Ok(count) => take(part.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn both<A: Send, B>(&self, one: impl Fn() -> A + Send + Sync, other: impl FnOnce() -> B) -> (A, B) {
        thread::scope(|scope| {
            let beside = thread::Builder::new().spawn_scoped(scope, &one);
            let other = other();
            match beside {
                Ok(beside) => (beside.join().unwrap_or_else(|panic| resume_unwind(panic)), other),
                // Where the system gives no thread, one comes after the other.
                Err(_none) => (one(), other),
            }
        })
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(unsupported)
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn exchange(&self, _one: &Path, _other: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(unsupported) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => link_new(from, to),
            other => other,
        }
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        link_new(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) {
            self.sync(&File::open(folder)?)?;
        }
        Ok(())
    }

    fn hold_folder(&self, folder: &Path) -> Option<File> {
        let handle = File::open(folder).ok()?;
        // Whoever holds it only exchanges two files; a lock that stays is no reason not to save.
        for _attempt in 0..500 {
            match handle.try_lock() {
                Ok(()) => return Some(handle),
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(2)),
                Err(TryLockError::Error(_cannot)) => return None,
            }
        }
        None
    }
}

/// A second name fails when there is a file of that name, which a plain rename does not.
fn link_new(from: &Path, to: &Path) -> io::Result<()> {
    match std::fs::hard_link(from, to) {
        Ok(()) => std::fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_no_links_here) if !to.exists() => std::fs::rename(from, to),
        Err(error) => Err(error),
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn unsupported(error: rustix::io::Errno) -> io::Error {
    use rustix::io::Errno;
    match error {
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        other => other.into(),
    }
}

#[cfg(unix)]
fn mode_of(meta: &std::fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(meta.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
fn mode_of(_meta: &std::fs::Metadata) -> Option<u32> {
    None
}

#[cfg(unix)]
fn set_mode(file: &File, mode: Option<u32>) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    mode.map_or(Ok(()), |mode| file.set_permissions(std::fs::Permissions::from_mode(mode)))
}

#[cfg(not(unix))]
fn set_mode(_file: &File, _mode: Option<u32>) -> io::Result<()> {
    Ok(())
}
