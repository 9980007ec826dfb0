//! The cheapest partition of marks into groups, of which each has a given cost: a search that always goes on from the
//! cheapest beginning, so that the first partition it completes is the best.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

/// How often prices are raised before the search.
const ROUNDS: usize = 30;
/// Costs that differ by less are equal; this is what sums of decimals lose.
const EQUAL: f64 = 1e-9;

/// Some marks by their numbers, in rising order, and what it costs to keep them together.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub marks: Vec<usize>,
    pub cost: f64,
}

/// The marks that a beginning has already put in groups, a bit each.
type Covered = Box<[u64]>;
/// For each set of marks that was reached: what that cost beyond the prices, and the set and the group it was reached by.
type Reached = HashMap<Covered, (f64, Option<(Covered, usize)>)>;

/// The groups, by number, of the cheapest partition of `0..marks`; `None` where that takes more than `limit` steps. Every
/// mark is in some group by itself, so that there is a partition.
pub(super) fn cheapest(groups: &[Group], marks: usize, limit: usize) -> Option<Vec<usize>> {
    let prices = prices(groups, marks);
    let mut starting: Vec<Vec<usize>> = vec![Vec::new(); marks];
    for (number, group) in groups.iter().enumerate() {
        if let Some(list) = group.marks.first().and_then(|first| starting.get_mut(*first)) {
            list.push(number);
        }
    }
    // What a group costs beyond the prices of its marks is never negative, and the sum of prices is the same for all
    // partitions: the cheapest path by that excess is the cheapest partition.
    let excess: Vec<f64> = groups.iter().map(|group| over(group, &prices).max(0.0)).collect();
    let none: Covered = vec![0; marks.div_ceil(64)].into();
    let mut reached: Reached = HashMap::from([(none.clone(), (0.0, None))]);
    let mut ahead = BinaryHeap::from([(Reverse(Ordered(0.0)), 0, none)]);
    while let Some((Reverse(Ordered(so_far)), first, covered)) = ahead.pop() {
        let Some(next) = (first..marks).find(|mark| !has(&covered, *mark)) else {
            return Some(path(&reached, covered));
        };
        if reached.get(&covered).is_some_and(|(best, _)| so_far > best + EQUAL) {
            continue;
        }
        if reached.len() > limit {
            return None;
        }
        // What begins at an earlier mark holds that mark, which is in a group already.
        for number in starting.get(next).into_iter().flatten() {
            let (Some(group), Some(cost)) = (groups.get(*number), excess.get(*number)) else { continue };
            if group.marks.iter().any(|mark| has(&covered, *mark)) {
                continue;
            }
            let (then, cost) = (with(&covered, &group.marks), so_far + cost);
            if reached.get(&then).is_none_or(|(best, _)| cost < best - EQUAL) {
                reached.insert(then.clone(), (cost, Some((covered.clone(), *number))));
                ahead.push((Reverse(Ordered(cost)), next, then));
            }
        }
    }
    None
}

/// A price for each mark, as high as may be, so that no group costs less than the prices of its marks.
fn prices(groups: &[Group], marks: usize) -> Vec<f64> {
    let mut holding: Vec<Vec<&Group>> = vec![Vec::new(); marks];
    let mut prices = vec![f64::INFINITY; marks];
    for group in groups {
        for mark in &group.marks {
            if let (Some(list), Some(price)) = (holding.get_mut(*mark), prices.get_mut(*mark)) {
                list.push(group);
                *price = price.min(group.cost / group.marks.len() as f64);
            }
        }
    }
    for round in 0..ROUNDS {
        // At first only a part of what could be raised, so that early marks leave something to late ones.
        let part = (round + 1) as f64 / ROUNDS as f64;
        for (mark, held) in holding.iter().enumerate() {
            let room = held.iter().map(|group| over(group, &prices)).fold(f64::INFINITY, f64::min);
            if let Some(price) = prices.get_mut(mark).filter(|_| room.is_finite() && room > 0.0) {
                *price += room * part;
            }
        }
    }
    prices
}

/// What a group costs beyond the prices of its marks.
fn over(group: &Group, prices: &[f64]) -> f64 {
    group.cost - group.marks.iter().filter_map(|mark| prices.get(*mark)).sum::<f64>()
}

fn has(covered: &Covered, mark: usize) -> bool {
    covered.get(mark / 64).is_some_and(|bits| bits >> (mark % 64) & 1 == 1)
}

fn with(covered: &Covered, marks: &[usize]) -> Covered {
    let mut covered = covered.clone();
    for mark in marks {
        if let Some(bits) = covered.get_mut(mark / 64) {
            *bits |= 1 << (mark % 64);
        }
    }
    covered
}

/// The groups by which a set of marks was reached.
fn path(reached: &Reached, end: Covered) -> Vec<usize> {
    let (mut found, mut at) = (Vec::new(), end);
    while let Some((_, Some((before, group)))) = reached.get(&at) {
        found.push(*group);
        at = before.clone();
    }
    found
}

/// A cost, in the order of costs.
#[derive(Clone, Copy, PartialEq)]
struct Ordered(f64);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The least cost by trying everything.
    fn least(groups: &[Group], marks: usize, covered: u32) -> f64 {
        let Some(next) = (0..marks).find(|mark| covered >> mark & 1 == 0) else { return 0.0 };
        let bits = |group: &Group| group.marks.iter().map(|mark| 1_u32 << mark).sum::<u32>();
        let fitting = groups.iter().filter(|group| group.marks[0] == next && bits(group) & covered == 0);
        fitting.map(|group| group.cost + least(groups, marks, covered | bits(group))).fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #[test]
        fn nothing_is_cheaper(
            more in prop::collection::vec((prop::collection::btree_set(0usize..8, 1..4), 0u32..40), 0..40),
        ) {
            let alone = (0..8).map(|mark| Group { marks: vec![mark], cost: 10.0 });
            let more = more.iter().map(|(marks, cost)| Group { marks: marks.iter().copied().collect(), cost: f64::from(*cost) });
            let groups: Vec<Group> = alone.chain(more).collect();
            let found = cheapest(&groups, 8, 10_000).unwrap();
            let mut covered: Vec<usize> = found.iter().flat_map(|number| groups[*number].marks.clone()).collect();
            covered.sort_unstable();
            prop_assert_eq!(covered, (0..8).collect::<Vec<_>>());
            let sum: f64 = found.iter().map(|number| groups[*number].cost).sum();
            prop_assert!((sum - least(&groups, 8, 0)).abs() < 1e-6);
        }
    }

    #[test]
    fn it_gives_up_at_its_limit() {
        let groups = [0, 1].map(|mark| Group { marks: vec![mark], cost: 1.0 });
        assert_eq!(cheapest(&groups, 2, 0), None);
        assert_eq!(cheapest(&groups, 2, 5).map(|found| found.len()), Some(2));
        assert_eq!(cheapest(&[], 0, 5), Some(Vec::new()));
    }
}
