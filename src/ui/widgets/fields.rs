//! Fields with their names, for forms.

use egui::{Align2, FontId, Response, RichText, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{TextField, row_label};
use crate::ui::theme::{SMALL_SIZE, UiTokens};

/// How wide the column of names before fields is, in points.
const NAMES: f32 = 64.0;

/// A field of one line with its name before it; `width` in points.
pub(crate) fn line(ui: &mut Ui, name: &str, text: &mut String, width: f32) -> Response {
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).color(ui.tokens().soft_ink));
        one_line(ui, name, text, width)
    })
    .inner
}

/// A field of one line over the whole width, with its name before it in a column of names.
pub(crate) fn named_line(ui: &mut Ui, name: &str, text: &mut String) -> Response {
    ui.horizontal(|ui| {
        row_label(ui, name, NAMES);
        one_line(ui, name, text, f32::INFINITY)
    })
    .inner
}

/// A field of one line whose name only screen readers see; `width` in points.
pub(crate) fn one_line(ui: &mut Ui, name: &str, text: &mut String, width: f32) -> Response {
    named_field(ui, name, TextField::singleline(text).desired_width(width))
}

/// A field of several lines with its name above it.
pub(crate) fn area(ui: &mut Ui, name: &str, text: &mut String) -> Response {
    ui.label(RichText::new(name).color(ui.tokens().soft_ink));
    let field = ui.add(TextField::multiline(text).desired_rows(2).desired_width(f32::INFINITY));
    field.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, name));
    field
}

/// A field of one line as laid out by the caller, with a name for screen readers.
pub(crate) fn named_field(ui: &mut Ui, name: &str, field: TextField<'_>) -> Response {
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    field
}

/// The name of a field, over it.
pub(crate) fn name_over(ui: &mut Ui, name: &str, width: f32) -> Response {
    // Painted only: the field itself carries the name for screen readers.
    let (label, response) = ui.allocate_exact_size(vec2(width, 14.0), Sense::hover());
    let font = FontId::proportional(SMALL_SIZE);
    ui.painter().text(label.left_center(), Align2::LEFT_CENTER, name, font, ui.tokens().soft_ink);
    response
}
