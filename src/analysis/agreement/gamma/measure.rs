//! Gamma: how much less disorder there is between coders than chance would leave.

use std::cmp::Ordering;

use super::{
    super::{random::Random, units::Unit, value::Undefined},
    alignment::{Alignment, align, placed},
    cost::{Costs, Place},
    sampler::{Sampler, Source},
};

/// How gamma compares with chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// How marks by chance are made.
    pub sampler: Sampler,
    /// How many times; gamma varies less with more of them, by about 0.005 with 100.
    pub samples: usize,
    /// The same seed gives the same value.
    pub seed: u64,
}

/// Gamma and what it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Gamma {
    /// 1 - disorder / expected disorder; below 0 where coders agree less than chance would.
    pub gamma: f64,
    /// The best alignment and its disorder.
    pub best: Alignment,
    /// The average disorder of the best alignments of marks by chance.
    pub expected: f64,
}

/// Gamma of one text (Mathet, Widlöcher and Métivier 2015): where marks lie and what they are called together, whether they
/// overlap, are nested, or differ in number. See [`super::best_alignment`] for how much can be compared.
///
/// # Errors
/// As [`super::best_alignment`], and when marks by chance leave no disorder.
pub fn gamma<L: Ord>(coders: &[&[Unit<L>]], costs: &Costs, chance: Chance) -> Result<Gamma, Undefined> {
    let mut coders = placed(coders);
    let best = align(&coders, costs)?;
    coders.iter_mut().for_each(|places| places.sort_by(in_order));
    // Which coder is named first makes no difference to what is drawn.
    coders.sort_by(|one, other| {
        let unlike = one.iter().zip(other).map(|(one, other)| in_order(one, other)).find(|order| order.is_ne());
        unlike.unwrap_or_else(|| one.len().cmp(&other.len()))
    });
    let source = Source::new(&coders, chance.sampler);
    let mut random = Random::new(chance.seed);
    let (mut sum, mut count) = (0.0, 0.0);
    for _ in 0..chance.samples {
        let drawn = source.draw(&mut random);
        // A coder without marks may be drawn for all; that says nothing.
        if drawn.iter().any(|places| !places.is_empty()) {
            (sum, count) = (sum + align(&drawn, costs)?.disorder, count + 1.0);
        }
    }
    if sum <= 0.0 {
        return Err(Undefined::NoChance);
    }
    let expected = sum / count;
    Ok(Gamma { gamma: 1.0 - best.disorder / expected, best, expected })
}

fn in_order(one: &Place, other: &Place) -> Ordering {
    one.start.total_cmp(&other.start).then(one.end.total_cmp(&other.end)).then(one.label.cmp(&other.label))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANCE: Chance = Chance { sampler: Sampler::Shuffle, samples: 60, seed: 1 };

    fn a() -> Vec<Unit<char>> {
        vec![Unit::new(0, 10, 'c'), Unit::new(12, 20, 's'), Unit::new(30, 45, 'c'), Unit::new(50, 56, 'l')]
    }

    fn b() -> Vec<Unit<char>> {
        let [first, third] = [Unit::new(0, 12, 'c'), Unit::new(32, 45, 'c')];
        vec![first, Unit::new(12, 20, 's'), third, Unit::new(50, 56, 's'), Unit::new(70, 80, 'l')]
    }

    #[test]
    fn equal_coders_agree_fully_and_order_and_names_do_not_matter() {
        let costs = Costs::default();
        assert_eq!(gamma(&[&a(), &a()], &costs, CHANCE).unwrap().gamma, 1.0);
        assert_eq!(gamma(&[&a(), &a(), &a()], &costs, CHANCE).unwrap().gamma, 1.0);
        let one = gamma(&[&a(), &b()], &costs, CHANCE).unwrap();
        let swapped = gamma(&[&b(), &a()], &costs, CHANCE).unwrap();
        assert!((one.best.disorder - swapped.best.disorder).abs() < 1e-12);
        assert!((one.gamma - swapped.gamma).abs() < 1e-12);
        let renamed = |units: Vec<Unit<char>>| -> Vec<Unit<u32>> {
            units.into_iter().map(|unit| Unit::new(unit.start, unit.end, u32::MAX - unit.label as u32)).collect()
        };
        let other_names = gamma(&[&renamed(a()), &renamed(b())], &costs, CHANCE).unwrap();
        assert!((one.gamma - other_names.gamma).abs() < 1e-12);
    }

    #[test]
    fn what_the_formula_leaves_open_is_said() {
        let costs = Costs::default();
        assert_eq!(gamma::<char>(&[&[], &[]], &costs, CHANCE), Err(Undefined::NothingMarked));
        assert_eq!(gamma(&[&a()], &costs, CHANCE), Err(Undefined::FewerThanTwoCoders));
        assert_eq!(gamma(&[&a(), &a()], &costs, Chance { samples: 0, ..CHANCE }), Err(Undefined::NoChance));
    }
}
