//! A chip: a short text in a rounded outline that stands for something and leads to it.

use egui::{CornerRadius, CursorIcon, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{Hint, as_name, cut};
use crate::ui::theme::{TEXT_SIZE, UiTokens};

/// Height of a chip, in points.
const HEIGHT: f32 = 24.0;
/// Room before and after its text, in points.
const INSET: f32 = 10.0;

/// Shows a chip no wider than `width` points; where its text has no room, all of it shows on hover. `sense` says whether it
/// can be clicked.
pub(crate) fn chip(ui: &mut Ui, text: &str, width: f32, sense: Sense) -> Response {
    let tokens = ui.tokens();
    let room = (width - 2.0 * INSET).max(2.0 * INSET);
    let galley = cut(ui.painter(), text, TEXT_SIZE - 0.5, tokens.ink, room);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 2.0 * INSET, HEIGHT), sense);
    let is_button = sense.senses_click();
    let role = if is_button { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, as_name(text)));
    let edge = if response.has_focus() {
        Stroke::new(1.5, tokens.accent)
    } else if is_button && response.hovered() {
        Stroke::new(1.0, tokens.accent)
    } else {
        Stroke::new(1.0, tokens.line)
    };
    let round = CornerRadius::same(12);
    ui.painter().rect(rect.shrink2(vec2(0.0, 1.0)), round, tokens.raised, edge, StrokeKind::Inside);
    let is_cut = galley.elided;
    let at = egui::pos2(rect.min.x + INSET, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, tokens.ink);
    let response = if is_button { response.on_hover_cursor(CursorIcon::PointingHand) } else { response };
    if is_cut { response.hint(text) } else { response }
}
