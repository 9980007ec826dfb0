//! Records of databases of literature and press (RIS), as EBSCO, ProQuest, Factiva and Europresse export them: an article a
//! record, its text the title and the full text, or the abstract.

mod record;

use std::collections::{BTreeMap, BTreeSet};

use self::record::{Record, Trouble, Troubles};
use super::{
    authors::names_or,
    dates::Place,
    day,
    format::{Body, Format, Input, OWN_READER, decoded_together},
    html::one_line,
    tags::{line_without_tags, without_tags},
    words::{Step, Warning},
};
use crate::{
    import::{encoding::decode, error::ImportError, sheet::MOST_ROWS},
    model::Facts,
    text::FrozenText,
};

/// Records of articles.
pub(super) const FORMAT: Format =
    Format { name: "ris", extensions: &["ris"], cannot_hold: "links to files", reader: OWN_READER, read };

/// From this length on, in characters, a note is a text, and an abstract is one, too.
const LONG: usize = 1_500;

/// The tags of facts, each in the order in which they count.
const TITLE: [&str; 5] = ["TI", "T1", "CT", "BT", "ST"];
const OUTLET: [&str; 7] = ["T2", "JO", "JF", "J2", "JA", "J1", "T3"];
const AUTHOR: [&str; 2] = ["AU", "A1"];
const PUBLISHED: [&str; 3] = ["DA", "Y1", "PY"];
const ADDRESS: [&str; 3] = ["UR", "L2", "LK"];
const ABSTRACT: [&str; 2] = ["AB", "N2"];
/// Notes, which hold the full text in some exports.
const NOTES: [&str; 4] = ["FT", "TX", "N1", "RN"];
const PAGES: [&str; 2] = ["SP", "EP"];

/// Between the values of a field.
const AND: &str = "; ";

/// Names of fields for tags whose letters say nothing.
const FIELDS: [(&str, &str); 21] = [
    ("AB", "abstract"),
    ("N2", "abstract"),
    ("TY", "type"),
    ("KW", "keywords"),
    ("SN", "ISSN"),
    ("AN", "accession number"),
    ("PB", "publisher"),
    ("CY", "place of publication"),
    ("PP", "place of publication"),
    ("VL", "volume"),
    ("IS", "issue"),
    ("ET", "edition"),
    ("SE", "section"),
    ("DO", "DOI"),
    ("DB", "database"),
    ("DP", "database provider"),
    ("ID", "reference id"),
    ("A2", "editors"),
    ("ED", "editors"),
    ("N1", "notes"),
    ("RN", "notes"),
];

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = decode(input.bytes, input.encoding, input.stated)?;
    let (records, troubles) = record::records(decoded.text.trim_start_matches('\u{FEFF}'));
    if records.is_empty() {
        return Err(ImportError::NoRecords);
    }
    if records.len() > MOST_ROWS {
        return Err(ImportError::TooManyRows(MOST_ROWS));
    }
    let (mut bodies, mut empty, mut abstracts) = (Vec::new(), Vec::new(), 0);
    let (mut undated, mut doubtful) = (0, 0);
    for (number, record) in records.iter().enumerate() {
        let Some((body, is_abstract)) = article(record) else {
            empty.push(number + 1);
            continue;
        };
        abstracts += usize::from(is_abstract);
        undated += usize::from(body.facts.published.is_empty() && !body.facts.dating.stated.is_empty());
        doubtful += usize::from(body.facts.dating.is_doubtful);
        bodies.push(body);
    }
    let mut warnings = told(troubles);
    let counted = [
        (abstracts, Warning::AbstractsOnly as fn(usize) -> Warning),
        (undated, Warning::DatesUnread),
        (doubtful, Warning::DatesAmbiguous),
    ];
    warnings.extend(counted.into_iter().filter(|(count, _)| *count > 0).map(|(count, warning)| warning(count)));
    if !empty.is_empty() {
        warnings.push(Warning::RecordsWithoutText(empty));
    }
    let mut bodies = decoded_together(bodies, decoded.encoding, &decoded.doubts);
    match bodies.first_mut() {
        Some(first) => first.warnings.append(&mut warnings),
        None => return Err(ImportError::RecordsWithoutText(records.len())),
    }
    Ok(bodies)
}

/// What is wrong with lines, up to a few.
fn told(troubles: Troubles) -> Vec<Warning> {
    let tell = |(line, trouble): (usize, Trouble)| match trouble {
        Trouble::OutsideRecords => Warning::LineOutsideRecords(line),
        Trouble::NoEnd => Warning::RecordWithoutEnd(line),
    };
    let mut told: Vec<Warning> = troubles.first.into_iter().map(tell).collect();
    told.extend((troubles.more > 0).then_some(Warning::LinesSkipped(troubles.more)));
    told
}

/// The article of a record, and whether its text is an abstract; `None` where it has nothing but facts.
fn article(record: &Record<'_>) -> Option<(Body, bool)> {
    let title = one_line(&line_without_tags(&record.first(&TITLE)));
    let length = |text: &String| text.chars().count();
    let longest = |tags: &[&str]| record.all(tags).map(|(_, text)| text.trim().to_owned()).max_by_key(length);
    let summary = longest(&ABSTRACT).unwrap_or_default();
    // What is much longer than the abstract, and as long as an article, is one.
    let full = longest(&NOTES).filter(|note| length(note) >= LONG.max(length(&summary) * 2));
    let is_abstract = full.is_none() && length(&summary) < LONG;
    let rest = full.unwrap_or(summary);
    if rest.is_empty() {
        return None;
    }
    let plain = without_tags(&rest);
    let tags = plain.is_some().then(|| Step::TagsRemoved.to_string());
    let words = plain.as_ref().unwrap_or(&rest).trim();
    let parts = [if begins_with(words, &title) { "" } else { title.as_str() }, words];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let (text, steps) = FrozenText::import(&parts.join("\n\n"));
    let first = (parts.len() > 1).then(|| Step::TitleFirst.to_string());
    let steps = first.into_iter().chain(tags).chain(steps.into_iter().map(|step| step.name().to_owned()));
    let fields = fields(record, &rest);
    Some((Body { steps: steps.collect(), fields, ..Body::new(text, facts(record, title)) }, is_abstract))
}

/// Whether a text gives its title itself, as the first line or the first sentence.
fn begins_with(text: &str, title: &str) -> bool {
    let rest = text.strip_prefix(title).filter(|_| !title.is_empty());
    rest.is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r', '.', ':', '–', '—', '|']))
}

fn facts(record: &Record<'_>, title: String) -> Facts {
    let language = one_line(&record.first(&["LA"]));
    let outlet = one_line(&line_without_tags(&record.first(&OUTLET)));
    let authors: Vec<String> = record.all(&AUTHOR).map(|(_, name)| turned(&one_line(name))).collect();
    let author = names_or(&authors.join(AND), &language, &outlet);
    let address = one_line(&record.first(&ADDRESS));
    let mut facts = Facts { title, outlet, author, address, ..Facts::default() };
    // The day may stand in one tag, and the year alone in another.
    let stated = record.all(&PUBLISHED).map(|(_, day)| day_of(day)).filter(|day| !day.is_empty());
    let stated = stated.reduce(|best, next| if next.starts_with(&best) { next } else { best }).unwrap_or_default();
    facts.language = language;
    day::set(&mut facts, Place::Record, &stated, None);
    facts
}

/// A name with the family name first, turned: `Whitfield, Nora, Jr.` is Nora Whitfield, Jr.
fn turned(name: &str) -> String {
    let mut parts = name.split(',').map(str::trim).filter(|part| !part.is_empty());
    match (parts.next(), parts.next(), parts.next()) {
        (Some(family), Some(given), Some(suffix)) => format!("{given} {family} {suffix}"),
        (Some(family), Some(given), None) => format!("{given} {family}"),
        _ => name.to_owned(),
    }
}

/// `2022/03/06/Spring` as a date: what follows the day, and what is missing, is left out.
fn day_of(words: &str) -> String {
    let words = words.trim();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = words.split('/').map(str::trim).take(3).take_while(is_number).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [year, month] if year.len() == 4 => format!("{year}-{month:0>2}"),
        [year] if year.len() == 4 && words.contains('/') => (*year).to_owned(),
        _ => words.to_owned(),
    }
}

/// What tags say that neither a fact is for nor is the `text`, by the names of fields.
fn fields(record: &Record<'_>, text: &str) -> Vec<(String, String)> {
    let taken = [&TITLE[..], &OUTLET, &ADDRESS].map(|tags| (tags, record.first(tags)));
    let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut known: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (tag, value) in record.values() {
        let value = value.trim();
        let of_facts = [&AUTHOR[..], &PAGES, &PUBLISHED, &["LA"]];
        let is_told = of_facts.iter().any(|tags| tags.contains(&tag));
        // What stands in two tags of one fact is not told twice.
        let is_fact = taken.iter().any(|(tags, taken)| tags.contains(&tag) && taken == value);
        if value.is_empty() || is_told || is_fact || value == text {
            continue;
        }
        let name = FIELDS.iter().find(|(other, _)| *other == tag).map_or(tag, |(_, name)| name);
        if known.insert((name, value)) {
            said.entry(name).or_default().push(value);
        }
    }
    let mut fields: Vec<(String, String)> =
        said.into_iter().map(|(name, said)| (name.to_owned(), said.join(AND))).collect();
    let [start, end] = PAGES.map(|tag| record.first(&[tag]));
    let pages = match (start.is_empty(), end.is_empty() || start == end) {
        (false, false) => format!("{start}-{end}"),
        (false, true) => start,
        (true, _) => end,
    };
    fields.extend((!pages.is_empty()).then(|| ("pages".to_owned(), pages)));
    fields.sort();
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_gives_its_title_is_told_from_one_that_only_begins_alike() {
        for text in ["Rain stops play\n\nIt rained.", "Rain stops play. It rained.", "Rain stops play — It rained."] {
            assert!(begins_with(text, "Rain stops play"), "{text}");
        }
        for text in ["Rain stops play in the town.", "Rain stops playing.\nNo.", "It rained.", "Rain stops play"] {
            assert!(!begins_with(text, "Rain stops play"), "{text}");
        }
        assert!(!begins_with("\nIt rained.", ""));
    }

    #[test]
    fn names_and_days_are_read_as_records_write_them() {
        assert_eq!(turned("Whitfield, Nora"), "Nora Whitfield");
        assert_eq!(turned("Cole, Idris, Jr."), "Idris Cole Jr.");
        assert_eq!(turned("Reuters"), "Reuters");
        for (words, day) in [
            ("2022/03/06/", "2022-03-06"),
            ("2022/3/6/Spring", "2022-03-06"),
            ("2022/03//", "2022-03"),
            ("2022///", "2022"),
            ("2022", "2022"),
            ("6 March 2022", "6 March 2022"),
            ("03/06/2022", "03/06/2022"),
            ("", ""),
        ] {
            assert_eq!(day_of(words), day, "{words}");
        }
    }
}
