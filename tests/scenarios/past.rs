//! Former saves, the history of changes, and marks that do not fit.

use sayso::{
    app::{Action, Command, DeskAction, ProjectAction, Prompt},
    model::{Misfit, Project},
    store::{read_project, write_project},
};

use egui_kittest::kittest::Queryable;

use crate::common::driver::Sayso;

const TEXT: &str = "A headline\n\nPutin told Erdogan in Moscow. Moscow said so.";

fn saved_twice() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Putin");
    sayso.key("2");
    sayso.save_as("work.sayso");
    sayso.drag("told");
    sayso.key("3");
    sayso.key("Ctrl+S");
    sayso
}

#[test]
fn a_former_save_is_compared_and_brought_back_and_that_can_be_undone() {
    let mut sayso = saved_twice();
    let now = sayso.marks();
    sayso.act(Action::Command(Command::Versions));
    let Some(Prompt::Versions(rows)) = sayso.view().prompt.cloned() else { panic!("{}", sayso.notices()) };
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].spans, rows[0].only_here, rows[0].only_there, rows[0].differing), (2, 0, 0, 0));
    assert_eq!((rows[1].spans, rows[1].only_here, rows[1].only_there), (1, 1, 0));
    assert!(sayso.shows_part("1 added since"));
    sayso.act(Action::Project(ProjectAction::RestoreVersion(rows[1].path.clone(), rows[1].at)));
    assert_eq!(sayso.article().spans.len(), 1, "{}", sayso.notices());
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.marks(), now);
    sayso.key("Ctrl+Y");
    sayso.key("Ctrl+S");
    let path = sayso.path("work.sayso");
    let again = sayso.restart(vec![path]);
    assert_eq!(again.article().spans.len(), 1);
}

#[test]
fn the_history_says_who_did_what_and_leaves_as_a_table() {
    let mut sayso = saved_twice();
    sayso.key("Ctrl+Z");
    sayso.act(Action::Command(Command::History));
    let Some(Prompt::History(changes)) = sayso.view().prompt.cloned() else { panic!("{}", sayso.notices()) };
    let what: Vec<String> = changes.iter().map(sayso::app::Change::what).collect();
    assert_eq!(what[0], "Undo: Mark “told” as Cue");
    assert_eq!(what[1], "Mark “told” as Cue");
    assert_eq!(what[2], "Mark “Putin” as Speaker");
    assert!(what.last().unwrap().starts_with("Add the article"), "{what:?}");
    assert!(changes.iter().all(|change| change.articles.len() == 1));
    assert!(sayso.shows_part("Mark “told” as Cue"));
    let table = sayso.path("changes.csv");
    sayso.answer(&table);
    sayso.harness.get_by_label_contains("Export 4 changes").click();
    sayso.settle();
    let text = std::fs::read_to_string(&table).unwrap();
    assert_eq!(text.lines().count(), 5, "{text}");
    assert!(text.contains(",Ada,Mark “Putin” as Speaker,A headline"), "{text}");
}

/// The project with marks that do not fit: words changed by hand, a place beyond the text, a text that was edited.
pub fn damaged() -> Vec<u8> {
    let mut sayso = Sayso::with_text(TEXT);
    for (words, key) in [("Putin", "2"), ("Erdogan", "4"), ("Moscow", "5"), ("told", "3")] {
        sayso.drag(words);
        sayso.key(key);
    }
    let path = sayso.save_as("work.sayso");
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.replacen("at: [(12, 17)]", "at: [(912, 917)]", 1);
    let text = text.replacen("at: [(34, 40)]", "at: [(36, 42)]", 1);
    let text = text.replacen("words: [\"told\"]", "words: [\"tolled\"]", 1);
    let begin = text.find("sha256: \"").unwrap() + "sha256: \"".len();
    format!("{}0000{}", &text[..begin], &text[begin + 4..]).into_bytes()
}

fn kept_aside(project: &Project) -> usize {
    project.articles.values().map(|article| article.quarantined.len()).sum()
}

#[test]
fn marks_that_do_not_fit_are_put_right_or_dropped() {
    let mut sayso = Sayso::start(Vec::new());
    let path = sayso.path("damaged.sayso");
    std::fs::write(&path, damaged()).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![path.clone()])));
    assert!(sayso.notices().contains("has 4 problems"), "{}", sayso.notices());
    assert_eq!(kept_aside(sayso.view().project()), 3);
    sayso.click("Problems…");
    assert_eq!(sayso.view().prompt, Some(&Prompt::Problems), "{}", sayso.notices());
    let repairs = sayso.view().derived.problems.value().repairs.clone();
    let words = |place: usize| {
        let article = sayso.article();
        article.quarantined[&repairs[place].span].words[0].clone()
    };
    let of = |wanted: &str| (0..3).find(|place| words(*place) == wanted).unwrap();
    // "Moscow" stands twice: the place nearest to the stated one comes first.
    let moscow = &repairs[of("Moscow")];
    assert_eq!(moscow.places.iter().map(|pieces| pieces[0].start.0).collect::<Vec<_>>(), [34, 42]);
    assert_eq!(repairs[of("tolled")].places.len(), 0);
    let found = sayso.article().quarantined[&repairs[of("tolled")].span].misfit.clone();
    assert_eq!(found, Misfit::OtherWords { found: "told".to_owned() });
    let (moscow, tolled) = (moscow.clone(), repairs[of("tolled")].clone());

    // The command line lists the same.
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_sayso")).arg("check").arg(&path).output().unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(listed.contains("the same words are at 34-40\n    the same words are at 42-48"), "{listed}");

    // A save without a decision changes none of this.
    sayso.act(Action::Desk(DeskAction::ClosePrompt));
    let before = sayso.view().problems.to_vec();
    sayso.key("Ctrl+S");
    let saved = read_project(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(saved.problems.len(), before.len());

    sayso.act(Action::Command(Command::Problems));
    sayso.act(Action::Project(ProjectAction::PlaceAll));
    assert_eq!(kept_aside(sayso.view().project()), 2, "only “Putin” stands just once");
    sayso.act(Action::Project(ProjectAction::Place(moscow.article, moscow.span, moscow.places[0].clone())));
    sayso.click("Delete this mark");
    assert_eq!(kept_aside(sayso.view().project()), 0);
    assert!(sayso.article().span(tolled.span).is_none());
    sayso.click("Accept this text");
    assert_eq!(sayso.view().problems.to_vec(), Vec::new());
    assert!(sayso.shows_part("No problems found"));
    sayso.act(Action::Desk(DeskAction::ClosePrompt));
    assert_eq!(
        sayso.marks(),
        "A headline\n\n[Putin]{speaker} told [Erdogan]{addressee} in [Moscow]{location}. Moscow said so."
    );
    for _step in 0..4 {
        sayso.key("Ctrl+Z");
    }
    assert_eq!(sayso.view().problems.len(), 4, "undo brings back what was to be decided");
    for _step in 0..4 {
        sayso.key("Ctrl+Y");
    }
    sayso.key("Ctrl+S");
    let saved = read_project(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(saved.problems, Vec::new());
    assert_eq!(write_project(&saved.project).bytes, std::fs::read(&path).unwrap());
}
