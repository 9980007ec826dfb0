//! What follows from the marks of a project: computed when asked, never stored.
//!
//! An analysis answers with one [`Table`], whatever it is about, so that panels, CSV, workbooks, JSON and the command
//! line show it alike. A new one is a file of its own and a line in [`ALL`].

pub mod agreed;
pub mod agreement;
mod assignment;
mod by_others;
mod chain;
mod counts;
pub mod differences;
#[cfg(test)]
mod example;
mod hint;
mod ledger;
mod names;
mod nesting;
mod query;
mod search;
mod table;
mod united;

pub use by_others::{ByOthers, Happened, Past, by_others};
pub use chain::{Chain, Voice, chain, parent};
pub use hint::{WhyNothing, why_nothing};
pub use ledger::{LedgerColumn, QUOTE, USUAL_COLUMNS, ledger, quoted};
pub use names::{end_name, value_words};
pub use nesting::Nesting;
pub use query::QueryError;
pub use search::{Found, Query};
pub use table::{Analysis, Column, Evidence, Kind, Row, Table};

/// Every analysis, in the order offered.
pub const ALL: &[Analysis] = &[
    counts::BY_TAG,
    counts::BY_SPEAKER,
    counts::BY_OUTLET,
    counts::BY_ARTICLE,
    counts::BY_CODER,
    agreed::ANALYSIS,
    ledger::ANALYSIS,
];
