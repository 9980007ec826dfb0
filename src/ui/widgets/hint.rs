//! What is told about a thing while the pointer rests on it: beside the thing, never over it.

use egui::{Context, Rect, RectAlign, Response, Tooltip, Ui, WidgetText};

/// Distance of a hint from what it explains, in points.
const GAP: f32 = 6.0;
/// Margin and outline of a hint, in points.
const FRAME: f32 = 16.0;
/// Largest width of a hint, in points.
const WIDTH: f32 = 320.0;
/// A hint is not put where there is less room than this, in points.
const NARROWEST: f32 = 120.0;
/// What is wider than this is a row: others stand above and below it, so its hint goes to the left or right.
const ROW: f32 = 150.0;

/// Explains what a response belongs to.
pub(crate) trait Hint: Sized {
    /// Shows this text beside the thing while the pointer rests on it, whether or not it is enabled.
    fn hint(self, text: impl Into<WidgetText>) -> Self {
        self.hint_ui(|ui| {
            let text = text.into();
            // A hint is no place to read pages.
            match shortened_if_long(text.text()) {
                Some(short) => ui.label(short),
                None => ui.label(text),
            };
        })
    }

    /// Shows these contents beside the thing while the pointer rests on it.
    fn hint_ui(self, contents: impl FnOnce(&mut Ui)) -> Self;
}

impl Hint for Response {
    fn hint_ui(self, contents: impl FnOnce(&mut Ui)) -> Self {
        hint_at(&self, self.rect, contents);
        self
    }
}

/// The beginning of a text that is too long for a hint.
pub(crate) fn shortened_if_long(text: &str) -> Option<String> {
    const MOST: usize = 2_000;
    let end = if text.len() > MOST { text.char_indices().nth(MOST) } else { None };
    end.map(|(end, _)| format!("{}…", text.get(..end).unwrap_or_default()))
}

/// Shows contents beside `source` while the pointer rests on what the response belongs to.
pub(crate) fn hint_at(response: &Response, source: Rect, contents: impl FnOnce(&mut Ui)) {
    if !Tooltip::should_show_tooltip(response, true) {
        return;
    }
    let sides = Sides::of(response.ctx.content_rect(), source);
    let mut tooltip = Tooltip::for_widget(response);
    let popup = tooltip.popup.anchor(source).gap(GAP).width(sides.width);
    tooltip.popup = popup.align(sides.first).align_alternatives(sides.others);
    tooltip.show(|ui| {
        // A hint remembers the width of the one before it.
        ui.set_max_width(sides.width);
        contents(ui);
    });
}

/// Whether a hint has room to the left or right of `source`.
pub(crate) fn has_room_beside(ctx: &Context, source: Rect) -> bool {
    rooms(ctx.content_rect(), source).into_iter().any(|room| room >= NARROWEST)
}

/// How wide a hint can be to the left and to the right of `source`, in points.
fn rooms(screen: Rect, source: Rect) -> [f32; 2] {
    [source.min.x - screen.min.x, screen.max.x - source.max.x].map(|room| (room - GAP - FRAME).min(WIDTH))
}

/// Where the hint of a thing that is no row may stand if not below it and as far to the left.
const BELOW_OR_ABOVE: &[RectAlign] = &[
    RectAlign::BOTTOM_END,
    RectAlign::BOTTOM,
    RectAlign::TOP_START,
    RectAlign::TOP_END,
    RectAlign::TOP,
    RectAlign::RIGHT_START,
    RectAlign::LEFT_START,
];

/// The sides of a thing at which its hint may stand, the best first, and how wide it may be there.
struct Sides {
    first: RectAlign,
    others: &'static [RectAlign],
    width: f32,
}

impl Sides {
    /// Those of `source` on this screen. A row has its hint to the right or left of it, all else below or above it;
    /// whichever is wanted, the other is taken where there is too little room.
    fn of(screen: Rect, source: Rect) -> Self {
        use RectAlign as Align;
        let [left, right] = rooms(screen, source);
        let width = left.max(right);
        if source.width() < ROW || width < NARROWEST {
            return Self {
                first: Align::BOTTOM_START,
                others: BELOW_OR_ABOVE,
                width: WIDTH.min(screen.width() - FRAME),
            };
        }
        if right >= left {
            Self { first: Align::RIGHT_START, others: &[Align::RIGHT_END], width }
        } else {
            Self { first: Align::LEFT_START, others: &[Align::LEFT_END], width }
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{Sense, pos2, vec2};
    use egui_kittest::{Harness, kittest::Queryable};

    use super::*;
    use crate::ui::{fonts, theme};

    const LONG: &str = "A hint of several lines, because what it explains cannot be said in fewer words than these, \
        and must be seen whole beside the thing that it is about.";

    /// Where the hint of a thing at this place stands, when the pointer rests on the thing.
    fn hint_of(source: Rect, screen: egui::Vec2) -> Rect {
        let mut harness = Harness::builder()
            .with_size(screen)
            .with_context_setup(|ctx| {
                fonts::install(ctx);
                theme::install(ctx);
            })
            .build_ui(move |ui| {
                ui.interact(source, egui::Id::unique("thing"), Sense::click()).hint(LONG);
            });
        harness.hover_at(source.center());
        harness.run_steps(60);
        harness.get_by_label(LONG).rect()
    }

    #[test]
    fn a_hint_never_covers_what_it_explains() {
        for screen in [vec2(1400.0, 900.0), vec2(700.0, 450.0), vec2(512.0, 350.0)] {
            let (right, bottom) = (screen.x, screen.y);
            for (width, height) in [(24.0, 24.0), (90.0, 22.0), (200.0, 28.0), (screen.x - 40.0, 28.0), (260.0, 200.0)]
            {
                for x in [4.0, (right - width) / 2.0, right - width - 4.0] {
                    for y in [4.0, (bottom - height) / 2.0, bottom - height - 4.0] {
                        let source = Rect::from_min_size(pos2(x, y), vec2(width, height));
                        let hint = hint_of(source, screen);
                        assert!(!hint.intersects(source), "{hint:?} over {source:?} in {screen:?}");
                        assert!(Rect::from_min_size(pos2(0.0, 0.0), screen).contains_rect(hint), "{hint:?} {screen:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_row_has_its_hint_beside_it_and_a_button_below_it() {
        let screen = vec2(1400.0, 900.0);
        let row = Rect::from_min_size(pos2(1120.0, 300.0), vec2(260.0, 28.0));
        assert!(hint_of(row, screen).max.x < row.min.x);
        let button = Rect::from_min_size(pos2(20.0, 8.0), vec2(60.0, 24.0));
        assert!(hint_of(button, screen).min.y > button.max.y);
    }
}
