//! The codebook: the tree of tags with letter, key and counts; a click tags, a menu changes them.

use egui::{ScrollArea, TextEdit, Ui};

use super::{docked::Docked, tag_editor::TagEditor, words};
use crate::{
    app::{Action, CodebookAction, Command, MarkAction, View},
    model::Tag,
    ui::{
        theme::STEP,
        widgets::{Row, link_button, named_field, tag_card, tag_face},
    },
};

/// The tag being edited, and the name of a new one.
#[derive(Debug, Default)]
pub struct CodebookPanel {
    editor: TagEditor,
    new_name: String,
    is_adding: bool,
}

impl Docked for CodebookPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 2.0;
        let share = if self.editor.is_open() { 0.35 } else { 0.55 };
        let most = (ui.available_height() * share).max(140.0);
        ScrollArea::vertical().id_salt("tags").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            for (depth, tag) in view.project().codebook.tree() {
                self.tag_row(ui, depth, tag, view, actions);
            }
            self.new_tag_ui(ui, actions);
        });
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
    fn tag_row(&mut self, ui: &mut Ui, depth: usize, tag: &Tag, view: &View<'_>, actions: &mut Vec<Action>) {
        let here = view.article().map_or(0, |article| article.spans.count(&tag.id));
        let everywhere = view.session.tag_count(&tag.id);
        let is_chosen =
            view.selection.paint.as_ref() == Some(&tag.id) || view.span().is_some_and(|span| span.tag == tag.id);
        let indent = 16.0 * depth as f32;
        let row = Row::new(&tag.name).chosen(is_chosen).indent(indent).show(ui, |ui, rect, tokens| {
            tag_face(ui, rect, tag, Some(here), tokens);
        });
        let row = row.on_hover_ui(|ui| tag_card(ui, tag, (here, everywhere)));
        if row.clicked() {
            actions.push(Action::Mark(view.tag_clicked(&tag.id)));
        }
        row.context_menu(|ui| {
            if tag_menu(ui, tag, view, actions) {
                self.editor.open(&tag.id);
            }
        });
    }

    fn new_tag_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        if !self.is_adding {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                self.is_adding = link_button(ui, words::NEW_TAG).clicked();
                let more = link_button(ui, Command::Codebooks.label()).on_hover_text(Command::Codebooks.help());
                if more.clicked() {
                    actions.push(Action::Command(Command::Codebooks));
                }
            });
            return;
        }
        let field = TextEdit::singleline(&mut self.new_name).hint_text(words::NEW_TAG_NAME);
        let field = named_field(ui, words::NEW_TAG_NAME, field.desired_width(f32::INFINITY));
        if field.lost_focus() {
            if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                let name = std::mem::take(&mut self.new_name);
                actions.push(Action::Codebook(CodebookAction::Add { name, parent: None }));
            }
            self.new_name.clear();
            self.is_adding = false;
        } else if !field.has_focus() {
            field.request_focus();
        }
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
    } else if !is_painting && item_ui(ui, &words::paint(&tag.name)) {
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
    ui.menu_button(words::MOVE_UNDER, |ui| {
        if tag.parent.is_some() {
            act(ui, words::TOP_LEVEL, CodebookAction::SetParent(id(), None));
        }
        for other in others(tag, view).filter(|other| !view.project().codebook.is_under(&other.id, &tag.id)) {
            act(ui, &other.name, CodebookAction::SetParent(id(), Some(other.id.clone())));
        }
    });
    ui.menu_button(words::merge_tag(marks), |ui| {
        for other in others(tag, view) {
            act(ui, &other.name, CodebookAction::AskMerge { from: id(), into: other.id.clone() });
        }
    });
    act(ui, words::SPLIT_TAG, CodebookAction::AskSplit(id()));
    ui.separator();
    act(ui, &words::delete_tag(marks), CodebookAction::AskDelete(id()));
    is_edited
}

/// All other tags.
fn others<'v>(tag: &'v Tag, view: &View<'v>) -> impl Iterator<Item = &'v Tag> {
    view.project().codebook.tags.iter().filter(|other| other.id != tag.id)
}
