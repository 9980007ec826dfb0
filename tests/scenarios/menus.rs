//! Menus: whole in the window, narrowed by typing where they are long; and what can be done with a mark.

use egui::{
    Event, Modifiers, PointerButton, Rect, Vec2,
    accesskit::{Role, Toggled},
};
use egui_kittest::kittest::{By, NodeT, Queryable};
use sayso::app::{Action, CodebookAction, Command, DeskAction, Menu, Needs};

use crate::common::driver::Sayso;

const TEXT: &str = "A headline\n\nPutin told Erdogan, in Moscow, that Kiev would wait.\n\nMore to come.";

/// The sizes of small windows, in points: the second is half of 1400 × 900, as at 200 %.
const SMALL: [Vec2; 2] = [Vec2::new(1024.0, 700.0), Vec2::new(700.0, 450.0)];

/// Where a list that floats over the text stands, which must be whole in the window.
#[track_caller]
fn floating(sayso: &Sayso, name: &str) -> Rect {
    assert!(sayso.shows(name), "{name} is open");
    let part = if name == "Mark as" { "tags" } else { "actions" };
    let id = egui::Id::unique("article text").with(part);
    let rect = sayso.harness.ctx.memory(|memory| memory.area_rect(id)).unwrap();
    let window = sayso.harness.ctx.content_rect();
    assert!(window.contains_rect(rect), "{name}: {rect} in {window}");
    rect
}

/// A project with hundreds of tags.
fn many_tags() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    for number in 1..=300 {
        let name = format!("Topic {number}");
        sayso.harness.state_mut().app_mut().handle(Action::Codebook(CodebookAction::Add { name, parent: None }));
    }
    sayso.act(Action::Codebook(CodebookAction::Add { name: "Zebra crossings".to_owned(), parent: None }));
    sayso
}

/// The name of the tag of the mark over these words.
#[track_caller]
fn tag_of(sayso: &Sayso, words: &str) -> String {
    let marked = sayso.article().spans.at(sayso.find(words).start);
    sayso.view().project().codebook.tag(&marked[0].tag).unwrap().name.clone()
}

#[track_caller]
fn is_inside(sayso: &Sayso, name: &str) -> Rect {
    let window = sayso.harness.ctx.content_rect();
    let rect = sayso.harness.get_by_label(name).rect();
    assert!(window.contains_rect(rect), "{name}: {rect} in {window}");
    rect
}

fn right_click_at(sayso: &mut Sayso, pos: egui::Pos2) {
    for pressed in [true, false] {
        sayso.pointer(pos, Modifiers::NONE);
        let button = PointerButton::Secondary;
        sayso.harness.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
        sayso.harness.step();
    }
    sayso.settle();
}

#[test]
fn hundreds_of_tags_scroll_and_are_found_by_typing() {
    for size in SMALL {
        let mut sayso = many_tags();
        sayso.harness.set_size(size);
        sayso.settle();
        sayso.drag("Moscow");
        floating(&sayso, "Mark as");
        assert!(sayso.harness.query_by_role_and_label(Role::TextInput, "Filter tags").is_some());
        sayso.type_text("zebra");
        floating(&sayso, "Mark as");
        sayso.key("Enter");
        assert_eq!(tag_of(&sayso, "Moscow"), "Zebra crossings");

        // By arrows alone, which scroll.
        sayso.drag("Kiev");
        for _ in 0..40 {
            sayso.harness.key_press(egui::Key::ArrowDown);
            sayso.harness.step();
        }
        sayso.settle();
        let list = floating(&sayso, "Mark as");
        let menu = sayso.harness.get_by_label("Mark as");
        let row = menu
            .query_all(By::new().role(Role::Button))
            .find(|node| node.accesskit_node().toggled() == Some(Toggled::True));
        let row = row.expect("a row is chosen");
        assert!(list.contains_rect(row.rect()), "the chosen row can be seen: {} in {list}", row.rect());
        sayso.key("Enter");
        assert_eq!(sayso.article().spans.len(), 2);
    }
}

#[test]
fn a_digit_tags_at_once_also_where_there_are_many_tags() {
    let mut sayso = many_tags();
    sayso.drag("Moscow");
    sayso.key("5");
    assert!(sayso.marks().contains("[Moscow]{location}"));
    sayso.drag("Kiev");
    sayso.type_text("Topic 29");
    sayso.key("Enter");
    assert_eq!(tag_of(&sayso, "Kiev"), "Topic 29", "a digit after letters is no key");
    sayso.drag("Erdogan,");
    sayso.type_text("Neighbours");
    sayso.click_in("Mark as", "New tag “Neighbours”");
    assert_eq!(tag_of(&sayso, "Erdogan,"), "Neighbours");
}

#[test]
fn keys_that_edit_text_mean_the_article_until_something_is_typed_into_a_list() {
    let mut sayso = many_tags();
    sayso.drag("Moscow");
    sayso.key("5");
    sayso.drag("Kiev");
    sayso.key("Ctrl+Z");
    assert!(sayso.article().spans.is_empty(), "the last change is taken back");
    sayso.drag("Kiev");
    sayso.type_text("to");
    sayso.key("Ctrl+A");
    sayso.type_text("zebra");
    sayso.key("Enter");
    assert_eq!(tag_of(&sayso, "Kiev"), "Zebra crossings");
    // A question takes the keyboard from an open list.
    sayso.drag("Moscow");
    sayso.act(Action::Command(Command::CoderName));
    assert!(!sayso.shows("Mark as"));
    sayso.key("Ctrl+A");
    sayso.type_text("Ben");
    sayso.key("Enter");
    assert_eq!(sayso.view().settings.coder_name, "Ben");
}

#[test]
fn the_menus_of_the_bar_are_whole_in_the_window_and_narrowed_by_typing() {
    for size in SMALL {
        for menu in Menu::ALL {
            let mut sayso = Sayso::with_text(TEXT);
            sayso.harness.set_size(size);
            sayso.settle();
            sayso.click(menu.label());
            let last = menu.commands().last().unwrap();
            if menu.commands().count() <= 12 {
                is_inside(&sayso, last.label());
                continue;
            }
            let filter = format!("Filter menu {}", menu.label());
            is_inside(&sayso, &filter);
            sayso.key("ArrowUp");
            is_inside(&sayso, last.label());
            sayso.type_text(&last.label()[..4]);
            is_inside(&sayso, last.label());
            sayso.key("Escape");
            assert!(!sayso.shows(&filter));
        }
    }
}

#[test]
fn what_is_typed_in_a_menu_starts_a_command_and_is_gone_afterwards() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.click("File");
    // A click into the line leaves the menu open.
    sayso.click("Filter menu File");
    sayso.type_text("details");
    assert!(!sayso.shows("Open project…"));
    sayso.key("Enter");
    assert_eq!(sayso.view().prompt, Some(&sayso::app::Prompt::ProjectFacts));
    sayso.key("Escape");
    sayso.click("File");
    assert!(sayso.shows("Open project…"), "nothing is typed yet");
    // What cannot be done is not done.
    sayso.type_text("reload");
    sayso.key("Enter");
    assert!(sayso.shows("Reload from disk"));
}

#[test]
fn the_menus_of_the_bar_open_at_a_key_and_arrows_lead_through_them() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.key("F10");
    assert!(sayso.shows("Open project…"));
    sayso.key("ArrowRight");
    assert!(sayso.shows("Select paragraph") && !sayso.shows("Open project…"));
    sayso.key("ArrowLeft");
    sayso.key("ArrowLeft");
    assert!(sayso.shows("Keyboard shortcuts"), "from the first to the last");
    sayso.key("ArrowDown");
    sayso.key("ArrowDown");
    sayso.key("ArrowDown");
    sayso.key("Enter");
    assert_eq!(sayso.view().prompt, Some(&sayso::app::Prompt::Shortcuts));
    sayso.key("Escape");
    sayso.key("F10");
    sayso.type_text("save");
    sayso.key("ArrowLeft");
    assert!(sayso.shows("Save as…"), "the arrow moves in what is typed");
    sayso.key("Escape");
    assert!(!sayso.shows("Save as…"));
}

#[test]
fn a_menu_opened_near_an_edge_is_whole_in_the_window() {
    let text = format!("Moscow\n\n{}Kiev", "More to come. ".repeat(60));
    for size in SMALL {
        let mut sayso = Sayso::with_text(&text);
        sayso.harness.set_size(size);
        sayso.settle();
        sayso.drag("Moscow");
        sayso.key("5");
        sayso.key("Ctrl+A");
        sayso.key("1");
        sayso.key("Escape");
        let window = sayso.harness.ctx.content_rect();
        let rects = sayso.harness.state().rects_of(sayso.article().text.range());
        let lowest = rects.iter().rfind(|rect| rect.max.y < window.max.y - 40.0).unwrap();
        for at in [lowest.right_center() - egui::vec2(4.0, 0.0), lowest.left_center() + egui::vec2(4.0, 0.0)] {
            right_click_at(&mut sayso, at);
            floating(&sayso, "Actions for mark");
            sayso.click_in("Actions for mark", "Change tag…");
            floating(&sayso, "Mark as");
            sayso.key("Escape");
        }
    }
}

/// “in Moscow” is a claim, and “Moscow” in it a place.
fn stacked() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    for (words, key) in [("in Moscow", "1"), ("Moscow", "5")] {
        sayso.drag(words);
        sayso.key(key);
    }
    sayso.key("Escape");
    sayso
}

#[test]
fn a_right_click_lists_all_that_can_be_done_with_a_mark() {
    let mut sayso = stacked();
    sayso.right_click("Moscow");
    let offered = ["Change tag…", "Name…", "Details…", "Edit note", "Look again", "Mark all occurrences…", "Copy text"];
    let more = ["Copy as quote", "Move start back", "Move end forward", "Delete mark"];
    for name in offered.iter().chain(&more) {
        assert!(sayso.harness.get_by_label("Actions for mark").query_by_label(name).is_some(), "{name}");
    }
    assert!(!sayso.harness.get_by_label("Actions for mark").query_all_by_label("Said by…").any(|_| true), "of a place");
    sayso.click_in("Actions for mark", "Select Claim “in Moscow”");
    let span = sayso.view().span().unwrap();
    assert_eq!(sayso.article().words_of(span), "in Moscow");

    // Every command that needs a mark is offered, but for this menu and the second way to a name.
    let mut menu = Sayso::with_text(TEXT);
    menu.drag("in Moscow");
    menu.key("1");
    menu.key("Shift+F10");
    let needs = |command: &Command| matches!(command.row().needs, Needs::Mark);
    let is_left_out =
        |command: &Command| matches!(command, Command::NameByLetter | Command::NameMention | Command::TagMenu);
    for command in Menu::Mark.commands().filter(|command| needs(command) && !is_left_out(command)) {
        let list = menu.harness.get_by_label("Actions for mark");
        assert!(list.query_by_label(command.label()).is_some(), "{command:?}");
    }

    // The selected mark is meant where it lies under the pointer.
    sayso.right_click("Moscow");
    assert!(sayso.harness.get_by_label("Actions for mark").query_by_label("Said by…").is_some(), "of a claim");
    sayso.click_in("Actions for mark", "Said by…");
    assert!(sayso.view().choices.is_some());
    sayso.key("Escape");
    sayso.right_click("Moscow");
    sayso.click_in("Actions for mark", "Delete mark");
    assert_eq!(sayso.article().spans.len(), 1);
}

#[test]
fn the_actions_for_a_mark_open_at_a_key_and_are_taken_by_keys() {
    for key in ["Shift+F10", "Menu"] {
        let mut sayso = stacked();
        sayso.click_words("Moscow", 1);
        sayso.key(key);
        floating(&sayso, "Actions for mark");
        sayso.key("Enter");
        assert!(sayso.shows("Mark as"), "the first row changes the tag");
        sayso.key("Escape");
        assert!(!sayso.shows("Mark as"));
        sayso.key(key);
        sayso.type_text("look");
        sayso.key("Enter");
        assert!(sayso.view().span().unwrap().flag);
        sayso.key(key);
        sayso.type_text("delete");
        sayso.key("Enter");
        assert_eq!(sayso.article().spans.len(), 1);
        assert!(!sayso.shows("Actions for mark"));
        sayso.key("Escape");
        sayso.key(key);
        assert!(!sayso.shows("Actions for mark"), "no mark is selected");
        assert_eq!(sayso.notice(), "Select a mark first.");
        sayso.drag("Kiev");
        sayso.key("Escape");
        sayso.key(key);
        assert!(sayso.shows("Mark as"), "selected words are marked");
    }
}

#[test]
fn a_piece_is_removed_from_a_mark_in_pieces() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Putin");
    sayso.key("1");
    sayso.drag_with("Kiev", Modifiers::COMMAND | Modifiers::CTRL);
    assert_eq!(sayso.view().span().unwrap().pieces.len(), 2);
    sayso.right_click("Putin");
    sayso.click_in("Actions for mark", "Remove this piece");
    let span = sayso.view().span().unwrap();
    assert_eq!(sayso.article().words_of(span), "Kiev");
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.article().spans.iter().next().unwrap().pieces.len(), 2);
    // Split off, it is a mark of its own; by keys, it is the piece at the cursor.
    let before = sayso.article().spans.clone();
    sayso.click_words("Kiev", 1);
    sayso.key("Shift+F10");
    sayso.type_text("split off");
    sayso.key("Enter");
    assert!(sayso.marks().contains("[Putin]{claim}") && sayso.marks().contains("[Kiev]{claim}"), "{}", sayso.marks());
    assert_eq!(
        (sayso.article().spans.len(), sayso.article().words_of(sayso.view().span().unwrap()).as_str()),
        (2, "Kiev")
    );
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.article().spans, before, "one step");
    sayso.right_click("Kiev");
    assert!(sayso.shows("Remove this piece"));
    sayso.click_in("Actions for mark", "Remove this piece");
    sayso.right_click("Putin");
    assert!(!sayso.shows("Remove this piece"), "a mark keeps one piece");
}

#[test]
fn long_lists_of_choices_are_narrowed_by_typing_wherever_they_stand() {
    let mut sayso = many_tags();
    sayso.act(Action::Command(Command::SearchAll));
    sayso.type_text("Moscow");
    sayso.key("Enter");
    sayso.click("Mark all as");
    is_inside(&sayso, "Filter list");
    sayso.type_text("zebra");
    sayso.key("Enter");
    assert!(sayso.shows_part("Mark all occurrences of"), "{}", sayso.notices());
    sayso.key("Escape");

    sayso.answer(&sayso.path("article.txt"));
    sayso.act(Action::Command(Command::LookAtArticle));
    sayso.click("Encoding");
    is_inside(&sayso, "Filter list");
    sayso.type_text("windows-1251");
    sayso.key("Enter");
    let chosen =
        matches!(sayso.view().prompt, Some(sayso::app::Prompt::Preview(plan)) if plan.reading.encoding.is_some());
    assert!(chosen, "{:?}", sayso.view().prompt);
}

/// Why a shortcut was refused no longer matters once another one was taken, or the prompt is closed.
#[test]
fn a_refused_shortcut_is_told_until_another_is_taken() {
    let mut sayso = Sayso::start(Vec::new());
    let set = |sayso: &mut Sayso, keys: &str| {
        sayso.act(Action::Desk(DeskAction::SetKey(Command::CopyWords, Some(keys.parse().unwrap()))));
    };
    let refused = |sayso: &Sayso| sayso.notices().contains("can't be a shortcut");
    for settles in [true, false] {
        sayso.act(Action::Command(Command::Shortcuts));
        set(&mut sayso, "1");
        assert!(refused(&sayso), "{}", sayso.notices());
        if settles {
            set(&mut sayso, "Ctrl+F9");
        } else {
            sayso.key("Escape");
        }
        assert!(!refused(&sayso), "{}", sayso.notices());
    }
}
