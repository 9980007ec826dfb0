//! What analysts bring: exports of press databases, tables and JSON, posts, files with telling names.

use std::path::Path;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use sayso::{
    app::{Action, Command, PathPurpose, ProjectAction},
    model::Article,
};

use crate::common::driver::Sayso;

/// The titles of the articles, in the order of letters.
fn titles(sayso: &Sayso) -> Vec<String> {
    let mut titles: Vec<String> =
        sayso.view().project().listed_articles().iter().map(|article| article.facts.title.clone()).collect();
    titles.sort_unstable();
    titles
}

/// The article of this title.
fn article<'s>(sayso: &'s Sayso, title: &str) -> &'s Article {
    sayso.view().project().listed_articles().into_iter().find(|article| article.facts.title == title).unwrap()
}

/// Previews a file of this name and contents.
fn preview(sayso: &mut Sayso, name: &str, contents: &str) {
    let path = sayso.path(name);
    std::fs::write(&path, contents).unwrap();
    sayso.act(Action::Project(ProjectAction::PathChosen(PathPurpose::Preview, Some(vec![path]))));
}

/// Types into a field, and leaves it.
fn type_into(sayso: &mut Sayso, field: &str, text: &str) {
    sayso.harness.get_by_role_and_label(Role::TextInput, field).focus();
    sayso.settle();
    sayso.type_text(text);
    sayso.key("Tab");
    sayso.settle();
}

#[test]
fn an_export_of_a_press_database_is_dropped_and_its_articles_are_there() {
    let export = Path::new("tests/data/press/nexis-english.txt").canonicalize().unwrap();
    let mut sayso = Sayso::with_text("First\n\nText.");
    sayso.act(Action::Project(ProjectAction::Open(vec![export])));
    if sayso.view().prompt.is_some() {
        sayso.click("Add");
    }
    let articles = sayso.view().project().listed_articles();
    assert!(articles.len() > 3, "{:?}", titles(&sayso));
    let read = articles.last().unwrap();
    assert!(!read.facts.outlet.is_empty() && !read.facts.published.is_empty(), "{:?}", read.facts);
    // One drag and one digit mark it: the drop, a click at most, the drag and the digit are four.
    let words: String = sayso.article().text.as_str().split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    sayso.drag(&words);
    sayso.key("1");
    assert_eq!(sayso.article().spans.len(), 1);
}

#[test]
fn a_file_of_several_articles_is_split_as_somebody_says_and_the_project_remembers() {
    let mut sayso = Sayso::with_text("First\n\nText.");
    let file = "Artikel 1\nRain\n\nIt rains.\n\nArtikel 2\nSnow\n\nIt snows.\n\nArtikel 3\nWind\n\nIt blows.\n";
    preview(&mut sayso, "lump.txt", file);
    assert!(sayso.shows("Add article"), "nothing says that it is several");
    type_into(&mut sayso, "Split at lines like", "Artikel #");
    assert!(sayso.shows("3 of 3 articles selected"), "{}", sayso.notice());
    sayso.click("Snow");
    sayso.click("Add 2 articles");
    assert_eq!(titles(&sayso), ["First", "Rain", "Wind"]);
    assert_eq!(article(&sayso, "Rain").source.split, "Artikel #");
    preview(&mut sayso, "next.txt", "Artikel 4\nFog\n\nIt is grey.\n\nArtikel 5\nSun\n\nIt shines.\n");
    sayso.click("Artikel #");
    assert!(sayso.shows("2 of 2 articles selected"));
    // A pattern that was typed and not left is used before anything is added.
    preview(&mut sayso, "last.txt", "Teil 1\nDew\n\nIt drips.\n\nTeil 2\nIce\n\nIt is hard.\n");
    sayso.harness.get_by_role_and_label(Role::TextInput, "Split at lines like").focus();
    sayso.settle();
    sayso.type_text("Teil #");
    let before = titles(&sayso).len();
    sayso.click("Add article");
    sayso.settle();
    let (added, is_split) = (titles(&sayso).len() - before, sayso.shows("2 of 2 articles selected"));
    assert!(added == 2 || added == 0 && is_split, "{:?}", titles(&sayso));
    if is_split {
        sayso.click("Add 2 articles");
    }
    assert_eq!(titles(&sayso).len(), before + 2);
    preview(&mut sayso, "bad.txt", "Teil 3\nSea\n\nIt is wide.\n\nTeil 4\nSky\n\nIt is high.\n");
    type_into(&mut sayso, "Split at lines like", "/(/");
    assert!(sayso.shows_part("can't be added"), "a bad pattern says so, and can be mended");
    assert!(sayso.harness.query_by_role_and_label(Role::TextInput, "Split at lines like").is_some());
}

#[test]
fn what_columns_say_is_chosen_once_for_tables_of_their_kind() {
    let mut sayso = Sayso::with_text("First\n\nText.");
    let table = "a,b,c\nRain,It rains in the north.,2018-03-01\nSnow,It snows in the south.,2018-03-02\n";
    let path = sayso.path("odd.csv");
    std::fs::write(&path, table).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    assert!(sayso.notice().contains("Article › Preview and add… lets you choose it"), "{}", sayso.notice());
    preview(&mut sayso, "odd.csv", table);
    assert!(sayso.shows_part("can't be added") && sayso.shows("Hide columns"), "no column is known");
    sayso.click("Use of column b");
    sayso.click("Text");
    assert!(sayso.shows("2 of 2 articles selected"), "{}", sayso.notice());
    sayso.click("Use of column a");
    sayso.click("Title");
    sayso.click("Use of column c");
    sayso.click("Date");
    sayso.click("Add 2 articles");
    assert_eq!(titles(&sayso), ["First", "Rain", "Snow"]);
    assert_eq!(article(&sayso, "Snow").facts.published, "2018-03-02");
    // The next one is read so at once.
    let next = sayso.path("next.csv");
    std::fs::write(&next, "a,b,c\nFog,It is grey everywhere.,2018-03-03\n").unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![next])));
    assert!(titles(&sayso).contains(&"Fog".to_owned()), "{}", sayso.notices());
}

#[test]
fn posts_are_articles_by_thread_by_post_or_by_day() {
    let mut sayso = Sayso::with_text("First\n\nText.");
    let post = |id: u32, hour: u32, reply: &str, text: &str| {
        format!(
            "{{\"id\":{id},\"type\":\"message\",\"date\":\"2023-05-01T{hour:02}:00:00\",\"from\":\"Ann\",\"from_id\":\"user1\"{reply},\
             \"text\":\"{text}\",\"text_entities\":[]}}"
        )
    };
    let posts = [
        post(1, 8, "", "It rains in the north."),
        post(2, 9, ",\"reply_to_message_id\":1", "And it will go on."),
        post(3, 10, "", "The ferry is late."),
    ];
    let export =
        format!("{{\"name\":\"News\",\"type\":\"private_channel\",\"id\":7,\"messages\":[{}]}}", posts.join(","));
    preview(&mut sayso, "result.json", &export);
    assert!(sayso.shows("2 of 2 articles selected"), "{}", sayso.notice());
    sayso.click("One article per");
    sayso.click("post");
    assert!(sayso.shows("3 of 3 articles selected"));
    sayso.click("One article per");
    sayso.click("day");
    sayso.click("Add article");
    assert_eq!(titles(&sayso).len(), 2);
}

#[test]
fn names_of_files_say_facts_of_their_articles() {
    let mut sayso = Sayso::with_text("First\n\nText.");
    std::fs::create_dir(sayso.path("in")).unwrap();
    for (name, text) in [
        ("01.03.2018 – Rain – Courier.txt", "It rains.\n\nIn the north."),
        ("02.03.2018 – Snow – Herald.txt", "It snows.\n\nIn the south."),
        ("notes.txt", "Something else."),
    ] {
        std::fs::write(sayso.path("in").join(name), text).unwrap();
    }
    sayso.act(Action::Project(ProjectAction::PathChosen(PathPurpose::Import, Some(vec![sayso.path("in")]))));
    type_into(&mut sayso, "Facts from file names", "{date} – {title} – {outlet}");
    assert!(sayso.shows_part("1 March 2018") || sayso.shows_part("Rain · Courier"), "what they say is shown");
    assert!(sayso.shows_part("notes.txt doesn't fit the pattern"));
    sayso.click("Add");
    let articles = sayso.view().project().listed_articles();
    let facts: Vec<_> = articles.iter().map(|article| (&*article.facts.title, &*article.facts.outlet)).collect();
    assert!(facts.contains(&("Rain", "Courier")) && facts.contains(&("Snow", "Herald")), "{facts:?}");
    assert!(articles.iter().any(|article| article.facts.published == "2018-03-01"));
    assert_eq!(articles.len(), 4);
    sayso.key("Ctrl+Z");
    assert_eq!(titles(&sayso), ["First"], "one step");
    assert!(sayso.view().is_enabled(Command::Redo));
}
