//! The alignment of marks by several coders that leaves the least disorder.
//!
//! For two coders it is an assignment, of each cluster of marks by itself: 100 marks each take less than a millisecond, and
//! longer the closer together they are. For more coders it is an exact search with limits: three coders with 60 marks each, four
//! with 25 or five with ten take some milliseconds. Beyond a limit there is no answer rather than an inexact one.

use std::collections::BTreeSet;

use super::{
    super::{units::Unit, value::Undefined},
    cost::{Costs, Place},
    search::{Group, cheapest},
};
use crate::analysis::assignment::assign;

/// No more groups of marks than this are looked at.
const MOST_GROUPS: usize = 500_000;
/// The search for the best of them ends after this many beginnings.
const MOST_STEPS: usize = 300_000;

/// Marks of several coders, grouped by what is meant to be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// Every group, in text order: for each coder the number of a mark in the list that was given, or none.
    pub groups: Vec<Vec<Option<usize>>>,
    /// The costs of all groups divided by the average number of marks of a coder; 0 where coders are alike.
    pub disorder: f64,
}

/// The best alignment (Mathet, Widlöcher and Métivier 2015, section 4): every mark is in one group, a group has at most one
/// mark of each coder and costs the average of its pairs, where a pair with an empty side costs delta.
///
/// # Errors
/// With fewer than two coders, without marks, and beyond the limits of the search.
pub fn best_alignment<L: Ord>(coders: &[&[Unit<L>]], costs: &Costs) -> Result<Alignment, Undefined> {
    align(&placed(coders), costs)
}

/// Units with numbers for labels.
pub(super) fn placed<L: Ord>(coders: &[&[Unit<L>]]) -> Vec<Vec<Place>> {
    let labels: BTreeSet<&L> = coders.iter().flat_map(|u| u.iter()).map(|unit| &unit.label).collect();
    let labels: Vec<&L> = labels.into_iter().collect();
    let place = |unit: &Unit<L>| Place {
        start: f64::from(unit.start),
        end: f64::from(unit.end.max(unit.start)),
        label: labels.partition_point(|label| *label < &unit.label),
    };
    coders.iter().map(|units| units.iter().map(place).collect()).collect()
}

pub(super) fn align(coders: &[Vec<Place>], costs: &Costs) -> Result<Alignment, Undefined> {
    if coders.len() < 2 {
        return Err(Undefined::FewerThanTwoCoders);
    }
    let marks: usize = coders.iter().map(Vec::len).sum();
    if marks == 0 {
        return Err(Undefined::NothingMarked);
    }
    let (mut groups, cost) = match coders {
        [one, other] => pairs(one, other, costs),
        _ => several(coders, costs)?,
    };
    let start = |group: &Vec<Option<usize>>| {
        let starts = coders.iter().zip(group).filter_map(|(places, number)| places.get((*number)?));
        starts.map(|place| place.start).fold(f64::INFINITY, f64::min)
    };
    groups.sort_by(|one, other| start(one).total_cmp(&start(other)));
    Ok(Alignment { groups, disorder: cost / (marks as f64 / coders.len() as f64) })
}

type Grouped = (Vec<Vec<Option<usize>>>, f64);

/// Of two coders.
fn pairs(one: &[Place], other: &[Place], costs: &Costs) -> Grouped {
    let alone = costs.unmatched;
    // What it saves to put two together; what saves nothing stays apart.
    let saved = |row: usize, column: usize| match (one.get(row), other.get(column)) {
        (Some(one), Some(other)) => (costs.pair(one, other) - 2.0 * alone).min(0.0),
        _ => 0.0,
    };
    let mut cost = alone * (one.len() + other.len()) as f64;
    let mut groups = Vec::new();
    for (row, column) in clusters(one.len(), other.len(), saved).iter().flat_map(|cluster| cluster.assigned(&saved)) {
        cost += row.zip(column).map_or(0.0, |(row, column)| saved(row, column));
        groups.push(vec![row, column]);
    }
    (groups, cost)
}

/// Marks of two coders of which none saves anything with a mark outside.
struct Cluster {
    rows: Vec<usize>,
    columns: Vec<usize>,
}

impl Cluster {
    /// Its marks, alone or with one of the other coder, so that they save most together.
    fn assigned(&self, saved: &dyn Fn(usize, usize) -> f64) -> Vec<(Option<usize>, Option<usize>)> {
        let Self { rows, columns } = self;
        if rows.len() > columns.len() {
            // The assignment wants no more rows than columns.
            let turned = Self { rows: columns.clone(), columns: rows.clone() };
            let pairs = turned.assigned(&|column, row| saved(row, column));
            return pairs.into_iter().map(|(column, row)| (row, column)).collect();
        }
        let at = |row: usize, column: usize| match (rows.get(row), columns.get(column)) {
            (Some(row), Some(column)) => saved(*row, *column),
            _ => 0.0,
        };
        let given = assign(rows.len(), columns.len(), at).into_iter().enumerate();
        let given: Vec<_> = given.map(|(row, column)| column.filter(|column| at(row, *column) < 0.0)).collect();
        let taken: BTreeSet<usize> = given.iter().flatten().copied().collect();
        let of_row = |column: Option<usize>| column.and_then(|column| columns.get(column).copied());
        let of_rows = rows.iter().zip(&given).map(|(row, column)| (Some(*row), of_row(*column)));
        let free = columns.iter().enumerate().filter(|(place, _)| !taken.contains(place));
        of_rows.chain(free.map(|(_, column)| (None, Some(*column)))).collect()
    }
}

/// Everything in clusters: each can be assigned by itself.
fn clusters(rows: usize, columns: usize, saved: impl Fn(usize, usize) -> f64) -> Vec<Cluster> {
    let mut columns: Vec<usize> = (0..columns).collect();
    let mut rows: Vec<usize> = (0..rows).rev().collect();
    let mut found = Vec::new();
    while let Some(first) = rows.pop() {
        let mut cluster = Cluster { rows: vec![first], columns: Vec::new() };
        let mut ahead = vec![first];
        while let Some(row) = ahead.pop() {
            let reached: Vec<usize> = columns.extract_if(.., |column| saved(row, *column) < 0.0).collect();
            let is_reached = |other: &mut usize| reached.iter().any(|column| saved(*other, *column) < 0.0);
            let further: Vec<usize> = rows.extract_if(.., is_reached).collect();
            ahead.extend(&further);
            cluster.rows.extend(further);
            cluster.columns.extend(reached);
        }
        found.push(cluster);
    }
    found.extend(columns.into_iter().map(|column| Cluster { rows: Vec::new(), columns: vec![column] }));
    found
}

/// A mark among all, and the coder who made it.
struct Marked<'p> {
    coder: usize,
    number: usize,
    place: &'p Place,
}

/// Of more than two coders.
fn several(coders: &[Vec<Place>], costs: &Costs) -> Result<Grouped, Undefined> {
    let mut marks: Vec<Marked<'_>> = Vec::new();
    for (coder, places) in coders.iter().enumerate() {
        marks.extend(places.iter().enumerate().map(|(number, place)| Marked { coder, number, place }));
    }
    marks.sort_by(|one, other| (one.place.start + one.place.end).total_cmp(&(other.place.start + other.place.end)));
    let mut weighing = Weighing { costs, marks: &marks, coders: coders.len(), groups: Vec::new(), seen: 0 };
    for first in 0..marks.len() {
        weighing.extend(&mut vec![first], 0.0)?;
    }
    let groups = weighing.groups;
    let best = cheapest(&groups, marks.len(), MOST_STEPS).ok_or(Undefined::TooLarge)?;
    let mut cost = 0.0;
    let mut found = Vec::new();
    for group in best.into_iter().filter_map(|number| groups.get(number)) {
        cost += group.cost;
        let mut numbers = vec![None; coders.len()];
        for mark in group.marks.iter().filter_map(|mark| marks.get(*mark)) {
            if let Some(slot) = numbers.get_mut(mark.coder) {
                *slot = Some(mark.number);
            }
        }
        found.push(numbers);
    }
    Ok((found, cost))
}

/// The groups that can be part of a best alignment, while they are gathered.
struct Weighing<'m> {
    costs: &'m Costs,
    marks: &'m [Marked<'m>],
    coders: usize,
    groups: Vec<Group>,
    /// How many were looked at.
    seen: usize,
}

impl Weighing<'_> {
    /// Adds the group of these marks if it is worth it, then every larger one. `cost` is that of the pairs among them.
    fn extend(&mut self, group: &mut Vec<usize>, cost: f64) -> Result<(), Undefined> {
        self.seen += 1;
        if self.seen > MOST_GROUPS {
            return Err(Undefined::TooLarge);
        }
        if self.room(group.len()) >= cost {
            let (all, present) = (pairs_among(self.coders), pairs_among(group.len()));
            let cost = (cost + self.costs.unmatched * (all - present)) / all;
            self.groups.push(Group { marks: group.clone(), cost });
        }
        let last = group.last().copied().unwrap_or_default();
        for (number, mark) in self.marks.iter().enumerate().skip(last + 1) {
            let members = || group.iter().filter_map(|member| self.marks.get(*member));
            if members().any(|member| member.coder == mark.coder) {
                continue;
            }
            let more: f64 = members().map(|member| self.costs.pair(member.place, mark.place)).sum();
            if cost + more <= self.room(self.coders) {
                group.push(number);
                self.extend(group, cost + more)?;
                group.pop();
            }
        }
        Ok(())
    }

    /// What the pairs among so many marks may cost together so that the marks are no cheaper each by itself.
    fn room(&self, marks: usize) -> f64 {
        let all = pairs_among(self.coders);
        self.costs.unmatched * (marks as f64 * all - all + pairs_among(marks))
    }
}

/// How many pairs there are among so many.
fn pairs_among(count: usize) -> f64 {
    (count * count.saturating_sub(1) / 2) as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// The two ways to align agree where both can be asked.
        #[test]
        fn the_search_finds_what_the_assignment_finds(
            coders in prop::collection::vec(prop::collection::vec((0u32..60, 1u32..12, 0usize..3), 1..7), 2),
        ) {
            let coders: Vec<Vec<Place>> = coders
                .iter()
                .map(|units| {
                    let place = |(start, length, label): &(u32, u32, usize)| {
                        Place { start: f64::from(*start), end: f64::from(start + length), label: *label }
                    };
                    units.iter().map(place).collect()
                })
                .collect();
            let marks: usize = coders.iter().map(Vec::len).sum();
            let (_, cost) = several(&coders, &Costs::default()).unwrap();
            let best = align(&coders, &Costs::default()).unwrap();
            prop_assert!((cost / (marks as f64 / 2.0) - best.disorder).abs() < 1e-6);
            let numbers: Vec<usize> = best.groups.iter().filter_map(|group| group[1]).collect();
            prop_assert_eq!(numbers.len(), coders[1].len());
        }
    }

    #[test]
    fn three_coders_with_dozens_of_marks_are_aligned() {
        let coder = |shift: u32| -> Vec<Unit<u32>> {
            (0..40).map(|n| Unit::new(n * 30 + (n * shift) % 17, n * 30 + 20 + (n * shift) % 11, n % 4)).collect()
        };
        let coders = [coder(0), coder(3), coder(7)];
        let slices: Vec<&[Unit<u32>]> = coders.iter().map(Vec::as_slice).collect();
        let best = best_alignment(&slices, &Costs::default()).unwrap();
        assert!(best.disorder > 0.0 && best.disorder < 1.0, "{best:?}");
        let same = best_alignment(&[slices[0], slices[0], slices[0]], &Costs::default()).unwrap();
        assert_eq!((same.disorder, same.groups.len()), (0.0, 40));
    }

    #[test]
    fn too_many_marks_in_one_place_are_not_aligned() {
        let coder: Vec<Unit<u32>> = (0..5).map(|n| Unit::new(n, n + 20, n)).collect();
        assert_eq!(best_alignment(&[coder.as_slice(); 12], &Costs::default()), Err(Undefined::TooLarge));
    }
}
