//! The menus of the comparison: links that open lists, and what is not counted as a difference; and what is said where nobody
//! can be compared.

use std::collections::BTreeMap;

use egui::{Button, Checkbox, Popup, PopupCloseBehavior, RichText, Ui, WidgetInfo, accesskit::Role};

use super::words;
use crate::{
    analysis::differences::{Difference, Lenience},
    app::{Action, CompareAction, Comparing, View},
    model::{Coder, CoderId, Project, TagId},
    ui::{
        theme::{SMALL_SIZE, STEP, UiTokens},
        widgets::{Hint, choices_ui, link_button},
    },
};

/// Says why fewer than two coders can be compared.
pub(super) fn alone_ui(ui: &mut Ui, view: &View<'_>) {
    let (project, own) = (view.project(), view.settings.coder_id());
    let is_hidden = project.articles.keys().any(|article| !project.shows_others(*article, own));
    let why = if is_hidden { words::COMPARED_WHEN_DONE } else { words::ONE_CODER };
    ui.horizontal_wrapped(|ui| {
        ui.add_space(STEP);
        ui.label(RichText::new(why).color(ui.tokens().soft_ink));
    });
}

/// A link that opens a list which stays open while something in it is clicked.
fn menu(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    let button = link_button(ui, title);
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(contents);
}

/// Who is compared, where there is a choice.
pub(super) fn coders_ui(ui: &mut Ui, coders: &[CoderId], view: &View<'_>, actions: &mut Vec<Action>) {
    let project = view.project();
    let workers = project.workers_by_name();
    let people: Vec<&Coder> = project.people().into_iter().filter(|coder| workers.contains(&coder.id)).collect();
    if people.len() < 3 {
        return;
    }
    menu(ui, &words::coders_compared(coders.len(), people.len()), |ui| {
        for coder in &people {
            let mut is_on = coders.contains(&coder.id);
            // Fewer than two cannot be compared.
            let can_change = !is_on || coders.len() > 2;
            if ui.add_enabled(can_change, Checkbox::new(&mut is_on, &coder.name)).changed() {
                let mut chosen = coders.to_vec();
                chosen.retain(|other| *other != coder.id);
                chosen.extend(is_on.then_some(coder.id));
                let comparing = Comparing { chosen, ..view.selection.comparing.clone() };
                actions.push(Action::Compare(CompareAction::Choose(comparing)));
            }
        }
    });
}

/// Marks of which tag are listed; of all tags, where none is wanted.
pub(super) fn tag_ui(ui: &mut Ui, wanted: &mut Option<TagId>, project: &Project) {
    let tag = wanted.as_ref().and_then(|tag| project.codebook.tag(tag));
    let title = tag.map_or(words::ALL_TAGS, |tag| tag.name.as_str()).to_owned();
    menu(ui, &title, |ui| {
        let tags = || {
            let named = project.codebook.tags.iter().map(|tag| (tag.name.clone(), Some(tag.id.clone())));
            std::iter::once((words::ALL_TAGS.to_owned(), None)).chain(named).collect()
        };
        if let Some(taken) = choices_ui(ui, tags, Some(&*wanted)) {
            *wanted = taken;
        }
    });
}

/// Differences of which class are listed, where there are several; of all, where none is wanted.
pub(super) fn classes_ui(ui: &mut Ui, counts: &BTreeMap<Difference, usize>, wanted: &mut Option<Difference>) {
    if counts.len() < 2 && wanted.is_none() {
        return;
    }
    for (class, count) in counts {
        let is_on = *wanted == Some(*class);
        let text = RichText::new(words::difference_count(*class, *count)).size(SMALL_SIZE);
        if ui.add(Button::new(text).selected(is_on)).hint(words::ONLY_CLASS_HELP).clicked() {
            *wanted = (!is_on).then_some(*class);
        }
    }
}

/// Goes on in the next line where less than so many points are left of this one; returns how many there are then.
pub(super) fn make_room(ui: &mut Ui, least: f32) -> f32 {
    if ui.available_size_before_wrap().x < least {
        ui.end_row();
        ui.add_space(STEP);
    }
    ui.available_size_before_wrap().x
}

/// What is not counted as a difference.
pub(super) fn lenience_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let held = view.selection.comparing.lenience;
    let mut lenience = held;
    menu(ui, &words::lenience(held), |ui| {
        ui.checkbox(&mut lenience.signs, words::IGNORE_SIGNS);
        ui.checkbox(&mut lenience.leading, words::IGNORE_LEADING);
        ui.horizontal(|ui| {
            ui.label(words::IGNORE_WORDS);
            let field = egui::DragValue::new(&mut lenience.words).range(0..=Lenience::MOST_WORDS);
            ui.add(field).widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, words::IGNORE_WORDS));
        });
    });
    if lenience != held {
        let comparing = Comparing { lenience, ..view.selection.comparing.clone() };
        actions.push(Action::Compare(CompareAction::Choose(comparing)));
    }
}
