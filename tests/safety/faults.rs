//! The real program on file systems that refuse: full, read-only, failing, gone.
#![cfg(target_os = "linux")]

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::kills::{follow, mark_line, marked, project, sayso};

/// Whether a program can be started here; says so when not.
fn is_here(program: &str) -> bool {
    let is_here = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    assert!(is_here || !ci, "{program} is missing");
    if !is_here {
        eprintln!("SKIPPED: {program} is missing (`./test` installs what is needed)");
    }
    is_here
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Runs the program behind another one (`strace …`, `setpriv …`) and lets it follow lines; returns what it printed.
fn follow_behind(before: &[&str], program: &Path, home: &Path, file: &Path, lines: &[&str]) -> String {
    use std::io::Write;
    let plain = sayso(home, &[]);
    let mut command = Command::new(before[0]);
    command.args(&before[1..]).arg(program).args(["drive", file.to_str().unwrap()]);
    for (name, value) in plain.get_envs() {
        command.env(name, value.unwrap());
    }
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = child.unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for line in lines {
        writeln!(stdin, "{line}").unwrap();
    }
    drop(stdin);
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
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
        let program = Path::new(env!("CARGO_BIN_EXE_sayso"));
        let printed = follow_behind(&trace, program, folder.path(), &file, &["save", "notices", &mark_line(3)]);
        check_failed_save(&printed, &before, folder.path(), &file, why);
    }
}

/// A file system of one megabyte that goes away with this value.
struct Small(PathBuf);

impl Small {
    fn mount(at: &Path) -> Option<Self> {
        std::fs::create_dir(at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(at).output().ok()?;
        if !mounted.status.success() {
            eprintln!("SKIPPED: no file system can be mounted here");
            return None;
        }
        Some(Self(at.to_owned()))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _left = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_the_file_and_the_marks_intact() {
    let folder = tempfile::tempdir().unwrap();
    let Some(small) = Small::mount(&folder.path().join("small")) else { return };
    let file = small.0.join("p.sayso");
    std::fs::rename(project(folder.path()), folder.path().join("q.sayso")).unwrap();
    std::fs::copy(folder.path().join("q.sayso"), &file).unwrap();
    let before = std::fs::read(&file).unwrap();
    // Leave less room than a second copy needs.
    let mut filler = std::fs::File::create(small.0.join("filler")).unwrap();
    while std::io::Write::write(&mut filler, &[0; 4096]).is_ok_and(|written| written > 0) {}
    let printed = follow(folder.path(), &file, &[&mark_line(3), "save", "notices"]);
    check_failed_save(&printed, &before, folder.path(), &file, "the disk is full");

    // When the journal's disk is full, that is said at the first change, and saving still works.
    let home = small.0.join("home");
    let file = folder.path().join("q.sayso");
    std::fs::create_dir(&home).ok();
    let printed = follow(&home, &file, &[&mark_line(3), "notices", "save", "notices"]);
    assert!(printed.contains("would not survive a crash"), "{printed}");
    assert_eq!(marked(&follow(folder.path(), &file, &["list"])).len(), 1, "{printed}");
}

/// A journal that has failed begins anew once a save has taken everything in and the disk has room again.
#[test]
fn after_a_save_a_journal_that_had_failed_keeps_marks_again() {
    use std::io::{BufRead, BufReader, Write};
    let folder = tempfile::tempdir().unwrap();
    let Some(small) = Small::mount(&folder.path().join("small")) else { return };
    let file = project(folder.path());
    let home = small.0.join("home");
    std::fs::create_dir(&home).unwrap();
    let mut child = sayso(&home, &["drive", file.to_str().unwrap()]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told = Vec::new();
    let mut tell = |line: &str| {
        writeln!(stdin, "{line}").unwrap();
        told.extend(output.by_ref().map(Result::unwrap).take_while(|line| line != "done"));
    };
    tell("list");
    let filler = small.0.join("filler");
    let mut full = std::fs::File::create(&filler).unwrap();
    while full.write(&[0; 4096]).is_ok_and(|written| written > 0) {}
    tell(&mark_line(3));
    tell("notices");
    // Space is free again only once nobody holds the file open.
    drop(full);
    std::fs::remove_file(&filler).unwrap();
    tell("save");
    tell(&mark_line(4));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(told.join("\n").contains("would not survive a crash"), "{told:?}");
    let printed = follow(&home, &file, &["list", "notices"]);
    assert_eq!(marked(&printed).into_iter().collect::<Vec<_>>(), [3, 4], "{printed}");
    assert!(printed.contains("Recovered 1 unsaved change"), "{printed}");
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
        std::fs::copy(env!("CARGO_BIN_EXE_sayso"), &program).unwrap();
        behind = vec!["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        for path in [&home, &file] {
            std::os::unix::fs::chown(path, Some(65534), Some(65534)).unwrap();
        }
    } else {
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_sayso"), &program).unwrap();
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
    let mut child = sayso(folder.path(), &["drive", moved.to_str().unwrap()]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut output = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    assert_eq!(output.next().unwrap().unwrap(), "ready");
    std::fs::remove_dir_all(&place).unwrap();
    std::io::Write::write_all(&mut stdin, format!("{}\nsave\nnotices\n", mark_line(4)).as_bytes()).unwrap();
    drop(stdin);
    let printed: Vec<String> = output.map_while(Result::ok).collect();
    assert!(printed.join("\n").contains("the folder does not exist"), "{printed:?}");
    child.wait().unwrap();
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
