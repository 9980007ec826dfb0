//! Who said it, who was told, where: from a selected claim, in few inputs.

use sayso::{
    app::{Action, ArticleAction, Command, ExchangeAction, MarkAction},
    model::{Article, FieldId, FieldValue, Link, LinkEnd, Origin},
};

use egui_kittest::kittest::Queryable;

use crate::common::driver::Sayso;

const TEXT: &str =
    "A headline\n\n“We will not leave,” Maria Petrova told Erdogan in Kiev. According to the Kremlin, that is untrue.";

fn links(article: &Article, kind: &str) -> Vec<Link> {
    let mut links: Vec<Link> = article.links.iter().filter(|link| link.kind.as_str() == kind).cloned().collect();
    links.sort_by_key(|link| link.order);
    links
}

fn words_of_end(article: &Article, link: &Link) -> String {
    match link.to {
        LinkEnd::Span(to) => article.words_of(article.span(to).unwrap()),
        other => format!("{other:?}"),
    }
}

fn with_claim() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("“We will not leave,”");
    sayso.key("1");
    sayso
}

#[test]
fn a_speaker_takes_two_keys_and_brings_the_cue() {
    let mut sayso = with_claim();
    sayso.key("S");
    assert!(sayso.shows("Maria Petrova"), "the list is open");
    sayso.key("Enter");
    let article = sayso.article();
    let said_by = links(article, "said-by");
    assert_eq!(words_of_end(article, &said_by[0]), "Maria Petrova", "{}", sayso.notices());
    assert_eq!(words_of_end(article, &links(article, "cue")[0]), "told");
    let claim = sayso.view().span().unwrap();
    assert_eq!(article.words_of(claim), "“We will not leave,”", "the claim stays chosen");
    assert_eq!(claim.fields[&FieldId::new("quote")], FieldValue::Choice("direct".to_owned()));
    let LinkEnd::Span(speaker) = said_by[0].to else { panic!() };
    assert_eq!(article.span(speaker).unwrap().origin, Origin::Rule);
    assert!(sayso.shows("Article › Maria Petrova"));
    // One step back takes all of it away.
    sayso.key("Ctrl+Z");
    assert_eq!((sayso.article().links.len(), sayso.article().spans.len()), (0, 1));
}

#[test]
fn a_speaker_without_the_cue_unnamed_or_nobody() {
    let mut sayso = with_claim();
    sayso.key("S");
    sayso.key("Shift+Enter");
    assert_eq!(links(sayso.article(), "cue").len(), 0);
    assert_eq!(links(sayso.article(), "said-by").len(), 1, "{}", sayso.notices());
    sayso.key("Ctrl+Z");
    sayso.key("S");
    sayso.type_text("unnam");
    sayso.key("Enter");
    assert_eq!(links(sayso.article(), "said-by")[0].to, LinkEnd::Unnamed);
    sayso.key("Ctrl+Z");
    sayso.key("S");
    sayso.type_text("no source");
    sayso.key("Enter");
    assert_eq!(links(sayso.article(), "said-by")[0].to, LinkEnd::Nobody);
    sayso.key("S");
    sayso.key("Escape");
    assert_eq!(sayso.article().links.len(), 1);
}

#[test]
fn addressee_and_place_follow_and_all_works_with_the_mouse() {
    let mut sayso = with_claim();
    sayso.drag("Erdogan");
    sayso.key("4");
    sayso.drag("Kiev");
    sayso.key("5");
    sayso.click_words("leave", 1);
    sayso.key("A");
    sayso.key("Enter");
    assert_eq!(words_of_end(sayso.article(), &links(sayso.article(), "told-to")[0]), "Erdogan");
    sayso.key("P");
    sayso.key("Tab");
    sayso.key("Enter");
    assert_eq!(words_of_end(sayso.article(), &links(sayso.article(), "said-at")[0]), "Kiev");
    // By mouse: the offer in the inspector, then a row.
    sayso.click_in("Inspector panel", "Said by…  S");
    sayso.click("Maria Petrova");
    assert_eq!(links(sayso.article(), "said-by").len(), 1);
}

#[test]
fn voices_can_be_told_apart_and_links_removed() {
    let mut sayso = with_claim();
    sayso.key("S");
    sayso.key("Enter");
    sayso.key("S");
    sayso.type_text("kreml");
    sayso.key("Enter");
    let voices = links(sayso.article(), "said-by");
    assert_eq!(voices.len(), 2, "{}", sayso.notices());
    let article = sayso.article();
    let kremlin = voices.iter().find(|link| words_of_end(article, link).contains("Kremlin")).unwrap().id;
    assert!(sayso.shows_part("Maria Petrova and the Kremlin") || sayso.shows_part("the Kremlin and Maria Petrova"));
    sayso.act(Action::Mark(MarkAction::MoveVoice(kremlin, 1)));
    assert!(sayso.shows("Article › the Kremlin › Maria Petrova"));
    sayso.act(Action::Mark(MarkAction::Unlink(kremlin)));
    assert!(sayso.shows("Article › Maria Petrova"));
}

#[test]
fn what_cannot_be_linked_says_so_and_selected_words_come_first() {
    let mut sayso = with_claim();
    sayso.drag("Kiev");
    sayso.key("5");
    sayso.act(Action::Command(Command::LinkSpeaker));
    assert!(sayso.notice().contains("Select a claim first"), "{}", sayso.notice());
    sayso.click_words("leave", 1);
    let range = sayso.find("headline");
    sayso.act(Action::Article(ArticleAction::Select { anchor: range.start, head: range.end }));
    sayso.act(Action::Command(Command::LinkSpeaker));
    sayso.key("Enter");
    assert_eq!(words_of_end(sayso.article(), &links(sayso.article(), "said-by")[0]), "headline", "{}", sayso.notices());
}

#[test]
fn all_places_with_the_same_words_are_marked_in_one_step_and_undo_restores_the_file() {
    let text = "Moscow speaks\n\nMoscow said so. In Moscow, Moscowites and MOSCOW agree.";
    let mut sayso = Sayso::with_text(text);
    sayso.drag("Moscow");
    sayso.key("5");
    let path = sayso.save_as("work.sayso");
    let before = std::fs::read(&path).unwrap();
    sayso.act(Action::Exchange(ExchangeAction::AddPasted("Another\n\nAlso in Moscow.".to_owned())));
    sayso.key("Ctrl+S");
    let with_two = std::fs::read(&path).unwrap();
    let first = sayso.view().project().listed_articles()[0].id;
    sayso.act(Action::Article(ArticleAction::Show(first)));
    sayso.click_words("Moscow", 1);
    sayso.key("Ctrl+Shift+M");
    assert!(sayso.shows("Mark 2 occurrences"), "{}", sayso.notices());
    sayso.click("Ignore case, accents and variant spellings");
    assert!(sayso.shows("Mark 3 occurrences"));
    sayso.click("All articles");
    assert!(sayso.shows("Mark 4 occurrences"));
    sayso.click("Mark 4 occurrences");
    assert_eq!(sayso.view().session.span_count(), 5);
    sayso.key("Ctrl+Z");
    sayso.key("Ctrl+S");
    let now = std::fs::read_to_string(&path).unwrap();
    let body =
        |text: &str| text.lines().filter(|line| !line.contains("head: (")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(body(&now), body(std::str::from_utf8(&with_two).unwrap()));
    assert_ne!(before, with_two);
}

#[test]
fn places_can_be_left_out() {
    let mut sayso = Sayso::with_text("Moscow speaks\n\nMoscow said so. In Moscow, too.");
    sayso.drag("Moscow");
    sayso.key("5");
    sayso.key("Ctrl+Shift+M");
    sayso.click("Deselect all");
    assert!(sayso.shows("Mark 0 occurrences"));
    sayso.click("Select all");
    sayso.click("Mark 2 occurrences");
    assert_eq!(sayso.article().spans.len(), 3);
    sayso.key("Ctrl+Z");
    // By keys alone: two of them.
    sayso.key("Ctrl+Shift+M");
    sayso.key("Enter");
    assert_eq!(sayso.article().spans.len(), 3, "{}", sayso.notices());
}

#[test]
fn a_link_is_drawn_with_the_mouse_from_the_claim_to_the_speaker() {
    let mut sayso = with_claim();
    sayso.drag("Maria Petrova");
    sayso.key("2");
    sayso.drag("Kiev");
    sayso.key("5");
    sayso.click_words("leave", 1);
    let (handle, speaker) = (sayso.link_handle(), sayso.rects("Maria Petrova")[0].center());
    sayso.drag_between(handle, speaker, egui::Modifiers::NONE);
    let said_by = links(sayso.article(), "said-by");
    assert_eq!(words_of_end(sayso.article(), &said_by[0]), "Maria Petrova", "{}", sayso.notices());
    assert!(sayso.shows("said by Maria Petrova"), "the stub in the margin");
    let (handle, place) = (sayso.link_handle(), sayso.rects("Kiev")[0].center());
    sayso.drag_between(handle, place, egui::Modifiers::NONE);
    assert_eq!(links(sayso.article(), "happened-at").len(), 1, "{}", sayso.notices());
    // Beside all marks nothing is linked, and nothing is lost.
    let nowhere = sayso.rects("headline")[0].center();
    sayso.drag_between(sayso.link_handle(), nowhere, egui::Modifiers::NONE);
    assert_eq!(sayso.article().links.len(), 2);
    sayso.click("said by Maria Petrova");
    let chosen = sayso.view().span().unwrap();
    assert_eq!(sayso.article().words_of(chosen), "Maria Petrova");
    sayso.key("Ctrl+Z");
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.article().links.len(), 0);
}

#[test]
fn a_link_is_drawn_across_scrolling() {
    let filler = "Nothing is said here, and nobody says it. ".repeat(12);
    let text = format!("Title\n\nMaria Petrova spoke.\n\n{}\n\nAll is well, she said.", vec![filler; 12].join("\n\n"));
    let mut sayso = Sayso::with_text(&text);
    sayso.drag("Maria Petrova");
    sayso.key("2");
    let end = sayso.find("All is well");
    sayso.act(Action::Article(ArticleAction::Select { anchor: end.start, head: end.end }));
    sayso.act(Action::Mark(MarkAction::Tag(sayso::model::TagId::new("claim"))));
    let claim = sayso.view().span().unwrap().id;
    sayso.act(Action::Article(ArticleAction::JumpTo(sayso.article().id, claim)));
    let handle = sayso.link_handle();
    sayso.press(handle);
    // Held above the window, the text scrolls down to its beginning.
    for step in 0..2_000 {
        sayso.pointer(egui::pos2(handle.x, -200.0 - (step % 2) as f32), egui::Modifiers::NONE);
        if !sayso.harness.state().rects_of(sayso.find("Maria Petrova")).is_empty() && step > 100 {
            break;
        }
    }
    let speaker = sayso.rects("Maria Petrova")[0].center();
    sayso.pointer(speaker, egui::Modifiers::NONE);
    sayso.lift(speaker);
    assert_eq!(links(sayso.article(), "said-by").len(), 1, "{}", sayso.notices());
}

#[test]
fn voices_are_put_in_order_by_dragging_one_onto_another() {
    let mut sayso = with_claim();
    for speaker in ["Maria", "kreml", "unnam"] {
        sayso.key("S");
        sayso.type_text(speaker);
        sayso.key("Shift+Enter");
    }
    let by_end = |sayso: &Sayso, end: &str| {
        let article = sayso.article();
        links(article, "said-by").into_iter().find(|link| words_of_end(article, link).contains(end)).unwrap()
    };
    let (kremlin, unnamed) = (by_end(&sayso, "Kremlin").id, by_end(&sayso, "Unnamed").id);
    sayso.act(Action::Mark(MarkAction::MoveVoice(kremlin, 1)));
    sayso.act(Action::Mark(MarkAction::MoveVoice(unnamed, 2)));
    assert!(sayso.shows("Article › unnamed source › the Kremlin › Maria Petrova"));
    let rows = |sayso: &Sayso, name: &str| {
        let panel = sayso.harness.get_by_label("Inspector panel");
        panel.get_by_label(name).rect().center()
    };
    let (from, to) = (rows(&sayso, "Drag Maria Petrova"), rows(&sayso, "Drag unnamed source"));
    sayso.drag_between(from, to, egui::Modifiers::NONE);
    assert!(sayso.shows("Article › Maria Petrova › unnamed source › the Kremlin"), "{}", sayso.notices());
    sayso.key("Ctrl+Z");
    assert!(sayso.shows("Article › unnamed source › the Kremlin › Maria Petrova"), "one step");
}

#[test]
fn a_claim_cannot_report_itself() {
    let mut sayso = with_claim();
    sayso.drag("that is untrue");
    sayso.key("1");
    sayso.key("W");
    sayso.type_text("1");
    let within = links(sayso.article(), "within");
    assert_eq!(words_of_end(sayso.article(), &within[0]), "“We will not leave,”", "{}", sayso.notices());
    sayso.click_words("leave", 1);
    sayso.key("W");
    sayso.type_text("untrue");
    sayso.key("Enter");
    assert_eq!(links(sayso.article(), "within").len(), 1, "the other way round would be a circle");
}

#[test]
fn names_in_the_text_are_offered_for_addressee_and_place_and_nobody_is_never_the_first() {
    let mut sayso = with_claim();
    sayso.key("A");
    sayso.key("Enter");
    assert_eq!(words_of_end(sayso.article(), &links(sayso.article(), "told-to")[0]), "Erdogan", "{}", sayso.notices());
    sayso.key("P");
    sayso.key("Enter");
    assert_eq!(words_of_end(sayso.article(), &links(sayso.article(), "happened-at")[0]), "Kiev", "{}", sayso.notices());
    // Where nothing is offered, Enter alone says nothing.
    let mut bare = Sayso::with_text("title\n\nall is well, they say.");
    bare.drag("all is well");
    bare.key("1");
    bare.key("P");
    bare.key("Enter");
    assert_eq!(bare.article().links.len(), 0);
    bare.key("ArrowDown");
    bare.key("Enter");
    assert_eq!(links(bare.article(), "happened-at")[0].to, LinkEnd::Unnamed);
}
