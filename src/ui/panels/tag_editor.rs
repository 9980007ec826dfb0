//! The form that changes one tag: name, letter, key, colour, definition, examples, questions.

use egui::{CornerRadius, RichText, Sense, Ui, Vec2, WidgetInfo, accesskit::Role};

use super::{questions::QuestionDrafts, words};
use crate::{
    app::{Action, CodebookAction, FieldOwner, View},
    model::{Colour, Examples, Tag, TagId, lines_of},
    ui::{
        icons,
        theme::{STEP, UiTokens},
        widgets::{Draft, Hint, area, icon_button, line, section_title},
    },
};

/// The open form, and what is being typed.
#[derive(Debug, Default)]
pub struct TagEditor {
    tag: Option<TagId>,
    name: Draft<TagId>,
    badge: Draft<TagId>,
    key: Draft<TagId>,
    hex: Draft<TagId>,
    definition: Draft<TagId>,
    yes: Draft<TagId>,
    no: Draft<TagId>,
    questions: QuestionDrafts,
}

impl TagEditor {
    /// Opens the form for a tag.
    pub fn open(&mut self, tag_id: &TagId) {
        self.tag = Some(tag_id.clone());
    }

    /// Whether the form is open.
    pub fn is_open(&self) -> bool {
        self.tag.is_some()
    }

    /// Shows the form while it is open.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let tag = self.tag.as_ref().and_then(|id| view.project().codebook.tag(id));
        let Some(tag) = tag else {
            self.tag = None;
            return;
        };
        ui.separator();
        ui.horizontal(|ui| {
            section_title(ui, &words::edit_tag(&tag.name));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if icon_button(ui, icons::CLOSE, words::CLOSE_FORM).clicked() {
                    self.tag = None;
                }
            });
        });
        let below = 40.0;
        let height = (ui.available_height() - below).max(120.0);
        egui::ScrollArea::vertical().id_salt("tag form").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            self.fields_ui(ui, tag, actions);
        });
        ui.add_space(STEP / 2.0);
        if ui.button(words::DONE).clicked() || ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.tag = None;
        }
    }

    fn fields_ui(&mut self, ui: &mut Ui, tag: &Tag, actions: &mut Vec<Action>) {
        use CodebookAction as Do;
        let mut push = |action: CodebookAction| actions.push(Action::Codebook(action));
        let name = self.name.edit(&tag.id, &tag.name, |text| line(ui, words::NAME, text, f32::INFINITY));
        if let Some((id, name)) = name {
            push(Do::Rename(id, name));
        }
        ui.horizontal(|ui| {
            if let Some((id, badge)) = self.badge.edit(&tag.id, &tag.badge, |text| line(ui, words::LETTER, text, 40.0))
            {
                push(Do::SetBadge(id, badge));
            }
            if let Some((id, key)) = self.key.edit(&tag.id, &tag.key, |text| line(ui, words::KEY, text, 40.0)) {
                push(Do::SetKey(id, key));
            }
        });
        if let Some(colour) = swatches_ui(ui, tag.colour) {
            push(Do::SetColour(tag.id.clone(), colour));
        }
        let hex = self.hex.edit(&tag.id, &tag.colour.hex(), |text| line(ui, words::CUSTOM_COLOUR, text, 90.0));
        if let Some((id, colour)) = hex.and_then(|(id, hex)| Some((id, Colour::from_hex(&hex)?))) {
            push(Do::SetColour(id, colour));
        }
        let definition = self.definition.edit(&tag.id, &tag.definition, |text| area(ui, words::DEFINITION, text));
        if let Some((id, definition)) = definition {
            push(Do::SetDefinition(id, definition));
        }
        let (yes, no) = (&tag.examples.yes, &tag.examples.no);
        if let Some((id, text)) = self.yes.edit(&tag.id, &yes.join("\n"), |text| area(ui, words::EXAMPLES, text)) {
            push(Do::SetExamples(id, Examples { yes: lines_of(&text), no: no.clone() }));
        }
        if let Some((id, text)) = self.no.edit(&tag.id, &no.join("\n"), |text| area(ui, words::COUNTEREXAMPLES, text)) {
            push(Do::SetExamples(id, Examples { yes: yes.clone(), no: lines_of(&text) }));
        }
        let owner = FieldOwner::Tag(tag.id.clone());
        ui.label(RichText::new(words::QUESTIONS).color(ui.tokens().soft_ink));
        self.questions.show(ui, (&owner, &tag.fields), false, actions);
    }
}

/// The colours of the palette; returns the one that was clicked.
fn swatches_ui(ui: &mut Ui, chosen: Colour) -> Option<Colour> {
    let tokens = ui.tokens();
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(STEP / 2.0);
        for slot in 0..tokens.palette_len() {
            let colour = Colour::Slot(slot);
            let (rect, response) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::click());
            let name = words::colour(slot.saturating_add(1));
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, colour == chosen, &name));
            ui.painter().rect_filled(rect, CornerRadius::same(4), tokens.tag(colour));
            if colour == chosen || response.has_focus() {
                let ring = egui::Stroke::new(2.0, tokens.ink);
                ui.painter().rect_stroke(rect, CornerRadius::same(4), ring, egui::StrokeKind::Outside);
            }
            if response.hint(name).clicked() {
                clicked = Some(colour);
            }
        }
    });
    clicked
}
