//! Paints what the structure of a text puts beside its words: the signs of lists, the bars of quotations, the lines of
//! tables, and in the margin who speaks and which page begins.

use egui::{CornerRadius, Painter, Rangef, Rect, Stroke, pos2, vec2};

use super::page::{Page, Placed};
use crate::ui::{
    theme::{SMALL_SIZE, Tokens},
    widgets::cut,
};

/// How far the sign of an item is from its words, as a multiple of the size of the text.
const SIGN_DISTANCE: f32 = 0.75;
/// The radius of the sign, as a multiple of the size of the text.
const SIGN_RADIUS: f32 = 0.13;
/// Where the middle of small letters is in a line, as a fraction of its height from the top.
const MIDDLE: f32 = 0.52;
/// How thick the bar beside a quotation is, in points.
const BAR: f32 = 2.5;
/// How far the line under a row is from it, as a fraction of the line height.
const ROW_GAP: f32 = 0.1;
/// How far the line before a cell is from its words, in points.
const CELL_GAP: f32 = 2.5;
/// How far what is told in the margin is from the words, in points; there, stripes have their place too.
const BESIDE: f32 = 10.0;

/// Paints the ornaments of the visible blocks.
pub(super) fn paint_ornaments(painter: &Painter, page: &Page, tokens: &Tokens) {
    let Some(blocks) = &page.blocks else { return };
    for placed in &page.placed {
        let Some(block) = blocks.get(placed.place) else { continue };
        let Some(is_rtl) = placed.layout.lines.first().map(|line| line.is_rtl) else { continue };
        if block.range.is_empty() {
            continue;
        }
        let is_first = placed.place == 0 || blocks.get(placed.place - 1).is_none_or(|before| before.ends_paragraph);
        let words = Rect::from_min_size(placed.top_left, vec2(placed.layout.style.width, placed.layout.height()));
        if block.look.is_quote {
            bar(painter, page, placed, words, is_rtl, tokens);
        }
        if block.look.has_bullet && is_first {
            sign(painter, placed, words, is_rtl, tokens);
        }
        if block.look.is_row {
            row(painter, page, placed, words, block.ends_paragraph, tokens);
        }
        if let Some(told) = page.shapes.told(block.paragraph).filter(|_| is_first) {
            tell(painter, page, placed, told, tokens);
        }
    }
}

/// The bar beside a quotation; it goes on to the next paragraph of it.
fn bar(painter: &Painter, page: &Page, placed: &Placed, words: Rect, is_rtl: bool, tokens: &Tokens) {
    let step = placed.layout.style.font.size * SIGN_DISTANCE;
    let x = if is_rtl { words.max.x + step } else { words.min.x - step };
    let next = page.blocks.as_ref().and_then(|blocks| {
        let further = (placed.place + 1..blocks.len()).filter_map(|place| blocks.get(place));
        further.take(3).find(|block| !block.range.is_empty())
    });
    let bottom = if next.is_some_and(|next| next.look.is_quote) {
        words.min.y + page.height(placed.place) + 1.0
    } else {
        words.max.y
    };
    let bar = Rect::from_x_y_ranges(Rangef::new(x - BAR / 2.0, x + BAR / 2.0), words.min.y..=bottom);
    painter.rect_filled(bar, CornerRadius::ZERO, tokens.line);
}

/// The sign of an item of a list.
fn sign(painter: &Painter, placed: &Placed, words: Rect, is_rtl: bool, tokens: &Tokens) {
    let style = &placed.layout.style;
    let distance = style.font.size * SIGN_DISTANCE;
    let x = if is_rtl { words.max.x + distance } else { words.min.x - distance };
    let middle = pos2(x, words.min.y + style.line_height * MIDDLE);
    painter.circle_filled(middle, style.font.size * SIGN_RADIUS, tokens.soft_ink);
}

/// The lines of a row: under it, and between its cells.
fn row(painter: &Painter, page: &Page, placed: &Placed, words: Rect, is_last: bool, tokens: &Tokens) {
    let (height, stroke) = (placed.layout.style.line_height, Stroke::new(1.0, tokens.line));
    if is_last {
        painter.hline(words.x_range(), (words.max.y + ROW_GAP * height).round(), stroke);
    }
    for cell in page.shapes.cells(placed.layout.range) {
        let at = placed.top_left + placed.layout.caret(cell).to_vec2();
        painter.vline((at.x - CELL_GAP).round(), at.y + 0.2 * height..=at.y + 0.85 * height, stroke);
    }
}

/// What is told in the margin, as much of it as there is room for.
fn tell(painter: &Painter, page: &Page, placed: &Placed, told: &str, tokens: &Tokens) {
    let room = page.column.min.x - page.rect.min.x - 2.0 * BESIDE;
    let galley = cut(painter, told, SMALL_SIZE, tokens.soft_ink, room);
    let style = &placed.layout.style;
    let x = page.column.min.x - BESIDE - galley.size().x;
    let y = placed.top_left.y + style.line_height * MIDDLE - galley.size().y / 2.0;
    painter.galley(pos2(x, y), galley, tokens.soft_ink);
}
