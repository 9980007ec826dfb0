//! A workbook for spreadsheets: the claims, all marks, the articles and the codebook, a sheet each, with real dates,
//! a frozen header and filters.

use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook, Worksheet, XlsxError};

use super::{Format, Part, Written, csv};
use crate::{
    analysis::ledger,
    model::{FieldDef, FieldKind, Project, Tag},
};

/// A workbook.
pub(super) const FORMAT: Format = Format {
    name: "xlsx",
    title: "Workbook",
    purpose: "a workbook: claims, marks, articles and codebook",
    extensions: &["xlsx"],
    holds: &[
        Part::Facts,
        Part::Overlaps,
        Part::Pieces,
        Part::Coders,
        Part::Times,
        Part::Notes,
        Part::Flags,
        Part::Mentions,
        Part::Fields,
        Part::Entities,
        Part::Definitions,
        Part::Tree,
    ],
    limits: "words of more than 32,767 characters, and more than 1,048,575 rows of a sheet",
    write: |project| Written::one(workbook(project)),
};

/// The most that a cell holds, in UTF-16 units.
const LARGEST_CELL: usize = 32_767;
/// Columns of words, which stay words when they look like a number or a day.
const WORDS: [&str; 6] = ["words", "claim", "note", "title", "article", "tag"];
/// The most rows under the header.
const MOST_ROWS: u32 = 1_048_575;

fn workbook(project: &Project) -> Vec<u8> {
    write(project).unwrap_or_else(|error| {
        log::error!("BUG: a workbook could not be written: {error}");
        Vec::new()
    })
}

fn write(project: &Project) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let ledger = ledger(project);
    let heads: Vec<&str> = ledger.columns.iter().map(|(_, name)| name.as_str()).collect();
    let rows = ledger.rows.iter().map(|row| row.cells.iter().map(|cell| String::from(&**cell)).collect());
    sheet(workbook.add_worksheet(), "Claims", &heads, rows)?;
    sheet(workbook.add_worksheet(), "Marks", &csv::COLUMNS, csv::rows(project))?;
    sheet(workbook.add_worksheet(), "Articles", &ARTICLES, articles(project))?;
    sheet(workbook.add_worksheet(), "Codebook", &CODEBOOK, codebook(project))?;
    workbook.save_to_buffer()
}

const ARTICLES: [&str; 9] =
    ["title", "outlet", "author", "published", "address", "language", "marks", "note", "article id"];

fn articles(project: &Project) -> impl Iterator<Item = Vec<String>> {
    project.listed_articles().into_iter().map(|article| {
        let facts = &article.facts;
        let texts = [&facts.title, &facts.outlet, &facts.author, &facts.published, &facts.address, &facts.language];
        let mut row: Vec<String> = texts.into_iter().cloned().collect();
        row.extend([article.spans.len().to_string(), facts.note.clone(), article.id.to_string()]);
        row
    })
}

const CODEBOOK: [&str; 7] = ["tag", "under", "key", "definition", "cases", "not cases", "questions"];

fn codebook(project: &Project) -> impl Iterator<Item = Vec<String>> {
    let codebook = &project.codebook;
    codebook.tree().into_iter().map(|(_, tag): (usize, &Tag)| {
        let above = tag.parent.as_ref().and_then(|id| codebook.tag(id)).map(|tag| tag.name.clone());
        let questions: Vec<String> = tag.fields.iter().map(question).collect();
        vec![
            tag.name.clone(),
            above.unwrap_or_default(),
            tag.key.clone(),
            tag.definition.clone(),
            tag.examples.yes.join("\n"),
            tag.examples.no.join("\n"),
            questions.join("\n"),
        ]
    })
}

fn question(field: &FieldDef) -> String {
    match &field.kind {
        FieldKind::Choice(choices) => format!("{}: {}", field.name, choices.join(", ")),
        _ => field.name.clone(),
    }
}

/// Fills a sheet: a header that stays in sight, filters, columns as wide as their beginning needs.
fn sheet(
    sheet: &mut Worksheet,
    name: &str,
    heads: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<(), XlsxError> {
    let (bold, date) = (CellFormat::new().set_bold(), CellFormat::new().set_num_format("yyyy-mm-dd"));
    sheet.set_name(name)?;
    let mut widths: Vec<usize> = heads.iter().map(|head| head.chars().count()).collect();
    for (column, head) in (0u16..).zip(heads) {
        sheet.write_string_with_format(0, column, *head, &bold)?;
    }
    let mut last = 0;
    for (number, row) in (1..=MOST_ROWS).zip(rows) {
        last = number;
        for (((column, cell), width), head) in (0u16..).zip(&row).zip(&mut widths).zip(heads) {
            *width = (*width).max(cell.chars().take(60).count());
            if cell.is_empty() {
                continue;
            }
            let is_words = WORDS.contains(head);
            let (day, whole) = if is_words { (None, None) } else { (day(cell), whole_number(cell)) };
            match (day, whole) {
                (Some(day), _) => sheet.write_datetime_with_format(number, column, &day, &date)?,
                (_, Some(whole)) => sheet.write_number(number, column, whole)?,
                _ => sheet.write_string(number, column, fitting(cell))?,
            };
        }
    }
    for (column, width) in (0u16..).zip(widths) {
        sheet.set_column_width(column, (width as f64 + 2.0).min(50.0))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(right) = u16::try_from(heads.len()).ok().and_then(|count| count.checked_sub(1)) {
        sheet.autofilter(0, 0, last, right)?;
    }
    Ok(())
}

/// A whole day, `2022-03-06`, as spreadsheets count days; they know none before 1900.
fn day(cell: &str) -> Option<ExcelDateTime> {
    let day = cell.parse::<jiff::civil::Date>().ok().filter(|day| cell.len() == 10 && day.year() >= 1900)?;
    let (year, month) = (u16::try_from(day.year()).ok()?, u8::try_from(day.month()).ok()?);
    ExcelDateTime::from_ymd(year, month, u8::try_from(day.day()).ok()?).ok()
}

/// Counts and places; what begins with 0 is a name made of digits.
fn whole_number(cell: &str) -> Option<f64> {
    let digits = cell.bytes().all(|byte| byte.is_ascii_digit()) && cell.len() <= 9;
    let is_count = digits && (cell == "0" || !cell.starts_with('0'));
    if is_count { cell.parse().ok() } else { None }
}

/// The text, or as much of it as a cell holds.
fn fitting(text: &str) -> &str {
    if text.len() <= LARGEST_CELL {
        return text;
    }
    let mut units = 0;
    let cut = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > LARGEST_CELL
    });
    cut.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_counts_are_told_from_words() {
        assert!(day("2022-03-06").is_some());
        assert!(day("2022-03").is_none() && day("2022-02-30").is_none() && day("1815-06-18").is_none());
        assert_eq!((whole_number("317"), whole_number("0")), (Some(317.0), Some(0.0)));
        assert_eq!((whole_number("007"), whole_number("3-4"), whole_number("")), (None, None, None));
    }

    #[test]
    fn long_words_are_cut_at_a_character() {
        let long = "😀".repeat(20_000);
        assert_eq!(fitting(&long).encode_utf16().count(), LARGEST_CELL - 1);
        assert_eq!(fitting("short"), "short");
    }
}
