//! The form that somebody says dates have, as DD.MM.YYYY or TT.MM.JJJJ, and dates read by it.

use super::super::dates;

/// What a part of a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    /// A month by its name.
    MonthName,
    Year,
}

/// The form of a date: its parts in their order, and whether signs stand between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Each with the number of its letters.
    units: Vec<(Unit, usize)>,
    is_compact: bool,
}

/// What stands between the parts of a date.
pub(super) const JOINT: &str = r"(?:\s?[-‐‑–—−./_,]\s?|\s)";

impl Form {
    /// The form in letters: D, M and Y, or those of German (TT.MM.JJJJ), French (JJ/MM/AAAA) and Spanish (DD/MM/AAAA).
    pub(super) fn parse(form: &str) -> Option<Self> {
        let letters: Vec<char> = form.to_uppercase().chars().collect();
        let has_days_of_german = letters.contains(&'T');
        let mut units: Vec<(Unit, usize)> = Vec::new();
        let mut is_compact = true;
        for run in letters.chunk_by(|one, next| one == next) {
            let unit = match (run.first()?, run.len()) {
                ('D' | 'T', 1 | 2) => Unit::Day,
                ('J', 1 | 2) if !has_days_of_german => Unit::Day,
                ('M', 1 | 2) => Unit::Month,
                ('M', 3 | 4) => Unit::MonthName,
                ('Y' | 'A' | 'J', 2 | 4) => Unit::Year,
                (letter, _) if letter.is_alphanumeric() => return None,
                _sign => {
                    is_compact = false;
                    continue;
                }
            };
            units.push((unit, run.len()));
        }
        let count = |wanted: &[Unit]| units.iter().filter(|(unit, _)| wanted.contains(unit)).count();
        let months = count(&[Unit::Month, Unit::MonthName]);
        let fits = count(&[Unit::Year]) == 1 && months <= 1 && count(&[Unit::Day]) <= months;
        // Without signs, only the number of their digits tells the parts.
        let is_told = units.iter().all(|(unit, letters)| *unit != Unit::MonthName && *letters > 1);
        let is_compact = is_compact && units.len() > 1;
        (fits && (is_told || !is_compact)).then_some(Self { units, is_compact })
    }

    /// A regular expression for dates of this form.
    pub(super) fn rule(&self) -> String {
        let part = |(unit, letters): &(Unit, usize)| match unit {
            Unit::MonthName => r"\p{L}[\p{L}\p{M}]*\.?".to_owned(),
            Unit::Year => format!(r"\d{{{letters}}}"),
            Unit::Day | Unit::Month if self.is_compact => r"\d{2}".to_owned(),
            Unit::Day | Unit::Month => r"\d{1,2}".to_owned(),
        };
        let joint = if self.is_compact { String::new() } else { format!("{JOINT}{{1,2}}") };
        self.units.iter().map(part).collect::<Vec<_>>().join(&joint)
    }

    /// A date of this form as it can be read in one way only.
    pub(super) fn plain(&self, date: &str) -> Option<String> {
        let parts: Vec<&str> = if self.is_compact {
            let mut rest = date;
            let mut part = |(_, letters): &(Unit, usize)| {
                let end = rest.char_indices().nth(*letters).map_or(rest.len(), |(at, _)| at);
                let (part, after) = rest.split_at_checked(end)?;
                rest = after;
                Some(part)
            };
            self.units.iter().map(&mut part).collect::<Option<_>>()?
        } else {
            date.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect()
        };
        let of = |wanted: &[Unit]| {
            let mut both = self.units.iter().zip(&parts);
            both.find(|((unit, _), _)| wanted.contains(unit)).map(|(_, part)| *part)
        };
        let year = match of(&[Unit::Year])? {
            short if short.chars().count() == 2 => century(short)?,
            year => year.to_owned(),
        };
        let Some(month) = of(&[Unit::Month, Unit::MonthName]) else { return Some(year) };
        let is_name = self.units.iter().any(|(unit, _)| *unit == Unit::MonthName);
        Some(match of(&[Unit::Day]) {
            Some(day) if is_name => format!("{day} {month} {year}"),
            Some(day) => format!("{year}-{month}-{day}"),
            None if is_name => format!("{month} {year}"),
            None => format!("{year}-{month}"),
        })
    }
}

/// The year that two digits stand for.
fn century(short: &str) -> Option<String> {
    // The same years as where dates are read everywhere.
    let day = dates::read(&format!("1.1.{short}"), "")?.part.iso();
    day.split('-').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_a_form_are_read_in_one_way() {
        for (form, date, plain) in [
            ("DD.MM.YYYY", "3.4.2018", "2018-4-3"),
            ("MM-DD-YYYY", "03-04-2018", "2018-03-04"),
            ("yyyymmdd", "20180304", "2018-03-04"),
            ("DDMMYY", "030418", "2018-04-03"),
            ("YYMMDD", "991231", "1999-12-31"),
            ("TT.MM.JJJJ", "03.04.2018", "2018-04-03"),
            ("TT.MM.JJ", "03.04.18", "2018-04-03"),
            ("JJ/MM/AAAA", "03 04 2018", "2018-04-03"),
            ("D. MMMM YYYY", "3. April 2018", "3 April 2018"),
            ("YYYY-MM", "2018-03", "2018-03"),
            ("YYYY", "2018", "2018"),
        ] {
            let form = Form::parse(form).unwrap();
            assert_eq!(form.plain(date).as_deref(), Some(plain), "{date}");
            let rule = regex::Regex::new(&format!("^(?:{})$", form.rule())).unwrap();
            assert!(rule.is_match(date), "{date}: {rule}");
        }
    }

    #[test]
    fn what_is_no_form_is_none() {
        for form in ["", "soon", "DD.MM", "DD.YYYY", "YYYYMD", "YYYYMMMDD", "DD.MM.YYYY.YYYY", "YYYYY", "D1.MM.YYYY"] {
            assert_eq!(Form::parse(form), None, "{form}");
        }
    }
}
