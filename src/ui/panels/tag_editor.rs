//! The form that changes one tag: name, letter, key, colour, definition, examples, questions.

use egui::{CornerRadius, Response, RichText, Sense, Ui, Vec2, WidgetInfo, accesskit::Role};

use super::{questions::questions_ui, words};
use crate::{
    app::{Action, CodebookAction, DraftPlace, FieldOwner, View},
    model::{Colour, Examples, Tag, TagId, lines_of},
    text::shortened,
    ui::{
        icons,
        theme::{STEP, UiTokens},
        widgets::{DraftField, Hint, area, icon_button, line, section_title},
    },
};

/// How many characters of a name stand over the form.
const NAME: usize = 60;

/// The open form.
#[derive(Debug, Default)]
pub struct TagEditor {
    tag: Option<TagId>,
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
            section_title(ui, &words::edit_tag(&shortened(&tag.name, NAME)));
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
            Self::fields_ui(ui, tag, view, actions);
        });
        ui.add_space(STEP / 2.0);
        if ui.button(words::DONE).clicked() || ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.tag = None;
        }
    }

    fn fields_ui(ui: &mut Ui, tag: &Tag, view: &View<'_>, actions: &mut Vec<Action>) {
        use CodebookAction as Do;
        let id = || tag.id.clone();
        let mut part = |ui: &mut Ui,
                        part: &str,
                        held: &str,
                        show: &dyn Fn(&mut Ui, &mut String) -> Response,
                        becomes: &dyn Fn(String) -> Do| {
            let field = DraftField::new(DraftPlace::new(DraftPlace::TAG, &tag.id, part), held);
            field.show(ui, view, actions, show, |text| Action::Codebook(becomes(text)));
        };
        let name = |ui: &mut Ui, text: &mut String| line(ui, words::NAME, text, f32::INFINITY);
        part(ui, "name", &tag.name, &name, &|name| Do::Rename(id(), name));
        ui.horizontal(|ui| {
            let letter = |ui: &mut Ui, text: &mut String| line(ui, words::LETTER, text, 40.0);
            part(ui, "letter", &tag.badge, &letter, &|badge| Do::SetBadge(id(), badge));
            let key = |ui: &mut Ui, text: &mut String| line(ui, words::KEY, text, 40.0);
            part(ui, "key", &tag.key, &key, &|key| Do::SetKey(id(), key));
        });
        let swatch = swatches_ui(ui, tag.colour);
        let hex = |ui: &mut Ui, text: &mut String| line(ui, words::CUSTOM_COLOUR, text, 90.0);
        part(ui, "colour", &tag.colour.hex(), &hex, &|hex| Do::TypeColour(id(), hex));
        let definition = |ui: &mut Ui, text: &mut String| area(ui, words::DEFINITION, text);
        part(ui, "definition", &tag.definition, &definition, &|definition| Do::SetDefinition(id(), definition));
        let Examples { yes, no } = &tag.examples;
        let examples = |ui: &mut Ui, text: &mut String| area(ui, words::EXAMPLES, text);
        part(ui, "examples", &yes.join("\n"), &examples, &|text| Do::SetExamples(id(), lines_of(&text)));
        let counterexamples = |ui: &mut Ui, text: &mut String| area(ui, words::COUNTEREXAMPLES, text);
        part(ui, "counterexamples", &no.join("\n"), &counterexamples, &|text| {
            Do::SetCounterexamples(id(), lines_of(&text))
        });
        actions.extend(swatch.map(|colour| Action::Codebook(Do::SetColour(tag.id.clone(), colour))));
        let owner = FieldOwner::Tag(tag.id.clone());
        ui.label(RichText::new(words::QUESTIONS).color(ui.tokens().soft_ink));
        questions_ui(ui, (&owner, &tag.fields), view, false, actions);
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
