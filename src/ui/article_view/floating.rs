//! What the lists at the selection share: how they float over the text, and how they take the keys that are typed.

use egui::{
    Area, CornerRadius, Event, Frame, Id, InputState, Margin, Order, Pos2, Rect, Response, Stroke, Ui, UiBuilder, Vec2,
    pos2,
};

use super::page::Page;
use crate::{
    text::ByteRange,
    ui::theme::{ROUND_LARGE, UiTokens},
};

/// Distance of a list from the words when it is above and below them, in points.
const DISTANCE: [f32; 2] = [12.0, 8.0];
/// The least distance of a list from the edge of the window, in points.
const EDGE: f32 = 4.0;
/// What frames a list above and below, in points.
const FRAME: f32 = 14.0;

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

/// How large a list is, and was at most. It stays on its side of the words while typing makes it shorter.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sizes {
    now: Vec2,
    most: Vec2,
}

impl Sizes {
    /// These, or what is expected before the list was shown.
    pub(super) fn or(self, expected: Vec2) -> Self {
        if self.most == Vec2::ZERO { Self { now: expected, most: expected } } else { self }
    }

    /// Takes in the size of a frame.
    pub(super) fn see(&mut self, now: Vec2) {
        *self = Self { now, most: self.most.max(now) };
    }
}

/// Where a list goes that is opened at a point: with a corner there, and whole in the window.
pub(super) fn beside(ui: &Ui, at: Pos2, size: Sizes) -> Pos2 {
    corner(ui.ctx().content_rect().shrink(EDGE), at, size)
}

/// On each axis behind the point where there is room, else before it, else as near as the window allows.
fn corner(window: Rect, at: Pos2, size: Sizes) -> Pos2 {
    let along = |at: f32, [now, most]: [f32; 2], from: f32, to: f32| {
        let wanted = if at + most > to && at - most >= from { at - now } else { at };
        wanted.min(to - now).max(from)
    };
    pos2(
        along(at.x, [size.now.x, size.most.x], window.min.x, window.max.x),
        along(at.y, [size.now.y, size.most.y], window.min.y, window.max.y),
    )
}

/// Where a list goes that belongs to some words: below their end, or above them if there is no room. `back` is how far left
/// of the end it starts, in points.
pub(super) fn below_or_above(ui: &Ui, page: &Page, words: ByteRange, back: f32, size: Sizes) -> Pos2 {
    let window = ui.ctx().content_rect().shrink(EDGE);
    let rects = page.rects_of(words);
    let last = rects.last().copied().unwrap_or(Rect::from_min_size(page.rect.center(), Vec2::ZERO));
    let first = rects.first().copied().unwrap_or(last);
    let [above, below] = DISTANCE;
    let lower = last.max.y + below;
    let is_above = lower + size.most.y > window.max.y && first.min.y - above - size.most.y >= window.min.y;
    let y = if is_above { first.min.y - above - size.now.y } else { lower };
    let x = last.max.x - back;
    pos2(x.min(window.max.x - size.now.x).max(window.min.x), y.min(window.max.y - size.now.y).max(window.min.y))
}

/// The height that a list may have beside some words without covering them, in points; in a small window it covers them.
pub(super) fn room_beside(ui: &Ui, page: &Page, words: ByteRange) -> f32 {
    /// What the list needs to be of use, in points.
    const LEAST: f32 = 220.0;
    let window = ui.ctx().content_rect().shrink(EDGE);
    let rects = page.rects_of(words);
    let [above, below] = DISTANCE;
    let over = rects.first().map_or(0.0, |first| first.min.y - above - window.min.y);
    let under = rects.last().map_or(0.0, |last| window.max.y - last.max.y - below);
    over.max(under).max(LEAST) - FRAME
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_whole_in_the_window_wherever_it_is_opened() {
        let window = Rect::from_min_size(pos2(4.0, 4.0), egui::vec2(1000.0, 700.0));
        let size = egui::vec2(240.0, 300.0);
        let sizes = Sizes::default().or(size);
        for x in 0..=100 {
            for y in 0..=70 {
                let at = pos2(x as f32 * 10.0, y as f32 * 10.0);
                let shown = Rect::from_min_size(corner(window, at, sizes), size);
                assert!(window.contains_rect(shown), "{at}: {shown}");
            }
        }
        assert_eq!(corner(window, pos2(500.0, 600.0), sizes), pos2(500.0, 300.0), "above the point, not over it");
        assert_eq!(corner(window, pos2(900.0, 100.0), sizes), pos2(660.0, 100.0), "left of the point");
        let mut shorter = sizes;
        shorter.see(egui::vec2(240.0, 100.0));
        assert_eq!(corner(window, pos2(500.0, 600.0), shorter), pos2(500.0, 500.0), "it stays above");
    }
}
