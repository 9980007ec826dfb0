//! Coders: named while they are imported, renamed and made one afterwards, and told wherever marks go out.

use sayso::{
    app::{Action, Command, ProjectAction, Prompt},
    model::{CoderId, Project},
};

use crate::common::driver::Sayso;

const TEXT: &str = "Putin told Erdogan in Moscow.";

/// Two people's marks: one has a mark more than the other.
fn import(sayso: &mut Sayso) {
    let span = |start: u32, end: u32, label: &str| format!(r#"{{"start":{start},"end":{end},"label":"{label}"}}"#);
    let task = |by: &str, spans: &[String]| {
        format!(r#"{{"text":"{TEXT}","spans":[{}],"answer":"accept","_annotator_id":"{by}"}}"#, spans.join(","))
    };
    let (putin, erdogan, moscow) = (span(0, 5, "Speaker"), span(11, 18, "Addressee"), span(22, 28, "Location"));
    let lines = [task("rater-1", &[putin.clone(), erdogan]), task("rater-2", &[putin, moscow])].join("\n");
    std::fs::write(sayso.path("tasks.jsonl"), lines).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("tasks.jsonl")])));
    assert!(matches!(sayso.view().prompt, Some(Prompt::Import(_))), "{}", sayso.notices());
}

/// How many marks each coder has, by name.
fn counts(project: &Project) -> Vec<(String, usize)> {
    let marks = |id: CoderId| project.articles.values().flat_map(|a| a.spans.iter()).filter(|s| s.by == id).count();
    let mut counts: Vec<(String, usize)> = project.coders.values().map(|c| (c.name.clone(), marks(c.id))).collect();
    counts.sort();
    counts
}

fn told(counts: &[(&str, usize)]) -> Vec<(String, usize)> {
    counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

fn coder(sayso: &Sayso, name: &str) -> CoderId {
    sayso.view().project().coders.values().find(|coder| coder.name == name).unwrap().id
}

#[test]
fn coders_get_their_names_before_an_import() {
    let mut sayso = Sayso::with_text(TEXT);
    import(&mut sayso);
    assert!(sayso.shows("rater-1 (2 marks)") && sayso.shows("rater-2 (2 marks)"));
    sayso.fill("Credit marks of rater-1 to", "Ana");
    sayso.fill("Credit marks of rater-2 to", "Ada");
    sayso.click("Import");
    let project = sayso.view().project();
    assert_eq!(counts(project), told(&[("Ada", 2), ("Ana", 2)]));
    assert!(project.coders.contains_key(&sayso.view().settings.coder_id()), "Ada is the person at work");
    // The same file again, with the same names, brings nothing new.
    import(&mut sayso);
    sayso.fill("Credit marks of rater-1 to", "Ana");
    sayso.fill("Credit marks of rater-2 to", "Ada");
    assert!(sayso.shows("4 marks already in the project"));
}

#[test]
fn a_coder_of_the_project_can_be_renamed_and_be_oneself() {
    let mut sayso = Sayso::with_text(TEXT);
    import(&mut sayso);
    sayso.click("Import");
    sayso.act(Action::Command(Command::Coders));
    sayso.fill("Name of rater-1", "Ana");
    assert_eq!(counts(sayso.view().project()), told(&[("Ana", 2), ("rater-2", 2)]));
    sayso.click("rater-2 is me");
    assert!(sayso.shows_part("2 marks by “rater-2” will be credited to “Ada”"));
    sayso.click("Merge");
    assert_eq!(counts(sayso.view().project()), told(&[("Ada", 2), ("Ana", 2)]));
    assert!(matches!(sayso.view().prompt, Some(Prompt::Coders(_))), "the list again");
    sayso.key("Escape");
    sayso.key("Ctrl+Z");
    assert_eq!(counts(sayso.view().project()), told(&[("Ana", 2), ("rater-2", 2)]));
}

#[test]
fn marks_that_two_coders_share_are_one_after_they_are_merged_and_that_is_said_first() {
    let mut sayso = Sayso::with_text(TEXT);
    import(&mut sayso);
    sayso.click("Import");
    let before = counts(sayso.view().project());
    let (from, into) = (coder(&sayso, "rater-2"), coder(&sayso, "rater-1"));
    sayso.act(Action::Project(ProjectAction::AskMergeCoder { from, into }));
    assert!(sayso.shows("1 mark is the same as one by “rater-1”; the two will be merged."));
    assert_eq!(counts(sayso.view().project()), before, "nothing has happened yet");
    sayso.click("Merge");
    assert_eq!(counts(sayso.view().project()), told(&[("rater-1", 3)]));
    sayso.key("Escape");
    sayso.key("Ctrl+Z");
    assert_eq!(counts(sayso.view().project()), before);
}

#[test]
fn a_name_that_somebody_has_asks_whether_the_two_are_one() {
    let mut sayso = Sayso::with_text(TEXT);
    import(&mut sayso);
    sayso.click("Import");
    let from = coder(&sayso, "rater-2");
    sayso.act(Action::Project(ProjectAction::RenameCoder(from, "rater-1".to_owned())));
    assert!(matches!(sayso.view().prompt, Some(Prompt::MergeCoder { coincide: 1, .. })));
}

#[test]
fn an_export_says_whose_marks_it_writes() {
    let mut sayso = Sayso::with_text(TEXT);
    import(&mut sayso);
    sayso.click("Import");
    sayso.act(Action::Command(Command::Export));
    assert!(sayso.shows("Marks by rater-1 (2) and rater-2 (2)"));
    sayso.click("Change names…");
    assert!(matches!(sayso.view().prompt, Some(Prompt::Coders(_))));
    sayso.key("Escape");
    sayso.answer(&sayso.path("out.csv"));
    sayso.act(Action::Command(Command::ExportCsv));
    assert!(sayso.notices().contains("4 marks by rater-1 and rater-2 written to"), "{}", sayso.notices());
}
