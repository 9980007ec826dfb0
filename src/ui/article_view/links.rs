//! The selected mark's links on the page: stubs in the margin, each with the words at the other end; the handle from
//! which a link is drawn to another mark; and, if wanted, all links of the paragraph as arcs.

use std::cmp::Ordering;

use egui::{
    Color32, CursorIcon, Id, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role,
    epaint::CubicBezierShape, pos2, vec2,
};

use super::{
    contour::around,
    drawn::Led,
    geometry::mark_rect,
    hits::link_handle,
    marks::{Marked, pieces_in},
    page::Page,
};
use crate::{
    app::{Action, ArticleAction},
    model::{Span, SpanId},
    ui::{
        icons,
        theme::{SMALL_SIZE, STEP, Tokens, UiTokens},
        widgets::{Hint, paint_cut},
    },
};

/// Height of a stub, in points.
const STUB_HEIGHT: f32 = 17.0;
/// A margin narrower than this shows no stubs, in points; the inspector lists the links all the same.
const NARROWEST: f32 = 72.0;
/// How far an arc rises over its ends, in points, at least and at most.
const RISE: [f32; 2] = [14.0, 60.0];

/// Draws the link that is being drawn to a mark, or to a point.
pub(super) fn paint_drawn(
    painter: &Painter,
    page: &Page,
    marked: &Marked<'_>,
    (target, at): (Option<SpanId>, Pos2),
    tokens: &Tokens,
) {
    let start = link_handle(page, marked).unwrap_or(page.rect.center_top());
    painter.line_segment([start, at], Stroke::new(1.5, tokens.accent));
    painter.circle_filled(at, 3.0, tokens.accent);
    let target = target.and_then(|target| marked.marks.get(target));
    let pieces = target.into_iter().flat_map(|span| pieces_in(span, page.visible()));
    for points in pieces.flat_map(|(_, piece)| around(&page.rects_of(piece))) {
        painter.add(Shape::closed_line(points, Stroke::new(2.0, tokens.accent)));
    }
}

/// Draws the handle from which a link of the selected mark is drawn.
pub(super) fn paint_handle(painter: &Painter, page: &Page, marked: &Marked<'_>, tokens: &Tokens) {
    let (Some(handle), Some(span)) = (link_handle(page, marked), marked.chosen()) else { return };
    // A diamond, so that it is not mistaken for the handle of an edge.
    let corners = [vec2(0.0, -4.5), vec2(4.5, 0.0), vec2(0.0, 4.5), vec2(-4.5, 0.0)].map(|by| handle + by);
    let stroke = Stroke::new(1.5, marked.colour(span, tokens));
    painter.add(Shape::convex_polygon(corners.into(), tokens.paper, stroke));
}

/// All links between marks of the paragraph at the caret, as arcs over the words.
pub(super) fn paint_arcs(
    painter: &Painter,
    page: &Page,
    marked: &Marked<'_>,
    arcs: &[(SpanId, SpanId)],
    tokens: &Tokens,
) {
    let top_of = |span: &Span| {
        let lines = span.pieces.first().map(|piece| page.rects_of(*piece)).unwrap_or_default();
        lines.first().map(|line| mark_rect(*line).center_top())
    };
    for (claim, other) in arcs {
        let (Some(claim), Some(other)) = (marked.marks.get(*claim), marked.marks.get(*other)) else { continue };
        let (Some(from), Some(to)) = (top_of(claim), top_of(other)) else { continue };
        let colour = marked.colour(other, tokens);
        let rise = vec2(0.0, -(from.distance(to) * 0.3).clamp(RISE[0], RISE[1]));
        let points = [from, from + rise, to + rise, to];
        let arc = CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, (1.5, colour));
        painter.add(arc);
        painter.circle_filled(to, 2.5, colour);
    }
}

/// One link of the selected mark as it is drawn.
struct Stub<'d> {
    words: &'d str,
    colour: Color32,
    /// Where a click leads, and whether that is above (less), within or below (greater) the visible text.
    jump: Option<(SpanId, Ordering)>,
}

/// Shows the stubs beside the first line of the selected mark that can be seen; a click leads to the other end.
pub(super) fn stubs_ui(
    ui: &mut Ui,
    id: Id,
    page: &Page,
    marked: &Marked<'_>,
    links: &[Led],
    actions: &mut Vec<Action>,
) {
    let left = page.column.max.x + STEP * 2.0;
    let width = page.rect.max.x - 16.0 - left;
    let Some(span) = marked.chosen().filter(|_| width >= NARROWEST) else { return };
    let mut lines = pieces_in(span, page.visible()).flat_map(|(_, piece)| page.rects_of(piece));
    let Some(first) = lines.find(|line| line.max.y > page.rect.min.y && line.min.y < page.rect.max.y) else { return };
    let top = first.min.y.max(page.rect.min.y + 2.0);
    for (place, led) in links.iter().enumerate() {
        let at = pos2(left, top + STUB_HEIGHT * place as f32);
        let rect = Rect::from_min_size(at, vec2(width, STUB_HEIGHT));
        if rect.max.y <= page.rect.max.y
            && let Some(other) = stub_ui(ui, id.with(("stub", place)), rect, &stub(page, marked, led, &ui.tokens()))
        {
            actions.push(Action::Article(ArticleAction::JumpTo(marked.article.id, other)));
        }
    }
}

fn stub<'d>(page: &Page, marked: &Marked<'_>, led: &'d Led, tokens: &Tokens) -> Stub<'d> {
    let shown = page.visible();
    let side = |other: &Span| match other.hull() {
        at if at.end <= shown.start => Ordering::Less,
        at if at.start >= shown.end => Ordering::Greater,
        _ => Ordering::Equal,
    };
    let other = led.other.and_then(|other| marked.marks.get(other));
    Stub {
        words: &led.words,
        colour: other.map_or(tokens.soft_ink, |other| marked.colour(other, tokens)),
        jump: other.map(|other| (other.id, side(other))),
    }
}

/// Shows a stub; returns the mark at its end when it was clicked.
fn stub_ui(ui: &Ui, id: Id, rect: Rect, stub: &Stub<'_>) -> Option<SpanId> {
    let tokens = ui.tokens();
    let sense = if stub.jump.is_some() { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, stub.words));
    let arrow = match stub.jump {
        Some((_, Ordering::Less)) => icons::UP,
        Some((_, Ordering::Greater)) => icons::DOWN,
        Some((_, Ordering::Equal)) | None => "",
    };
    let ink = if response.hovered() && stub.jump.is_some() { tokens.accent } else { tokens.soft_ink };
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.circle_filled(pos2(rect.min.x + 3.0, rect.center().y), 3.0, stub.colour);
    let text = format!("{arrow} {}", stub.words);
    let left = pos2(rect.min.x + 11.0, rect.center().y);
    paint_cut(&painter, left, text.trim_start(), SMALL_SIZE, ink, rect.width() - 12.0);
    let (other, _) = stub.jump?;
    let response = response.on_hover_cursor(CursorIcon::PointingHand).hint(stub.words);
    response.clicked().then_some(other)
}
