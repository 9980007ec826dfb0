//! The projects opened last: one of them is opened, or the list is cleared.

use std::sync::Arc;

use egui::{Rect, Response, Ui};

use super::{
    form::{Form, MIDDLE, close, close_button, done_button},
    words,
};
use crate::{
    app::{Action, ProjectAction, RecentProject, View},
    ui::{
        theme::{SMALL_SIZE, STEP, TEXT_SIZE, Tokens},
        widgets::{Entry, ListState, MenuList, Row, Rows, TYPE_TO_FILTER, link_button, paint_cut},
    },
};

/// The height of a row, in points.
const ROW: f32 = 44.0;

/// The projects, and which of them is chosen.
pub(super) struct Recent {
    projects: Arc<[RecentProject]>,
    list: ListState,
}

impl Recent {
    /// The list of these, newest first.
    pub(super) fn new(projects: Arc<[RecentProject]>) -> Self {
        Self { projects, list: ListState::default() }
    }
}

impl Form for Recent {
    fn title(&self, _view: &View<'_>) -> String {
        words::RECENT.to_owned()
    }

    fn width(&self) -> f32 {
        MIDDLE
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        if self.projects.is_empty() {
            ui.label(words::NO_RECENT);
            done_button(ui, words::CLOSE, actions);
            return;
        }
        let entries: Rows<&RecentProject> = self.projects.iter().map(entry).collect::<Vec<_>>().into();
        let list = MenuList {
            name: words::FILTER_RECENT,
            hint: TYPE_TO_FILTER,
            width: ui.available_width(),
            row: ROW,
            most: (ui.ctx().content_rect().height() - 220.0).max(ROW * 2.0),
            is_typed_into: true,
        };
        let taken = self.list.show(ui, &list, &entries, row_ui);
        if let Some(entry) = taken.and_then(|place| entries.get(place)) {
            actions.push(close());
            actions.push(Action::Project(ProjectAction::Open(vec![entry.of.path.clone()])));
        }
        ui.add_space(STEP);
        ui.horizontal(|ui| {
            close_button(ui, words::CANCEL, actions);
            ui.add_space(STEP);
            let mut gone = self.projects.iter().filter(|project| !project.is_there).peekable();
            if gone.peek().is_some() && link_button(ui, words::REMOVE_MISSING).clicked() {
                let forget = |project: &RecentProject| ProjectAction::ForgetRecent(Some(project.path.clone()));
                actions.extend(gone.map(forget).map(Action::Project));
            }
            ui.add_space(STEP);
            if link_button(ui, words::CLEAR_RECENT).clicked() {
                actions.push(Action::Project(ProjectAction::ForgetRecent(None)));
            }
        });
    }
}

/// A project: its name over its folder, or over what became of it.
fn row_ui(ui: &mut Ui, entry: &Entry<&RecentProject>, is_chosen: bool) -> Response {
    let is_there = entry.of.is_there;
    let folder = entry.of.path.parent().unwrap_or(&entry.of.path).display().to_string();
    let told = if is_there { folder } else { words::recent_is_gone(&folder) };
    let name = words::recent_project(&entry.name, &told);
    Row::new(&name).height(ROW).chosen(is_chosen).show(ui, |ui, rect: Rect, tokens: &Tokens| {
        let ink = if is_there { tokens.ink } else { tokens.soft_ink };
        let painter = ui.painter();
        paint_cut(painter, rect.left_center() - egui::vec2(0.0, 8.0), &entry.name, TEXT_SIZE, ink, rect.width());
        let below = rect.left_center() + egui::vec2(0.0, 10.0);
        paint_cut(painter, below, &told, SMALL_SIZE + 0.5, tokens.soft_ink, rect.width());
    })
}

fn entry(project: &RecentProject) -> Entry<&RecentProject> {
    let name = project.path.file_stem().unwrap_or_default().to_string_lossy();
    Entry { is_enabled: project.is_there, ..Entry::new(name, project) }
}
