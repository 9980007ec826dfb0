//! Draws the visible blocks: grounds, words, lines under marks, outlines, the caret.

use egui::{Color32, CornerRadius, Painter, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::{
    ArticleView,
    interact::Gesture,
    lanes::{Lane, lanes},
};
use crate::{
    app::View,
    model::{Article, Span},
    text::ByteRange,
    ui::theme::{MARK_LINE, Tokens, UiTokens, bold},
};

/// Distance between the lines of two lanes, as a share of the line height: six of them end above the capitals of the
/// next line.
const PITCH: f32 = 0.085;
/// Thickness of the lines below the first, in points.
const INNER_LINE: f32 = 1.5;
/// Where the first lane lies, as a share of the line height from its top.
const FIRST_LANE: f32 = 0.79;
/// Where the fill of a mark begins, as a share of the line height from its top.
const FILL_TOP: f32 = 0.04;
/// Distance between stripes in the margin, in points.
const STRIPE_PITCH: f32 = 7.0;
/// Size of the letters beside stripes, in points.
const LETTER: f32 = 7.5;

/// How the marks of a tag are drawn.
#[derive(Clone, Copy)]
struct Look {
    colour: Color32,
    dashes: &'static [f32],
}

impl ArticleView {
    pub(super) fn paint(&self, ui: &Ui, article: &Article, view: &View<'_>) {
        let tokens = ui.tokens();
        let painter = ui.painter().with_clip_rect(self.rect);
        painter.rect_filled(self.rect, CornerRadius::ZERO, tokens.paper);
        let visible = self.visible();
        let lanes = lanes(&article.spans, visible);
        let mut marks: Vec<(&Span, Lane)> =
            article.spans.pieces_in(visible).filter_map(|(_, span)| Some((span, *lanes.get(&span.id)?))).collect();
        marks.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.len()), span.id));
        marks.dedup_by_key(|(span, _)| span.id);
        let look_of = |span: &Span| match view.project().codebook.tag(&span.tag) {
            Some(tag) => Look { colour: tokens.tag(tag.colour), dashes: Tokens::dashes(tag.colour) },
            None => Look { colour: tokens.soft_ink, dashes: &[] },
        };
        for (span, lane) in &marks {
            if *lane == Lane::Under(0) {
                self.paint_fill(&painter, span, tokens.fill(look_of(span).colour), visible);
            }
        }
        self.paint_found(&painter, view, &tokens, visible);
        self.paint_selection(&painter, view, &tokens);
        for placed in &self.placed {
            placed.layout.paint(&painter, article.text.as_str(), placed.top_left, tokens.ink, tokens.soft_ink);
        }
        for (span, lane) in &marks {
            let look = look_of(span);
            match lane {
                Lane::Under(number) => {
                    self.paint_line(&painter, span, *number, look, visible);
                    if view.settings.letters {
                        self.paint_letter(&painter, span, *number, look.colour, view);
                    }
                }
                Lane::Margin(column) => {
                    let letter = view.project().codebook.tag(&span.tag).map_or("", |tag| tag.badge.as_str());
                    self.paint_stripe(&painter, span, *column, look.colour, letter);
                }
            }
        }
        if let Some(span) = view.span() {
            for other in linked_with(article, span) {
                self.paint_linked(&painter, other, look_of(other).colour, visible);
            }
            self.paint_outline(&painter, span, look_of(span).colour, &tokens);
        }
        self.paint_links(&painter, article, view, &tokens);
        if let Some(Gesture::Edge { pieces, .. }) = &self.gesture {
            for rect in pieces.iter().flat_map(|piece| self.rects_of(*piece)) {
                painter.rect_stroke(
                    mark_rect(rect),
                    CornerRadius::same(2),
                    Stroke::new(1.5, tokens.accent),
                    StrokeKind::Outside,
                );
            }
        }
        self.paint_caret(ui, &painter, view, &tokens);
    }

    fn paint_fill(&self, painter: &Painter, span: &Span, fill: Color32, visible: ByteRange) {
        for rect in self.rects_in(span, visible) {
            painter.rect_filled(mark_rect(rect), CornerRadius { nw: 2, ne: 2, sw: 0, se: 0 }, fill);
        }
    }

    fn paint_line(&self, painter: &Painter, span: &Span, lane: usize, look: Look, visible: ByteRange) {
        let Look { colour, dashes } = look;
        for rect in self.rects_in(span, visible) {
            let y = lane_y(rect, lane);
            let line = Rect::from_min_max(
                pos2(rect.min.x, y),
                pos2(rect.max.x, y + if lane == 0 { MARK_LINE } else { INNER_LINE }),
            );
            paint_dashes(painter, line, dashes, colour);
        }
        // A notch where the mark begins tells two marks of one tag apart that touch.
        if let Some(first) = span.pieces.first().filter(|piece| visible.contains(piece.start))
            && let Some(rect) = self.rects_of(*first).first()
        {
            let y = lane_y(*rect, lane);
            let notch = Rect::from_min_size(pos2(rect.min.x, y - 2.0), vec2(2.0, 3.0));
            painter.rect_filled(notch, CornerRadius::ZERO, colour);
        }
    }

    /// The tag's letter at the start of a mark, small, in the white over the words; marks nested at the same place
    /// put theirs side by side. It tells tags apart without colour.
    fn paint_letter(&self, painter: &Painter, span: &Span, lane: usize, colour: Color32, view: &View<'_>) {
        let Some(tag) = view.project().codebook.tag(&span.tag) else { return };
        let Some(first) = span.pieces.first() else { return };
        let Some(rect) = self.rects_of(*first).first().copied().filter(|_| self.visible().contains(first.start)) else {
            return;
        };
        let shift = lane as f32 * LETTER * 0.9;
        let at = pos2(rect.min.x + 1.0 + shift, rect.min.y + rect.height() * FILL_TOP + 1.0);
        painter.text(at, egui::Align2::LEFT_CENTER, &tag.badge, bold(LETTER), colour);
    }

    fn paint_stripe(&self, painter: &Painter, span: &Span, column: usize, colour: Color32, letter: &str) {
        let x = self.column.min.x - 16.0 - STRIPE_PITCH * column as f32;
        for piece in &span.pieces {
            let rects = self.rects_of(*piece);
            let Some(whole) = rects.iter().copied().reduce(Rect::union) else { continue };
            let stripe = Rect::from_min_max(pos2(x, whole.min.y + 2.0), pos2(x + 3.0, whole.max.y - 4.0));
            painter.rect_filled(stripe, CornerRadius::same(1), colour);
            let at = pos2(x + 1.5, whole.min.y.max(self.rect.min.y) + 1.0);
            painter.text(at, egui::Align2::CENTER_BOTTOM, letter, bold(LETTER), colour);
        }
    }

    fn paint_outline(&self, painter: &Painter, span: &Span, colour: Color32, tokens: &Tokens) {
        for piece in &span.pieces {
            let rects = self.rects_of(*piece);
            for rect in &rects {
                painter.rect_stroke(
                    mark_rect(*rect).expand(1.5),
                    CornerRadius::same(3),
                    Stroke::new(1.5, colour),
                    StrokeKind::Outside,
                );
            }
            // Handles at both ends: here the mark can be taken and made longer or shorter.
            for at in self.handles_of(*piece).into_iter().flatten() {
                painter.circle(at, 3.5, tokens.paper, Stroke::new(1.5, colour));
            }
        }
    }

    /// A mark that the chosen one is linked with: framed, but thinner and without handles.
    fn paint_linked(&self, painter: &Painter, span: &Span, colour: Color32, visible: ByteRange) {
        for rect in self.rects_in(span, visible) {
            let frame = mark_rect(rect).expand(1.0);
            painter.rect_stroke(frame, CornerRadius::same(3), Stroke::new(1.0, colour), StrokeKind::Outside);
        }
    }

    fn paint_found(&self, painter: &Painter, view: &View<'_>, tokens: &Tokens, visible: ByteRange) {
        let first = view.find.hits.partition_point(|hit| hit.end <= visible.start);
        for hit in view.find.hits.iter().skip(first).take_while(|hit| hit.start < visible.end) {
            for rect in self.rects_of(*hit) {
                painter.rect_filled(mark_rect(rect), CornerRadius::same(2), tokens.found);
            }
        }
    }

    fn paint_selection(&self, painter: &Painter, view: &View<'_>, tokens: &Tokens) {
        for rect in self.rects_of(view.selection.text()) {
            painter.rect_filled(mark_rect(rect).expand2(vec2(0.0, 1.0)), CornerRadius::same(2), tokens.selection);
        }
    }

    fn paint_caret(&self, ui: &Ui, painter: &Painter, view: &View<'_>, tokens: &Tokens) {
        let has_keyboard = ui.memory(|memory| memory.focused().is_none_or(|id| id == Self::id()));
        if !has_keyboard || view.prompt.is_some() {
            return;
        }
        if let Some(rect) = self.caret_rect(view.selection.head) {
            painter.vline(rect.min.x, mark_rect(rect).y_range(), Stroke::new(1.5, tokens.accent));
        }
    }

    fn rects_in(&self, span: &Span, visible: ByteRange) -> Vec<Rect> {
        let pieces = span.pieces.iter().filter_map(|piece| piece.intersection(visible));
        pieces.flat_map(|piece| self.rects_of(piece)).collect()
    }
}

/// The marks at the other ends of a mark's links.
fn linked_with<'a>(article: &'a Article, span: &Span) -> impl Iterator<Item = &'a Span> {
    let led_to = article.links.from(span.id).filter_map(|link| link.to.span());
    let led_from = article.links.to(span.id).map(|link| link.from);
    led_to.chain(led_from).filter_map(|other| article.span(other))
}

/// Fills a flat rectangle with dashes; with no lengths, as a whole.
fn paint_dashes(painter: &Painter, line: Rect, dashes: &[f32], colour: Color32) {
    if dashes.is_empty() {
        painter.rect_filled(line, CornerRadius::same(1), colour);
        return;
    }
    let mut x = line.min.x;
    for (place, length) in dashes.iter().enumerate().cycle() {
        if x >= line.max.x {
            break;
        }
        if place % 2 == 0 {
            let dash = Rect::from_x_y_ranges(x..=(x + length).min(line.max.x), line.y_range());
            painter.rect_filled(dash, CornerRadius::ZERO, colour);
        }
        x += length;
    }
}

/// The part of a line's rectangle that a mark fills: from over the capitals to the first lane.
pub(super) fn mark_rect(line: Rect) -> Rect {
    let top = line.min.y + line.height() * FILL_TOP;
    Rect::from_min_max(pos2(line.min.x, top), pos2(line.max.x, lane_y(line, 0)))
}

fn lane_y(line: Rect, lane: usize) -> f32 {
    let first = line.min.y + (line.height() * FIRST_LANE).round();
    // The first line is the thicker one; the others keep their distance from its lower edge.
    if lane == 0 { first } else { first + MARK_LINE - INNER_LINE + PITCH * line.height() * lane as f32 }
}
