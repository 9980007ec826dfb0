//! Dates in a line of text, however they are written: `2024-03-12T23:30:00-05:00`, `Friday, August 21, 2015`,
//! `21 août 2015`, `2015年8月21日`, `03.04.2023`.

use std::ops::Range;

use jiff::civil::{Date, Time, date};

use super::{
    moment::{Moment, Part, Zone},
    reader::{Reader, in_range, year},
    tokens::{Kind, Token, tokens},
};

/// A date in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// Where it stands with its time, in bytes of the line.
    pub at: Range<usize>,
    pub moment: Moment,
}

/// The longest line that is searched, in bytes.
const LONGEST: usize = 2_000;

/// All dates in a line with at least a day, in order; `language` decides which of two ways numbers are read.
pub(crate) fn dates(line: &str, language: &str) -> Vec<Written> {
    let tokens = if line.len() > LONGEST { Vec::new() } else { tokens(line) };
    let (mut found, mut start) = (Vec::new(), 0);
    while start < tokens.len() {
        match date_at(&tokens, start, language) {
            Some((moment, next)) => {
                found.extend(range(&tokens, start, next).map(|at| Written { at, moment }));
                start = next;
            }
            None => start += 1,
        }
    }
    found
}

/// The date that a value is: a timestamp, a day, a month or a year, in any spelling.
pub(crate) fn read(value: &str, language: &str) -> Option<Moment> {
    let value = value.trim();
    if let Some(written) = dates(value, language).into_iter().next() {
        return Some(written.moment).filter(|moment| !is_zero(moment));
    }
    let tokens = tokens(value);
    let mut reader = Reader { tokens: &tokens, language };
    let whole = |part| Some(Moment { part, time: None, zone: Zone::Unstated, other: None });
    if let [Token { kind: Kind::Number { value, digits }, .. }] = tokens.as_slice() {
        return match digits {
            4 => whole(Part::Year(year(*value)?)),
            9 | 10 => stamp(*value),
            13 => stamp(*value / 1_000),
            _ => None,
        };
    }
    let month_first = reader.month().and_then(|month| Some(Part::Month(reader.skip_joints().year()?, month)));
    let year_first = || {
        let mut reader = Reader { tokens: &tokens, language };
        let year = reader.year()?;
        reader.sign(&['-', '/', '.']).or_else(|| reader.word(&["年", "년"]).then_some('-'));
        let month = reader.month().or_else(|| in_range(reader.number(1..=2)?, 12))?;
        Some(Part::Month(year, month)).filter(|_| reader.tokens.len() <= 1)
    };
    month_first.or_else(year_first).and_then(whole)
}

/// Whether this is what machines write who know no date.
fn is_zero(moment: &Moment) -> bool {
    matches!(moment.part, Part::Day(day) if day == date(1970, 1, 1))
        && moment.time.is_none_or(|time| time == Time::midnight())
}

/// A moment by its seconds since 1970.
fn stamp(seconds: u64) -> Option<Moment> {
    let moment = jiff::Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
    let local = moment.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let day = Part::Day(local.date());
    Some(Moment { part: day, time: Some(local.time()), zone: Zone::Universal, other: None }).filter(|m| !is_zero(m))
}

fn range(tokens: &[Token], start: usize, next: usize) -> Option<Range<usize>> {
    Some(tokens.get(start)?.at.start..tokens.get(next.checked_sub(1)?)?.at.end)
}

/// The date that starts at a token, and the token after it and its time.
fn date_at(tokens: &[Token], start: usize, language: &str) -> Option<(Moment, usize)> {
    type Way = fn(&mut Reader<'_>) -> Option<Found>;
    const WAYS: [Way; 7] = [year_month_day, numbers, day_month_year, month_day_year, year_name_day, vietnamese, era];
    if is_inside_number(tokens, start) {
        return None;
    }
    let at_start = Reader { tokens: tokens.get(start..)?, language };
    let compact = || compact(&mut at_start.clone()).map(|(moment, left)| (moment, left.len()));
    WAYS.into_iter()
        .find_map(|way| {
            let mut reader = at_start.clone();
            let found = way(&mut reader)?;
            if reader.goes_on() {
                return None;
            }
            let (time, zone) = reader.time().unwrap_or((None, Zone::Unstated));
            let moment = Moment { part: Part::Day(found.day), time, zone, other: found.other };
            Some((moment, reader.tokens.len()))
        })
        .or_else(compact)
        .map(|(moment, left)| (moment, tokens.len() - left))
}

/// Whether a number goes on what stands right before it, as in a version: the `12.3.2024` of `1.12.3.2024`.
fn is_inside_number(tokens: &[Token], start: usize) -> bool {
    let before = |back: usize| start.checked_sub(back).and_then(|at| tokens.get(at));
    let (Some(number), Some(sign), Some([this, next, ..])) = (before(2), before(1), tokens.get(start..)) else {
        return false;
    };
    let is_number = |token: &Token| matches!(token.kind, Kind::Number { .. });
    let is_sign = |token: &Token| matches!(token.kind, Kind::Sign('.' | '/' | '-' | ',')) && !token.is_apart;
    is_number(number) && is_sign(sign) && is_number(this) && !this.is_apart && is_sign(next)
}

/// A day, and the day that it could be as well.
struct Found {
    day: Date,
    other: Option<Date>,
}

impl Found {
    fn sure(year: i16, month: i8, day: i8) -> Option<Self> {
        Some(Self { day: Date::new(year, month, day).ok()?, other: None })
    }
}

/// `2024-03-12`, `2024/3/12`, `2015. 08. 21.`, `2015年8月21日`, `2015년 8월 21일`.
fn year_month_day(reader: &mut Reader<'_>) -> Option<Found> {
    const UNITS: [[&str; 2]; 3] = [["年", "년"], ["月", "월"], ["日", "일"]];
    let [years, months, days] = UNITS;
    let year = reader.year()?;
    let sign = reader.sign(&['-', '/', '.']);
    if sign.is_none() && !reader.word(&years) {
        return None;
    }
    let month = in_range(reader.number(1..=2)?, 12)?;
    let fits = match sign {
        Some(sign) => reader.sign(&[sign]).is_some(),
        None => reader.word(&months),
    };
    let day = in_range(reader.number(1..=2).filter(|_| fits)?, 31)?;
    if sign.is_none() {
        let _ = reader.word(&days) || reader.word(&["号", "號"]);
    }
    Found::sure(year, month, day)
}

/// `03.04.2023`, `3/4/23`: where both numbers can be the month, the language decides.
fn numbers(reader: &mut Reader<'_>) -> Option<Found> {
    let first = reader.number(1..=2)?;
    let sign = reader.sign(&['.', '/', '-'])?;
    let second = reader.number(1..=2)?;
    reader.sign(&[sign])?;
    let year = match reader.clone().number(4..=4) {
        Some(_) => reader.year()?,
        None if sign == '-' => return None,
        None => {
            reader.number(2..=2).map(|short| if short < 70 { 2_000 + short as i16 } else { 1_900 + short as i16 })?
        }
    };
    let of = |day: u64, month: u64| Date::new(year, in_range(month, 12)?, in_range(day, 31)?).ok();
    let (day_first, month_first) = (of(first, second), of(second, first));
    let is_month_first = sign != '.' && starts_with_month(reader.language);
    let (day, other) = if is_month_first { (month_first, day_first) } else { (day_first, month_first) };
    match (day, other) {
        (Some(day), other) => Some(Found { day, other: other.filter(|other| *other != day) }),
        (None, Some(day)) => Some(Found { day, other: None }),
        (None, None) => None,
    }
}

/// Whether numbers in a language name the month first.
fn starts_with_month(language: &str) -> bool {
    let language = language.to_ascii_lowercase().replace('_', "-");
    matches!(language.as_str(), "en" | "en-us" | "en-ph" | "fil" | "fil-ph")
}

/// `21 August 2015`, `21. August 2015`, `1er mai 2020`, `21 de agosto de 2015`, `12-Mar-2020`, `21 آب/أغسطس 2015`.
fn day_month_year(reader: &mut Reader<'_>) -> Option<Found> {
    let day = in_range(reader.number(1..=2)?, 31)?;
    let month = reader.skip_joints().month()?;
    let mut other_name = reader.clone();
    if other_name.sign(&['/']).is_some() && other_name.month() == Some(month) {
        *reader = other_name;
    }
    let year = reader.skip_joints().year()?;
    Found::sure(year, month, day)
}

/// `August 21, 2015`, `Sept. 3rd 2017`.
fn month_day_year(reader: &mut Reader<'_>) -> Option<Found> {
    let month = reader.month()?;
    let day = in_range(reader.skip_joints().number(1..=2)?, 31)?;
    let year = reader.skip_joints().year()?;
    Found::sure(year, month, day)
}

/// `2015. augusztus 21.`, `2015. gada 21. augusts`, `2015 m. rugpjūčio 21 d.`
fn year_name_day(reader: &mut Reader<'_>) -> Option<Found> {
    let year = reader.year()?;
    reader.skip_joints();
    let _ = reader.word(&["gada", "m", "eko", "ko"]);
    reader.skip_joints();
    let mut named = reader.clone();
    if let Some(month) = named.month() {
        let day = in_range(named.skip_joints().number(1..=2)?, 31)?;
        *reader = named;
        return Found::sure(year, month, day);
    }
    let day = in_range(reader.number(1..=2)?, 31)?;
    let month = reader.skip_joints().month()?;
    Found::sure(year, month, day)
}

/// `21 tháng 8, 2015`, `ngày 21 tháng 8 năm 2015`.
fn vietnamese(reader: &mut Reader<'_>) -> Option<Found> {
    let day = in_range(reader.number(1..=2)?, 31)?;
    let month = reader.word(&["thang"]).then(|| reader.number(1..=2)).flatten()?;
    reader.sign(&[',', '/']);
    let _ = reader.word(&["nam"]);
    Found::sure(reader.year()?, in_range(month, 12)?, day)
}

/// `令和6年3月12日`, `民國113年3月12日`.
fn era(reader: &mut Reader<'_>) -> Option<Found> {
    const ERAS: [(&str, &str, i16); 5] =
        [("令", "和", 2018), ("平", "成", 1988), ("昭", "和", 1925), ("民", "國", 1911), ("民", "国", 1911)];
    let (_, _, before) = ERAS.into_iter().find(|(first, second, _)| {
        let mut next = reader.clone();
        let fits = next.word(&[first]) && next.word(&[second]);
        if fits {
            *reader = next;
        }
        fits
    })?;
    let year = reader.number(1..=3).or_else(|| reader.word(&["元"]).then_some(1))?;
    let month = reader.word(&["年"]).then(|| reader.number(1..=2)).flatten()?;
    let day = reader.word(&["月"]).then(|| reader.number(1..=2)).flatten()?;
    let _ = reader.word(&["日"]);
    Found::sure(before + year as i16, in_range(month, 12)?, in_range(day, 31)?)
}

/// `20240312`, `20240312T233000Z`, `20240312233000`.
fn compact<'t>(reader: &mut Reader<'t>) -> Option<(Moment, &'t [Token])> {
    let (mut number, digits) = reader.digits()?;
    let mut clock = None;
    match digits {
        8 => {}
        12 | 14 => {
            let rest = 10_u64.pow(digits as u32 - 8);
            clock = Some((number % rest) / if digits == 14 { 100 } else { 1 });
            number /= rest;
        }
        _ => return None,
    }
    let day = Date::new(year(number / 10_000)?, in_range(number / 100 % 100, 12)?, in_range(number % 100, 31)?).ok()?;
    let mut zone = Zone::Unstated;
    let mut timed = reader.clone();
    if clock.is_none() && timed.word(&["t"]) {
        clock = timed.digits().and_then(|(time, digits)| match digits {
            4 => Some(time),
            6 => Some(time / 100),
            _ => None,
        });
        if clock.is_some() {
            *reader = timed;
        }
    }
    let time = clock.and_then(|clock| Time::new((clock / 100) as i8, (clock % 100) as i8, 0, 0).ok());
    if time.is_some() {
        zone = reader.zone();
    }
    Some((Moment { part: Part::Day(day), time, zone, other: None }, reader.tokens))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn day(line: &str, language: &str) -> String {
        let found: Vec<String> = dates(line, language).iter().map(|written| written.moment.part.iso()).collect();
        found.join(" ")
    }

    #[test]
    fn a_day_is_read_in_many_spellings() {
        for line in [
            "Friday, August 21, 2015",
            "Aug. 21st, 2015 at 6:05 p.m.",
            "21 August 2015",
            "Fri, 21 Aug 2015 18:00:00 +0300",
            "21-Aug-2015",
            "2015-08-21T18:00:00.000Z",
            "2015-08-21 18:00",
            "2015/8/21",
            "20150821",
            "20150821T180000Z",
            "21.8.2015",
            "21.08.15",
            "21/08/2015",
            "08/21/2015",
            "21. August 2015, 18:00 Uhr",
            "vendredi 21 août 2015 à 18h04",
            "21 AOÛT 2015",
            "viernes, 21 de agosto de 2015",
            "21 de ago. de 2015",
            "21 Ağustos 2015 Cuma",
            "21 AĞUSTOS 2015",
            "21 августа 2015 г.",
            "21 серпня 2015",
            "21 sierpnia 2015 r.",
            "21. srpna 2015",
            "2015. augusztus 21.",
            "2015. gada 21. augusts",
            "2015 m. rugpjūčio 21 d.",
            "perjantai 21. elokuuta 2015",
            "21 Αυγούστου 2015",
            "21 באוגוסט 2015",
            "الجمعة ٢١ أغسطس ٢٠١٥",
            "21 آب/أغسطس 2015",
            "21 अगस्त 2015",
            "२१ अगस्त २०१५",
            "2015年8月21日",
            "平成27年8月21日",
            "2015년 8월 21일",
            "ngày 21 tháng 8 năm 2015",
            "21 tháng 8, 2015",
            "21 สิงหาคม 2558",
            "21 Agustus 2015",
        ] {
            assert_eq!(day(line, ""), "2015-08-21", "{line}");
        }
    }

    #[test]
    fn numbers_are_read_by_the_language_and_either_way_is_known() {
        for (line, language, expected, is_ambiguous) in [
            ("03.04.2023", "de", "2023-04-03", true),
            ("03.04.2023", "en-US", "2023-04-03", true),
            ("03/04/2023", "en-US", "2023-03-04", true),
            ("03/04/2023", "en-GB", "2023-04-03", true),
            ("03/04/2023", "fr", "2023-04-03", true),
            ("03/14/2023", "fr", "2023-03-14", false),
            ("14.03.2023", "de", "2023-03-14", false),
            ("04.04.2023", "de", "2023-04-04", false),
        ] {
            assert_eq!(day(line, language), expected, "{line} {language}");
            assert_eq!(dates(line, language)[0].moment.other.is_some(), is_ambiguous, "{line} {language}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for line in [
            "",
            "version 1.12.3.2024",
            "31.02.2023",
            "13/13/2023",
            "2023-02-30",
            "call 555-1234",
            "12 monkeys 2015",
            "in 2015",
            "August",
            "١٢",
            "99999999",
            "May 2015 be a better year",
            "3-0",
            "4 x 12-03",
        ] {
            assert_eq!(day(line, "en"), "", "{line}");
        }
        for value in ["0000-00-00", "1970-01-01T00:00:00Z", "0", "12", "today", "0001-01-01T00:00:00Z"] {
            assert_eq!(read(value, "en"), None, "{value}");
        }
    }

    #[test]
    fn values_may_be_stamps_months_and_years() {
        for (value, expected) in [
            ("1583442000", "2020-03-05"),
            ("1583442000000", "2020-03-05"),
            ("2016", "2016"),
            ("2016-05", "2016-05"),
            ("May 2016", "2016-05"),
            ("2016年5月", "2016-05"),
            (" 2016-05-04 ", "2016-05-04"),
        ] {
            assert_eq!(read(value, "en").map(|moment| moment.part.iso()).as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn times_and_zones_are_read_with_the_day() {
        let zone = |value: &str| {
            read(value, "en").map(|moment| (moment.time.map(|time| (time.hour(), time.minute())), moment.zone))
        };
        for (value, time, expected) in [
            ("2024-03-12T23:30:00-05:00", (23, 30), Zone::East(-18_000)),
            ("2024-03-12T23:30:00Z", (23, 30), Zone::Universal),
            ("2024-03-12 23:30:00.123+0300", (23, 30), Zone::East(10_800)),
            ("Tue, 12 Mar 2024 23:30:00 GMT", (23, 30), Zone::Universal),
            ("March 12, 2024 11:30 p.m.", (23, 30), Zone::Unstated),
            ("12 mars 2024 à 23h30", (23, 30), Zone::Unstated),
            ("12.03.2024 - 23:30", (23, 30), Zone::Unstated),
            ("20240312T233000+05:30", (23, 30), Zone::East(19_800)),
        ] {
            assert_eq!(zone(value), Some((Some(time), expected)), "{value}");
        }
        assert_eq!(zone("2024-03-12"), Some((None, Zone::Unstated)));
    }

    #[test]
    fn all_dates_of_a_line_are_found_where_they_stand() {
        let line = "Publié le 21 août 2015 à 18h04 - Mis à jour le 22 août 2015";
        let words: Vec<&str> = dates(line, "fr").into_iter().map(|written| line.get(written.at).unwrap()).collect();
        assert_eq!(words, ["21 août 2015 à 18h04", "22 août 2015"]);
    }
}
