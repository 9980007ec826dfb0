//! Krippendorff's alpha for unitizing, as first published: how far the units of coders lie apart, label by label.
//!
//! Distances grow with the square of lengths, so a few long marks decide the value. Units of one coder and one label may
//! touch but not overlap; touching ones stay several.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    units::{Unit, apart},
    value::{Outcome, Undefined},
};

/// Observed and expected disagreement about one label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disagreement {
    /// How far the units of two coders lie apart, on average, as a share of the squared length of the text.
    pub observed: f64,
    /// How far they would lie apart if the units were put anywhere.
    pub expected: f64,
}

impl Disagreement {
    /// Alpha: 1 - observed / expected.
    ///
    /// # Errors
    /// When units could not lie anywhere else.
    pub fn alpha(self) -> Outcome {
        if self.expected > 0.0 { Ok(1.0 - self.observed / self.expected) } else { Err(Undefined::NoChance) }
    }
}

/// Alpha of a text by label and over all labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Unitizing<L> {
    /// Each label that somebody used.
    pub labels: BTreeMap<L, Disagreement>,
    /// 1 - sum of observed / sum of expected.
    pub overall: Outcome,
}

/// Alpha for unitizing of one text of `length`, which all of these coders read (Krippendorff 1995, 2004).
///
/// With R coders and length L, observed is 2 · sum of distances / (R(R-1)L²). Two units that overlap are
/// (difference of starts)² + (difference of ends)² apart; a unit wholly in a gap of the other coder costs its length
/// squared. Expected is (2/L) · sum over the N units, of length l, of [(N-1)(2l³-3l²+l)/3 + l² · sum over gaps g ≥ l of
/// (g-l+1)], divided by RL(RL-1) - sum of l(l-1).
///
/// # Errors
/// When nobody marked anything, with fewer than two coders, and when units of one coder and label overlap.
pub fn alpha_unitizing<L: Ord + Clone>(coders: &[&[Unit<L>]], length: u32) -> Result<Unitizing<L>, Undefined> {
    if coders.len() < 2 {
        return Err(Undefined::FewerThanTwoCoders);
    }
    let labels: BTreeSet<&L> = coders.iter().flat_map(|units| units.iter()).map(|unit| &unit.label).collect();
    let mut found = BTreeMap::new();
    for label in labels {
        let of_label = |units: &&[Unit<L>]| {
            let units: Vec<_> = units.iter().filter(|unit| unit.label == *label).cloned().collect();
            apart(&units, length)
        };
        let coders: Result<Vec<_>, _> = coders.iter().map(of_label).collect();
        let coders = coders?;
        if coders.iter().any(|units| !units.is_empty()) {
            found.insert(label.clone(), disagreement(&coders, length));
        }
    }
    if found.is_empty() {
        return Err(if length == 0 { Undefined::NoText } else { Undefined::NothingMarked });
    }
    let sum = |of: fn(&Disagreement) -> f64| found.values().map(of).sum();
    let overall = Disagreement { observed: sum(|label| label.observed), expected: sum(|label| label.expected) }.alpha();
    Ok(Unitizing { labels: found, overall })
}

fn disagreement<L>(coders: &[Vec<Unit<L>>], length: u32) -> Disagreement {
    let (count, length) = (coders.len() as f64, f64::from(length));
    let mut distances = 0.0;
    for (number, one) in coders.iter().enumerate() {
        for other in coders.iter().skip(number + 1) {
            distances += in_gaps(one, other) + in_gaps(other, one) + apart_by(one, other);
        }
    }
    let lengths = || coders.iter().flatten().map(|unit| f64::from(unit.length()));
    let mut gaps: Vec<f64> = coders.iter().flat_map(|units| gaps(units, length)).collect();
    gaps.sort_by(f64::total_cmp);
    let others = lengths().count() as f64 - 1.0;
    let chance = |l: f64| {
        let room: f64 = gaps.iter().rev().take_while(|gap| **gap >= l).map(|gap| gap - l + 1.0).sum();
        others * (2.0 * l.powi(3) - 3.0 * l * l + l) / 3.0 + l * l * room
    };
    let ways = count * length * (count * length - 1.0) - lengths().map(|l| l * (l - 1.0)).sum::<f64>();
    Disagreement {
        observed: 2.0 * distances / (count * (count - 1.0) * length * length),
        expected: if ways > 0.0 { 2.0 / length * lengths().map(chance).sum::<f64>() / ways } else { 0.0 },
    }
}

/// The squared lengths of the units of one coder where the other has none.
fn in_gaps<L>(units: &[Unit<L>], other: &[Unit<L>]) -> f64 {
    let alone = units.iter().filter(|unit| overlapping(unit, other).next().is_none());
    alone.map(|unit| f64::from(unit.length()).powi(2)).sum()
}

/// The distances of the units of one coder to those of the other that they overlap.
fn apart_by<L>(units: &[Unit<L>], other: &[Unit<L>]) -> f64 {
    let pairs = units.iter().flat_map(|unit| overlapping(unit, other).map(move |found| (unit, found)));
    let squared = |one: u32, other: u32| f64::from(one.abs_diff(other)).powi(2);
    pairs.map(|(one, other)| squared(one.start, other.start) + squared(one.end, other.end)).sum()
}

fn overlapping<'u, L>(unit: &Unit<L>, other: &'u [Unit<L>]) -> impl Iterator<Item = &'u Unit<L>> {
    let (start, end) = (unit.start, unit.end);
    let first = other.partition_point(|found| found.end <= start);
    other.iter().skip(first).take_while(move |found| found.start < end)
}

/// The lengths of what lies before, between and after units.
fn gaps<L>(units: &[Unit<L>], length: f64) -> Vec<f64> {
    let ends = std::iter::once(0.0).chain(units.iter().map(|unit| f64::from(unit.end)));
    let starts = units.iter().map(|unit| f64::from(unit.start)).chain([length]);
    ends.zip(starts).map(|(end, start)| start - end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overall(coders: &[&[Unit<char>]], length: u32) -> Outcome {
        alpha_unitizing(coders, length)?.overall
    }

    /// The example of Krippendorff 2004, from 150 on.
    fn example() -> [Vec<Unit<char>>; 2] {
        let unit = |(start, end, label): &(u32, u32, char)| Unit::new(start - 150, end - 150, *label);
        let one = [(225, 295, 'c'), (370, 400, 'c'), (180, 240, 'k'), (300, 350, 'k')];
        let other = [(220, 300, 'c'), (355, 375, 'c'), (400, 420, 'c'), (180, 240, 'k'), (300, 350, 'k')];
        [one.iter().map(unit).collect(), other.iter().map(unit).collect()]
    }

    #[test]
    fn the_published_example() {
        let [one, other] = example();
        let found = alpha_unitizing(&[&one, &other], 300).unwrap();
        let about_c = found.labels[&'c'];
        assert!((about_c.observed - 0.0144).abs() < 5e-5 && (about_c.expected - 0.0532).abs() < 5e-5, "{about_c:?}");
        assert_eq!(found.labels[&'k'].alpha(), Ok(1.0));
        assert!((found.overall.unwrap() - 0.859).abs() < 5e-4);
    }

    #[test]
    fn equal_coders_agree_fully_and_order_and_names_do_not_matter() {
        let [one, other] = example();
        assert_eq!(overall(&[&one, &one], 300), Ok(1.0));
        let value = overall(&[&one, &other], 300).unwrap();
        assert!((overall(&[&other, &one], 300).unwrap() - value).abs() < 1e-12);
        let renamed = |units: &[Unit<char>]| -> Vec<_> {
            units
                .iter()
                .map(|unit| Unit::new(unit.start, unit.end, if unit.label == 'c' { 'z' } else { 'y' }))
                .collect()
        };
        assert!((overall(&[&renamed(&one), &renamed(&other)], 300).unwrap() - value).abs() < 1e-12);
    }

    #[test]
    fn one_unit_alone_is_as_good_as_chance_and_none_is_nothing() {
        assert!(overall(&[&[Unit::new(0, 1, 'x')], &[], &[]], 20).unwrap().abs() < 1e-12);
        assert_eq!(overall(&[&[], &[]], 20), Err(Undefined::NothingMarked));
        assert_eq!(overall(&[&[Unit::new(3, 3, 'x')], &[]], 20), Err(Undefined::NothingMarked));
        assert_eq!(overall(&[&[]], 20), Err(Undefined::FewerThanTwoCoders));
        assert_eq!(overall(&[&[Unit::new(0, 5, 'x'), Unit::new(4, 9, 'x')], &[]], 20), Err(Undefined::Overlap));
        // One unit over the whole text by everybody: there is nowhere else to put it.
        let whole = [Unit::new(0, 1, 'x')];
        assert_eq!(overall(&[&whole, &whole], 1), Err(Undefined::NoChance));
    }
}
