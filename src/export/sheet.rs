//! The table of an analysis as a workbook of one sheet.

use super::{
    format::Written,
    losses::Losses,
    table::words,
    xlsx::{Head, MOST_ROWS, empty, fill, newest_mark, written},
};
use crate::{analysis::Table, model::Project};

/// The table of an analysis of a project, in a sheet of this name.
pub fn as_xlsx(table: &Table, project: &Project, name: &str) -> Written {
    let mut losses = Losses::default();
    let mut workbook = empty(project, newest_mark(project));
    let heads: Vec<Head<'_>> = table.columns.iter().map(|column| (column.name.as_str(), column.kind)).collect();
    let rows = &mut table.rows.iter().map(words);
    let filled = fill(workbook.add_worksheet(), name, &heads, rows, MOST_ROWS, &mut losses);
    written(filled.and_then(|()| workbook.save_to_buffer()), losses)
}
