//! Which marks of different coders are about the same: each mark is in one group, and each group has at most one mark of a
//! coder. What is the same goes together first; then marks of one tag that share the most; then marks of different tags
//! that share at least half of their words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::extent::Extents;
use crate::{
    analysis::assignment::assign,
    model::{Article, CoderId, Span, SpanId},
};

/// A mark of each coder, in their order.
pub(super) type Group<'a> = Vec<Option<&'a Span>>;

/// Where more marks than this overlap in one chain, the largest overlaps go first, without weighing all against all.
const WEIGHED: usize = 200;

/// The groups of the marks of an article in which no mark is there twice, in no particular order.
pub(super) fn groups<'a>(article: &'a Article, coders: &[CoderId], extents: &Extents<'_>) -> Vec<Group<'a>> {
    let mut known = Known { article, groups: Vec::new(), group_of: HashMap::new() };
    for (place, coder) in coders.iter().enumerate() {
        let own: Vec<&Span> = article.spans.in_text_order().filter(|span| span.by == *coder).collect();
        let left = known.add_same(own, place, extents);
        let left = known.add_overlapping(left, place, |one, other| one.tag == other.tag);
        let left = known.add_overlapping(left, place, |one, other| {
            one.tag != other.tag && 2 * shared(one, other) >= one.len().max(other.len())
        });
        for span in left {
            let mut group = vec![None; coders.len()];
            group.iter_mut().skip(place).take(1).for_each(|mark| *mark = Some(span));
            known.group_of.insert(span.id, known.groups.len());
            known.groups.push(group);
        }
    }
    known.groups
}

/// The groups so far.
struct Known<'a> {
    article: &'a Article,
    groups: Vec<Group<'a>>,
    group_of: HashMap<SpanId, usize>,
}

impl<'a> Known<'a> {
    /// The groups that have a mark at the words of this one and none of this coder yet, each with a mark of it that is there.
    fn candidates(&self, span: &Span, place: usize) -> Vec<(usize, &'a Span)> {
        let touching = span.pieces.iter().flat_map(|piece| self.article.spans.pieces_in(*piece));
        let mut found: BTreeMap<SpanId, (usize, &'a Span)> = BTreeMap::new();
        for (_, other) in touching {
            let Some(group) = self.group_of.get(&other.id) else { continue };
            if self.groups.get(*group).is_some_and(|marks| marks.get(place) == Some(&None)) {
                found.insert(other.id, (*group, other));
            }
        }
        found.into_values().collect()
    }

    fn add(&mut self, group: usize, place: usize, span: &'a Span) {
        if let Some(mark) = self.groups.get_mut(group).and_then(|marks| marks.get_mut(place)) {
            *mark = Some(span);
            self.group_of.insert(span.id, group);
        }
    }

    /// Adds marks to the groups that have the same; returns those that none has. What is strictly the same goes first.
    fn add_same(&mut self, own: Vec<&'a Span>, place: usize, extents: &Extents<'_>) -> Vec<&'a Span> {
        let mut left = own;
        for is_strict in [true, false] {
            let mut without = Vec::new();
            for span in left {
                let is_same = |other: &Span| {
                    other.tag == span.tag
                        && if is_strict { other.pieces == span.pieces } else { extents.are_same(other, span) }
                };
                let found = self.candidates(span, place).into_iter().find(|(_, other)| is_same(other));
                match found {
                    Some((group, _)) => self.add(group, place, span),
                    None => without.push(span),
                }
            }
            left = without;
        }
        left
    }

    /// Adds marks to groups so that all together share the most with a mark that `fits`; returns those left over.
    fn add_overlapping(
        &mut self,
        own: Vec<&'a Span>,
        place: usize,
        fits: impl Fn(&Span, &Span) -> bool,
    ) -> Vec<&'a Span> {
        let mut shares: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for (number, span) in own.iter().enumerate() {
            for (group, other) in self.candidates(span, place).into_iter().filter(|(_, other)| fits(span, other)) {
                let share = shares.entry((number, group)).or_default();
                *share = (*share).max(shared(span, other));
            }
        }
        let taken: BTreeMap<usize, usize> = chains(&shares).iter().flat_map(paired).collect();
        let mut left = Vec::new();
        for (number, span) in own.into_iter().enumerate() {
            match taken.get(&number) {
                Some(group) => self.add(*group, place, span),
                None => left.push(span),
            }
        }
        left
    }
}

/// How much marks and groups share, by their numbers, in bytes.
type Shares = BTreeMap<(usize, usize), u32>;

/// The shares, apart where nothing connects them.
fn chains(shares: &Shares) -> Vec<Shares> {
    let mut of_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    shares.keys().for_each(|(number, group)| of_group.entry(*group).or_default().push(*number));
    let (mut chains, mut seen) = (Vec::new(), BTreeSet::new());
    for first in shares.keys().map(|(number, _)| *number) {
        let (mut chain, mut next) = (Shares::new(), vec![first]);
        while let Some(number) = next.pop() {
            if !seen.insert(number) {
                continue;
            }
            for ((_, group), share) in shares.range((number, 0)..=(number, usize::MAX)) {
                chain.insert((number, *group), *share);
                next.extend(of_group.get(group).into_iter().flatten());
            }
        }
        chains.extend(Some(chain).filter(|chain| !chain.is_empty()));
    }
    chains
}

/// Which mark goes to which group, so that they share the most.
fn paired(shares: &Shares) -> Vec<(usize, usize)> {
    let numbered = |of: fn(&(usize, usize)) -> usize| -> Vec<usize> {
        shares.keys().map(of).collect::<BTreeSet<usize>>().into_iter().collect()
    };
    let (marks, groups) = (numbered(|pair| pair.0), numbered(|pair| pair.1));
    if marks.len().max(groups.len()) > WEIGHED {
        return largest_first(shares);
    }
    let (rows, columns, is_turned) =
        if marks.len() <= groups.len() { (&marks, &groups, false) } else { (&groups, &marks, true) };
    let pair = |row: usize, column: usize| {
        let (row, column) = (*rows.get(row)?, *columns.get(column)?);
        Some(if is_turned { (column, row) } else { (row, column) })
    };
    let share = |row, column| pair(row, column).and_then(|pair| shares.get(&pair)).copied().unwrap_or_default();
    let columns_of = assign(rows.len(), columns.len(), |row, column| -f64::from(share(row, column)));
    let pairs = columns_of.into_iter().enumerate().filter_map(|(row, column)| pair(row, column?));
    pairs.filter(|pair| shares.contains_key(pair)).collect()
}

fn largest_first(shares: &Shares) -> Vec<(usize, usize)> {
    let mut all: Vec<(&(usize, usize), &u32)> = shares.iter().collect();
    all.sort_by_key(|(pair, share)| (std::cmp::Reverse(**share), **pair));
    let (mut marks, mut groups) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for ((number, group), _) in all {
        if !marks.contains(number) && !groups.contains(group) {
            marks.insert(*number);
            groups.insert(*group);
            pairs.push((*number, *group));
        }
    }
    pairs
}

/// How much text two marks share, in bytes.
fn shared(one: &Span, other: &Span) -> u32 {
    let pieces = one.pieces.iter().flat_map(|piece| other.pieces.iter().map(move |with| piece.intersection(*with)));
    pieces.flatten().map(|both| both.len()).sum()
}
