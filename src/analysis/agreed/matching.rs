//! Marks of one tag by several coders that are meant to be the same.
//!
//! Marks belong together when they overlap: those that share most come first, and no group has two of one coder. Two marks share
//! 2 · shared length / sum of both lengths (Dice 1945), so equal ones share all and find each other first.

use std::cmp::Reverse;

use super::worked::Worked;
use crate::{
    model::{CoderId, Span, TagId},
    text::ByteRange,
};

/// A group: for each coder a mark, or none.
pub(super) type Group<'p> = Vec<Option<&'p Span>>;

/// The groups of the marks of a tag, in all articles that two of the coders at least worked on.
pub(super) fn matched<'w, 'p>(
    tag: &TagId,
    coders: &[CoderId],
    articles: &'w [Worked<'p>],
) -> Vec<(&'w Worked<'p>, Group<'p>)> {
    let shared = articles.iter().filter(|worked| worked.of(coders).len() > 1);
    let grouped = shared.flat_map(|worked| {
        let marks: Vec<&[&Span]> = coders.iter().map(|coder| worked.marks(tag, *coder)).collect();
        groups(&marks).into_iter().map(move |group| (worked, group))
    });
    grouped.collect()
}

/// Every mark in one group, in text order. Which coder comes first makes no difference.
fn groups<'p>(coders: &[&[&'p Span]]) -> Vec<Group<'p>> {
    let all = coders.iter().enumerate().flat_map(|(coder, marks)| marks.iter().map(move |mark| (coder, *mark)));
    let mut marks: Vec<(usize, &Span)> = all.collect();
    marks.sort_unstable_by_key(|(_, mark)| (mark.start(), Reverse(mark.len()), mark.id));
    // For each mark its group, and in each group the number of a mark for each coder.
    let mut of: Vec<usize> = (0..marks.len()).collect();
    let alone = |(number, (coder, _)): (usize, &(usize, &Span))| {
        (0..coders.len()).map(|place| (place == *coder).then_some(number)).collect()
    };
    let mut groups: Vec<Vec<Option<usize>>> = marks.iter().enumerate().map(alone).collect();
    for (one, other) in by_share(&marks) {
        let (Some(&into), Some(&from)) = (of.get(one), of.get(other)) else { continue };
        let members = || groups.get(into).into_iter().flatten().zip(groups.get(from).into_iter().flatten());
        if into == from || members().any(|(one, other)| one.is_some() && other.is_some()) {
            continue;
        }
        let moved = groups.get_mut(from).map(std::mem::take).unwrap_or_default();
        for number in moved.iter().flatten() {
            of.get_mut(*number).into_iter().for_each(|place| *place = into);
        }
        let slots = groups.get_mut(into).into_iter().flatten();
        slots.zip(moved).for_each(|(slot, number)| *slot = slot.or(number));
    }
    let mark = |number: Option<usize>| marks.get(number?).map(|(_, mark)| *mark);
    let filled = groups.into_iter().filter(|group| !group.is_empty());
    filled.map(|group| group.into_iter().map(mark).collect()).collect()
}

/// The pairs of marks of different coders that overlap, by their numbers; those that share most first.
fn by_share(marks: &[(usize, &Span)]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (place, (coder, mark)) in marks.iter().enumerate() {
        let end = mark.hull().end;
        let ahead = marks.iter().enumerate().skip(place + 1).take_while(|(_, (_, next))| next.start() < end);
        for (next, (_, other)) in ahead.filter(|(_, (by, _))| by != coder) {
            let (shared, all) = (shared(&mark.pieces, &other.pieces), u64::from(mark.len()) + u64::from(other.len()));
            if shared > 0 {
                found.push((place, next, shared, all));
            }
        }
    }
    found.sort_by(|one, other| (other.2 * one.3).cmp(&(one.2 * other.3)).then((one.0, one.1).cmp(&(other.0, other.1))));
    found.into_iter().map(|(one, other, ..)| (one, other)).collect()
}

/// How many bytes two lists of pieces have in common.
pub(super) fn shared(one: &[ByteRange], other: &[ByteRange]) -> u64 {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut sum = 0;
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        let (from, to) = (left.start.max(right.start), left.end.min(right.end));
        sum += u64::from(to.0.saturating_sub(from.0));
        if left.end < right.end {
            one.next()
        } else {
            other.next()
        };
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CoderId, Id, SpanId, TagId, Time};

    /// A mark of a coder on some pieces.
    fn mark(number: u8, pieces: &[(usize, usize)]) -> Span {
        let pieces = pieces.iter().map(|(from, to)| ByteRange::new(*from, *to)).collect();
        Span::new(SpanId(Id::from_bits([number; 10])), TagId::new("claim"), pieces, CoderId(Id::FIRST), Time(0))
    }

    /// The groups as numbers of marks, 0 for none, in any order of coders.
    fn found(coders: &[Vec<Span>], order: &[usize]) -> Vec<Vec<u8>> {
        let lists: Vec<Vec<&Span>> = order.iter().map(|coder| coders[*coder].iter().collect()).collect();
        let lists: Vec<&[&Span]> = lists.iter().map(Vec::as_slice).collect();
        let number = |mark: Option<&Span>| {
            mark.map_or(0, |mark| (1..99).find(|n| SpanId(Id::from_bits([*n; 10])) == mark.id).unwrap())
        };
        let mut groups = groups(&lists);
        groups.iter_mut().for_each(|group| {
            let turned =
                (0..order.len()).map(|coder| group[order.iter().position(|at| *at == coder).unwrap()]).collect();
            *group = turned;
        });
        groups.into_iter().map(|group| group.into_iter().map(number).collect()).collect()
    }

    #[test]
    fn marks_that_share_most_belong_together() {
        let one = vec![mark(1, &[(0, 10)]), mark(2, &[(20, 30)]), mark(3, &[(40, 50)])];
        let other = vec![mark(4, &[(2, 30)]), mark(5, &[(20, 31)]), mark(6, &[(60, 70)])];
        // The long one shares 16/38 with mark 1 and 20/38 with mark 2, but mark 5 shares 20/21 with that.
        let expected = [[1, 4], [2, 5], [3, 0], [0, 6]];
        assert_eq!(found(&[one.clone(), other.clone()], &[0, 1]), expected);
        assert_eq!(found(&[one, other], &[1, 0]), expected, "the order of coders makes no difference");
    }

    #[test]
    fn a_group_has_one_mark_of_each_coder() {
        let coders = [
            vec![mark(1, &[(0, 10)]), mark(2, &[(0, 9)])],
            vec![mark(3, &[(0, 10)])],
            vec![mark(4, &[(1, 10)]), mark(5, &[(0, 4)])],
        ];
        let expected = [[1, 3, 4], [2, 0, 5]];
        for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
            assert_eq!(found(&coders, &order), expected);
        }
    }

    #[test]
    fn only_pieces_count() {
        let around = mark(1, &[(0, 10), (20, 30)]);
        assert_eq!(shared(&around.pieces, &mark(2, &[(12, 18)]).pieces), 0);
        assert_eq!(shared(&around.pieces, &mark(2, &[(5, 25)]).pieces), 10);
        assert_eq!(found(&[vec![around], vec![mark(2, &[(12, 18)])]], &[0, 1]), [[1, 0], [0, 2]]);
    }
}
