//! What follows from the marks of a project: computed when asked, never stored.

mod chain;
mod ledger;

pub use chain::{Voice, chain, parent};
pub use ledger::{LEDGER_COLUMNS, LedgerRow, ledger};
