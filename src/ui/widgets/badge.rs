//! A tag's letter on its colour, and a key as it looks on the keyboard.

use egui::{Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Stroke, StrokeKind, Vec2};

use crate::ui::theme::{ROUND, SMALL_SIZE, Tokens, bold};

/// The size of a badge, in points.
pub(crate) fn badge_size() -> Vec2 {
    Vec2::splat(20.0)
}

/// Paints a tag's badge: its letter in its colour, on a faint background of the same colour.
pub(crate) fn paint_badge(painter: &Painter, rect_on_screen: Rect, letter: &str, colour: Color32, tokens: &Tokens) {
    let round = CornerRadius::same(ROUND);
    painter.rect(rect_on_screen, round, tokens.fill(colour), Stroke::new(1.0, colour), StrokeKind::Inside);
    painter.text(rect_on_screen.center(), Align2::CENTER_CENTER, letter, bold(SMALL_SIZE), colour);
}

/// Paints a key cap whose right edge is at `right_centre`; returns its rectangle.
pub(crate) fn paint_key_cap(painter: &Painter, right_centre: Pos2, key: &str, tokens: &Tokens) -> Rect {
    let galley = painter.layout_no_wrap(key.to_owned(), FontId::proportional(SMALL_SIZE), tokens.soft_ink);
    let size = Vec2::new((galley.size().x + 10.0).max(20.0), 18.0);
    let rect = Rect::from_min_size(Pos2::new(right_centre.x - size.x, right_centre.y - size.y / 2.0), size);
    painter.rect(rect, CornerRadius::same(ROUND), tokens.raised, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
    painter.galley(rect.center() - galley.size() / 2.0, galley, tokens.soft_ink);
    rect
}
