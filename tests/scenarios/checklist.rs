//! The checklist: what a careful reader would look at again, each with a way there.

use sayso::{
    app::{Action, ProjectAction},
    store::read_project,
};

use crate::common::driver::Sayso;

const TEXT: &str = "Title\n\n“We will stay as long as it takes,” she said. The sky was grey. He told reporters that all is \
well.\n\n“This is never closed, he added. Nobody minds.";

#[test]
fn unmarked_reports_open_quotations_and_missing_speakers_are_listed() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.key("Ctrl+6");
    assert!(sayso.shows("Reported speech, no claim marked: “We will stay as long as it takes,” she said."));
    assert!(sayso.shows("Reported speech, no claim marked: He told reporters that all is well."));
    assert!(sayso.shows_part("Unclosed quotation: “This is never closed"));
    assert!(!sayso.shows_part("The sky was grey"));
    sayso.click("Reported speech, no claim marked: He told reporters that all is well.");
    assert_eq!(sayso.selected(), "He told reporters that all is well.");
    sayso.drag("that all is well");
    sayso.key("1");
    assert!(!sayso.shows_part("no claim marked: He told"));
    assert!(sayso.shows("No “said by” yet: that all is well"));
    sayso.key("S");
    sayso.key("Enter");
    assert!(!sayso.shows_part("No “said by” yet"), "{}", sayso.notices());
    sayso.key("F");
    assert!(sayso.shows("Look again: that all is well"));
}

#[test]
fn a_dismissed_item_stays_dismissed_after_saving() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.key("Ctrl+6");
    let listed = "Reported speech, no claim marked: “We will stay as long as it takes,” she said.";
    assert!(sayso.shows(listed));
    sayso.click_first("Checklist panel", "Dismiss");
    assert!(!sayso.shows(listed));
    let path = sayso.save_as("work.sayso");
    let saved = read_project(&std::fs::read(&path).unwrap()).unwrap().project;
    assert_eq!(saved.dismissed.len(), 1);
    sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    assert!(!sayso.shows(listed) && sayso.shows_part("no claim marked: He told"));
    sayso.key("Ctrl+Z");
    assert!(sayso.shows(listed), "undo lists it again");
}

#[test]
fn rules_decide_what_is_missing() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("that all is well");
    sayso.key("1");
    sayso.key("Ctrl+6");
    assert!(sayso.shows("No “said by” yet: that all is well"));
    sayso.click_in("Checklist panel", "All articles");
    sayso.act(Action::Command(sayso::app::Command::Codebooks));
    sayso.click("Each Claim needs said by");
    sayso.click("Each Claim needs told to");
    sayso.click("Done");
    assert!(!sayso.shows_part("No “said by” yet") && sayso.shows_part("No “told to” yet: that all is well"));
    sayso.key("Ctrl+Z");
    sayso.key("Ctrl+Z");
    assert!(sayso.shows_part("No “said by” yet"));
}

#[test]
fn a_mark_that_is_there_twice_is_listed_and_merged_in_one_step() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("that all is well");
    sayso.key("1");
    let file = sayso.save_as("twice.sayso");
    let saved = std::fs::read_to_string(&file).unwrap();
    let line = saved.lines().find(|line| line.contains("tag: \"claim\", at:")).unwrap();
    let id = line.split("id: \"").nth(1).unwrap().split('"').next().unwrap();
    let other = line.replace(id, "zzzzzzzzzzzzzzzz");
    let path = sayso.path("doubled.sayso");
    std::fs::write(&path, saved.replacen(line, &format!("{line}\n{other}"), 1)).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    assert_eq!(sayso.article().spans.len(), 2, "{}", sayso.notices());
    sayso.key("Ctrl+6");
    assert!(sayso.shows_part("Marked twice by the same coder: that all is well"));
    sayso.click_first("Checklist panel", "Merge marks");
    assert_eq!(sayso.article().spans.len(), 1);
    assert!(!sayso.shows_part("Marked twice"));
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.article().spans.len(), 2);
}
