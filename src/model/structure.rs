//! The shape that a text had in its file: headings, lists, emphasis, pages. It stands beside the frozen text and is never
//! part of it.

use crate::text::ByteRange;

/// A stretch of the text and what it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The stretch; never empty.
    pub at: ByteRange,
    /// What it was.
    pub kind: RunKind,
}

/// The name of the runs that say in which column, from 1, a cell stands behind an empty one.
pub const COLUMN: &str = "column";

/// What a stretch of text was in its file.
#[derive(Clone, Debug, PartialEq)]
pub enum RunKind {
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A quotation set apart.
    Quote,
    /// Strong emphasis, mostly bold.
    Strong,
    /// Emphasis, mostly italic.
    Emphasis,
    /// A link to an address.
    Link(String),
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// A page, as it is numbered (`iv`, `12`).
    Page(String),
    /// A stretch of a recording: begin and end, in seconds.
    Time(f64, f64),
    /// What one speaker of a transcript says.
    Turn(String),
    /// Any other kind, with what is known about it.
    Other(String, String),
}
