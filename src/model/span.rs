//! Marks.

use super::{CoderId, EntityId, Extra, FieldId, Fields, SpanId, TagId, Time};
use crate::text::{ByteOffset, ByteRange};

/// How a span mentions its entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mention {
    /// By name.
    #[default]
    Name,
    /// By a pronoun ("he"); does not count as a name.
    Pronoun,
    /// By a description ("the Russian head of state").
    Description,
}

/// Where a mark came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A person made it.
    #[default]
    Hand,
    /// A rule suggested it and a person accepted it.
    Rule,
    /// It came with a file of another program.
    Import,
    /// It was agreed on by several coders.
    Consensus,
    /// The program suggested it and a person accepted it.
    Suggestion,
}

/// One or more pieces of an article's text, carrying one tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Identity.
    pub id: SpanId,
    /// Its tag.
    pub tag: TagId,
    /// Its pieces: sorted, apart from each other, none empty. At least one.
    pub pieces: Vec<ByteRange>,
    /// The entity it mentions.
    pub entity: Option<EntityId>,
    /// How it mentions it.
    pub mention: Mention,
    /// Its filled-in fields.
    pub fields: Fields,
    /// Those of them that nobody answered: a rule read them from the words, and they follow the words.
    pub by_rule: Vec<FieldId>,
    /// A remark of the analyst.
    pub note: String,
    /// "Look again".
    pub flag: bool,
    /// Who made it.
    pub by: CoderId,
    /// When it was made.
    pub made: Time,
    /// When, and by whom, it was last changed; `None` since it was made.
    pub changed: Option<(Time, CoderId)>,
    /// The version of the codebook it was made under.
    pub codebook: u32,
    /// Where it came from.
    pub origin: Origin,
    /// The marks that a consensus was made from.
    pub made_from: Vec<SpanId>,
    /// What other programs' formats hold about this span, kept verbatim.
    pub extra: Extra,
}

impl Span {
    /// A new span made by hand, with nothing but its place and tag.
    pub fn new(id: SpanId, tag: TagId, pieces: Vec<ByteRange>, by: CoderId, made: Time) -> Self {
        Self {
            id,
            tag,
            pieces,
            entity: None,
            mention: Mention::default(),
            fields: Fields::new(),
            by_rule: Vec::new(),
            note: String::new(),
            flag: false,
            by,
            made,
            changed: None,
            codebook: 0,
            origin: Origin::default(),
            made_from: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// From the start of the first piece to the end of the last.
    pub fn hull(&self) -> ByteRange {
        ByteRange { start: self.start(), end: self.pieces.last().map_or(self.start(), |piece| piece.end) }
    }

    /// Where the first piece starts.
    pub fn start(&self) -> ByteOffset {
        self.pieces.first().map(|piece| piece.start).unwrap_or_default()
    }

    /// Length of all pieces together, in bytes.
    pub fn len(&self) -> u32 {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    /// Whether the span marks no text at all, which an edit refuses.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether each piece of another mark lies within one of this one's.
    pub fn holds(&self, inner: &Self) -> bool {
        let around = |piece: &ByteRange| {
            let after = self.pieces.partition_point(|own| own.start <= piece.start);
            self.pieces.get(after.checked_sub(1)?).filter(|own| own.covers(*piece))
        };
        inner.pieces.iter().all(|piece| around(piece).is_some())
    }

    /// Whether one of the pieces holds the byte at `offset`.
    pub fn contains(&self, offset: ByteOffset) -> bool {
        self.pieces.iter().any(|piece| piece.contains(offset))
    }
}
