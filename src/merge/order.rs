//! The order of a list that several people arranged: by neighbours, for places counted from the beginning mean something
//! else as soon as somebody else has added a record.

use super::{
    choose::{Chosen, Version, choose},
    in_place::ours_first,
};

/// The order of the records that stay. Those that all versions have keep the order that somebody gave them; every other
/// stands after the neighbour that it had.
pub(super) fn order<I: Clone + Ord>(ours: &[I], versions: &[Version<&[I]>], stays: impl Fn(&I) -> bool) -> Vec<I> {
    let lists = || std::iter::once(ours).chain(versions.iter().map(|version| version.now));
    let bases = || versions.iter().filter_map(|version| version.base);
    let is_common = |id: &I| stays(id) && lists().chain(bases()).all(|list| list.contains(id));
    let common = |list: &[I]| list.iter().filter(|id| is_common(id)).cloned().collect::<Vec<I>>();
    let of_common: Vec<Version<Vec<I>>> = versions
        .iter()
        .map(|version| Version { copy: version.copy, base: version.base.map(common), now: common(version.now) })
        .collect();
    let Chosen { value, others } = choose(common(ours), &of_common, ours_first);
    // Where several arranged it, one order is as good as another, but it has to be the same whoever merges.
    let is_known = versions.iter().all(|version| version.base.is_some());
    let arranged = others.into_iter().map(|(_, order)| order).filter(|_| is_known);
    let spine = arranged.fold(value, Vec::min);

    // Runs of others, each after the neighbour that it had: those of all versions in an order of their own.
    let mut runs: Vec<(Option<I>, Vec<I>)> = Vec::new();
    for list in lists() {
        let mut run: (Option<I>, Vec<I>) = (None, Vec::new());
        for id in list.iter().filter(|id| stays(id)) {
            if is_common(id) {
                runs.push(std::mem::replace(&mut run, (Some(id.clone()), Vec::new())));
            } else {
                run.1.push(id.clone());
            }
        }
        runs.push(run);
    }
    runs.retain(|(_, run)| !run.is_empty());
    runs.sort();
    let mut ordered: Vec<I> = Vec::new();
    for neighbour in std::iter::once(None).chain(spine.into_iter().map(Some)) {
        ordered.extend(neighbour.clone());
        for id in runs.iter().filter(|(after, _)| *after == neighbour).flat_map(|(_, run)| run) {
            if !ordered.contains(id) {
                ordered.push(id.clone());
            }
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(base: &str, ours: &str, theirs: &str) -> String {
        let list = |text: &str| text.chars().collect::<Vec<char>>();
        let (base, ours, theirs) = (list(base), list(ours), list(theirs));
        let version = Version { copy: 0, base: Some(base.as_slice()), now: theirs.as_slice() };
        order(&ours, &[version], |id| !base.contains(id) || ours.contains(id) && theirs.contains(id)).iter().collect()
    }

    #[test]
    fn new_records_stand_beside_the_neighbours_that_they_were_given() {
        assert_eq!(ordered("abc", "axbc", "abyc"), "axbyc");
        assert_eq!(ordered("abc", "xabc", "abcy"), "xabcy");
        assert_eq!(ordered("abc", "axbc", "aybc"), ordered("abc", "aybc", "axbc"), "whoever merges");
        assert_eq!(ordered("ab", "axyb", "azb"), "axyzb", "what was added together stays together");
    }

    #[test]
    fn moves_of_one_side_hold_and_of_those_of_both_the_same_one_whoever_merges() {
        assert_eq!(ordered("abc", "cab", "abc"), "cab");
        assert_eq!(ordered("abc", "abc", "cab"), "cab");
        assert_eq!(ordered("abc", "bac", "cab"), "bac");
        assert_eq!(ordered("abc", "cab", "bac"), "bac");
        assert_eq!(ordered("abc", "bac", "axbc"), "baxc");
    }

    #[test]
    fn what_goes_leaves_the_rest_in_order() {
        assert_eq!(ordered("abcd", "acd", "abdx"), "adx");
    }
}
