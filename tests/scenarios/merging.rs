//! Copies of a project that others worked on: previewed, merged as one step, and what they disagree on decided.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use sayso::{
    app::{Action, Command, Panel, PathPurpose, ProjectAction, Prompt},
    edit::{Edit, Transaction, apply_all, delete_span},
    merge::Side,
    model::{Project, ProjectId, Span},
    store::{read_project, write_project},
};

use crate::common::{arbitrary::id, driver::Sayso};

const TEXT: &str = "A headline\n\nPutin told Erdogan in Moscow. Moscow said so.";

/// Ada's window with two marks, saved.
fn saved() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Putin");
    sayso.key("2");
    sayso.drag("Erdogan");
    sayso.key("4");
    sayso.save_as("work.sayso");
    sayso
}

/// A copy of the saved project in which somebody else made these changes; returns its path.
fn copy(sayso: &Sayso, name: &str, change: impl FnOnce(&Project) -> Vec<Edit>) -> std::path::PathBuf {
    let mut project = read_project(&std::fs::read(sayso.path("work.sayso")).unwrap()).unwrap().project;
    let edits = change(&project);
    apply_all(&mut project, Transaction::new("their work", edits)).unwrap();
    let path = sayso.path(name);
    std::fs::write(&path, write_project(&project).bytes).unwrap();
    path
}

/// The edit that gives a mark, by the words it is on, another note.
fn note(project: &Project, words: &str, note: &str) -> Edit {
    let article = project.articles.values().next().unwrap();
    let span = article.spans.iter().find(|span| article.words(span.hull()) == words).unwrap();
    Edit::ChangeSpan(article.id, Box::new(Span { note: note.to_owned(), ..span.clone() }))
}

fn note_of(sayso: &Sayso, words: &str) -> String {
    let article = sayso.article();
    article.spans.iter().find(|span| article.words(span.hull()) == words).unwrap().note.clone()
}

fn merge(sayso: &mut Sayso, paths: Vec<std::path::PathBuf>) {
    sayso.act(Action::Project(ProjectAction::PathChosen(PathPurpose::MergeCopies, Some(paths))));
}

#[test]
fn a_copy_is_previewed_and_merged_as_one_step_that_can_be_undone() {
    let mut sayso = saved();
    let theirs = copy(&sayso, "theirs.sayso", |project| {
        let article = project.articles.values().next().unwrap();
        let gone = article.spans.iter().find(|span| article.words(span.hull()) == "Erdogan").unwrap().id;
        let mut edits = delete_span(article, gone);
        edits.push(note(project, "Putin", "look again"));
        edits
    });
    sayso.drag("told");
    sayso.key("3");
    let before = sayso.marks();
    sayso.answer(&theirs);
    sayso.act(Action::Command(Command::MergeCopies));
    assert!(matches!(sayso.view().prompt, Some(Prompt::Merge(_))), "{}", sayso.notices());
    assert!(sayso.shows_part("theirs.sayso") && sayso.shows_part("1 changed mark, 1 deleted"));
    sayso.click("Copy summary");
    assert_eq!(sayso.marks(), before, "nothing has happened yet");
    sayso.key("Enter");
    assert_eq!(sayso.view().prompt, None, "{}", sayso.notices());
    assert_eq!(note_of(&sayso, "Putin"), "look again");
    assert_eq!(sayso.article().spans.len(), 2, "theirs is deleted, ours is kept: {}", sayso.notices());
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.marks(), before);
    sayso.key("Ctrl+Y");
    sayso.key("Ctrl+S");

    // What was merged once is known to be contained, so that only what is new counts.
    let later = {
        let mut project = read_project(&std::fs::read(&theirs).unwrap()).unwrap().project;
        let edit = note(&project, "Putin", "settled");
        apply_all(&mut project, Transaction::one("later", edit)).unwrap();
        let path = sayso.path("later.sayso");
        std::fs::write(&path, write_project(&project).bytes).unwrap();
        path
    };
    merge(&mut sayso, vec![later]);
    sayso.key("Enter");
    assert_eq!(note_of(&sayso, "Putin"), "settled", "{}", sayso.notices());
    assert!(sayso.view().project().conflicts.is_empty());
    merge(&mut sayso, vec![theirs]);
    assert!(sayso.shows_part("Everything in it is here already."));
}

#[test]
fn copies_that_are_dropped_are_shown_first_and_other_projects_are_opened() {
    let mut sayso = saved();
    let [one, two] = ["one", "two"].map(|name| {
        copy(&sayso, &format!("{name}.sayso"), |project| {
            vec![note(project, if name == "one" { "Putin" } else { "Erdogan" }, name)]
        })
    });
    let drop = |sayso: &mut Sayso, paths: &[&std::path::PathBuf]| {
        sayso.act(Action::Project(ProjectAction::Drop(paths.iter().copied().cloned().collect())));
    };
    drop(&mut sayso, &[&one]);
    assert!(sayso.shows_part("Merge a copy") && sayso.shows_part("Last change by"), "{}", sayso.notices());
    drop(&mut sayso, &[&two, &one]);
    assert!(sayso.shows_part("Merge 2 copies") && sayso.shows_part("2 changed marks"), "{}", sayso.notices());
    assert!(sayso.shows_part("By itself: 1 changed mark."), "each copy says what it brings");
    sayso.key("Escape");
    assert_eq!((note_of(&sayso, "Putin"), note_of(&sayso, "Erdogan")), (String::new(), String::new()));

    // What it would make can be read in another window, where nothing of it is lost.
    drop(&mut sayso, &[&one, &two]);
    sayso.click("Look at it first");
    let windows = sayso.windows();
    let looked = read_project(&std::fs::read(&windows[0]).unwrap()).unwrap();
    assert_eq!((windows.len(), looked.problems.len()), (1, 0));
    let article = looked.project.articles.values().next().unwrap();
    let notes: std::collections::BTreeSet<&str> = article.spans.iter().map(|span| span.note.as_str()).collect();
    assert_eq!(notes, ["one", "two"].into());
    assert!(!sayso.view().session.is_unsaved(), "this project stays as it is");
    sayso.key("Escape");

    // A copy can be opened instead, and another project is opened as ever.
    drop(&mut sayso, &[&one]);
    sayso.click("Open it instead");
    assert_eq!(sayso.view().session.path.as_ref(), Some(&one), "{}", sayso.notices());
    let stranger = copy(&sayso, "stranger.sayso", |_| Vec::new());
    let other = Project { id: ProjectId(id(7)), ..read_project(&std::fs::read(&stranger).unwrap()).unwrap().project };
    std::fs::write(&stranger, write_project(&other).bytes).unwrap();
    drop(&mut sayso, &[&stranger]);
    assert_eq!(sayso.view().session.path.as_ref(), Some(&stranger), "{}", sayso.notices());
}

#[test]
fn what_both_changed_is_undecided_until_a_key_decides() {
    let mut sayso = saved();
    let one =
        copy(&sayso, "one.sayso", |project| vec![note(project, "Putin", "theirs"), note(project, "Erdogan", "two")]);
    let ours =
        copy(&sayso, "work.sayso", |project| vec![note(project, "Putin", "mine"), note(project, "Erdogan", "one")]);
    sayso.act(Action::Project(ProjectAction::Open(vec![ours])));
    merge(&mut sayso, vec![one]);
    assert!(sayso.shows_part("2 undecided"));
    sayso.key("Enter");
    assert_eq!((note_of(&sayso, "Putin"), sayso.view().project().conflicts.len()), ("mine".to_owned(), 2));
    sayso.key("Ctrl+S");
    let saved = read_project(&std::fs::read(sayso.path("work.sayso")).unwrap()).unwrap().project;
    assert_eq!(saved.conflicts.len(), 2, "both versions are in the file, which is sound");

    sayso.harness.get_by_label("2 undecided").click();
    sayso.settle();
    assert!(sayso.view().settings.shows(Panel::Undecided));
    let chosen = sayso.view().selection.span.map(|span| sayso.article().words_of(sayso.article().span(span).unwrap()));
    assert_eq!(chosen.as_deref(), Some("Putin"), "the first in the text is shown there");
    assert!(sayso.shows_part("Mark “Putin”: note, now: mine (Ada), other version: theirs"));
    sayso.key("2");
    assert_eq!(sayso.view().project().conflicts.len(), 1, "{}", sayso.notices());
    assert_eq!((note_of(&sayso, "Putin"), note_of(&sayso, "Erdogan")), ("theirs".to_owned(), "one".to_owned()));
    sayso.key("R");
    sayso.type_text("Both saw something");
    sayso.key("Enter");
    sayso.key("3");
    assert!(sayso.view().project().conflicts.is_empty(), "{}", sayso.notices());
    assert!(sayso.shows_part("Everything is decided."));
    assert_eq!(note_of(&sayso, "Erdogan"), "one\ntwo");
    sayso.act(Action::Command(Command::History));
    assert!(sayso.shows_part("Decide 1 conflict: Both saw something"), "the reason stands in the history");
    sayso.key("Escape");
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().project().conflicts.len(), 1, "a decision can be undone");
}

#[test]
fn all_similar_conflicts_are_decided_at_once_and_deleted_marks_too() {
    let mut sayso = saved();
    let one =
        copy(&sayso, "one.sayso", |project| vec![note(project, "Putin", "theirs"), note(project, "Erdogan", "two")]);
    let ours = copy(&sayso, "work.sayso", |project| {
        let article = project.articles.values().next().unwrap();
        let gone = article.spans.iter().find(|span| article.words(span.hull()) == "Erdogan").unwrap().id;
        let mut edits = vec![note(project, "Putin", "mine")];
        edits.extend(delete_span(article, gone));
        edits
    });
    sayso.act(Action::Project(ProjectAction::Open(vec![ours])));
    merge(&mut sayso, vec![one]);
    sayso.key("Enter");
    assert_eq!(sayso.article().spans.len(), 2, "what we deleted and they changed is back");
    let conflicts: Vec<_> = sayso.view().project().conflicts.iter().cloned().collect();
    assert_eq!(conflicts.len(), 2);
    let deleted = conflicts.iter().find(|open| open.field.is_empty()).unwrap().clone();
    sayso.act(Action::Project(ProjectAction::Decide {
        conflicts: vec![deleted],
        side: Side::Ours,
        reason: String::new(),
    }));
    assert_eq!(sayso.article().spans.len(), 1, "{}", sayso.notices());
    let rest: Vec<_> = sayso.view().project().conflicts.iter().cloned().collect();
    sayso.act(Action::Project(ProjectAction::Decide { conflicts: rest, side: Side::Theirs, reason: String::new() }));
    assert_eq!(note_of(&sayso, "Putin"), "theirs", "{}", sayso.notices());
}

#[test]
fn what_cannot_be_merged_says_why_and_changes_nothing() {
    let mut sayso = saved();
    let before = sayso.view().project().clone();
    let stranger = sayso.path("stranger.sayso");
    std::fs::copy("projects/kremlin-call.sayso", &stranger).unwrap();
    merge(&mut sayso, vec![stranger]);
    assert!(sayso.shows_part("This is another project. Its articles and marks are added"), "{}", sayso.notices());
    sayso.key("Escape");
    let cut = sayso.path("cut.sayso");
    let whole = std::fs::read(sayso.path("work.sayso")).unwrap();
    std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    merge(&mut sayso, vec![cut]);
    assert!(sayso.notices().contains("cut.sayso was not merged: line "), "{}", sayso.notices());
    let missing = sayso.path("missing.sayso");
    merge(&mut sayso, vec![missing]);
    assert!(sayso.notices().contains("missing.sayso was not merged: there is no such file."), "{}", sayso.notices());
    assert_eq!(sayso.view().project(), &before);
}

/// Text editors and version control change files and leave the name of the save that they were.
#[test]
fn a_copy_that_another_program_changed_is_no_earlier_save() {
    let mut sayso = saved();
    sayso.drag("told");
    sayso.key("3");
    let text = std::fs::read_to_string(sayso.path("work.sayso")).unwrap();
    let changed = sayso.path("changed.sayso");
    std::fs::write(&changed, text.replacen("title: \"A headline\"", "title: \"Another headline\"", 1)).unwrap();
    merge(&mut sayso, vec![changed]);
    assert!(sayso.shows_part("1 changed article") && sayso.shows_part("It began with a save"), "{}", sayso.notices());
    sayso.key("Enter");
    assert_eq!(sayso.article().facts.title, "Another headline");
    assert_eq!(sayso.article().spans.len(), 3);
}

#[test]
fn what_somebody_saved_meanwhile_is_merged_at_once() {
    let mut sayso = saved();
    sayso.drag("told");
    sayso.key("3");
    copy(&sayso, "work.sayso", |project| vec![note(project, "Putin", "theirs")]);
    sayso.act(Action::Project(ProjectAction::CheckFile));
    assert!(sayso.notices().contains("Somebody else has changed “work.sayso”"), "{}", sayso.notices());
    sayso.harness.get_by_label("Merge changes on disk").click();
    sayso.settle();
    assert!(sayso.shows_part("1 changed mark"), "{}", sayso.notices());
    sayso.key("Enter");
    sayso.key("Ctrl+S");
    let saved = read_project(&std::fs::read(sayso.path("work.sayso")).unwrap()).unwrap().project;
    let article = saved.articles.values().next().unwrap();
    assert_eq!(article.spans.len(), 3, "ours and theirs are in the one file: {}", sayso.notices());
    assert!(article.spans.iter().any(|span| span.note == "theirs"));
    let files =
        std::fs::read_dir(sayso.folder.path()).unwrap().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    assert_eq!(files.filter(|name| name.ends_with(".sayso")).count(), 1, "nothing was saved beside it");
}

#[test]
fn records_made_twice_are_offered_and_merged_in_one_step() {
    let mut sayso = saved();
    // Ada marked the same words on another machine, as another coder of her name, with a tag and a name of her own.
    let ours = copy(&sayso, "work.sayso", |_project| Vec::new());
    sayso.act(Action::Project(ProjectAction::Open(vec![ours])));
    let theirs = copy(&sayso, "theirs.sayso", |project| {
        let article = project.articles.values().next().unwrap();
        let twin = sayso::model::Coder {
            id: sayso::model::CoderId(sayso::model::Id::LAST),
            ..project.coders.values().next().unwrap().clone()
        };
        let span = article.spans.iter().next().unwrap();
        let again = Span {
            id: sayso::model::SpanId(sayso::model::Id::LAST),
            by: twin.id,
            note: "from the laptop".to_owned(),
            ..span.clone()
        };
        vec![Edit::AddCoder(twin), Edit::AddSpan(article.id, Box::new(again))]
    });
    merge(&mut sayso, vec![theirs]);
    sayso.key("Enter");
    assert!(sayso.notices().contains("There may be 1 duplicate."), "{}", sayso.notices());
    assert_eq!((sayso.article().spans.len(), sayso.view().project().coders.len()), (3, 2), "nothing is joined unasked");
    sayso.act(Action::Command(Command::Duplicates));
    assert!(sayso.shows_part("Coders “Ada” (2 marks) and “Ada” (1 mark)"));
    sayso.harness.get_by_label("Merge").click();
    sayso.settle();
    assert_eq!((sayso.article().spans.len(), sayso.view().project().coders.len()), (2, 1), "{}", sayso.notices());
    assert!(sayso.article().spans.iter().any(|span| span.note.contains("from the laptop")));
    assert!(sayso.shows_part("look the same."));
    sayso.key("Escape");
    sayso.key("Ctrl+Z");
    assert_eq!((sayso.article().spans.len(), sayso.view().project().coders.len()), (3, 2));
}

#[test]
fn articles_of_another_project_are_added_with_their_marks() {
    let mut sayso = saved();
    let before = sayso.view().project().clone();
    let stranger = sayso.path("stranger.sayso");
    std::fs::copy("projects/kremlin-call.sayso", &stranger).unwrap();
    let other = read_project(&std::fs::read(&stranger).unwrap()).unwrap().project;
    merge(&mut sayso, vec![stranger]);
    assert!(sayso.shows_part("1 new article"), "{}", sayso.notices());
    sayso.key("Enter");
    let project = sayso.view().project();
    assert_eq!((&project.title, project.articles.len()), (&before.title, 2), "{}", sayso.notices());
    assert!(project.conflicts.is_empty(), "{:?}", project.conflicts);
    for (id, article) in &other.articles {
        assert_eq!(project.article(*id).unwrap().spans, article.spans);
        assert_eq!(project.article(*id).unwrap().links, article.links);
    }
    assert_eq!(project.ancestors, before.ancestors, "what it was saved as is no save of this project");
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().project().articles, before.articles);
}

#[test]
fn a_copy_that_is_being_written_is_waited_for() {
    let mut sayso = saved();
    let whole = std::fs::read(copy(&sayso, "theirs.sayso", |project| vec![note(project, "Putin", "theirs")])).unwrap();
    let theirs = sayso.path("theirs.sayso");
    std::fs::write(&theirs, &whole[..whole.len() / 2]).unwrap();
    let rest = std::thread::spawn({
        let theirs = theirs.clone();
        move || {
            std::thread::sleep(std::time::Duration::from_millis(600));
            std::fs::write(theirs, whole).unwrap();
        }
    });
    merge(&mut sayso, vec![theirs]);
    rest.join().unwrap();
    assert!(sayso.shows_part("1 changed mark"), "{}", sayso.notices());
}

#[test]
fn the_problems_of_a_damaged_copy_are_listed_before_anything_is_merged() {
    let mut sayso = saved();
    let text = std::fs::read_to_string(sayso.path("work.sayso")).unwrap();
    let damaged = sayso.path("damaged.sayso");
    std::fs::write(&damaged, text.replacen("words: [\"Putin\"]", "words: [\"Pudding\"]", 1)).unwrap();
    let before = sayso.view().project().clone();
    merge(&mut sayso, vec![damaged]);
    assert!(sayso.shows_part("This file has 1 problem.") && sayso.shows_part("Pudding"), "{}", sayso.notices());
    assert_eq!(sayso.view().project(), &before);
}

/// Runs git in a folder, whatever it is set up to do elsewhere; returns whether it succeeded.
fn git(folder: &std::path::Path, arguments: &[&str]) -> bool {
    let mut git = std::process::Command::new("git");
    git.current_dir(folder).args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]).args(arguments);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap().status.success()
}

/// The project in a repository in which git, without Sayso's driver, could not merge two branches that gave a mark other
/// notes.
pub(super) fn unmerged_by_git(sayso: &Sayso) -> std::path::PathBuf {
    let folder = sayso.path("repository");
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join("work.sayso");
    std::fs::copy("projects/kremlin-call.sayso", &file).unwrap();
    let commit = |message: &str| assert!(git(&folder, &["commit", "-qam", message]));
    assert!(git(&folder, &["init", "-q", "-b", "main"]) && git(&folder, &["add", "work.sayso"]));
    commit("begin");
    let edited = |note: &str| {
        let mut project = read_project(&std::fs::read(&file).unwrap()).unwrap().project;
        let article = project.articles.values().next().unwrap().clone();
        let span = article.spans.in_text_order().next().unwrap();
        let change = Edit::ChangeSpan(article.id, Box::new(Span { note: note.to_owned(), ..span.clone() }));
        apply_all(&mut project, Transaction::one("note", change)).unwrap();
        std::fs::write(&file, write_project(&project).bytes).unwrap();
        commit(note);
    };
    assert!(git(&folder, &["branch", "other"]));
    edited("ours");
    assert!(git(&folder, &["checkout", "-q", "other"]));
    edited("theirs");
    assert!(git(&folder, &["checkout", "-q", "main"]));
    assert!(!git(&folder, &["merge", "-q", "other"]), "git cannot merge this by itself");
    file
}

#[test]
fn what_git_could_not_merge_is_merged_when_it_is_opened() {
    let mut sayso = saved();
    let file = unmerged_by_git(&sayso);
    let marked = std::fs::read_to_string(&file).unwrap();
    assert!(marked.contains("<<<<<<<"), "git has left marks of conflicts");
    sayso.act(Action::Project(ProjectAction::Open(vec![file.clone()])));
    assert!(sayso.shows_part("Git could not merge this file"), "{}", sayso.notices());
    sayso.key("Escape");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), marked, "nothing is written unasked");
    assert!(sayso.view().session.path.as_deref().is_some_and(|path| path.ends_with("work.sayso")));

    sayso.act(Action::Project(ProjectAction::Open(vec![file.clone()])));
    sayso.key("Enter");
    assert_eq!(sayso.view().session.path.as_ref(), Some(&file), "{}", sayso.notices());
    assert_eq!(sayso.view().project().conflicts.len(), 1);
    assert!(sayso.notices().contains("add it in git"), "{}", sayso.notices());
    sayso.act(Action::Command(Command::Show(Panel::Undecided)));
    sayso.key("2");
    sayso.key("Ctrl+S");
    let folder = file.parent().unwrap();
    assert!(git(folder, &["add", "work.sayso"]) && git(folder, &["commit", "-qm", "merged"]));
    let project = read_project(&std::fs::read(&file).unwrap()).unwrap().project;
    let notes: Vec<&str> =
        project.articles.values().flat_map(|article| article.spans.iter()).map(|span| span.note.as_str()).collect();
    assert!(project.conflicts.is_empty() && notes.contains(&"theirs"), "{notes:?}");
}

/// What has no place in the project stays in the file, and a merge that says it contains a copy brings it along.
#[test]
fn what_a_copy_keeps_without_a_place_is_brought_along() {
    let mut sayso = saved();
    let theirs = copy(&sayso, "theirs.sayso", |project| vec![note(project, "Putin", "theirs")]);
    let text = std::fs::read_to_string(&theirs).unwrap();
    let line = text.lines().find(|line| line.contains("words: [\"Erdogan\"]")).unwrap();
    let project = read_project(text.as_bytes()).unwrap().project;
    let article = project.articles.keys().next().unwrap().to_string();
    let span = project
        .articles
        .values()
        .flat_map(|article| article.spans.iter())
        .find(|span| line.contains(&span.id.to_string()));
    let homeless =
        line.replace(&article, "aaaaaaaaaaaaaaaa").replace(&span.unwrap().id.to_string(), "bbbbbbbbbbbbbbbb");
    std::fs::write(&theirs, text.replace(line, &format!("{line}\n{homeless}"))).unwrap();
    merge(&mut sayso, vec![theirs]);
    sayso.key("Enter");
    sayso.key("Ctrl+S");
    let saved = std::fs::read_to_string(sayso.path("work.sayso")).unwrap();
    assert!(saved.contains("bbbbbbbbbbbbbbbb"), "{}\n{saved}", sayso.notices());
    sayso.key("Ctrl+Z");
    sayso.key("Ctrl+S");
    assert!(!std::fs::read_to_string(sayso.path("work.sayso")).unwrap().contains("bbbbbbbbbbbbbbbb"));
}

/// What a decision took off the list comes back to its line with an undo; keys go on deciding about the line that is shown.
#[test]
fn after_an_undo_keys_decide_about_the_conflict_that_is_shown() {
    let mut sayso = saved();
    let changed = |sayso: &Sayso, name: &str, word: &str| {
        copy(sayso, name, |project| {
            ["Putin", "Erdogan"].map(|words| note(project, words, &format!("{word} {words}"))).to_vec()
        })
    };
    let theirs = changed(&sayso, "theirs.sayso", "theirs");
    let ours = changed(&sayso, "work.sayso", "mine");
    sayso.act(Action::Project(ProjectAction::Open(vec![ours.clone()])));
    merge(&mut sayso, vec![theirs]);
    sayso.key("Enter");
    sayso.key("Ctrl+S");
    sayso.harness.get_by_label("2 undecided").click();
    sayso.settle();
    sayso.key("1");
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().project().conflicts.len(), 2, "{}", sayso.notices());
    assert!(sayso.shows_part("Mark “Putin”: note, now: mine Putin"), "the one that came back is chosen");
    sayso.key("2");
    assert_eq!((note_of(&sayso, "Putin"), note_of(&sayso, "Erdogan")), ("theirs Putin".into(), "mine Erdogan".into()));

    // A project in which something is undecided has no problem for that.
    sayso.key("Ctrl+S");
    sayso.act(Action::Project(ProjectAction::Open(vec![ours])));
    assert!(!sayso.notices().contains("problem"), "{}", sayso.notices());
}

#[test]
fn however_many_copies_there_are_the_buttons_can_be_reached() {
    let mut sayso = saved();
    let copies: Vec<_> = (0..9)
        .map(|number| {
            copy(&sayso, &format!("copy {number}.sayso"), |project| vec![note(project, "Putin", &number.to_string())])
        })
        .collect();
    sayso.harness.set_size(egui::vec2(900.0, 600.0));
    merge(&mut sayso, copies);
    let window = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(900.0, 600.0));
    let title = sayso.harness.get_by_role_and_label(Role::Label, "Merge 9 copies").rect();
    assert!(window.contains_rect(title), "{title:?}");
    let button = |sayso: &Sayso| sayso.harness.get_by_role_and_label(Role::Button, "Merge").rect();
    assert!(!window.contains_rect(button(&sayso)), "more than fits");
    sayso.harness.get_by_role_and_label(Role::Button, "Merge").scroll_to_me();
    sayso.settle();
    let button = button(&sayso);
    assert!(window.contains_rect(button), "{button:?}");
    sayso.key("Escape");
    assert_eq!(sayso.view().prompt, None);
}
