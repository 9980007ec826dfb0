//! A tag to be chosen from the codebook, by its name.

use std::collections::HashSet;

use egui::{Key, Modifiers, ScrollArea, Ui};

use super::{
    form::{Form, close_button, first_line_ui, tag_name},
    words,
};
use crate::{
    app::{Action, CodebookAction, StateMark, TagPurpose, View},
    model::{Tag, TagId},
    text::Pattern,
    ui::{
        theme::ROW_HEIGHT,
        widgets::{Row, tag_face},
    },
};

/// How many rows are shown at most before the list scrolls.
const ROWS: f32 = 10.0;

/// What the tag is for, what was typed to find it, and the row that Enter takes.
pub(super) struct PickTag {
    purpose: TagPurpose,
    filter: String,
    place: usize,
    /// The tags that can be chosen, for this state and filter.
    listed: Vec<TagId>,
    listed_for: Option<(StateMark, String)>,
}

impl PickTag {
    /// The list for this purpose.
    pub(super) fn new(purpose: TagPurpose) -> Self {
        Self { purpose, filter: String::new(), place: 0, listed: Vec::new(), listed_for: None }
    }

    /// The tags that can be chosen and fit the filter, that of the selected mark first.
    fn tags<'v>(&self, view: &View<'v>) -> Vec<&'v Tag> {
        let codebook = &view.project().codebook;
        let tree = codebook.tree();
        // What lies under a tag follows it in the tree.
        let below = |tag: &TagId| -> HashSet<&TagId> {
            let mut rows = tree.iter().skip_while(|(_, other)| other.id != *tag);
            let Some((depth, _)) = rows.next() else { return HashSet::new() };
            rows.take_while(|(other, _)| other > depth).map(|(_, tag)| &tag.id).collect()
        };
        let left_out = match &self.purpose {
            TagPurpose::Edit | TagPurpose::Merge | TagPurpose::Split | TagPurpose::Delete => HashSet::new(),
            TagPurpose::MergeInto(from) => HashSet::from([from]),
            TagPurpose::Parent(moved) => below(moved).into_iter().chain([moved]).collect(),
        };
        let can_be = |tag: &Tag| !left_out.contains(&tag.id);
        let pattern = (!self.filter.trim().is_empty()).then(|| Pattern::folded(self.filter.trim()));
        let fits = |tag: &Tag| pattern.as_ref().is_none_or(|pattern| pattern.is_in(&tag.name));
        let tags = tree.iter().map(|(_, tag)| *tag);
        let mut tags: Vec<&Tag> = tags.filter(|tag| can_be(tag) && fits(tag)).collect();
        let chosen = view.span().map(|span| &span.tag).or(view.selection.paint.as_ref());
        tags.sort_by_key(|tag| Some(&tag.id) != chosen);
        tags
    }
}

impl Form for PickTag {
    fn title(&self, view: &View<'_>) -> String {
        match &self.purpose {
            TagPurpose::Edit => words::EDIT_WHICH_TAG.to_owned(),
            TagPurpose::Merge => words::MERGE_WHICH_TAG.to_owned(),
            TagPurpose::Split => words::SPLIT_WHICH_TAG.to_owned(),
            TagPurpose::Delete => words::DELETE_WHICH_TAG.to_owned(),
            TagPurpose::MergeInto(from) => words::merge_tag_into(&tag_name(view, from)),
            TagPurpose::Parent(below) => words::move_tag_under(&tag_name(view, below)),
        }
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        let (down, up) = ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            (pressed(Key::ArrowDown), pressed(Key::ArrowUp))
        });
        let former = self.filter.clone();
        let enter = first_line_ui(ui, &mut self.filter, words::FIND_TAG, is_new);
        if self.filter != former {
            self.place = 0;
        }
        let listed_for = (view.session.state(), self.filter.trim().to_owned());
        if self.listed_for.as_ref() != Some(&listed_for) {
            self.listed = self.tags(view).into_iter().map(|tag| tag.id.clone()).collect();
            self.listed_for = Some(listed_for);
        }
        let tags = &self.listed;
        let last = tags.len().saturating_sub(1);
        self.place = (self.place + usize::from(down)).saturating_sub(usize::from(up)).min(last);
        if tags.is_empty() {
            ui.weak(words::NO_MATCHING_TAGS);
        }
        let height = (ui.ctx().content_rect().height() - 220.0).clamp(ROW_HEIGHT * 3.0, ROW_HEIGHT * ROWS);
        let mut taken = tags.get(self.place).filter(|_| enter).cloned();
        let mut area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
        if up || down {
            area = area.vertical_scroll_offset((self.place as f32 + 1.0) * ROW_HEIGHT - height / 2.0);
        }
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            area.show_rows(ui, ROW_HEIGHT, tags.len(), |ui, places| {
                for (place, tag) in tags.iter().enumerate().skip(places.start).take(places.len()) {
                    let Some(tag) = view.project().codebook.tag(tag) else { continue };
                    let row = Row::new(&tag.name).chosen(place == self.place);
                    let count = view.session.tag_count(&tag.id);
                    let shown = row.show(ui, |ui, rect, tokens| tag_face(ui, rect, tag, Some(count), tokens));
                    if shown.clicked() {
                        taken = Some(tag.id.clone());
                    }
                }
            });
        });
        if let Some(tag) = taken {
            actions.push(Action::Codebook(CodebookAction::Pick(self.purpose.clone(), tag)));
        }
        close_button(ui, words::CANCEL, actions);
    }
}
