//! Which of several versions of a value holds.

use super::in_place::Rank;

/// A copy's version of a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Version<V> {
    /// Which copy.
    pub(super) copy: usize,
    /// What that copy began with, if it is known.
    pub(super) base: Option<V>,
    /// What it has now.
    pub(super) now: V,
}

/// What holds, and which copies have something else that somebody has to decide about, each value once.
#[derive(Debug, PartialEq)]
pub(super) struct Chosen<V> {
    pub(super) value: V,
    /// With the copy; `None` for ours.
    pub(super) others: Vec<(Option<usize>, V)>,
}

/// Chooses among our version and those of copies. What only one of them changed holds; where several did, that of the
/// lowest rank does, then the smallest. The order of the copies does not matter.
pub(super) fn choose<V: Clone + Ord>(
    ours: V,
    versions: &[Version<V>],
    rank: impl Fn(Option<usize>) -> Rank,
) -> Chosen<V> {
    let is_proposal = |version: &&Version<V>| version.now != ours && version.base.as_ref() != Some(&version.now);
    let proposals: Vec<&Version<V>> = versions.iter().filter(is_proposal).collect();
    let is_ours_changed = proposals.iter().any(|version| version.base.as_ref() != Some(&ours));
    let changed = is_ours_changed.then(|| (None, ours.clone()));
    let proposals = proposals.into_iter().map(|version| (Some(version.copy), version.now.clone()));
    let mut all: Vec<(Option<usize>, V)> = changed.into_iter().chain(proposals).collect();
    // Of those who say the same, the first speaks for all.
    all.sort_by(|one, other| (&one.1, rank(one.0), one.0).cmp(&(&other.1, rank(other.0), other.0)));
    all.dedup_by(|other, one| other.1 == one.1);
    all.sort_by(|one, other| (rank(one.0), &one.1).cmp(&(rank(other.0), &other.1)));
    let mut all = all.into_iter();
    let value = all.next().map_or(ours, |(_, value)| value);
    Chosen { value, others: all.collect() }
}

/// The set of what stays of ours and what copies add, in our order and then in theirs. Without a base nothing is removed.
pub(super) fn union<V: Clone + PartialEq>(ours: &[V], versions: &[Version<&[V]>]) -> Vec<V> {
    let had = |version: &Version<&[V]>, one: &V| version.base.is_some_and(|base| base.contains(one));
    let is_added = |one: &V| versions.iter().any(|version| version.now.contains(one) && !had(version, one));
    let is_removed = |one: &V| versions.iter().any(|version| !version.now.contains(one) && had(version, one));
    let mut all: Vec<V> = ours.iter().filter(|one| !is_removed(one) || is_added(one)).cloned().collect();
    for one in versions.iter().flat_map(|version| version.now) {
        if is_added(one) && !ours.contains(one) && !all.contains(one) {
            all.push(one.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        merge::in_place::{InPlace, ours_first},
        model::{CoderId, Id},
    };

    fn version(copy: usize, base: Option<&'static str>, now: &'static str) -> Version<&'static str> {
        Version { copy, base, now }
    }

    #[test]
    fn what_one_side_changed_holds_and_what_both_changed_is_open() {
        let chosen = |ours, versions: &[Version<&'static str>]| {
            let Chosen { value, others } = choose(ours, versions, ours_first);
            (value, others)
        };
        assert_eq!(chosen("a", &[version(0, Some("a"), "b")]), ("b", vec![]));
        assert_eq!(chosen("b", &[version(0, Some("a"), "a")]), ("b", vec![]));
        assert_eq!(chosen("b", &[version(0, Some("a"), "b")]), ("b", vec![]));
        assert_eq!(chosen("b", &[version(0, Some("a"), "c")]), ("b", vec![(Some(0), "c")]));
        assert_eq!(chosen("b", &[version(0, None, "c")]), ("b", vec![(Some(0), "c")]));
    }

    #[test]
    fn the_order_of_copies_does_not_matter() {
        let both = [version(0, Some("a"), "c"), version(1, Some("a"), "b")];
        let turned = [version(1, Some("a"), "b"), version(0, Some("a"), "c")];
        assert_eq!(choose("a", &both, ours_first), choose("a", &turned, ours_first));
        assert_eq!(choose("a", &both, ours_first), Chosen { value: "b", others: vec![(Some(0), "c")] });
        assert_eq!(choose("x", &both, ours_first), Chosen { value: "x", others: vec![(Some(1), "b"), (Some(0), "c")] });
    }

    #[test]
    fn by_the_agreed_rule_the_same_value_holds_whoever_merges() {
        let (ada, ben) = (CoderId(Id::FIRST), CoderId(Id::LAST));
        let chosen = |ours, by_us, theirs, by_them| {
            let rank = |copy: Option<usize>| InPlace::Agreed.rank(copy, if copy.is_none() { by_us } else { by_them });
            choose(ours, &[version(0, Some("a"), theirs)], rank).value
        };
        assert_eq!(chosen("x", Some(ada), "b", Some(ben)), "x", "the smaller coder");
        assert_eq!(chosen("b", Some(ben), "x", Some(ada)), "x");
        assert_eq!(chosen("x", Some(ada), "b", Some(ada)), "b", "then the smaller value");
        assert_eq!(chosen("b", Some(ada), "x", Some(ada)), "b");
        assert_eq!(chosen("b", None, "x", Some(ben)), "x", "somebody before nobody");
        assert_eq!(chosen("x", Some(ben), "b", None), "x");
        assert_eq!(chosen("a", Some(ada), "x", Some(ben)), "x", "what only one changed");
    }

    #[test]
    fn sets_grow_by_what_is_added_and_shrink_by_what_is_removed() {
        let version = |base: Option<&'static [u8]>, now: &'static [u8]| Version { copy: 0, base, now };
        assert_eq!(union(&[1, 2, 3], &[version(Some(&[1, 2]), &[2, 9])]), [2, 3, 9]);
        assert_eq!(union(&[1, 2, 3], &[version(None, &[2, 9])]), [1, 2, 3, 9]);
        assert_eq!(union(&[1], &[version(Some(&[1]), &[]), version(Some(&[]), &[1])]), [1], "one adds it again");
        assert_eq!(union(&[2], &[version(Some(&[1, 2]), &[1, 2])]), [2], "we removed it");
    }
}
