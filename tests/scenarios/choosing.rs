//! The list of choices: what is preselected, what typing finds, which words a time or a place may be; and quotations that
//! are followed to their end.

use sayso::{
    app::{Action, ArticleAction, Command},
    model::{Article, FieldId, FieldValue, LinkEnd, Origin},
};

use crate::common::driver::Sayso;

const TEXT: &str = "Bridge hit\n\n“We will not leave,” said Major General Oleh Bondar, a spokesman for the army, on Thursday in \
                    Izmir. 250 people had published the letter. The Interfax agency has the footage.";

fn ends(article: &Article, kind: &str) -> Vec<String> {
    let links = article.links.iter().filter(|link| link.kind.as_str() == kind);
    links
        .map(|link| match link.to {
            LinkEnd::Span(to) => article.words_of(article.span(to).unwrap()),
            other => format!("{other:?}"),
        })
        .collect()
}

fn with_claim(text: &str, claim: &str) -> Sayso {
    let mut sayso = Sayso::with_text(text);
    sayso.drag(claim);
    sayso.key("1");
    sayso
}

fn offered(sayso: &Sayso) -> Vec<String> {
    let rows = sayso.view().choices.expect("the list is open").rows.iter();
    rows.filter(|row| row.when == sayso::app::Shown::Ranked).map(|row| row.name.clone()).collect()
}

#[test]
fn the_speaker_is_the_subject_of_the_nearest_cue_and_only_names_follow() {
    let mut sayso = with_claim(TEXT, "“We will not leave,”");
    sayso.key("S");
    let offered = offered(&sayso);
    assert_eq!(offered[0], "Major General Oleh Bondar");
    for wrong in ["Thursday", "250", "had published the", "a spokesman for the army"] {
        assert!(!offered.iter().any(|name| name == wrong), "{wrong} in {offered:?}");
    }
    sayso.key("Enter");
    assert_eq!(ends(sayso.article(), "said-by"), ["Major General Oleh Bondar"]);
}

#[test]
fn times_are_offered_times_only_and_places_places() {
    let mut sayso = with_claim(TEXT, "“We will not leave,”");
    sayso.key("T");
    assert_eq!(offered(&sayso), ["Thursday"]);
    sayso.key("Enter");
    assert_eq!(ends(sayso.article(), "said-at-time"), ["Thursday"], "{}", sayso.notices());
    let tags: Vec<&str> = sayso.view().project().codebook.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert!(tags.contains(&"Time"), "words for times get a tag of their own: {tags:?}");
    sayso.key("Ctrl+Z");
    assert!(sayso.view().project().codebook.tags.iter().all(|tag| tag.name != "Time"), "one step");
    assert_eq!(sayso.article().spans.len(), 1);
    sayso.key("P");
    assert_eq!(offered(&sayso), ["Izmir"]);
}

#[test]
fn nothing_is_taken_unasked_where_nobody_is_said_to_speak() {
    let text = "Rally\n\nThe rally was the largest in years. Ana Ruiz came by train from Seville.";
    let mut sayso = with_claim(text, "The rally was the largest in years");
    sayso.key("S");
    assert!(sayso.shows_part("None of these is certain"));
    sayso.key("Enter");
    assert_eq!(sayso.article().links.len(), 0, "Enter takes nothing unasked");
    assert!(sayso.view().choices.is_some(), "the list stays open");
    sayso.key("ArrowDown");
    sayso.key("Enter");
    assert_eq!(ends(sayso.article(), "said-by"), ["Ana Ruiz"]);
}

#[test]
fn what_is_typed_is_found_in_the_article_and_marked_with_its_link_in_one_step() {
    let text = "Rally\n\nThe rally was the largest in years. Ana Ruiz came. Some old miners’ wives stood by.";
    let mut sayso = with_claim(text, "The rally was the largest in years");
    sayso.key("S");
    sayso.type_text("mine");
    assert!(sayso.shows("miners"), "{}", sayso.notices());
    for _ in 0..4 {
        sayso.key("Backspace");
    }
    sayso.type_text("old miners’ wi");
    sayso.key("Enter");
    let article = sayso.article();
    assert_eq!(ends(article, "said-by"), ["old miners’ wives"], "{}", sayso.notices());
    let speaker = article.spans.iter().find(|span| span.tag.as_str() == "speaker").unwrap();
    assert_eq!(speaker.origin, Origin::Hand);
    sayso.key("Ctrl+Z");
    assert_eq!((sayso.article().links.len(), sayso.article().spans.len()), (0, 1));
    // By mouse: a click on the row.
    sayso.key("S");
    sayso.type_text("ruiz");
    sayso.click("Ana Ruiz");
    assert_eq!(ends(sayso.article(), "said-by"), ["Ana Ruiz"]);
}

#[test]
fn selecting_words_keeps_the_claim_chosen_and_they_can_be_its_speaker() {
    let text = "Rally\n\nThe rally was the largest in years. The old baker wrote it down.";
    let mut sayso = with_claim(text, "The rally was the largest in years");
    let claim = sayso.view().span().unwrap().id;
    sayso.drag("The old baker");
    assert_eq!(sayso.view().span().map(|span| span.id), Some(claim), "the claim stays chosen");
    sayso.key("Escape");
    sayso.key("S");
    sayso.key("Enter");
    assert_eq!(ends(sayso.article(), "said-by"), ["The old baker"], "{}", sayso.notices());
    // A mark that is no claim is left for the words, as before.
    sayso.click_words("baker", 1);
    sayso.drag("largest");
    assert!(sayso.view().span().is_none());
}

#[test]
fn words_selected_while_the_list_is_open_are_offered_in_it() {
    let text = "Rally\n\nThe rally was the largest in years, Ana Lee said. The old baker wrote it down.";
    let mut sayso = with_claim(text, "The rally was the largest in years");
    let claim = sayso.view().span().unwrap().id;
    sayso.key("S");
    assert_ne!(sayso.view().choices.unwrap().rows[0].name, "The old baker");
    sayso.drag("The old baker");
    let list = sayso.view().choices.expect("the list stays open");
    assert_eq!((list.span, list.rows[0].name.as_str()), (claim, "The old baker"));
    assert!(!sayso.shows("Mark as"), "one list is open");
    sayso.key("1");
    assert_eq!(ends(sayso.article(), "said-by"), ["The old baker"], "{}", sayso.notices());
    assert_eq!(sayso.view().span().map(|span| span.tag.as_str()), Some("claim"));
}

#[test]
fn a_selection_and_a_mark_are_extended_to_the_closing_mark() {
    let text = "Title\n\n“It rains ‘a lot’.\n\n“It pours,” she said. “It ends.”";
    let mut sayso = Sayso::with_text(text);
    let start = sayso.find("“It rains").start;
    let end = sayso.find("It rains").end;
    sayso.act(Action::Article(ArticleAction::Select { anchor: start, head: end }));
    sayso.key("Q");
    assert_eq!(sayso.selected(), "“It rains ‘a lot’.\n\n“It pours,”");
    sayso.act(Action::Article(ArticleAction::Select { anchor: start, head: end }));
    sayso.act(Action::Mark(sayso::app::MarkAction::Tag(sayso::model::TagId::new("claim"))));
    assert!(sayso.notice().contains("quotation goes on"), "{}", sayso.notice());
    // The notice offers it.
    sayso.click("Extend to closing quotation mark");
    let article = sayso.article();
    let claim = sayso.view().span().unwrap();
    assert_eq!(article.words(claim.hull()), "“It rains ‘a lot’.\n\n“It pours,”");
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.article().words(sayso.view().span().unwrap().hull()), "“It rains");
    sayso.act(Action::Command(Command::CloseQuote));
    sayso.act(Action::Command(Command::CloseQuote));
    assert!(sayso.notice().contains("don't begin a quotation"), "{}", sayso.notice());
}

fn quoted(sayso: &Sayso) -> Option<FieldValue> {
    sayso.view().span().unwrap().fields.get(&FieldId::new("quote")).cloned()
}

fn kind(word: &str) -> Option<FieldValue> {
    Some(FieldValue::Choice(word.to_owned()))
}

#[test]
fn the_kind_of_quotation_follows_the_extent_unless_it_was_set_by_hand() {
    let text = "Title\n\nMaria Petrova said that all was “very good” today.";
    let mut sayso = with_claim(text, "“very good”");
    sayso.key("S");
    sayso.key("Enter");
    assert_eq!(quoted(&sayso), kind("direct"), "{}", sayso.notices());
    sayso.act(Action::Command(Command::EndLater));
    assert_eq!(quoted(&sayso), kind("mixed"), "it follows the words");
    sayso.key("Ctrl+Z");
    assert_eq!(quoted(&sayso), kind("direct"), "with the words, in one step");
    // Set by hand, also to what it was, it stays.
    let claim = sayso.view().span().unwrap().id;
    let ask =
        |sayso: &mut Sayso| sayso.act(Action::Mark(sayso::app::MarkAction::AskField(claim, FieldId::new("quote"))));
    ask(&mut sayso);
    sayso.type_text("1");
    sayso.key("Escape");
    sayso.act(Action::Command(Command::EndLater));
    assert_eq!(quoted(&sayso), kind("direct"), "what somebody says stays");
    // Cleared, it is left to the words again, when the claim is linked next.
    ask(&mut sayso);
    sayso.type_text("clear");
    sayso.key("Enter");
    sayso.key("Escape");
    assert_eq!(quoted(&sayso), None);
}

#[test]
fn it_is_kept_in_the_file_who_said_how_it_is_quoted() {
    let mut sayso = with_claim("Title\n\nMaria Petrova said that all was “very good” today.", "“very good”");
    sayso.key("S");
    sayso.key("Enter");
    let path = sayso.save_as("kind.sayso");
    let mut again = sayso.restart(vec![path]);
    again.click_words("very", 1);
    again.act(Action::Command(Command::EndLater));
    assert_eq!(quoted(&again), kind("mixed"), "{}", again.notices());
}
