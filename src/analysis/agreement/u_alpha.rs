//! The u-alpha family: did coders find the same stretches, and give them the same labels?
//!
//! All compare the lengths of what two coders' units and gaps share with what chance would let them share, where units stay
//! whole: each length of a unit squared stands for pairs of places that cannot come apart (Krippendorff, Mathet, Bouvry and
//! Widlöcher 2016; Krippendorff 2019, 12.6). Units of one coder may touch, and stay several then, but not overlap.

use std::collections::BTreeMap;

use super::{
    coincidences::Coincidences,
    sweep::sweep,
    units::{Unit, apart},
    value::{Outcome, Undefined},
};

/// Lengths that values share, and the squared lengths of the units of each value.
struct Lengths<V> {
    shared: Coincidences<V>,
    squared: BTreeMap<V, f64>,
}

impl<V: Ord + Clone> Lengths<V> {
    /// How much of the whole the squares take away: 1 / (l - S/l), by which products of lengths become expected lengths.
    fn scale(&self) -> f64 {
        let all: f64 = self.shared.totals().values().sum();
        let squared: f64 = self.squared.values().sum();
        1.0 / (all - squared / all)
    }

    /// 1 - length of what differs / expected length of what differs, over all values.
    fn alpha(&self) -> Outcome {
        let totals = self.shared.totals();
        let all: f64 = totals.values().sum();
        let products: f64 = totals.values().map(|total| total * (all - total)).sum();
        ratio(self.shared.disagreeing(), products * self.scale(), totals.len())
    }

    /// Of one value against all others: 1 - share of its length that meets another value / expected share.
    fn alpha_of(&self, value: &V) -> Outcome {
        let totals = self.shared.totals();
        let all: f64 = totals.values().sum();
        let own = totals.get(value).copied().unwrap_or_default();
        let squared = self.squared.get(value).copied().unwrap_or_default();
        let expected = own * (all - own) / (own * all - squared);
        ratio(self.shared.disagreeing_about(value) / own, expected, totals.len())
    }
}

fn ratio(observed: f64, expected: f64, values: usize) -> Outcome {
    if values < 2 {
        Err(Undefined::OneCategory)
    } else if expected.is_finite() && expected > 0.0 {
        Ok(1.0 - observed / expected)
    } else {
        Err(Undefined::NoChance)
    }
}

/// u-alpha: stretches and labels together, over units and gaps of one text of `length`.
///
/// # Errors
/// When there is no text, no mark or no second coder, when marks overlap, and when all places have one value.
pub fn u_alpha<L: Ord + Clone>(coders: &[&[Unit<L>]], length: u32) -> Outcome {
    of_all(coders, length, L::clone)?.alpha()
}

/// |u-alpha, with a bar before it: did they find the same stretches, whatever the label? Not defined where marks tile the
/// whole text.
///
/// # Errors
/// As [`u_alpha`], and when marks cover everything.
pub fn u_alpha_binary<L: Ord + Clone>(coders: &[&[Unit<L>]], length: u32) -> Outcome {
    of_all(coders, length, |_| ())?.alpha()
}

/// cu-alpha: given that both marked something, did they give it the same label? Here a unit counts with the square of its
/// average overlap with the units of the other coders.
///
/// # Errors
/// As [`u_alpha`], and when no place was marked by two coders.
pub fn cu_alpha<L: Ord + Clone>(coders: &[&[Unit<L>]], length: u32) -> Outcome {
    of_marked(coders, length)?.alpha()
}

/// (k)cu-alpha, by label: given that both marked something and one chose this label, did the other? Labels that never
/// meet a mark of somebody else have no value.
///
/// # Errors
/// As [`cu_alpha`]; a single label has reasons of its own.
pub fn cu_alpha_by_label<L: Ord + Clone>(
    coders: &[&[Unit<L>]],
    length: u32,
) -> Result<BTreeMap<L, Outcome>, Undefined> {
    let lengths = of_marked(coders, length)?;
    let labels = coders.iter().flat_map(|units| units.iter()).map(|unit| unit.label.clone());
    let value = |label: L| {
        let outcome = if lengths.shared.totals().contains_key(&label) {
            lengths.alpha_of(&label)
        } else {
            Err(Undefined::NothingShared)
        };
        (label, outcome)
    };
    Ok(labels.map(value).collect())
}

fn in_order<L: Ord + Clone>(coders: &[&[Unit<L>]], length: u32) -> Result<Vec<Vec<Unit<L>>>, Undefined> {
    if coders.len() < 2 {
        return Err(Undefined::FewerThanTwoCoders);
    }
    if length == 0 {
        return Err(Undefined::NoText);
    }
    let coders: Result<Vec<_>, _> = coders.iter().map(|units| apart(units, length)).collect();
    let coders = coders?;
    if coders.iter().all(Vec::is_empty) { Err(Undefined::NothingMarked) } else { Ok(coders) }
}

/// The lengths over the whole text, gaps included. A gap counts plainly: its places may come apart.
fn of_all<L: Ord + Clone, V: Ord + Clone>(
    coders: &[&[Unit<L>]],
    length: u32,
    value: impl Fn(&L) -> V,
) -> Result<Lengths<Option<V>>, Undefined> {
    let coders = in_order(coders, length)?;
    let mut lengths = Lengths { shared: Coincidences::new(), squared: BTreeMap::new() };
    sweep(&coders, length, |length, here| {
        lengths.shared.add(here.iter().map(|unit| unit.map(|unit| value(&unit.label))), f64::from(length));
        let gaps = here.iter().filter(|unit| unit.is_none()).count() as f64;
        *lengths.squared.entry(None).or_default() += gaps * f64::from(length);
    });
    for unit in coders.iter().flatten() {
        *lengths.squared.entry(Some(value(&unit.label))).or_default() += f64::from(unit.length()).powi(2);
    }
    Ok(lengths)
}

/// The lengths of what two coders marked both.
fn of_marked<L: Ord + Clone>(coders: &[&[Unit<L>]], length: u32) -> Result<Lengths<L>, Undefined> {
    let coders = in_order(coders, length)?;
    let others = coders.len() as f64 - 1.0;
    let mut shared = Coincidences::new();
    // By coder and start, which no two units share.
    let mut overlaps: BTreeMap<(usize, u32), f64> = BTreeMap::new();
    sweep(&coders, length, |length, here| {
        let marked = here.iter().flatten().count();
        if marked < 2 {
            return;
        }
        // A pair counts the same however many others marked the place too: as 1 of all pairs of coders.
        let met = marked as f64 - 1.0;
        shared.add(here.iter().flatten().map(|unit| unit.label.clone()), f64::from(length) * met / others);
        for (coder, unit) in here.iter().enumerate() {
            if let Some(unit) = unit {
                *overlaps.entry((coder, unit.start)).or_default() += f64::from(length) * met / others;
            }
        }
    });
    if overlaps.is_empty() {
        return Err(Undefined::NothingShared);
    }
    let mut squared: BTreeMap<L, f64> = BTreeMap::new();
    for (coder, units) in coders.iter().enumerate() {
        for unit in units {
            let overlap = overlaps.get(&(coder, unit.start)).copied().unwrap_or_default();
            *squared.entry(unit.label.clone()).or_default() += overlap * overlap;
        }
    }
    Ok(Lengths { shared, squared })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Coder = Vec<Unit<u8>>;

    /// The example of Krippendorff and others 2016.
    fn example() -> [Coder; 3] {
        let units = |units: &[(u32, u32, u8)]| units.iter().map(|(from, to, l)| Unit::new(*from, *to, *l)).collect();
        [
            units(&[(2, 9, 1), (11, 17, 2), (24, 30, 5), (32, 36, 6), (36, 44, 6), (44, 60, 7)]),
            units(&[(2, 9, 1), (11, 17, 3), (19, 25, 5), (32, 44, 6)]),
            units(&[(2, 9, 1), (11, 17, 4), (21, 27, 5), (32, 36, 6), (36, 40, 6), (40, 44, 6)]),
        ]
    }

    type Measure = fn(&[&[Unit<u8>]], u32) -> Outcome;
    const ALL: [Measure; 3] = [u_alpha, u_alpha_binary, cu_alpha];

    #[test]
    fn the_published_example() {
        let [one, two, three] = &example();
        let found = ALL.map(|measure| (measure(&[one, two, three], 60).unwrap() * 1000.0).round());
        assert_eq!(found, [510.0, 413.0, 724.0]);
        let labels = cu_alpha_by_label(&[one, two, three], 60).unwrap();
        let expected = [(1, 1.0), (2, 0.0), (3, 0.0), (4, 0.0), (5, 1.0), (6, 1.0)];
        assert!(expected.iter().all(|(label, value)| (labels[label].unwrap() - value).abs() < 1e-9), "{labels:?}");
        assert_eq!(labels[&7], Err(Undefined::NothingShared));
    }

    #[test]
    fn equal_coders_agree_fully_and_order_and_names_do_not_matter() {
        let [one, two, three] = &example();
        let renamed = |units: &Coder| -> Coder {
            units.iter().map(|unit| Unit { label: 9 - unit.label, ..unit.clone() }).collect()
        };
        let [first, second, third] = [renamed(one), renamed(two), renamed(three)];
        for measure in ALL {
            assert_eq!(measure(&[one, one, one], 60), Ok(1.0));
            let value = measure(&[one, two, three], 60).unwrap();
            assert!((measure(&[three, one, two], 60).unwrap() - value).abs() < 1e-12);
            assert!((measure(&[&first, &second, &third], 60).unwrap() - value).abs() < 1e-12);
        }
    }

    #[test]
    fn what_the_formula_leaves_open_is_said() {
        let whole = [Unit::new(0, 4, 1), Unit::new(4, 9, 2)];
        assert_eq!(u_alpha_binary(&[&whole, &whole], 9), Err(Undefined::OneCategory));
        assert_eq!(u_alpha(&[&whole, &whole], 9), Ok(1.0));
        assert_eq!(cu_alpha(&[&[Unit::new(0, 4, 1)], &[Unit::new(4, 9, 1)]], 9), Err(Undefined::NothingShared));
        for measure in ALL {
            assert_eq!(measure(&[&[], &[]], 9), Err(Undefined::NothingMarked));
            assert_eq!(measure(&[&whole], 9), Err(Undefined::FewerThanTwoCoders));
            assert_eq!(measure(&[&[], &[]], 0), Err(Undefined::NoText));
        }
    }
}
