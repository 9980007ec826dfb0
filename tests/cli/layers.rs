//! Whose marks commands show: all coders', one coder's, what was agreed on; and what blind coding hides.

use std::path::Path;

use sayso::{
    edit::{Holds, Ruling, Transaction, apply_all, decide},
    model::Time,
    store::write_project,
};

use super::sayso;
use crate::common::coded::Coded;

/// A project in which Ana marked two claims, Ben one and a cue, and one of Ana's was agreed on.
fn saved(folder: &Path, blind: bool) -> String {
    let mut coded = Coded::by(&["Ana", "Ben"]);
    coded.article("one", 10);
    for (by, tag, from, to) in
        [("Ana", "claim", 0, 2), ("Ana", "claim", 4, 6), ("Ben", "claim", 0, 2), ("Ben", "cue", 8, 9)]
    {
        coded.mark("one", by, tag, from, to);
    }
    let mut project = coded.project;
    let article = project.articles.values().next().unwrap().clone();
    let first = article.spans.in_text_order().next().unwrap();
    let ruling =
        Ruling { article: article.id, about: vec![first.id], holds: Holds::This(first.id), note: String::new() };
    let edits = decide(&project, &[ruling], first.by, Time(1));
    apply_all(&mut project, Transaction::new("decide", edits)).unwrap();
    project.team.is_blind = blind;
    let path = folder.join("a.sayso");
    std::fs::write(&path, write_project(&project).bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// How many marks of a tag `sayso stats` counts, with more arguments.
fn counted(project: &str, more: &[&str]) -> (String, String) {
    let (_, out, err) = sayso(&[&["stats", project], more].concat());
    let line = out.lines().find(|line| line.starts_with("Claim,")).unwrap_or_default().to_owned();
    (line, err)
}

#[test]
fn marks_of_all_of_one_and_of_the_consensus_are_counted_apart() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), false);
    for (more, count) in
        [(&[][..], 3), (&["--layer", "Ana"], 2), (&["--layer", "Ben"], 1), (&["--layer", "consensus"], 1)]
    {
        let (line, err) = counted(&project, more);
        assert!(line.starts_with(&format!("Claim,{count}")), "{more:?}: {line}{err}");
    }
    let (code, _, err) = sayso(&["stats", &project, "--layer", "Cleo"]);
    assert!(code == 2 && err.contains("no coder is named “Cleo”") && err.contains("Ana"), "{err}");
    let (_, out, _) = sayso(&["search", &project, "tag:cue", "--layer", "Ana"]);
    assert_eq!(out, "");
}

#[test]
fn a_mark_that_is_there_twice_is_counted_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut coded = Coded::by(&["Ana"]);
    coded.article("one", 10);
    for _ in 0..2 {
        coded.mark("one", "Ana", "claim", 0, 2);
    }
    let path = folder.path().join("twice.sayso");
    std::fs::write(&path, write_project(&coded.project).bytes).unwrap();
    let (line, err) = counted(path.to_str().unwrap(), &[]);
    assert!(line.starts_with("Claim,1,1"), "{line}{err}");
}

#[test]
fn of_a_blind_project_nothing_of_others_is_shown_unless_all_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), true);
    for command in [&["stats"][..], &["search"], &["export", "--format", "csv"], &["textconv"], &["diff"], &["agree"]] {
        let rest: &[&str] = match command[0] {
            "search" => &["tag:claim"],
            "diff" => &[&project],
            _ => &[],
        };
        let arguments = |more: &'static [&'static str]| [command, &[project.as_str()], rest, more].concat();
        let (_, hidden, err) = sayso(&arguments(&[]));
        assert!(err.contains("--all-layers"), "{command:?}: {err}");
        let (_, all, err) = sayso(&arguments(&["--all-layers"]));
        assert!(!err.contains("--all-layers"), "{command:?}: {err}");
        assert!(hidden.len() < all.len() || command[0] == "diff", "{command:?}: {hidden}");
    }
}
