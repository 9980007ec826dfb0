//! A file that would be replaced.

use std::path::PathBuf;

use egui::Ui;

use super::{
    form::{Form, destroy_ui},
    words,
};
use crate::app::{Action, View};

/// The question whether to replace a file.
pub(super) struct Overwrite {
    /// The file.
    pub(super) path: PathBuf,
}

impl Form for Overwrite {
    fn title(&self, _view: &View<'_>) -> String {
        words::replace_file(&self.path)
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(words::file_exists(&self.path));
        destroy_ui(ui, words::REPLACE, actions);
    }
}
