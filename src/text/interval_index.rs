//! Finds the ranges that touch a place of a text, in time that does not grow with the number of ranges.
//!
//! Each range lies in the smallest bin that holds it whole; bins of seven sizes (512 bytes to 128 MiB, each eight
//! times the one before) tile the text. A query looks at the few bins of each size that it touches. (The binning
//! scheme of the UCSC genome browser, Kent et al., Genome Research 12, 2002.)

use std::collections::BTreeMap;

use super::{ByteOffset, ByteRange};

/// log2 of the smallest bin's size in bytes.
const SMALLEST_BITS: u32 = 9;
/// Each level's bins are 2^3 times the size of those of the level below.
const LEVEL_BITS: u32 = 3;
/// Enough levels that the largest bin holds any text.
const LEVELS: u32 = 9;

/// A set of (range, key) pairs that is queried by position. A key may have several ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalIndex<K> {
    /// Pairs by (level, bin), sorted within a bin so that equal sets are equal values.
    bins: BTreeMap<(u32, u32), Vec<(ByteRange, K)>>,
    len: usize,
}

impl<K> Default for IntervalIndex<K> {
    fn default() -> Self {
        Self { bins: BTreeMap::new(), len: 0 }
    }
}

impl<K: Ord + Copy> IntervalIndex<K> {
    /// Adds a range under `key`. Adding the same pair twice is adding it once.
    pub fn insert(&mut self, range: ByteRange, key: K) {
        let bin = self.bins.entry(bin_of(range)).or_default();
        if let Err(place) = bin.binary_search(&(range, key)) {
            bin.insert(place, (range, key));
            self.len += 1;
        }
    }

    /// Removes a pair; nothing happens when it is not there.
    pub fn remove(&mut self, range: ByteRange, key: K) {
        let place = bin_of(range);
        let Some(bin) = self.bins.get_mut(&place) else { return };
        if let Ok(found) = bin.binary_search(&(range, key)) {
            bin.remove(found);
            self.len -= 1;
        }
        if bin.is_empty() {
            self.bins.remove(&place);
        }
    }

    /// All pairs whose range shares a byte with `range`, in no particular order.
    pub fn overlapping(&self, range: ByteRange) -> impl Iterator<Item = (ByteRange, K)> + '_ {
        let levels = if range.is_empty() { 0..0 } else { 0..LEVELS };
        levels
            .flat_map(move |level| {
                let shift = SMALLEST_BITS + LEVEL_BITS * level;
                let first = range.start.0.checked_shr(shift).unwrap_or(0);
                let last = (range.end.0 - 1).checked_shr(shift).unwrap_or(0);
                self.bins.range((level, first)..=(level, last))
            })
            .flat_map(|(_, bin)| bin.iter().copied())
            .filter(move |(found, _)| found.overlaps(range))
    }

    /// All pairs whose range holds the byte at `offset`, in no particular order.
    pub fn at(&self, offset: ByteOffset) -> impl Iterator<Item = (ByteRange, K)> + '_ {
        self.overlapping(ByteRange { start: offset, end: ByteOffset(offset.0.saturating_add(1)) })
    }

    /// Number of pairs.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no pair.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// The (level, bin) of the smallest bin that holds `range` whole.
fn bin_of(range: ByteRange) -> (u32, u32) {
    let last = range.end.0.saturating_sub(1).max(range.start.0);
    (0..LEVELS)
        .map(|level| (level, SMALLEST_BITS + LEVEL_BITS * level))
        .map(|(level, shift)| {
            (level, range.start.0.checked_shr(shift).unwrap_or(0), last.checked_shr(shift).unwrap_or(0))
        })
        .find(|(_, first, last)| first == last)
        .map_or((LEVELS, 0), |(level, bin, _)| (level, bin))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ranges() -> impl Strategy<Value = Vec<(u32, u32)>> {
        prop::collection::vec((0u32..20_000_000, prop_oneof![1u32..200, 1u32..9_000_000]), 0..80)
    }

    proptest! {
        #[test]
        fn equals_a_naive_filter(ranges in ranges(), ask in (0u32..21_000_000, 0u32..4000), drop in 0usize..80) {
            let mut pairs: Vec<(ByteRange, usize)> = ranges
                .iter()
                .enumerate()
                .map(|(key, (start, len))| (ByteRange { start: ByteOffset(*start), end: ByteOffset(start + len) }, key))
                .collect();
            let mut index = IntervalIndex::default();
            for (range, key) in &pairs {
                index.insert(*range, *key);
            }
            if drop < pairs.len() {
                let (range, key) = pairs.remove(drop);
                index.remove(range, key);
            }
            let ask = ByteRange { start: ByteOffset(ask.0), end: ByteOffset(ask.0 + ask.1) };
            let mut found: Vec<_> = index.overlapping(ask).collect();
            found.sort_unstable();
            let mut expected: Vec<_> = pairs.iter().copied().filter(|(range, _)| !ask.is_empty() && range.overlaps(ask)).collect();
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(index.len(), pairs.len());
        }
    }

    #[test]
    fn a_place_is_inside_up_to_its_last_byte() {
        let mut index = IntervalIndex::default();
        index.insert(ByteRange::new(510, 514), 'a');
        assert_eq!(index.at(ByteOffset(513)).count(), 1);
        assert_eq!(index.at(ByteOffset(514)).count(), 0);
        assert_eq!(index.at(ByteOffset(509)).count(), 0);
    }
}
