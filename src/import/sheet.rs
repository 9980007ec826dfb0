//! Tables, CSV and workbooks, as rows under named columns.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{Cursor, Write},
};

use calamine::{DataRef, Dimensions, Reader, Xlsx};

use super::{
    charset::Charset,
    dialect::{self, Row},
    doubt::Doubt,
    encoding,
    error::ImportError,
    headings::{is_known, plain},
    limits::LARGEST,
    markup,
    package::unpacked,
    sheet_check,
    watch::Watch,
};

/// Columns past this one are not read: no table that people make has as many.
pub(super) const MOST_COLUMNS: u32 = 1_000;

/// The most rows that are read: as many as a workbook has.
pub(super) const MOST_ROWS: usize = 1_048_576;

/// How many rows show what a table is.
const TOP_ROWS: usize = 1_000;

/// Among how many rows at the top the one with the headings may be.
const MOST_ABOVE: usize = 20;

/// Rows under named columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// The sheet's name; empty for CSV.
    pub(super) name: String,
    /// The headings as written, each once; columns without one go by their letters.
    pub(super) headings: Vec<String>,
    /// The same as they are compared; empty where there is none.
    plain: Vec<String>,
    /// Rows that hold anything, with the number that programs show for them.
    pub(super) rows: Vec<Row>,
    /// How many rows stand above the headings.
    pub(super) above: usize,
}

impl Sheet {
    /// The first column that has one of these names, which are written as [`headings`](super::headings) has them.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.plain.iter().position(|column| column == name))
    }

    /// All columns that have one of these names, in the order of the names.
    pub(super) fn columns(&self, names: &[&str]) -> Vec<usize> {
        let of_name = |name: &&str| {
            let all = self.plain.iter().enumerate().filter(move |(_, column)| column == name);
            all.map(|(place, _)| place).collect::<Vec<_>>()
        };
        names.iter().flat_map(of_name).collect()
    }

    /// The cells of a column that hold anything, without blanks around.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |(_, row)| cell(row, Some(column)).trim()).filter(|cell| !cell.is_empty())
    }

    /// Rows under headings of which each is there once; `plain` is what these are compared as.
    pub(super) fn of_headings(name: &str, headings: Vec<String>, plain: Vec<String>, rows: Vec<Row>) -> Self {
        Self { name: name.to_owned(), headings, plain, rows, above: 0 }
    }

    fn of(name: &str, rows: Vec<Row>) -> Option<Self> {
        let known = |row: &Row| row.1.iter().filter(|cell| is_known(&plain(cell))).count();
        let top = rows.iter().take(MOST_ABOVE).map(known).enumerate();
        // A title may stand above the headings, or when the table was made.
        let head = top.reduce(|best, next| if next.1 > best.1 { next } else { best })?.0;
        let mut rows = rows.into_iter().skip(head);
        let (_, first) = rows.next()?;
        let rows: Vec<Row> = rows.filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        let width = rows.iter().map(|(_, row)| row.len()).max().unwrap_or_default().max(first.len());
        let mut headings: Vec<String> = Vec::with_capacity(width);
        let mut plains = Vec::with_capacity(width);
        for column in 0..width {
            let heading = cell(&first, Some(column)).trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
            let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
            plains.push(plain(&heading));
            let base = if heading.is_empty() { format!("column {}", letters(column)) } else { heading };
            let names = std::iter::once(base.clone()).chain((2..).map(|number| format!("{base} {number}")));
            let free = names.into_iter().find(|name| !headings.contains(name));
            headings.push(free.unwrap_or(base));
        }
        Some(Self { name: name.to_owned(), headings, plain: plains, rows, above: head })
    }
}

/// What spreadsheets call a column: A, …, Z, AA, …
fn letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    match column / 26 {
        0 => letter.to_string(),
        before => format!("{}{letter}", letters(before - 1)),
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

/// What the cells of a table hold so far. A cell costs memory even where it holds nothing.
#[derive(Default)]
pub(super) struct Held<'w> {
    /// In bytes.
    memory: u64,
    /// The bytes of the words alone, and of those of the whole file, about.
    words: usize,
    of: usize,
    watch: Watch<'w>,
}

impl<'w> Held<'w> {
    /// Nothing yet, of a file of so many bytes.
    pub(super) fn of(bytes: usize, watch: Watch<'w>) -> Self {
        Self { of: bytes, watch, ..Self::default() }
    }

    /// Counts cells and the bytes of the words in them, of a table that has so many rows already.
    pub(super) fn add(&mut self, rows: usize, cells: usize, words: usize) -> Result<(), ImportError> {
        self.memory += (cells * size_of::<String>() + words) as u64;
        self.words += words + cells;
        self.watch.at(self.words, self.of)?;
        match rows {
            _ if self.memory > 4 * LARGEST => Err(ImportError::TableTooLarge(rows)),
            MOST_ROWS.. => Err(ImportError::TooManyRows(MOST_ROWS)),
            _fewer => Ok(()),
        }
    }
}

/// Reads a table: a workbook, or CSV however it is written.
pub(super) fn table(bytes: &[u8], chosen: Option<Charset>, watch: Watch<'_>) -> Result<Table, ImportError> {
    rows_of(bytes, chosen, watch, usize::MAX)
}

/// Reads no more of a table than shows what it is.
pub(super) fn top(bytes: &[u8]) -> Result<Table, ImportError> {
    rows_of(bytes, None, Watch::default(), TOP_ROWS)
}

/// Reads so many rows of each sheet at most.
fn rows_of(bytes: &[u8], chosen: Option<Charset>, watch: Watch<'_>, most: usize) -> Result<Table, ImportError> {
    if bytes.starts_with(b"PK") {
        let mut doubts = Vec::new();
        return Ok(Table { sheets: workbook(bytes, &mut doubts, &watch, most)?, encoding: "", doubts });
    }
    let encoding::Decoded { text, encoding, doubts } = encoding::decode(bytes, chosen, None)?;
    let mut held = Held::of(text.len(), watch);
    let mut hold = |rows: usize, row: &[String]| held.add(rows, row.len(), row.iter().map(String::len).sum());
    let mut rows = dialect::rows(&text, most, &mut hold)?;
    let is_ours = rows.first().is_some_and(|(_, head)| {
        let has = |name: &str| head.iter().any(|column| column == name);
        has("article id") && (has("mark id") || has("span id"))
    });
    for (_, row) in &mut rows {
        row.truncate(MOST_COLUMNS as usize);
        for cell in row.iter_mut() {
            *cell = if is_ours { unguarded_everywhere(cell) } else { unguarded(cell).to_owned() };
        }
    }
    Ok(Table { sheets: Sheet::of("", rows).into_iter().collect(), encoding, doubts })
}

fn workbook(bytes: &[u8], doubts: &mut Vec<Doubt>, watch: &Watch<'_>, most: usize) -> Result<Vec<Sheet>, ImportError> {
    let unreadable = |error: &dyn std::fmt::Display| ImportError::NotWorkbook(error.to_string());
    // The reader of workbooks trusts what an archive says of its size.
    let bytes = in_order(bytes, unpacked(bytes)?, doubts)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_ref())).map_err(|error| unreadable(&error))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut cells = book.worksheet_cells_reader(&name).map_err(|error| unreadable(&error))?;
        let (mut rows, mut held): (BTreeMap<u32, Vec<String>>, _) = (BTreeMap::new(), Held::default());
        let last = cells.dimensions().end.0 as usize;
        // Cell by cell, for a single cell far out would make a table of all those before it.
        while let Some(cell) = cells.next_cell().map_err(|error| unreadable(&error))? {
            let (row, column) = cell.get_position();
            if rows.len() >= most && !rows.contains_key(&row) {
                break;
            }
            watch.at(row as usize, last)?;
            put(&mut rows, (row, column), words_of(cell.get_value()), &mut held)?;
        }
        for region in merged {
            fill(&mut rows, &region, &mut held)?;
        }
        sheets.extend(Sheet::of(&name, rows.into_iter().map(|(number, row)| (number as usize + 1, row)).collect()));
    }
    Ok(sheets)
}

/// A workbook with its XML in order, for its reader takes none but the purest.
fn in_order<'b>(
    bytes: &'b [u8],
    members: BTreeMap<String, Vec<u8>>,
    doubts: &mut Vec<Doubt>,
) -> Result<Cow<'b, [u8]>, ImportError> {
    let unreadable = |error: &dyn std::fmt::Display| ImportError::NotWorkbook(error.to_string());
    let (mut archive, mut is_changed) = (zip::ZipWriter::new(Cursor::new(Vec::new())), false);
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in members {
        let decoded = markup::xml(&content, None, None).ok().filter(|_| name.ends_with(".xml"));
        let text = decoded.map(|decoded| {
            doubts.extend(decoded.doubts);
            decoded.text
        });
        // Any part may be one that the reader is sent to, whatever its name.
        let checked = text.as_ref().map_or_else(|| String::from_utf8_lossy(&content), |text| Cow::Borrowed(&**text));
        if let Some(fault) = sheet_check::fault(&checked) {
            return Err(ImportError::NotWorkbook(format!("{name}: {fault}")));
        }
        let content = text.as_ref().map_or(content.as_slice(), |text| text.as_bytes());
        is_changed |= matches!(text, Some(Cow::Owned(_)));
        archive.start_file(name, options).map_err(|error| unreadable(&error))?;
        archive.write_all(content).map_err(|error| unreadable(&error))?;
    }
    if !is_changed {
        return Ok(bytes.into());
    }
    Ok(archive.finish().map_err(|error| unreadable(&error))?.into_inner().into())
}

fn put(
    rows: &mut BTreeMap<u32, Vec<String>>,
    (row, column): (u32, u32),
    words: String,
    held: &mut Held<'_>,
) -> Result<(), ImportError> {
    if column < MOST_COLUMNS && !words.is_empty() {
        let count = rows.len() - usize::from(rows.contains_key(&row));
        let row = rows.entry(row).or_default();
        let length = row.len().max(column as usize + 1);
        held.add(count, length - row.len(), words.len())?;
        row.resize(length, String::new());
        if let Some(place) = row.get_mut(column as usize) {
            *place = words;
        }
    }
    Ok(())
}

/// A cell that was merged with those below it holds what it says in each of their rows.
fn fill(rows: &mut BTreeMap<u32, Vec<String>>, region: &Dimensions, held: &mut Held<'_>) -> Result<(), ImportError> {
    let (first, column) = region.start;
    let words = rows.get(&first).map(|row| cell(row, Some(column as usize)).to_owned()).unwrap_or_default();
    // Rows without anything else are none.
    let below: Vec<u32> =
        rows.range(first..).map(|(row, _)| *row).skip(1).take_while(|row| *row <= region.end.0).collect();
    below.into_iter().try_for_each(|row| put(rows, (row, column), words.clone(), held))
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
    fn columns_are_found_under_titles_and_each_has_a_name_of_its_own() {
        let read =
            table(b"Report of 3 March;;\n;;\nTitle;Text;Note;Note;\nA;B;;d;e;f\n", None, Watch::default()).unwrap();
        let [sheet] = read.sheets.as_slice() else { panic!("one sheet") };
        assert_eq!(sheet.headings, ["Title", "Text", "Note", "Note 2", "column E", "column F"]);
        assert_eq!((sheet.above, sheet.rows.len(), sheet.column(&["text"])), (2, 1, Some(1)));
        assert_eq!(sheet.columns(&["note", "title"]), [2, 3, 0]);
        assert_eq!([letters(0), letters(25), letters(26), letters(701)], ["A", "Z", "AA", "ZZ"]);
    }

    #[test]
    fn what_keeps_formulas_away_is_taken_off_again() {
        assert_eq!(["'=1+1", "'tis", "=1", "a;'=1"].map(unguarded), ["=1+1", "'tis", "=1", "a;'=1"]);
        let ours = ["'=1; '-2", "''=1", "a\n'@b", "'\ta", "a '=1", "'tis"].map(unguarded_everywhere);
        assert_eq!(ours, ["=1; -2", "'=1", "a\n@b", "\ta", "a '=1", "'tis"]);
    }
}
