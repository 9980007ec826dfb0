//! F1 of marks: how many of one side's marks the other side has as well.
//!
//! Unlike alpha, F1 makes no correction for chance and needs no text length. For several articles, add their counts and take
//! one score; the mean of scores per article is something else.

use std::collections::BTreeMap;

use super::{
    units::{Pieces, Unit},
    value::{Outcome, Undefined},
};

/// How many marks two coders share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// Marks of the first coder that the second has not.
    pub only_one: usize,
    /// Marks of the second coder that the first has not.
    pub only_other: usize,
    /// Marks of the first coder that the second has too.
    pub both_of_one: usize,
    /// Marks of the second coder that the first has too; overlaps need not be one to one.
    pub both_of_other: usize,
}

impl Shared {
    /// Adds the counts of another label or article.
    pub fn add(&mut self, more: &Self) {
        self.only_one += more.only_one;
        self.only_other += more.only_other;
        self.both_of_one += more.both_of_one;
        self.both_of_other += more.both_of_other;
    }

    /// F1: 2pr/(p+r), with p and r the shares of each coder's marks that the other has. Where equality counts it is
    /// 2·both/(all marks of one + all of the other), and a stand-in for kappa (Hripcsak and Rothschild 2005).
    ///
    /// # Errors
    /// When neither has a mark.
    pub fn f1(&self) -> Outcome {
        let (one, other) = (self.only_one + self.both_of_one, self.only_other + self.both_of_other);
        if one + other == 0 {
            return Err(Undefined::NothingMarked);
        }
        Ok(harmonic(share(self.both_of_other as f64, other), share(self.both_of_one as f64, one)))
    }
}

/// Counts by label, where marks are shared that have the same label and the same pieces.
pub fn exact<L: Ord + Clone>(one: &[Pieces<L>], other: &[Pieces<L>]) -> BTreeMap<L, Shared> {
    let mut counts: BTreeMap<&Pieces<L>, (usize, usize)> = BTreeMap::new();
    one.iter().for_each(|mark| counts.entry(mark).or_default().0 += 1);
    other.iter().for_each(|mark| counts.entry(mark).or_default().1 += 1);
    let mut found: BTreeMap<L, Shared> = BTreeMap::new();
    for (mark, (of_one, of_other)) in counts {
        let both = of_one.min(of_other);
        let (only_one, only_other) = (of_one - both, of_other - both);
        let shared = Shared { only_one, only_other, both_of_one: both, both_of_other: both };
        found.entry(mark.label.clone()).or_default().add(&shared);
    }
    found
}

/// Counts by label, where a mark is shared that touches a mark of the same label: any of its pieces has a place in common
/// with any piece of the other.
pub fn overlapping<L: Ord + Clone>(one: &[Pieces<L>], other: &[Pieces<L>]) -> BTreeMap<L, Shared> {
    let mut found: BTreeMap<L, Shared> = BTreeMap::new();
    for (mark, is_shared) in one.iter().zip(touched(one, other)) {
        let shared = found.entry(mark.label.clone()).or_default();
        *if is_shared { &mut shared.both_of_one } else { &mut shared.only_one } += 1;
    }
    for (mark, is_shared) in other.iter().zip(touched(other, one)) {
        let shared = found.entry(mark.label.clone()).or_default();
        *if is_shared { &mut shared.both_of_other } else { &mut shared.only_other } += 1;
    }
    found
}

/// For each mark whether it touches one of the others that has the same label.
pub fn touched<L: Ord>(marks: &[Pieces<L>], others: &[Pieces<L>]) -> Vec<bool> {
    let cover = Cover::of(others);
    marks.iter().map(|mark| cover.touches(mark)).collect()
}

/// The counts over all labels.
pub fn in_all<L>(counts: &BTreeMap<L, Shared>) -> Shared {
    let mut all = Shared::default();
    counts.values().for_each(|shared| all.add(shared));
    all
}

/// What a coder covers, by label: stretches in text order that neither overlap nor touch.
struct Cover<'m, L>(BTreeMap<&'m L, Vec<(u32, u32)>>);

impl<'m, L: Ord> Cover<'m, L> {
    fn of(marks: &'m [Pieces<L>]) -> Self {
        let mut by_label: BTreeMap<&L, Vec<(u32, u32)>> = BTreeMap::new();
        for mark in marks {
            by_label.entry(&mark.label).or_default().extend(mark.pieces.iter().filter(|(start, end)| start < end));
        }
        for stretches in by_label.values_mut() {
            stretches.sort_unstable();
            stretches.dedup_by(|next, last| {
                let joins = next.0 <= last.1;
                last.1 = if joins { last.1.max(next.1) } else { last.1 };
                joins
            });
        }
        Self(by_label)
    }

    fn touches(&self, mark: &Pieces<L>) -> bool {
        let stretches = self.0.get(&mark.label).map(Vec::as_slice).unwrap_or_default();
        mark.pieces.iter().any(|(start, end)| {
            let first = stretches.get(stretches.partition_point(|stretch| stretch.1 <= *start));
            start < end && first.is_some_and(|stretch| stretch.0 < *end)
        })
    }
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The share of the second side's marks that is right.
    pub precision: f64,
    /// The share of the first side's marks that was found.
    pub recall: f64,
    /// 2pr/(p+r); 0 where both are 0.
    pub f1: f64,
}

impl Score {
    fn new(precision: f64, recall: f64) -> Self {
        Self { precision, recall, f1: harmonic(precision, recall) }
    }
}

/// What counts as right, of two marks with a place in common (MUC; SemEval-2013 task 9: Segura-Bedmar and others 2013).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credit {
    /// The same bounds and label.
    Strict,
    /// The same bounds.
    Exact,
    /// The same bounds; half of it for any overlap.
    Partial,
    /// The same label.
    Label,
}

impl Credit {
    fn of<L: PartialEq>(self, gold: &Unit<L>, found: &Unit<L>) -> f64 {
        let (bounds, label) = (gold.has_bounds_of(found), gold.label == found.label);
        let is_right = match self {
            Self::Strict => bounds && label,
            Self::Exact => bounds,
            Self::Partial => return if bounds { 1.0 } else { 0.5 },
            Self::Label => label,
        };
        if is_right { 1.0 } else { 0.0 }
    }
}

/// The score of one coder's marks by those of another who is taken to be right. Every mark of `found`, in text order, is
/// set against the mark of `gold` that it overlaps and that gives it most credit, of several the one with the nearest
/// bounds; no mark of `gold` is used twice.
///
/// # Errors
/// When neither has a mark.
pub fn muc<L: Ord + Clone>(gold: &[Unit<L>], found: &[Unit<L>], credit: Credit) -> Result<Score, Undefined> {
    if gold.is_empty() && found.is_empty() {
        return Err(Undefined::NothingMarked);
    }
    let (mut free, mut ahead): (Vec<&Unit<L>>, Vec<&Unit<L>>) = (gold.iter().collect(), found.iter().collect());
    free.sort();
    ahead.sort();
    let mut right = 0.0;
    for unit in ahead {
        let touching = free.iter().enumerate().filter(|(_, gold)| gold.overlap(unit) > 0);
        let rank = |gold: &Unit<L>| {
            let apart = u64::from(gold.start.abs_diff(unit.start)) + u64::from(gold.end.abs_diff(unit.end));
            ((credit.of(gold, unit) * 2.0) as u8, std::cmp::Reverse(apart))
        };
        // Of equal ones the last would be taken; the first is meant.
        let best = touching.rev().max_by_key(|(_, gold)| rank(gold)).map(|(place, _)| place);
        if let Some(place) = best {
            right += credit.of(free.remove(place), unit);
        }
    }
    Ok(Score::new(share(right, found.len()), share(right, gold.len())))
}

/// The score by shared length. Precision is the sum over pairs of one label of (shared length / length of the found mark),
/// divided by the number of found marks; recall is the same by the gold mark (Da San Martino and others 2020).
///
/// `merge` makes overlapping marks of one label on one side one mark first, transitively. Without it, nested marks of one
/// label can bring a score above 1.
///
/// # Errors
/// When neither has a mark.
pub fn shared_length<L: Ord + Clone>(gold: &[Unit<L>], found: &[Unit<L>], merge: bool) -> Result<Score, Undefined> {
    let (gold, found) = (merged(gold, merge), merged(found, merge));
    if gold.is_empty() && found.is_empty() {
        return Err(Undefined::NothingMarked);
    }
    let credit = |side: &[Unit<L>], other: &[Unit<L>]| {
        let pairs = side.iter().flat_map(|unit| other.iter().map(move |other| (unit, other)));
        let pairs = pairs.filter(|(unit, other)| unit.label == other.label);
        share(pairs.map(|(unit, other)| f64::from(unit.overlap(other)) / f64::from(unit.length())).sum(), side.len())
    };
    Ok(Score::new(credit(&found, &gold), credit(&gold, &found)))
}

/// The units that have a length, those of one label that overlap made one if `merge` says so; those that touch stay two.
fn merged<L: Ord + Clone>(units: &[Unit<L>], merge: bool) -> Vec<Unit<L>> {
    let mut units: Vec<Unit<L>> = units.iter().filter(|unit| unit.length() > 0).cloned().collect();
    units.sort_by(|one, other| (&one.label, one.start, one.end).cmp(&(&other.label, other.start, other.end)));
    units.dedup_by(|next, last| {
        let joins = merge && next.label == last.label && next.start < last.end;
        last.end = if joins { last.end.max(next.end) } else { last.end };
        joins
    });
    units
}

/// A share of a count; 0 of none.
fn share(part: f64, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part / all as f64 }
}

fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a() -> Vec<Unit<char>> {
        vec![Unit::new(0, 45, 'c'), Unit::new(50, 62, 's'), Unit::new(66, 90, 'c'), Unit::new(100, 108, 'l')]
    }

    fn b() -> Vec<Unit<char>> {
        let split = [Unit::new(66, 80, 'c'), Unit::new(82, 90, 'c')];
        let others =
            [Unit::new(2, 45, 'c'), Unit::new(50, 62, 's'), Unit::new(100, 108, 's'), Unit::new(120, 126, 'l')];
        others.into_iter().chain(split).collect()
    }

    fn pieces(units: Vec<Unit<char>>) -> Vec<Pieces<char>> {
        units.into_iter().map(Pieces::from).collect()
    }

    #[test]
    fn marks_that_both_have_are_counted() {
        let (a, b) = (pieces(a()), pieces(b()));
        let exactly = in_all(&exact(&a, &b));
        assert_eq!(exactly, Shared { only_one: 3, only_other: 5, both_of_one: 1, both_of_other: 1 });
        assert_eq!(exactly.f1(), Ok(0.2));
        let by_label = overlapping(&a, &b);
        assert_eq!(by_label[&'c'], Shared { only_one: 0, only_other: 0, both_of_one: 2, both_of_other: 3 });
        assert!((in_all(&by_label).f1().unwrap() - 0.705_882).abs() < 1e-6);
    }

    #[test]
    fn a_quotation_in_pieces_is_one_mark() {
        let around = [Pieces { pieces: vec![(0, 10), (20, 30)], label: 'q' }];
        let cue = [Pieces { pieces: vec![(12, 18)], label: 'q' }];
        let second = [Pieces { pieces: vec![(25, 30)], label: 'q' }];
        assert_eq!(in_all(&exact(&around, &around)).f1(), Ok(1.0));
        assert_eq!(in_all(&overlapping(&around, &cue)).f1(), Ok(0.0));
        assert_eq!(in_all(&overlapping(&around, &second)).f1(), Ok(1.0));
        assert_eq!(in_all(&exact(&around, &second)).f1(), Ok(0.0));
    }

    const CREDITS: [Credit; 4] = [Credit::Strict, Credit::Exact, Credit::Partial, Credit::Label];

    #[test]
    fn equal_coders_agree_fully_and_order_and_names_do_not_matter() {
        let renamed = |units: Vec<Unit<char>>| -> Vec<Unit<u32>> {
            units.into_iter().map(|unit| Unit::new(unit.start, unit.end, u32::MAX - unit.label as u32)).collect()
        };
        for credit in CREDITS {
            assert_eq!(muc(&b(), &b(), credit).unwrap().f1, 1.0);
            let score = muc(&a(), &b(), credit).unwrap();
            assert_eq!(muc(&renamed(a()), &renamed(b()), credit), Ok(score));
            let swapped = muc(&b(), &a(), credit).unwrap();
            assert_eq!((swapped.precision, swapped.recall), (score.recall, score.precision));
        }
        let (one, other) = (pieces(a()), pieces(b()));
        assert_eq!(in_all(&exact(&one, &one)).f1(), Ok(1.0));
        assert_eq!(in_all(&overlapping(&one, &one)).f1(), Ok(1.0));
        assert_eq!(in_all(&exact(&one, &other)).f1(), in_all(&exact(&other, &one)).f1());
        assert_eq!(in_all(&overlapping(&one, &other)).f1(), in_all(&overlapping(&other, &one)).f1());
        assert_eq!(shared_length(&a(), &a(), false), Ok(Score::new(1.0, 1.0)));
    }

    #[test]
    fn the_published_scores_by_shared_length() {
        let units =
            |units: &[(u32, u32)]| units.iter().map(|(from, to)| Unit::new(*from, *to, 'p')).collect::<Vec<_>>();
        let gold = units(&[(0, 59), (171, 181), (0, 9), (115, 167), (740, 759)]);
        let found = units(&[(0, 50), (161, 172), (0, 10), (115, 167)]);
        let score = shared_length(&gold, &found, true).unwrap();
        let near = |one: f64, other: f64| (one - other).abs() < 1e-6;
        assert!(near(score.precision, 0.964_912) && near(score.recall, 0.486_864), "{score:?}");
        assert!(shared_length(&gold, &found, false).unwrap().precision > 1.0);
    }

    #[test]
    fn without_any_mark_there_is_no_score() {
        assert_eq!(Shared::default().f1(), Err(Undefined::NothingMarked));
        assert_eq!(shared_length::<char>(&[], &[], true), Err(Undefined::NothingMarked));
        for credit in CREDITS {
            assert_eq!(muc::<char>(&[], &[], credit), Err(Undefined::NothingMarked));
            assert_eq!(muc(&a(), &[], credit), Ok(Score::new(0.0, 0.0)));
        }
        assert_eq!(in_all(&exact(&pieces(a()), &[])).f1(), Ok(0.0));
    }
}
