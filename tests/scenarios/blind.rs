//! Coders who work blind: what others marked is hidden until one is done, wherever it could be seen.

use sayso::{
    app::{Action, Command, Panel, ProjectAction},
    model::{ArticleId, Assigning, CoderId, Id, Link, LinkEnd, LinkId, LinkKindId, Status, Time},
    store::{read_project, write_project},
};

use super::comparing::{BEN, with_ben};
use crate::common::driver::Sayso;

const TEXT: &str = "A headline\n\nPutin told Erdogan in Moscow. Moscow said so.";

/// Ada's window on a project in which Ben marked Moscow and she marked Putin, and both work blind.
fn blind() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Putin");
    sayso.key("2");
    let path = sayso.save_as("work.sayso");
    let mut project = read_project(&std::fs::read(&path).unwrap()).unwrap().project;
    with_ben(&mut project, &[("location", "Moscow")]);
    project.team.is_blind = true;
    std::fs::write(&path, write_project(&project).bytes).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    sayso.settle();
    sayso
}

#[test]
fn what_others_marked_appears_when_one_is_done_and_goes_again_when_one_is_not() {
    let mut sayso = blind();
    assert_eq!(sayso.article().spans.len(), 1, "{}", sayso.notices());
    assert!(sayso.shows_part("1 article · 1 mark"));
    sayso.act(Action::Command(Command::MarkDone));
    assert_eq!(sayso.article().spans.len(), 2, "{}", sayso.notices());
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.article().spans.len(), 1, "undo reveals nothing");
}

#[test]
fn what_one_sees_after_each_step_is_what_one_would_see_on_opening() {
    let mut sayso = blind();
    let path = sayso.path("other.txt");
    std::fs::write(&path, "Other\n\nMoscow said no more.").unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    let is_as_new = |sayso: &Sayso| {
        let (view, whole) = (sayso.view(), sayso.view().session.whole().clone());
        let seen = whole.as_seen_by(view.settings.coder_id()).unwrap_or(whole);
        assert_eq!(*view.project(), seen, "{}", sayso.notices());
    };
    is_as_new(&sayso);
    sayso.drag("Moscow");
    for key in ["3", "Ctrl+Z", "Ctrl+Shift+Z", "Delete"] {
        sayso.key(key);
        is_as_new(&sayso);
    }
    for _ in 0..2 {
        sayso.act(Action::Command(Command::MarkDone));
        is_as_new(&sayso);
    }
}

#[test]
fn hidden_marks_are_saved_and_survive_a_correction_of_the_text() {
    let mut sayso = blind();
    sayso.drag("told");
    sayso.key("3");
    sayso.key("Ctrl+S");
    let saved = |sayso: &Sayso| read_project(&std::fs::read(sayso.path("work.sayso")).unwrap()).unwrap().project;
    assert_eq!(saved(&sayso).span_count(), 3, "{}", sayso.notices());
    assert!(saved(&sayso).team.is_blind);
}

#[test]
fn nothing_that_is_exported_searched_or_listed_tells_of_them() {
    let mut sayso = blind();
    let table = sayso.path("marks.csv");
    sayso.answer(&table);
    sayso.act(Action::Command(Command::ExportCsv));
    let table = std::fs::read_to_string(table).unwrap();
    assert!(table.contains("Putin") && !table.contains("Moscow,"), "{table}");
    sayso.act(Action::Command(Command::Show(Panel::Compare)));
    sayso.settle();
    assert!(sayso.view().derived.differences.value().is_empty(), "nobody is said to have found nothing");
    sayso.act(Action::Article(sayso::app::ArticleAction::Search("tag:location".to_owned())));
    sayso.settle();
    assert!(sayso.view().search.found.is_empty());
}

#[test]
fn comparing_says_that_others_are_hidden_and_not_that_there_are_none() {
    let mut sayso = blind();
    for panel in [Panel::Compare, Panel::Agreement] {
        sayso.act(Action::Command(Command::Show(panel)));
        sayso.settle();
        assert!(sayso.shows_part("Blind coding hides what others marked"), "{panel:?}");
        assert!(!sayso.shows_part("Only one coder"), "{panel:?}");
    }
    sayso.act(Action::Command(Command::MarkDone));
    sayso.settle();
    assert!(!sayso.shows_part("Blind coding hides") && sayso.shows("All measures"), "{}", sayso.notices());
}

#[test]
fn ones_own_mark_can_be_deleted_although_a_hidden_link_leads_to_it() {
    let mut sayso = blind();
    let path = sayso.path("work.sayso");
    let mut project = read_project(&std::fs::read(&path).unwrap()).unwrap().project;
    let article = project.articles.values().next().unwrap().clone();
    let [own, theirs] = [true, false].map(|own| article.spans.iter().find(|span| (span.by == BEN) != own).unwrap());
    let link = Link {
        id: LinkId(Id::LAST),
        kind: LinkKindId::new("said-at"),
        from: theirs.id,
        to: LinkEnd::Span(own.id),
        order: 0,
        fields: Default::default(),
        note: String::new(),
        by: BEN,
        made: Time(1),
        changed: None,
        extra: Default::default(),
    };
    std::sync::Arc::make_mut(project.articles.values_mut().next().unwrap()).links.insert(link);
    std::fs::write(&path, write_project(&project).bytes).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    sayso.click_words("Putin", 1);
    sayso.key("Delete");
    assert!(sayso.article().spans.is_empty(), "{}", sayso.notices());
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().session.whole().articles.values().next().unwrap().links.len(), 1, "undo brings it back");
}

#[test]
fn turning_it_on_says_that_the_file_is_not_encrypted() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Command(Command::Blind));
    assert!(sayso.view().project().team.is_blind && sayso.notices().contains("isn't encrypted"), "{}", sayso.notices());
    sayso.key("Ctrl+Z");
    assert!(!sayso.view().project().team.is_blind);
}

#[test]
fn articles_are_assigned_by_hand_and_by_lot_and_one_sees_ones_own() {
    let mut sayso = Sayso::with_text(TEXT);
    for title in ["Second", "Third", "Fourth"] {
        let path = sayso.path(&format!("{title}.txt"));
        std::fs::write(&path, format!("{title}\n\nSome words of it.")).unwrap();
        sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    }
    let articles: Vec<ArticleId> = sayso.view().project().articles.keys().copied().collect();
    let ada: CoderId = sayso.view().settings.coder_id();
    sayso.act(Action::Project(ProjectAction::AssignOne(articles[0], ada, true)));
    assert_eq!(sayso.view().project().team.assigned.len(), 1);
    sayso.click("mine");
    assert!(sayso.view().project().status(articles[0], ada) == Status::New);
    sayso.act(Action::Command(Command::Assign));
    assert!(sayso.shows("Assign articles") && sayso.shows_part("Ada: 4 articles"));
    sayso.click("Assign");
    assert_eq!(sayso.view().project().team.assigned.len(), 4, "{}", sayso.notices());
    let seed = sayso.view().project().team.seed.expect("what was drawn with is kept");
    let again = Assigning { coders: vec![ada], shared: 1, by: 1, others: true, seed };
    assert_eq!(again.assigned(&articles).len(), 4);
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().project().team.assigned.len(), 1);
}
