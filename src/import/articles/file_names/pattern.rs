//! A pattern of the names of files, and what a name says by it.
//!
//! What stands between placeholders is meant as it is, but hyphens and dashes are alike, as are capitals and small letters.
//! A name is first read with blanks where the pattern has them; if it does not fit so, blanks around signs may be there or
//! not. A date must be one. Of several ways to part a name, the title is the longest and the others the shortest; a last
//! placeholder takes the rest.

use regex::{Regex, RegexBuilder, escape};
use unicode_normalization::UnicodeNormalization;

use super::{
    shapes::{self, Date, SHAPES},
    slots::{PatternError, Piece, Slot, pieces},
};
use crate::text::{language_name, main_language};

/// Signs that are taken for one.
const DASHES: [char; 8] = ['-', '‐', '‑', '‒', '–', '—', '―', '−'];
/// The longest name that is read, in bytes.
const LONGEST: usize = 1_000;

/// A pattern such as `{date} – {title} – {outlet}`: placeholders in braces for `date`, `title`, `outlet`, `author`,
/// `language` and `note`; any other name is that of a field of articles, and `{*}` is skipped. A date may have a form
/// (`{date:DD.MM.YYYY}`).
#[derive(Clone, Debug)]
pub struct Pattern {
    written: String,
    slots: Vec<Slot>,
    /// Ways to part a name, in the order in which they are tried.
    ways: Vec<Regex>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

/// What a name says of its article. What it doesn't say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The headline.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Who wrote it.
    pub author: String,
    /// Its language, as a code.
    pub language: String,
    /// A remark.
    pub note: String,
    /// When it was published, as ISO 8601 writes it, or as much of it as the name states.
    pub published: String,
    /// The same in the words of the name.
    pub stated: String,
    /// The other day that these words could mean, as 03.04.2018 may.
    pub other_day: Option<String>,
    /// Values for fields of articles, by the names of the fields.
    pub fields: Vec<(String, String)>,
}

impl Pattern {
    /// Reads a pattern as somebody typed it.
    ///
    /// # Errors
    /// Why it is none, and where.
    pub fn parse(written: &str) -> Result<Self, PatternError> {
        let composed: String = written.trim().nfc().collect();
        let pieces = pieces(&composed)?;
        let slots: Vec<Slot> = pieces
            .iter()
            .filter_map(|piece| if let Piece::Slot(slot) = piece { Some(slot.clone()) } else { None })
            .collect();
        let of_form = slots.iter().find_map(|slot| match slot {
            Slot::Date(form) => Some(form.as_ref().map(|form| vec![form.rule()])),
            Slot::Title
            | Slot::Outlet
            | Slot::Author
            | Slot::Language
            | Slot::Note
            | Slot::Field(_)
            | Slot::Skipped => None,
        });
        // Without a date, one way is enough.
        let dates = of_form.map_or_else(|| vec![String::new()], |rules| rules.unwrap_or_else(|| SHAPES.clone()));
        let with = |is_strict| {
            let rules: Vec<String> = dates.iter().map(|date| pieces_rule(&pieces, date, is_strict)).collect();
            rules
        };
        let rules = [true, false].into_iter().flat_map(with);
        let ways = rules.map(|rule| way(&rule)).collect::<Option<_>>().ok_or(PatternError::TooLong)?;
        Ok(Self { written: composed.clone(), slots, ways })
    }

    /// The pattern as it is typed.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// What a file's name without its ending says ([`stem_of`]); `None` if it does not fit the pattern.
    pub fn facts(&self, stem: &str) -> Option<Found> {
        if stem.len() > LONGEST {
            return None;
        }
        let composed: String = stem.trim().nfc().collect();
        self.ways.iter().find_map(|way| {
            let parts = way.captures(&composed)?;
            let values = parts.iter().skip(1).map(|part| part.map_or("", |part| part.as_str().trim()));
            found(self.slots.iter().zip(values))
        })
    }
}

/// What the values of placeholders say; `None` if one cannot be what its placeholder is for.
fn found<'v>(values: impl Iterator<Item = (&'v Slot, &'v str)> + Clone) -> Option<Found> {
    let mut found = Found::default();
    if let Some((_, words)) = values.clone().find(|(slot, _)| **slot == Slot::Language) {
        found.language = language(words)?;
    }
    for (slot, value) in values {
        match slot {
            Slot::Date(form) => {
                let Date { iso, other } = shapes::read(value, form.as_ref(), &found.language)?;
                (found.published, found.other_day) = (iso, other);
                value.clone_into(&mut found.stated);
            }
            Slot::Title => found.title = words(value)?,
            Slot::Outlet => found.outlet = words(value)?,
            Slot::Author => found.author = words(value)?,
            Slot::Note => found.note = words(value)?,
            Slot::Field(name) => found.fields.push((name.clone(), words(value)?)),
            Slot::Language | Slot::Skipped => {}
        }
    }
    Some(found)
}

/// The code of a language by its code or its name.
fn language(words: &str) -> Option<String> {
    let main = main_language(words);
    if language_name(&main) == main {
        return None;
    }
    let region = words.split_once('-').map(|(_, region)| format!("-{region}")).unwrap_or_default();
    Some(main + &region)
}

/// A value in words; names without blanks have underscores in their places.
fn words(value: &str) -> Option<String> {
    let spaced = if value.contains(char::is_whitespace) { value.to_owned() } else { value.replace('_', " ") };
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    words.contains(char::is_alphanumeric).then_some(words)
}

fn way(rule: &str) -> Option<Regex> {
    RegexBuilder::new(rule).case_insensitive(true).dot_matches_new_line(true).build().ok()
}

/// The pattern as a regular expression, with dates of this shape.
fn pieces_rule(pieces: &[Piece], date: &str, is_strict: bool) -> String {
    let rules = pieces.iter().map(|piece| match piece {
        Piece::Literal(literal) => literal_rule(literal, is_strict),
        Piece::Slot(Slot::Date(_)) => format!("({date})"),
        Piece::Slot(Slot::Language) => r"(\p{L}{2,20}(?:-[a-z]{2,4})??)".to_owned(),
        Piece::Slot(Slot::Title) => "(.+)".to_owned(),
        Piece::Slot(Slot::Skipped) => "(.*?)".to_owned(),
        Piece::Slot(Slot::Outlet | Slot::Author | Slot::Note | Slot::Field(_)) => "(.+?)".to_owned(),
    });
    format!("^{}$", rules.collect::<String>())
}

/// What stands between placeholders as a regular expression.
fn literal_rule(literal: &str, is_strict: bool) -> String {
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let is_loose = !is_strict && literal.contains(is_sign);
    let blanks = if is_loose { r"\s*" } else { r"\s+" };
    let mut rule = String::new();
    if is_loose && literal.starts_with(is_sign) {
        rule.push_str(blanks);
    }
    let (mut characters, mut after_letter) = (literal.chars().peekable(), false);
    while let Some(character) = characters.next() {
        if character.is_whitespace() {
            while characters.next_if(|next| next.is_whitespace()).is_some() {}
            // Words stay apart.
            let is_between = after_letter && characters.peek().is_some_and(|next| next.is_alphanumeric());
            rule.push_str(if is_between { r"\s+" } else { blanks });
        } else if DASHES.contains(&character) {
            rule.push_str(r"[-‐‑‒–—―−]");
        } else {
            rule.push_str(&escape(&character.to_string()));
        }
        after_letter = character.is_alphanumeric();
    }
    if is_loose && literal.ends_with(is_sign) {
        rule.push_str(blanks);
    }
    rule
}

/// The name of a file without its folders and its ending, and without that of the file which is packed in it. An ending is
/// short and has a letter: `Rain 01.03.2018` has none.
pub fn stem_of(name: &str) -> &str {
    const PACKED: &str = "gz";
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match parted(name) {
        Some((inner, ending)) if ending.eq_ignore_ascii_case(PACKED) => parted(inner).map_or(inner, |(stem, _)| stem),
        Some((stem, _)) => stem,
        None => name,
    }
}

/// A name without its ending, and the ending.
fn parted(name: &str) -> Option<(&str, &str)> {
    let is_ending = |ending: &str| {
        (1..=8).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    name.rsplit_once('.').filter(|(stem, ending)| !stem.trim().is_empty() && is_ending(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn facts(pattern: &str, name: &str) -> Option<Found> {
        Pattern::parse(pattern).unwrap().facts(stem_of(name))
    }

    /// What a name says: date, outlet, title and the rest.
    #[track_caller]
    fn says(pattern: &str, name: &str, expected: [&str; 4]) {
        let found = facts(pattern, name).unwrap_or_else(|| panic!("{name} does not fit {pattern}"));
        let rest = [&found.author, &found.language, &found.note].map(String::as_str);
        let rest: Vec<String> = rest
            .into_iter()
            .map(str::to_owned)
            .chain(found.fields.iter().map(|(name, value)| format!("{name}={value}")))
            .filter(|value| !value.is_empty())
            .collect();
        let rest = rest.join(" | ");
        assert_eq!([found.published, found.outlet, found.title, rest], expected, "{name}");
    }

    #[test]
    fn names_are_parted_as_patterns_say() {
        let dashed = "{date} – {title} – {outlet}";
        says(dashed, "01.03.2018 – Rain stops play – Guardian.txt", ["2018-03-01", "Guardian", "Rain stops play", ""]);
        says(dashed, "2018-03-01 - Post-war rain - The Post.txt", ["2018-03-01", "The Post", "Post-war rain", ""]);
        says(dashed, "2018-03-01—Rain—Post.txt", ["2018-03-01", "Post", "Rain", ""]);
        says(dashed, "1. März 2018 – Regen – und Wind – Kurier", ["2018-03-01", "Kurier", "Regen – und Wind", ""]);
        says(dashed, "1er mars 2018 - La pluie - Le Soir", ["2018-03-01", "Le Soir", "La pluie", ""]);
        says(dashed, "letters/March 1, 2018 – Rain – Post.html", ["2018-03-01", "Post", "Rain", ""]);
        says(dashed, "2018 – Rain – Post", ["2018", "Post", "Rain", ""]);
        says(dashed, "03.2018 – Rain – Post", ["2018-03", "Post", "Rain", ""]);
        let marked = "{outlet}_{date:DD.MM.YYYY}_{author}_{*}";
        says(marked, "Kurier_03.04.2018_Eva Lund_page 3_final.pdf", ["2018-04-03", "Kurier", "", "Eva Lund"]);
        says("{outlet}_{date:MMDDYY}", "Post_030418.txt", ["2018-03-04", "Post", "", ""]);
        says("{outlet} {date} {title}", "Kurier 2018 03 01 Regen", ["2018-03-01", "Kurier", "Regen", ""]);
        says("{outlet} {date} {title}", "Sabah 1 Mart 2018 Yağmur dindi", ["2018-03-01", "Sabah", "Yağmur dindi", ""]);
        says("{date}_{outlet}_{title}", "2018_03_01_Le_Soir_La_pluie", ["2018-03-01", "Le", "Soir La pluie", ""]);
        says("{outlet}_{date}_{title}", "人民日报_2018年3月1日_雨停了", ["2018-03-01", "人民日报", "雨停了", ""]);
        says("{title} ({outlet}, {date})", "Дождь (Известия, 01.03.2018)", ["2018-03-01", "Известия", "Дождь", ""]);
        says("{date} {title}", "٢٠١٨-٠٣-٠١ قال الوزير", ["2018-03-01", "", "قال الوزير", ""]);
        says("{Page no.}-{language}-{title}", "A3-de-Regen.txt", ["", "", "Regen", "de | Page no.=A3"]);
        says("{language}_{title}", "de_la_pluie", ["", "", "la pluie", "de"]);
        says("{language}-{title}", "de-am-See", ["", "", "am-See", "de"]);
        says("{language}_{title}", "en-GB_Rain", ["", "", "Rain", "en-GB"]);
        says("{title} ({language})", "Regen (German)", ["", "", "Regen", "de"]);
        says(
            "Factiva {date} {title} [{note}]",
            "factiva 20180301 Rain [checked]",
            ["2018-03-01", "", "Rain", "checked"],
        );
        says("{outlet} {{{title}}}", "Post {Rain}", ["", "Post", "Rain", ""]);
    }

    #[test]
    fn decomposed_letters_are_composed() {
        let found = facts("{outlet} – {title}", "Su\u{308}dkurier – e\u{301}te\u{301}").unwrap();
        assert_eq!((found.outlet.as_str(), found.title.as_str()), ("Südkurier", "été"));
    }

    #[test]
    fn what_does_not_fit_says_nothing() {
        for (pattern, name) in [
            ("{date} – {title}", "Rain stops play"),
            ("{date} – {title}", "31.02.2018 – Rain"),
            ("{date} – {title}", "soon – Rain"),
            ("{date:DD.MM.YYYY} – {title}", "2018-03-01 – Rain"),
            ("{date:DD.MM.YYYY} – {title}", "03.14.2018 – Rain"),
            ("{outlet}_{title}", "_Rain"),
            ("{outlet}_{title}", "---_!!!"),
            ("{language}_{title}", "xq_Rain"),
            ("{outlet} {title}", "Rain"),
            ("{title}", ""),
        ] {
            assert_eq!(facts(pattern, name), None, "{name}");
        }
        assert_eq!(facts("{title}", &"x".repeat(2 * LONGEST)), None);
    }

    #[test]
    fn a_date_of_two_readings_is_told() {
        let found = facts("{date} – {title}", "03.04.2018 – Rain").unwrap();
        assert_eq!((found.published.as_str(), found.stated.as_str()), ("2018-04-03", "03.04.2018"));
        assert_eq!(found.other_day.as_deref(), Some("2018-03-04"));
        for (pattern, name) in
            [("{date:MM.DD.YYYY} – {title}", "03.04.2018 – Rain"), ("{date} {title}", "2018-03-04 x")]
        {
            let found = facts(pattern, name).unwrap();
            assert_eq!((found.published.as_str(), found.other_day), ("2018-03-04", None), "{name}");
        }
    }

    #[test]
    fn endings_are_told_from_dates_and_words() {
        for (name, stem) in [
            ("a/b\\Rain.txt", "Rain"),
            ("Rain 01.03.2018", "Rain 01.03.2018"),
            ("Rain.2018.html", "Rain.2018"),
            ("a/Rain.txt.gz", "Rain"),
            ("Rain 01.03.2018.GZ", "Rain 01.03.2018"),
            ("Rain.gz", "Rain"),
            ("Rain.txt.html", "Rain.txt"),
            ("Outlet 2018.03.01 Title", "Outlet 2018.03.01 Title"),
            ("St. Moritz im Regen", "St. Moritz im Regen"),
            (".txt", ".txt"),
            ("Rain", "Rain"),
            ("", ""),
        ] {
            assert_eq!(stem_of(name), stem);
        }
    }

    #[test]
    fn hard_names_take_no_time() {
        let pattern = Pattern::parse("{*} {*} {*} {date} {*} {*} {title} {*} {*}").unwrap();
        let began = std::time::Instant::now();
        assert_eq!(pattern.facts(&"1 2 ".repeat(240)), None);
        assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    }
}
