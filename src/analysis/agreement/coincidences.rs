//! Which values meet at the same item or place, and Krippendorff's alpha of them.

use std::collections::{BTreeMap, BTreeSet};

use super::value::{Outcome, Undefined};

/// How often values of different coders meet. An item with m values adds each ordered pair of them with the weight
/// 1/(m-1), so that it counts m in all; an item with one value adds nothing. Tables of several articles are added up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coincidences<V> {
    pairs: BTreeMap<(V, V), f64>,
}

impl<V: Ord + Clone> Coincidences<V> {
    /// A table of nothing.
    pub fn new() -> Self {
        Self { pairs: BTreeMap::new() }
    }

    /// Adds an item, or `weight` equal items, with the values that coders gave it.
    pub fn add(&mut self, values: impl IntoIterator<Item = V>, weight: f64) {
        let mut counts: BTreeMap<V, f64> = BTreeMap::new();
        for value in values {
            *counts.entry(value).or_default() += 1.0;
        }
        let others = counts.values().sum::<f64>() - 1.0;
        if others < 1.0 {
            return;
        }
        for (one, count) in &counts {
            for (other, other_count) in &counts {
                let met = if one == other { count * (count - 1.0) } else { count * other_count };
                if met > 0.0 {
                    *self.pairs.entry((one.clone(), other.clone())).or_default() += weight * met / others;
                }
            }
        }
    }

    /// Adds what another table holds, as of another article.
    pub fn add_all(&mut self, other: &Self) {
        for (pair, count) in &other.pairs {
            *self.pairs.entry(pair.clone()).or_default() += count;
        }
    }

    /// How much each value occurs among the pairs.
    pub(super) fn totals(&self) -> BTreeMap<&V, f64> {
        let mut totals: BTreeMap<&V, f64> = BTreeMap::new();
        for ((value, _), count) in &self.pairs {
            *totals.entry(value).or_default() += count;
        }
        totals
    }

    /// How much of the pairs is of two different values.
    pub(super) fn disagreeing(&self) -> f64 {
        self.pairs.iter().filter(|((one, other), _)| one != other).map(|(_, count)| count).sum()
    }

    /// How much of the pairs is of one value with a different one.
    pub(super) fn disagreeing_about(&self, value: &V) -> f64 {
        let about = self.pairs.iter().filter(|((one, other), _)| one == value && one != other);
        about.map(|(_, count)| count).sum()
    }

    /// Krippendorff's alpha for categories: 1 - (n-1) · pairs that differ / pairs that would differ by chance, where n
    /// counts the values that can be paired (Krippendorff 1970, 2011). Any number of coders, and gaps.
    ///
    /// # Errors
    /// When there are no pairs, or all are of one value.
    pub fn alpha(&self) -> Outcome {
        let totals = self.totals();
        let all: f64 = totals.values().sum();
        let by_chance: f64 = totals.values().map(|total| total * (all - total)).sum();
        match totals.len() {
            0 => Err(Undefined::NothingShared),
            1 => Err(Undefined::OneCategory),
            _ => Ok(1.0 - (all - 1.0) * self.disagreeing() / by_chance),
        }
    }
}

/// Tables of several articles side by side, so that many draws of them are added up quickly.
pub(super) struct SideBySide<V> {
    pairs: Vec<(V, V)>,
    /// How often each of the pairs occurs, for each table.
    tables: Vec<Vec<f64>>,
}

impl<V: Ord + Clone> SideBySide<V> {
    /// Puts tables side by side.
    pub(super) fn new(tables: &[Coincidences<V>]) -> Self {
        let pairs: BTreeSet<&(V, V)> = tables.iter().flat_map(|table| table.pairs.keys()).collect();
        let counts = |table: &Coincidences<V>| {
            let count = |pair: &&(V, V)| table.pairs.get(*pair).copied().unwrap_or_default();
            pairs.iter().map(count).collect()
        };
        let tables = tables.iter().map(counts).collect();
        Self { pairs: pairs.into_iter().cloned().collect(), tables }
    }

    /// What tables hold together, by their numbers; one may come several times.
    pub(super) fn together(&self, numbers: impl Iterator<Item = usize>) -> Coincidences<V> {
        let mut sums = vec![0.0; self.pairs.len()];
        for table in numbers.filter_map(|number| self.tables.get(number)) {
            sums.iter_mut().zip(table).for_each(|(sum, count)| *sum += count);
        }
        let counted = self.pairs.iter().zip(sums).filter(|(_, sum)| *sum > 0.0);
        Coincidences { pairs: counted.map(|(pair, sum)| (pair.clone(), sum)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_counts_as_many_as_it_has_values() {
        let mut table = Coincidences::new();
        table.add(['a', 'a', 'b'], 1.0);
        assert_eq!(table.totals().values().sum::<f64>(), 3.0);
        assert_eq!((table.disagreeing(), table.disagreeing_about(&'b')), (2.0, 1.0));
        table.add(['a'], 1.0);
        assert_eq!(table.totals().values().sum::<f64>(), 3.0);
    }

    #[test]
    fn tables_side_by_side_add_up_as_one_after_the_other() {
        let [mut one, mut other] = [Coincidences::new(), Coincidences::new()];
        one.add(['a', 'a', 'b'], 2.0);
        other.add(['b', 'c'], 3.0);
        let beside = SideBySide::new(&[one.clone(), other.clone()]);
        let mut twice = one.clone();
        [&one, &other].into_iter().for_each(|table| twice.add_all(table));
        assert_eq!(beside.together([0, 1, 0].into_iter()), twice);
        assert_eq!(beside.together(std::iter::once(1)), other, "what does not occur is no value");
        assert_eq!(beside.together([1, 7].into_iter()), other);
    }

    #[test]
    fn without_values_or_with_one_there_is_no_alpha() {
        let mut table = Coincidences::new();
        assert_eq!(table.alpha(), Err(Undefined::NothingShared));
        table.add(['a', 'a'], 5.0);
        assert_eq!(table.alpha(), Err(Undefined::OneCategory));
        table.add(['b', 'b'], 1.0);
        assert_eq!(table.alpha(), Ok(1.0));
    }
}
