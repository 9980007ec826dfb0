//! The spans of one article, indexed by place and counted by tag. Spans that are one, of a coder with a tag on the same words,
//! are all there and counted once.

use std::collections::{BTreeMap, HashSet};

use super::{CoderId, Id, Span, SpanId, TagId};
use crate::text::{ByteOffset, ByteRange, IntervalIndex};

/// A set of spans with an index by place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spans {
    by_id: BTreeMap<SpanId, Span>,
    pieces: IntervalIndex<SpanId>,
    starts: std::collections::BTreeSet<(ByteOffset, SpanId)>,
    counts: BTreeMap<TagId, usize>,
    makers: BTreeMap<CoderId, usize>,
}

impl Spans {
    /// Adds a span, or replaces the one with its id and returns that.
    pub fn insert(&mut self, span: Span) -> Option<Span> {
        let former = self.remove(span.id);
        for piece in &span.pieces {
            self.pieces.insert(*piece, span.id);
        }
        if !self.is_there(&span) {
            *self.counts.entry(span.tag.clone()).or_default() += 1;
            *self.makers.entry(span.by).or_default() += 1;
        }
        self.starts.insert((span.start(), span.id));
        self.by_id.insert(span.id, span);
        former
    }

    /// Removes and returns a span.
    pub fn remove(&mut self, span_id: SpanId) -> Option<Span> {
        let span = self.by_id.remove(&span_id)?;
        for piece in &span.pieces {
            self.pieces.remove(*piece, span_id);
        }
        self.starts.remove(&(span.start(), span_id));
        if self.is_there(&span) {
            return Some(span);
        }
        if let Some(count) = self.counts.get_mut(&span.tag) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&span.tag);
            }
        }
        if let Some(count) = self.makers.get_mut(&span.by) {
            *count -= 1;
            if *count == 0 {
                self.makers.remove(&span.by);
            }
        }
        Some(span)
    }

    /// Whether one of the spans is the same as one that is none of them.
    fn is_there(&self, span: &Span) -> bool {
        let at = span.start();
        let beginning = self.starts.range((at, SpanId(Id::FIRST))..=(at, SpanId(Id::LAST)));
        beginning.filter_map(|(_, other)| self.by_id.get(other)).any(|other| content(other) == content(span))
    }

    /// The span with this id.
    pub fn get(&self, span_id: SpanId) -> Option<&Span> {
        self.by_id.get(&span_id)
    }

    /// All spans, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Span> {
        self.by_id.values()
    }

    /// All spans in the order of their first words.
    pub fn in_text_order(&self) -> impl DoubleEndedIterator<Item = &Span> {
        self.starts.iter().filter_map(|(_, span_id)| self.by_id.get(span_id))
    }

    /// The pieces that touch `range`, each with its span, in no particular order.
    pub fn pieces_in(&self, range: ByteRange) -> impl Iterator<Item = (ByteRange, &Span)> {
        self.pieces.overlapping(range).filter_map(|(piece, span_id)| Some((piece, self.by_id.get(&span_id)?)))
    }

    /// The spans over the byte at `offset`, in no particular order.
    pub fn over(&self, offset: ByteOffset) -> impl Iterator<Item = &Span> {
        self.pieces.at(offset).filter_map(|(_, span_id)| self.by_id.get(&span_id))
    }

    /// The spans over the byte at `offset`, shortest first: the order in which clicks choose them.
    pub fn at(&self, offset: ByteOffset) -> Vec<&Span> {
        // A span has one piece over a byte.
        let mut found: Vec<&Span> = self.over(offset).collect();
        found.sort_by_cached_key(|span| (span.len(), span.start(), span.id));
        found
    }

    /// The first span that starts after (`offset`, `span_id`) in text order.
    pub fn next_after(&self, offset: ByteOffset, span_id: SpanId) -> Option<&Span> {
        use std::ops::Bound::{Excluded, Unbounded};
        let (_, next) = self.starts.range((Excluded((offset, span_id)), Unbounded)).next()?;
        self.by_id.get(next)
    }

    /// The last span that starts before (`offset`, `span_id`) in text order.
    pub fn last_before(&self, offset: ByteOffset, span_id: SpanId) -> Option<&Span> {
        let (_, previous) = self.starts.range(..(offset, span_id)).next_back()?;
        self.by_id.get(previous)
    }

    /// Who made the marks.
    pub fn makers(&self) -> impl Iterator<Item = CoderId> {
        self.makers.keys().copied()
    }

    /// How many marks there are of each maker; what one made twice counts once.
    pub fn by_maker(&self) -> &BTreeMap<CoderId, usize> {
        &self.makers
    }

    /// Whether a coder made one of the marks.
    pub fn has_maker(&self, coder: CoderId) -> bool {
        self.makers.contains_key(&coder)
    }

    /// How many spans carry the tag; those that are the same count once.
    pub fn count(&self, tag_id: &TagId) -> usize {
        self.counts.get(tag_id).copied().unwrap_or(0)
    }

    /// How many spans carry each tag, for the tags that any carries; those that are the same count once.
    pub fn counts(&self) -> impl Iterator<Item = (&TagId, usize)> {
        self.counts.iter().map(|(tag, count)| (tag, *count))
    }

    /// Number of spans; those that are the same count each, as the records that they are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is no span.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

/// What makes two spans the same: of whom, with which tag, on which words.
type Content<'s> = (CoderId, &'s TagId, &'s [ByteRange]);

fn content(span: &Span) -> Content<'_> {
    (span.by, &span.tag, &span.pieces)
}

impl Extend<Span> for Spans {
    fn extend<I: IntoIterator<Item = Span>>(&mut self, spans: I) {
        if self.is_empty() {
            *self = spans.into_iter().collect();
        } else {
            spans.into_iter().for_each(|span| drop(self.insert(span)));
        }
    }
}

impl FromIterator<Span> for Spans {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        // Sorted lists become trees at once, which is what opening a large project needs.
        let mut list: Vec<Span> = spans.into_iter().collect();
        list.sort_unstable_by_key(|span| span.id);
        list.dedup_by(|next, kept| {
            next.id == kept.id && {
                std::mem::swap(next, kept);
                true
            }
        });
        let mut all = Self::default();
        let mut known: HashSet<Content<'_>> = HashSet::with_capacity(list.len());
        for span in &list {
            for piece in &span.pieces {
                all.pieces.insert(*piece, span.id);
            }
            if !known.insert(content(span)) {
                continue;
            }
            match all.counts.get_mut(&span.tag) {
                Some(count) => *count += 1,
                None => drop(all.counts.insert(span.tag.clone(), 1)),
            }
            *all.makers.entry(span.by).or_default() += 1;
        }
        all.starts = list.iter().map(|span| (span.start(), span.id)).collect();
        all.by_id = list.into_iter().map(|span| (span.id, span)).collect();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Layer, Time};

    fn span(number: u8, by: u8, tag: &str, at: (usize, usize)) -> Span {
        let [id, by] = [number, by].map(|number| Id::from_bits([number; 10]));
        Span::new(SpanId(id), TagId::new(tag), vec![ByteRange::new(at.0, at.1)], CoderId(by), Time(0))
    }

    #[test]
    fn what_is_there_twice_counts_once_however_it_comes_and_goes() {
        let all = [
            span(1, 1, "claim", (0, 4)),
            span(2, 1, "claim", (0, 4)),
            span(3, 1, "claim", (0, 4)),
            span(4, 2, "claim", (0, 4)),
            span(5, 1, "cue", (0, 4)),
            span(6, 1, "claim", (0, 5)),
        ];
        let at_once: Spans = all.iter().cloned().collect();
        let mut one_by_one = Spans::default();
        all.into_iter().rev().for_each(|span| drop(one_by_one.insert(span)));
        assert_eq!(at_once, one_by_one);
        let counted =
            |spans: &Spans| (spans.count(&TagId::new("claim")), Layer::All.sum(spans.by_maker()), spans.len());
        assert_eq!(counted(&at_once), (3, 4, 6));
        let gone = [(1, (3, 4, 5)), (3, (3, 4, 4)), (2, (2, 3, 3))];
        for (number, left) in gone {
            one_by_one.remove(SpanId(Id::from_bits([number; 10])));
            assert_eq!(counted(&one_by_one), left);
        }
        one_by_one.insert(span(6, 2, "claim", (0, 4)));
        assert_eq!(counted(&one_by_one), (1, 2, 3), "one that becomes the same as another counts no more");
        assert!(!one_by_one.has_maker(CoderId(Id::from_bits([9; 10]))) && one_by_one.makers().count() == 2);
    }
}
