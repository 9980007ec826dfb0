//! The codebook: changes act on the marks, say how many, and can be undone.

use sayso::{
    app::{Action, CodebookAction},
    model::{Colour, TagId},
};

use crate::common::driver::Sayso;

fn marked() -> Sayso {
    let mut sayso = Sayso::with_text("Putin told Erdogan in Moscow and in Kiev.");
    for (words, key) in [("Putin", "2"), ("Moscow", "5"), ("Kiev", "5")] {
        sayso.drag(words);
        sayso.key(key);
    }
    sayso.key("Escape");
    sayso
}

fn tag(id: &str) -> TagId {
    TagId::new(id)
}

#[test]
fn deleting_a_tag_says_how_many_marks_go_and_undo_brings_all_back() {
    let mut sayso = marked();
    let before = sayso.view().project().clone();
    sayso.act(Action::Codebook(CodebookAction::AskDelete(tag("location"))));
    assert!(sayso.shows_part("2 marks with this tag will be deleted"));
    sayso.click("Delete with 2 marks");
    assert_eq!(sayso.article().spans.len(), 1);
    assert!(!sayso.shows("Location"));
    sayso.key("Ctrl+Z");
    assert_eq!(*sayso.view().project(), before);
}

#[test]
fn merging_gives_the_marks_to_the_other_tag() {
    let mut sayso = marked();
    sayso.act(Action::Codebook(CodebookAction::AskMerge { from: tag("location"), into: tag("speaker") }));
    sayso.click("Merge");
    assert!(sayso.marks().contains("[Moscow]{speaker}"));
    sayso.key("Ctrl+Z");
    assert!(sayso.marks().contains("[Moscow]{location}"));
}

#[test]
fn splitting_moves_the_marks_that_hold_the_words() {
    let mut sayso = marked();
    let split = CodebookAction::Split { from: tag("location"), name: "Capital".to_owned(), holding: "kiev".to_owned() };
    sayso.act(Action::Codebook(split));
    let project = sayso.view().project();
    let capital = project.codebook.tags.iter().find(|tag| tag.name == "Capital").unwrap();
    assert_eq!((project.count(&capital.id), project.count(&tag("location"))), (1, 1));
}

#[test]
fn keys_clash_with_tags_and_commands() {
    let mut sayso = marked();
    sayso.act(Action::Codebook(CodebookAction::SetKey(tag("cue"), "1".to_owned())));
    assert!(sayso.notice().contains("the key 1 belongs to “Claim” already"), "{}", sayso.notice());
    sayso.act(Action::Codebook(CodebookAction::SetKey(tag("cue"), "f".to_owned())));
    assert!(sayso.notice().contains("belongs to the command “Look again”"), "{}", sayso.notice());
    sayso.act(Action::Codebook(CodebookAction::SetKey(tag("cue"), "7".to_owned())));
    assert_eq!(sayso.view().project().codebook.tag(&tag("cue")).unwrap().key, "7");
}

#[test]
fn rename_recolour_move_and_tree() {
    let mut sayso = marked();
    let version = sayso.view().project().codebook.version;
    sayso.act(Action::Codebook(CodebookAction::Rename(tag("claim"), "Statement".to_owned())));
    sayso.act(Action::Codebook(CodebookAction::SetColour(tag("claim"), Colour::Rgb(1, 2, 3))));
    sayso.act(Action::Codebook(CodebookAction::SetParent(tag("cue"), Some(tag("claim")))));
    sayso.act(Action::Codebook(CodebookAction::Shift(tag("location"), -1)));
    let codebook = &sayso.view().project().codebook;
    assert_eq!(codebook.version, version + 3);
    let tree: Vec<(usize, &str)> = codebook.tree().into_iter().map(|(depth, tag)| (depth, tag.name.as_str())).collect();
    assert_eq!(tree, [(0, "Statement"), (1, "Cue"), (0, "Speaker"), (0, "Location"), (0, "Addressee")]);
    sayso.act(Action::Codebook(CodebookAction::SetParent(tag("claim"), Some(tag("cue")))));
    assert!(sayso.notice().contains("cannot stand under itself"), "{}", sayso.notice());
    for _ in 0..4 {
        sayso.key("Ctrl+Z");
    }
    assert_eq!(sayso.view().project().codebook.tag(&tag("claim")).unwrap().name, "Claim");
}

#[test]
fn a_tag_is_added_in_the_panel() {
    let mut sayso = marked();
    sayso.click("New tag…");
    sayso.type_text("Organisation");
    sayso.key("Enter");
    assert!(sayso.shows("Organisation"));
}
