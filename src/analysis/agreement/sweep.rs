//! A text from border to border: what every coder has between one border of anybody's mark and the next.

use super::units::Unit;

/// Calls `visit` for every stretch in which nothing changes, with its length and what each coder has there. The units of
/// each coder are in text order and do not overlap. Takes a step per border, however long the text.
pub(super) fn sweep<'u, L>(
    coders: &'u [Vec<Unit<L>>],
    length: u32,
    mut visit: impl FnMut(u32, &[Option<&'u Unit<L>>]),
) {
    let units = || coders.iter().flatten();
    let mut borders: Vec<u32> = units().flat_map(|unit| [unit.start, unit.end]).chain([0, length]).collect();
    borders.sort_unstable();
    borders.dedup();
    let mut ahead: Vec<_> = coders.iter().map(|units| units.iter().peekable()).collect();
    for (&from, &to) in borders.iter().zip(borders.iter().skip(1)) {
        let here = ahead.iter_mut().map(|units| {
            while units.next_if(|unit| unit.end <= from).is_some() {}
            units.peek().copied().filter(|unit| unit.start <= from)
        });
        visit(to - from, &here.collect::<Vec<_>>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stretch_is_visited_once() {
        let coders = [vec![Unit::new(2, 5, 'a'), Unit::new(5, 6, 'b')], vec![Unit::new(4, 8, 'c')]];
        let mut found = Vec::new();
        sweep(&coders, 10, |length, here| {
            found.push((length, here.iter().map(|unit| unit.map_or('-', |unit| unit.label)).collect::<String>()));
        });
        let expected = [(2, "--"), (2, "a-"), (1, "ac"), (1, "bc"), (2, "-c"), (2, "--")];
        assert_eq!(found, expected.map(|(length, labels)| (length, labels.to_owned())));
    }
}
