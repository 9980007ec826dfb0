//! What is typed into fields: kept while it is typed, one change when the field is left, back in its field after a crash.

use egui::{Event, ImeEvent, Key, accesskit::Role};
use egui_kittest::{Node, kittest::Queryable};
use sayso::{
    app::{Action, Command, ProjectAction},
    store,
};

use crate::common::driver::Sayso;

const TEXT: &str = "Call\n\nPutin told Erdogan, in Moscow, that it rains. He left.";

/// A claim is selected, and its note has the keyboard.
fn in_note() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("He left");
    sayso.key("1");
    sayso.drag("it rains");
    sayso.key("1");
    sayso.key("M");
    sayso
}

fn note(sayso: &Sayso) -> &str {
    &sayso.view().span().unwrap().note
}

fn node<'s>(sayso: &'s Sayso, name: &'s str) -> Node<'s> {
    let line = sayso.harness.query_by_role_and_label(Role::TextInput, name);
    line.unwrap_or_else(|| sayso.harness.get_by_role_and_label(Role::MultilineTextInput, name))
}

/// What a field shows.
fn field(sayso: &Sayso, name: &str) -> String {
    node(sayso, name).value().unwrap_or_default()
}

fn undo_label(sayso: &Sayso) -> String {
    sayso.view().session.history().undo_label().unwrap_or_default().to_owned()
}

/// The steps in the journal of the project that is open.
fn steps(sayso: &Sayso) -> usize {
    let folder = sayso.view().session.state_folder().unwrap();
    let project = sayso.view().project().id;
    store::journal::entries(&store::RealDisk, &folder, project).unwrap().len()
}

/// Lets this many seconds go by.
fn wait(sayso: &mut Sayso, seconds: usize) {
    sayso.harness.run_steps(60 * seconds);
}

#[test]
fn a_field_that_is_left_becomes_one_change_whichever_way_it_is_left() {
    for leave in ["Escape", "Ctrl+J", "click", "F6"] {
        let mut sayso = in_note();
        let before = (undo_label(&sayso), steps(&sayso));
        sayso.type_text("half a ");
        wait(&mut sayso, 2);
        sayso.type_text("note");
        assert_eq!((undo_label(&sayso), steps(&sayso)), before, "a draft is no change");
        if leave == "click" {
            sayso.click_words("Putin", 1);
        } else {
            sayso.key(leave);
        }
        let article = sayso.article();
        let span = article.spans.in_text_order().next().unwrap();
        assert_eq!(span.note, "half a note", "{leave}");
        assert_eq!(steps(&sayso), before.1 + 1, "{leave}");
        sayso.act(Action::Command(Command::Undo));
        assert_eq!(undo_label(&sayso), before.0, "one step was taken back after {leave}");
    }
}

#[test]
fn a_look_at_another_window_leaves_no_field() {
    let mut sayso = in_note();
    let before = steps(&sayso);
    sayso.type_text("half a ");
    sayso.harness.input_mut().focused = false;
    wait(&mut sayso, 2);
    assert_eq!((note(&sayso), steps(&sayso)), ("", before));
    sayso.harness.input_mut().focused = true;
    sayso.type_text("note");
    sayso.key("Escape");
    assert_eq!((note(&sayso), steps(&sayso)), ("half a note", before + 1));
}

#[test]
fn what_is_half_typed_is_back_in_its_field_after_a_crash() {
    for is_saved in [false, true] {
        let mut sayso = in_note();
        let files = if is_saved { vec![sayso.save_as("a.sayso")] } else { Vec::new() };
        sayso.key("M");
        sayso.type_text("half \"a\" note –");
        sayso.key("Enter");
        sayso.type_text("zweite Zeile");
        wait(&mut sayso, 2);
        let mut sayso = sayso.restart(files);
        assert_eq!(field(&sayso, "Note"), "half \"a\" note –\nzweite Zeile");
        assert_eq!(note(&sayso), "", "it is no change yet");
        assert!(sayso.notices().contains("What you were typing was recovered"), "{}", sayso.notices());
        sayso.type_text("!");
        sayso.key("Escape");
        assert_eq!(note(&sayso), "half \"a\" note –\nzweite Zeile!");
        sayso.act(Action::Command(Command::Undo));
        assert_eq!(note(&sayso), "");
        let sayso = sayso.restart(Vec::new());
        assert!(!sayso.notices().contains("What you were typing"), "{}", sayso.notices());
    }
}

#[test]
fn forms_of_panels_open_again_on_what_was_typed_there() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.harness.get_by_label("Claim").click_secondary();
    sayso.settle();
    sayso.click("Edit tag…");
    let area = |sayso: &Sayso| sayso.harness.get_by_role_and_label(Role::MultilineTextInput, "Definition").value();
    sayso.harness.get_by_role_and_label(Role::MultilineTextInput, "Definition").focus();
    sayso.settle();
    sayso.type_text("What is ");
    wait(&mut sayso, 2);
    let mut sayso = sayso.restart(Vec::new());
    assert!(area(&sayso).is_some_and(|text| text.ends_with("What is ")), "{:?}", area(&sayso));
    let definition = |sayso: &Sayso| sayso.view().project().codebook.tags[0].definition.clone();
    let before = definition(&sayso);
    assert!(!before.contains("What is "));
    sayso.type_text("said");
    sayso.key("Escape");
    assert_eq!(definition(&sayso), format!("{before}What is said"));
    sayso.act(Action::Command(Command::Undo));
    assert_eq!(definition(&sayso), before);
}

#[test]
fn ctrl_s_saves_what_is_typed_and_leaves_keyboard_and_cursor_where_they_are() {
    let mut sayso = in_note();
    let path = sayso.save_as("a.sayso");
    sayso.key("M");
    sayso.type_text("abd");
    sayso.key("ArrowLeft");
    sayso.key("Ctrl+S");
    assert!(std::fs::read_to_string(&path).unwrap().contains("note: \"abd\""), "what is typed is saved");
    assert!(!sayso.view().session.is_unsaved());
    for key in ["3", "S", "Delete", "Space", "Enter", "2"] {
        match key {
            "3" | "2" => {
                sayso.harness.key_press(Key::from_name(key).unwrap());
                sayso.type_text(key);
            }
            "S" => {
                sayso.harness.key_press(Key::S);
                sayso.type_text("s");
            }
            "Space" => {
                sayso.harness.key_press(Key::Space);
                sayso.type_text(" ");
            }
            key => sayso.key(key),
        }
        sayso.key("Ctrl+S");
    }
    assert_eq!(note(&sayso), "ab3s \n2", "the letter after the cursor was deleted, everything else typed");
    assert_eq!(sayso.marks(), "Call\n\nPutin told Erdogan, in Moscow, that [it rains]{claim}. [He left]{claim}.");
    assert!(sayso.view().choices.is_none());
}

#[test]
fn saving_a_new_project_asks_where_and_gives_the_keyboard_back_to_the_field() {
    let mut sayso = in_note();
    sayso.type_text("abc");
    // There is no dialog of the system here, so the path is typed in a prompt.
    sayso.key("Ctrl+S");
    assert!(sayso.view().prompt.is_some());
    sayso.key("Escape");
    sayso.type_text("d");
    sayso.key("Escape");
    assert_eq!(note(&sayso), "abcd");
}

#[test]
fn a_menu_gives_the_keyboard_back_to_the_field() {
    let mut sayso = in_note();
    let path = sayso.save_as("a.sayso");
    sayso.key("M");
    sayso.type_text("ab");
    sayso.click("File");
    sayso.click("Save");
    sayso.settle();
    assert!(std::fs::read_to_string(path).unwrap().contains("note: \"ab\""), "{}", sayso.notices());
    for key in ["3", "Delete", "S"] {
        sayso.harness.key_press(Key::from_name(key).unwrap());
        sayso.settle();
    }
    sayso.type_text("3");
    sayso.key("Escape");
    assert_eq!(note(&sayso), "ab3");
    assert!(sayso.marks().contains("[it rains]{claim}"));
    // A command of the menu that moves the keyboard itself does so.
    sayso.key("M");
    sayso.click("Edit");
    sayso.click("Find in article…");
    sayso.type_text("Putin");
    assert_eq!(sayso.selected(), "Putin");
}

#[test]
fn undo_in_a_field_takes_back_what_was_typed_there() {
    let mut sayso = in_note();
    sayso.type_text("first");
    wait(&mut sayso, 2);
    sayso.type_text(" second");
    wait(&mut sayso, 2);
    sayso.key("Ctrl+Z");
    assert_eq!(field(&sayso, "Note"), "first");
    sayso.key("Ctrl+Z");
    sayso.key("Ctrl+Z");
    sayso.key("Ctrl+Z");
    assert_eq!(field(&sayso, "Note"), "");
    assert!(sayso.marks().contains("{claim}"), "nothing else was undone");
    sayso.key("Ctrl+Y");
    sayso.key("Escape");
    assert_eq!(note(&sayso), "first");
}

#[test]
fn undo_in_a_field_brings_nothing_of_another_mark() {
    let mut sayso = in_note();
    sayso.type_text("of the claim");
    sayso.key("Escape");
    sayso.drag("Putin");
    sayso.key("2");
    sayso.key("M");
    wait(&mut sayso, 2);
    sayso.key("Ctrl+Z");
    sayso.key("Ctrl+Z");
    assert_eq!(field(&sayso, "Note"), "");
}

#[test]
fn escape_belongs_to_the_input_method_while_it_composes() {
    let mut sayso = in_note();
    sayso.type_text("a ");
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    sayso.harness.event(preedit("nihon"));
    sayso.settle();
    for key in ["Escape", "Enter", "1", "Tab"] {
        sayso.harness.key_press(Key::from_name(key).unwrap());
        sayso.settle();
        assert!(sayso.harness.ctx.text_edit_focused(), "{key} is the input method's");
    }
    assert_eq!(note(&sayso), "", "nothing was left");
    // The input method drops what it composed, and passes the key on behind that.
    sayso.harness.event(preedit(""));
    sayso.harness.key_press(Key::Escape);
    sayso.settle();
    assert_eq!((field(&sayso, "Note").as_str(), note(&sayso)), ("a ", ""));
    sayso.harness.event(preedit("νι"));
    sayso.settle();
    sayso.harness.event(Event::Ime(ImeEvent::Commit("νιχόν".to_owned())));
    sayso.settle();
    sayso.key("Escape");
    assert_eq!(note(&sayso), "a νιχόν");
    assert!(sayso.view().span().is_some());
    // Nor does it close a prompt.
    sayso.act(Action::Command(Command::ProjectFacts));
    sayso.harness.event(preedit("ν"));
    sayso.settle();
    sayso.key("Escape");
    assert!(sayso.view().prompt.is_some());
    sayso.harness.event(Event::Ime(ImeEvent::Commit("ν".to_owned())));
    sayso.settle();
    sayso.key("Escape");
    assert!(sayso.view().prompt.is_none());
}

#[test]
fn a_cancelled_prompt_offers_again_what_was_typed() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Command(Command::ProjectFacts));
    sayso.type_text("The call");
    sayso.key("Escape");
    assert!(sayso.view().prompt.is_none());
    assert_ne!(sayso.view().project().title, "The call", "cancelled is cancelled");
    sayso.act(Action::Command(Command::ProjectFacts));
    assert_eq!(field(&sayso, "Title"), "The call");
    sayso.click("Start over");
    assert_eq!(field(&sayso, "Title"), "");
    sayso.key("Escape");
    sayso.act(Action::Command(Command::ProjectFacts));
    assert!(!sayso.shows("Start over"), "there is nothing to offer");
    sayso.type_text("A second call");
    wait(&mut sayso, 2);
    let mut sayso = sayso.restart(Vec::new());
    sayso.act(Action::Command(Command::ProjectFacts));
    assert_eq!(field(&sayso, "Title"), "A second call");
    sayso.click("Done");
    assert_eq!(sayso.view().project().title, "A second call");
    sayso.act(Action::Command(Command::ProjectFacts));
    assert!(!sayso.shows("Start over"), "it is used");
}

#[test]
fn an_untouched_project_leaves_nothing_to_recover_when_another_is_opened() {
    let mut sayso = Sayso::with_text(TEXT);
    let path = sayso.save_as("a.sayso");
    sayso.act(Action::Command(Command::NewProject));
    sayso.act(Action::Command(Command::ProjectFacts));
    sayso.type_text("The call");
    wait(&mut sayso, 2);
    let folder = sayso.view().session.state_folder().unwrap();
    assert!(folder.join(store::journal::JOURNAL).join("drafts").is_file(), "a crash would lose nothing");
    sayso.key("Escape");
    sayso.act(Action::Project(ProjectAction::Open(vec![path.clone()])));
    let sayso = sayso.restart(Vec::new());
    assert_eq!(sayso.view().session.path.as_ref(), Some(&path), "{}", sayso.notices());
}

#[test]
fn the_facts_of_an_article_are_offered_again_and_saved_with_the_form_open() {
    let mut sayso = Sayso::with_text(TEXT);
    let path = sayso.save_as("a.sayso");
    sayso.act(Action::Command(Command::EditFacts));
    sayso.type_text("Courier");
    sayso.key("Escape");
    assert_eq!(sayso.article().facts.outlet, "");
    sayso.act(Action::Command(Command::EditFacts));
    assert_eq!(field(&sayso, "Outlet"), "Courier");
    sayso.type_text(" of Kyiv");
    sayso.key("Ctrl+S");
    assert!(std::fs::read_to_string(&path).unwrap().contains("outlet: \"Courier of Kyiv\""));
    sayso.type_text("!");
    sayso.key("Enter");
    assert_eq!(sayso.article().facts.outlet, "Courier of Kyiv!");
    let mut sayso = sayso.restart(vec![path]);
    sayso.act(Action::Command(Command::EditFacts));
    assert!(!sayso.shows("Start over"));
}

#[test]
fn what_cannot_be_taken_stays_in_its_field() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.harness.get_by_label("Claim").click_secondary();
    sayso.settle();
    sayso.click("Edit tag…");
    node(&sayso, "Custom colour").focus();
    sayso.settle();
    sayso.type_text("#12");
    sayso.key("Enter");
    assert!(sayso.notice().contains("is not a colour"), "{}", sayso.notice());
    assert_eq!(field(&sayso, "Custom colour"), "#12");
    node(&sayso, "Custom colour").focus();
    sayso.settle();
    sayso.type_text("3456");
    sayso.key("Enter");
    let claim = sayso.view().project().codebook.tags.iter().find(|tag| tag.name == "Claim").unwrap().colour;
    assert_eq!(claim.hex(), "#123456");
}

#[test]
fn the_steps_of_a_journal_are_the_same_with_drafts_as_without() {
    let mut sayso = in_note();
    let folder = sayso.view().session.state_folder().unwrap().join(store::journal::JOURNAL);
    let step_files = |folder: &std::path::Path| -> Vec<(String, Vec<u8>)> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let named =
            entries.map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()));
        named.filter(|(name, _)| name.parse::<u64>().is_ok()).collect()
    };
    let before = step_files(&folder);
    sayso.type_text("half a note");
    wait(&mut sayso, 2);
    assert!(folder.join("drafts").is_file(), "kept within two seconds");
    // All that versions without drafts read are the files with numbers.
    assert_eq!(step_files(&folder), before);
    sayso.key("Escape");
    sayso.settle();
    assert!(!folder.join("drafts").exists(), "it is a change now");
}

#[test]
fn what_is_being_typed_is_not_called_saved() {
    let mut sayso = in_note();
    sayso.save_as("work.sayso");
    let says = |sayso: &Sayso, words: &str| sayso.harness.query_by_label(words).is_some();
    assert!(says(&sayso, "All changes saved"));
    sayso.key("M");
    sayso.harness.event(Event::Text("half a".to_owned()));
    sayso.settle();
    assert!(sayso.view().session.drafts().are_waiting(), "{}", sayso.notices());
    assert!(says(&sayso, "Typing not finished") && !says(&sayso, "All changes saved"));
}
