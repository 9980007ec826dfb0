//! Days in the cells of tables: as people write them, and as spreadsheets count them.

use jiff::civil::{Date, date};

use super::dates::{self, Place, Stated};
use crate::model::Facts;

/// The day from which spreadsheets count, and the days of which cells without a format are taken for dates: 1970 to 2099.
const FIRST: Date = date(1899, 12, 30);
const SERIAL: std::ops::RangeInclusive<i64> = 25_569..=73_050;

/// Sets when an article was published from what a cell says, or a record; `month_first` is the order that the column's
/// dates show.
pub(super) fn set(facts: &mut Facts, place: Place, cell: &str, month_first: Option<bool>) {
    let order = match month_first {
        Some(true) => "en-US".to_owned(),
        Some(false) => "en-GB".to_owned(),
        None => facts.language.clone(),
    };
    let language = std::mem::replace(&mut facts.language, order);
    match serial(cell) {
        Some(day) => {
            let mut stated = Stated::read(place, &day.to_string(), "");
            stated.iter_mut().for_each(|stated| cell.clone_into(&mut stated.words));
            dates::settle(facts, stated.into_iter().collect(), &[]);
        }
        // What is doubtful is counted by the table.
        None => drop(dates::settle_by_value(facts, place, whole_seconds(cell))),
    }
    facts.language = language;
    facts.dating.is_doubtful &= month_first.is_none();
}

/// Whether a cell says a day, or as much of one as is known.
pub(super) fn is_day(cell: &str) -> bool {
    serial(cell).is_some() || dates::read(whole_seconds(cell), "").is_some()
}

/// Seconds since 1970 without their fractions; anything else as it is.
fn whole_seconds(cell: &str) -> &str {
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let parts =
        cell.trim().split_once('.').filter(|(whole, rest)| whole.len() >= 9 && is_number(whole) && is_number(rest));
    parts.map_or(cell, |(whole, _)| whole)
}

/// The day that a spreadsheet counts.
fn serial(cell: &str) -> Option<Date> {
    let (number, _) = cell.trim().split_once('.').unwrap_or((cell.trim(), ""));
    if number.len() != 5 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days = number.parse().ok().filter(|days| SERIAL.contains(days))?;
    FIRST.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_programs_write_them() {
        for (cell, day) in [
            ("2022-03-06", "2022-03-06"),
            ("2022-03", "2022-03"),
            ("2022-03-06T23:30:00-05:00", "2022-03-06"),
            ("2022-03-06 10:00:00", "2022-03-06"),
            ("20220306", "2022-03-06"),
            ("20220306101500", "2022-03-06"),
            ("20220306T101500Z", "2022-03-06"),
            ("44626", "2022-03-06"),
            ("44626.5", "2022-03-06"),
            ("1646560800", "2022-03-06"),
            ("1646560800000", "2022-03-06"),
            ("12", ""),
            ("99999", ""),
            ("20221306", ""),
            ("nonsense", ""),
        ] {
            let mut facts = Facts::default();
            set(&mut facts, Place::Table, cell, None);
            assert_eq!((facts.published.as_str(), facts.dating.stated.as_str()), (day, cell));
            assert_eq!(is_day(cell), !day.is_empty(), "{cell}");
        }
        let mut facts = Facts::default();
        set(&mut facts, Place::Record, "1646560800.25", None);
        assert_eq!((facts.published.as_str(), facts.dating.source.as_str()), ("2022-03-06", "record"));
    }
}
