//! What an article keeps of its file's structure: drawn, listed in the outline, and led to by keys.

use sayso::app::{Action, Command, ProjectAction};

use crate::common::driver::Sayso;

const PAGE: &str = "<html lang=en><head><title>The bridge is closed</title><link rel=canonical href=https://courier.example/b></head>\
    <body><article><h1>The bridge is closed</h1><p>The mayor said on Monday that the bridge would be closed for two weeks, \
    and that <a href='/report'>a report</a> had been written.</p><h2>The report</h2><p>According to it, three parts of the \
    bridge are broken, and each of them is enough to close it for good.</p><ul><li>The pier has sunk since 2015.</li>\
    <li>The cables shake in every wind.</li></ul><h3>The costs</h3><p>The council expects high costs, the treasurer told \
    reporters, and higher ones than those of last year.</p></article></body></html>";

fn opened() -> Sayso {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("bridge.html");
    std::fs::write(&page, PAGE).unwrap();
    Sayso::start(vec![page])
}

#[test]
fn the_outline_leads_to_headings_and_so_do_keys() {
    let mut sayso = opened();
    sayso.key("Ctrl+7");
    sayso.click_in("Outline panel", "The costs");
    assert_eq!(sayso.selected(), "The costs");
    sayso.key("Alt+PageUp");
    assert_eq!(sayso.selected(), "The report");
    sayso.key("Alt+PageUp");
    assert_eq!(sayso.selected(), "The bridge is closed");
    sayso.key("Alt+PageUp");
    assert!(sayso.notice().starts_with("No heading before"), "{}", sayso.notice());
    // The last place is a step back away.
    sayso.key("Ctrl+B");
    let report = sayso.find("The report");
    assert!((report.start..=report.end).contains(&sayso.view().selection.head));
    let plain = Sayso::with_text("One\n\nTwo");
    assert!(!plain.view().is_enabled(Command::NextHeading));
}

#[test]
fn items_are_indented_headings_are_larger_and_the_text_is_as_it_was() {
    let sayso = opened();
    let left = |words: &str| sayso.rects(words)[0].min.x;
    let height = |words: &str| sayso.rects(words)[0].height();
    assert!(left("The pier has") > left("According") + 10.0);
    assert_eq!(left("The report"), left("According"));
    assert!(height("The report") < height("The bridge is closed"));
    assert!(sayso.article().text.as_str().contains("good.\n\nThe pier has sunk since 2015.\nThe cables"));
}

#[test]
fn a_link_is_told_and_copied_and_words_in_it_are_marked_like_others() {
    let mut sayso = opened();
    sayso.click_words("report", 1);
    assert!(sayso.view().is_enabled(Command::CopyLink));
    let at = sayso.rects("a report")[0].center();
    sayso.pointer(at, Default::default());
    sayso.harness.run_steps(60);
    assert!(sayso.shows("https://courier.example/report"), "the address is told under the pointer");
    sayso.act(Action::Command(Command::CopyLink));
    assert_eq!(sayso.notices(), "");
    sayso.click_words("mayor", 1);
    assert!(!sayso.view().is_enabled(Command::CopyLink));
    sayso.drag("a report had been");
    sayso.key("1");
    assert!(sayso.marks().contains("[a report had been]{claim}"), "{}", sayso.marks());
}

#[test]
fn what_was_copied_from_a_page_keeps_its_paragraphs_and_its_structure() {
    let page = "<link rel=canonical href='https://courier.example/b'><h1>It rains</h1><p>The mayor <b>said</b> so.</p><p>Others <i>agreed</i>.</p>";
    let mut sayso = Sayso::with_text("First\n\nText.");
    sayso.copy_page(page);
    sayso.paste("It rains The mayor said so. Others agreed.");
    sayso.click("Add article");
    let article = sayso.article();
    assert_eq!(article.text.as_str(), "It rains\n\nThe mayor said so.\n\nOthers agreed.");
    assert_eq!(
        (article.facts.title.as_str(), article.facts.address.as_str()),
        ("It rains", "https://courier.example/b")
    );
    assert_eq!(article.structure.len(), 3, "{:?}", article.structure);
    // What does not say the same is not what was copied.
    sayso.paste("Other words\n\nare added as they are.");
    sayso.click("Add article");
    assert_eq!(sayso.article().text.as_str(), "Other words\n\nare added as they are.");
}

#[test]
fn a_link_from_a_browser_is_fetched_only_when_its_server_was_named() {
    let mut sayso = Sayso::with_text("First\n\nText.");
    let link = sayso.path("Bridge.url");
    std::fs::write(&link, "[InternetShortcut]\r\nURL=https://reader@courier.example/bridge\r\n").unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![link.clone()])));
    assert!(sayso.shows("Fetch this page?"));
    assert!(sayso.shows_part("connect to courier.example and add"));
    sayso.key("Escape");
    assert!(!sayso.shows("Fetch this page?") && sayso.view().jobs.is_empty());
    let none = sayso.path("None.desktop");
    std::fs::write(&none, "[Desktop Entry]\nType=Application\nExec=true\n").unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![none.clone()])));
    assert!(sayso.notice().contains("not a link"), "{}", sayso.notice());
    sayso.act(Action::Project(ProjectAction::Open(vec![link, none])));
    assert!(sayso.shows("Fetch this page?"));
    assert!(sayso.notices().contains("1 file skipped: not a link to a web page."), "{}", sayso.notices());
}
