//! Which rows of the ledger are shown, and in which order: filtered, sorted and grouped. Nothing is painted here.

use std::collections::BTreeSet;

use crate::{
    analysis::{Column, Kind, LedgerColumn, Row, Table},
    app::StateMark,
    text::{Pattern, day_in_words},
};

/// What decides which rows are shown where.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Arrangement {
    /// The state of the project that the table is of.
    pub state: Option<StateMark>,
    /// Words that a row must have in one of its cells.
    pub filter: String,
    /// The column sorted by, and whether in reverse.
    pub sorted: Option<(LedgerColumn, bool)>,
    /// The column grouped by.
    pub grouped: Option<LedgerColumn>,
    /// The groups that are closed.
    pub closed: BTreeSet<String>,
}

/// A line of the table as shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// The head of a group: what its claims share, and how many there are.
    Group(String, usize),
    /// A claim, by its place in the ledger.
    Claim(usize),
}

impl Arrangement {
    /// The lines to show, and how many claims match the filter, those in closed groups included.
    pub(super) fn lines(&self, ledger: &Table) -> (Vec<Line>, usize) {
        let mut order = self.matching(ledger);
        let count = order.len();
        let place = |column: &LedgerColumn| ledger.place(&column.key());
        if let Some((column, is_reversed)) = &self.sorted
            && let Some(column) = place(column)
        {
            sort(&mut order, ledger, column, *is_reversed);
        }
        let lines = match self.grouped.as_ref().and_then(place) {
            None => order.into_iter().map(Line::Claim).collect(),
            Some(column) => self.groups(order, ledger, column),
        };
        (lines, count)
    }

    fn matching(&self, ledger: &Table) -> Vec<usize> {
        let words = self.filter.trim();
        let pattern = (!words.is_empty()).then(|| Pattern::folded(words));
        let has = |pattern: &Pattern, row: &Row| {
            // Days are found as they are read, too.
            let is_in = |(column, cell): (&Column, &str)| {
                pattern.is_in(cell) || column.kind == Kind::Date && pattern.is_in(&day_in_words(cell))
            };
            ledger.columns.iter().zip(row.cells.iter().map(AsRef::as_ref)).any(is_in)
        };
        let fits = |row: &Row| pattern.as_ref().is_none_or(|pattern| has(pattern, row));
        ledger.rows.iter().enumerate().filter(|(_, row)| fits(row)).map(|(place, _)| place).collect()
    }

    fn groups(&self, mut order: Vec<usize>, ledger: &Table, column: usize) -> Vec<Line> {
        order.sort_by_cached_key(|row| {
            let name = cell(ledger, *row, column);
            (name.is_empty(), name.to_lowercase(), name.to_owned())
        });
        let mut lines = Vec::with_capacity(order.len());
        for rows in order.chunk_by(|one, next| cell(ledger, *one, column) == cell(ledger, *next, column)) {
            let name = rows.first().map_or("", |row| cell(ledger, *row, column)).to_owned();
            let is_closed = self.closed.contains(&name);
            lines.push(Line::Group(name, rows.len()));
            lines.extend(rows.iter().filter(|_| !is_closed).map(|row| Line::Claim(*row)));
        }
        lines
    }
}

fn cell(ledger: &Table, row: usize, column: usize) -> &str {
    ledger.rows.get(row).map_or("", |row| row.cell(column))
}

/// Sorts rows by a column: numbers by their value, all else as text. Rows without a value come last, either way.
fn sort(order: &mut [usize], ledger: &Table, column: usize, is_reversed: bool) {
    let is_number = ledger.columns.get(column).is_some_and(|column| column.kind == Kind::Number);
    if is_number {
        let number = |row: &usize| cell(ledger, *row, column).parse().unwrap_or(f64::NAN);
        order.sort_by(|one, other| number(one).total_cmp(&number(other)));
    } else {
        order.sort_by_cached_key(|row| cell(ledger, *row, column).to_lowercase());
    }
    if is_reversed {
        order.reverse();
    }
    order.sort_by_key(|row| cell(ledger, *row, column).is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let columns = vec![Column::text("speaker"), Column::count("depth", "claims")];
        let row = |speaker: &str, depth: &str| Row::new([speaker, depth].map(Box::from).into(), &[]);
        let rows = vec![row("Ada", "10"), row("", "9"), row("Ada", ""), row("bob", "100")];
        Table { columns, rows }
    }

    #[test]
    fn numbers_sort_by_value_and_rows_without_one_come_last() {
        let order = |is_reversed| {
            let sorted = Some((LedgerColumn::Depth, is_reversed));
            Arrangement { sorted, ..Arrangement::default() }.lines(&table()).0
        };
        assert_eq!(order(false), [1, 0, 3, 2].map(Line::Claim));
        assert_eq!(order(true), [3, 0, 1, 2].map(Line::Claim));
    }

    #[test]
    fn groups_name_their_claims_and_closed_ones_hide_them() {
        let arrangement = Arrangement {
            grouped: Some(LedgerColumn::Speaker),
            closed: BTreeSet::from(["Ada".to_owned()]),
            ..Arrangement::default()
        };
        let group = |name: &str, count| Line::Group(name.to_owned(), count);
        let lines = vec![group("Ada", 2), group("bob", 1), Line::Claim(3), group("", 1), Line::Claim(1)];
        assert_eq!(arrangement.lines(&table()), (lines, 4));
        let filtered = Arrangement { filter: " ada ".to_owned(), ..Arrangement::default() };
        assert_eq!(filtered.lines(&table()), (vec![Line::Claim(0), Line::Claim(2)], 2));
    }
}
