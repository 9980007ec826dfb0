//! Tables that follow from the project: made beside the window whenever the project has changed while they are shown.

use std::sync::Arc;

use crate::app::{App, Finished, StateMark};
use crate::{
    analysis::{Ledger, ledger},
    suggest::{CheckItem, NameTable, checklist, name_table},
};

/// The tables as last made.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Who said what, one row a claim.
    pub ledger: Made<Ledger>,
    /// Names, their mentions, and which may be one.
    pub names: Made<NameTable>,
    /// Places to look at.
    pub checklist: Made<Vec<CheckItem>>,
}

/// A table, and of which state of the project it is.
#[derive(Clone, Debug, Default)]
pub struct Made<T> {
    state: Option<StateMark>,
    table: Arc<T>,
}

impl<T> Made<T> {
    /// The table.
    pub fn table(&self) -> &Arc<T> {
        &self.table
    }

    /// The state of the project that it was made of; `None` before the first.
    pub fn state(&self) -> Option<StateMark> {
        self.state
    }
}

/// Which of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// [`Tables::ledger`].
    Ledger,
    /// [`Tables::names`].
    Names,
    /// [`Tables::checklist`].
    Checklist,
}

/// A table that a job has made.
#[derive(Debug)]
pub enum NewTable {
    /// [`Table::Ledger`].
    Ledger(Ledger),
    /// [`Table::Names`].
    Names(NameTable),
    /// [`Table::Checklist`].
    Checklist(Vec<CheckItem>),
}

impl App {
    /// Makes a table for the present state, unless it is there.
    pub(in crate::app) fn make_table(&mut self, table: Table) {
        let (state, session) = (self.session.state(), self.session.id());
        let made = match table {
            Table::Ledger => self.tables.ledger.state,
            Table::Names => self.tables.names.state,
            Table::Checklist => self.tables.checklist.state,
        };
        if made == Some(state) {
            return;
        }
        let project = self.session.project().clone();
        let name = match table {
            Table::Ledger => "making the ledger",
            Table::Names => "comparing names",
            Table::Checklist => "checking",
        };
        self.jobs.start(name, move |_progress| {
            let made = match table {
                Table::Ledger => NewTable::Ledger(ledger(&project)),
                Table::Names => NewTable::Names(name_table(&project)),
                Table::Checklist => NewTable::Checklist(checklist(&project)),
            };
            Finished::Table(session, state, made)
        });
    }

    /// Takes in a table of a state of the open project.
    pub(in crate::app) fn take_table(&mut self, state: StateMark, made: NewTable) {
        let state = Some(state);
        match made {
            NewTable::Ledger(table) => self.tables.ledger = Made { state, table: Arc::new(table) },
            NewTable::Names(table) => self.tables.names = Made { state, table: Arc::new(table) },
            NewTable::Checklist(table) => self.tables.checklist = Made { state, table: Arc::new(table) },
        }
    }
}
