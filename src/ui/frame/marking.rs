//! The sign over the article that everything selected is marked with a tag.

use egui::{Align, Button, CornerRadius, Layout, RichText, Stroke, Ui, WidgetInfo, accesskit};

use super::words;
use crate::{
    app::{Action, Command, MarkAction, View},
    ui::{
        theme::{SMALL_SIZE, UiTokens},
        widgets::{Hint, as_name},
    },
};

/// How much of the line over the article the sign may take (0 to 1).
const SHARE: f32 = 0.6;

/// Shows the sign at the right of the line while a tag is held; a click ends that, as the keys do. Returns how much of the
/// line it takes, in points.
pub(in crate::ui) fn marking_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) -> f32 {
    let held = view.selection.paint.as_ref().and_then(|id| view.project().codebook.tag(id));
    let Some(tag) = held else { return 0.0 };
    let tokens = ui.tokens();
    let colour = tokens.tag(tag.colour);
    let name = words::marking_as(&as_name(&tag.name), &view.settings.shortcut_label(Command::Release));
    let most = ui.available_width() * SHARE;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.set_max_width(most);
        let face = RichText::new(&name).size(SMALL_SIZE).color(colour);
        let button = Button::new(face)
            .fill(tokens.fill(colour))
            .stroke(Stroke::new(1.0, colour))
            .corner_radius(CornerRadius::same(10))
            .truncate();
        let sign = ui.add(button);
        sign.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, &name));
        // Said aloud when it comes.
        ui.ctx().accesskit_node_builder(sign.id, |node| node.set_live(accesskit::Live::Polite));
        if sign.hint(words::STOP_MARKING).clicked() {
            actions.push(Action::Mark(MarkAction::Paint(None)));
        }
        ui.min_rect().width()
    })
    .inner
}
