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
    /// No source: somebody looked, and there is none.
    Nobody,
}

impl LinkKindId {
    /// From a claim to who said it.
    pub const SAID_BY: &'static str = "said-by";
    /// From a claim to the words that signal it.
    pub const CUE: &'static str = "cue";
    /// From a claim to who was told.
    pub const TOLD_TO: &'static str = "told-to";
    /// From a claim to where the reported event happened.
    pub const HAPPENED_AT: &'static str = "happened-at";
    /// From a claim to where it was said.
    pub const SAID_AT: &'static str = "said-at";
    /// From a claim to what it is about.
    pub const ABOUT: &'static str = "about";
    /// From a claim to the words that say when it was said.
    pub const SAID_ON: &'static str = "said-at-time";
    /// From a claim to the words that say when the reported event happened.
    pub const HAPPENED_ON: &'static str = "happened-at-time";
    /// From a claim to the claim that reports it.
    pub const WITHIN: &'static str = "within";
}

impl LinkEnd {
    /// The span that it leads to, if it leads to one.
    pub fn span(self) -> Option<SpanId> {
        if let Self::Span(to) = self { Some(to) } else { None }
    }

    /// The entity that it leads to, if it leads to one.
    pub fn entity(self) -> Option<EntityId> {
        if let Self::Entity(to) = self { Some(to) } else { None }
    }
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
    /// When, and by whom, it was last changed; `None` since it was made.
    pub changed: Option<(Time, CoderId)>,
    /// What other programs' formats hold about this link, kept verbatim.
    pub extra: Extra,
}
