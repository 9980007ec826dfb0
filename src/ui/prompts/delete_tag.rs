//! A tag to be deleted with its marks.

use egui::Ui;

use super::{
    form::{Form, destroy_ui, tag_name},
    words,
};
use crate::{
    app::{Action, View},
    model::TagId,
};

/// The question whether to delete a tag.
pub(super) struct DeleteTag {
    /// The tag.
    pub(super) tag: TagId,
    /// How many marks carry it.
    pub(super) marks: usize,
}

impl Form for DeleteTag {
    fn title(&self, view: &View<'_>) -> String {
        words::delete_tag(&tag_name(view, &self.tag))
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(words::marks_deleted_with_tag(self.marks));
        destroy_ui(ui, &words::delete_with(self.marks), actions);
    }
}
