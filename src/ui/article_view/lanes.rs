//! Where each mark is drawn when marks overlap: a fill for the outermost, a line in its own lane for each further one,
//! a stripe in the margin for what is very long or nested too deep.

use std::collections::BTreeMap;

use super::marks::Marks;
use crate::{
    model::{Span, SpanId},
    text::{ByteOffset, ByteRange},
};

/// Number of lanes under a line of text.
pub(super) const LANES: usize = 6;
/// A span longer than this, in bytes, is drawn in the margin.
pub(super) const LONG_BYTES: u32 = 2_000;
/// How far beyond the visible text clusters of overlapping marks are followed, in bytes. Beyond that, lanes may
/// start over.
const REACH: u32 = 64 * 1024;
/// How many very long spans are followed to find a column in the margin.
const DEEPEST: usize = 8;
/// Number of columns of stripes in the margin.
const STRIPES: usize = 4;

/// Where a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    /// Under the words: lane 0 has the fill, the others lines below it.
    Under(usize),
    /// In the margin, in this column from the text outwards.
    Margin(usize),
}

/// The lanes of all marks that touch `visible`. The same marks get the same lanes however far the text is scrolled,
/// because a cluster of overlapping marks is followed to both its ends.
pub(super) fn lanes(marks: Marks<'_>, visible: ByteRange) -> BTreeMap<SpanId, Lane> {
    let mut all = BTreeMap::new();
    let mut placed: Vec<(&Span, Lane)> = Vec::new();
    for span in marks.touching(cluster_around(marks, visible)) {
        let lane = if is_long(span) { Lane::Margin(stripe(marks, span, 0)) } else { free_lane(&placed, span) };
        all.insert(span.id, lane);
        if !is_long(span) {
            // Spans come in the order of their starts: one that has ended is never in the way again.
            placed.retain(|(other, _)| other.hull().end > span.start());
            placed.push((span, lane));
        }
    }
    all
}

/// Outer spans before inner ones.
fn order(span: &Span) -> (ByteOffset, std::cmp::Reverse<u32>, SpanId) {
    (span.start(), std::cmp::Reverse(span.len()), span.id)
}

fn free_lane(placed: &[(&Span, Lane)], span: &Span) -> Lane {
    let in_the_way: Vec<Lane> =
        placed.iter().filter(|(other, _)| overlap(other, span)).map(|(_, lane)| *lane).collect();
    let under = (0..LANES).map(Lane::Under);
    let beside = (0..STRIPES).map(Lane::Margin);
    under.chain(beside).find(|lane| !in_the_way.contains(lane)).unwrap_or(Lane::Margin(STRIPES - 1))
}

/// The column of a very long span: the first that no earlier long span over its start has.
fn stripe(marks: Marks<'_>, span: &Span, depth: usize) -> usize {
    if depth > DEEPEST {
        return 0;
    }
    let earlier = marks.at(span.start()).into_iter().filter(|other| is_long(other) && order(other) < order(span));
    let taken: Vec<usize> = earlier.map(|other| stripe(marks, other, depth + 1)).collect();
    (0..STRIPES).find(|column| !taken.contains(column)).unwrap_or(STRIPES - 1)
}

/// Whether a span is so long that its fill would colour whole pages.
pub(super) fn is_long(span: &Span) -> bool {
    span.pieces.iter().any(|piece| piece.len() > LONG_BYTES)
}

fn overlap(one: &Span, other: &Span) -> bool {
    one.pieces.iter().any(|piece| other.pieces.iter().any(|with| piece.overlaps(*with)))
}

/// The visible text, with everything connected to it by a chain of overlapping short spans.
fn cluster_around(marks: Marks<'_>, visible: ByteRange) -> ByteRange {
    let floor = ByteOffset(visible.start.0.saturating_sub(REACH));
    let ceiling = ByteOffset(visible.end.0.saturating_add(REACH));
    let mut cluster = visible;
    loop {
        let mut wider = cluster;
        for (_, span) in marks.pieces_in(cluster).filter(|(_, span)| !is_long(span)) {
            let hull = span.hull();
            wider.start = wider.start.min(hull.start.max(floor));
            wider.end = wider.end.max(hull.end.min(ceiling));
        }
        if wider == cluster {
            return cluster;
        }
        cluster = wider;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{CoderId, Id, Layer, Spans, TagId, Time};

    fn lanes(spans: &Spans, visible: ByteRange) -> BTreeMap<SpanId, Lane> {
        super::lanes(Marks::new(spans, Layer::All), visible)
    }

    fn id(number: usize) -> Id {
        let mut bits = [0u8; 10];
        bits[8..].copy_from_slice(&(number as u16).to_be_bytes());
        Id::from_bits(bits)
    }

    /// Spans of these pieces (start, length).
    fn in_pieces(all: &[Vec<(usize, usize)>]) -> Spans {
        let make = |(number, pieces): (usize, &Vec<(usize, usize)>)| {
            let mut pieces: Vec<ByteRange> =
                pieces.iter().map(|(start, len)| ByteRange::new(*start, start + len)).collect();
            pieces.sort();
            pieces.dedup_by(|next, one| next.start < one.end);
            Span::new(SpanId(id(number)), TagId::new("t"), pieces, CoderId(id(0)), Time(0))
        };
        all.iter().enumerate().map(make).collect()
    }

    fn spans(ranges: &[(usize, usize)]) -> Spans {
        in_pieces(&ranges.iter().map(|range| vec![*range]).collect::<Vec<_>>())
    }

    #[test]
    fn six_deep_lie_in_six_lanes_and_the_seventh_in_the_margin() {
        let nested: Vec<(usize, usize)> = (0..8).map(|n| (n, 100 - 2 * n)).collect();
        let all = lanes(&spans(&nested), ByteRange::new(0, 200));
        let mut found: Vec<Lane> = all.into_values().collect();
        found.sort_by_key(|lane| match lane {
            Lane::Under(n) => *n,
            Lane::Margin(n) => 100 + n,
        });
        let expected: Vec<Lane> = (0..LANES).map(Lane::Under).chain([Lane::Margin(0), Lane::Margin(1)]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_very_long_span_stands_in_the_margin_and_the_others_are_as_if_alone() {
        let all = lanes(&spans(&[(0, 50_000), (10, 20)]), ByteRange::new(0, 200));
        let found: Vec<Lane> = all.into_values().collect();
        assert_eq!(found, [Lane::Margin(0), Lane::Under(0)]);
    }

    #[test]
    fn marks_of_other_layers_take_no_lane() {
        let mut all: Vec<Span> = spans(&[(0, 50), (10, 20)]).iter().cloned().collect();
        let other = CoderId(Id::LAST);
        all[0].by = other;
        let inner = all[1].id;
        let spans: Spans = all.into_iter().collect();
        let seen = super::lanes(Marks::new(&spans, Layer::Coder(CoderId(id(0)))), ByteRange::new(0, 100));
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [(inner, Lane::Under(0))]);
        assert_eq!(lanes(&spans, ByteRange::new(0, 100))[&inner], Lane::Under(1));
    }

    proptest! {
        #[test]
        fn overlapping_spans_never_share_a_lane_and_scrolling_changes_nothing(
            ranges in prop::collection::vec(
                prop::collection::vec((0usize..9000, prop_oneof![9 => 1usize..120, 1 => 2001usize..6000]), 1..3),
                1..50,
            ),
            window in (0usize..9000, 1usize..600),
        ) {
            let spans = in_pieces(&ranges);
            let all = lanes(&spans, ByteRange::new(0, 16_000));
            let listed: Vec<&Span> = spans.iter().collect();
            for (place, one) in listed.iter().enumerate() {
                for other in listed.iter().skip(place + 1) {
                    if overlap(one, other) && matches!(all[&one.id], Lane::Under(_)) {
                        prop_assert_ne!(all[&one.id], all[&other.id]);
                    }
                }
            }
            let visible = ByteRange::new(window.0, window.0 + window.1);
            for (span_id, lane) in lanes(&spans, visible) {
                if spans.get(span_id).is_some_and(|span| span.pieces.iter().any(|piece| piece.overlaps(visible))) {
                    prop_assert_eq!(lane, all[&span_id]);
                }
            }
        }
    }
}
