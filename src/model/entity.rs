//! Persons, organisations, places: what mentions in the text refer to.

use super::{CoderId, EntityId, Extra, Time};

/// What an entity is. Free text beyond the built-in kinds, because codebooks differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum EntityKind {
    /// A person.
    #[default]
    Person,
    /// A body: a government, company, party, press service.
    Organisation,
    /// A place.
    Place,
    /// The same claim made in several articles.
    Claim,
    /// Any other kind, by name.
    Other(String),
}

impl EntityKind {
    /// The word for this kind in the file.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Claim => "claim",
            Self::Other(name) => name,
        }
    }

    /// The kind that the file calls `word`.
    pub fn from_word(word: &str) -> Self {
        match word {
            "person" => Self::Person,
            "organisation" => Self::Organisation,
            "place" => Self::Place,
            "claim" => Self::Claim,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// A point on the earth, in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// North of the equator; south is negative.
    pub latitude: f64,
    /// East of Greenwich; west is negative.
    pub longitude: f64,
}

impl Entity {
    /// A new entity of which nothing but its name is known.
    pub fn new(id: EntityId, kind: EntityKind, name: &str) -> Self {
        Self {
            id,
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            key: String::new(),
            role: String::new(),
            side: String::new(),
            country: String::new(),
            wikidata: String::new(),
            note: String::new(),
            coordinates: None,
            changed: None,
            extra: Extra::new(),
        }
    }
}

/// A person, organisation, place …; a span that mentions it points to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Identity.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityKind,
    /// The preferred name.
    pub name: String,
    /// Other names it goes by in the texts, misspellings included.
    pub aliases: Vec<String>,
    /// The letter that points mentions to it; empty for none.
    pub key: String,
    /// Its role ("President of Russia").
    pub role: String,
    /// Its side in the matter reported.
    pub side: String,
    /// Its country.
    pub country: String,
    /// Its Wikidata id (Q and digits), typed by hand; empty when unknown.
    pub wikidata: String,
    /// A remark of the analyst.
    pub note: String,
    /// Where a place lies.
    pub coordinates: Option<Coordinates>,
    /// When, and by whom, it was last changed; `None` since it was made.
    pub changed: Option<(Time, CoderId)>,
    /// What other programs' formats hold about this entity, kept verbatim.
    pub extra: Extra,
}
