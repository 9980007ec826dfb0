//! Tabs: words in a row, the chosen one underlined in the accent.

use egui::{
    CursorIcon, FontId, Sense, Stroke, Ui, Vec2, WidgetInfo,
    accesskit::Role,
    text::{LayoutJob, TextWrapping},
};

use super::{Hint, widest};
use crate::{
    text::grouped,
    ui::theme::{TEXT_SIZE, UiTokens, bold},
};

/// Height of a tab, in points.
const HEIGHT: f32 = 28.0;
/// Room between two tabs, where there is enough of it, in points.
const WIDE: f32 = 16.0;
/// Room before a count, in points.
const GAP: f32 = 5.0;

/// Shows tabs, each with its name and a count that asks for attention (0 shows none); returns the one clicked.
pub(crate) fn tabs_ui<T: Copy + PartialEq>(ui: &mut Ui, chosen: T, tabs: &[(T, &str, usize)]) -> Option<T> {
    let tokens = ui.tokens();
    let mut clicked = None;
    let face = |ui: &Ui, (tab, name, count): &(T, &str, usize), width: f32| {
        let (font, ink) = if *tab == chosen {
            (bold(TEXT_SIZE), tokens.ink)
        } else {
            (FontId::proportional(TEXT_SIZE), tokens.soft_ink)
        };
        let mut title = LayoutJob::simple_singleline((*name).to_owned(), font, ink);
        title.wrap = TextWrapping::truncate_at_width(width);
        let title = ui.painter().layout_job(title);
        let number = if *count == 0 { String::new() } else { grouped(*count) };
        (title, ui.painter().layout_no_wrap(number, FontId::proportional(TEXT_SIZE), tokens.problem))
    };
    ui.horizontal(|ui| {
        let faces: Vec<_> = tabs.iter().map(|tab| face(ui, tab, f32::INFINITY)).collect();
        let widths: Vec<f32> = faces.iter().map(|(title, _)| title.size().x).collect();
        let numbers: f32 =
            faces.iter().map(|(_, number)| number.size().x).filter(|width| *width > 0.0).map(|w| w + GAP).sum();
        let gaps = tabs.len().saturating_sub(1) as f32;
        let room = ui.available_width() - numbers;
        // In a narrow panel they stand closer, and the longest are cut.
        let is_narrow = widths.iter().sum::<f32>() + gaps * WIDE > room;
        let between = if is_narrow { WIDE / 2.0 } else { WIDE };
        let most = widest(&widths, room - gaps * between);
        ui.spacing_mut().item_spacing.x = between;
        for named in tabs {
            let (tab, name, count) = named;
            let is_chosen = *tab == chosen;
            let (title, number) = face(ui, named, most);
            let is_cut = title.elided;
            let ink = tokens.ink;
            let gap = if *count == 0 { 0.0 } else { GAP };
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
            let response = if is_cut { response.hint(*name) } else { response };
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                clicked = Some(*tab);
            }
        }
    });
    clicked
}
