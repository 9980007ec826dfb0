//! What the pointer is on: marks, the handles of the selected mark, the handle that a link is drawn from. Found by
//! offset in the text, never by what was painted.

use egui::{Pos2, vec2};

use super::{
    geometry::mark_rect,
    gesture::Gesture,
    marks::{Marked, pieces_in},
    page::Page,
};
use crate::{
    app::{SessionId, StateMark},
    model::{ArticleId, Layer, LinkKind, Span, SpanId},
    text::ByteOffset,
};

/// How close to the centre of a handle the pointer grabs it, in points.
const GRIP: f32 = 6.0;
/// A line of a mark must be at least this wide to carry the link handle, in points.
const WIDE_ENOUGH: f32 = 60.0;

/// Of more spans at one place than this only the number is told.
const MOST_TOLD: usize = 12;

/// What lies at a place of the text, as long as pointer and marks stay.
#[derive(Debug, Default)]
pub(super) struct Stack {
    found_for: Option<(SessionId, StateMark, ArticleId, Layer, ByteOffset)>,
    first: Vec<SpanId>,
    count: usize,
}

impl Stack {
    /// The first spans over an offset, smallest first, and how many more there are.
    pub(super) fn at<'a>(&mut self, marked: &Marked<'a>, offset: ByteOffset) -> (Vec<&'a Span>, usize) {
        let session = marked.view.session;
        let found_for = Some((session.id(), session.state(), marked.article.id, marked.layer, offset));
        if self.found_for != found_for {
            let all = marked.marks.at(offset);
            let first = all.iter().take(MOST_TOLD).map(|span| span.id).collect();
            *self = Self { found_for, first, count: all.len() };
        }
        let first: Vec<&Span> = self.first.iter().filter_map(|span_id| marked.marks.get(*span_id)).collect();
        let more = self.count - first.len();
        (first, more)
    }
}

/// The spans under the pointer, smallest first; none if the pointer is beside the words.
pub(super) fn spans_at<'a>(page: &Page, marked: &Marked<'a>, pointer: Pos2, offset: ByteOffset) -> Vec<&'a Span> {
    if page.is_on_words(pointer, offset, &marked.article.text) { marked.marks.at(offset) } else { Vec::new() }
}

/// What the pointer would grab here: an edge of the selected span, or the link handle.
pub(super) fn handle_at(page: &Page, marked: &Marked<'_>, pointer: Pos2) -> Option<Gesture> {
    edge_at(page, marked, pointer).or_else(|| link_at(page, marked, pointer))
}

/// The edge of the selected span under the pointer.
fn edge_at(page: &Page, marked: &Marked<'_>, pointer: Pos2) -> Option<Gesture> {
    let span = marked.chosen()?;
    pieces_in(span, page.visible()).find_map(|(piece, range)| {
        let [start, end] = page.ends_of(range);
        let handles = [(true, start), (false, end)];
        let found =
            handles.into_iter().filter_map(|(is_start, end)| Some((is_start, end?.handle(is_start), end?.line)));
        let nearest =
            found.min_by(|(_, one, _), (_, other, _)| pointer.distance(*one).total_cmp(&pointer.distance(*other)));
        let (is_start, handle, line) = nearest.filter(|(_, handle, _)| pointer.distance(*handle) <= GRIP)?;
        let lift = line.center().y - handle.y;
        Some(Gesture::Edge { span: span.id, piece, is_start, lift, pieces: span.pieces.clone() })
    })
}

/// The gesture of drawing a link, if the pointer is on the link handle.
fn link_at(page: &Page, marked: &Marked<'_>, pointer: Pos2) -> Option<Gesture> {
    let handle = link_handle(page, marked).filter(|handle| handle.distance(pointer) <= GRIP)?;
    Some(Gesture::Link { from: marked.chosen()?.id, at: handle, target: None })
}

/// The centre on the screen of the handle from which a link is drawn: over the middle of the first line of the
/// selected mark. None where no link may begin.
pub(super) fn link_handle(page: &Page, marked: &Marked<'_>) -> Option<Pos2> {
    let span = marked.chosen()?;
    let leads = |kind: &&LinkKind| kind.from.contains(&span.tag) && !kind.to.is_empty();
    marked.view.project().codebook.link_kinds.iter().find(leads)?;
    let lines = page.rects_of(*span.pieces.first()?);
    // Not on a short word at the end of a line, where it would cover the handle of the edge.
    let first = lines.iter().find(|line| line.width() >= WIDE_ENOUGH).or(lines.first())?;
    Some(mark_rect(*first).center_top() + vec2(0.0, -2.0))
}

/// The mark that a link from `from` would lead to if the button were released here: the smallest that a kind of link
/// may lead to, otherwise the smallest.
pub(super) fn link_target<'a>(page: &Page, marked: &Marked<'a>, from: &Span, pointer: Pos2) -> Option<&'a Span> {
    let spans = spans_at(page, marked, pointer, page.offset_at(pointer)?);
    let others = || spans.iter().copied().filter(|span| span.id != from.id);
    let kinds = &marked.view.project().codebook.link_kinds;
    let fits = |span: &&Span| kinds.iter().any(|kind| kind.from.contains(&from.tag) && kind.to.contains(&span.tag));
    others().find(fits).or_else(|| others().next())
}
