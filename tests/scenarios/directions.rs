//! Articles whose paragraphs run to the left, to the right, and both ways.

use sayso::{
    app::{Action, Command, DeskAction, Shortcut},
    model::Direction,
    store::read_project,
};

use crate::common::driver::Sayso;

const MIXED: &str = "CNN: נשיא רוסיה אמר כי המחאות נמשכות.\n\nThe minister said שלום in Ankara.";

#[test]
fn paragraphs_run_as_most_of_their_letters_until_somebody_says_otherwise() {
    let mut sayso = Sayso::with_text(MIXED);
    let x = |sayso: &Sayso, words: &str| sayso.rects(words)[0].center().x;
    assert!(
        x(&sayso, "CNN") > x(&sayso, "נשיא"),
        "the first word of a paragraph that runs to the left is at its right"
    );
    assert!(x(&sayso, "The minister") < x(&sayso, "Ankara"));
    assert_eq!(sayso.view().is_on(Command::DirectionAuto), Some(true));

    sayso.act(Action::Command(Command::DirectionRight));
    assert!(x(&sayso, "CNN") < x(&sayso, "נשיא"));
    assert_eq!(sayso.view().is_on(Command::DirectionRight), Some(true));
    assert_eq!(sayso.view().is_on(Command::DirectionAuto), Some(false));
    let path = sayso.save_as("direction.sayso");
    let read = read_project(&std::fs::read(&path).unwrap()).unwrap().project;
    assert_eq!(read.articles.values().next().unwrap().facts.direction, Direction::LeftToRight);

    sayso.act(Action::Command(Command::DirectionLeft));
    assert!(x(&sayso, "The minister") > x(&sayso, "Ankara"));
    sayso.act(Action::Command(Command::Undo));
    sayso.act(Action::Command(Command::Undo));
    assert_eq!(sayso.article().facts.direction, Direction::Auto);
    assert!(x(&sayso, "CNN") > x(&sayso, "נשיא"));
}

#[test]
fn both_handles_of_a_mark_that_runs_both_ways_move_its_ends() {
    let mut sayso = Sayso::with_text("נשיא רוסיה אמר ל-Erdoğan Recep כי המחאות נמשכות.");
    let words = "אמר ל-Erdoğan";
    // From the right edge of the first word to the right edge of the last, which runs to the right.
    let (first, last) = (sayso.rects("אמר")[0], sayso.rects("Erdoğan")[0]);
    let (from, to) = (first.right_center(), last.right_center());
    sayso.drag_between(from - egui::vec2(3.0, 0.0), to - egui::vec2(3.0, 0.0), egui::Modifiers::NONE);
    sayso.key("1");
    assert!(sayso.marks().contains(&format!("[{words}]{{claim}}")), "{}", sayso.marks());
    let [start, end] = sayso.handles(words);
    assert!((start.x - first.max.x).abs() < 4.0 && (end.x - last.max.x).abs() < 4.0, "{start:?} {end:?}");

    let to = sayso.rects("Recep")[0];
    sayso.drag_between(end, egui::pos2(to.center().x, end.y), egui::Modifiers::NONE);
    assert!(sayso.marks().contains("[אמר ל-Erdoğan Recep]{claim}"), "{}", sayso.marks());
    let [start, _] = sayso.handles("אמר ל-Erdoğan Recep");
    let to = sayso.rects("רוסיה")[0];
    sayso.drag_between(start, egui::pos2(to.center().x, start.y), egui::Modifiers::NONE);
    assert!(sayso.marks().contains("[רוסיה אמר ל-Erdoğan Recep]{claim}"), "{}", sayso.marks());
}

#[test]
fn arrows_leave_a_selection_at_the_edge_that_they_point_to() {
    let mut sayso = Sayso::with_text("נשיא רוסיה אמר כי המחאות נמשכות.");
    let range = sayso.find("רוסיה");
    for (key, at) in [("ArrowLeft", range.end), ("ArrowRight", range.start)] {
        sayso.drag("רוסיה");
        sayso.key("Escape");
        assert_eq!(sayso.selected(), "רוסיה");
        sayso.key(key);
        assert_eq!(sayso.view().selection.head, at, "{key}");
    }
    sayso.key("ArrowLeft");
    assert!(sayso.view().selection.head > range.start);
}

#[test]
fn arrows_that_move_an_edge_go_where_they_point() {
    let text = "נשיא רוסיה אמר כי המחאות נמשכות.";
    for (text, word, next) in [(text, "אמר", "אמר כי"), ("The president said that they went on.", "said", "said that")]
    {
        let mut sayso = Sayso::with_text(text);
        let keys = |name: &str| Some(name.parse::<Shortcut>().unwrap());
        let is_rtl = text != "The president said that they went on.";
        for (command, name) in [(Command::EndLater, "Ctrl+Alt+ArrowRight"), (Command::EndEarlier, "Ctrl+Alt+ArrowLeft")]
        {
            sayso.act(Action::Desk(DeskAction::SetKey(command, keys(name))));
        }
        sayso.drag(word);
        sayso.key("1");
        let (longer, shorter) = ("Ctrl+Alt+ArrowRight", "Ctrl+Alt+ArrowLeft");
        let (longer, shorter) = if is_rtl { (shorter, longer) } else { (longer, shorter) };
        sayso.key(longer);
        assert!(sayso.marks().contains(&format!("[{next}]{{claim}}")), "{} {}", sayso.marks(), sayso.notices());
        sayso.key(shorter);
        assert!(sayso.marks().contains(&format!("[{word}]{{claim}}")), "{}", sayso.marks());
    }
}
