//! The ledger in the window: made anew beside the window whenever the project has changed while it is shown.

use std::sync::Arc;

use super::{App, Finished, StateMark};
use crate::analysis::{LedgerRow, ledger};

/// The rows of the ledger as last made.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Of which state of the project.
    pub state: StateMark,
    /// One a claim.
    pub rows: Arc<[LedgerRow]>,
}

impl App {
    /// Makes the rows for the present state.
    pub(super) fn make_ledger(&mut self) {
        let (project, state, session) = (self.session.project().clone(), self.session.state(), self.session.id());
        self.jobs.start("making the ledger", move |_progress| {
            let rows = ledger(&project).into();
            Finished::Ledger(session, Ledger { state, rows })
        });
    }
}
