//! The codebook: the tree of tags with letter, key and counts, filtered and collapsed; a click tags, a menu changes them.

use std::collections::BTreeSet;

use egui::{Align2, CornerRadius, FontId, Key, Popup, Rect, Response, ScrollArea, Sense, Ui, Vec2, WidgetInfo};

use super::{docked::Docked, tag_editor::TagEditor, words};
use crate::{
    app::{
        Action, CodebookAction, Command, DraftAction, DraftPlace, MarkAction, SessionId, StateMark, TagPurpose, View,
    },
    model::{Codebook, Tag, TagId},
    text::{Pattern, shortened},
    ui::{
        icons,
        tag_counts::TagCounts,
        theme::{ROUND, ROW_HEIGHT, STEP, TEXT_SIZE, UiTokens},
        widgets::{
            DraftField, Hint, Row, TextField, as_name, icon_button, link_button, named_field, tag_card, tag_face,
        },
    },
};

/// From how many tags on they can be filtered.
const MANY: usize = 9;
/// How far a tag is moved in below the one above it, in points; and how often, for names that are deeper still to have room.
const INDENT: f32 = 16.0;
const MOST_INDENTS: usize = 8;
/// What is deeper than this is collapsed when a project opens.
const DEEP: usize = 6;
/// Width of what stands at both ends of a row, in points: the sign that collapses it, and the button for its menu.
const END: f32 = 20.0;
/// How many characters of a name are told in a menu.
const NAME: usize = 60;
/// Room for the link to the ready-made codebooks, in points.
const CODEBOOKS: f32 = 150.0;

/// The tags in sight, the tag being edited, and whether one is being added.
#[derive(Debug, Default)]
pub struct CodebookPanel {
    editor: TagEditor,
    is_adding: bool,
    filter: String,
    /// The tags whose branches are hidden, and how often that has changed.
    collapsed: BTreeSet<TagId>,
    collapses: u64,
    branches: Branches,
    counts: TagCounts,
}

/// The rows of the tree that are listed, and what they were made for.
#[derive(Debug, Default)]
struct Branches {
    rows: Vec<Branch>,
    made_for: Option<(SessionId, StateMark, String, u64)>,
    /// Whether any tag has others below it.
    is_deep: bool,
}

/// A row of the tree.
#[derive(Debug)]
struct Branch {
    tag: TagId,
    depth: usize,
    /// Whether it has tags below it.
    is_parent: bool,
    /// Whether the filter means it, and not only one below it.
    is_meant: bool,
}

impl Docked for CodebookPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        let of_tag =
            |place: &DraftPlace| place.id_of(DraftPlace::TAG).or(place.id_of(DraftPlace::QUESTIONS)).map(TagId::new);
        if let Some(tag) = view.session.drafts().still_recovered().find_map(of_tag) {
            // What was being typed is put back into its field.
            self.editor.open(&tag);
        }
        ui.spacing_mut().item_spacing.y = 2.0;
        let share = if self.editor.is_open() { 0.35 } else { 0.55 };
        let most = ui.available_height() * share;
        let top = ui.cursor().min.y;
        self.collapse_what_is_deep(view);
        self.branches.refresh(view, &self.filter, (&self.collapsed, self.collapses));
        if view.project().codebook.tags.len() >= MANY || self.branches.is_deep {
            self.filter_ui(ui, view, actions);
        }
        let new_tag = ROW_HEIGHT + 4.0;
        let most = (most - (ui.cursor().min.y - top) - new_tag).max(ROW_HEIGHT);
        let branches = std::mem::take(&mut self.branches);
        if branches.rows.is_empty() && !self.filter.is_empty() {
            ui.weak(words::NO_MATCHING_TAGS);
        }
        let area = ScrollArea::vertical().id_salt("tags").max_height(most).min_scrolled_height(most);
        area.auto_shrink([false, true]).show_rows(ui, ROW_HEIGHT, branches.rows.len(), |ui, places| {
            for branch in branches.rows.get(places).unwrap_or_default() {
                if let Some(tag) = view.project().codebook.tag(&branch.tag) {
                    self.tag_row(ui, branch, (tag, branches.is_deep), view, actions);
                }
            }
        });
        self.branches = branches;
        self.new_tag_ui(ui, view, actions);
        self.editor.show(ui, view, actions);
    }

    fn needs_room(&self) -> bool {
        self.editor.is_open()
    }

    fn leaves_room(&self) -> bool {
        true
    }
}

impl CodebookPanel {
    /// Opens the form of a tag.
    pub(crate) fn edit(&mut self, tag: &TagId) {
        self.editor.open(tag);
    }

    /// The field that narrows the list, where Enter takes the first tag; and a button that collapses all or nothing.
    fn filter_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            ui.add_space(STEP);
            let rest = if self.branches.is_deep { 24.0 + STEP * 2.0 } else { STEP };
            let field = TextField::singleline(&mut self.filter).hint_text(words::FILTER);
            let field =
                named_field(ui, words::FILTER_TAGS, field.desired_width((ui.available_width() - rest).max(40.0)));
            let pressed = |key| field.lost_focus() && ui.input(|input| input.key_pressed(key));
            if pressed(Key::Escape) {
                self.filter.clear();
            }
            if pressed(Key::Enter)
                && let Some(first) = self.branches.rows.iter().find(|row| row.is_meant)
            {
                actions.push(Action::Mark(view.tag_clicked(&first.tag)));
            }
            if !self.branches.is_deep {
                return;
            }
            let (sign, name) = if self.collapsed.is_empty() {
                (icons::DOWN, words::COLLAPSE_ALL)
            } else {
                (icons::RIGHT, words::EXPAND_ALL)
            };
            if icon_button(ui, sign, name).clicked() {
                let codebook = &view.project().codebook;
                let parents = codebook.tags.iter().filter_map(|tag| tag.parent.clone());
                self.collapsed = if self.collapsed.is_empty() { parents.collect() } else { BTreeSet::new() };
                self.collapses += 1;
            }
        });
    }

    /// Collapses the tags deep in the tree of a project that has just been opened.
    fn collapse_what_is_deep(&mut self, view: &View<'_>) {
        let is_open = self.branches.made_for.as_ref().is_some_and(|(session, ..)| *session == view.session.id());
        if !is_open {
            let deep = view.project().codebook.tree().into_iter().filter(|(depth, _)| *depth >= DEEP);
            self.collapsed.extend(deep.filter_map(|(_, tag)| tag.parent.clone()));
            self.collapses += 1;
        }
    }

    fn tag_row(
        &mut self,
        ui: &mut Ui,
        branch: &Branch,
        (tag, is_deep): (&Tag, bool),
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let layer = view.selection.layer;
        let here = self.counts.here(&tag.id, layer, view);
        let is_chosen =
            view.selection.paint.as_ref() == Some(&tag.id) || view.span().is_some_and(|span| span.tag == tag.id);
        let signs = if is_deep { END } else { 0.0 };
        let indent = INDENT * branch.depth.min(MOST_INDENTS) as f32;
        let row = Row::new(&tag.name).chosen(is_chosen).indent(indent + signs).show(ui, |ui, rect, tokens| {
            tag_face(ui, rect, tag, Some(here), tokens);
        });
        let left = row.rect.min.x + STEP + indent - 4.0;
        if branch.is_parent {
            self.sign_ui(ui, tag, Rect::from_x_y_ranges(left..=left + END, row.rect.y_range()));
        }
        let more = more_ui(ui, &row, &words::more_of(&as_name(&tag.name)), is_chosen);
        let counts = &mut self.counts;
        let row = row.hint_ui(|ui| tag_card(ui, tag, (here, counts.everywhere(&tag.id, layer, view))));
        if row.clicked() {
            actions.push(Action::Mark(view.tag_clicked(&tag.id)));
        }
        let mut is_edited = false;
        Popup::menu(&more).show(|ui| is_edited |= tag_menu(ui, tag, view, actions));
        row.context_menu(|ui| is_edited |= tag_menu(ui, tag, view, actions));
        if is_edited {
            self.editor.open(&tag.id);
        }
    }

    /// The sign before a tag that has others below it: shows or hides those.
    fn sign_ui(&mut self, ui: &Ui, tag: &Tag, rect: Rect) {
        let is_collapsed = self.collapsed.contains(&tag.id);
        let (sign, name) = if is_collapsed {
            (icons::RIGHT, words::expand(&as_name(&tag.name)))
        } else {
            (icons::DOWN, words::collapse(&as_name(&tag.name)))
        };
        let response = ui.interact(rect, ui.scope_id().with(("branch", tag.id.as_str())), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
        sign_face(ui, &response, sign);
        if response.hint(name).clicked() {
            self.collapses += 1;
            if !self.collapsed.remove(&tag.id) {
                self.collapsed.insert(tag.id.clone());
            }
        }
    }

    fn new_tag_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        if !self.is_adding {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                self.is_adding = link_button(ui, words::NEW_TAG).clicked();
                // In a narrow panel it is in the menu alone.
                let label = Command::Codebooks.label();
                if ui.available_width() > CODEBOOKS && link_button(ui, label).hint(Command::Codebooks.help()).clicked()
                {
                    actions.push(Action::Command(Command::Codebooks));
                }
            });
            return;
        }
        let place = DraftPlace::in_prompt("new-tag", "", "name");
        let show = |ui: &mut Ui, text: &mut String| {
            let field = TextField::singleline(text).hint_text(words::NEW_TAG_NAME);
            named_field(ui, words::NEW_TAG_NAME, field.desired_width(f32::INFINITY))
        };
        let (field, name) = DraftField::new(place.clone(), "").show_kept(ui, view, actions, show);
        if field.lost_focus() {
            if ui.input(|input| input.key_pressed(Key::Enter)) {
                actions.push(Action::Codebook(CodebookAction::Add { name, parent: None }));
                actions.push(Action::Draft(DraftAction::Drop(place)));
            }
            self.is_adding = false;
        } else if !field.has_focus() {
            field.request_focus();
        }
    }
}

impl Branches {
    /// Lists the tags again when the codebook, the filter or what is collapsed has changed. A filter lists the tags that fit
    /// and those above them, collapsed or not.
    fn refresh(&mut self, view: &View<'_>, filter: &str, (collapsed, collapses): (&BTreeSet<TagId>, u64)) {
        let key = (view.session.id(), view.session.state(), filter.to_owned(), collapses);
        if self.made_for.as_ref() != Some(&key) {
            let codebook = &view.project().codebook;
            self.is_deep = codebook.tags.iter().any(|tag| tag.parent.is_some());
            self.rows = branches(codebook, filter, collapsed);
            self.made_for = Some(key);
        }
    }
}

fn branches(codebook: &Codebook, filter: &str, collapsed: &BTreeSet<TagId>) -> Vec<Branch> {
    let tree = codebook.tree();
    let is_parent = |place: usize, depth: usize| tree.get(place + 1).is_some_and(|(next, _)| *next > depth);
    let branch = |place: usize, depth: usize, tag: &Tag, is_meant: bool| Branch {
        tag: tag.id.clone(),
        depth,
        is_parent: is_parent(place, depth),
        is_meant,
    };
    let rows = tree.iter().enumerate();
    if filter.trim().is_empty() {
        // Below which depth rows are hidden by a collapsed tag above them.
        let mut hidden_below = usize::MAX;
        let is_shown = |(_, (depth, tag)): &(usize, &(usize, &Tag))| {
            let is_shown = *depth <= hidden_below;
            if is_shown {
                hidden_below = if collapsed.contains(&tag.id) { *depth } else { usize::MAX };
            }
            is_shown
        };
        return rows.filter(is_shown).map(|(place, (depth, tag))| branch(place, *depth, tag, true)).collect();
    }
    let pattern = Pattern::folded(filter.trim());
    let mut fitting = Vec::new();
    // From the last to the first: what is less deep than the one listed last is above it.
    let mut listed_last = 0;
    for (place, (depth, tag)) in rows.rev() {
        let is_meant = pattern.is_in(&tag.name);
        if is_meant || *depth < listed_last {
            listed_last = *depth;
            fitting.push(branch(place, *depth, tag, is_meant));
        }
    }
    fitting.reverse();
    fitting
}

/// The button for the menu of a row, over its right end: in sight while pointer or keyboard are there, and always there
/// for screen readers.
fn more_ui(ui: &Ui, row: &Response, name: &str, is_chosen: bool) -> Response {
    let rect = row.rect.with_min_x(row.rect.max.x - END - STEP);
    let more = ui.interact(rect, row.id.with("more"), Sense::click());
    more.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
    let is_open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&more));
    if row.contains_pointer() || more.contains_pointer() || row.has_focus() || more.has_focus() || is_open {
        let tokens = ui.tokens();
        let ground = if is_chosen { tokens.chosen } else { tokens.control };
        ui.painter().rect_filled(rect.shrink2(Vec2::new(0.0, 2.0)), CornerRadius::same(ROUND), ground);
        sign_face(ui, &more, "…");
    }
    more.hint(name)
}

/// Paints a small button that is only a sign.
fn sign_face(ui: &Ui, response: &Response, sign: &str) {
    let tokens = ui.tokens();
    let ink = if response.hovered() || response.has_focus() { tokens.ink } else { tokens.soft_ink };
    let centre = response.rect.center();
    ui.painter().text(centre, Align2::CENTER_CENTER, sign, FontId::proportional(TEXT_SIZE), ink);
    if response.has_focus() {
        let ring = egui::Stroke::new(1.5, tokens.accent);
        let rect = response.rect.shrink(2.0);
        ui.painter().rect_stroke(rect, CornerRadius::same(ROUND), ring, egui::StrokeKind::Inside);
    }
}

/// A button of a menu, which closes when it is pressed.
fn item_ui(ui: &mut Ui, name: &str) -> bool {
    let is_clicked = ui.button(name).clicked();
    if is_clicked {
        ui.close();
    }
    is_clicked
}

/// What can be done with a tag; returns whether it is to be edited.
fn tag_menu(ui: &mut Ui, tag: &Tag, view: &View<'_>, actions: &mut Vec<Action>) -> bool {
    let marks = view.session.tag_count(&tag.id);
    let is_painting = view.selection.paint.as_ref() == Some(&tag.id);
    if is_painting && item_ui(ui, words::STOP_PAINTING) {
        actions.push(Action::Mark(MarkAction::Paint(None)));
    } else if !is_painting && item_ui(ui, &words::paint(&shortened(&tag.name, NAME))) {
        actions.push(Action::Mark(MarkAction::Paint(Some(tag.id.clone()))));
    }
    ui.separator();
    let is_edited = item_ui(ui, words::EDIT_TAG);
    let id = || tag.id.clone();
    let mut act = |ui: &mut Ui, name: &str, action: CodebookAction| {
        if item_ui(ui, name) {
            actions.push(Action::Codebook(action));
        }
    };
    act(ui, words::MOVE_UP, CodebookAction::Shift(id(), -1));
    act(ui, words::MOVE_DOWN, CodebookAction::Shift(id(), 1));
    if tag.parent.is_some() {
        act(ui, words::TOP_LEVEL, CodebookAction::SetParent(id(), None));
    }
    if view.project().codebook.tags.len() > 1 {
        act(ui, words::MOVE_UNDER, CodebookAction::AskWhich(TagPurpose::Parent(id())));
        act(ui, &words::merge_tag(marks), CodebookAction::AskWhich(TagPurpose::MergeInto(id())));
    }
    act(ui, words::SPLIT_TAG, CodebookAction::AskSplit(id()));
    ui.separator();
    act(ui, &words::delete_tag(marks), CodebookAction::AskDelete(id()));
    is_edited
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codebook() -> Codebook {
        let mut codebook = crate::store::builtin_codebook();
        let tag = |id: &str, parent: Option<&str>| Tag {
            id: TagId::new(id),
            name: id.to_uppercase(),
            parent: parent.map(TagId::new),
            ..codebook.tags.first().unwrap().clone()
        };
        codebook.tags = vec![
            tag("people", None),
            tag("minister", Some("people")),
            tag("émigré", Some("minister")),
            tag("places", None),
            tag("town", Some("places")),
        ]
        .into();
        codebook
    }

    fn listed(filter: &str, collapsed: &[&str]) -> Vec<(usize, String, bool)> {
        let collapsed = collapsed.iter().map(|id| TagId::new(id)).collect();
        let rows = branches(&codebook(), filter, &collapsed).into_iter();
        rows.map(|row| (row.depth, row.tag.to_string(), row.is_meant)).collect()
    }

    fn names(rows: &[(usize, String, bool)]) -> Vec<&str> {
        rows.iter().map(|(_, name, _)| name.as_str()).collect()
    }

    #[test]
    fn a_collapsed_tag_hides_what_is_below_it() {
        assert_eq!(names(&listed("", &[])), ["people", "minister", "émigré", "places", "town"]);
        assert_eq!(names(&listed("", &["people"])), ["people", "places", "town"]);
        assert_eq!(names(&listed("", &["minister", "places"])), ["people", "minister", "places"]);
    }

    #[test]
    fn a_filter_finds_tags_below_collapsed_ones_and_lists_those_above() {
        let rows = listed("emigre", &["people"]);
        assert_eq!(names(&rows), ["people", "minister", "émigré"]);
        assert_eq!(rows.iter().map(|row| row.2).collect::<Vec<_>>(), [false, false, true]);
        assert_eq!(names(&listed("people", &[])), ["people"]);
        assert_eq!(names(&listed("places", &[])), ["places"], "what is above the next one is not above this one");
        assert_eq!(names(&listed("o", &[])), ["people", "places", "town"]);
        assert!(listed("nobody", &[]).is_empty());
    }
}
