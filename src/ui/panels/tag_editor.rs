//! The form that changes one tag: name, badge, key, colour, definition, examples, and what it asks.

use egui::{Color32, CornerRadius, Sense, Ui, Vec2, WidgetInfo, accesskit::Role};

use super::questions::QuestionDrafts;
use crate::{
    app::{Action, CodebookAction, View},
    model::{Colour, Examples, Tag, TagId},
    ui::{
        icons,
        theme::{STEP, UiTokens},
        widgets::{Draft, area, icon_button, line, section_title},
    },
};

/// The open form with what is being typed.
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
            section_title(ui, &format!("Edit “{}”", tag.name));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if icon_button(ui, icons::CLOSE, "Close the form").clicked() {
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
        if ui.button("Done").clicked() || ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.tag = None;
        }
    }

    fn fields_ui(&mut self, ui: &mut Ui, tag: &Tag, actions: &mut Vec<Action>) {
        use CodebookAction as Do;
        let mut push = |action: CodebookAction| actions.push(Action::Codebook(action));
        if let Some((id, name)) = self.name.edit(&tag.id, &tag.name, |text| line(ui, "Name", text, f32::INFINITY)) {
            push(Do::Rename(id, name));
        }
        ui.horizontal(|ui| {
            if let Some((id, badge)) = self.badge.edit(&tag.id, &tag.badge, |text| line(ui, "Letter", text, 40.0)) {
                push(Do::SetBadge(id, badge));
            }
            if let Some((id, key)) = self.key.edit(&tag.id, &tag.key, |text| line(ui, "Key", text, 40.0)) {
                push(Do::SetKey(id, key));
            }
        });
        if let Some(colour) = swatches_ui(ui, tag.colour) {
            push(Do::SetColour(tag.id.clone(), colour));
        }
        let hex = match tag.colour {
            Colour::Slot(_) => String::new(),
            Colour::Rgb(r, g, b) => format!("#{r:02X}{g:02X}{b:02X}"),
        };
        if let Some((id, hex)) = self.hex.edit(&tag.id, &hex, |text| line(ui, "Own colour", text, 90.0))
            && let Ok(colour) = Color32::from_hex(hex.trim())
        {
            push(Do::SetColour(id, Colour::Rgb(colour.r(), colour.g(), colour.b())));
        }
        let definition = self.definition.edit(&tag.id, &tag.definition, |text| area(ui, "Definition", text));
        if let Some((id, definition)) = definition {
            push(Do::SetDefinition(id, definition));
        }
        let lines = |text: &str| text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        let yes = self.yes.edit(&tag.id, &tag.examples.yes.join("\n"), |text| area(ui, "Cases, one a line", text));
        if let Some((id, text)) = yes {
            push(Do::SetExamples(id, Examples { yes: lines(&text), no: tag.examples.no.clone() }));
        }
        let no = self.no.edit(&tag.id, &tag.examples.no.join("\n"), |text| area(ui, "Not cases, one a line", text));
        if let Some((id, text)) = no {
            push(Do::SetExamples(id, Examples { yes: tag.examples.yes.clone(), no: lines(&text) }));
        }
        self.questions.show(ui, tag, actions);
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
            let name = format!("Colour {}", slot + 1);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, colour == chosen, &name));
            ui.painter().rect_filled(rect, CornerRadius::same(4), tokens.tag(colour));
            if colour == chosen || response.has_focus() {
                let ring = egui::Stroke::new(2.0, tokens.ink);
                ui.painter().rect_stroke(rect, CornerRadius::same(4), ring, egui::StrokeKind::Outside);
            }
            if response.on_hover_text(name).clicked() {
                clicked = Some(colour);
            }
        }
    });
    clicked
}
