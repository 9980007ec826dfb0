//! Who else is in the shared folder, and what they have that is new.

use std::sync::Arc;

use egui::Ui;

use super::{
    form::{Form, MIDDLE, done_button, list_area, rows_ui, soft},
    words,
};
use crate::{
    app::{Action, Command, ProjectAction, SharedMember, View},
    text::visible,
    ui::{
        theme::STEP,
        widgets::{Hint, as_name, elided, link_button},
    },
};

/// The height of a row, in points.
const HEIGHT: f32 = 24.0;

/// The others.
pub(super) struct SharedFolder {
    members: Arc<[SharedMember]>,
}

impl SharedFolder {
    pub(super) fn new(members: Arc<[SharedMember]>) -> Self {
        Self { members }
    }
}

impl Form for SharedFolder {
    fn title(&self, _view: &View<'_>) -> String {
        words::SHARED_FOLDER.to_owned()
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(soft(ui, if self.members.is_empty() { words::NOBODY_ELSE } else { words::SHARED_EXPLAINED }));
        rows_ui(ui, list_area(ui, 160.0, 24.0..=320.0), HEIGHT, &self.members, |ui, _, member| {
            elided(ui, visible(&as_name(&words::shared_member(member))).into_owned());
        });
        let mut always = view.settings.always_update;
        if ui.checkbox(&mut always, words::ALWAYS_UPDATE).changed() {
            actions.push(Action::Project(ProjectAction::AlwaysUpdate(always)));
        }
        ui.add_space(STEP);
        ui.horizontal(|ui| {
            if !self.members.is_empty() && ui.button(words::UPDATE_SHARED).hint(Command::UpdateShared.help()).clicked()
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
}
