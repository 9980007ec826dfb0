//! The table of claims for spreadsheets: one row a claim, with who said it, to whom, where, and through whom it came.

use super::{Format, Part, Written, csv::table};
use crate::{
    analysis::{Ledger, ledger},
    model::Project,
};

/// The ledger as CSV.
pub(super) const FORMAT: Format = Format {
    name: "ledger",
    title: "Ledger",
    purpose: "the table of claims: who said what, to whom, where",
    extensions: &["csv"],
    holds: &[Part::Facts, Part::Overlaps, Part::Links, Part::OpenLinks, Part::Fields, Part::Entities],
    limits: "marks that are no claims, places in the text",
    write: |project| Written::one(ledger_table(project)),
};

fn ledger_table(project: &Project) -> Vec<u8> {
    table_of(&ledger(project))
}

/// The rows of a ledger, as spreadsheets open them.
fn table_of(ledger: &Ledger) -> Vec<u8> {
    let heads: Vec<&str> = ledger.columns.iter().map(|(_, name)| name.as_str()).collect();
    table(&heads, ledger.rows.iter().map(|row| row.cells.iter().map(|cell| String::from(&**cell)).collect()))
}
