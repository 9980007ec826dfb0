//! What a filter of a query asks for, and why a query cannot be followed.

use super::names::value_words;
use crate::{
    model::{FieldKind, FieldValue, Project, is_date},
    text::{PatternError, folded},
};

/// How many names a message lists.
const LISTED: usize = 12;
/// How like a name must be to be proposed for another, from 0 to 1.
const NEAR: f64 = 0.65;

/// Why a query cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The words, or the expression, cannot be searched for.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// The codebook has no tag of this name.
    #[error("there is no tag “{name}”.{} The tags are {}.", meant(.nearest.as_deref()), listed(.known))]
    UnknownTag {
        /// The name that was written.
        name: String,
        /// The tag whose name is most like it.
        nearest: Option<String>,
        /// The names of all tags.
        known: Vec<String>,
    },
    /// Nothing can be searched by this name.
    #[error(
        "there is no search field “{name}”.{} The fields are {}. To find the words themselves, put them in quotation \
         marks: \"{written}\".", meant(.nearest.as_deref()), .known.join(", ")
    )]
    UnknownField {
        /// The name that was written.
        name: String,
        /// What was written, with its value.
        written: String,
        /// What may be meant.
        nearest: Option<String>,
        /// The names of all fields.
        known: Vec<String>,
    },
    /// The field never has this value.
    #[error("“{value}” is not a value of “{field}”, which {takes}.{}", meant(.nearest.as_deref()))]
    UnknownValue {
        /// The name of the field.
        field: String,
        /// The value that was written.
        value: String,
        /// What it takes.
        takes: String,
        /// The value that is most like it.
        nearest: Option<String>,
    },
    /// It chooses articles, and nothing to find in them.
    #[error("this only chooses articles. Add words, or marks to find in them, such as tag:claim.")]
    ArticlesOnly,
}

/// “Did you mean …?” with a blank before it; nothing where nothing is near.
pub(super) fn meant(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!(" Did you mean “{nearest}”?")).unwrap_or_default()
}

/// The first of many names.
pub(super) fn listed(names: &[String]) -> String {
    let more = if names.len() > LISTED { ", …" } else { "" };
    names.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ") + more
}

/// The name that is most like a word, or has a word that is; case and accents do not matter.
pub(super) fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let word = folded(word);
    let like = |name: &str| {
        let name = folded(name);
        let of_words = name.split_whitespace().map(|part| strsim::normalized_damerau_levenshtein(&word, part));
        of_words.fold(strsim::normalized_damerau_levenshtein(&word, &name), f64::max)
    };
    let near = names.into_iter().map(|name| (like(name), name)).filter(|(like, _)| *like >= NEAR);
    // Of those that are equally near, the first.
    near.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, name)| name)
}

/// What a value must be like; texts are folded.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// Anything but nothing.
    Any,
    /// This text is a part of it.
    Part(String),
    /// It begins with this text.
    Beginning(String),
    /// It is this text.
    Whole(String),
    /// It is this number.
    Number(f64),
    /// It is yes, or no.
    Yes(bool),
}

impl Wanted {
    /// What a written value asks of a text.
    pub(super) fn of_text(value: &str) -> Self {
        if value.is_empty() { Self::Any } else { Self::Part(folded(value)) }
    }

    /// What a written value asks of a date: `2022-03` asks for a day of that month.
    pub(super) fn of_date(value: &str) -> Self {
        if value.is_empty() { Self::Any } else { Self::Beginning(folded(value)) }
    }

    /// What a written value asks of a field.
    pub(super) fn of_field(name: &str, kind: &FieldKind, value: &str) -> Result<Self, QueryError> {
        let no_value = |takes: String, nearest: Option<&str>| QueryError::UnknownValue {
            field: name.to_owned(),
            value: value.to_owned(),
            takes,
            nearest: nearest.map(str::to_owned),
        };
        if value.is_empty() {
            return Ok(Self::Any);
        }
        match kind {
            FieldKind::Text | FieldKind::Entity => Ok(Self::of_text(value)),
            FieldKind::Choice(choices) => {
                let wanted = folded(value);
                let is = |fits: fn(&str, &str) -> bool| choices.iter().any(|choice| fits(&folded(choice), &wanted));
                if is(|choice, wanted| choice == wanted) {
                    Ok(Self::Whole(wanted))
                } else if is(|choice, wanted| choice.contains(wanted)) {
                    Ok(Self::Part(wanted))
                } else {
                    let near = nearest(value, choices.iter().map(String::as_str));
                    Err(no_value(format!("is one of {}", listed(choices)), near))
                }
            }
            FieldKind::Number => {
                let number = value.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite());
                number.map(Self::Number).ok_or_else(|| no_value("takes a number".to_owned(), None))
            }
            FieldKind::YesNo => {
                yes_or_no(value).map(Self::Yes).ok_or_else(|| no_value("takes yes or no".to_owned(), None))
            }
            FieldKind::Date if is_date(value) => Ok(Self::of_date(value)),
            FieldKind::Date => Err(no_value("takes a date like 2022-03-06, 2022-03 or 2022".to_owned(), None)),
        }
    }

    /// Whether a text is like this.
    pub(super) fn fits_text(&self, text: &str) -> bool {
        match self {
            Self::Any => !text.is_empty(),
            Self::Part(part) => folded(text).contains(part),
            Self::Beginning(beginning) => folded(text).starts_with(beginning),
            Self::Whole(whole) => folded(text) == *whole,
            Self::Number(number) => text.parse::<f64>().is_ok_and(|held| held.total_cmp(number).is_eq()),
            Self::Yes(yes) => yes_or_no(text) == Some(*yes),
        }
    }

    /// Whether the value of a field is like this.
    pub(super) fn fits(&self, project: &Project, value: &FieldValue) -> bool {
        self.fits_text(&value_words(project, value))
    }
}

/// Reads yes or no.
pub(super) fn yes_or_no(value: &str) -> Option<bool> {
    match folded(value).as_str() {
        "yes" | "true" | "1" | "y" => Some(true),
        "no" | "false" | "0" | "n" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_proposed_and_far_ones_are_not() {
        let names = ["Vladimir Putin", "Recep Tayyip Erdoğan", "Dmitry Peskov"];
        for (word, near) in [
            ("putín", Some("Vladimir Putin")),
            ("Erdogen", Some("Recep Tayyip Erdoğan")),
            ("peskow", Some("Dmitry Peskov")),
            ("Nobody", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, names), near, "{word}");
        }
        assert_eq!(nearest("clam", ["Cue", "Claim", "Place"]), Some("Claim"));
        assert_eq!(nearest("tga", ["speaker", "tag"]), Some("tag"));
    }

    #[test]
    fn numbers_dates_and_choices_are_compared_as_what_they_are() {
        let wanted = |kind, value| Wanted::of_field("f", &kind, value);
        let choices = || FieldKind::Choice(vec!["for".to_owned(), "forced".to_owned(), "Dagegen".to_owned()]);
        for (kind, value, fitting, other) in [
            (FieldKind::Number, "12", "12", "112"),
            (FieldKind::Number, "2,50", "2.5", "2"),
            (FieldKind::Date, "2022-03", "2022-03-06", "2022-12-03"),
            (FieldKind::YesNo, "No", "no", "yes"),
            (choices(), "FOR", "for", "forced"),
            (choices(), "dageg", "Dagegen", "for"),
            (FieldKind::Text, "", "anything", ""),
        ] {
            let wanted = wanted(kind, value).unwrap();
            assert!(wanted.fits_text(fitting) && !wanted.fits_text(other), "{value}: {wanted:?}");
        }
        for (kind, value, problem) in [
            (FieldKind::Number, "many", "“many” is not a value of “f”, which takes a number."),
            (FieldKind::YesNo, "maybe", "“maybe” is not a value of “f”, which takes yes or no."),
            (choices(), "forcd", "which is one of for, forced, Dagegen. Did you mean “forced”?"),
        ] {
            let told = wanted(kind, value).unwrap_err().to_string();
            assert!(told.ends_with(problem), "{told}");
        }
        assert!(wanted(FieldKind::Date, "March").unwrap_err().to_string().contains("takes a date like"));
    }
}
