//! Which mark is drawn where, when marks overlap: a fill for the outermost, a line in a lane of its own for each
//! further one, a stripe in the margin for what is very long or too deep.

use std::collections::BTreeMap;

use crate::{
    model::{Span, SpanId, Spans},
    text::{ByteOffset, ByteRange},
};

/// How many lanes there are under a line of text.
pub const LANES: usize = 6;
/// A span longer than this, in bytes, is drawn in the margin.
pub const LONG_BYTES: u32 = 2_000;
/// How far beyond the visible text clusters of overlapping marks are followed, in bytes. Farther away, lanes may
/// begin anew.
const REACH: u32 = 64 * 1024;
/// How many columns of stripes the margin has.
const STRIPES: usize = 4;

/// Where a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Under the words: lane 0 has the fill, the others lines below it.
    Under(usize),
    /// In the margin, in this column from the text outwards.
    Margin(usize),
}

/// The lanes of all spans that touch `visible`. The same spans get the same lanes wherever the window stands, for a
/// cluster of overlapping spans is followed to its beginning.
pub fn lanes(spans: &Spans, visible: ByteRange) -> BTreeMap<SpanId, Lane> {
    let cluster = cluster_around(spans, visible);
    let mut touching: Vec<&Span> = spans.pieces_in(cluster).map(|(_, span)| span).collect();
    touching.sort_by_key(|span| (span.start(), std::cmp::Reverse(span.len()), span.id));
    touching.dedup_by_key(|span| span.id);
    let mut placed: Vec<(&Span, Lane)> = Vec::with_capacity(touching.len());
    for span in touching {
        // Spans come in the order of their starts, so only those that have not ended can be in the way.
        let in_the_way: Vec<Lane> = placed
            .iter()
            .filter(|(other, _)| other.hull().end > span.start() && overlap(other, span))
            .map(|(_, lane)| *lane)
            .collect();
        let free = |make: fn(usize) -> Lane, count: usize| (0..count).map(make).find(|lane| !in_the_way.contains(lane));
        let under = if is_long(span) { None } else { free(Lane::Under, LANES) };
        let lane = under.or_else(|| free(Lane::Margin, STRIPES)).unwrap_or(Lane::Margin(STRIPES - 1));
        placed.push((span, lane));
        if placed.len() > 4 * LANES {
            placed = keep_open(placed, span.start(), visible);
        }
    }
    placed.into_iter().map(|(span, lane)| (span.id, lane)).collect()
}

/// Whether a span is so long that its fill would colour whole pages.
pub fn is_long(span: &Span) -> bool {
    span.pieces.iter().any(|piece| piece.len() > LONG_BYTES)
}

/// Drops what can no longer be in the way and is not asked for.
fn keep_open(placed: Vec<(&Span, Lane)>, from: ByteOffset, visible: ByteRange) -> Vec<(&Span, Lane)> {
    placed
        .into_iter()
        .filter(|(span, _)| span.hull().end > from || span.pieces.iter().any(|piece| piece.overlaps(visible)))
        .collect()
}

fn overlap(one: &Span, other: &Span) -> bool {
    one.pieces.iter().any(|piece| other.pieces.iter().any(|with| piece.overlaps(*with)))
}

/// The visible text with everything to its left that a chain of overlapping short spans connects to it.
fn cluster_around(spans: &Spans, visible: ByteRange) -> ByteRange {
    let floor = visible.start.0.saturating_sub(REACH);
    let mut start = visible.start;
    loop {
        let here = ByteRange { start, end: ByteOffset(start.0 + 1) };
        let earliest = spans.pieces_in(here).filter(|(_, span)| !is_long(span)).map(|(_, span)| span.start()).min();
        match earliest {
            Some(earlier) if earlier < start && earlier.0 >= floor => start = earlier,
            _ => return ByteRange { start, end: visible.end },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{CoderId, Id, TagId, Time};

    fn spans(ranges: &[(usize, usize)]) -> Spans {
        let make = |(n, (start, len)): (usize, &(usize, usize))| {
            let mut bits = [0u8; 10];
            bits[8..].copy_from_slice(&(n as u16).to_be_bytes());
            let pieces = vec![ByteRange::new(*start, start + len)];
            Span::new(SpanId(Id::from_bits(bits)), TagId::new("t"), pieces, CoderId(Id::from_bits([0; 10])), Time(0))
        };
        ranges.iter().enumerate().map(make).collect()
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

    proptest! {
        #[test]
        fn overlapping_spans_never_share_a_lane_and_scrolling_changes_nothing(
            ranges in prop::collection::vec((0usize..3000, 1usize..120), 1..60),
            window in (0usize..3000, 1usize..600),
        ) {
            let spans = spans(&ranges);
            let all = lanes(&spans, ByteRange::new(0, 4000));
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
                if spans.get(span_id).is_some_and(|span| span.hull().overlaps(visible)) {
                    prop_assert_eq!(lane, all[&span_id]);
                }
            }
        }
    }
}
