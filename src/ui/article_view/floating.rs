//! What the lists at the selection share: how they float over the text, and how they take the keys that are typed.

use egui::{Area, CornerRadius, Event, Frame, Id, InputState, Margin, Order, Pos2, Response, Stroke, Ui, UiBuilder};

use crate::ui::theme::{ROUND_LARGE, UiTokens};

/// Where a list floats, and what screen readers call it.
pub(super) struct Floating {
    /// Its id, one in the window.
    pub id: Id,
    /// Its upper left corner, where the window has room for it.
    pub at: Pos2,
    /// Its name.
    pub name: &'static str,
}

/// Shows a list over everything else.
pub(super) fn show_floating(ui: &Ui, floating: &Floating, contents: impl FnOnce(&mut Ui)) -> Response {
    let area = Area::new(floating.id).order(Order::Foreground).fixed_pos(floating.at).constrain(true);
    let shown = area.show(ui.ctx(), |ui| {
        let frame = Frame::new()
            .fill(ui.tokens().raised)
            .stroke(Stroke::new(1.0, ui.tokens().line))
            .corner_radius(CornerRadius::same(ROUND_LARGE))
            .inner_margin(Margin::same(6))
            .shadow(ui.visuals().popup_shadow);
        let builder = UiBuilder::new().accessibility_label(floating.name);
        frame.show(ui, |ui| ui.scope_builder(builder, contents));
    });
    shown.response
}

/// Takes what was typed in this frame away from everything else. A letter arrives as text; its key must not start a
/// command.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
pub(super) fn take_typed(input: &mut InputState) -> Vec<String> {
    let mut typed = Vec::new();
    input.events.retain(|event| match event {
        Event::Text(text) => {
            typed.push(text.clone());
            false
        }
        Event::Key { modifiers, .. } => modifiers.command || modifiers.alt,
        _other => true,
    });
    typed
}
