//! The links of the chosen mark on the page: stubs in the margin, each with the words at the other end; the handle from
//! which a link is drawn to another mark; and, when wanted, all links of the paragraph as arcs.

use std::cmp::Ordering;

use egui::{
    Color32, CursorIcon, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role,
    epaint::CubicBezierShape, pos2, vec2,
};

use super::{
    ArticleView,
    interact::{GRIP, Gesture},
    paint::mark_rect,
};
use crate::{
    analysis::end_name,
    app::{Action, ArticleAction, View},
    model::{Article, Link, LinkEnd, LinkKind, Span, SpanId},
    text::{paragraph_at, visible},
    ui::{
        icons,
        theme::{SMALL_SIZE, STEP, Tokens, UiTokens},
        widgets::paint_cut,
    },
};

/// Height of a stub, in points.
const STUB_HEIGHT: f32 = 17.0;
/// A margin narrower than this shows no stubs, in points; the inspector lists the links all the same.
const NARROWEST: f32 = 72.0;
/// No more stubs than these; the inspector lists them all.
const MOST_STUBS: usize = 12;
/// A line of a mark must be as wide as this to carry the handle, in points.
const WIDE_ENOUGH: f32 = 60.0;
/// How far an arc rises over its ends, in points, at least and at most.
const RISE: [f32; 2] = [14.0, 60.0];

/// What is drawn of one link of the chosen mark.
struct Stub {
    words: String,
    colour: Color32,
    /// Where a click leads, and whether that lies above (less), in or below (greater) what is shown.
    jump: Option<(SpanId, Ordering)>,
}

impl ArticleView {
    /// The centre on the screen of the handle from which a link is drawn: over the middle of the first line of the
    /// chosen mark. None where no link may begin.
    pub fn link_handle(&self, view: &View<'_>) -> Option<Pos2> {
        let span = view.span()?;
        let leads = |kind: &&LinkKind| kind.from.contains(&span.tag) && !kind.to.is_empty();
        view.project().codebook.link_kinds.iter().find(leads)?;
        let lines = self.rects_of(*span.pieces.first()?);
        // Not on the one short word at the end of a line, where it would stand on the handle of the edge.
        let first = lines.iter().find(|line| line.width() >= WIDE_ENOUGH).or(lines.first())?;
        Some(mark_rect(*first).center_top() + vec2(0.0, -2.0))
    }

    /// The gesture of drawing a link, when the pointer takes hold of its handle.
    pub(super) fn link_at(&self, pointer: Pos2, view: &View<'_>) -> Option<Gesture> {
        let handle = self.link_handle(view).filter(|handle| handle.distance(pointer) <= GRIP)?;
        Some(Gesture::Link { from: view.span()?.id, at: handle })
    }

    /// The mark that a link from `from` would lead to, were the button released at a point: the smallest there to which
    /// a kind of link leads, else the smallest.
    pub(super) fn link_target<'a>(
        &self,
        article: &'a Article,
        from: &Span,
        pointer: Pos2,
        view: &View<'_>,
    ) -> Option<&'a Span> {
        let spans = self.spans_at(article, pointer, self.offset_at(pointer)?);
        let others = || spans.iter().copied().filter(|span| span.id != from.id);
        let kinds = &view.project().codebook.link_kinds;
        let fits = |span: &&Span| kinds.iter().any(|kind| kind.from.contains(&from.tag) && kind.to.contains(&span.tag));
        others().find(fits).or_else(|| others().next())
    }

    /// Draws the handle, and the link that is being drawn.
    pub(super) fn paint_links(&self, painter: &Painter, article: &Article, view: &View<'_>, tokens: &Tokens) {
        if view.settings.arcs {
            self.paint_arcs(painter, article, view, tokens);
        }
        if let Some(Gesture::Link { from, at }) = &self.gesture {
            let start = self.link_handle(view).unwrap_or(self.rect.center_top());
            painter.line_segment([start, *at], Stroke::new(1.5, tokens.accent));
            painter.circle_filled(*at, 3.0, tokens.accent);
            let target = article.span(*from).and_then(|from| self.link_target(article, from, *at, view));
            for rect in target.iter().flat_map(|span| &span.pieces).flat_map(|piece| self.rects_of(*piece)) {
                let frame = mark_rect(rect).expand(2.0);
                painter.rect_stroke(frame, 3.0, Stroke::new(2.0, tokens.accent), egui::StrokeKind::Outside);
            }
        }
        if let (Some(handle), Some(span)) = (self.link_handle(view), view.span()) {
            let colour = view.project().codebook.tag(&span.tag).map_or(tokens.soft_ink, |tag| tokens.tag(tag.colour));
            // A diamond, so that it is not taken for a handle of an edge.
            let corners = [vec2(0.0, -4.5), vec2(4.5, 0.0), vec2(0.0, 4.5), vec2(-4.5, 0.0)].map(|by| handle + by);
            painter.add(Shape::convex_polygon(corners.into(), tokens.paper, Stroke::new(1.5, colour)));
        }
    }

    /// All links between marks of the paragraph at the caret, as arcs over the words.
    fn paint_arcs(&self, painter: &Painter, article: &Article, view: &View<'_>, tokens: &Tokens) {
        let at = view.span().map_or(view.selection.head, |span| span.start());
        let paragraph = paragraph_at(&article.text, at);
        let mut claims: Vec<&Span> = article.spans.pieces_in(paragraph).map(|(_, span)| span).collect();
        claims.sort_by_key(|span| span.id);
        claims.dedup_by_key(|span| span.id);
        let top_of = |span: &Span| {
            let lines = span.pieces.first().map(|piece| self.rects_of(*piece)).unwrap_or_default();
            lines.first().map(|line| mark_rect(*line).center_top())
        };
        let links = claims.into_iter().flat_map(|claim| article.links.from(claim.id).map(move |link| (claim, link)));
        for (claim, link) in links {
            let Some(other) = link.to.span().and_then(|id| article.span(id)) else { continue };
            let (Some(from), Some(to)) = (top_of(claim), top_of(other)) else { continue };
            let colour = view.project().codebook.tag(&other.tag).map_or(tokens.soft_ink, |tag| tokens.tag(tag.colour));
            let rise = vec2(0.0, -(from.distance(to) * 0.3).clamp(RISE[0], RISE[1]));
            let points = [from, from + rise, to + rise, to];
            let arc = CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, (1.5, colour));
            painter.add(arc);
            painter.circle_filled(to, 2.5, colour);
        }
    }

    /// Shows the stubs beside the first line of the chosen mark that can be seen; a click leads to the other end.
    pub(super) fn stubs_ui(&self, ui: &mut Ui, article: &Article, view: &View<'_>, actions: &mut Vec<Action>) {
        let left = self.column.max.x + STEP * 2.0;
        let width = self.rect.max.x - 16.0 - left;
        let Some(span) = view.span().filter(|_| width >= NARROWEST) else { return };
        let lines: Vec<Rect> = span.pieces.iter().flat_map(|piece| self.rects_of(*piece)).collect();
        let first = lines.iter().find(|line| line.max.y > self.rect.min.y && line.min.y < self.rect.max.y);
        let Some(first) = first else { return };
        let top = first.min.y.max(self.rect.min.y + 2.0);
        let tokens = ui.tokens();
        for (place, stub) in self.stubs(article, span, view, &tokens).into_iter().enumerate() {
            let at = pos2(left, top + STUB_HEIGHT * place as f32);
            let rect = Rect::from_min_size(at, vec2(width, STUB_HEIGHT));
            if rect.max.y <= self.rect.max.y {
                stub_ui(ui, rect, &stub, place, article, &tokens, actions);
            }
        }
    }

    fn stubs(&self, article: &Article, span: &Span, view: &View<'_>, tokens: &Tokens) -> Vec<Stub> {
        let kind_name = |link: &Link| {
            view.project().codebook.link_kind(&link.kind).map_or(link.kind.as_str(), |kind| &kind.name).to_lowercase()
        };
        let shown = self.visible();
        let stub = |title: String, end: LinkEnd| {
            let other = end.span().and_then(|id| article.span(id));
            let tag = other.and_then(|other| view.project().codebook.tag(&other.tag));
            let words = end_name(view.project(), article, end);
            let side = |other: &Span| match other.hull() {
                at if at.end <= shown.start => Ordering::Less,
                at if at.start >= shown.end => Ordering::Greater,
                _ => Ordering::Equal,
            };
            Stub {
                words: format!("{title} {}", visible(&words).replace('\n', " ")),
                colour: tag.map_or(tokens.soft_ink, |tag| tokens.tag(tag.colour)),
                jump: other.map(|other| (other.id, side(other))),
            }
        };
        let mut from: Vec<&Link> = article.links.from(span.id).collect();
        from.sort_by_key(|link| (std::cmp::Reverse(link.kind.as_str() == "said-by"), link.kind.clone(), link.order));
        let led_to = from.into_iter().map(|link| stub(kind_name(link), link.to));
        let led_from =
            article.links.to(span.id).map(|link| stub(format!("‹ {}:", kind_name(link)), LinkEnd::Span(link.from)));
        led_to.chain(led_from).take(MOST_STUBS).collect()
    }
}

fn stub_ui(
    ui: &mut Ui,
    rect: Rect,
    stub: &Stub,
    place: usize,
    article: &Article,
    tokens: &Tokens,
    actions: &mut Vec<Action>,
) {
    let sense = if stub.jump.is_some() { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, ui.scope_id().with(("stub", place)), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &stub.words));
    let arrow = match stub.jump {
        Some((_, Ordering::Less)) => icons::UP,
        Some((_, Ordering::Greater)) => icons::DOWN,
        _ => "",
    };
    let ink = if response.hovered() && stub.jump.is_some() { tokens.accent } else { tokens.soft_ink };
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.circle_filled(pos2(rect.min.x + 3.0, rect.center().y), 3.0, stub.colour);
    let text = format!("{arrow} {}", stub.words).trim_start().to_owned();
    paint_cut(&painter, pos2(rect.min.x + 11.0, rect.center().y), &text, SMALL_SIZE, ink, rect.width() - 12.0);
    if let Some((other, _)) = stub.jump {
        let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&stub.words);
        if response.clicked() {
            actions.push(Action::Article(ArticleAction::JumpTo(article.id, other)));
        }
    }
}
