//! The day in a web address: `/2024/03/12/`, `/2024-03-12-title`, `/20240312/`, `/2024-03/12/`, `/2024/mar/12/`.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::{
    moment::{Moment, Part, Zone},
    months::month,
};

/// The shapes, most telling first; each with year, month and, where stated, day.
static SHAPES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const YEAR: &str = "(?:19|20)[0-9]{2}";
    [
        format!(r"[/_-]({YEAR})([/_.-])(0?[1-9]|1[0-2])[/_.-](0?[1-9]|[12][0-9]|3[01])(?:[/_.?#-]|$)"),
        format!(r"/({YEAR})(/)([A-Za-z]{{3,9}})/(0?[1-9]|[12][0-9]|3[01])(?:[/_.?#-]|$)"),
        format!(r"/({YEAR})()(0[1-9]|1[0-2])/(0[1-9]|[12][0-9]|3[01])(?:[/_.?#-]|$)"),
        format!(r"[/_-][A-Za-z]?({YEAR})()(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?:[/_.?#T-]|$)"),
        format!(r"/({YEAR})(/)(0[1-9]|1[0-2])(?:/|$)"),
    ]
    .iter()
    .filter_map(|shape| Regex::new(shape).ok())
    .collect()
});

/// The day that an address states, or the month, with the words that state it.
pub(crate) fn date_in(address: &str) -> Option<(Moment, String)> {
    // The path alone: a query may ask for the paper of any day.
    let (_, path) = address.split_once("://").unwrap_or(("", address));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.get(path.find('/')?..)?;
    SHAPES.iter().find_map(|shape| {
        let found = shape.captures(path)?;
        let number = |group: usize| found.get(group)?.as_str().parse::<i16>().ok();
        let words = found.get(3)?.as_str();
        let month = number(3).or_else(|| month(&words.to_lowercase(), "en").map(i16::from))? as i8;
        let part = match number(4) {
            Some(day) => Part::Day(Date::new(number(1)?, month, day as i8).ok()?),
            None => Part::Month(number(1)?, month),
        };
        let words = found.get(0)?.as_str().to_owned();
        Some((Moment { part, time: None, zone: Zone::Unstated, other: None }, words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_addresses() {
        for (path, expected) in [
            ("/2024/03/12/bridge", "2024-03-12"),
            ("/news/2024/3/12/bridge.html", "2024-03-12"),
            ("/2024-03-12-bridge", "2024-03-12"),
            ("/bridge-2024-03-12.html", "2024-03-12"),
            ("/news/20240312/8806.html", "2024-03-12"),
            ("/t20240312_77.html", "2024-03-12"),
            ("/202403/12/c1.htm", "2024-03-12"),
            ("/2024-03/12/content_1.htm", "2024-03-12"),
            ("/world/2024/mar/12/bridge", "2024-03-12"),
            ("/2024/03/bridge", "2024-03"),
            ("/bridge-2024/03", ""),
            ("/n/120240312", ""),
            ("/id/20241340", ""),
            ("/2024/02/31/x", "2024-02"),
            ("/search?d=/2024/03/12/", ""),
            ("/news/9012", ""),
            ("", ""),
        ] {
            let found = date_in(&format!("https://example.org{path}")).map(|(moment, _)| moment.part.iso());
            assert_eq!(found.unwrap_or_default(), expected, "{path}");
        }
    }
}
