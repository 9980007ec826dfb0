//! `sayso formats`: what can be read and written.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{exit::FINE, failure::Failure, words};
use crate::{export, import};

#[derive(Default, Serialize)]
struct Row {
    name: &'static str,
    extensions: Vec<&'static str>,
    reads: bool,
    writes: bool,
    cannot_hold: Vec<String>,
    /// What reading leaves behind, and what writing leaves out, for people.
    #[serde(skip)]
    not_read: Vec<String>,
    #[serde(skip)]
    not_written: Vec<String>,
}

impl Row {
    fn reads(&mut self, cannot: &str) {
        self.reads = true;
        self.not_read.extend(Some(cannot.to_owned()).filter(|left| !left.is_empty()));
    }

    fn writes(&mut self, cannot: &str) {
        self.writes = true;
        self.not_written.extend(Some(cannot.to_owned()).filter(|left| !left.is_empty()));
    }
}

/// Lists the formats; returns the exit code.
pub(super) fn run(json: bool) -> Result<u8, Failure> {
    let mut rows: Vec<Row> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut row = |name: &'static str, extensions: &[&'static str], how: fn(&mut Row, &str), cannot: String| {
        let at = *places.entry(name).or_insert_with(|| {
            rows.push(Row { name, ..Row::default() });
            rows.len() - 1
        });
        let Some(row) = rows.get_mut(at) else { return };
        how(row, &cannot);
        row.extensions.extend(extensions.iter().filter(|ending| !row.extensions.contains(ending)).collect::<Vec<_>>());
        row.cannot_hold.extend(Some(cannot).filter(|cannot| !cannot.is_empty() && !row.cannot_hold.contains(cannot)));
    };
    for format in import::ALL {
        row(format.name, format.extensions, Row::reads, format.cannot_hold.to_owned());
    }
    for format in import::annotations::ALL {
        row(format.name, format.extensions, Row::reads, format.cannot_hold.to_owned());
    }
    for format in export::ALL {
        row(format.name, format.extensions, Row::writes, words::unsupported(format));
    }
    if json {
        say!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(FINE);
    }
    for row in rows {
        let how = words::directions(row.reads, row.writes);
        let endings = row.extensions.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(" ");
        say!("{:<12} {how:<14} {endings}", row.name);
        for (what, left) in [(words::NOT_IMPORTED, row.not_read), (words::NOT_EXPORTED, row.not_written)] {
            if !left.is_empty() {
                say!("{:<12} {what:<14} {}", "", left.join("; "));
            }
        }
    }
    Ok(FINE)
}
