//! Paints the visible blocks: backgrounds, words, lines under marks, outlines, the caret.

use std::collections::BTreeMap;

use egui::{Align2, Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::{
    contour::around,
    drawn::Drawn,
    geometry::{FILL_TOP, lane_y, mark_rect},
    gesture::Gesture,
    lanes::{Lane, STRIPES},
    links::{paint_arcs, paint_drawn, paint_handle},
    marks::{Marked, pieces_in},
    ornaments::paint_ornaments,
    page::Page,
    words,
};
use crate::{
    model::Span,
    text::ByteRange,
    ui::{
        theme::{Tokens, bold},
        typeset::Inks,
    },
};

/// Distance between stripes in the margin, in points.
const STRIPE_PITCH: f32 = 7.0;
/// Size of the letters over marks and beside stripes, in points.
const LETTER: f32 = 7.0;
/// Size of the number of marks that are not drawn, in points.
const CROWD: f32 = 9.0;
/// How far the notch where a mark begins rises over its line, in points.
const NOTCH: f32 = 2.0;
/// Dashes and gaps of the outline of marks that the selected one is linked with, in points.
const LINKED: [f32; 2] = [2.5, 2.0];

/// How the marks of a tag are drawn.
#[derive(Clone, Copy)]
struct Look {
    colour: Color32,
    dashes: &'static [f32],
}

/// One frame of the article being painted.
pub(super) struct Painting<'f, 'a> {
    /// Paints within the article's rectangle.
    pub painter: &'f Painter,
    /// The colours.
    pub tokens: &'f Tokens,
    /// What is shown.
    pub marked: Marked<'a>,
    /// Where it is on the screen.
    pub page: &'f Page,
    /// The text that can be seen.
    pub visible: ByteRange,
    /// Which of its marks are drawn.
    pub drawn: &'f Drawn,
}

impl Painting<'_, '_> {
    /// Paints everything except what floats over the text.
    pub(super) fn paint(&self, gesture: Option<&Gesture>, has_caret: bool) {
        self.painter.rect_filled(self.page.rect, CornerRadius::ZERO, self.tokens.paper);
        let marks = self.shown();
        for mark in marks.iter().filter(|mark| mark.lane == Lane::Under(0)) {
            self.fill(mark);
        }
        self.found();
        self.selection();
        paint_ornaments(self.painter, self.page, self.tokens);
        let inks = Inks { ink: self.tokens.ink, soft: self.tokens.soft_ink, link: self.tokens.accent };
        for placed in &self.page.placed {
            placed.layout.paint(self.painter, self.marked.article.text.as_str(), placed.top_left, inks);
        }
        let depths = depths(&marks);
        for mark in &marks {
            self.mark(mark, &depths);
        }
        self.crowds();
        self.chosen();
        self.links(gesture);
        if let Some(Gesture::Edge { pieces, .. }) = gesture {
            for piece in pieces {
                self.outline(&self.page.rects_of(*piece), Stroke::new(1.5, self.tokens.accent), None);
            }
        }
        if has_caret {
            self.caret();
        }
    }

    /// The marks that can be seen.
    fn shown(&self) -> Vec<Shown<'_>> {
        let shown = self.drawn.marks.iter().filter_map(|(span_id, lane)| {
            let span = self.marked.marks.get(*span_id)?;
            Some(Shown { span, lane: *lane, rects: self.rects_in(span) })
        });
        shown.collect()
    }

    fn look_of(&self, span: &Span) -> Look {
        let has_patterns = self.marked.view.settings.patterns || self.tokens.without_colour;
        let tag = self.marked.tag(span).filter(|_| has_patterns);
        let dashes = tag.map_or(&[][..], |tag| Tokens::dashes(tag.colour));
        Look { colour: self.marked.colour(span, self.tokens), dashes }
    }

    /// Draws one line around the words in these rectangles; dashed if so wanted.
    fn outline(&self, lines: &[Rect], stroke: Stroke, dashes: Option<[f32; 2]>) {
        for points in around(lines) {
            match dashes {
                None => self.painter.add(Shape::closed_line(points, stroke)),
                Some([dash, gap]) => {
                    let closed: Vec<Pos2> = points.iter().chain(points.first()).copied().collect();
                    self.painter.add(Shape::Vec(Shape::dashed_line(&closed, stroke, dash, gap)))
                }
            };
        }
    }

    fn fill(&self, mark: &Shown<'_>) {
        let fill = self.tokens.fill(self.look_of(mark.span).colour);
        for rect in &mark.rects {
            self.painter.rect_filled(mark_rect(*rect), CornerRadius { nw: 2, ne: 2, sw: 0, se: 0 }, fill);
        }
    }

    /// Paints a mark's line and letter, or its stripe in the margin.
    fn mark(&self, mark: &Shown<'_>, depths: &Depths) {
        let look = self.look_of(mark.span);
        match mark.lane {
            Lane::Under(number) => {
                self.line(mark, number, look, depths);
                let apart = self.drawn.apart().iter().position(|coder| *coder == mark.span.by);
                if let Some(place) = apart {
                    self.letter(mark.span, number, &words::number_of_coder(place), look.colour);
                } else if self.marked.view.settings.letters || self.tokens.without_colour {
                    let badge = self.marked.tag(mark.span).map_or("", |tag| &tag.badge);
                    self.letter(mark.span, number, badge, look.colour);
                }
            }
            Lane::Margin(column) => self.stripe(mark.span, column, look.colour),
        }
    }

    fn line(&self, mark: &Shown<'_>, lane: usize, look: Look, depths: &Depths) {
        let Look { colour, dashes } = look;
        for rect in &mark.rects {
            let y = lane_y(*rect, lane, depth_at(depths, *rect));
            paint_dashes(self.painter, Rect::from_x_y_ranges(rect.x_range(), y), dashes, colour);
        }
        // A notch where a mark begins separates two adjacent marks of one tag.
        if let Some(first) = mark.span.pieces.first().filter(|piece| self.visible.contains(piece.start))
            && let Some(start) = self.page.end_of(*first, true)
        {
            let y = lane_y(start.line, lane, depth_at(depths, start.line));
            let left = if start.opens_right { start.x } else { start.x - 2.0 };
            let notch = Rect::from_min_max(pos2(left, y.min - NOTCH), pos2(left + 2.0, y.max));
            self.painter.rect_filled(notch, CornerRadius::ZERO, colour);
        }
    }

    /// The tag's letter at the start of a mark, small, in the space above the words; marks nested at the same
    /// place have theirs side by side. It distinguishes tags without colour. Where coders are compared, their number.
    fn letter(&self, span: &Span, lane: usize, letter: &str, colour: Color32) {
        let Some(first) = span.pieces.first().filter(|piece| self.visible.contains(piece.start)) else { return };
        let Some(start) = self.page.end_of(*first, true) else { return };
        let shift = 1.0 + lane as f32 * LETTER * 0.9;
        let (x, side) = if start.opens_right {
            (start.x + shift, Align2::LEFT_CENTER)
        } else {
            (start.x - shift, Align2::RIGHT_CENTER)
        };
        let at = pos2(x, start.line.min.y + start.line.height() * FILL_TOP - 2.8);
        self.painter.text(at, side, letter, bold(LETTER), colour);
    }

    fn stripe(&self, span: &Span, column: usize, colour: Color32) {
        let letter = self.marked.tag(span).map_or("", |tag| tag.badge.as_str());
        let x = self.stripe_x(column);
        for (_, piece) in pieces_in(span, self.visible) {
            let rects = self.page.rects_of(piece);
            let Some(whole) = rects.iter().copied().reduce(Rect::union) else { continue };
            let stripe = Rect::from_min_max(pos2(x, whole.min.y + 2.0), pos2(x + 3.0, whole.max.y - 4.0));
            self.painter.rect_filled(stripe, CornerRadius::same(1), colour);
            let at = pos2(x + 1.5, whole.min.y.max(self.page.rect.min.y) + 1.0);
            self.painter.text(at, Align2::CENTER_BOTTOM, letter, bold(LETTER), colour);
        }
    }

    fn stripe_x(&self, column: usize) -> f32 {
        self.page.column.min.x - 16.0 - STRIPE_PITCH * column as f32
    }

    /// Tells in the margin, beside the last stripe, how many marks of a line are not drawn.
    fn crowds(&self) {
        let mut lines: BTreeMap<i32, (Rect, usize)> = BTreeMap::new();
        for crowd in &self.drawn.crowds {
            let Some(line) = self.page.rects_of(crowd.at).first().copied() else { continue };
            lines.entry(line_key(line)).or_insert((line, 0)).1 += crowd.count;
        }
        for (line, count) in lines.into_values() {
            let told = self.painter.layout_no_wrap(words::plus(count), bold(CROWD), self.tokens.soft_ink);
            let left = self.stripe_x(STRIPES - 1) - 2.0 - told.size().x;
            let at = pos2(left.max(self.page.rect.min.x + 2.0), mark_rect(line).center().y - told.size().y / 2.0);
            self.painter.galley(at, told, self.tokens.soft_ink);
        }
    }

    /// Outlines the selected mark, and those that it is linked with: thinner, dashed and without handles.
    fn chosen(&self) {
        let Some(span) = self.marked.chosen() else { return };
        for other in self.drawn.linked.iter().filter_map(|other| self.marked.marks.get(*other)) {
            let stroke = Stroke::new(1.0, self.look_of(other).colour);
            for (_, piece) in pieces_in(other, self.visible) {
                self.outline(&self.page.rects_of(piece), stroke, Some(LINKED));
            }
        }
        let stroke = Stroke::new(1.5, self.look_of(span).colour);
        for (_, piece) in pieces_in(span, self.visible) {
            self.outline(&self.page.rects_of(piece), stroke, None);
            // Handles at both ends: here the mark can be taken and made longer or shorter.
            for (end, is_start) in self.page.ends_of(piece).into_iter().zip([true, false]) {
                let Some(end) = end else { continue };
                self.painter.circle(end.handle(is_start), 3.5, self.tokens.paper, stroke);
            }
        }
    }

    fn links(&self, gesture: Option<&Gesture>) {
        if self.marked.view.settings.arcs {
            paint_arcs(self.painter, self.page, &self.marked, &self.drawn.arcs, self.tokens);
        }
        if let Some(Gesture::Link { at, target, .. }) = gesture {
            paint_drawn(self.painter, self.page, &self.marked, (*target, *at), self.tokens);
        }
        paint_handle(self.painter, self.page, &self.marked, self.tokens);
    }

    fn found(&self) {
        let hits = &self.marked.view.find.hits;
        let first = hits.partition_point(|hit| hit.end <= self.visible.start);
        for hit in hits.iter().skip(first).take_while(|hit| hit.start < self.visible.end) {
            for rect in self.page.rects_of(*hit) {
                self.painter.rect_filled(mark_rect(rect), CornerRadius::same(2), self.tokens.found);
            }
        }
    }

    fn selection(&self) {
        for rect in self.page.rects_of(self.marked.view.selection.text()) {
            let rect = mark_rect(rect).expand2(vec2(0.0, 1.0));
            self.painter.rect_filled(rect, CornerRadius::same(2), self.tokens.selection);
        }
    }

    fn caret(&self) {
        if let Some(rect) = self.page.caret_rect(self.marked.view.selection.head) {
            self.painter.vline(rect.min.x, mark_rect(rect).y_range(), Stroke::new(1.5, self.tokens.accent));
        }
    }

    fn rects_in(&self, span: &Span) -> Vec<Rect> {
        let pieces = pieces_in(span, self.visible).filter_map(|(_, piece)| piece.intersection(self.visible));
        pieces.flat_map(|piece| self.page.rects_of(piece)).collect()
    }
}

/// A mark that can be seen.
struct Shown<'a> {
    span: &'a Span,
    lane: Lane,
    /// Where its words are on the screen, line by line.
    rects: Vec<Rect>,
}

/// The deepest lane in each line of text, by the line's upper edge on the screen.
type Depths = BTreeMap<i32, usize>;

fn depths(marks: &[Shown<'_>]) -> Depths {
    let mut depths = Depths::new();
    for mark in marks {
        let Lane::Under(lane) = mark.lane else { continue };
        for rect in &mark.rects {
            let depth = depths.entry(line_key(*rect)).or_default();
            *depth = lane.max(*depth);
        }
    }
    depths
}

fn depth_at(depths: &Depths, line: Rect) -> usize {
    depths.get(&line_key(line)).copied().unwrap_or_default()
}

fn line_key(line: Rect) -> i32 {
    (line.min.y * 8.0).round() as i32
}

/// Fills a flat rectangle with dashes; with no dashes, the whole of it.
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
