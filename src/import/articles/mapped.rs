//! Which columns a table or JSON has, what they are taken for, and reading it as somebody chose.

use std::collections::BTreeSet;

use super::{
    format::{Imported, Input},
    guess::guess,
    json,
    read::{format_of, imported, unpacked},
    records::{self, Records, guessed},
    table,
};
use crate::{
    import::{
        charset::Charset,
        error::ImportError,
        hash::sha256_of,
        mapping::{Column, Mapped, Mapping, Role},
        sheet::Sheet,
    },
    text::shortened,
};

/// How many values of a column are shown, and how many characters of each.
const SAMPLES: usize = 3;
const SHOWN: usize = 80;

/// The columns of a table or of JSON, with what the reader takes them for. `encoding` is the one that somebody chose; else
/// it is detected.
///
/// # Errors
/// Why it cannot be read, or that it has no columns.
pub fn mapping(name: &str, bytes: &[u8], encoding: Option<Charset>) -> Result<Mapped, ImportError> {
    let (inner, bytes) = unpacked(name, bytes)?;
    let records = records(&inner, &Input { encoding, ..Input::of(&bytes) })?;
    let read = guessed(&records);
    let of_none = || records.table.sheets.iter().map(|sheet| (sheet, guess(sheet, None))).collect();
    let read: Vec<(&Sheet, Mapping)> = if read.is_empty() { of_none() } else { read };
    let (mut columns, mut merged): (Vec<Column>, Mapping) = Default::default();
    for (sheet, guess) in &read {
        for (heading, role) in guess.columns() {
            merged.add(heading, role.clone());
        }
        for (number, heading) in sheet.headings.iter().enumerate() {
            if columns.iter().all(|column| column.heading != *heading) {
                columns.push(Column { heading: heading.clone(), samples: samples(sheet, number) });
            }
        }
    }
    if columns.is_empty() {
        return Err(ImportError::Empty);
    }
    let headings: BTreeSet<&str> = columns.iter().map(|column| column.heading.as_str()).collect();
    let key = sha256_of(headings.into_iter().collect::<Vec<_>>().join("\n").as_bytes());
    Ok(Mapped { columns, guess: merged, key })
}

/// The first values of a column that differ.
fn samples(sheet: &Sheet, column: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for cell in sheet.cells(column) {
        let sample = shortened(cell, SHOWN);
        if !samples.contains(&sample) {
            samples.push(sample);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// Reads the articles of a table or of JSON with the columns as they were chosen.
///
/// # Errors
/// Why there is no article in it, or that no column was chosen that has texts.
pub fn articles_mapped(
    name: &str,
    bytes: &[u8],
    encoding: Option<Charset>,
    mapping: &Mapping,
) -> Result<Vec<Imported>, ImportError> {
    if mapping.columns().all(|(_, role)| *role != Role::Text) {
        return Err(ImportError::NoTextChosen);
    }
    let (inner, bytes) = unpacked(name, bytes)?;
    let input = Input { encoding, ..Input::of(&bytes) };
    let bodies = records::articles(records(&inner, &input)?, Some(mapping))?;
    imported(format_of(&inner, &bytes)?, name, &input, bodies)
}

/// The rows or records of a file that has columns.
fn records(name: &str, input: &Input<'_>) -> Result<Records, ImportError> {
    match format_of(name, input.bytes)?.name {
        format if format == table::FORMAT.name => table::rows(input),
        format if format == json::FORMAT.name => json::records(input),
        _ => Err(ImportError::NoColumns),
    }
}
