//! Every way of marking with the mouse.

use egui::{Modifiers, vec2};
use sayso::{
    app::{Action, MarkAction},
    model::TagId,
};

use crate::common::driver::Sayso;

const TEXT: &str =
    "A headline\n\nPutin told Erdogan, in Moscow, that “it rains.” He left for Kiev. Then he slept.\n\nMore to come.";

#[test]
fn a_drag_opens_the_list_and_one_click_tags() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("utin tol");
    assert_eq!(sayso.selected(), "Putin told");
    assert!(sayso.shows("Mark as"));
    sayso.click_in("Mark as", "Claim");
    assert!(sayso.marks().contains("[Putin told]{claim}"), "{}", sayso.marks());
    assert!(!sayso.shows("Mark as"));
    assert!(sayso.shows("Claim: Putin told"));
}

#[test]
fn a_digit_tags_what_is_selected_and_undo_names_it() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Erdogan,");
    sayso.key("2");
    assert!(sayso.marks().contains("[Erdogan]{speaker},"));
    assert_eq!(sayso.view().session.history().undo_label(), Some("Mark “Erdogan” as Speaker"));
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.marks(), TEXT);
    sayso.key("Ctrl+Y");
    assert!(sayso.marks().contains("[Erdogan]{speaker},"));
}

#[test]
fn letters_filter_the_list_and_enter_takes_the_first() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.type_text("loc");
    sayso.key("Enter");
    assert!(sayso.marks().contains("[Moscow]{location}"));
}

#[test]
fn a_new_tag_can_be_made_in_the_list() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("it rains");
    sayso.type_text("Weather");
    sayso.key("Enter");
    let span = sayso.article().spans.iter().next().unwrap();
    let tag = sayso.view().project().codebook.tag(&span.tag).unwrap();
    assert_eq!((tag.name.as_str(), tag.key.as_str()), ("Weather", "6"));
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().project().codebook.tags.len(), 5);
}

#[test]
fn clicks_select_word_sentence_paragraph() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.click_words("Kiev", 2);
    assert_eq!(sayso.selected(), "Kiev");
    assert!(sayso.shows("Mark as"));
    sayso.key("Escape");
    sayso.harness.run_steps(30);
    sayso.click_words("Kiev", 3);
    assert_eq!(sayso.selected(), "He left for Kiev.");
    sayso.key("Escape");
    sayso.harness.run_steps(30);
    sayso.click_words("Kiev", 4);
    assert!(sayso.selected().starts_with("Putin told") && sayso.selected().ends_with("he slept."));
}

#[test]
fn alt_selects_exactly() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag_with("rdog", Modifiers::ALT);
    assert_eq!(sayso.selected(), "rdog");
    sayso.key("5");
    assert!(sayso.marks().contains("E[rdog]{location}an"));
}

#[test]
fn paint_mode_marks_every_selection_until_escape() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.click_in("Codebook panel", "Location");
    sayso.drag("Moscow");
    sayso.drag("Kiev");
    assert!(!sayso.shows("Mark as"));
    sayso.key("Escape");
    sayso.drag("Putin");
    assert!(sayso.shows("Mark as"));
    assert_eq!(sayso.article().spans.len(), 2);
}

#[test]
fn ctrl_drag_adds_a_piece_to_the_chosen_span() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("told Erdogan");
    sayso.key("1");
    sayso.drag_with("it rains", Modifiers::COMMAND | Modifiers::CTRL);
    assert!(
        sayso.marks().contains("[told Erdogan]{claim#1}, in Moscow, that “[it rains]{claim#1}"),
        "{}",
        sayso.marks()
    );
    assert_eq!(sayso.article().spans.len(), 1);
    sayso.key("Ctrl+Z");
    assert!(sayso.marks().contains("[told Erdogan]{claim}"));
}

#[test]
fn an_edge_is_dragged_and_everything_else_stays() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("told Erdogan");
    sayso.key("1");
    let span_id = sayso.view().span().unwrap().id;
    let [_, end] = sayso.handles("told Erdogan");
    let to = sayso.rects("Moscow")[0];
    // Along the handle's own height, as a hand does it.
    sayso.drag_between(end, egui::pos2(to.max.x - 3.0, end.y), Modifiers::NONE);
    assert!(sayso.marks().contains("[told Erdogan, in Moscow]{claim}"), "{}", sayso.marks());
    assert_eq!(sayso.article().spans.iter().next().unwrap().id, span_id);
    assert_eq!(sayso.view().session.history().undo_label(), Some("Resize “told Erdogan”"));
}

#[test]
fn the_next_mark_can_begin_right_beside_or_inside_the_one_just_made() {
    let mut sayso = Sayso::with_text("Putin noted that Moscow is ready.");
    for (words, key) in [("Putin", "2"), ("noted", "3"), ("that Moscow is ready", "1"), ("that Moscow", "5")] {
        let rect = sayso.rects(words)[0];
        sayso.drag_between(rect.left_center() + vec2(1.0, 0.0), rect.right_center() - vec2(1.0, 0.0), Modifiers::NONE);
        sayso.key(key);
    }
    let marks = "[Putin]{speaker} [noted]{cue} [[that Moscow]{location} is ready]{claim}.";
    assert_eq!(sayso.marks(), marks);
}

#[test]
fn a_drag_that_a_late_frame_sees_at_once_begins_where_the_button_went_down() {
    let mut sayso = Sayso::with_text(TEXT);
    let (from, to) = (sayso.rects("told")[0].left_center(), sayso.rects("Erdogan")[0].right_center());
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    sayso.pointer(from - vec2(0.0, 40.0), Modifiers::NONE);
    let events = &mut sayso.harness.input_mut().events;
    events.extend([egui::Event::PointerMoved(from + vec2(1.0, 0.0)), button(from + vec2(1.0, 0.0), true)]);
    events.extend([egui::Event::PointerMoved(to - vec2(1.0, 0.0)), button(to - vec2(1.0, 0.0), false)]);
    sayso.settle();
    assert_eq!(sayso.selected(), "told Erdogan");
    sayso.key("1");
    assert!(sayso.marks().contains("[told Erdogan]{claim}"), "{}", sayso.marks());
}

#[test]
fn clicks_go_through_overlapping_marks_smallest_first() {
    let mut sayso = Sayso::with_text(TEXT);
    for (words, key) in [("told Erdogan, in Moscow", "1"), ("in Moscow", "3"), ("Moscow", "5")] {
        sayso.drag(words);
        sayso.key(key);
    }
    sayso.key("Escape");
    sayso.key("Escape");
    let mut chosen = Vec::new();
    for _ in 0..4 {
        sayso.harness.run_steps(30);
        sayso.click_words("Moscow", 1);
        let span = sayso.view().span().unwrap();
        chosen.push(sayso.article().words_of(span));
    }
    assert_eq!(chosen, ["Moscow", "in Moscow", "told Erdogan, in Moscow", "Moscow"]);
}

#[test]
fn right_click_gives_another_tag_and_delete_removes() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Kiev");
    sayso.key("1");
    sayso.right_click("Kiev");
    sayso.click_in("Actions for mark", "Change tag…");
    sayso.click_in("Mark as", "Location");
    assert!(sayso.marks().contains("[Kiev]{location}"), "{}", sayso.marks());
    sayso.key("Delete");
    assert_eq!(sayso.marks(), TEXT);
}

#[test]
fn tagging_never_moves_the_text() {
    let mut sayso = Sayso::with_text(TEXT);
    let before = sayso.rects("More to come");
    for (words, key) in [("told Erdogan, in Moscow", "1"), ("Moscow", "5"), ("More", "2")] {
        sayso.drag(words);
        sayso.key(key);
    }
    assert_eq!(sayso.rects("More to come"), before);
}

#[test]
fn right_to_left_words_are_dragged_over_and_tagged() {
    let text = "قال الرئيس الروسي فلاديمير بوتين إن موسكو لن تعلق العملية.\n\nנשיא רוסיה אמר Erdoğan כי 70% ברורות.";
    let mut sayso = Sayso::with_text(text);
    sayso.drag("فلاديمير بوتين");
    assert_eq!(sayso.selected(), "فلاديمير بوتين");
    sayso.key("2");
    sayso.drag("רוסיה");
    sayso.key("5");
    assert!(
        sayso.marks().contains("[فلاديمير بوتين]{speaker}") && sayso.marks().contains("[רוסיה]{location}"),
        "{}",
        sayso.marks()
    );
}

#[test]
fn the_edge_of_a_right_to_left_mark_is_its_own() {
    let mut sayso = Sayso::with_text("قال الرئيس الروسي فلاديمير بوتين إن موسكو لن تعلق العملية.");
    sayso.drag("الروسي فلاديمير");
    sayso.key("2");
    let [start, _] = sayso.handles("الروسي فلاديمير");
    let to = sayso.rects("الرئيس")[0];
    sayso.drag_between(start, egui::pos2(to.center().x, start.y), Modifiers::NONE);
    assert!(sayso.marks().contains("[الرئيس الروسي فلاديمير]{speaker}"), "{}", sayso.marks());
}

#[test]
fn note_flag_and_inspector() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Kiev");
    sayso.key("5");
    sayso.key("F");
    assert!(sayso.view().span().unwrap().flag);
    sayso.key("M");
    sayso.type_text("Kyiv?");
    sayso.click_words("More", 1);
    let span = sayso.article().spans.iter().next().unwrap();
    assert_eq!(span.note, "Kyiv?");
    assert!(span.changed.is_some());
}

#[test]
fn a_right_click_on_a_mark_offers_other_tags_at_once() {
    let mut sayso = Sayso::with_text("Putin spoke in Moscow.");
    sayso.drag("Moscow");
    sayso.key("5");
    sayso.key("Escape");
    assert!(sayso.view().span().is_none());
    sayso.right_click("Moscow");
    assert!(sayso.shows("Actions for mark"), "the list is open");
    sayso.key("2");
    assert!(sayso.marks().contains("[Moscow]{speaker}"));
    assert!(!sayso.shows("Actions for mark"));
}

#[test]
fn marking_the_same_words_again_selects_the_old_mark() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Erdogan,");
    sayso.key("2");
    let first = sayso.view().selection.span;
    sayso.key("Escape");
    sayso.drag("Erdogan,");
    sayso.key("2");
    assert_eq!(sayso.article().spans.len(), 1);
    assert_eq!(sayso.view().selection.span, first);
    assert!(sayso.notices().contains("already marked as Speaker"), "{}", sayso.notices());
}

#[test]
fn a_mark_that_would_coincide_with_another_is_merged_with_it_once_somebody_says_so() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Erdogan,");
    sayso.key("2");
    let speaker = sayso.view().selection.span.unwrap();
    sayso.act(Action::Mark(MarkAction::SetNote(speaker, "first".to_owned())));
    sayso.key("Escape");
    sayso.drag("Erdogan,");
    sayso.key("5");
    let location = sayso.view().selection.span.unwrap();
    sayso.act(Action::Mark(MarkAction::SetNote(location, "second".to_owned())));
    sayso.key("Escape");
    sayso.drag("it rains.");
    sayso.key("1");
    let claim = sayso.view().selection.span.unwrap();
    sayso.act(Action::Mark(MarkAction::Link(claim, location)));
    let before = sayso.view().project().clone();
    sayso.act(Action::Mark(MarkAction::Retag(location, TagId::new("speaker"))));
    assert!(sayso.shows_part("“Erdogan” is already marked as Speaker by the same coder"));
    assert_eq!(*sayso.view().project(), before, "nothing happens before somebody says so");
    sayso.click("Merge");
    let article = sayso.article();
    assert_eq!(article.spans.len(), 2);
    assert_eq!(article.span(speaker).unwrap().note, "first\nsecond");
    assert_eq!(article.links.to(speaker).count(), before.articles.values().next().unwrap().links.len());
    assert!(!article.links.is_empty());
    sayso.key("Ctrl+Z");
    assert_eq!(*sayso.view().project(), before);
}
