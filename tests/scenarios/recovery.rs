//! Crashes, colleagues who write the same file, second windows: no mark is lost.

use std::path::{Path, PathBuf};

use sayso::{
    app::{Action, Command, ExchangeAction, MarkAction, PathPurpose, ProjectAction},
    store,
};

use crate::common::driver::Sayso;

const TEXT: &str = "A headline\n\nPutin told Erdogan in Moscow.";

/// A saved project with "Moscow" marked.
fn saved() -> (Sayso, PathBuf) {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.key("5");
    let path = sayso.save_as("work.sayso");
    (sayso, path)
}

/// A colleague, on a machine of their own, marks "Erdogan" and saves.
fn colleague_saves(path: &Path) {
    let mut colleague = Sayso::start(vec![path.to_owned()]);
    colleague.drag("Erdogan");
    colleague.key("2");
    colleague.key("Ctrl+S");
    assert!(colleague.notice().contains("Saved"), "{}", colleague.notices());
}

#[test]
fn unsaved_marks_survive_a_crash_and_are_told() {
    let (mut sayso, path) = saved();
    sayso.drag("Putin");
    sayso.key("2");
    sayso.drag("told");
    sayso.key("3");
    sayso.key("Ctrl+Z");
    let (marks, bytes) = (sayso.marks(), std::fs::read(&path).unwrap());

    let mut again = sayso.restart(vec![path.clone()]);
    assert_eq!(again.marks(), marks);
    assert!(again.notices().contains("Recovered 3 unsaved changes"), "{}", again.notices());
    assert!(again.notices().contains("Mark “Putin” as Speaker"), "{}", again.notices());
    assert!(again.view().session.is_unsaved());
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "opening writes nothing");

    // What was undone can still be redone; what was recovered can be undone; a second crash changes nothing.
    again.key("Ctrl+Y");
    assert!(again.marks().contains("told"), "{}", again.notices());
    let marks = again.marks();
    let mut third = again.restart(vec![path.clone()]);
    assert_eq!(third.marks(), marks);
    third.key("Ctrl+Z");
    third.key("Ctrl+Z");
    assert_eq!(third.article().spans.len(), 1);
    third.key("Ctrl+S");
    let last = third.restart(vec![path]);
    assert_eq!(last.article().spans.len(), 1);
    assert!(!last.notices().contains("Recovered"), "{}", last.notices());
    assert!(!last.view().session.is_unsaved());
}

#[test]
fn a_project_that_was_never_saved_survives_too() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.key("5");
    let marks = sayso.marks();
    let mut again = sayso.restart(Vec::new());
    assert_eq!(again.marks(), marks);
    assert!(again.notices().contains("Recovered"), "{}", again.notices());
    // Once it is saved, nothing is left to recover.
    let path = again.save_as("work.sayso");
    let last = again.restart(Vec::new());
    assert_eq!(last.view().session.path.as_deref(), Some(path.as_path()));
    assert_eq!(last.marks(), marks);
    assert!(!last.notices().contains("Recovered"), "{}", last.notices());
}

#[test]
fn a_project_that_was_never_saved_waits_while_another_is_opened() {
    let (sayso, path) = saved();
    let mut sayso = sayso.restart(vec![path.clone()]);
    sayso.act(Action::Command(Command::NewProject));
    sayso.act(Action::Exchange(ExchangeAction::AddPasted("Lost?\n\nNot lost.".to_owned())));
    let mut again = sayso.restart(vec![path]);
    assert_eq!(again.view().project().articles.len(), 1);
    assert!(again.notices().contains("never saved"), "{}", again.notices());
    again.act(Action::Command(Command::Recover));
    assert_eq!(again.article().text.as_str(), "Lost?\n\nNot lost.");
}

#[test]
fn what_was_discarded_does_not_come_back() {
    let (mut sayso, path) = saved();
    let marks = sayso.marks();
    sayso.drag("Putin");
    sayso.key("2");
    sayso.act(Action::Command(Command::Quit));
    sayso.click("Don't save");
    let again = sayso.restart(vec![path]);
    assert_eq!(again.marks(), marks);
    assert!(!again.notices().contains("Recovered"), "{}", again.notices());

    let mut untitled = Sayso::with_text(TEXT);
    untitled.act(Action::Command(Command::Quit));
    untitled.click("Don't save");
    let again = untitled.restart(Vec::new());
    assert!(!again.notices().contains("Recovered"), "{}", again.notices());
}

#[test]
fn steps_can_be_undone_after_closing_and_opening() {
    let (mut sayso, path) = saved();
    sayso.drag("Putin");
    sayso.key("2");
    sayso.key("Ctrl+S");
    let mut again = sayso.restart(vec![path.clone()]);
    assert!(!again.view().session.is_unsaved());
    again.key("Ctrl+Z");
    assert_eq!(again.notice(), "Undo: Mark “Putin” as Speaker");
    again.key("Ctrl+Z");
    assert_eq!(again.article().spans.len(), 0);
    again.key("Ctrl+Y");
    again.key("Ctrl+Y");
    assert_eq!(again.article().spans.len(), 2);
    assert!(!again.view().session.is_unsaved(), "this is the state that was saved");
    again.key("Ctrl+Z");
    assert!(again.view().session.is_unsaved());
}

#[test]
fn a_tag_made_before_closing_can_be_taken_back_after_opening() {
    let (mut sayso, path) = saved();
    sayso.drag("Putin");
    sayso.act(Action::Mark(MarkAction::TagWithNew("Nickname".to_owned())));
    sayso.key("Ctrl+S");
    let mut again = sayso.restart(vec![path]);
    let tags = again.view().project().codebook.tags.len();
    again.key("Ctrl+Z");
    assert!(again.notice().starts_with("Undo: "), "{}", again.notice());
    assert_eq!(again.view().project().codebook.tags.len(), tags - 1);
}

#[test]
fn a_step_that_somebody_else_has_changed_since_is_skipped() {
    let (mut sayso, path) = saved();
    sayso.click_words("Moscow", 1);
    sayso.act(Action::Command(Command::ToggleFlag));
    sayso.key("Ctrl+S");
    let mut colleague = Sayso::start(vec![path.clone()]);
    let span = colleague.article().spans.iter().next().unwrap().id;
    colleague.act(Action::Mark(MarkAction::SetNote(span, "theirs".to_owned())));
    colleague.key("Ctrl+S");
    drop(colleague);

    let mut again = sayso.restart(vec![path]);
    again.key("Ctrl+Z");
    assert!(again.notice().contains("can no longer be undone"), "{}", again.notice());
    assert_eq!(again.article().span(span).unwrap().note, "theirs");
    assert!(again.article().span(span).unwrap().flag);
}

#[test]
fn a_second_window_can_read_but_not_change() {
    let (mut first, path) = saved();
    let bytes = std::fs::read(&path).unwrap();
    let mut second = first.second_window(vec![path.clone()]);
    assert!(second.notices().contains("open in another window (Ada, since"), "{}", second.notices());
    assert_eq!(second.marks(), first.marks());
    second.drag("Putin");
    second.key("2");
    assert_eq!(second.article().spans.len(), 1);
    // A copy is its own project and can be changed.
    let copy = second.save_as("copy.sayso");
    second.drag("Putin");
    second.key("2");
    second.key("Ctrl+S");
    assert_eq!(second.article().spans.len(), 2, "{}", second.notices());
    assert_ne!(std::fs::read(&copy).unwrap(), bytes);
    // Saving over the file of another window is refused.
    second.answer(&path);
    second.act(Action::Command(Command::SaveAs));
    assert!(second.notices().contains("it is open in another window"), "{}", second.notices());
    assert_eq!(std::fs::read(&path).unwrap(), bytes);

    // The first is not disturbed, and a lock ends with its window.
    first.drag("told");
    first.key("3");
    first.key("Ctrl+S");
    assert!(first.notice().contains("Saved"), "{}", first.notices());
    drop(second);
    let marks = first.marks();
    let again = first.restart(vec![path]);
    assert!(again.view().session.holder().is_none());
    assert_eq!(again.marks(), marks);
}

#[test]
fn a_file_changed_by_somebody_else_can_be_read_again() {
    let (mut sayso, path) = saved();
    sayso.act(Action::Project(ProjectAction::CheckFile));
    assert!(!sayso.notices().contains("Somebody else"), "{}", sayso.notices());
    colleague_saves(&path);
    sayso.act(Action::Project(ProjectAction::CheckFile));
    assert!(sayso.notices().contains("Somebody else has changed “work.sayso”"), "{}", sayso.notices());
    sayso.click("Reload from disk");
    assert_eq!(sayso.article().spans.len(), 2);
    sayso.act(Action::Project(ProjectAction::CheckFile));
    assert!(!sayso.notices().contains("Somebody else"), "{}", sayso.notices());
    sayso.drag("Putin");
    sayso.key("2");
    sayso.key("Ctrl+S");
    assert!(sayso.notice().contains("Saved work.sayso"), "{}", sayso.notices());
}

#[test]
fn a_file_changed_by_somebody_else_is_never_overwritten() {
    let (mut sayso, path) = saved();
    colleague_saves(&path);
    let theirs = std::fs::read(&path).unwrap();
    sayso.drag("Putin");
    sayso.key("2");
    sayso.act(Action::Project(ProjectAction::CheckFile));
    assert!(sayso.notices().contains("Your unsaved changes are safe"), "{}", sayso.notices());
    sayso.key("Ctrl+S");
    assert_eq!(std::fs::read(&path).unwrap(), theirs);
    assert!(sayso.notices().contains("your project is saved beside it"), "{}", sayso.notices());
    let ours = sayso.view().session.path.clone().unwrap();
    assert!(ours.to_string_lossy().contains("work (Ada "), "{}", ours.display());
    assert!(!sayso.view().session.is_unsaved());
    let reopened = Sayso::start(vec![ours]);
    assert_eq!(reopened.marks(), sayso.marks());
}

#[test]
fn a_file_that_vanished_is_told_and_written_again() {
    let (mut sayso, path) = saved();
    std::fs::remove_file(&path).unwrap();
    sayso.act(Action::Project(ProjectAction::CheckFile));
    assert!(sayso.notices().contains("can no longer be read"), "{}", sayso.notices());
    sayso.click("Save");
    assert!(path.is_file());
}

#[test]
fn steps_of_a_crash_on_a_file_that_was_changed_since_are_kept_apart() {
    let (mut sayso, path) = saved();
    sayso.drag("Putin");
    sayso.key("2");
    let ours = sayso.marks();
    let Sayso { folder, harness, .. } = sayso;
    drop(harness);
    colleague_saves(&path);
    let theirs = std::fs::read(&path).unwrap();
    let again = Sayso::start_again(folder, vec![path.clone()]);
    assert!(again.article().spans.iter().count() == 2 && again.marks() != ours, "the file is shown as it is");
    let notices = again.notices();
    assert!(notices.contains("1 unsaved change from before a crash"), "{notices}");
    let kept = PathBuf::from(notices.rsplit("their own: ").next().unwrap_or_default().trim());
    let kept = if kept.is_file() { kept } else { PathBuf::from(notices.rsplit(": ").next().unwrap().trim()) };
    let recovered = Sayso::start(vec![kept]);
    assert_eq!(recovered.marks(), ours, "{notices}");
    assert_eq!(std::fs::read(&path).unwrap(), theirs);
}

/// Until a save has ended the file may not be there, so nothing replaces its project before.
#[test]
fn a_project_is_left_only_once_its_save_has_ended() {
    let (mut sayso, path) = saved();
    sayso.drag("Putin");
    sayso.key("2");
    let marks = sayso.marks();
    let app = sayso.harness.state_mut().app_mut();
    // The save has ended, but nobody has heard of it yet when the project is to be left.
    app.handle(Action::Command(Command::Save));
    app.handle(Action::Command(Command::NewProject));
    assert_eq!(app.view().prompt, None);
    assert_eq!(app.view().session.path.as_ref(), Some(&path), "the project is still open");
    sayso.act(Action::Command(Command::Release));
    assert_eq!(sayso.view().session.path, None, "{}", sayso.notices());
    assert!(sayso.view().project().articles.is_empty());
    let again = sayso.restart(vec![path]);
    assert_eq!(again.marks(), marks, "{}", again.notices());
}

#[test]
fn an_export_is_told_whatever_project_is_open_by_then() {
    let (mut sayso, _path) = saved();
    let table = sayso.path("marks.csv");
    let purpose = PathPurpose::Export("csv");
    let app = sayso.harness.state_mut().app_mut();
    app.handle(Action::Project(ProjectAction::PathChosen(purpose, Some(vec![table.clone()]))));
    app.handle(Action::Command(Command::NewProject));
    sayso.act(Action::Command(Command::Release));
    assert!(table.is_file() && sayso.notices().contains("written to"), "{}", sayso.notices());
}

/// What cannot be recovered is told, and keeps nobody from the last project.
#[test]
fn a_damaged_leftover_does_not_keep_the_last_project_from_opening() {
    let (mut sayso, path) = saved();
    sayso.act(Action::Command(Command::NewProject));
    sayso.act(Action::Exchange(ExchangeAction::AddPasted("Another\n\nproject".to_owned())));
    let snapshot = sayso.view().session.state_folder().unwrap().join("base.sayso");
    let again = {
        let Sayso { folder, harness, .. } = sayso;
        drop(harness);
        std::fs::write(snapshot, "damaged").unwrap();
        Sayso::start_again(folder, Vec::new())
    };
    assert_eq!(again.view().session.path.as_ref(), Some(&path), "{}", again.notices());
    assert!(again.notices().contains("can't be recovered"), "{}", again.notices());
}

#[test]
fn what_was_read_for_a_project_that_was_left_does_not_reach_the_next() {
    let (mut sayso, _path) = saved();
    let codebook = sayso.path("theirs.ron");
    std::fs::write(&codebook, store::write_codebook("Theirs", &store::builtin_codebook())).unwrap();
    let app = sayso.harness.state_mut().app_mut();
    // The file has been read, but nobody has heard of it yet when the project is left.
    app.handle(Action::Project(ProjectAction::PathChosen(PathPurpose::ImportCodebook, Some(vec![codebook]))));
    app.handle(Action::Command(Command::NewProject));
    sayso.act(Action::Command(Command::Release));
    assert_eq!(sayso.view().prompt, None);
    assert!(sayso.notices().contains("was stopped because a project was opened"), "{}", sayso.notices());
}

#[test]
fn a_project_opened_again_by_another_name_is_not_held_by_itself() {
    let (mut sayso, path) = saved();
    let link = sayso.path("link.sayso");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![link])));
    assert!(sayso.view().session.holder().is_none(), "{}", sayso.notices());
    // A reload in vain leaves the project held as before.
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, "broken").unwrap();
    sayso.act(Action::Command(Command::Reload));
    assert!(sayso.notices().contains("can't be opened"), "{}", sayso.notices());
    std::fs::write(&path, bytes).unwrap();
    sayso.drag("Putin");
    sayso.key("2");
    assert!(!sayso.notices().contains("cannot be kept"), "{}", sayso.notices());
    let marks = sayso.marks();
    let again = sayso.restart(vec![path]);
    assert_eq!(again.marks(), marks, "{}", again.notices());
}

#[test]
fn autosave_writes_only_what_somebody_changed() {
    let (mut sayso, path) = saved();
    sayso.act(Action::Command(Command::AutosaveFocus));
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    sayso.act(Action::Project(ProjectAction::Autosave));
    assert!(!path.exists(), "nothing was changed, so nothing is written");
    std::fs::write(&path, &bytes).unwrap();
    sayso.drag("Putin");
    sayso.key("2");
    sayso.act(Action::Project(ProjectAction::Autosave));
    assert_ne!(std::fs::read(&path).unwrap(), bytes);
    assert!(!sayso.view().session.is_unsaved());
    sayso.act(Action::Command(Command::AutosaveOff));
    sayso.key("Ctrl+Z");
    sayso.act(Action::Project(ProjectAction::Autosave));
    assert!(sayso.view().session.is_unsaved());
}
