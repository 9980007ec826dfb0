//! Scrolling: the position is a block and how much of it is scrolled away, so that correcting a height above or below
//! never moves the text being read.

use egui::{CornerRadius, Id, Rect, Sense, Ui, pos2, vec2};

use super::page::{EDGE, HEAD, Page};
use crate::{model::Article, text::ByteOffset, ui::theme::UiTokens};

/// Width of the strip for the scroll bar, in points.
const BAR: f32 = 12.0;
/// Space under the last line, in points.
const FOOT: f32 = 120.0;

impl Page {
    /// Moves by a distance in points; positive is towards the end of the text.
    pub(super) fn scroll_by(&mut self, distance: f32) {
        self.top.1 += distance;
    }

    /// Normalises the top: skips blocks that are scrolled away, and stops at both ends.
    pub(super) fn settle_top(&mut self, ui: &Ui, article: &Article) {
        let (mut place, mut scrolled) = self.top;
        let count = self.blocks.as_ref().map_or(0, |blocks| blocks.len());
        place = place.min(count.saturating_sub(1));
        while scrolled < 0.0 && place > 0 {
            place -= 1;
            self.layout_block(ui, article, place);
            scrolled += self.height(place);
        }
        loop {
            self.layout_block(ui, article, place);
            let height = self.height(place);
            if scrolled <= height || place + 1 >= count {
                break;
            }
            scrolled -= height;
            place += 1;
        }
        if place == 0 {
            scrolled = scrolled.max(-HEAD);
        }
        self.top = (place, scrolled);
        self.stop_at_end(ui, article, count);
    }

    /// Scrolls back if there is more than the margin below the end.
    fn stop_at_end(&mut self, ui: &Ui, article: &Article, count: usize) {
        let (place, scrolled) = self.top;
        let window = self.rect.height() + self.below;
        let mut below = -scrolled;
        for later in place..count {
            if below > window {
                return;
            }
            self.layout_block(ui, article, later);
            below += self.height(later);
        }
        let spare = window - FOOT.min(window / 2.0) - below;
        if spare > 0.0 && (place > 0 || scrolled > -HEAD) {
            self.top.1 -= spare;
            self.step_up(ui, article);
        }
    }

    /// Normalises a top above its block, without checking the end again.
    fn step_up(&mut self, ui: &Ui, article: &Article) {
        while self.top.1 < 0.0 && self.top.0 > 0 {
            self.top.0 -= 1;
            self.layout_block(ui, article, self.top.0);
            self.top.1 += self.height(self.top.0);
        }
        if self.top.0 == 0 {
            self.top.1 = self.top.1.max(-HEAD);
        }
    }

    /// Scrolls until the line that holds `offset` is the first in sight.
    pub(super) fn show_from(&mut self, ui: &Ui, article: &Article, offset: ByteOffset) {
        let Some(place) = self.blocks.as_ref().map(|blocks| blocks.place_of(offset)) else { return };
        let within = self.layout_block(ui, article, place).map_or(0.0, |layout| layout.caret(offset).y);
        self.top = if offset == ByteOffset(0) { (0, -HEAD) } else { (place, within) };
        self.settle_top(ui, article);
    }

    /// Scrolls until `offset` is visible with some text around it; not at all if it already is.
    pub(super) fn scroll_to(&mut self, ui: &Ui, article: &Article, offset: ByteOffset) {
        self.settle_top(ui, article);
        let Some(place) = self.blocks.as_ref().map(|blocks| blocks.place_of(offset)) else { return };
        let Some(layout) = self.layout_block(ui, article, place) else { return };
        let within = layout.caret(offset).y;
        let window = self.rect.height();
        let line = layout.style.line_height;
        let margin = (2.0 * line).min(window / 4.0);
        let (top, scrolled) = self.top;
        // From the top of the window to the line, if it is near enough to be worth measuring.
        let mut distance = Some(within - scrolled);
        if place >= top && place - top < 200 {
            for between in top..place {
                self.layout_block(ui, article, between);
                distance = distance.map(|sum| sum + self.height(between));
            }
        } else {
            distance = None;
        }
        match distance {
            Some(y) if y >= margin && y + line <= window - margin => {}
            Some(y) if place >= top && y + line > window - margin && y < 2.0 * window => {
                self.top.1 += y + line + margin - window;
            }
            _ => self.top = (place, within - window / 3.0),
        }
        if place == 0 && within < margin {
            self.top = (0, -HEAD);
        }
        self.settle_top(ui, article);
    }
}

/// The bar at the right edge: its length is the visible fraction of the article.
#[derive(Debug, Default)]
pub(super) struct ScrollBar {
    /// Where on the bar the pointer grabbed it, in points from its upper end.
    grip: Option<f32>,
}

impl ScrollBar {
    /// Shows the bar of a page, and scrolls the page while the bar is dragged.
    pub(super) fn show(&mut self, ui: &Ui, id: Id, page: &mut Page) {
        let Some(blocks) = &page.blocks else { return };
        let total = blocks.total() + f64::from(HEAD + FOOT);
        let window = f64::from(page.rect.height());
        if total <= window + 1.0 {
            return;
        }
        let right = page.rect.max.x - EDGE;
        let strip = Rect::from_min_max(pos2(right - BAR, page.rect.min.y), pos2(right, page.rect.max.y));
        let response = ui.interact(strip, id, Sense::click_and_drag());
        let at = blocks.top(page.top.0) + f64::from(page.top.1 + HEAD);
        let length = (strip.height() * (window / total) as f32).max(32.0);
        let room = strip.height() - length;
        let top = strip.min.y + room * (at / (total - window)).clamp(0.0, 1.0) as f32;
        let tokens = ui.tokens();
        let is_wide = response.hovered() || response.dragged();
        let width = if is_wide { 8.0 } else { 4.0 };
        let thumb = Rect::from_min_size(pos2(strip.max.x - width, top), vec2(width, length));
        let colour = if is_wide { tokens.soft_ink } else { tokens.line };
        ui.painter().rect_filled(thumb, CornerRadius::same(4), colour);
        if let Some(pointer) = response.interact_pointer_pos() {
            if response.drag_started() || response.clicked() {
                let on_thumb = thumb.y_range().contains(pointer.y);
                self.grip = Some(if on_thumb { pointer.y - top } else { length / 2.0 });
            }
            let grip = self.grip.unwrap_or(length / 2.0);
            let share = f64::from(((pointer.y - grip - strip.min.y) / room.max(1.0)).clamp(0.0, 1.0));
            let y = share * (total - window) - f64::from(HEAD);
            let (place, within) = blocks.at_height(y);
            page.top = if y < 0.0 { (0, y as f32) } else { (place, within as f32) };
            ui.ctx().request_repaint();
        }
    }
}
