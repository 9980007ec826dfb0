//! Articles are assigned to coders, also to some who have not marked anything yet.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use sayso::{
    app::{Action, Command, ProjectAction},
    model::{CoderId, Layer, Project},
};

use crate::common::driver::Sayso;

/// Ada's window on a project of four articles in which nobody has marked anything, with the form open.
fn four_articles() -> Sayso {
    let mut sayso = Sayso::with_text("A headline\n\nPutin told Erdogan in Moscow.");
    for title in ["Second", "Third", "Fourth"] {
        let path = sayso.path(&format!("{title}.txt"));
        std::fs::write(&path, format!("{title}\n\nSome words of it.")).unwrap();
        sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    }
    sayso.act(Action::Command(Command::Assign));
    sayso
}

fn named(project: &Project, name: &str) -> Option<CoderId> {
    project.coders.values().find(|coder| coder.name == name).map(|coder| coder.id)
}

#[test]
fn somebody_who_has_marked_nothing_is_added_and_gets_articles() {
    let mut sayso = four_articles();
    sayso.fill("Add a coder", "Ben");
    let ben = named(sayso.view().project(), "Ben").expect("Ben is added");
    assert!(sayso.shows("Assign articles") && sayso.shows("Ben"), "the form stays, and lists him: {}", sayso.notices());
    assert!(sayso.shows_part("Ada: 3 articles") || sayso.shows_part("Ada: 2 articles"), "both are chosen");
    sayso.click("Assign");
    let team = &sayso.view().project().team;
    let bens = team.assigned.iter().filter(|(_, coder)| *coder == ben).count();
    let adas = team.assigned.len() - bens;
    assert_eq!(sayso.notice(), format!("4 articles assigned: Ada {adas}, Ben {bens}."));
    assert!(adas >= 2 && bens >= 2);
    sayso.key("Ctrl+Z");
    assert!(sayso.view().project().team.assigned.is_empty() && named(sayso.view().project(), "Ben").is_some());
    sayso.key("Ctrl+Z");
    assert_eq!(named(sayso.view().project(), "Ben"), None, "a step of its own");
    assert!(sayso.view().project().has_layer(Layer::All));
}

#[test]
fn a_name_that_a_coder_has_already_is_refused() {
    let mut sayso = four_articles();
    sayso.fill("Add a coder", "Ben");
    for name in ["ben ", "Ada"] {
        sayso.fill("Add a coder", name);
        assert!(sayso.notice().contains("There is already a coder called"), "{name}: {}", sayso.notices());
    }
    assert_eq!(sayso.view().project().people().len(), 1, "Ben alone; Ada has done nothing yet");
    sayso.fill("Add a coder", "  ");
    assert_eq!(sayso.view().project().people().len(), 1);
}

#[test]
fn whoever_was_typed_and_not_added_is_not_passed_over() {
    let mut sayso = four_articles();
    sayso.harness.get_by_role_and_label(Role::TextInput, "Add a coder").focus();
    sayso.settle();
    sayso.type_text("Ben");
    sayso.click("Assign");
    assert!(sayso.shows("Assign articles") && named(sayso.view().project(), "Ben").is_some(), "{}", sayso.notices());
    sayso.click("Assign");
    assert!(sayso.notice().contains("4 articles assigned"), "{}", sayso.notices());
}

#[test]
fn coders_are_listed_at_equal_distances() {
    let mut sayso = four_articles();
    for name in ["Ben", "Carla with quite a long name that is no reason to move what stands below it", "Dora"] {
        sayso.fill("Add a coder", name);
    }
    let boxes = sayso.harness.query_all_by_role(Role::CheckBox);
    let names = ["Ben", "Carla", "Dora", "Ada"];
    let is_coder = |label: &str| names.iter().any(|name| label.starts_with(name));
    let boxes = boxes.filter(|shown| shown.accesskit_node().label().is_some_and(|label| is_coder(&label)));
    let mut middles: Vec<f32> = boxes.map(|shown| shown.rect().center().y).collect();
    middles.sort_by(f32::total_cmp);
    let steps: Vec<f32> = middles.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(steps.len() == 3 && steps.iter().all(|step| (step - steps[0]).abs() < 0.1), "{middles:?}");
}
