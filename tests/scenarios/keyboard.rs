//! The same without a mouse.

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
    sayso.key("Alt+Shift+ArrowRight");
    assert!(sayso.marks().starts_with("Call\n\n[Putin told]{claim}"), "{}", sayso.marks());
    sayso.key("Alt+Shift+ArrowRight");
    sayso.key("Ctrl+Alt+ArrowRight");
    assert!(sayso.marks().starts_with("Call\n\nPutin [told Erdogan]{claim}"), "{}", sayso.marks());
    sayso.key("Ctrl+Alt+ArrowLeft");
    sayso.key("Alt+Shift+ArrowLeft");
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
