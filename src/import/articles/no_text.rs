//! Why tables and lists have no articles: many name articles by their addresses alone, as those of Media Cloud and GDELT.

use super::unit::Unit;
use crate::import::{
    error::ImportError,
    headings::{ADDRESS, PUBLISHED, TITLE},
    sheet::Sheet,
};

/// How many columns are named.
const NAMED: usize = 30;

/// Says which columns there are, none of them with texts.
pub(super) fn no_text(sheets: &[Sheet], unit: Unit) -> ImportError {
    let columns = || sheets.iter().flat_map(|sheet| &sheet.headings).take(NAMED).cloned().collect::<Vec<_>>();
    let gdelt = || sheets.first().filter(|_| unit == Unit::Row).and_then(gdelt);
    let address = sheets.iter().find_map(|sheet| {
        let names_articles = sheet.column(TITLE).or_else(|| sheet.column(PUBLISHED)).is_some();
        sheet.column(ADDRESS).filter(|_| names_articles).and_then(|column| sheet.headings.get(column))
    });
    match (gdelt(), address, unit) {
        (Some(gdelt), ..) => gdelt,
        (None, Some(address), _) => ImportError::OnlyAddresses { columns: columns(), address: address.clone() },
        (None, None, Unit::Row) => ImportError::NoTextColumn(columns()),
        (None, None, Unit::Record) => ImportError::NoTextName(columns()),
    }
}

/// A table of GDELT's, which has no headings, by the first row: the knowledge graph begins with the time of its batch and
/// a number, events and mentions with a number and a day.
fn gdelt(sheet: &Sheet) -> Option<ImportError> {
    let first = |column: usize| sheet.headings.get(column).map(String::as_str).unwrap_or_default();
    let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = |cell: &str, digits: usize| {
        is_number(cell) && cell.len() == digits && (cell.starts_with("19") || cell.starts_with("20"))
    };
    let (batch, _) = first(0).split_once('-').unwrap_or_default();
    let (kind, column) = match sheet.headings.len() {
        20..=27 if is_time(batch, 14) && is_time(first(1), 14) => ("the knowledge graph", "E"),
        58 if is_number(first(0)) && is_time(first(1), 8) => ("events", "BF"),
        61 if is_number(first(0)) && is_time(first(1), 8) => ("events", "BI"),
        14..=16 if is_number(first(0)) && is_time(first(1), 14) => ("mentions", "F"),
        _ => return None,
    };
    Some(ImportError::GdeltTable { kind, column })
}
