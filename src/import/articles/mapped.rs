//! Which columns a table or JSON has, and what they are taken for.

use std::collections::BTreeSet;

use super::{
    format::{Input, Reading, Request},
    guess::guess,
    json,
    read::{format_of, unpacked},
    records::{Records, guessed},
    table,
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        mapping::{Column, Mapped, Mapping},
        sheet::Sheet,
    },
    text::shortened,
};

/// How many values of a column are shown, and how many characters of each.
const SAMPLES: usize = 3;
const SHOWN: usize = 80;

/// The columns of a table or of JSON, with what the reader takes them for. Of the `request`, the encoding
/// counts.
///
/// # Errors
/// Why it cannot be read, or that it has no columns.
pub fn mapping<'w>(name: &str, bytes: &[u8], request: impl Into<Request<'w>>) -> Result<Mapped, ImportError> {
    let Request { reading: Reading { encoding, .. }, watch } = request.into();
    let (inner, bytes) = unpacked(name, bytes)?;
    let records = records(&inner, &Input { encoding, watch, ..Input::of(&bytes) })?;
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

/// The rows or records of a file that has columns.
fn records(name: &str, input: &Input<'_>) -> Result<Records, ImportError> {
    match format_of(name, input.bytes)?.name {
        format if format == table::FORMAT.name => table::rows(input),
        format if format == json::FORMAT.name => json::records(input),
        _ => Err(ImportError::NoColumns),
    }
}
