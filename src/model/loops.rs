//! Which connections lead back to where they start, for all of them at once.

/// Which of these connections, each from one place to another of `count` places, lie on a loop: both ends of one that does
/// lead to each other (strongly connected components; Sharir, Computers & Mathematics with Applications 7, 1981).
pub(super) fn on_loops(connections: &[(usize, usize)], count: usize) -> Vec<bool> {
    let mut forward = vec![Vec::new(); count];
    let mut back = vec![Vec::new(); count];
    for (from, to) in connections {
        if let (Some(there), Some(from_there)) = (forward.get_mut(*from), back.get_mut(*to)) {
            there.push(*to);
            from_there.push(*from);
        }
    }
    // Places in the order in which all that they lead to is done; then whatever leads to them is one with them.
    let mut done = Vec::with_capacity(count);
    let mut is_seen = vec![false; count];
    for start in 0..count {
        walk(&forward, start, &mut is_seen, |place| done.push(place));
    }
    let mut group = vec![0; count];
    is_seen.fill(false);
    for (number, start) in done.into_iter().rev().enumerate() {
        walk(&back, start, &mut is_seen, |place| group.get_mut(place).into_iter().for_each(|group| *group = number));
    }
    connections.iter().map(|(from, to)| from == to || group.get(*from) == group.get(*to)).collect()
}

/// Goes to all places that a place leads to and that were not seen, and tells of each when it is left.
fn walk(ways: &[Vec<usize>], start: usize, is_seen: &mut [bool], mut left: impl FnMut(usize)) {
    let mut path: Vec<(usize, usize)> = Vec::new();
    let mut enter = |place: usize| is_seen.get_mut(place).is_some_and(|is_seen| !std::mem::replace(is_seen, true));
    if enter(start) {
        path.push((start, 0));
    }
    while let Some((place, next)) = path.last_mut() {
        let way = ways.get(*place).and_then(|ways| ways.get(*next)).copied();
        *next += 1;
        match way {
            Some(to) => {
                if enter(to) {
                    path.push((to, 0));
                }
            }
            None => path.pop().into_iter().for_each(|(place, _)| left(place)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn on_a_loop_is_what_can_be_gone_round(ways in prop::collection::vec((0usize..9, 0usize..9), 0..20)) {
            let leads = |from: usize, to: usize| {
                let (mut reached, mut seen) = (vec![from], [false; 9]);
                while let Some(at) = reached.pop() {
                    if at == to {
                        return true;
                    }
                    if !std::mem::replace(&mut seen[at], true) {
                        reached.extend(ways.iter().filter(|(start, _)| *start == at).map(|(_, end)| *end));
                    }
                }
                false
            };
            let expected: Vec<bool> = ways.iter().map(|(from, to)| leads(*to, *from)).collect();
            prop_assert_eq!(on_loops(&ways, 9), expected);
        }
    }

    #[test]
    fn a_long_chain_is_no_loop_until_it_is_closed() {
        let mut chain: Vec<(usize, usize)> = (0..100_000).map(|n| (n, n + 1)).collect();
        assert!(on_loops(&chain, 100_001).iter().all(|is_on| !is_on));
        chain.push((100_000, 50_000));
        assert_eq!(on_loops(&chain, 100_001).iter().filter(|is_on| **is_on).count(), 50_001);
    }
}
