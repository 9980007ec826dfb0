//! What killed saves and exports leave beside their targets is swept, and nothing else that looks like it.
#![cfg(target_os = "linux")]

use std::{
    path::Path,
    process::{Child, Command},
    time::{Duration, Instant},
};

use super::drive::{Driven, driven_behind, follow, follow_behind, of_home, program, project};
use crate::common::tools::is_here;

/// Files of somebody else's, or of the same person's on another machine.
const OTHERS: [&str; 4] =
    [".mine.sayso-tmp", ".p.sayso.77-0.sayso-tmp", ".aaaaaaaaaaaaaaaa.sayso-tmp", "marks.csv.sayso-tmp"];

/// The temporary files in a folder that are not those of others, which all are there.
#[track_caller]
fn left(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut left: Vec<String> = names.filter(|name| name.ends_with("sayso-tmp")).collect();
    let all = left.len();
    left.retain(|name| !OTHERS.contains(&name.as_str()));
    assert_eq!(all - left.len(), OTHERS.len(), "nothing of others goes");
    left
}

/// A project, with the files of others beside it.
fn project_among_others(folder: &Path) -> std::path::PathBuf {
    for name in OTHERS {
        std::fs::write(folder.join(name), "theirs").unwrap();
    }
    project(folder)
}

/// `strace` with something injected into the first call of a kind.
fn injecting(call: &str, what: &str) -> Vec<String> {
    let (trace, inject) = (format!("trace={call}"), format!("inject={call}:{what}:when=1"));
    ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject].map(str::to_owned).to_vec()
}

/// Exports the project's marks, with something injected, where anything is.
fn export(home: &Path, before: &[String], project: &Path, to: &Path) -> Child {
    let program = env!("CARGO_BIN_EXE_sayso").to_owned();
    let mut words = before.iter().cloned().chain([program]);
    let mut command = Command::new(words.next().unwrap());
    command.args(words).arg("export").arg(project).args(["--format", "csv", "-o"]).arg(to);
    of_home(&mut command, home);
    command.spawn().unwrap()
}

#[test]
fn what_a_killed_save_has_left_goes_when_the_project_is_opened() {
    if !is_here("strace") {
        return;
    }
    for call in ["fdatasync", "renameat2", "unlink"] {
        let folder = tempfile::tempdir().unwrap();
        let file = project_among_others(folder.path());
        let before = std::fs::read(&file).unwrap();
        let killed = injecting(call, "signal=SIGKILL");
        let killed: Vec<&str> = killed.iter().map(String::as_str).collect();
        follow_behind(&killed, &program(), folder.path(), &file, &["save"]);
        assert_eq!(left(folder.path()).len(), 1, "killed at {call}, the save has left something");
        let printed = follow(folder.path(), &file, &["list", "notices"]);
        assert_eq!(left(folder.path()), Vec::<String>::new(), "{call}: {printed}");
        assert!(!printed.contains("another version"), "{call}: {printed}");
        assert_eq!(std::fs::read(&file).unwrap(), before, "{call}");
        assert!(!folder.path().join("state/sayso/writing").exists(), "{call}: nor is there a note");
    }
}

#[test]
fn what_a_killed_export_has_left_goes_with_the_next_export_or_when_a_project_is_opened() {
    if !is_here("strace") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (file, elsewhere) = (project_among_others(folder.path()), folder.path().join("elsewhere"));
    std::fs::create_dir(&elsewhere).unwrap();
    let in_elsewhere =
        || std::fs::read_dir(&elsewhere).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let to = elsewhere.join("marks.csv");
    for call in ["fdatasync", "renameat2"] {
        let killed = injecting(call, "signal=SIGKILL");
        export(folder.path(), &killed, &file, &to).wait().unwrap();
        assert_eq!(in_elsewhere().len(), 1, "killed at {call}, the export has left something");
        assert!(!to.exists());
        assert!(export(folder.path(), &[], &file, &to).wait().unwrap().success());
        assert_eq!(in_elsewhere(), ["marks.csv"], "{call}");
        std::fs::remove_file(&to).unwrap();

        export(folder.path(), &killed, &file, &to).wait().unwrap();
        assert_eq!(in_elsewhere().len(), 1, "{call}");
        // A program that ends at once may end before exports are swept.
        let opened = Driven::open(driven_behind(&[], &program(), folder.path(), &file));
        let begin = Instant::now();
        while !in_elsewhere().is_empty() && begin.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(10));
        }
        opened.end();
        assert!(in_elsewhere().is_empty(), "{call}: nobody waits for this, but it is done");
    }
    assert_eq!(left(folder.path()), Vec::<String>::new());
}

#[test]
fn what_another_sayso_is_writing_at_the_moment_stays() {
    if !is_here("strace") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = project_among_others(folder.path());
    let to = folder.path().join("marks.csv");
    std::fs::write(&to, "an earlier export").unwrap();
    let mut slow = export(folder.path(), &injecting("fdatasync", "delay_enter=4000000"), &file, &to);
    let begin = Instant::now();
    while left(folder.path()).is_empty() && begin.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let writing = left(folder.path());
    assert_eq!(writing.len(), 1);
    assert!(export(folder.path(), &[], &file, &to).wait().unwrap().success());
    follow(folder.path(), &file, &["list"]);
    assert_eq!(left(folder.path()), writing, "it is being written");
    assert!(slow.wait().unwrap().success(), "and what is written arrives");
    assert_eq!(left(folder.path()), Vec::<String>::new());
}
