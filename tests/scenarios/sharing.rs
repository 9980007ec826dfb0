//! A project that two people share in a folder, each in a window with settings and a state folder of their own.

use sayso::{
    app::{Action, CodebookAction, Command, MarkAction, PathPurpose, ProjectAction, Prompt, Session},
    edit::{Edit, Transaction, apply_all, delete_span},
    model::{CoderId, Id, Project, ProjectId, Time},
    store::{Keeping, Saved, Seen, read_project, write_project},
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
    ada.drag("Moscow");
    ada.key("5");
    ada.key("Ctrl+S");
    assert!(ada.view().session.is_unsaved() && ada.notices().contains("isn't yours to write"), "{}", ada.notices());
    // Whoever joins again goes on with the same file.
    ada.act(Action::Command(Command::SharedFolder));
    assert!(ada.shows_part("a shared folder that you don't take part in"), "{}", ada.notices());
    ada.click("Join");
    assert_eq!(ada.view().session.path.as_ref(), Some(&file), "{}", ada.notices());
    assert_eq!(ada.article().spans.len(), 3);
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

#[test]
fn a_folder_that_lies_elsewhere_now_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (ada, mut ben) = two(folder.path());
    let file = ada.view().session.path.clone().unwrap();
    let moved = folder.path().join("moved");
    std::fs::create_dir(&moved).unwrap();
    let shared = moved.join(file.parent().unwrap().file_name().unwrap());
    std::fs::rename(file.parent().unwrap(), &shared).unwrap();
    let mut ada = ada.restart(vec![shared.join(file.file_name().unwrap())]);
    ada.drag("told");
    ada.key("3");
    ada.key("Ctrl+S");
    assert!(!ada.view().session.is_unsaved() && !ada.notices().contains("don't see it"), "{}", ada.notices());
    let bens = ben.view().session.path.clone().unwrap();
    ben.act(Action::Project(ProjectAction::Open(vec![shared.join(bens.file_name().unwrap())])));
    update(&mut ben);
    assert_eq!(ben.article().spans.len(), 2, "{}", ben.notices());
}

#[test]
fn what_somebody_else_shares_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ada, ben) = two(folder.path());
    let bens = ben.view().session.path.clone().unwrap();
    drop(ben);
    let before = std::fs::read(&bens).unwrap();
    let own = ada.view().session.path.clone().unwrap();
    ada.act(Action::Project(ProjectAction::Open(vec![bens.clone()])));
    assert_eq!(ada.view().session.path.as_ref(), Some(&bens), "{}", ada.notices());
    assert!(ada.notices().contains("the file of somebody else in the shared folder"), "{}", ada.notices());
    check(&mut ada);
    assert!(!ada.notices().contains("In the shared folder:"), "what is new is told to whose file it is");
    ada.drag("told");
    ada.key("3");
    ada.key("Ctrl+S");
    assert!(ada.notices().contains("isn't yours to write"), "{}", ada.notices());
    assert_eq!(std::fs::read(&bens).unwrap(), before);
    update(&mut ada);
    assert!(ada.notices().contains("Nothing was updated: this is the file of somebody else."), "{}", ada.notices());
    ada.key("Ctrl+Z");
    ada.act(Action::Command(Command::SharedFolder));
    assert!(ada.shows_part("Your own file is"), "{}", ada.notices());
    ada.click("Open your file");
    assert_eq!(ada.view().session.path.as_ref().unwrap().file_name(), own.file_name(), "{}", ada.notices());
}

/// A copy of the whole state folder, as a new computer gets it, writes what was our file: we go on in another.
#[test]
fn where_another_computer_writes_our_file_we_go_on_in_another() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ada, mut ben) = two(folder.path());
    let file = ada.view().session.path.clone().unwrap();
    // The other computer saves with a mark of its own, as the fourth save of the file.
    let mut project = read_project(&std::fs::read(&file).unwrap()).unwrap().project;
    let article = project.articles.values().next().unwrap().clone();
    let span = article.spans.iter().next().unwrap().id;
    apply_all(&mut project, Transaction::new("their work", delete_span(&article, span))).unwrap();
    let suffix = file.file_stem().unwrap().to_str().unwrap().to_owned();
    let own = project.team.contains[&suffix].clone();
    let (_, rest) = own.split_once('-').unwrap();
    let (_, coder) = rest.split_once('-').unwrap();
    let entry = format!("4-{}-{coder}", sayso::store::shared::fingerprint(&project));
    project.team.contains.insert(suffix, entry);
    std::fs::write(&file, write_project(&project).bytes).unwrap();
    ada.drag("told");
    ada.key("3");
    ada.key("Ctrl+S");
    let now = ada.view().session.path.clone().unwrap();
    assert_ne!(now, file, "{}", ada.notices());
    assert!(ada.notices().contains("you continue in"), "{}", ada.notices());
    assert!(!ada.view().session.is_unsaved());
    update(&mut ben);
    assert!(ben.article().spans.iter().any(|span| ben.article().words_of(span) == "told"), "{}", ben.notices());
}

#[test]
fn somebody_with_another_project_open_joins_what_others_share() {
    let folder = tempfile::tempdir().unwrap();
    let (ada, _ben) = two(folder.path());
    let settings = tempfile::tempdir().unwrap();
    std::fs::write(settings.path().join("settings.ron"), "(coder_name: \"Cleo\", theme: Light)").unwrap();
    let mut cleo = Sayso::start_again(settings, Vec::new());
    cleo.act(Action::Command(Command::OpenSample));
    cleo.act(Action::Command(Command::SharedFolder));
    assert!(cleo.shows_part("Whoever chooses the same folder joins"), "{}", cleo.notices());
    cleo.key("Escape");
    share(&mut cleo, folder.path());
    assert_eq!(cleo.view().project().id, ada.view().project().id, "{}", cleo.notices());
}

/// What is merged says when and by whom it was changed, and not who merged it.
#[test]
fn an_update_keeps_who_changed_a_mark() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ada, mut ben) = two(folder.path());
    let span = ben.article().spans.iter().next().unwrap().id;
    ben.act(Action::Mark(MarkAction::SetNote(span, "his".to_owned())));
    ben.key("Ctrl+S");
    update(&mut ada);
    let changed = ada.article().span(span).unwrap().changed.map(|(_, by)| by);
    assert_eq!(changed, Some(ben.view().settings.coder_id()), "{}", ada.notices());
    ada.key("Ctrl+S");
    check(&mut ben);
    assert!(!ben.notices().contains("In the shared folder"), "there is nothing that Ben lacks: {}", ben.notices());
}

#[test]
fn blind_coding_that_somebody_turns_on_is_told_and_no_undo_shows_more() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ada, mut ben) = two(folder.path());
    assert_eq!(ben.article().spans.len(), 1);
    ada.drag("told");
    ada.key("3");
    ada.act(Action::Command(Command::Blind));
    ada.key("Ctrl+S");
    update(&mut ben);
    assert!(ben.view().project().team.is_blind && ben.notices().contains("Blind coding is on"), "{}", ben.notices());
    assert!(ben.shows("Blind coding"), "the status bar says so");
    assert!(ben.article().spans.is_empty());
    ben.key("Ctrl+Z");
    assert!(
        ben.article().spans.is_empty() && ben.notices().contains("would show what others marked"),
        "{}",
        ben.notices()
    );
}

#[test]
fn the_list_of_who_is_there_follows_what_they_do_and_the_project_keeps_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ada, mut ben) = two(folder.path());
    let shared = ada.view().session.path.as_deref().and_then(std::path::Path::parent).unwrap().to_path_buf();
    assert_eq!(ada.view().session.name(), shared.file_stem().unwrap().to_string_lossy());
    update(&mut ada);
    ada.act(Action::Command(Command::SharedFolder));
    assert!(ada.shows_part("Ben: nothing new"), "{}", ada.notices());
    ben.drag("told");
    ben.key("3");
    ben.key("Ctrl+S");
    check(&mut ada);
    assert!(ada.shows_part("Ben: 1 new mark"), "{}", ada.notices());
    ada.click("Update");
    assert!(!ada.shows_part("Ben: 1 new mark") && ada.view().prompt.is_none());
    ada.act(Action::Project(ProjectAction::AlwaysUpdate(true)));
    ada.act(Action::Command(Command::SharedFolder));
    ben.drag("Moscow");
    ben.key("5");
    ben.key("Ctrl+S");
    check(&mut ada);
    assert!(ada.shows_part("Ben: nothing new"), "what came in at once is not new: {}", ada.notices());
    assert_eq!(ada.article().spans.len(), 3);
}

/// What comes in by itself would be replaced by what is being typed for the same field, and nobody would know.
#[test]
fn nothing_is_brought_in_while_somebody_types() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ada, mut ben) = two(folder.path());
    update(&mut ada);
    ada.act(Action::Project(ProjectAction::AlwaysUpdate(true)));
    let note = |sayso: &mut Sayso, words: &str| {
        sayso.click_words("Putin", 1);
        sayso.key("M");
        sayso.harness.event(egui::Event::Text(words.to_owned()));
        sayso.settle();
    };
    note(&mut ada, "what Ada saw");
    assert!(ada.view().session.drafts().are_waiting(), "{}", ada.notices());
    note(&mut ben, "what Ben saw");
    ben.key("Escape");
    ben.key("Ctrl+S");
    check(&mut ada);
    let of = |sayso: &Sayso| sayso.article().spans.iter().next().unwrap().note.clone();
    assert_eq!(of(&ada), "");
    ada.key("Escape");
    assert_eq!(of(&ada), "what Ada saw");
    check(&mut ada);
    let open: Vec<_> =
        ada.view().project().conflicts.iter().map(|open| [open.ours.clone(), open.theirs.clone()]).collect();
    assert!(open.len() == 1 && ada.notices().contains("undecided"), "{open:?} {}", ada.notices());
    let both: std::collections::BTreeSet<_> = open.concat().into_iter().collect();
    assert_eq!(both, ["\"what Ada saw\"", "\"what Ben saw\""].map(str::to_owned).into());
}
