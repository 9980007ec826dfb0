//! Typed fields of tags and link kinds, to be filled in for each mark or link.

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

/// Why a typed answer is not one to the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// The field takes a number.
    #[error("“{field}” takes a number, not “{typed}”.")]
    NotANumber {
        /// The name of the field.
        field: String,
        /// What was typed.
        typed: String,
    },
    /// The field takes a date.
    #[error("“{field}” takes a date like 2022-03-06, 2022-03 or 2022, not “{typed}”.")]
    NotADate {
        /// The name of the field.
        field: String,
        /// What was typed.
        typed: String,
    },
    /// The field takes one of a list.
    #[error("“{0}” takes one of its choices. Choose from the list.")]
    NotTyped(String),
}

/// Reads a typed answer to a field.
///
/// # Errors
/// Why it is not one.
pub fn read_answer(field: &FieldDef, text: &str) -> Result<FieldValue, AnswerError> {
    let (name, typed) = (|| field.name.clone(), || text.to_owned());
    match &field.kind {
        FieldKind::Text => Ok(FieldValue::Text(text.to_owned())),
        FieldKind::Number => {
            let number: Option<f64> = text.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite());
            number.map(FieldValue::Number).ok_or_else(|| AnswerError::NotANumber { field: name(), typed: typed() })
        }
        FieldKind::Date if is_date(text) => Ok(FieldValue::Date(text.to_owned())),
        FieldKind::Date => Err(AnswerError::NotADate { field: name(), typed: typed() }),
        FieldKind::Choice(_) | FieldKind::YesNo | FieldKind::Entity => Err(AnswerError::NotTyped(name())),
    }
}

/// Whether a text is a year, a month or a day (ISO 8601).
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2) && ("01"..="12").contains(month),
        [_, _, _] => text.parse::<jiff::civil::Date>().is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_by_kind() {
        let field = |kind| FieldDef { id: FieldId::new("f"), name: "F".to_owned(), kind, definition: String::new() };
        let read = |kind, text| read_answer(&field(kind), text);
        assert_eq!(read(FieldKind::Number, "2,5"), Ok(FieldValue::Number(2.5)));
        assert_eq!(read(FieldKind::Number, "two").unwrap_err().to_string(), "“F” takes a number, not “two”.");
        assert!(read(FieldKind::YesNo, "yes").is_err());
        for date in ["2022", "2022-03", "2022-03-06"] {
            assert!(read(FieldKind::Date, date).is_ok(), "{date}");
        }
        for date in ["22", "2022-13", "2022-02-30", "yesterday", "2022-3-6"] {
            assert!(read(FieldKind::Date, date).is_err(), "{date}");
        }
    }
}
