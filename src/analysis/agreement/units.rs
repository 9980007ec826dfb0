//! What coders marked, as stretches of one text.

use super::value::Undefined;

/// A labeled stretch of a text. Its offsets are half-open and count one thing throughout, characters or tokens; the
/// measures don't ask which, but their values depend on it, so name it beside the number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit<L> {
    /// Where it begins.
    pub start: u32,
    /// Where it ends; what stands there is no longer part of it.
    pub end: u32,
    /// What it was marked as.
    pub label: L,
}

/// A mark in one or more pieces, such as a quotation around its cue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pieces<L> {
    /// Its half-open stretches, in text order.
    pub pieces: Vec<(u32, u32)>,
    /// What it was marked as.
    pub label: L,
}

impl<L> Unit<L> {
    /// A unit from `start` to `end`.
    pub fn new(start: u32, end: u32, label: L) -> Self {
        Self { start, end, label }
    }

    /// How long it is; 0 when it ends before it begins.
    pub(super) fn length(&self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// How much two units share.
    pub(super) fn overlap(&self, other: &Self) -> u32 {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// Whether both begin and end at the same places.
    pub(super) fn has_bounds_of(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}

impl<L> From<Unit<L>> for Pieces<L> {
    fn from(unit: Unit<L>) -> Self {
        Self { pieces: vec![(unit.start, unit.end)], label: unit.label }
    }
}

/// A coder's units in text order, without those of no length.
pub(super) fn ordered<L: Ord + Clone>(units: &[Unit<L>], length: u32) -> Result<Vec<Unit<L>>, Undefined> {
    let mut ordered: Vec<Unit<L>> = units.iter().filter(|unit| unit.length() > 0).cloned().collect();
    ordered.sort();
    if ordered.iter().any(|unit| unit.end > length) {
        return Err(Undefined::OutsideText);
    }
    Ok(ordered)
}

/// Units in text order, of which none overlap.
pub(super) fn apart<L: Ord + Clone>(units: &[Unit<L>], length: u32) -> Result<Vec<Unit<L>>, Undefined> {
    let ordered = ordered(units, length)?;
    let overlap = ordered.iter().zip(ordered.iter().skip(1)).any(|(one, next)| one.end > next.start);
    if overlap { Err(Undefined::Overlap) } else { Ok(ordered) }
}

/// Units in text order, those of one label that overlap or touch made one.
pub(super) fn joined<L: Ord + Clone>(units: &[Unit<L>], length: u32) -> Result<Vec<Unit<L>>, Undefined> {
    let mut units = ordered(units, length)?;
    units.sort_by(|one, other| (&one.label, one.start).cmp(&(&other.label, other.start)));
    let mut joined: Vec<Unit<L>> = Vec::new();
    for unit in units {
        match joined.last_mut() {
            Some(last) if last.label == unit.label && unit.start <= last.end => last.end = last.end.max(unit.end),
            _ => joined.push(unit),
        }
    }
    joined.sort();
    Ok(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_put_in_order_and_joined() {
        let units = [Unit::new(5, 9, 'a'), Unit::new(0, 5, 'a'), Unit::new(3, 4, 'b'), Unit::new(7, 7, 'b')];
        assert_eq!(joined(&units, 9), Ok(vec![Unit::new(0, 9, 'a'), Unit::new(3, 4, 'b')]));
        assert_eq!(ordered(&units, 9).map(|units| units.len()), Ok(3));
        assert_eq!(apart(&units, 9), Err(Undefined::Overlap));
        assert_eq!(ordered(&units, 8), Err(Undefined::OutsideText));
    }
}
