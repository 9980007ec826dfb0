//! Typed fields of tags and link kinds, to be filled in for each mark or link.

use std::collections::{BTreeMap, BTreeSet};

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

impl FieldValue {
    /// The entity that it names, if it names one.
    pub fn entity(&self) -> Option<EntityId> {
        if let Self::Entity(id) = self { Some(*id) } else { None }
    }
}

/// The filled-in fields of a span, a link or an article.
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

/// A value of this kind in words, as other programs write it; `None` where the words are no such value. Names are matched
/// by those who know them.
pub fn value_of_words(kind: &FieldKind, words: &str) -> Option<FieldValue> {
    let words = words.trim();
    match kind {
        FieldKind::Choice(_) => Some(FieldValue::Choice(words.to_owned())),
        FieldKind::Text => Some(FieldValue::Text(words.to_owned())),
        FieldKind::Date => is_date(words).then(|| FieldValue::Date(words.to_owned())),
        FieldKind::Number => words.parse().ok().filter(|number: &f64| number.is_finite()).map(FieldValue::Number),
        FieldKind::YesNo => match words.to_lowercase().as_str() {
            "yes" | "true" | "1" => Some(FieldValue::YesNo(true)),
            "no" | "false" | "0" => Some(FieldValue::YesNo(false)),
            _other => None,
        },
        FieldKind::Entity => None,
    }
}

/// The kind of field that values in words are likely of: yes or no, numbers, dates, one of a few that come again; else text.
pub fn kind_of_words<'w>(values: impl Iterator<Item = &'w str>) -> FieldKind {
    /// More different values than these are no list to choose from.
    const CHOICES: usize = 12;
    /// A longer value is a text, in characters.
    const LONGEST_CHOICE: usize = 60;
    let values: Vec<&str> = values.map(str::trim).filter(|value| !value.is_empty()).collect();
    let different: BTreeSet<&str> = values.iter().copied().collect();
    let are_all = |kind: &FieldKind| values.iter().all(|value| value_of_words(kind, value).is_some());
    // A column of 0 and 1 alone may count something; numbers lose nothing.
    let are_digits = values.iter().all(|value| value.bytes().all(|byte| byte.is_ascii_digit()));
    // A number that is written with zeros before it, or with more digits than numbers keep, is a code.
    let is_code = |value: &&str| {
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        digits > 15 || value.len() > 1 && value.starts_with('0') && !value.contains(['.', ','])
    };
    let are_codes = values.iter().any(is_code);
    if values.is_empty() {
        FieldKind::Text
    } else if are_all(&FieldKind::YesNo) && !are_digits {
        FieldKind::YesNo
    } else if are_all(&FieldKind::Date) && !are_digits {
        FieldKind::Date
    } else if are_all(&FieldKind::Number) && !are_codes {
        FieldKind::Number
    } else if different.len() <= CHOICES
        && different.len() * 2 <= values.len()
        && different.iter().all(|value| value.chars().count() <= LONGEST_CHOICE && !value.contains('\n'))
    {
        FieldKind::Choice(different.into_iter().map(str::to_owned).collect())
    } else {
        FieldKind::Text
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
    fn the_kind_of_a_column_follows_from_its_values() {
        let kind = |values: &[&str]| kind_of_words(values.iter().copied());
        assert_eq!(kind(&["yes", "", "No"]), FieldKind::YesNo);
        assert_eq!(kind(&["0", "1", "1"]), FieldKind::Number);
        assert_eq!(kind(&["2022-03", "2021-01-02"]), FieldKind::Date);
        assert_eq!(kind(&["1.5", "-2", "1e3"]), FieldKind::Number);
        assert_eq!(kind(&["007", "012"]), FieldKind::Text);
        assert_eq!(kind(&["1234567890123456789", "1234567890123456788"]), FieldKind::Text);
        assert_eq!(kind(&["2022", "2021"]), FieldKind::Number);
        let choices = FieldKind::Choice(vec!["north".to_owned(), "south".to_owned()]);
        assert_eq!(kind(&["south", "north", "north", "south"]), choices);
        assert_eq!(kind(&["Ada", "Ben", "Cem"]), FieldKind::Text);
        assert_eq!(kind(&["", " "]), FieldKind::Text);
    }

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
