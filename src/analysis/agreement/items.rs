//! Agreement on items that everybody sees: attributes of matched marks, codes of articles.
//!
//! Not for the marks themselves: where people choose what to mark there are no fixed items, so kappa has no meaning.

use std::collections::BTreeMap;

use super::{
    coincidences::Coincidences,
    value::{Outcome, Undefined},
};

/// Values that coders gave to items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ratings<L> {
    /// Every item with a value or a gap for each coder, coders in the same order throughout.
    pub items: Vec<Vec<Option<L>>>,
}

impl<L: Ord + Clone> Ratings<L> {
    /// The items that two coders at least gave a value, with how often each value was given.
    fn shared(&self) -> Result<Vec<Counts<'_, L>>, Undefined> {
        if self.items.iter().map(Vec::len).max().unwrap_or_default() < 2 {
            return Err(Undefined::FewerThanTwoCoders);
        }
        let counts = self.items.iter().map(|item| Counts::of(item)).filter(|counts| counts.all >= 2.0);
        let counts: Vec<_> = counts.collect();
        if counts.is_empty() { Err(Undefined::NothingShared) } else { Ok(counts) }
    }

    /// The values of two coders, where both gave one.
    fn pairs(&self) -> Result<Vec<(&L, &L)>, Undefined> {
        let mut pairs = Vec::new();
        for item in &self.items {
            match item.as_slice() {
                [Some(one), Some(other)] => pairs.push((one, other)),
                [_, _] => {}
                _ => return Err(Undefined::NotTwoCoders),
            }
        }
        if pairs.is_empty() { Err(Undefined::NothingShared) } else { Ok(pairs) }
    }
}

/// How often each value was given to an item.
struct Counts<'r, L> {
    of: BTreeMap<&'r L, f64>,
    all: f64,
}

impl<'r, L: Ord> Counts<'r, L> {
    fn of(item: &'r [Option<L>]) -> Self {
        let mut of: BTreeMap<&L, f64> = BTreeMap::new();
        for value in item.iter().flatten() {
            *of.entry(value).or_default() += 1.0;
        }
        let all = of.values().sum();
        Self { of, all }
    }

    /// The share of pairs of coders that gave it the same value.
    fn agreeing(&self) -> f64 {
        self.of.values().map(|count| count * (count - 1.0)).sum::<f64>() / (self.all * (self.all - 1.0))
    }
}

/// The share of pairs of coders who chose the same, averaged over items. Says nothing about chance.
///
/// # Errors
/// When no item has values by two coders.
pub fn percent_agreement<L: Ord + Clone>(ratings: &Ratings<L>) -> Outcome {
    Ok(observed(&ratings.shared()?))
}

/// Cohen's kappa for two coders: (Po - Pe) / (1 - Pe), with Pe from each coder's own shares (Cohen 1960). Items with a
/// gap are left out.
///
/// # Errors
/// When there are not two coders, they share no item, or everything has one value.
pub fn cohen_kappa<L: Ord + Clone>(ratings: &Ratings<L>) -> Outcome {
    let pairs = ratings.pairs()?;
    let all = pairs.len() as f64;
    let mut shares: BTreeMap<&L, (f64, f64)> = BTreeMap::new();
    for (one, other) in &pairs {
        shares.entry(*one).or_default().0 += 1.0 / all;
        shares.entry(*other).or_default().1 += 1.0 / all;
    }
    let by_chance = shares.values().map(|(one, other)| one * other).sum();
    beyond_chance(agreeing(&pairs), by_chance, shares.len())
}

/// Scott's pi for two coders: as kappa, with Pe from the shares of both together (Scott 1955). Items with a gap are
/// left out.
///
/// # Errors
/// When there are not two coders, they share no item, or everything has one value.
pub fn scott_pi<L: Ord + Clone>(ratings: &Ratings<L>) -> Outcome {
    let pairs = ratings.pairs()?;
    let mut shares: BTreeMap<&L, f64> = BTreeMap::new();
    for value in pairs.iter().flat_map(|(one, other)| [*one, *other]) {
        *shares.entry(value).or_default() += 0.5 / pairs.len() as f64;
    }
    beyond_chance(agreeing(&pairs), shares.values().map(|share| share * share).sum(), shares.len())
}

/// Fleiss' kappa: Po is the share of agreeing pairs averaged over items, Pe comes from the shares of all values together
/// (Fleiss 1971). Every item has the same number of values, at least two; whose they are does not matter.
///
/// # Errors
/// When items have different numbers of values, or everything has one value.
pub fn fleiss_kappa<L: Ord + Clone>(ratings: &Ratings<L>) -> Outcome {
    let counts = ratings.shared()?;
    let raters = counts.first().map_or(0.0, |counts| counts.all);
    if counts.len() < ratings.items.len() || counts.iter().any(|counts| counts.all != raters) {
        return Err(Undefined::UnequalRatings);
    }
    let shares = shares(&counts);
    beyond_chance(observed(&counts), shares.values().map(|share| share * share).sum(), shares.len())
}

/// Krippendorff's alpha for categories (Krippendorff 1970): see [`Coincidences::alpha`]. Any number of coders, and gaps.
///
/// # Errors
/// When no item has values by two coders, or everything has one value.
pub fn krippendorff_alpha<L: Ord + Clone>(ratings: &Ratings<L>) -> Outcome {
    ratings.shared()?;
    let mut table = Coincidences::new();
    for item in &ratings.items {
        table.add(item.iter().flatten(), 1.0);
    }
    table.alpha()
}

/// Gwet's AC1: as kappa, with Pe = sum of p(1-p) over the q values that occur, divided by q-1 (Gwet 2008). It stays
/// sensible when nearly all items have one value. Any number of coders, and gaps; shares count every item that has a value.
///
/// # Errors
/// When no item has values by two coders, or everything has one value.
pub fn gwet_ac1<L: Ord + Clone>(ratings: &Ratings<L>) -> Outcome {
    let counts = ratings.shared()?;
    let rated: Vec<_> = ratings.items.iter().map(|item| Counts::of(item)).filter(|counts| counts.all > 0.0).collect();
    let shares = shares(&rated);
    let spread: f64 = shares.values().map(|share| share * (1.0 - share)).sum();
    // With one value the divisor would be 0; the number of values then decides.
    beyond_chance(observed(&counts), spread / (shares.len() as f64 - 1.0).max(1.0), shares.len())
}

/// The share of agreeing pairs, averaged over items.
fn observed<L: Ord>(counts: &[Counts<'_, L>]) -> f64 {
    counts.iter().map(Counts::agreeing).sum::<f64>() / counts.len() as f64
}

/// The share of each value in an item, averaged over items.
fn shares<'r, L: Ord>(counts: &[Counts<'r, L>]) -> BTreeMap<&'r L, f64> {
    let mut shares: BTreeMap<&L, f64> = BTreeMap::new();
    for item in counts {
        for (value, count) in &item.of {
            *shares.entry(value).or_default() += count / item.all / counts.len() as f64;
        }
    }
    shares
}

fn agreeing<L: PartialEq>(pairs: &[(&L, &L)]) -> f64 {
    pairs.iter().filter(|(one, other)| one == other).count() as f64 / pairs.len() as f64
}

/// How much of the agreement that chance leaves open was reached.
fn beyond_chance(observed: f64, by_chance: f64, values: usize) -> Outcome {
    if values < 2 { Err(Undefined::OneCategory) } else { Ok((observed - by_chance) / (1.0 - by_chance)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items as words, a coder a letter, `-` for a gap.
    fn ratings(items: &str) -> Ratings<char> {
        let item = |item: &str| item.chars().map(|value| (value != '-').then_some(value)).collect();
        Ratings { items: items.split(' ').map(item).collect() }
    }

    const ALL: [fn(&Ratings<char>) -> Outcome; 6] =
        [percent_agreement, cohen_kappa, scott_pi, fleiss_kappa, krippendorff_alpha, gwet_ac1];

    #[track_caller]
    fn near(outcome: Outcome, expected: f64) {
        assert!((outcome.unwrap() - expected).abs() < 0.0005, "{outcome:?} is not {expected}");
    }

    #[test]
    fn published_examples() {
        // Krippendorff 2011: two coders and ten items.
        let two = ratings("01 11 01 00 00 01 00 00 10 00");
        near(percent_agreement(&two), 0.6);
        near(krippendorff_alpha(&two), 0.095);
        // The same: four coders with gaps.
        let four = ratings("11-1 2232 3333 3333 2222 1234 4444 1121 2222 -555 --11 -3--");
        near(krippendorff_alpha(&four), 0.743);
        // One value dominates, so kappa is low where coders agree on 85 of 100 items (Gwet 2008).
        let skewed = ["11"; 80].iter().chain(&["12"; 7]).chain(&["21"; 8]).chain(&["22"; 5]);
        let skewed = ratings(&skewed.copied().collect::<Vec<_>>().join(" "));
        near(gwet_ac1(&skewed), 0.808);
        near(cohen_kappa(&skewed), 0.314);
    }

    #[test]
    fn equal_coders_agree_fully_and_order_and_names_do_not_matter() {
        for measure in ALL {
            assert_eq!(measure(&ratings("aa bb cc aa")), Ok(1.0));
            let one = measure(&ratings("aa ab cc ba bb ca")).unwrap();
            near(measure(&ratings("aa ba cc ab bb ac")), one);
            near(measure(&ratings("zz zy xx yz yy xz")), one);
        }
    }

    #[test]
    fn what_the_formula_leaves_open_is_said() {
        for measure in ALL.into_iter().skip(1) {
            assert_eq!(measure(&ratings("aa aa")), Err(Undefined::OneCategory));
        }
        for measure in ALL {
            assert_eq!(measure(&ratings("a- -b")), Err(Undefined::NothingShared));
            let nobody = measure(&Ratings::default());
            assert!(matches!(nobody, Err(Undefined::FewerThanTwoCoders | Undefined::NothingShared)));
        }
        assert_eq!(cohen_kappa(&ratings("aab")), Err(Undefined::NotTwoCoders));
        assert_eq!(fleiss_kappa(&ratings("aab a-b")), Err(Undefined::UnequalRatings));
        assert_eq!(krippendorff_alpha(&ratings("a b")), Err(Undefined::FewerThanTwoCoders));
    }
}
