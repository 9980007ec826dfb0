//! Connections between marks, and from marks to entities.

use super::{CoderId, EntityId, Extra, Fields, LinkId, LinkKindId, SpanId, Time};

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkEnd {
    /// To a span of the same article.
    Span(SpanId),
    /// To an entity of the project.
    Entity(EntityId),
    /// To somebody who exists but is not named ("sources close to the government").
    Unnamed,
    /// To nobody: looked for, and there is none.
    Nobody,
}

/// A typed, directed connection. It lives in the article of the span it starts from; grouping claims of several
/// articles goes through an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Identity.
    pub id: LinkId,
    /// Its kind.
    pub kind: LinkKindId,
    /// The span it starts from.
    pub from: SpanId,
    /// Where it leads.
    pub to: LinkEnd,
    /// For voices: 0 said it, higher is farther from the words; equal orders are joint speakers.
    pub order: u32,
    /// Its filled-in fields.
    pub fields: Fields,
    /// A remark of the analyst.
    pub note: String,
    /// Who made it.
    pub by: CoderId,
    /// When it was made.
    pub made: Time,
    /// What other programs' formats hold about this link, kept verbatim.
    pub extra: Extra,
}
