//! Figures of the findings, kept by what they ask, never by their numbers.

use std::collections::BTreeMap;

use super::{CoderId, Extra, FigureId, Time};

/// A saved question to the marks, with how its answer is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Identity.
    pub id: FigureId,
    /// What it is called ("Denials by outlet").
    pub title: String,
    /// The analysis that it asks, by name.
    pub analysis: String,
    /// What is counted and shown, by the names of the analysis's settings.
    pub settings: BTreeMap<String, String>,
    /// A remark of the analyst.
    pub note: String,
    /// Who made it.
    pub by: CoderId,
    /// When it was made.
    pub made: Time,
    /// When, and by whom, it was last changed; `None` since it was made.
    pub changed: Option<(Time, CoderId)>,
    /// What other programs' formats hold about this figure, kept verbatim.
    pub extra: Extra,
}
