//! Dates in the names of files: the shapes that they have, and what they say.

use std::sync::LazyLock;

use regex::Regex;

use super::super::dates;
use super::form::{Form, JOINT};

/// A month by its name, in any language, or what may be one.
const NAME: &str = r"\p{L}[\p{L}\p{M}]*\.?";

/// The shapes of dates as regular expressions, those that say most first.
pub(super) static SHAPES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let of = r"(?:\s?[-_]\s?|\s(?:de|of)\s|\s)?";
    vec![
        format!(r"\d{{4}}{JOINT}\d{{1,2}}{JOINT}\d{{1,2}}"),
        format!(r"\d{{1,2}}{JOINT}\d{{1,2}}{JOINT}\d{{4}}"),
        r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]".to_owned(),
        r"\d{8}".to_owned(),
        format!(r"\d{{1,2}}(?:[snrte][tdhr]|\.|º)?{of}{NAME}{of}\d{{4}}"),
        format!(r"{NAME}{of}\d{{1,2}}(?:[snrt][tdh])?,?{of}\d{{4}}"),
        format!(r"\d{{4}}{of}{NAME}{of}\d{{1,2}}"),
        format!(r"\d{{1,2}}{JOINT}\d{{1,2}}{JOINT}\d{{2}}"),
        format!(r"\d{{4}}{JOINT}\d{{1,2}}"),
        r"\d{1,2}[-./_]\d{4}".to_owned(),
        format!(r"{NAME}{of}\d{{4}}"),
        r"\d{4}".to_owned(),
    ]
});

/// A date that a name states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Date {
    /// As ISO 8601 writes it.
    pub(super) iso: String,
    /// The other day that it could be.
    pub(super) other: Option<String>,
}

/// The date that these words of a name are, in a form or as it is usually written; `language` decides between two ways, as
/// far as it is known.
pub(super) fn read(words: &str, form: Option<&Form>, language: &str) -> Option<Date> {
    let moment = match form {
        Some(form) => dates::read(&form.plain(words)?, language)?,
        None => dates::read(&joined(words), language)?,
    };
    Some(Date { iso: moment.part.iso(), other: moment.other.map(|other| other.to_string()) })
}

/// Dates whose parts have blanks or underscores between them, as people write them: with full stops between numbers, blanks
/// between words.
fn joined(words: &str) -> String {
    let has_letters = words.contains(char::is_alphabetic);
    if has_letters {
        return words.replace(['_', '-'], " ");
    }
    let parts: Vec<&str> = words.split(|c: char| !c.is_numeric()).filter(|part| !part.is_empty()).collect();
    let is_spaced = words.contains(['_', ' ', ',', '–', '—', '‐', '‑', '−']);
    match parts.as_slice() {
        [_, _, _] if is_spaced => parts.join("."),
        [month, year] if year.chars().count() == 4 => format!("{year}-{month}"),
        [_, _] => parts.join("-"),
        _other => words.to_owned(),
    }
}

/// Where a name has a date, in bytes: the one that says most, of such the first.
pub(super) fn find(stem: &str) -> Option<std::ops::Range<usize>> {
    static FINDERS: LazyLock<Vec<Regex>> =
        LazyLock::new(|| SHAPES.iter().filter_map(|shape| Regex::new(&format!("(?i)(?:{shape})")).ok()).collect());
    let is_whole = |at: &std::ops::Range<usize>| {
        let before = stem.get(..at.start).and_then(|before| before.chars().next_back());
        let after = stem.get(at.end..).and_then(|after| after.chars().next());
        let is_of_it = |c: Option<char>| c.is_some_and(|c| c.is_numeric());
        !is_of_it(before) && !is_of_it(after)
    };
    FINDERS.iter().find_map(|finder| {
        let found = finder.find_iter(stem).map(|found| found.range());
        found
            .into_iter()
            .find(|at| is_whole(at) && stem.get(at.clone()).is_some_and(|words| read(words, None, "").is_some()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_names() {
        for (stem, words, iso) in [
            ("Guardian 2018 03 01 Rain", "2018 03 01", "2018-03-01"),
            ("2018_03_01_guardian", "2018_03_01", "2018-03-01"),
            ("rain-2018-03-01", "2018-03-01", "2018-03-01"),
            ("Regen 1. März 2018", "1. März 2018", "2018-03-01"),
            ("pluie 1er mars 2018", "1er mars 2018", "2018-03-01"),
            ("March 1, 2018 Rain", "March 1, 2018", "2018-03-01"),
            ("人民日报_2018年3月1日_雨", "2018年3月1日", "2018-03-01"),
            ("Kurier 20180301", "20180301", "2018-03-01"),
            ("13_03_18 Regen", "13_03_18", "2018-03-13"),
            ("Rain 2018-03", "2018-03", "2018-03"),
            ("Rain 03.2018", "03.2018", "2018-03"),
            ("Yağmur 1 Mart 2018 Cuma", "1 Mart 2018", "2018-03-01"),
            ("Дождь 1 марта 2018", "1 марта 2018", "2018-03-01"),
        ] {
            let at = find(stem).unwrap_or_else(|| panic!("{stem}"));
            assert_eq!(stem.get(at), Some(words), "{stem}");
            assert_eq!(read(words, None, "").unwrap().iso, iso, "{stem}");
        }
        for stem in ["", "Rain", "Route 66", "120180301", "99.99.2018 x"] {
            let found = find(stem).and_then(|at| stem.get(at));
            assert!(matches!(found, None | Some("2018")), "{stem}: {found:?}");
        }
    }

    #[test]
    fn a_date_of_two_readings_tells_both() {
        let date = read("03.04.2018", None, "").unwrap();
        assert_eq!((date.iso.as_str(), date.other.as_deref()), ("2018-04-03", Some("2018-03-04")));
        let form = Form::parse("MM.DD.YYYY").unwrap();
        let date = read("03.04.2018", Some(&form), "").unwrap();
        assert_eq!((date.iso.as_str(), date.other), ("2018-03-04", None));
    }
}
