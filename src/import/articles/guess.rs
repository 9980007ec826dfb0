//! What the columns of a table are taken for, by their names and what they hold, where nobody chose.

use super::day;
use crate::import::{
    headings::{ADDRESS, ARTICLE, AUTHOR, LANGUAGE, LEAD, NOTE, OUTLET, PUBLISHED, TITLE},
    mapping::{Mapping, Role},
    sheet::Sheet,
};

/// The mapping of a sheet whose texts stand in this column, if in any.
pub(super) fn guess(sheet: &Sheet, text: Option<usize>) -> Mapping {
    let mut guess = Mapping::default();
    let mut add = |columns: Vec<usize>, role: Role| {
        let headings = columns.into_iter().filter_map(|column| sheet.headings.get(column));
        headings.for_each(|heading| guess.add(heading, role.clone()));
    };
    add(text.into_iter().collect(), Role::Text);
    add(sheet.column(LEAD).into_iter().collect(), Role::Lead);
    add(sheet.columns(TITLE), Role::Title);
    add(sheet.columns(ARTICLE), Role::Title);
    // Some programs call the address of an article its source.
    let (addresses, outlets): (Vec<usize>, Vec<usize>) =
        sheet.columns(OUTLET).into_iter().partition(|column| mostly(sheet, *column, is_address));
    add(outlets, Role::Outlet);
    add(sheet.columns(AUTHOR), Role::Author);
    // A column named “data” need not be one of dates.
    let is_of_days = |column: &usize| mostly(sheet, *column, day::is_day);
    add(sheet.columns(PUBLISHED).into_iter().filter(is_of_days).collect(), Role::Published);
    add(sheet.columns(ADDRESS), Role::Address);
    add(addresses, Role::Address);
    add(sheet.columns(LANGUAGE), Role::Language);
    add(sheet.columns(NOTE), Role::Note);
    for heading in &sheet.headings {
        guess.add(heading, Role::Field(heading.clone()));
    }
    guess
}

fn is_address(cell: &str) -> bool {
    cell.starts_with("https://") || cell.starts_with("http://")
}

/// Whether at least half of the cells that hold anything are so; an empty column has none that are not.
fn mostly(sheet: &Sheet, column: usize, is_so: impl Fn(&str) -> bool) -> bool {
    let (mut so, mut others) = (0, 0);
    sheet.cells(column).for_each(|cell| *if is_so(cell) { &mut so } else { &mut others } += 1);
    so >= others
}
