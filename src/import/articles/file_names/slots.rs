//! A pattern as it is typed, taken apart: placeholders in braces, and what stands between them.

use super::form::Form;
use crate::text::plural;

/// The longest pattern, in characters.
const LONGEST: usize = 500;

/// Why something is no pattern. Places are counted in characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// A brace that no other closes.
    #[error("The brace at character {0} is not closed. Add “}}”, or write “{{{{” for a brace in the name.")]
    NotClosed(usize),
    /// A closing brace without an opening one.
    #[error("The brace at character {0} closes nothing. Write “}}}}” for a brace in the name.")]
    NotOpened(usize),
    /// Braces without a name between them.
    #[error("The braces at character {0} are empty. Write a name between them, or “{{*}}” for a part to skip.")]
    Unnamed(usize),
    /// A placeholder that stood before.
    #[error("{{{name}}} at character {at} is there twice. Use “{{*}}” for one of them.")]
    Twice {
        /// Its name.
        name: String,
        /// Where it is there again.
        at: usize,
    },
    /// A placeholder right after another.
    #[error("Nothing separates the placeholder at character {0} from the one before it. Add what stands between them.")]
    Unseparated(usize),
    /// A form of dates that is none.
    #[error("“{form}” at character {at} is no form of a date. Write it as in DD.MM.YYYY or YYYY-MM-DD.")]
    Form {
        /// The form.
        form: String,
        /// Where its placeholder begins.
        at: usize,
    },
    /// A form behind another name than that of dates.
    #[error("Only {{date}} can have a form after a colon, not the placeholder at character {0}.")]
    FormOfNoDate(usize),
    /// A pattern that asks for nothing.
    #[error("There is no placeholder such as {{date}} or {{title}}.")]
    NoSlot,
    /// A pattern that is too long.
    #[error("The pattern has more than {}.", plural(LONGEST, "character"))]
    TooLong,
}

/// What a placeholder stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// The day of publication, in a form or as it is usually written.
    Date(Option<Form>),
    Title,
    Outlet,
    Author,
    Language,
    Note,
    /// A field of articles.
    Field(String),
    /// Something to skip.
    Skipped,
}

impl Slot {
    /// Whether both say the same of an article.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Skipped, _) => false,
            (Self::Date(_), Self::Date(_)) => true,
            (Self::Field(one), Self::Field(other)) => one.to_lowercase() == other.to_lowercase(),
            (one, other) => one == other,
        }
    }
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// What stands in the name as it is.
    Literal(String),
    /// A placeholder.
    Slot(Slot),
}

/// The parts of a pattern.
pub(super) fn pieces(pattern: &str) -> Result<Vec<Piece>, PatternError> {
    if pattern.chars().count() > LONGEST {
        return Err(PatternError::TooLong);
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut literal = String::new();
    let mut characters = (1_usize..).zip(pattern.chars()).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '{' | '}' if characters.next_if(|(_, next)| *next == character).is_some() => literal.push(character),
            '}' => return Err(PatternError::NotOpened(at)),
            '{' => {
                let mut name = String::new();
                loop {
                    match characters.next() {
                        Some((_, '}')) => break,
                        Some((_, '{')) | None => return Err(PatternError::NotClosed(at)),
                        Some((_, other)) => name.push(other),
                    }
                }
                let slot = slot(&name, at)?;
                if !literal.is_empty() {
                    pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                }
                check(&pieces, &slot, &name, at)?;
                pieces.push(Piece::Slot(slot));
            }
            other => literal.push(other),
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    let asks = |piece: &Piece| matches!(piece, Piece::Slot(slot) if *slot != Slot::Skipped);
    if pieces.iter().any(asks) { Ok(pieces) } else { Err(PatternError::NoSlot) }
}

/// Whether a placeholder may follow these parts.
fn check(before: &[Piece], slot: &Slot, name: &str, at: usize) -> Result<(), PatternError> {
    if matches!(before.last(), Some(Piece::Slot(_))) {
        return Err(PatternError::Unseparated(at));
    }
    let is_there = before.iter().any(|piece| matches!(piece, Piece::Slot(other) if other.is_like(slot)));
    let name = name.split(':').next().unwrap_or_default().trim().to_owned();
    if is_there { Err(PatternError::Twice { name, at }) } else { Ok(()) }
}

/// What a placeholder of this name stands for.
fn slot(written: &str, at: usize) -> Result<Slot, PatternError> {
    let (name, form) = match written.split_once(':') {
        Some((name, form)) => (name.trim(), Some(form.trim())),
        None => (written.trim(), None),
    };
    let slot = match name.to_lowercase().as_str() {
        "" => return Err(PatternError::Unnamed(at)),
        "*" => Slot::Skipped,
        "date" => {
            let read = |form: &str| Form::parse(form).ok_or_else(|| PatternError::Form { form: form.to_owned(), at });
            return Ok(Slot::Date(form.map(read).transpose()?));
        }
        "title" => Slot::Title,
        "outlet" => Slot::Outlet,
        "author" => Slot::Author,
        "language" => Slot::Language,
        "note" => Slot::Note,
        _other => Slot::Field(name.to_owned()),
    };
    if form.is_some() { Err(PatternError::FormOfNoDate(at)) } else { Ok(slot) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_and_what_is_between_them() {
        let literal = |words: &str| Piece::Literal(words.to_owned());
        let read = pieces("{Outlet}_{date:DD.MM.YYYY} {{x}} {Page no.}-{*}").unwrap();
        let [_, date, ..] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!(*date, literal("_"));
        assert_eq!(read.len(), 7);
        assert_eq!(read[3], literal(" {x} "));
        assert_eq!(read[4], Piece::Slot(Slot::Field("Page no.".to_owned())));
        assert_eq!(read[6], Piece::Slot(Slot::Skipped));
    }

    #[test]
    fn what_is_no_pattern_says_where_and_why() {
        for (pattern, error, words) in [
            (
                "{date",
                PatternError::NotClosed(1),
                "The brace at character 1 is not closed. Add “}”, or write “{{” for a brace in the name.",
            ),
            ("{date} {tit{le}", PatternError::NotClosed(8), ""),
            (
                "ä date}",
                PatternError::NotOpened(7),
                "The brace at character 7 closes nothing. Write “}}” for a brace in the name.",
            ),
            ("{date} {}", PatternError::Unnamed(8), ""),
            ("{date} { : x}", PatternError::Unnamed(8), ""),
            ("{title} {TITLE}", PatternError::Twice { name: "TITLE".to_owned(), at: 9 }, ""),
            ("{date:YYYY} {date}", PatternError::Twice { name: "date".to_owned(), at: 13 }, ""),
            (
                "{page} {Page}",
                PatternError::Twice { name: "Page".to_owned(), at: 8 },
                "{Page} at character 8 is there twice. Use “{*}” for one of them.",
            ),
            ("{date}{title}", PatternError::Unseparated(7), ""),
            ("{date:soon} x", PatternError::Form { form: "soon".to_owned(), at: 1 }, ""),
            (
                "{title:DD} x",
                PatternError::FormOfNoDate(1),
                "Only {date} can have a form after a colon, not the placeholder at character 1.",
            ),
            ("report {*}", PatternError::NoSlot, ""),
            ("", PatternError::NoSlot, "There is no placeholder such as {date} or {title}."),
        ] {
            assert_eq!(pieces(pattern), Err(error.clone()), "{pattern}");
            assert!(words.is_empty() || error.to_string() == words, "{error}");
        }
        assert_eq!(pieces(&"{*} ".repeat(200)), Err(PatternError::TooLong));
    }
}
