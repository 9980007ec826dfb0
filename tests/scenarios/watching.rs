//! A folder that is watched: new files are offered, and never added unasked.

use std::time::{Duration, SystemTime};

use sayso::app::{Action, Command, ExchangeAction};

use crate::common::driver::Sayso;

/// Writes a file that is no longer being written.
fn write(sayso: &Sayso, name: &str, text: &str) {
    let path = sayso.path("in").join(name);
    std::fs::write(&path, text).unwrap();
    let before = SystemTime::now() - Duration::from_secs(60);
    std::fs::File::options().append(true).open(path).unwrap().set_modified(before).unwrap();
}

fn look(sayso: &mut Sayso) {
    sayso.act(Action::Exchange(ExchangeAction::CheckFolder));
}

fn titles(sayso: &Sayso) -> Vec<String> {
    sayso.view().project().listed_articles().iter().map(|article| article.facts.title.clone()).collect()
}

#[test]
fn new_files_are_offered_once_and_added_with_a_report() {
    let mut sayso = Sayso::with_text("First\n\nText.");
    std::fs::create_dir(sayso.path("in")).unwrap();
    write(&sayso, "old.txt", "Old\n\nIt was here before.");
    sayso.answer(&sayso.path("in"));
    sayso.act(Action::Command(Command::WatchFolder));
    assert!(sayso.notice().starts_with("Watching "), "{}", sayso.notice());
    look(&mut sayso);
    assert!(!sayso.view().is_enabled(Command::AddNewFiles), "what lay there is not new");

    write(&sayso, "new.txt", "New\n\nIt came later.");
    write(&sayso, "picture.png", "no article");
    std::fs::write(sayso.path("in").join("growing.txt"), "Still being wri").unwrap();
    look(&mut sayso);
    assert!(sayso.notice().contains("new.txt") && !sayso.notice().contains("growing"), "{}", sayso.notice());
    assert_eq!(titles(&sayso), ["First"], "nothing is added unasked");
    let told = sayso.view().notices.len();
    look(&mut sayso);
    assert_eq!(sayso.view().notices.len(), told, "it is offered once");

    sayso.act(Action::Command(Command::AddNewFiles));
    assert_eq!(titles(&sayso), ["First"], "first it is shown what they bring");
    sayso.click("Add");
    assert_eq!(titles(&sayso), ["First", "New"]);
    look(&mut sayso);
    assert!(!sayso.view().is_enabled(Command::AddNewFiles));
}

#[test]
fn the_watched_folder_is_remembered_until_it_is_watched_no_more() {
    let mut sayso = Sayso::with_text("First\n\nText.");
    std::fs::create_dir(sayso.path("in")).unwrap();
    sayso.answer(&sayso.path("in"));
    sayso.act(Action::Command(Command::WatchFolder));
    let project = sayso.save_as("a.sayso");
    write(&sayso, "new.txt", "New\n\nIt came while Sayso was closed.");
    let mut again = sayso.restart(vec![project]);
    look(&mut again);
    assert!(again.notice().contains("new.txt"), "{}", again.notice());
    again.act(Action::Command(Command::StopWatching));
    look(&mut again);
    assert!(!again.view().is_enabled(Command::AddNewFiles) && !again.view().is_enabled(Command::StopWatching));
}

#[test]
fn a_folder_that_is_gone_is_told_when_it_is_to_be_watched() {
    let mut sayso = Sayso::with_text("First\n\nText.");
    sayso.answer(&sayso.path("nowhere"));
    sayso.act(Action::Command(Command::WatchFolder));
    assert!(sayso.notice().contains("can't be watched"), "{}", sayso.notice());
    assert!(!sayso.view().is_enabled(Command::StopWatching));
}
