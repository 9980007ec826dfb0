//! What follows from the marks of a project: computed when asked, never stored.

mod chain;
mod counts;
mod ledger;
mod names;
mod search;

pub use chain::{Voice, chain, depth, parent};
pub use counts::{Count, CountBy, counts};
pub use ledger::{Column, Ledger, LedgerRow, QUOTE, ledger};
pub use names::{end_name, value_words};
pub use search::{Found, Query};
