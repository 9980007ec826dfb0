//! Rows of lists, labels, and link-like and icon buttons.

use egui::{
    Align2, CornerRadius, CursorIcon, FontId, Rect, Response, RichText, Sense, Ui, Vec2, WidgetInfo, accesskit::Role,
};

use super::{Hint, as_name, cut, elided};
use crate::ui::theme::{ROUND, ROW_HEIGHT, STEP, TEXT_SIZE, Tokens, UiTokens, bold};

/// A clickable row over the full width, with custom contents.
pub(crate) struct Row<'a> {
    name: &'a str,
    height: f32,
    is_chosen: bool,
    indent: f32,
}

impl<'a> Row<'a> {
    /// A row that screen readers call `name`.
    pub(crate) fn new(name: &'a str) -> Self {
        Self { name, height: ROW_HEIGHT, is_chosen: false, indent: 0.0 }
    }

    /// With this height, in points.
    pub(crate) fn height(self, height: f32) -> Self {
        Self { height, ..self }
    }

    /// Whether it is the chosen one.
    pub(crate) fn chosen(self, is_chosen: bool) -> Self {
        Self { is_chosen, ..self }
    }

    /// Moved in from the left, in points.
    pub(crate) fn indent(self, indent: f32) -> Self {
        Self { indent, ..self }
    }

    /// Shows the row; `contents` draws into the rectangle inside its margins.
    pub(crate) fn show(self, ui: &mut Ui, contents: impl FnOnce(&mut Ui, Rect, &Tokens)) -> Response {
        let tokens = ui.tokens();
        let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), self.height), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, self.is_chosen, as_name(self.name)));
        if ui.is_rect_visible(rect) {
            let ground = if self.is_chosen {
                Some(tokens.chosen)
            } else if response.hovered() || response.has_focus() {
                Some(tokens.control)
            } else {
                None
            };
            if let Some(ground) = ground {
                ui.painter().rect_filled(rect, CornerRadius::same(ROUND), ground);
            }
            paint_focus(ui, &response, &tokens);
            let inside = rect.shrink2(Vec2::new(STEP, 0.0));
            contents(ui, inside.with_min_x(inside.min.x + self.indent), &tokens);
        }
        response.on_hover_cursor(CursorIcon::PointingHand)
    }
}

/// Paints the focus ring.
fn paint_focus(ui: &Ui, response: &Response, tokens: &Tokens) {
    if response.has_focus() {
        let stroke = egui::Stroke::new(1.5, tokens.accent);
        ui.painter().rect_stroke(response.rect, CornerRadius::same(ROUND), stroke, egui::StrokeKind::Inside);
    }
}

/// The name of a field before it, in a column of this width in points.
pub(crate) fn row_label(ui: &mut Ui, name: &str, width: f32) -> Response {
    let text = RichText::new(name).size(11.5).color(ui.tokens().soft_ink);
    let left = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(Vec2::new(width, 20.0), left, |ui| {
        ui.set_min_width(width);
        elided(ui, text)
    })
    .inner
}

/// A small title over a section.
pub(crate) fn section_title(ui: &mut Ui, text: &str) {
    let tokens = ui.tokens();
    ui.label(RichText::new(text).font(bold(11.0)).color(tokens.soft_ink));
}

/// A button that looks like a link.
pub(crate) fn link_button(ui: &mut Ui, name: &str) -> Response {
    let tokens = ui.tokens();
    // A long name is truncated; it must not make its panel wider.
    let room = if ui.wrap_mode() == egui::TextWrapMode::Extend { f32::INFINITY } else { ui.max_rect().width() };
    let galley = cut(ui.painter(), name, TEXT_SIZE, tokens.accent, room.max(40.0));
    let (rect, response) = ui.allocate_exact_size(Vec2::new(galley.size().x, 22.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), as_name(name)));
    let at = egui::pos2(rect.min.x, rect.center().y - galley.size().y / 2.0);
    let is_cut = galley.elided;
    ui.painter().galley(at, galley, tokens.accent);
    if response.hovered() {
        ui.painter().hline(rect.x_range(), rect.center().y + 8.0, egui::Stroke::new(1.0, tokens.accent));
    }
    paint_focus(ui, &response, &tokens);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if is_cut { response.hint(name) } else { response }
}

/// A button with only an icon; its name shows on hover and to screen readers.
pub(crate) fn icon_button(ui: &mut Ui, icon: &str, name: &str) -> Response {
    let tokens = ui.tokens();
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), as_name(name)));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(ROUND), tokens.control);
    }
    let ink = if ui.is_enabled() { tokens.soft_ink } else { tokens.line };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, FontId::proportional(15.0), ink);
    paint_focus(ui, &response, &tokens);
    response.hint(name)
}
