//! What holds an article in a data file: a row of a table or a record, which people are told of by their own names.

use super::dates::Place;

/// What holds an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A row of a table.
    Row,
    /// A record of JSON.
    Record,
}

impl Unit {
    /// Where it states a date.
    pub(super) fn place(self) -> Place {
        match self {
            Self::Row => Place::Table,
            Self::Record => Place::Record,
        }
    }

    /// The field for the sheet or list that an article stands in, where several have any.
    pub(super) fn of_sheet(self) -> &'static str {
        match self {
            Self::Row => "sheet",
            Self::Record => "list",
        }
    }
}
