//! The same without a mouse.

use egui::{Key, Modifiers};

use crate::common::driver::Sayso;

const TEXT: &str = "Call\n\nPutin told Erdogan, in Moscow, that it rains. He left.\n\nA second paragraph follows here.";

/// The caret at the start of the paragraph under the headline.
fn at_first_paragraph() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.key("ArrowDown");
    sayso
}

/// A paragraph is marked by keys alone.
#[test]
fn a_paragraph_is_marked_by_keys_alone() {
    let mut sayso = at_first_paragraph();
    sayso.key("Ctrl+Shift+ArrowRight");
    assert_eq!(sayso.selected(), "Putin");
    sayso.key("2");
    sayso.key("Ctrl+ArrowRight");
    sayso.key("Ctrl+ArrowLeft");
    sayso.key("Ctrl+D");
    assert_eq!(sayso.selected(), "told");
    sayso.key("Enter");
    assert!(sayso.shows("Mark as"));
    sayso.key("ArrowDown");
    sayso.key("ArrowDown");
    sayso.key("Enter");
    assert!(sayso.marks().starts_with("Call\n\n[Putin]{speaker} [told]{cue} "), "{}", sayso.marks());
    sayso.key("Ctrl+L");
    assert_eq!(sayso.selected(), "Putin told Erdogan, in Moscow, that it rains.");
    sayso.key("Alt+ArrowLeft");
    assert_eq!(sayso.selected(), "Putin told Erdogan, in Moscow, that it rains");
    sayso.key("1");
    assert!(
        sayso.marks().starts_with("Call\n\n[[Putin]{speaker} [told]{cue} Erdogan, in Moscow, that it rains]{claim}."),
        "{}",
        sayso.marks()
    );
}

#[test]
fn edges_move_by_words() {
    let mut sayso = at_first_paragraph();
    sayso.key("Ctrl+Shift+ArrowRight");
    sayso.key("1");
    sayso.key("Alt+L");
    assert!(sayso.marks().starts_with("Call\n\n[Putin told]{claim}"), "{}", sayso.marks());
    sayso.key("Alt+L");
    sayso.key("Alt+J");
    assert!(sayso.marks().starts_with("Call\n\nPutin [told Erdogan]{claim}"), "{}", sayso.marks());
    sayso.key("Alt+H");
    sayso.key("Alt+K");
    assert!(sayso.marks().starts_with("Call\n\n[Putin told]{claim}"), "{}", sayso.marks());
}

#[test]
fn caret_moves_by_lines_and_to_ends() {
    let mut sayso = at_first_paragraph();
    sayso.key("ArrowDown");
    let second = sayso.find("A second").start;
    assert_eq!(sayso.view().selection.head, second);
    sayso.key("End");
    assert_eq!(sayso.view().selection.head.index(), TEXT.len());
    sayso.key("Ctrl+Home");
    assert_eq!(sayso.view().selection.head.index(), 0);
    sayso.key("Shift+End");
    assert_eq!(sayso.selected(), "Call");
}

#[test]
fn spans_and_sentences_are_walked_through() {
    let mut sayso = at_first_paragraph();
    sayso.drag("told");
    sayso.key("3");
    sayso.drag("Moscow");
    sayso.key("5");
    sayso.key("Escape");
    sayso.key("Ctrl+Home");
    let chosen = |sayso: &Sayso| sayso.view().span().map(|span| sayso.article().words_of(span));
    sayso.key("Ctrl+J");
    assert_eq!(chosen(&sayso).as_deref(), Some("told"));
    sayso.key("Ctrl+J");
    assert_eq!(chosen(&sayso).as_deref(), Some("Moscow"));
    sayso.key("Ctrl+Shift+J");
    assert_eq!(chosen(&sayso).as_deref(), Some("told"));
    sayso.key("Ctrl+U");
    assert_eq!(sayso.selected(), "He left.");
    sayso.key("Ctrl+B");
    assert_eq!(sayso.view().selection.head, sayso.find("told").start);
    sayso.key("Tab");
    assert_eq!(chosen(&sayso).as_deref(), Some("told"));
}

#[test]
fn find_goes_from_hit_to_hit() {
    let mut sayso = Sayso::with_text("One rain. Two RAIN. Three.");
    sayso.key("Ctrl+F");
    sayso.type_text("rain");
    assert_eq!(sayso.selected(), "rain");
    sayso.key("F3");
    assert_eq!(sayso.selected(), "RAIN");
    sayso.key("Shift+F3");
    assert_eq!(sayso.selected(), "rain");
}

#[test]
fn a_hit_far_below_comes_into_view_even_with_a_mark_chosen() {
    let text = format!("First words.\n\n{}Needle at the end.", "Some filling text.\n\n".repeat(80));
    let mut sayso = Sayso::with_text(&text);
    sayso.drag("First");
    sayso.key("1");
    sayso.key("Ctrl+F");
    sayso.type_text("needle");
    assert!(!sayso.rects("Needle").is_empty());
}

#[test]
fn the_palette_runs_a_command() {
    let mut sayso = at_first_paragraph();
    sayso.key("Ctrl+Shift+P");
    sayso.type_text("theme: dark");
    sayso.key("Enter");
    assert_eq!(sayso.view().settings.theme, sayso::app::ThemeChoice::Dark);
    assert_eq!(sayso.view().prompt, None);
}

#[test]
fn a_key_is_changed_and_kept_with_the_person() {
    let mut sayso = at_first_paragraph();
    sayso.key("F1");
    sayso.type_text("save");
    assert!(!sayso.shows("Shortcut for Undo"));
    sayso.click("Shortcut for Save");
    sayso.key("F9");
    assert_eq!(sayso.view().settings.shortcut_label(sayso::app::Command::Save), "F9");
    sayso.click("Shortcut for Save as…");
    sayso.key("F9");
    assert!(sayso.notice().contains("is already used by “Save”"), "{}", sayso.notice());
    let sayso = sayso.restart(Vec::new());
    assert_eq!(sayso.view().settings.shortcut_label(sayso::app::Command::Save), "F9");
}

#[test]
fn a_modifier_alone_is_no_key_and_the_combination_it_begins_is() {
    let mut sayso = at_first_paragraph();
    sayso.key("F1");
    sayso.type_text("report");
    sayso.click("Shortcut for Export report…");
    let with = |modifiers: Modifiers, key: Key, pressed: bool| egui::Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    let label = |sayso: &Sayso| sayso.view().settings.shortcut_label(sayso::app::Command::ExportReport);
    sayso.harness.event(with(Modifiers::COMMAND, Key::ControlLeft, true));
    sayso.settle();
    sayso.harness.event(with(Modifiers::COMMAND | Modifiers::ALT, Key::AltLeft, true));
    sayso.settle();
    assert_eq!(label(&sayso), "", "still waiting for a key");
    sayso.key("Ctrl+Alt+R");
    sayso.harness.event(with(Modifiers::NONE, Key::ControlLeft, false));
    sayso.settle();
    assert_eq!(label(&sayso), "Ctrl+Alt+R");
    // What egui makes other events of.
    sayso.click("Shortcut for Export report…");
    sayso.harness.event(egui::Event::Cut);
    sayso.settle();
    assert_eq!(label(&sayso), "Ctrl+X");
    // A letter is a key, and does not land in the filter.
    sayso.click("Shortcut for Export report…");
    sayso.harness.key_press(Key::R);
    sayso.type_text("r");
    assert_eq!(label(&sayso), "R");
    assert!(sayso.shows("Shortcut for Export report…"), "the filter is as it was");
    // Escape leaves the key as it is.
    sayso.click("Shortcut for Export report…");
    sayso.key("Escape");
    assert_eq!(label(&sayso), "R");
    sayso.key("Escape");
    sayso.harness.event(with(Modifiers::COMMAND, Key::ControlLeft, true));
    sayso.settle();
    assert!(sayso.view().article().is_some(), "Ctrl alone does nothing");
}

#[test]
fn f6_goes_from_the_text_through_the_panels_and_back() {
    let mut sayso = at_first_paragraph();
    sayso.key("Ctrl+Shift+ArrowRight");
    sayso.key("1");
    sayso.key("Ctrl+3");
    let focused = |sayso: &Sayso| sayso.harness.ctx.memory(|memory| memory.focused()).unwrap();
    let text = focused(&sayso);
    let before = sayso.marks();
    let mut stops = Vec::new();
    for _ in 0..4 {
        sayso.key("F6");
        assert_ne!(focused(&sayso), text, "{stops:?}");
        stops.push(sayso.harness.ctx.read_response(focused(&sayso)).unwrap().rect.center());
        // Bare keys are not for the marks while a panel has the keyboard; Tab goes on in it.
        for key in ["2", "S", "Delete"] {
            sayso.key(key);
        }
        let first = focused(&sayso);
        sayso.key("Tab");
        assert_ne!(focused(&sayso), first);
        assert_ne!(focused(&sayso), text);
    }
    // The articles on the left; codebook and inspector on the right; the ledger below.
    let is_in_order = matches!(stops.as_slice(), [articles, codebook, inspector, ledger]
        if articles.x < 220.0 && codebook.x > 1000.0 && inspector.x > 1000.0
            && inspector.y > codebook.y && ledger.y > 600.0 && ledger.x < 1000.0);
    assert!(is_in_order, "{stops:?}");
    assert_eq!(sayso.marks(), before);
    assert!(sayso.view().choices.is_none());
    sayso.key("F6");
    assert_eq!(focused(&sayso), text);
    sayso.key("2");
    assert!(sayso.marks().contains("[Putin]{speaker}"), "{}", sayso.marks());
    // By the menu, too.
    sayso.act(sayso::app::Action::Command(sayso::app::Command::LeaveText));
    assert_ne!(focused(&sayso), text);
}

#[test]
fn keys_with_alt_are_not_those_without() {
    let mut sayso = at_first_paragraph();
    sayso.key("Ctrl+Shift+ArrowRight");
    sayso.key("1");
    let before = sayso.marks();
    sayso.key("Alt+S");
    sayso.key("Alt+2");
    assert!(sayso.view().choices.is_none());
    assert_eq!(sayso.marks(), before);
    // Some keyboards type with Alt, so in a field it is the field's.
    sayso.key("M");
    sayso.key("Alt+L");
    assert_eq!(sayso.marks(), before);
}
