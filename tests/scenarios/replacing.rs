//! A changed story: the text is corrected, or a new version takes the place of an article, and marks stay with their words.

use sayso::{
    app::{Action, Command, ProjectAction, Prompt},
    model::ArticleId,
};

use crate::common::driver::Sayso;

const TEXT: &str = "The bridge is closed\n\nThe mayor said the bridge is unsafe. Trucks go round by the nothern road.\n\n\
                    “We were not told,” a shopkeeper complained.\n\nRain is expected on Friday.";

/// The article with four marks: a claim, a typo in a place, a quotation, and a sentence that will go.
fn marked() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    for (words, key) in
        [("the bridge is unsafe", "1"), ("nothern road", "5"), ("We were not told", "1"), ("Rain is expected", "1")]
    {
        sayso.drag(words);
        sayso.key(key);
    }
    sayso
}

fn words(sayso: &Sayso) -> Vec<String> {
    let article = sayso.article();
    article.spans.in_text_order().map(|span| article.words_of(span)).collect()
}

fn shown(sayso: &Sayso) -> ArticleId {
    sayso.article().id
}

fn correct(sayso: &mut Sayso, words: &str) {
    sayso.key("Ctrl+A");
    sayso.type_text(words);
    sayso.click("Correct");
}

#[test]
fn a_slip_of_the_pen_is_corrected_in_one_step_and_every_mark_stays() {
    let mut sayso = marked();
    let (old, before) = (shown(&sayso), sayso.article().spans.len());
    sayso.drag("nothern");
    sayso.act(Action::Command(Command::CorrectText));
    correct(&mut sayso, "northern");
    assert!(sayso.notice().contains("4 of 4 marks carried over"), "{}", sayso.notice());
    assert!(sayso.article().text.as_str().contains("the northern road."));
    assert_eq!(words(&sayso), ["the bridge is unsafe", "northern road", "We were not told", "Rain is expected"]);
    let steps = sayso.article().source.steps.clone();
    assert!(steps.iter().any(|step| step == "“nothern” corrected by hand to “northern”"), "{steps:?}");
    assert_eq!(sayso.view().project().listed_articles().len(), 1);
    assert_eq!(
        sayso.view().session.history().undo_label(),
        Some("Correct “nothern” to “northern” in “The bridge is closed”")
    );

    sayso.key("Ctrl+Z");
    assert_eq!((shown(&sayso), sayso.article().spans.len()), (old, before));
    sayso.key("Ctrl+Y");
    assert_ne!(shown(&sayso), old);
    assert_eq!(words(&sayso)[1], "northern road");
    sayso.act(Action::Command(Command::History));
    assert!(sayso.shows_part("Correct “nothern” to “northern”"));
}

#[test]
fn the_paragraph_at_the_caret_is_corrected_where_nothing_is_selected_and_the_headline_goes_with_it() {
    let mut sayso = marked();
    sayso.click_words("closed", 1);
    sayso.act(Action::Command(Command::CorrectText));
    correct(&mut sayso, "The bridge is shut");
    assert_eq!(sayso.article().facts.title, "The bridge is shut");
    assert_eq!(words(&sayso).len(), 4);
}

fn new_version(sayso: &mut Sayso, text: &str) {
    sayso.act(Action::Command(Command::NewVersion));
    sayso.paste(text);
    sayso.click("Compare");
}

#[test]
fn a_new_version_is_shown_first_and_the_marks_that_are_left_stay_with_the_earlier_one() {
    let mut sayso = marked();
    let old = shown(&sayso);
    // One is where it was, one has moved, one was altered, one is gone.
    let text = "The bridge is closed\n\n“We were not told,” a shopkeeper complained.\n\nThe mayor said the bridge is \
                unsafe. Trucks go round by the northern road.\n\nThe ferry runs at night.";
    new_version(&mut sayso, text);
    assert!(matches!(sayso.view().prompt, Some(Prompt::NewVersion(_))), "{}", sayso.notice());
    assert!(sayso.shows_part("4 marks: 1 unchanged, 1 moved, 1 altered, 1 lost."));
    assert!(sayso.shows("“nothern” became “northern”"));
    assert_eq!(shown(&sayso), old, "nothing has happened yet");
    sayso.click_part("is now “northern road”");
    sayso.click("Replace");
    assert!(sayso.notice().contains("3 of 4 marks carried over"), "{}", sayso.notice());
    let mut came = words(&sayso);
    came.sort();
    assert_eq!(came, ["We were not told", "northern road", "the bridge is unsafe"]);

    sayso.click("Show earlier version");
    assert_eq!((shown(&sayso), words(&sayso)), (old, vec!["Rain is expected".to_owned()]));
    sayso.click("Show later version");
    let file = sayso.save_as("story.sayso");
    let again = Sayso::start(vec![file]);
    assert_eq!(words(&again).len(), 3);
    assert_eq!(again.view().project().articles.len(), 2);
}

#[test]
fn altered_marks_stay_behind_unless_somebody_says_otherwise() {
    let mut sayso = marked();
    new_version(&mut sayso, &TEXT.replace("nothern", "northern"));
    sayso.click("Replace");
    assert_eq!(words(&sayso), ["the bridge is unsafe", "We were not told", "Rain is expected"]);
    sayso.key("Ctrl+Z");
    assert_eq!(words(&sayso).len(), 4);
}

#[test]
fn the_same_text_and_files_of_several_articles_are_no_new_version() {
    let mut sayso = marked();
    new_version(&mut sayso, TEXT);
    assert!(sayso.notices().contains("The text is the same"), "{}", sayso.notices());
    let feed = "<rss version=\"2.0\"><channel><title>T</title>\
                <item><title>One</title><description>One is a story.</description></item>\
                <item><title>Two</title><description>Two is a story.</description></item></channel></rss>";
    std::fs::write(sayso.path("feed.xml"), feed).unwrap();
    let id = shown(&sayso);
    let purpose = sayso::app::PathPurpose::NewVersion(id);
    let path = sayso.path("feed.xml");
    sayso.act(Action::Project(ProjectAction::PathChosen(purpose.clone(), Some(vec![path]))));
    assert!(sayso.notices().contains("A new version must be a single article"), "{}", sayso.notices());
    let path = sayso.path("missing.txt");
    sayso.act(Action::Project(ProjectAction::PathChosen(purpose, Some(vec![path]))));
    assert!(sayso.notices().contains("there is no such file"), "{}", sayso.notices());
    assert_eq!(sayso.view().project().articles.len(), 1);
}

#[test]
fn a_story_nearly_like_one_that_is_here_is_reported_and_can_take_its_place() {
    let mut sayso = marked();
    let old = shown(&sayso);
    let later = TEXT.replace("nothern", "northern");
    std::fs::write(sayso.path("later.txt"), &later).unwrap();
    // Named together, the article joins the project, and not the one that was there before.
    let (file, path) = (sayso.save_as("story.sayso"), sayso.path("later.txt"));
    sayso.act(Action::Command(Command::NewProject));
    sayso.act(Action::Project(ProjectAction::Open(vec![path, file])));
    assert!(sayso.shows_part("“The bridge is closed” (later.txt) shares about"));
    sayso.click("Add");
    assert!(
        sayso
            .notices()
            .contains("“The bridge is closed” (later.txt) is nearly the same as “The bridge is closed” (article.txt)"),
        "{}",
        sayso.notices()
    );
    assert_eq!(sayso.view().project().listed_articles().len(), 2);
    // A mark made in the later one stays in it.
    sayso.drag("closed");
    sayso.key("1");
    sayso.click(Command::CompareVersions.label());
    sayso.click_part("is now “northern road”");
    sayso.click("Replace");
    assert_eq!(words(&sayso).len(), 5);
    assert_eq!(sayso.article().replaces, Some(old));
    assert_eq!(sayso.view().project().listed_articles().len(), 1);
    sayso.act(Action::Command(Command::CompareVersions));
    assert!(sayso.notices().contains("already replaced an earlier version"), "{}", sayso.notices());
    assert_eq!(sayso.view().session.listed_counts(sayso::model::Layer::All), (1, 5));
}
