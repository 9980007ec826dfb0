//! A project that two people share in a folder, each in a window with settings and a state folder of their own.

use sayso::{
    app::{Action, CodebookAction, Command, PathPurpose, ProjectAction, Prompt, Session},
    edit::{Edit, Transaction},
    model::{CoderId, Id, Project, ProjectId, Time},
    store::{Keeping, Saved, Seen},
};

use crate::common::driver::Sayso;

const TEXT: &str = "A headline\n\nPutin told Erdogan in Moscow. Moscow said so.";

/// Somebody's window, with nothing in it yet.
fn window_of(name: &str) -> Sayso {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("settings.ron"), format!("(coder_name: \"{name}\", theme: Light)")).unwrap();
    let mut sayso = Sayso::start_again(folder, Vec::new());
    sayso.act(Action::Command(Command::NewProject));
    sayso
}

fn share(sayso: &mut Sayso, folder: &std::path::Path) {
    let chosen = Some(vec![folder.to_path_buf()]);
    sayso.act(Action::Project(ProjectAction::PathChosen(PathPurpose::ShareIn, chosen)));
    let path = sayso.view().session.path.clone().expect("the file in the folder is open");
    assert_eq!(path.parent().unwrap().extension().unwrap(), "sayso-team", "{}", sayso.notices());
}

fn update(sayso: &mut Sayso) {
    sayso.act(Action::Command(Command::UpdateShared));
}

fn check(sayso: &mut Sayso) {
    sayso.act(Action::Project(ProjectAction::CheckFile));
}

/// Ada's window with a mark, and Ben's, who has joined without a copy.
fn two(folder: &std::path::Path) -> (Sayso, Sayso) {
    let mut ada = Sayso::with_text(TEXT);
    ada.drag("Putin");
    ada.key("2");
    ada.save_as("work.sayso");
    share(&mut ada, folder);
    let mut ben = window_of("Ben");
    share(&mut ben, folder);
    (ada, ben)
}

#[test]
fn each_sees_what_the_other_saved_once_they_update() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ada, mut ben) = two(folder.path());
    assert_eq!(ben.article().spans.len(), 1, "{}", ben.notices());
    ben.drag("Moscow");
    ben.key("5");
    ben.key("Ctrl+S");
    check(&mut ada);
    assert!(ada.notices().contains("Ben: 1 new mark"), "{}", ada.notices());
    assert_eq!(ada.article().spans.len(), 1, "nothing comes unasked");
    update(&mut ada);
    assert_eq!(ada.article().spans.len(), 2, "{}", ada.notices());
    check(&mut ada);
    ada.key("Ctrl+S");
    ada.act(Action::Command(Command::SharedFolder));
    assert!(ada.shows_part("Ben: nothing new"), "{}", ada.notices());
    ada.key("Escape");

    // What was deleted does not come back.
    ada.click_words("Putin", 1);
    ada.key("Delete");
    ada.key("Ctrl+S");
    update(&mut ben);
    ben.key("Ctrl+S");
    update(&mut ada);
    for sayso in [&ada, &ben] {
        assert_eq!(sayso.article().spans.len(), 1, "{}", sayso.notices());
        assert!(sayso.view().project().conflicts.is_empty());
    }
}

#[test]
fn new_work_is_brought_in_at_once_where_that_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ada, mut ben) = two(folder.path());
    ada.act(Action::Project(ProjectAction::AlwaysUpdate(true)));
    check(&mut ada);
    ben.drag("told");
    ben.key("3");
    ben.key("Ctrl+S");
    check(&mut ada);
    assert_eq!(ada.article().spans.len(), 2, "{}", ada.notices());
    ada.key("Ctrl+Z");
    assert_eq!(ada.article().spans.len(), 1, "one step");
}

#[test]
fn an_update_that_was_undone_is_saved_but_not_shared() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ada, mut ben) = two(folder.path());
    ben.drag("told");
    ben.key("3");
    ben.key("Ctrl+S");
    update(&mut ada);
    ada.key("Ctrl+S");
    ada.key("Ctrl+Z");
    ada.key("Ctrl+S");
    assert!(ada.notices().contains("the others don't see it yet"), "{}", ada.notices());
    assert!(!ada.view().session.is_unsaved());
    update(&mut ada);
    assert_eq!(ada.article().spans.len(), 2, "{}", ada.notices());
    ada.key("Ctrl+S");
    update(&mut ben);
    assert_eq!(ben.article().spans.len(), 2, "{}", ben.notices());
}

#[test]
fn a_folder_that_is_gone_stops_nobody_and_leaving_keeps_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ada, ben) = two(folder.path());
    let (file, elsewhere) = (ada.view().session.path.clone().unwrap(), folder.path().join("elsewhere"));
    let shared = file.parent().unwrap().to_path_buf();
    std::fs::rename(&shared, &elsewhere).unwrap();
    check(&mut ada);
    update(&mut ada);
    assert!(ada.notices().contains("is not there"), "{}", ada.notices());
    ada.drag("told");
    ada.key("3");
    assert_eq!(ada.article().spans.len(), 2, "own work goes on");
    std::fs::rename(&elsewhere, &shared).unwrap();
    ada.key("Ctrl+S");
    assert!(!ada.view().session.is_unsaved(), "{}", ada.notices());
    ada.act(Action::Project(ProjectAction::LeaveShared));
    assert!(file.is_file() && ada.notices().contains("left the shared folder"), "{}", ada.notices());
    update(&mut ada);
    assert!(ada.notices().contains("has not joined"), "{}", ada.notices());
    assert_ne!(ada.view().settings.coder_id().0, Id::FIRST);
    drop(ben);
}

/// A save ends after its update was taken back: the project does not claim to contain what is gone from it.
#[test]
fn what_was_taken_back_while_a_save_ran_does_not_count_as_contained() {
    let named =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(one, two)| ((*one).to_owned(), (*two).to_owned())).collect();
    let mut project = Project::new(ProjectId(Id::FIRST), "", Default::default());
    project.team.contains = named(&[("ana-k7f3", "1-a"), ("ben-x2mq", "4-b")]);
    project.ancestors = vec!["first".to_owned()];
    let mut session = Session::new(project, None, Keeping::Nowhere(String::new()));
    let update = Edit::SetSharedSave("ben-x2mq".to_owned(), Some("5-c".to_owned()));
    let (by, at) = (CoderId(Id::FIRST), Time(0));
    session.make(Transaction::one("update", update), by, at).unwrap();
    let state = session.state();
    session.undo(by, at).unwrap();
    let saved = Saved {
        seen: Seen::of(b""),
        ancestors: vec!["first".to_owned(), "second".to_owned()],
        kept: None,
        contains: Some(named(&[("ana-k7f3", "2-d"), ("ben-x2mq", "5-c")])),
    };
    session.mark_saved(state, "/nowhere/ana-k7f3.sayso".into(), saved);
    assert_eq!(session.whole().team.contains, named(&[("ana-k7f3", "2-d"), ("ben-x2mq", "4-b")]));
    assert_eq!(session.whole().ancestors, ["first", "second"]);
    assert!(session.is_unsaved());
}

#[test]
fn an_unsaved_codebook_is_asked_about_when_one_joins_without_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let (_ada, mut ben) = two(folder.path());
    ben.key("Ctrl+S");
    let mut cleo = window_of("Cleo");
    cleo.act(Action::Codebook(CodebookAction::Add { name: "Promise".to_owned(), parent: None }));
    assert!(cleo.view().session.is_unsaved());
    let chosen = Some(vec![folder.path().to_path_buf()]);
    cleo.act(Action::Project(ProjectAction::PathChosen(PathPurpose::ShareIn, chosen)));
    assert!(matches!(cleo.view().prompt, Some(Prompt::Unsaved(_))), "{}", cleo.notices());
}
