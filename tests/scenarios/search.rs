//! Search over all articles: by words, by what marks say, and marking what was found.

use egui::Modifiers;
use sayso::app::{Action, ArticleAction, ExchangeAction};

use crate::common::driver::Sayso;

fn two_articles() -> Sayso {
    let mut sayso = Sayso::with_text("First\n\nErdogan met Putin. Putin told Erdoğan that Kiev agrees.");
    sayso.act(Action::Exchange(ExchangeAction::AddPasted("Second\n\nERDOGAN left Kyiv.".to_owned())));
    let first = sayso.view().project().listed_articles()[0].id;
    sayso.act(Action::Article(ArticleAction::Show(first)));
    sayso
}

fn search(sayso: &mut Sayso, line: &str) {
    sayso.key("Ctrl+Shift+F");
    sayso.fill("Search all articles", line);
}

#[test]
fn words_are_found_everywhere_without_regard_to_case_and_accents() {
    let mut sayso = two_articles();
    search(&mut sayso, "erdogan");
    assert!(sayso.shows("3 results"), "{}", sayso.view().search.problem);
    assert!(sayso.shows("ERDOGAN left Kyiv."), "in its context");
    sayso.click("ERDOGAN left Kyiv.");
    assert_eq!(sayso.article().facts.title, "Second");
    assert_eq!(sayso.selected(), "ERDOGAN");
    for (line, places) in [("\"Erdogan\"", "1 result"), ("kiev | kyiv", "2 results"), ("/K[iy]+ev/", "1 result")] {
        search(&mut sayso, line);
        assert!(sayso.shows(places), "{line}");
    }
    search(&mut sayso, "tag:zebra");
    assert!(sayso.shows_part("there is no tag “zebra”"));
}

#[test]
fn marks_are_found_by_what_they_say_and_hits_are_marked_in_one_step() {
    let mut sayso = two_articles();
    sayso.drag("that Kiev agrees");
    sayso.key("1");
    sayso.key("S");
    sayso.key("Enter");
    search(&mut sayso, "speaker:putin tag:claim");
    assert!(sayso.shows("1 result"), "{}", sayso.view().search.problem);
    search(&mut sayso, "speaker:erdogan tag:claim");
    assert!(sayso.shows("0 results"));
    search(&mut sayso, "tag:claim kiev");
    assert!(sayso.shows("1 result"));
    search(&mut sayso, "kiev | kyiv");
    let before = sayso.view().session.span_count();
    sayso.click("Mark all as");
    sayso.click_in("Mark all as", "Location");
    assert!(sayso.shows("Mark 2 occurrences"), "shown first");
    sayso.click("Mark 2 occurrences");
    assert_eq!(sayso.view().session.span_count(), before + 2);
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().session.span_count(), before);
}

#[test]
fn the_words_selected_are_looked_for_and_what_changes_is_found_again() {
    let mut sayso = two_articles();
    sayso.drag("Putin");
    sayso.key("Ctrl+Shift+F");
    assert_eq!(sayso.view().search.line, "Putin");
    assert!(sayso.shows("2 results"));
    sayso.act(Action::Exchange(ExchangeAction::AddPasted("Third\n\nPutin again.".to_owned())));
    assert!(sayso.shows("3 results"), "the search follows the project");
}

#[test]
fn enter_leads_from_place_to_place_by_keys_alone() {
    let mut sayso = two_articles();
    sayso.key("Ctrl+Shift+F");
    sayso.type_text("putin");
    for (words, place) in [("Putin", 0), ("Putin", 1), ("Putin", 0)] {
        sayso.key("Enter");
        assert_eq!(sayso.selected(), words);
        let text = sayso.article().text.as_str();
        let start = text.match_indices("Putin").nth(place).unwrap().0;
        assert_eq!(sayso.view().selection.text().start.index(), start);
    }
}

#[test]
fn enter_walks_through_marks_too_and_rules_go_with_filters() {
    let mut sayso = two_articles();
    for words in ["that Kiev agrees", "Erdogan met Putin"] {
        sayso.drag(words);
        sayso.key("1");
    }
    sayso.key("Escape");
    search(&mut sayso, "/K[iy]+ev/ tag:claim");
    assert!(sayso.shows("1 result"), "{}", sayso.view().search.problem);
    search(&mut sayso, "tag:claim");
    assert!(sayso.shows("2 results"));
    let mut chosen = Vec::new();
    for _ in 0..2 {
        sayso.key("Enter");
        chosen.push(sayso.article().words_of(sayso.view().span().expect("the mark is chosen")));
    }
    chosen.sort();
    assert_eq!(chosen, ["Erdogan met Putin", "that Kiev agrees"]);
}

#[test]
fn what_does_not_exist_is_said_with_what_may_be_meant() {
    let mut sayso = two_articles();
    sayso.drag("that Kiev agrees");
    sayso.key("1");
    sayso.key("S");
    sayso.key("Enter");
    sayso.key("Escape");
    search(&mut sayso, "foo:bar");
    assert!(sayso.shows_part("there is no search field “foo”"));
    search(&mut sayso, "speaker:Nobody Here");
    assert!(sayso.shows("0 results") && sayso.shows_part("No mark has the speaker “Nobody”."));
    search(&mut sayso, "speaker:Puttin");
    assert!(sayso.shows_part("Did you mean “Putin”?"), "{}", sayso.view().search.hint);
    search(&mut sayso, "erdogan");
    assert!(sayso.view().search.hint.is_empty() && sayso.shows("3 results"));
}

#[test]
fn a_mark_in_pieces_is_shown_and_marked_again_without_the_words_between() {
    let mut sayso = two_articles();
    sayso.drag("Erdogan met Putin");
    sayso.key("1");
    sayso.drag_with("Kiev agrees", Modifiers::COMMAND | Modifiers::CTRL);
    search(&mut sayso, "tag:claim");
    assert!(sayso.shows_part("Erdogan met Putin … Kiev agrees"), "{}", sayso.marks());
    sayso.click("Mark all as");
    sayso.click_in("Mark all as", "Location");
    sayso.click("Mark 1 occurrence");
    let article = sayso.article();
    let words: Vec<String> = article.spans.iter().map(|span| article.words_of(span)).collect();
    assert_eq!(words, ["Erdogan met Putin … Kiev agrees"; 2]);
}

#[test]
fn selected_words_with_signs_in_them_are_words() {
    let mut sayso = Sayso::with_text("First\n\nHe said:so and left.");
    sayso.drag("said:so");
    sayso.key("Ctrl+Shift+F");
    assert!(sayso.shows("1 result"), "{}", sayso.view().search.problem);
}
