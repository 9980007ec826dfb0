//! Fields of one's own for articles: defined, filled in, shown in the ledger; and the file's new format.

use egui_kittest::kittest::Queryable;
use sayso::{
    analysis::ledger,
    app::{Action, CodebookAction, Command, FieldChange, FieldOwner, ProjectAction, Prompt},
    model::{FieldDef, FieldKind, FieldValue},
    store::read_project,
};

use crate::common::driver::Sayso;

const V1: &[u8] = include_bytes!("../data/golden/v1.sayso");

/// Defines fields in their prompt, the second with choices.
fn with_fields() -> Sayso {
    let mut sayso = Sayso::with_text("A headline\n\nPutin said in Moscow that it rains.");
    sayso.act(Action::Command(Command::ArticleFields));
    for name in ["Circulation", "Region"] {
        sayso.harness.get_by_label("New article field").focus();
        sayso.settle();
        sayso.type_text(name);
        sayso.key("Enter");
    }
    let fields = sayso.view().project().codebook.article_fields.clone();
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["Circulation", "Region"], "{}", sayso.notices());
    let change = |field: &FieldDef, kind| {
        let change = FieldChange::Kind(kind);
        Action::Codebook(CodebookAction::ChangeField(FieldOwner::Articles, field.id.clone(), change))
    };
    sayso.act(change(&fields[0], FieldKind::Number));
    sayso.act(change(&fields[1], FieldKind::Choice(vec!["north".to_owned(), "south".to_owned()])));
    sayso.click("Done");
    assert!(sayso.view().prompt.is_none());
    sayso
}

fn values(sayso: &Sayso) -> Vec<FieldValue> {
    sayso.article().facts.fields.values().cloned().collect()
}

#[test]
fn fields_are_defined_filled_in_shown_and_undone() {
    let mut sayso = with_fields();
    sayso.click_part("Outlet: ");
    sayso.fill("Circulation", "12000");
    sayso.key("Enter");
    assert_eq!(values(&sayso), [FieldValue::Number(12_000.0)], "{}", sayso.notices());

    sayso.drag("it rains");
    sayso.key("1");
    sayso.key("Ctrl+3");
    let table = ledger(sayso.view().project());
    let place = table.columns.iter().position(|column| column.name == "circulation").unwrap();
    assert_eq!(table.rows[0].cell(place), "12000");

    let path = sayso.save_as("fields.sayso");
    let read = read_project(&std::fs::read(&path).unwrap()).unwrap().project;
    assert_eq!(&read, sayso.view().project());
    let circulation = sayso.view().project().codebook.article_fields[0].id.clone();
    sayso.act(Action::Codebook(CodebookAction::RemoveField(FieldOwner::Articles, circulation)));
    assert!(values(&sayso).is_empty());
    sayso.key("Ctrl+Z");
    assert_eq!(values(&sayso), [FieldValue::Number(12_000.0)]);
    assert_eq!(&read, sayso.view().project());
}

#[test]
fn a_value_that_does_not_fit_its_field_keeps_the_form_open_and_says_why() {
    let mut sayso = with_fields();
    sayso.click_part("Outlet: ");
    sayso.fill("Circulation", "many");
    sayso.key("Enter");
    assert!(sayso.shows("“Circulation” takes a number, not “many”."));
    assert!(values(&sayso).is_empty());
    sayso.fill("Circulation", "7");
    sayso.key("Enter");
    assert_eq!(values(&sayso), [FieldValue::Number(7.0)]);
}

#[test]
fn two_fields_of_one_name_are_refused() {
    let mut sayso = with_fields();
    sayso.act(Action::Codebook(CodebookAction::AddField(FieldOwner::Articles, " region ".to_owned())));
    assert_eq!(sayso.view().project().codebook.article_fields.len(), 2);
    assert!(sayso.notice().contains("region"), "{}", sayso.notice());
}

#[test]
fn a_file_of_format_1_is_kept_when_it_is_saved_in_the_new_one() {
    let mut sayso = Sayso::with_text("Something else");
    let path = sayso.path("old.sayso");
    std::fs::write(&path, V1).unwrap();
    sayso.answer(&sayso.path("own.sayso"));
    sayso.key("Ctrl+S");
    sayso.act(Action::Project(ProjectAction::Open(vec![path.clone()])));
    assert_eq!(std::fs::read(&path).unwrap(), V1, "opening writes nothing");
    sayso.act(Action::Project(ProjectAction::SetFacts("Renamed".to_owned(), String::new())));
    assert_eq!(std::fs::read(&path).unwrap(), V1);

    // Unsaved changes of a file of format 1 come back after a crash, before anything is written in the new format.
    let mut sayso = sayso.restart(vec![path.clone()]);
    assert_eq!(sayso.view().project().title, "Renamed", "{}", sayso.notices());
    assert_eq!(std::fs::read(&path).unwrap(), V1);

    sayso.key("Ctrl+S");
    assert!(sayso.notices().contains("colleagues need this version of Sayso"), "{}", sayso.notices());
    assert!(std::fs::read_to_string(&path).unwrap().contains("format: 2"));
    sayso.act(Action::Command(Command::Versions));
    let Some(Prompt::Versions(rows)) = sayso.view().prompt.cloned() else { panic!("{}", sayso.notices()) };
    assert!(rows.iter().any(|row| std::fs::read(&row.path).unwrap() == V1), "the old file is among the versions");

    sayso.act(Action::Desk(sayso::app::DeskAction::ClosePrompt));
    sayso.act(Action::Project(ProjectAction::SetFacts("Again".to_owned(), String::new())));
    while sayso.notices().contains("colleagues need") {
        sayso.act(Action::Desk(sayso::app::DeskAction::CloseNotice(0)));
    }
    sayso.key("Ctrl+S");
    assert!(!sayso.view().session.is_unsaved());
    assert!(!sayso.notices().contains("colleagues need"), "it is said once: {}", sayso.notices());
}
