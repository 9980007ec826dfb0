//! The application on file systems that refuse: full, read-only, failing, gone.
#![cfg(target_os = "linux")]

use std::{
    io::Write,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit};

use super::drive::{Driven, driven_behind, follow, follow_behind, mark_line, marked, program, project};
use crate::common::tools::is_here;

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// After a save that failed: the old file is whole, the person was told why, and the mark is in the journal.
#[track_caller]
fn check_failed_save(printed: &str, before: &[u8], home: &Path, file: &Path, why: &str) {
    assert!(printed.contains("could not be saved") && printed.contains(why), "{why}: {printed}");
    assert_eq!(std::fs::read(file).unwrap(), before, "{why}: the old file is whole");
    let beside: Vec<String> = std::fs::read_dir(file.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with("sayso-tmp"))
        .collect();
    assert_eq!(beside, Vec::<String>::new(), "{why}: nothing is left beside it");
    assert_eq!(marked(&follow(home, file, &["list"])).len(), 1, "{why}: the mark is kept");
}

#[test]
fn a_failing_disk_leaves_the_file_and_the_marks_intact() {
    if !is_here("strace") {
        return;
    }
    // The first such call of the program is the save's: without a step, the journal makes none.
    let faults = [
        ("fdatasync", "EIO", "Input/output error"),
        ("fdatasync", "ENOSPC", "the disk is full"),
        ("renameat2", "EIO", "Input/output error"),
    ];
    for (call, error, why) in faults {
        let folder = tempfile::tempdir().unwrap();
        let file = project(folder.path());
        let before = std::fs::read(&file).unwrap();
        let (trace, inject) = (format!("trace={call}"), format!("inject={call}:error={error}:when=1"));
        let trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
        let lines = ["save", "notices", &mark_line(3)];
        let printed = follow_behind(&trace, &program(), folder.path(), &file, &lines);
        check_failed_save(&printed, &before, folder.path(), &file, why);
    }
}

/// A way to let writing fail for lack of room, and to make room again.
enum Limit {
    /// A file system of one megabyte that goes away with this value.
    Mounted(PathBuf),
    /// The system lets the program write no files beyond some length (`RLIMIT_FSIZE`).
    FileSize,
}

/// Ignores the signal that says the same as the error, so that the program is told by the error.
const NO_SIGNAL: [&str; 2] = ["env", "--ignore-signal=XFSZ"];

impl Limit {
    /// Those that can be set here. The second one always can; the first needs leave to mount.
    fn all(folder: &Path) -> Vec<Self> {
        let at = folder.join("small");
        std::fs::create_dir(&at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&at).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            return vec![Self::Mounted(at), Self::FileSize];
        }
        eprintln!("NOT CHECKED: a file system that is full (none can be mounted here); files that may not grow are");
        vec![Self::FileSize]
    }

    /// The folder that will be full; where files may not grow, any is.
    fn folder<'f>(&'f self, other: &'f Path) -> &'f Path {
        match self {
            Self::Mounted(at) => at,
            Self::FileSize => other,
        }
    }

    /// From now on nothing more can be written in the folder.
    fn fill(&self, driven: &Driven) {
        match self {
            Self::Mounted(at) => {
                let mut filler = std::fs::File::create(at.join("filler")).unwrap();
                while filler.write(&[0; 4096]).is_ok_and(|written| written > 0) {}
            }
            Self::FileSize => limit(driven, Some(1)),
        }
    }

    /// There is room again.
    fn free(&self, driven: &Driven) {
        match self {
            Self::Mounted(at) => std::fs::remove_file(at.join("filler")).unwrap(),
            Self::FileSize => limit(driven, None),
        }
    }

    /// What the person is told.
    fn told(&self) -> &'static str {
        match self {
            Self::Mounted(_) => "the disk is full",
            Self::FileSize => "File too large",
        }
    }
}

/// Lets the program write no files of more bytes.
fn limit(driven: &Driven, bytes: Option<u64>) {
    let limit = Rlimit { current: bytes, maximum: getrlimit(Resource::Fsize).maximum };
    prlimit(Some(Pid::from_child(&driven.child)), Resource::Fsize, limit).unwrap();
}

impl Drop for Limit {
    fn drop(&mut self) {
        match self {
            Self::Mounted(at) => drop(Command::new("umount").arg("-l").arg(at).status()),
            Self::FileSize => {}
        }
    }
}

/// The application on a project, told of files that may not grow by an error alone.
fn open(home: &Path, file: &Path) -> Driven {
    Driven::open(driven_behind(&NO_SIGNAL, &program(), home, file))
}

#[test]
fn a_full_disk_leaves_the_file_and_the_marks_intact() {
    let folder = tempfile::tempdir().unwrap();
    for limit in Limit::all(folder.path()) {
        let home = tempfile::tempdir().unwrap();
        let place = tempfile::tempdir().unwrap();
        let file = limit.folder(place.path()).join("p.sayso");
        std::fs::copy(project(home.path()), &file).unwrap();
        let before = std::fs::read(&file).unwrap();
        let mut driven = open(home.path(), &file);
        driven.tell(&[&mark_line(3)]);
        limit.fill(&driven);
        let printed = driven.tell(&["save", "notices"]);
        driven.end();
        check_failed_save(&printed, &before, home.path(), &file, limit.told());
    }
}

/// A journal that cannot grow says so at once, saving still works, and once a save has taken everything in and the disk
/// has room again the journal begins anew.
#[test]
fn after_a_save_a_journal_that_had_failed_keeps_marks_again() {
    let folder = tempfile::tempdir().unwrap();
    for limit in Limit::all(folder.path()) {
        let place = tempfile::tempdir().unwrap();
        let file = project(place.path());
        let home = limit.folder(place.path()).join("home");
        std::fs::create_dir(&home).unwrap();
        let mut driven = open(&home, &file);
        driven.tell(&["list"]);
        limit.fill(&driven);
        let told = driven.tell(&[&mark_line(3), "notices"]);
        assert!(told.contains("would not survive a crash"), "{told:?}");
        if matches!(limit, Limit::Mounted(_)) {
            // The project lies on another disk.
            driven.tell(&["save"]);
            let elsewhere = tempfile::tempdir().unwrap();
            assert_eq!(marked(&follow(elsewhere.path(), &file, &["list"])).into_iter().collect::<Vec<_>>(), [3]);
        }
        limit.free(&driven);
        driven.tell(&["save", &mark_line(4)]);
        driven.kill();
        let printed = follow(&home, &file, &["list", "notices"]);
        assert_eq!(marked(&printed).into_iter().collect::<Vec<_>>(), [3, 4], "{printed}");
        assert!(printed.contains("Recovered 1 unsaved change"), "{printed}");
    }
}

#[test]
fn missing_permission_leaves_the_file_and_the_marks_intact() {
    // Whoever runs the tests as root sees nothing refused, so the program runs as nobody then.
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let file = project(&home);
    let before = std::fs::read(&file).unwrap();
    let program = folder.path().join("sayso");
    let mut behind = vec!["env"];
    if is_root() {
        if !is_here("setpriv") {
            return;
        }
        std::fs::copy(super::drive::program(), &program).unwrap();
        behind = vec!["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        for path in [&home, &file] {
            std::os::unix::fs::chown(path, Some(65534), Some(65534)).unwrap();
        }
    } else {
        std::os::unix::fs::symlink(super::drive::program(), &program).unwrap();
    }
    let set = |path: &Path, mode: u32| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    let place = home.join("shared");
    std::fs::create_dir(&place).unwrap();
    let moved = place.join("p.sayso");
    std::fs::rename(&file, &moved).unwrap();
    // The first makes its mark; the others find it in the journal.
    let lines = [mark_line(3), "save".to_owned(), "notices".to_owned()];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    set(&place, 0o555);
    let printed = follow_behind(&behind, &program, &home, &moved, &lines);
    assert!(printed.contains("could not be saved: you have no permission"), "{printed}");
    set(&place, 0o755);
    set(&moved, 0o444);
    let printed = follow_behind(&behind, &program, &home, &moved, &lines[1..]);
    assert!(printed.contains("could not be saved: the file is marked read-only"), "{printed}");
    assert_eq!(std::fs::read(&moved).unwrap(), before);
    // A file that may not be read is not opened; the mark waits in the journal meanwhile.
    set(&moved, 0o000);
    let printed = follow_behind(&behind, &program, &home, &moved, &["notices"]);
    assert!(printed.contains("you have no permission to read it"), "{printed}");
    set(&moved, 0o644);
    let printed = follow_behind(&behind, &program, &home, &moved, &["list"]);
    assert_eq!(marked(&printed).len(), 1, "{printed}");
}

#[test]
fn no_mark_is_lost_when_the_folder_disappears() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let place = folder.path().join("stick");
    std::fs::create_dir(&place).unwrap();
    let moved = place.join("p.sayso");
    std::fs::rename(&file, &moved).unwrap();
    let bytes = std::fs::read(&moved).unwrap();
    follow(folder.path(), &moved, &[&mark_line(3)]);
    // The stick is pulled while the project is open: here, between reading and saving.
    let mut driven = Driven::open(driven_behind(&[], &program(), folder.path(), &moved));
    std::fs::remove_dir_all(&place).unwrap();
    let printed = driven.tell(&[&mark_line(4), "save", "notices"]);
    driven.end();
    assert!(printed.contains("the folder does not exist"), "{printed:?}");
    std::fs::create_dir(&place).unwrap();
    std::fs::write(&moved, bytes).unwrap();
    assert_eq!(marked(&follow(folder.path(), &moved, &["list"])).len(), 2);
}

#[test]
fn a_link_is_saved_through_and_one_project_has_one_journal() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let link = folder.path().join("link.sayso");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    // An edit by the link's name is found by the file's.
    follow(folder.path(), &link, &[&mark_line(3)]);
    assert_eq!(marked(&follow(folder.path(), &file, &["list"])).len(), 1);
    follow(folder.path(), &link, &["save"]);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    let printed = follow(folder.path(), &file, &["list", "notices"]);
    assert_eq!(marked(&printed).len(), 1);
    assert!(!printed.contains("Recovered"), "{printed}");
}
