//! The codebook: changes act on the marks, say how many, and can be undone.

use egui_kittest::kittest::Queryable;
use sayso::{
    app::{Action, CodebookAction, Command, FieldChange, FieldOwner},
    model::{Colour, FieldDef, FieldId, FieldKind, FieldValue, TagId},
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
    sayso.click("Delete tag and 2 marks");
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
fn merging_says_first_how_many_marks_coincide() {
    let mut sayso = marked();
    sayso.drag("Moscow");
    sayso.key("2");
    sayso.act(Action::Codebook(CodebookAction::AskMerge { from: tag("location"), into: tag("speaker") }));
    assert!(sayso.shows_part("1 mark coincides with another"));
    let before = sayso.view().project().clone();
    sayso.click("Merge");
    assert_eq!((sayso.article().spans.len(), sayso.article().doubles().len()), (3, 0));
    sayso.key("Ctrl+Z");
    assert_eq!(*sayso.view().project(), before);
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
    assert!(sayso.notice().contains("the key 1 already belongs to the tag “Claim”"), "{}", sayso.notice());
    sayso.act(Action::Codebook(CodebookAction::SetKey(tag("cue"), "f".to_owned())));
    assert!(sayso.notice().contains("is already used by “Look again”"), "{}", sayso.notice());
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
    assert!(sayso.notice().contains("cannot be under itself"), "{}", sayso.notice());
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

#[test]
fn a_ready_made_codebook_is_added_and_undone_in_one_step() {
    let mut sayso = marked();
    let before = sayso.view().project().clone();
    sayso.act(Action::Command(Command::Codebooks));
    sayso.click("Add: Persuasion techniques");
    let codebook = &sayso.view().project().codebook;
    assert_eq!(codebook.tags.len(), 5 + 29, "{}", sayso.notices());
    assert_eq!(codebook.tag_with_key("1").unwrap().name, "Claim", "keys that are taken stay with their tags");
    assert!(sayso.shows("Name calling"));
    sayso.click("Done");
    sayso.drag("Erdogan");
    sayso.type_text("name call");
    assert!(!sayso.harness.get_by_label("Mark as").query_all_by_label("Claim").any(|_| true), "the list is narrowed");
    sayso.key("Escape");
    sayso.key("Ctrl+Z");
    assert_eq!(*sayso.view().project(), before);
}

#[test]
fn another_codebook_is_used_instead_and_what_has_marks_stays() {
    let mut sayso = marked();
    let before = sayso.view().project().clone();
    sayso.act(Action::Command(Command::Codebooks));
    sayso.click("Use instead: Frames");
    let names: Vec<&str> = sayso.view().project().codebook.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names.len(), 15 + 2, "{}", sayso.notices());
    assert_eq!(names[15..], ["Speaker", "Location"], "those with marks stay");
    assert_eq!(sayso.article().spans.len(), 3);
    sayso.click("Done");
    sayso.key("Ctrl+Z");
    assert_eq!(*sayso.view().project(), before);
}

#[test]
fn a_codebook_goes_to_a_file_and_comes_into_another_project() {
    let mut sayso = marked();
    sayso.act(Action::Codebook(CodebookAction::Add { name: "Rumour".to_owned(), parent: Some(tag("claim")) }));
    let file = sayso.path("shared.ron");
    sayso.answer(&file);
    sayso.act(Action::Command(Command::ExportCodebook));
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("// Sayso codebook\n"), "{}", sayso.notices());
    let mut other = Sayso::with_text("Another text.");
    other.answer(&file);
    other.act(Action::Command(Command::ImportCodebook));
    other.click_part("Add: ");
    let codebook = &other.view().project().codebook;
    let rumour = codebook.tags.iter().find(|tag| tag.name == "Rumour").expect("the tag came along");
    assert_eq!(rumour.parent, Some(tag("claim")));
    // A project gives its codebook too; what is neither is refused plainly.
    let project = sayso.save_as("work.sayso");
    other.answer(&project);
    other.act(Action::Command(Command::ImportCodebook));
    assert!(other.shows("6 tags, all in the project"));
    other.key("Escape");
    std::fs::write(&file, "(tags: [(id: 1)])").unwrap();
    other.answer(&file);
    other.act(Action::Command(Command::ImportCodebook));
    assert!(other.notice().contains("is not a codebook Sayso can read: line 1"), "{}", other.notice());
}

#[test]
fn a_question_is_added_to_a_tag_and_answered_by_keys() {
    let mut sayso = marked();
    let location = tag("location");
    sayso.act(Action::Codebook(CodebookAction::AddField(FieldOwner::Tag(location.clone()), "Mapped on".to_owned())));
    let field = sayso.view().project().codebook.tag(&location).unwrap().fields.last().unwrap().clone();
    let (owner, change) = (FieldOwner::Tag(location.clone()), FieldChange::Kind(FieldKind::Date));
    sayso.act(Action::Codebook(CodebookAction::ChangeField(owner, field.id.clone(), change)));
    let dated = FieldDef { kind: FieldKind::Date, ..field };
    sayso.click_words("Moscow", 1);
    sayso.key("D");
    assert!(sayso.shows("where it happened"), "the first question: its role");
    sayso.key("1");
    sayso.type_text("2022-13");
    sayso.key("Enter");
    assert!(sayso.notice().contains("takes a date"), "{}", sayso.notice());
    sayso.key("Escape");
    sayso.key("D");
    sayso.type_text("2022-03-06");
    sayso.key("Enter");
    let fields = &sayso.view().span().unwrap().fields;
    assert_eq!(fields[&dated.id], FieldValue::Date("2022-03-06".to_owned()), "{}", sayso.notices());
    assert_eq!(fields[&FieldId::new("role")], FieldValue::Choice("where it happened".to_owned()));
    sayso.act(Action::Codebook(CodebookAction::RemoveField(FieldOwner::Tag(location), dated.id.clone())));
    assert!(sayso.view().span().unwrap().fields.contains_key(&dated.id), "answers stay");
}
