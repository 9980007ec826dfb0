//! A tag to be merged into another.

use egui::Ui;

use super::{
    form::{Form, confirm_ui, tag_name},
    words,
};
use crate::{
    app::{Action, View},
    model::TagId,
};

/// The question whether to merge a tag into another.
pub(super) struct MergeTag {
    /// The tag that goes.
    pub(super) from: TagId,
    /// The tag that stays.
    pub(super) into: TagId,
    /// How many marks change.
    pub(super) marks: usize,
    /// How many of them coincide with others then.
    pub(super) coinciding: usize,
}

impl Form for MergeTag {
    fn title(&self, view: &View<'_>) -> String {
        words::merge_tags(&tag_name(view, &self.from), &tag_name(view, &self.into))
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        ui.label(words::marks_merged(self.marks, &tag_name(view, &self.from), &tag_name(view, &self.into)));
        if self.coinciding > 0 {
            ui.label(words::marks_coincide(self.coinciding));
        }
        confirm_ui(ui, words::MERGE, actions);
    }
}
