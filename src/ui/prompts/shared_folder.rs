//! The shared folder: how to join one, who else is there, and what they have that is new.

use std::path::Path;

use egui::Ui;

use super::{
    form::{Form, MIDDLE, done_button, first_line_ui, list_area, rows_ui, soft},
    words,
};
use crate::{
    app::{Action, Command, DraftPlace, ProjectAction, SharedMember, Sharing, View},
    text::visible,
    ui::{
        theme::STEP,
        widgets::{FormText, Hint, as_name, buttons_ui, elided, link_button},
    },
};

/// The height of a row, in points.
const HEIGHT: f32 = 24.0;

/// The part that the person takes in a folder, and the name that the others see.
pub(super) struct SharedFolder {
    sharing: Sharing,
    name: FormText,
}

impl SharedFolder {
    pub(super) fn new(sharing: Sharing, view: &View<'_>) -> Self {
        let place = DraftPlace::in_prompt("shared-folder", "", "name");
        Self { sharing, name: FormText::new(view, place, &view.settings.coder_name) }
    }

    /// Asks for the name that the others see, and joins.
    fn join_ui(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, join: &str, actions: &mut Vec<Action>) {
        ui.add_space(STEP);
        ui.label(words::NAME_FOR_OTHERS);
        let is_entered = first_line_ui(ui, &mut self.name.text, words::YOUR_NAME, is_new);
        self.name.keep(view, actions);
        ui.add_space(STEP);
        if buttons_ui(ui, join, actions) || is_entered {
            actions.push(Action::Project(ProjectAction::JoinShared(self.name.text.clone())));
            self.name.used(actions);
        }
    }
}

impl Form for SharedFolder {
    fn title(&self, _view: &View<'_>) -> String {
        words::SHARED_FOLDER.to_owned()
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        match self.sharing.clone() {
            Sharing::Nowhere => {
                ui.label(words::SHARING_EXPLAINED);
                self.join_ui(ui, view, is_new, words::CHOOSE_FOLDER, actions);
            }
            Sharing::Outside(folder) => {
                folder_ui(ui, &folder);
                ui.label(words::NOT_JOINED);
                self.join_ui(ui, view, is_new, words::JOIN, actions);
            }
            Sharing::Elsewhere(folder, own) => {
                folder_ui(ui, &folder);
                let file = own.file_name().unwrap_or_default().to_string_lossy();
                ui.label(visible(&words::not_your_file(&file)));
                ui.add_space(STEP);
                if buttons_ui(ui, words::OPEN_OWN_FILE, actions) {
                    actions.push(super::form::close());
                    actions.push(Action::Project(ProjectAction::Open(vec![own])));
                }
            }
            Sharing::In(folder, file, members) => {
                folder_ui(ui, &folder);
                ui.label(soft(ui, words::own_file(&view.settings.coder_name, &file)));
                members_ui(ui, &members, view, actions);
            }
        }
    }
}

fn folder_ui(ui: &mut Ui, folder: &Path) {
    elided(ui, visible(&folder.to_string_lossy()).into_owned());
}

fn members_ui(ui: &mut Ui, members: &[SharedMember], view: &View<'_>, actions: &mut Vec<Action>) {
    ui.add_space(STEP);
    rows_ui(ui, list_area(ui, 220.0, 24.0..=320.0), HEIGHT, members, |ui, _, member| {
        elided(ui, visible(&as_name(&words::shared_member(member))).into_owned());
    });
    ui.label(soft(ui, if members.is_empty() { words::NOBODY_ELSE } else { words::SHARED_EXPLAINED }));
    let mut always = view.settings.always_update;
    if ui.checkbox(&mut always, words::ALWAYS_UPDATE).changed() {
        actions.push(Action::Project(ProjectAction::AlwaysUpdate(always)));
    }
    ui.add_space(STEP);
    ui.horizontal(|ui| {
        if members.iter().any(|member| member.has_news)
            && ui.button(words::UPDATE_SHARED).hint(Command::UpdateShared.help()).clicked()
        {
            actions.push(super::form::close());
            actions.push(Action::Command(Command::UpdateShared));
        }
        done_button(ui, words::CLOSE, actions);
        if link_button(ui, words::LEAVE_SHARED).hint(words::LEAVE_SHARED_HELP).clicked() {
            actions.push(Action::Project(ProjectAction::LeaveShared));
        }
    });
}
