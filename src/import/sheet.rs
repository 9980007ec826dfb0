//! Tables, CSV and workbooks, as rows under named columns.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{Cursor, Write},
};

use calamine::{DataRef, Reader, Xlsx};

use super::{doubt::Doubt, encoding, error::ImportError, limits::LARGEST, markup, package::unpacked};

/// Columns past this one are not read: no table that people make has as many.
const MOST_COLUMNS: u32 = 1_000;

/// Rows under named columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// The sheet's name; empty for CSV.
    pub(super) name: String,
    /// The names of the columns, in lower case.
    columns: Vec<String>,
    /// Rows that hold anything, with the number that programs show for them.
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

impl Sheet {
    /// The first column that has one of these names.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.columns.iter().position(|column| column == name))
    }

    fn of(name: &str, mut rows: impl Iterator<Item = (usize, Vec<String>)>) -> Option<Self> {
        let (_, head) = rows.next()?;
        let columns = head.iter().map(|column| column.trim().trim_start_matches('\u{FEFF}').to_lowercase()).collect();
        let rows = rows.filter(|(_, row)| row.iter().any(|cell| !cell.is_empty())).collect();
        Some(Self { name: name.to_owned(), columns, rows })
    }
}

/// A cell of a row; empty where the row or the column has none.
pub(super) fn cell(row: &[String], column: Option<usize>) -> &str {
    column.and_then(|column| row.get(column)).map_or("", String::as_str)
}

/// Characters at which formulas begin.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell of CSV without the apostrophe that keeps spreadsheets from taking it for a formula.
fn unguarded(cell: &str) -> &str {
    let is_guarded = |rest: &&str| rest.starts_with(SIGNS) || rest.starts_with(['\t', '\r', '\n']);
    cell.strip_prefix('\'').filter(is_guarded).unwrap_or(cell)
}

/// The same in a table of Sayso's, which guards what stands after any end of a cell too.
fn unguarded_everywhere(cell: &str) -> String {
    let is_end = |rest: &&str| rest.trim_start_matches('\'').starts_with(['\t', '\r', '\n']);
    let cell = cell.strip_prefix('\'').filter(is_end).unwrap_or(cell);
    let mut bare = String::with_capacity(cell.len());
    let mut begins = true;
    for character in cell.chars() {
        if begins && SIGNS.contains(&character) && bare.ends_with('\'') {
            bare.pop();
        }
        let is_end = matches!(character, ';' | '\t' | '\r' | '\n');
        begins = is_end || begins && matches!(character, ' ' | '\u{A0}' | '"' | '\'');
        bare.push(character);
    }
    bare
}

/// A table as it was read.
pub(super) struct Table {
    /// Its sheets; one for CSV.
    pub(super) sheets: Vec<Sheet>,
    /// The encoding of CSV, and what people should know of how it was read.
    pub(super) encoding: &'static str,
    pub(super) doubts: Vec<Doubt>,
}

/// What the cells of a table hold so far, in bytes. A cell costs memory even where it holds nothing.
#[derive(Default)]
struct Held(u64);

impl Held {
    fn add(&mut self, cells: usize, words: usize) -> Result<(), ImportError> {
        self.0 += (cells * size_of::<String>() + words) as u64;
        if self.0 > 4 * LARGEST {
            return Err(ImportError::TableTooLarge);
        }
        Ok(())
    }
}

/// Reads a table; the cells of CSV may be parted by commas, semicolons or tabulators.
pub(super) fn table(bytes: &[u8], chosen: Option<&'static encoding_rs::Encoding>) -> Result<Table, ImportError> {
    if bytes.starts_with(b"PK") {
        let mut doubts = Vec::new();
        return Ok(Table { sheets: workbook(bytes, &mut doubts)?, encoding: "", doubts });
    }
    let encoding::Decoded { text, encoding, doubts } = encoding::decode(bytes, chosen, None)?;
    let head = text.lines().next().unwrap_or_default();
    let between = [b',', b';', b'\t'].into_iter().max_by_key(|sign| {
        let (count, comma_first) = (head.bytes().filter(|byte| byte == sign).count(), u8::MAX - sign);
        (count, comma_first)
    });
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(between.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let (mut rows, mut held) = (Vec::new(), Held::default());
    for row in reader.records() {
        let row = row.map_err(|error| ImportError::NotTable(error.to_string()))?;
        // As spreadsheets number rows, whose cells may hold line ends.
        let number = rows.len() + 1;
        let is_ours = rows.first().is_some_and(|(_, head): &(usize, Vec<String>)| {
            let has = |name: &str| head.iter().any(|column| column == name);
            has("article id") && (has("mark id") || has("span id"))
        });
        let bare = |cell: &str| if is_ours { unguarded_everywhere(cell) } else { unguarded(cell).to_owned() };
        let cells: Vec<String> = row.iter().take(MOST_COLUMNS as usize).map(bare).collect();
        held.add(cells.len(), cells.iter().map(String::len).sum())?;
        rows.push((number, cells));
    }
    Ok(Table { sheets: Sheet::of("", rows.into_iter()).into_iter().collect(), encoding, doubts })
}

fn workbook(bytes: &[u8], doubts: &mut Vec<Doubt>) -> Result<Vec<Sheet>, ImportError> {
    let unreadable = |error: &dyn std::fmt::Display| ImportError::NotWorkbook(error.to_string());
    // The reader of workbooks trusts what an archive says of its size.
    let bytes = in_order(bytes, unpacked(bytes)?, doubts).map_err(|error| unreadable(&error))?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_ref())).map_err(|error| unreadable(&error))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name).map_err(|error| unreadable(&error))?;
        let (mut rows, mut held): (BTreeMap<u32, Vec<String>>, Held) = (BTreeMap::new(), Held::default());
        // Cell by cell, for a single cell far out would make a table of all those before it.
        while let Some(cell) = cells.next_cell().map_err(|error| unreadable(&error))? {
            let (row, column) = cell.get_position();
            let words = words_of(cell.get_value());
            if column < MOST_COLUMNS && !words.is_empty() {
                let row = rows.entry(row).or_default();
                let length = row.len().max(column as usize + 1);
                held.add(length - row.len(), words.len())?;
                row.resize(length, String::new());
                if let Some(place) = row.get_mut(column as usize) {
                    *place = words;
                }
            }
        }
        sheets.extend(Sheet::of(&name, rows.into_iter().map(|(number, row)| (number as usize + 1, row))));
    }
    Ok(sheets)
}

/// A workbook with its XML in order, for its reader takes none but the purest.
fn in_order<'b>(
    bytes: &'b [u8],
    members: BTreeMap<String, Vec<u8>>,
    doubts: &mut Vec<Doubt>,
) -> Result<Cow<'b, [u8]>, zip::result::ZipError> {
    let (mut archive, mut is_changed) = (zip::ZipWriter::new(Cursor::new(Vec::new())), false);
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in members {
        let decoded = markup::xml(&content, None, None).ok().filter(|_| name.ends_with(".xml"));
        let text = decoded.map(|decoded| {
            doubts.extend(decoded.doubts);
            decoded.text
        });
        let content = text.as_ref().map_or(content.as_slice(), |text| text.as_bytes());
        is_changed |= matches!(text, Some(Cow::Owned(_)));
        archive.start_file(name, options)?;
        archive.write_all(content)?;
    }
    Ok(if is_changed { archive.finish()?.into_inner().into() } else { bytes.into() })
}

fn words_of(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => words.clone(),
        DataRef::SharedString(words) => (*words).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, hours, minutes, seconds, _) = time.to_ymd_hms_milli();
            match (hours, minutes, seconds) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}Z"),
            }
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_formulas_away_is_taken_off_again() {
        assert_eq!(["'=1+1", "'tis", "=1", "a;'=1"].map(unguarded), ["=1+1", "'tis", "=1", "a;'=1"]);
        let ours = ["'=1; '-2", "''=1", "a\n'@b", "'\ta", "a '=1", "'tis"].map(unguarded_everywhere);
        assert_eq!(ours, ["=1; -2", "'=1", "a\n@b", "\ta", "a '=1", "'tis"]);
    }
}
