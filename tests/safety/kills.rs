//! The application, killed at any moment while it edits and saves: what it had acknowledged is there afterwards.
//!
//! `SAYSO_KILLS=500 cargo test kill` kills more often.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use super::drive::{Driven, WORDS, driven_behind, follow, mark_line, marked, program, project, sayso};

/// How often to kill.
fn kills() -> usize {
    std::env::var("SAYSO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(30)
}

/// A number that looks like chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// The marks after the first `count` of the lines.
fn marks_after(start: &BTreeSet<usize>, lines: &[String], count: usize) -> BTreeSet<usize> {
    let mut marks = start.clone();
    let mut last = None;
    for line in lines.iter().take(count) {
        match line.split(' ').collect::<Vec<_>>().as_slice() {
            ["mark", at, ..] => {
                last = Some(at.parse::<usize>().unwrap() / 7);
                marks.extend(last);
            }
            ["undo"] => drop(last.is_some_and(|last| marks.remove(&last))),
            ["redo"] => marks.extend(last),
            _ => {}
        }
    }
    marks
}

/// Lets the program work on `lines` and kills it at some moment; returns how many lines it had acknowledged.
fn live_and_die(home: &Path, project: &Path, lines: &[String], chance: &mut Chance) -> usize {
    let mut child: Child = driven_behind(&[], &program(), home, project).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let sent = lines.to_vec();
    let writer = std::thread::spawn(move || {
        for line in sent {
            if writeln!(stdin, "{line}").is_err() {
                return;
            }
        }
        // The program goes on waiting until it is killed.
        std::thread::sleep(Duration::from_mins(1));
    });
    let reader = std::thread::spawn(move || output.lines().map_while(Result::ok).filter(|line| line == "done").count());
    std::thread::sleep(Duration::from_micros(20_000 + chance.below(300_000)));
    child.kill().unwrap();
    child.wait().unwrap();
    drop(writer);
    reader.join().unwrap()
}

#[test]
fn acknowledged_changes_survive_every_kill() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(folder.path());
    let mut chance = Chance(20_261_123);
    let mut marks: BTreeSet<usize> = BTreeSet::new();
    let (mut acknowledged, mut productive) = (0, 0);
    for kill in 1..=kills() {
        let next = marks.last().map_or(0, |last| last + 1);
        let mut lines = Vec::new();
        for number in next..(next + 400).min(WORDS) {
            lines.push(mark_line(number));
            match chance.below(12) {
                0 => lines.extend(["undo".to_owned(), "redo".to_owned()]),
                1 => lines.push("save".to_owned()),
                _ => {}
            }
        }
        let done = live_and_die(folder.path(), &project, &lines, &mut chance);
        acknowledged += done;
        productive += usize::from(done > 0);
        let found = marked(&follow(folder.path(), &project, &["list"]));
        let promised = marks_after(&marks, &lines, done);
        // The next line may have been carried out, and the program killed before it could say so.
        assert!(
            found == promised || found == marks_after(&marks, &lines, done + 1),
            "kill {kill}, after {done} lines: {} marks promised, {} found; missing {:?}, never made {:?}",
            promised.len(),
            found.len(),
            promised.difference(&found).collect::<Vec<_>>(),
            found.difference(&promised).collect::<Vec<_>>(),
        );
        marks = found;
        let check = sayso(folder.path(), &["check", project.to_str().unwrap()]).output().unwrap();
        assert!(check.status.success(), "kill {kill}: {}", String::from_utf8_lossy(&check.stdout));
    }
    eprintln!("{} kills, {productive} of them at work: all of {acknowledged} acknowledged lines survived", kills());
    assert!(productive * 3 > kills(), "too few kills met the program at work: {productive} of {}", kills());
}

/// Run by the test below as a program of its own: writes the file over and over, as one should not.
#[test]
fn a_child_that_writes_in_place() {
    let Some(path) = std::env::var_os("SAYSO_TEST_WRITES_IN_PLACE") else { return };
    for round in 0u8.. {
        std::fs::write(&path, vec![b'a' + round % 26; 4 << 20]).unwrap();
    }
}

/// Kills are no proof unless they find out a program that writes in place.
#[test]
fn kills_damage_the_file_of_a_program_that_writes_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let mut chance = Chance(7);
    let mut damaged = 0;
    for _kill in 0..kills().min(60) {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "safety::kills::a_child_that_writes_in_place"])
            .env("SAYSO_TEST_WRITES_IN_PLACE", &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begin = Instant::now();
        while !path.exists() && begin.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(5_000 + chance.below(30_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = std::fs::read(&path).unwrap();
        damaged += usize::from(found.len() != 4 << 20 || found.iter().any(|byte| *byte != found[0]));
        std::fs::remove_file(&path).unwrap();
    }
    eprintln!("a program that writes in place: {damaged} files damaged");
    assert!(damaged > 0);
}

/// A defect costs no mark, is reported without a word of the article, and told at the next start.
#[test]
fn acknowledged_changes_survive_a_panic_and_the_report_holds_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(folder.path());
    let mut command = driven_behind(&[], &program(), folder.path(), &project);
    command.stderr(Stdio::piped());
    let mut driven = Driven::open(command);
    driven.tell(&[&mark_line(3), "break w00003 w00004"]);
    let told = std::io::read_to_string(driven.child.stderr.take().unwrap()).unwrap();
    driven.end();
    assert!(told.starts_with("Sayso failed because of a bug.") && told.lines().count() == 1, "{told}");
    let reports = folder.path().join("state/sayso/crashes");
    let report = std::fs::read_dir(&reports).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(report).unwrap();
    assert!(text.contains("place tests/safety/drive.rs") && !text.contains("w0000"), "{text}");
    let printed = follow(folder.path(), &project, &["list", "notices"]);
    assert_eq!(marked(&printed).into_iter().collect::<Vec<_>>(), [3]);
    assert!(printed.contains("notice Sayso crashed last time"), "{printed}");
    assert!(printed.contains("notice Recovered 1 unsaved change:"), "{printed}");
    let again = follow(folder.path(), &project, &["notices"]);
    assert!(!again.contains("defect"), "told once: {again}");
}

/// Log-out sends SIGTERM: nothing acknowledged is lost then either.
#[cfg(unix)]
#[test]
fn acknowledged_changes_survive_a_logout() {
    let folder = tempfile::tempdir().unwrap();
    let project = project(folder.path());
    let mut driven = Driven::open(driven_behind(&[], &program(), folder.path(), &project));
    let lines: Vec<String> = (0..5).map(mark_line).collect();
    driven.tell(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let process = rustix::process::Pid::from_child(&driven.child);
    rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
    driven.child.wait().unwrap();
    let printed = follow(folder.path(), &project, &["list", "notices"]);
    assert_eq!(marked(&printed).len(), 5);
    assert!(printed.contains("notice Recovered 5 unsaved changes"), "{printed}");
}
