//! Days in the cells of tables: as people write them, and as programs do: `20220306`, `20220306T101500Z`, seconds since 1970,
//! days since 1900.

use jiff::civil::{Date, date};

use crate::model::{Dating, Facts, is_date};

/// Where the date of an article in a table is from.
const SOURCE: &str = "table";
/// The day from which spreadsheets count, and the days of which cells without a format are taken for dates: 1970 to 2099.
const FIRST: Date = date(1899, 12, 30);
const SERIAL: std::ops::RangeInclusive<i64> = 25_569..=73_050;

/// Sets when an article was published from what a cell says, in this language.
pub(super) fn set(facts: &mut Facts, cell: &str, language: &str) {
    if cell.is_empty() {
        return;
    }
    facts.published = day_of(cell, language).unwrap_or_default();
    let stated = if facts.published == cell { String::new() } else { cell.to_owned() };
    facts.dating = Dating { stated, source: SOURCE.to_owned(), is_doubtful: false };
}

/// The day that a cell says, or as much of one as it does.
pub(super) fn day_of(cell: &str, _language: &str) -> Option<String> {
    let cell = cell.trim();
    if is_date(cell) {
        return Some(cell.to_owned());
    }
    of_program(cell).map(|day| day.to_string())
}

/// A day as programs write it.
fn of_program(cell: &str) -> Option<Date> {
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = cell.split_at_checked(digits)?;
    let is_whole = rest.is_empty() || rest.starts_with('.');
    match digits {
        // Excel counts days, GDELT writes them without signs; others count seconds or milliseconds.
        5 if is_whole => {
            let days = number.parse().ok().filter(|days| SERIAL.contains(days))?;
            FIRST.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
        }
        8 if rest.is_empty() || rest.starts_with(['T', ' ']) => compact(number),
        14 if rest.is_empty() => compact(number.get(..8)?),
        10 if is_whole => of_seconds(number.parse().ok()?),
        13 if rest.is_empty() => of_seconds(number.parse::<i64>().ok()? / 1_000),
        4 => cell.get(..10).filter(|day| is_date(day))?.parse().ok(),
        _ => None,
    }
}

fn compact(digits: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<i16>().ok());
    let (month, day) = (i8::try_from(part(4..6)?).ok()?, i8::try_from(part(6..8)?).ok()?);
    Date::new(part(0..4)?, month, day).ok().filter(|day| (1800..2200).contains(&day.year()))
}

fn of_seconds(seconds: i64) -> Option<Date> {
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_programs_write_them() {
        for (cell, day) in [
            ("2022-03-06", Some("2022-03-06")),
            ("2022-03", Some("2022-03")),
            ("2022-03-06T23:30:00-05:00", Some("2022-03-06")),
            ("2022-03-06 10:00:00", Some("2022-03-06")),
            ("20220306", Some("2022-03-06")),
            ("20220306101500", Some("2022-03-06")),
            ("20220306T101500Z", Some("2022-03-06")),
            ("44626", Some("2022-03-06")),
            ("44626.5", Some("2022-03-06")),
            ("1646560800", Some("2022-03-06")),
            ("1646560800000", Some("2022-03-06")),
            ("12", None),
            ("99999", None),
            ("20221306", None),
            ("nonsense", None),
        ] {
            assert_eq!(day_of(cell, "").as_deref(), day, "{cell}");
        }
        let mut facts = Facts::default();
        set(&mut facts, "20220306", "");
        assert_eq!((facts.published.as_str(), facts.dating.stated.as_str()), ("2022-03-06", "20220306"));
        set(&mut facts, "soon", "");
        assert_eq!((facts.published.as_str(), facts.dating.stated.as_str()), ("", "soon"));
    }
}
