//! Tabs: words in a row, the chosen one underlined in the accent.

use egui::{CursorIcon, FontId, Sense, Stroke, Ui, Vec2, WidgetInfo, accesskit::Role};

use crate::ui::theme::{TEXT_SIZE, UiTokens, bold};

/// Height of a tab, in points.
const HEIGHT: f32 = 28.0;

/// Shows tabs, each with its name and a count that asks for attention (0 shows none); returns the one clicked.
pub(crate) fn tabs_ui<T: Copy + PartialEq>(ui: &mut Ui, chosen: T, tabs: &[(T, &str, usize)]) -> Option<T> {
    let tokens = ui.tokens();
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (tab, name, count) in tabs {
            let is_chosen = *tab == chosen;
            let (font, ink) = if is_chosen {
                (bold(TEXT_SIZE), tokens.ink)
            } else {
                (FontId::proportional(TEXT_SIZE), tokens.soft_ink)
            };
            let title = ui.painter().layout_no_wrap((*name).to_owned(), font, ink);
            let number = if *count == 0 { String::new() } else { count.to_string() };
            let number = ui.painter().layout_no_wrap(number, FontId::proportional(TEXT_SIZE), tokens.problem);
            let gap = if *count == 0 { 0.0 } else { 5.0 };
            let size = Vec2::new(title.size().x + gap + number.size().x, HEIGHT);
            let (rect, response) = ui.allocate_exact_size(size, Sense::click());
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_chosen, *name));
            let top = rect.center().y - title.size().y / 2.0;
            let right = rect.min.x + title.size().x + gap;
            ui.painter().galley(egui::pos2(rect.min.x, top), title, ink);
            ui.painter().galley(egui::pos2(right, top), number, tokens.problem);
            if is_chosen {
                ui.painter().hline(rect.x_range(), rect.max.y - 1.0, Stroke::new(2.0, tokens.accent));
            }
            if response.has_focus() {
                let ring = Stroke::new(1.5, tokens.accent);
                ui.painter().rect_stroke(rect.expand(2.0), 4.0, ring, egui::StrokeKind::Inside);
            }
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                clicked = Some(*tab);
            }
        }
    });
    clicked
}
