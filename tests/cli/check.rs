//! `sayso check`: what is in a project, what is wrong with it, and what its exit code says.

use sayso::store::{read_project, write_project};

use super::sayso;

#[test]
fn check_counts_and_exits_as_it_found() {
    let (code, out, err) = sayso(&["check", "projects/kremlin-call.sayso"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(
        out,
        "projects/kremlin-call.sayso: 1 article, 61 marks (Claim 16, Speaker 16, Cue 16, Addressee 2, Location 11), \
         47 links, 11 names, 1 coder\n"
    );
    let (code, _, err) = sayso(&["check", "no/such.sayso"]);
    assert_eq!(code, 2);
    assert!(err.contains("no/such.sayso: there is no such file"), "{err}");
}

#[test]
fn problems_are_listed_kept_and_exit_with_one() {
    let sample = std::fs::read_to_string("projects/kremlin-call.sayso").unwrap();
    let spans: Vec<&str> = sample.lines().filter(|line| line.contains("tag: \"location\"")).collect();
    let moved = spans[0].replace("at: [(", "at: [(1");
    let other_words = spans[1].replace("words: [\"", "words: [\"Not ");
    let damaged = sample
        .replace(spans[0], &moved)
        .replace(spans[1], &other_words)
        .replace(spans[2], &format!("{}\n{}", spans[2], spans[2]));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged.sayso");
    std::fs::write(&path, &damaged).unwrap();
    let (code, out, _) = sayso(&["check", path.to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(out.contains("is outside the text"), "{out}");
    assert!(out.contains("should be on “Not ") && out.contains("but the text there is"), "{out}");
    assert!(out.contains("is there a second time"), "{out}");
    let loaded = read_project(damaged.as_bytes()).unwrap();
    let again = String::from_utf8(write_project(&loaded.project).bytes).unwrap();
    for line in [moved.trim(), other_words.trim()] {
        assert!(again.contains(line), "{line}");
    }
    assert_eq!(again.matches(spans[2].trim()).count(), 2, "the second record of an id is kept too");
}

#[test]
fn a_project_without_permission_is_refused_plainly() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.sayso");
    std::fs::copy("projects/kremlin-call.sayso", &path).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The administrator may read everything; for everybody else it must be refused.
    if std::fs::read(&path).is_err() {
        let (code, _, err) = sayso(&["check", path.to_str().unwrap()]);
        assert_eq!(code, 2);
        assert!(err.contains("no permission"), "{err}");
    }
}

#[test]
fn marks_that_are_there_twice_are_listed() {
    let sample = std::fs::read_to_string("projects/kremlin-call.sayso").unwrap();
    let line = sample.lines().find(|line| line.contains("tag: \"location\"")).unwrap();
    let id = line.split("id: \"").nth(1).unwrap().split('"').next().unwrap();
    let twice = sample.replacen(line, &format!("{line}\n{}", line.replace(id, "zzzzzzzzzzzzzzzz")), 1);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("twice.sayso");
    std::fs::write(&path, twice).unwrap();
    let (code, out, _) = sayso(&["check", path.to_str().unwrap()]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("as Location 2 times; merge them in the checklist"), "{out}");
}
