//! Krippendorff's alpha on running text: every character (or token) is an item, and “no label” is one of its values.
//!
//! It takes any number of coders, and pools articles that different coders read. On characters long marks outweigh short
//! ones; on tokens less so. Where marks of different labels may overlap, ask about one label at a time.

use super::{
    coincidences::{Coincidences, SideBySide},
    random::Random,
    sweep::sweep,
    units::{Unit, apart, joined},
    value::{Outcome, Undefined},
};

/// What every stretch of text was given: a label, or none.
pub type TextTable<L> = Coincidences<Option<L>>;

/// The bounds between which a measure lies in 95 of 100 draws of articles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// 2.5 in 100 draws are lower.
    pub low: f64,
    /// 2.5 in 100 draws are higher.
    pub high: f64,
    /// How many draws had a value.
    pub draws: usize,
}

/// The table of one text of `length`, which all of these coders read. Marks of one coder and one label may overlap; those
/// of different labels may not.
///
/// # Errors
/// With fewer than two coders, without text, and when marks of different labels of one coder overlap.
pub fn text_table<L: Ord + Clone>(coders: &[&[Unit<L>]], length: u32) -> Result<TextTable<L>, Undefined> {
    let coders: Result<Vec<_>, _> = coders.iter().map(|units| apart(&joined(units, length)?, length)).collect();
    table(&coders?, length)
}

/// The table of one label against all else, in one text of `length`, which all of these coders read.
///
/// # Errors
/// With fewer than two coders, without text, and when a mark lies outside it.
pub fn label_table<L: Ord + Clone>(coders: &[&[Unit<L>]], length: u32, label: &L) -> Result<TextTable<L>, Undefined> {
    let of_label = |units: &&[Unit<L>]| {
        let units: Vec<_> = units.iter().filter(|unit| unit.label == *label).cloned().collect();
        joined(&units, length)
    };
    let coders: Result<Vec<_>, _> = coders.iter().map(of_label).collect();
    table(&coders?, length)
}

fn table<L: Ord + Clone>(coders: &[Vec<Unit<L>>], length: u32) -> Result<TextTable<L>, Undefined> {
    if coders.len() < 2 {
        return Err(Undefined::FewerThanTwoCoders);
    }
    if length == 0 {
        return Err(Undefined::NoText);
    }
    let mut table = TextTable::new();
    sweep(coders, length, |length, here| {
        table.add(here.iter().map(|unit| unit.map(|unit| unit.label.clone())), f64::from(length));
    });
    Ok(table)
}

/// Alpha of the pooled tables: 1 - (n-1) · pairs of characters that differ / pairs that would differ by chance
/// (Krippendorff 1970; for text with “no label” as a value, as Pareti 2016 and others report it).
///
/// # Errors
/// When nobody marked anything, or everything was marked as the same.
pub fn text_alpha<'t, L: Ord + Clone + 't>(tables: impl IntoIterator<Item = &'t TextTable<L>>) -> Outcome {
    let mut pooled = TextTable::new();
    for table in tables {
        pooled.add_all(table);
    }
    let nobody = pooled.totals().keys().all(|value| value.is_none()) && !pooled.totals().is_empty();
    if nobody { Err(Undefined::NothingMarked) } else { pooled.alpha() }
}

/// The interval of alpha over articles, one table each: as many articles are drawn with replacement as there are,
/// `draws` times, and the middle 95 of 100 values are taken (Efron 1979, percentile method). Draws without a value are left
/// out. The same seed gives the same interval.
///
/// # Errors
/// With fewer than two articles, and when alpha itself is not defined.
pub fn bootstrap<L: Ord + Clone>(tables: &[TextTable<L>], draws: usize, seed: u64) -> Result<Interval, Undefined> {
    if tables.len() < 2 {
        return Err(Undefined::TooFewArticles);
    }
    text_alpha(tables)?;
    let (mut random, beside) = (Random::new(seed), SideBySide::new(tables));
    let mut draw = || {
        let drawn = beside.together(tables.iter().map(|_| random.below(tables.len())));
        text_alpha(std::iter::once(&drawn)).ok()
    };
    let mut values: Vec<f64> = (0..draws).filter_map(|_| draw()).collect();
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (values.len() as f64 - 1.0);
        let (below, above) = (values.get(place.floor() as usize)?, values.get(place.ceil() as usize)?);
        Some(below + (above - below) * place.fract())
    };
    let (low, high) = (at(0.025), at(0.975));
    low.zip(high).map(|(low, high)| Interval { low, high, draws: values.len() }).ok_or(Undefined::TooFewArticles)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alpha(coders: &[&[Unit<char>]], length: u32) -> Outcome {
        text_alpha(&[text_table(coders, length)?])
    }

    fn a() -> Vec<Unit<char>> {
        vec![Unit::new(0, 10, 'c'), Unit::new(12, 20, 's'), Unit::new(30, 45, 'c'), Unit::new(50, 56, 'l')]
    }

    fn b() -> Vec<Unit<char>> {
        let [first, third] = [Unit::new(0, 12, 'c'), Unit::new(32, 45, 'c')];
        vec![first, Unit::new(12, 20, 's'), third, Unit::new(50, 56, 's'), Unit::new(70, 80, 'l')]
    }

    #[test]
    fn it_is_the_alpha_of_the_characters() {
        let mut characters: Coincidences<Option<char>> = Coincidences::new();
        let at = |units: &[Unit<char>], place| {
            units.iter().find(|unit| unit.start <= place && place < unit.end).map(|unit| unit.label)
        };
        (0..90).for_each(|place| characters.add([at(&a(), place), at(&b(), place)], 1.0));
        let found = alpha(&[&a(), &b()], 90).unwrap();
        assert!((characters.alpha().unwrap() - found).abs() < 1e-12);
        assert!((found - 0.654_039).abs() < 1e-4);
    }

    #[test]
    fn equal_coders_agree_fully_and_order_and_names_do_not_matter() {
        assert_eq!(alpha(&[&a(), &a()], 90), Ok(1.0));
        let one = alpha(&[&a(), &b()], 90).unwrap();
        assert!((alpha(&[&b(), &a()], 90).unwrap() - one).abs() < 1e-12);
        let renamed = |units: Vec<Unit<char>>| -> Vec<_> {
            units.into_iter().map(|unit| Unit::new(unit.start, unit.end, u32::MAX - unit.label as u32)).collect()
        };
        let table = text_table(&[&renamed(a()), &renamed(b())], 90).unwrap();
        assert!((text_alpha(&[table]).unwrap() - one).abs() < 1e-12);
    }

    #[test]
    fn a_label_alone_may_overlap_others_and_a_long_text_costs_nothing() {
        let nested = [Unit::new(0, 9, 'c'), Unit::new(2, 5, 's'), Unit::new(4, 12, 'c')];
        assert_eq!(text_table(&[&nested, &nested], 90).err(), Some(Undefined::Overlap));
        let length = 4_000_000_000;
        let table = label_table(&[&nested, &[Unit::new(0, 12, 'c')]], length, &'c').unwrap();
        assert_eq!(text_alpha(&[table]), Ok(1.0));
    }

    #[test]
    fn what_the_formula_leaves_open_is_said() {
        assert_eq!(alpha(&[&[], &[]], 90), Err(Undefined::NothingMarked));
        assert_eq!(alpha(&[&a()], 90), Err(Undefined::FewerThanTwoCoders));
        assert_eq!(alpha(&[&a(), &b()], 70), Err(Undefined::OutsideText));
        assert_eq!(alpha(&[&[], &[]], 0), Err(Undefined::NoText));
        assert_eq!(alpha(&[&[Unit::new(0, 5, 'c')], &[Unit::new(0, 5, 'c')]], 5), Err(Undefined::OneCategory));
        assert_eq!(text_alpha::<char>(&[]), Err(Undefined::NothingShared));
    }

    #[test]
    fn the_interval_holds_the_value_and_can_be_computed_again() {
        let tables: Vec<_> = (0..12)
            .map(|article| text_table(&[&[Unit::new(5, 20 + article, 'c')], &[Unit::new(5, 30, 'c')]], 90).unwrap())
            .collect();
        let interval = bootstrap(&tables, 500, 7).unwrap();
        let alpha = text_alpha(&tables).unwrap();
        assert!(interval.low < alpha && alpha < interval.high && interval.high <= 1.0, "{interval:?} {alpha}");
        assert_eq!(bootstrap(&tables, 500, 7), Ok(interval));
        assert_ne!(bootstrap(&tables, 500, 8), Ok(interval));
        let equal = vec![text_table(&[&a(), &a()], 90).unwrap(); 3];
        assert_eq!(bootstrap(&equal, 100, 1), Ok(Interval { low: 1.0, high: 1.0, draws: 100 }));
        assert_eq!(bootstrap(&equal[..1], 100, 1), Err(Undefined::TooFewArticles));
    }
}
