//! Which of several versions of a value holds.

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
    pub(super) others: Vec<(usize, V)>,
}

/// Chooses among our version and those of copies. What only one of them changed holds; where several did, ours does, or the
/// smallest of theirs if ours is unchanged. The order of the copies does not matter.
pub(super) fn choose<V: Clone + Ord>(ours: V, versions: &[Version<V>]) -> Chosen<V> {
    let is_proposal = |version: &&Version<V>| version.now != ours && version.base.as_ref() != Some(&version.now);
    let mut proposals: Vec<&Version<V>> = versions.iter().filter(is_proposal).collect();
    let is_ours_changed = proposals.iter().any(|version| version.base.as_ref() != Some(&ours));
    proposals.sort_by(|one, other| (&one.now, one.copy).cmp(&(&other.now, other.copy)));
    proposals.dedup_by(|other, one| other.now == one.now);
    let mut proposals = proposals.into_iter().map(|version| (version.copy, version.now.clone()));
    let value = if is_ours_changed { ours } else { proposals.next().map_or(ours, |(_, value)| value) };
    Chosen { value, others: proposals.collect() }
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

    fn version(copy: usize, base: Option<&'static str>, now: &'static str) -> Version<&'static str> {
        Version { copy, base, now }
    }

    #[test]
    fn what_one_side_changed_holds_and_what_both_changed_is_open() {
        let chosen = |ours, versions: &[Version<&'static str>]| {
            let Chosen { value, others } = choose(ours, versions);
            (value, others)
        };
        assert_eq!(chosen("a", &[version(0, Some("a"), "b")]), ("b", vec![]));
        assert_eq!(chosen("b", &[version(0, Some("a"), "a")]), ("b", vec![]));
        assert_eq!(chosen("b", &[version(0, Some("a"), "b")]), ("b", vec![]));
        assert_eq!(chosen("b", &[version(0, Some("a"), "c")]), ("b", vec![(0, "c")]));
        assert_eq!(chosen("b", &[version(0, None, "c")]), ("b", vec![(0, "c")]));
    }

    #[test]
    fn the_order_of_copies_does_not_matter() {
        let both = [version(0, Some("a"), "c"), version(1, Some("a"), "b")];
        let turned = [version(1, Some("a"), "b"), version(0, Some("a"), "c")];
        assert_eq!(choose("a", &both), choose("a", &turned));
        assert_eq!(choose("a", &both), Chosen { value: "b", others: vec![(0, "c")] });
        assert_eq!(choose("x", &both), Chosen { value: "x", others: vec![(1, "b"), (0, "c")] });
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
