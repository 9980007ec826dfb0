//! Typed fields that a tag, or a link kind, asks to be filled in.

use std::collections::BTreeMap;

use super::{EntityId, FieldId};

/// What a field can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One of a fixed list.
    Choice(Vec<String>),
    /// Any text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    YesNo,
    /// A date, possibly only a year or month (`2022`, `2022-03`, `2022-03-06`).
    Date,
    /// An entity of the project.
    Entity,
}

/// A field as the codebook defines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDef {
    /// Identity within its tag.
    pub id: FieldId,
    /// The name shown.
    pub name: String,
    /// What it can hold.
    pub kind: FieldKind,
    /// What it is for.
    pub definition: String,
}

/// A filled-in field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// The chosen one of a fixed list.
    Choice(String),
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    YesNo(bool),
    /// A date, as typed.
    Date(String),
    /// An entity of the project.
    Entity(EntityId),
}

/// The filled-in fields of a span or link.
pub type Fields = BTreeMap<FieldId, FieldValue>;
