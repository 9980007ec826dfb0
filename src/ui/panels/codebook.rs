//! The codebook: the tree of tags with letter, key and counts; a click tags or chooses, a menu changes.

use egui::{Align2, FontId, Rect, RichText, ScrollArea, Ui, Vec2};

use super::tag_editor::TagEditor;
use crate::{
    app::{Action, CodebookAction, Command, MarkAction, View},
    model::{Tag, TagId},
    ui::{
        theme::{SMALL_SIZE, STEP, TEXT_SIZE, UiTokens},
        widgets::{Row, badge_size, link_button, paint_badge, paint_cut, paint_key_cap},
    },
};

/// Which tag is being edited, and the name of one being made.
#[derive(Debug, Default)]
pub struct CodebookPanel {
    editor: TagEditor,
    new_name: String,
    is_adding: bool,
}

impl CodebookPanel {
    /// Shows the panel.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
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

    /// Whether a tag is being edited, for which the panel needs all the room there is.
    pub fn is_editing(&self) -> bool {
        self.editor.is_open()
    }

    fn tag_row(&mut self, ui: &mut Ui, depth: usize, tag: &Tag, view: &View<'_>, actions: &mut Vec<Action>) {
        let here = view.article().map_or(0, |article| article.spans.count(&tag.id));
        let everywhere = view.session.tag_count(&tag.id);
        let is_chosen =
            view.selection.paint.as_ref() == Some(&tag.id) || view.span().is_some_and(|span| span.tag == tag.id);
        let indent = 16.0 * depth as f32;
        let row = Row::new(&tag.name).chosen(is_chosen).indent(indent).show(ui, |ui, rect, tokens| {
            tag_face(ui, rect, tag, Some(here), tokens);
        });
        let row = row.on_hover_ui(|ui| tag_card(ui, tag, here, everywhere));
        if row.clicked() {
            actions.push(row_action(tag, view));
        }
        row.context_menu(|ui| self.tag_menu(ui, tag, everywhere, view, actions));
    }

    fn tag_menu(&mut self, ui: &mut Ui, tag: &Tag, spans: usize, view: &View<'_>, actions: &mut Vec<Action>) {
        let mut act = |ui: &mut Ui, name: String, action: Action| {
            if ui.button(name).clicked() {
                actions.push(action);
                ui.close();
            }
        };
        let id = || tag.id.clone();
        if view.selection.paint.as_ref() == Some(&tag.id) {
            act(ui, "Stop marking with it".to_owned(), Action::Mark(MarkAction::Paint(None)));
        } else {
            act(ui, "Keep marking with it".to_owned(), Action::Mark(MarkAction::Paint(Some(id()))));
        }
        ui.separator();
        if ui.button("Edit the tag…").clicked() {
            self.editor.open(&tag.id);
            ui.close();
        }
        act(ui, "Move up".to_owned(), Action::Codebook(CodebookAction::Shift(id(), -1)));
        act(ui, "Move down".to_owned(), Action::Codebook(CodebookAction::Shift(id(), 1)));
        let others: Vec<(TagId, String)> = view
            .project()
            .codebook
            .tags
            .iter()
            .filter(|other| other.id != tag.id)
            .map(|other| (other.id.clone(), other.name.clone()))
            .collect();
        ui.menu_button("Put under", |ui| {
            if tag.parent.is_some() && ui.button("The top").clicked() {
                actions.push(Action::Codebook(CodebookAction::SetParent(tag.id.clone(), None)));
                ui.close();
            }
            for (other, name) in others.iter().filter(|(other, _)| !view.project().codebook.is_under(other, &tag.id)) {
                if ui.button(name).clicked() {
                    actions.push(Action::Codebook(CodebookAction::SetParent(tag.id.clone(), Some(other.clone()))));
                    ui.close();
                }
            }
        });
        ui.menu_button(format!("Merge its {spans} marks into"), |ui| {
            for (other, name) in &others {
                if ui.button(name).clicked() {
                    let (from, into) = (tag.id.clone(), other.clone());
                    actions.push(Action::Codebook(CodebookAction::AskMerge { from, into }));
                    ui.close();
                }
            }
        });
        if ui.button("Split…").clicked() {
            actions.push(Action::Codebook(CodebookAction::AskSplit(tag.id.clone())));
            ui.close();
        }
        ui.separator();
        if ui.button(format!("Delete with its {spans} marks…")).clicked() {
            actions.push(Action::Codebook(CodebookAction::AskDelete(tag.id.clone())));
            ui.close();
        }
    }

    fn new_tag_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        if !self.is_adding {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                self.is_adding = link_button(ui, "New tag…").clicked();
                let more = link_button(ui, Command::Codebooks.label()).on_hover_text(Command::Codebooks.help());
                if more.clicked() {
                    actions.push(Action::Command(Command::Codebooks));
                }
            });
            return;
        }
        let field = egui::TextEdit::singleline(&mut self.new_name)
            .hint_text("Name of the new tag")
            .desired_width(f32::INFINITY);
        let field = ui.add(field);
        field.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Name of the new tag"));
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

/// A click on a tag marks the selection; with nothing selected it retags the chosen span or starts paint mode.
fn row_action(tag: &Tag, view: &View<'_>) -> Action {
    if view.selection.paint.as_ref() == Some(&tag.id) {
        Action::Mark(MarkAction::Paint(None))
    } else if !view.selection.text().is_empty() || view.span().is_some_and(|span| span.tag != tag.id) {
        Action::Mark(MarkAction::Tag(tag.id.clone()))
    } else {
        Action::Mark(MarkAction::Paint(Some(tag.id.clone())))
    }
}

/// Paints what stands in a tag's row: letter, name, key, count.
pub fn tag_face(ui: &Ui, rect: Rect, tag: &Tag, count: Option<usize>, tokens: &crate::ui::theme::Tokens) {
    let painter = ui.painter();
    let badge = Rect::from_min_size(egui::pos2(rect.min.x, rect.center().y - 10.0), badge_size());
    paint_badge(painter, badge, &tag.badge, tokens.tag(tag.colour), tokens);
    let mut right = rect.right_center();
    if let Some(count) = count {
        let font = FontId::proportional(TEXT_SIZE);
        let shown = painter.text(right, Align2::RIGHT_CENTER, count, font, tokens.soft_ink);
        right.x -= (shown.width() + 10.0).max(36.0);
    }
    if !tag.key.is_empty() {
        right.x = paint_key_cap(painter, right, &tag.key.to_uppercase(), tokens).min.x - 6.0;
    }
    let left = badge.max.x + 8.0;
    let at = egui::pos2(left, rect.center().y);
    paint_cut(painter, at, &tag.name, TEXT_SIZE, tokens.ink, (right.x - left).max(10.0));
}

/// What a tag means, shown on hover.
pub fn tag_card(ui: &mut Ui, tag: &Tag, here: usize, everywhere: usize) {
    let tokens = ui.tokens();
    ui.set_max_width(320.0);
    ui.label(RichText::new(&tag.name).font(crate::ui::theme::bold(TEXT_SIZE)));
    if !tag.definition.is_empty() {
        ui.label(&tag.definition);
    }
    for (sign, examples) in [("✔", &tag.examples.yes), ("✘", &tag.examples.no)] {
        for example in examples {
            ui.label(RichText::new(format!("{sign} {example}")).size(SMALL_SIZE + 0.5).color(tokens.soft_ink));
        }
    }
    ui.label(
        RichText::new(format!("{here} in this article, {everywhere} in all")).size(SMALL_SIZE).color(tokens.soft_ink),
    );
    ui.allocate_space(Vec2::new(0.0, 0.0));
}
