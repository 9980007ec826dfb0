//! Where each mark is drawn when marks overlap: a fill for the outermost, a line in its own lane for each further one,
//! a stripe in the margin for what is very long or nested too deep. Of what is nested deeper still, only the number is told.

use std::collections::{BTreeMap, HashSet};

use super::marks::Marks;
use crate::{
    model::{CoderId, Span, SpanId},
    text::{ByteOffset, ByteRange},
};

/// Number of lanes under a line of text.
pub(super) const LANES: usize = 6;
/// A span longer than this, in bytes, is drawn in the margin.
pub(super) const LONG_BYTES: u32 = 2_000;
/// How far beyond the visible text clusters of overlapping marks are looked for at first, and followed at most, in bytes.
/// Beyond that, lanes may start over.
const REACH: (u32, u32) = (2 * 1024, 64 * 1024);
/// How often it is looked for very long spans that begin earlier, to find columns in the margin.
const DEEPEST: usize = 8;
/// Number of columns of stripes in the margin.
pub(super) const STRIPES: usize = 4;

/// Where a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    /// Under the words: lane 0 has the fill, the others lines below it.
    Under(usize),
    /// In the margin, in this column from the text outwards.
    Margin(usize),
}

/// The marks that touch a text, with their lanes.
#[derive(Debug, Default)]
pub(super) struct Lanes<'a> {
    /// Those that are drawn, in text order.
    pub drawn: Vec<(&'a Span, Lane)>,
    /// Those for which no lane is free, in text order.
    pub crowded: Vec<&'a Span>,
}

/// The lanes of all marks that touch `visible`. The same marks get the same lanes however far the text is scrolled,
/// because a cluster of overlapping marks is followed to both its ends. The marks of coders who are drawn `apart` have lines
/// of their own, in this order, and no fill.
pub(super) fn lanes<'a>(marks: Marks<'a>, visible: ByteRange, apart: &[CoderId]) -> Lanes<'a> {
    let mut lanes = Lanes::default();
    let stripes = || (0..STRIPES).map(Lane::Margin);
    let empty = |lane: Lane| (lane, Cover::default());
    let own = |place: usize| own_lanes(place, apart.len()).map(Lane::Under).chain(stripes()).map(empty).collect();
    let mut own: Vec<Vec<(Lane, Cover)>> = (0..apart.len()).map(own).collect();
    let mut short: Vec<(Lane, Cover)> = (0..LANES).map(Lane::Under).chain(stripes()).map(empty).collect();
    let mut long = long_around(marks, visible);
    let touching: HashSet<SpanId> = marks.within(visible).iter().map(|span| span.id).collect();
    let mut spans = marks.touching(cluster_around(marks, visible));
    spans.retain(|span| !is_long(span));
    spans.append(&mut long);
    spans.sort_by_key(|span| order(span));
    let mut stripes: Vec<(Lane, Cover)> = (0..STRIPES).map(|place| (Lane::Margin(place), Cover::default())).collect();
    for span in spans {
        let lane = if is_long(span) {
            // A stripe is as long as its mark: two are side by side where the later one begins.
            let start = ByteRange { start: span.start(), end: ByteOffset(span.start().0.saturating_add(1)) };
            take(&mut stripes, span, |cover| cover.touches(start))
        } else {
            let place = apart.iter().position(|coder| *coder == span.by);
            let free = place.and_then(|place| own.get_mut(place)).unwrap_or(&mut short);
            take(free, span, |cover| span.pieces.iter().any(|piece| cover.touches(*piece)))
        };
        if touching.contains(&span.id) {
            match lane {
                Some(lane) => lanes.drawn.push((span, lane)),
                None => lanes.crowded.push(span),
            }
        }
    }
    lanes
}

/// The lines of one of several coders: as many for each as there is room for, and at least one.
fn own_lanes(place: usize, coders: usize) -> std::ops::Range<usize> {
    let each = ((LANES - 1) / coders.max(1)).max(1);
    let first = 1 + place * each;
    first.min(LANES)..(first + each).min(LANES)
}

/// Outer spans before inner ones.
fn order(span: &Span) -> (ByteOffset, std::cmp::Reverse<u32>, SpanId) {
    (span.start(), std::cmp::Reverse(span.len()), span.id)
}

/// Takes the first lane in which nothing is in the way.
fn take(lanes: &mut [(Lane, Cover)], span: &Span, is_in_the_way: impl Fn(&Cover) -> bool) -> Option<Lane> {
    let (lane, cover) = lanes.iter_mut().find(|(_, cover)| !is_in_the_way(cover))?;
    span.pieces.iter().for_each(|piece| cover.add(*piece));
    Some(*lane)
}

/// What the marks of a lane cover: stretches that don't overlap, by their starts.
#[derive(Debug, Default)]
struct Cover(BTreeMap<ByteOffset, ByteOffset>);

impl Cover {
    fn touches(&self, range: ByteRange) -> bool {
        self.0.range(..range.end).next_back().is_some_and(|(_, end)| *end > range.start)
    }

    fn add(&mut self, range: ByteRange) {
        let ByteRange { mut start, mut end } = range;
        while let Some((other, other_end)) = self.0.range(..=end).next_back().map(|(start, end)| (*start, *end))
            && other_end >= start
        {
            self.0.remove(&other);
            (start, end) = (start.min(other), end.max(other_end));
        }
        self.0.insert(start, end);
    }
}

/// The very long spans that touch a text, and those earlier ones that their columns depend on.
fn long_around(marks: Marks<'_>, visible: ByteRange) -> Vec<&Span> {
    let mut range = visible;
    for _ in 0..DEEPEST {
        let long = marks.within(range).into_iter().filter(|span| is_long(span));
        let start = long.map(|span| span.start()).min().unwrap_or(range.start);
        if start >= range.start {
            break;
        }
        range.start = start;
    }
    marks.touching(range).into_iter().filter(|span| is_long(span)).collect()
}

/// Whether a span is so long that its fill would colour whole pages.
pub(super) fn is_long(span: &Span) -> bool {
    span.pieces.iter().any(|piece| piece.len() > LONG_BYTES)
}

/// The visible text, with everything connected to it by a chain of overlapping short spans.
fn cluster_around(marks: Marks<'_>, visible: ByteRange) -> ByteRange {
    let (mut reach, most) = REACH;
    loop {
        let start = ByteOffset(visible.start.0.saturating_sub(reach));
        let around = ByteRange { start, end: ByteOffset(visible.end.0.saturating_add(reach)) };
        let mut connected = Cover::default();
        connected.add(visible);
        let short = marks.within(around).into_iter().filter(|span| !is_long(span));
        for hull in short.map(|span| span.hull()) {
            connected.add(ByteRange { start: hull.start.max(start), end: hull.end.min(around.end) });
        }
        let cluster = connected.0.range(..=visible.start).next_back();
        let cluster = cluster.map_or(visible, |(start, end)| ByteRange { start: *start, end: *end });
        let is_whole = (start.0 == 0 || cluster.start > start) && cluster.end < around.end;
        if is_whole || reach >= most {
            return cluster;
        }
        reach = reach.saturating_mul(4).min(most);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{CoderId, Id, Layer, Spans, TagId, Time};

    fn overlap(one: &Span, other: &Span) -> bool {
        one.pieces.iter().any(|piece| other.pieces.iter().any(|with| piece.overlaps(*with)))
    }

    /// The lanes of all that touch a text; those for which none is free are taken for the last.
    fn lanes_of(marks: Marks<'_>, visible: ByteRange) -> BTreeMap<SpanId, Lane> {
        let Lanes { drawn, crowded } = super::lanes(marks, visible, &[]);
        let crowded = crowded.into_iter().map(|span| (span, Lane::Margin(STRIPES - 1)));
        drawn.into_iter().chain(crowded).map(|(span, lane)| (span.id, lane)).collect()
    }

    fn lanes(spans: &Spans, visible: ByteRange) -> BTreeMap<SpanId, Lane> {
        lanes_of(Marks::new(spans, Layer::All), visible)
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
    fn each_coder_who_is_drawn_apart_has_lines_of_their_own() {
        let coders = [CoderId(id(1)), CoderId(id(2))];
        let both = |number: usize| {
            let mut span = in_pieces(&[vec![(0, 10)]]).iter().next().unwrap().clone();
            (span.id, span.by) = (SpanId(id(number)), coders[number % 2]);
            span
        };
        let spans: Spans = (0..4).map(both).collect();
        let found = super::lanes(Marks::new(&spans, Layer::All), ByteRange::new(0, 20), &coders);
        let of = |coder| found.drawn.iter().filter(move |(span, _)| span.by == coder).map(|(_, lane)| *lane);
        assert_eq!(of(coders[0]).collect::<Vec<_>>(), [Lane::Under(1), Lane::Under(2)]);
        assert_eq!(of(coders[1]).collect::<Vec<_>>(), [Lane::Under(3), Lane::Under(4)]);
        assert!((0..9).all(|place| own_lanes(place, 9).len() <= 1), "more coders than lines: the margin");
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
    fn of_very_many_on_one_word_as_many_are_drawn_as_there_are_lanes() {
        let all = |len: usize| spans(&vec![(3, len); 5_000]);
        for (len, drawn) in [(4, LANES + STRIPES), (3_000, STRIPES)] {
            let spans = all(len);
            let lanes = super::lanes(Marks::new(&spans, Layer::All), ByteRange::new(0, 100), &[]);
            assert_eq!((lanes.drawn.len(), lanes.crowded.len()), (drawn, 5_000 - drawn));
        }
    }

    /// Each very long mark begins within all those before it.
    #[test]
    fn very_long_marks_in_each_other_take_no_longer_than_others() {
        let spans = spans(&(0..3_000).map(|n| (n, 10_000 - n)).collect::<Vec<_>>());
        let lanes = super::lanes(Marks::new(&spans, Layer::All), ByteRange::new(2_900, 3_100), &[]);
        assert_eq!((lanes.drawn.len(), lanes.crowded.len()), (STRIPES, 3_000 - STRIPES));
    }

    /// A staircase of marks: each overlaps the next, from one end of the text to the other.
    #[test]
    fn a_chain_of_marks_through_a_whole_text_is_followed_once() {
        let spans = spans(&(0..30_000).map(|n| (2 * n, 3)).collect::<Vec<_>>());
        let seen = lanes(&spans, ByteRange::new(30_000, 30_100));
        assert_eq!(seen.len(), 51);
        assert!(seen.values().all(|lane| matches!(lane, Lane::Under(0 | 1))));
    }

    #[test]
    fn marks_of_other_layers_take_no_lane() {
        let mut all: Vec<Span> = spans(&[(0, 50), (10, 20)]).iter().cloned().collect();
        let other = CoderId(Id::LAST);
        all[0].by = other;
        let inner = all[1].id;
        let spans: Spans = all.into_iter().collect();
        let seen = lanes_of(Marks::new(&spans, Layer::Coder(CoderId(id(0)))), ByteRange::new(0, 100));
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
