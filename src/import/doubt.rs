//! What people should know about how bytes became text: what was replaced, and where; what the file states wrongly.

use std::fmt;

use crate::text::{grouped, plural};

/// Something that people should know about how bytes became text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Bytes that the encoding of this name does not allow became U+FFFD.
    BytesReplaced(&'static str, Bad),
    /// The file states the first encoding; its bytes show the second, in which it was read.
    NotAsStated(&'static str, &'static str),
    /// References to characters that there are not, as half a surrogate pair, became U+FFFD.
    ReferencesReplaced(Bad),
    /// Characters that XML does not allow became U+FFFD.
    CharactersReplaced(Bad),
}

/// What was replaced in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bad {
    /// How often.
    pub count: usize,
    /// The first places.
    pub first: Vec<Place>,
}

/// A place where something was replaced.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// Where else: the byte of the file, counted from 0, or the column, counted from 1.
    pub at: At,
    /// What stood there ("0xFC", "&#0;").
    pub what: String,
}

/// Where in a file, besides the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// The byte, counted from 0.
    Byte(usize),
    /// The character of the line, counted from 1.
    Column(usize),
}

/// How many places are told one by one.
const TOLD: usize = 5;

impl Bad {
    /// Counts one more; `place` says where it is, if that is told.
    pub(super) fn add(&mut self, place: impl FnOnce() -> Place) {
        self.count += 1;
        if self.first.len() < TOLD {
            self.first.push(place());
        }
    }

    /// So many of these, as “2 invalid character references”.
    fn many(&self, one: &str, rest: &str) -> String {
        format!("{}{rest}", plural(self.count, one))
    }

    fn were(&self) -> &'static str {
        if self.count == 1 { "was" } else { "were" }
    }

    fn are(&self) -> &'static str {
        if self.count == 1 { "is" } else { "are" }
    }
}

impl Place {
    /// A place of a text, by its byte there.
    pub(super) fn in_text(text: &str, byte: usize, what: String) -> Self {
        let before = text.get(..byte).unwrap_or_default();
        let column = before.chars().rev().take_while(|c| !matches!(c, '\n' | '\r')).count() + 1;
        Self { line: lines_in(before) + 1, at: At::Column(column), what }
    }
}

/// How many lines end in a text, by whatever ends them.
pub(super) fn lines_in(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_end = |at: usize| bytes.get(at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n');
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|at| is_end(*at)).count()
}

impl Doubt {
    /// Moves its places behind bytes that stand before in the file.
    pub(super) fn move_behind(&mut self, before: &[u8]) {
        let lines = memchr::memchr_iter(b'\n', before).count();
        match self {
            Self::BytesReplaced(_, bad) | Self::ReferencesReplaced(bad) | Self::CharactersReplaced(bad) => {
                for place in &mut bad.first {
                    place.line += lines;
                    if let At::Byte(byte) = &mut place.at {
                        *byte += before.len();
                    }
                }
            }
            Self::NotAsStated(..) => {}
        }
    }

    /// The step that is recorded with the article.
    pub(super) fn step(&self) -> String {
        match self {
            Self::BytesReplaced(..) => "invalid bytes replaced".to_owned(),
            Self::NotAsStated(stated, read) => format!("read as {read}, not {stated} as stated"),
            Self::ReferencesReplaced(_) => "invalid character references replaced".to_owned(),
            Self::CharactersReplaced(_) => "control characters replaced".to_owned(),
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BytesReplaced(encoding, bad) => write!(
                f,
                "{} {} not valid {encoding} and {} replaced with “\u{FFFD}”: {bad}. Try another encoding if the text \
                 looks wrong.",
                bad.many("byte sequence", ""),
                bad.are(),
                bad.were()
            ),
            Self::NotAsStated(stated, read) => {
                write!(f, "Read as {read}: the file declares {stated}, but its bytes are {read}.")
            }
            Self::ReferencesReplaced(bad) => write!(
                f,
                "{} {} replaced with “\u{FFFD}”: {bad}.",
                bad.many("invalid character reference", ""),
                bad.were()
            ),
            Self::CharactersReplaced(bad) => write!(
                f,
                "{} {} replaced with “\u{FFFD}”: {bad}.",
                bad.many("character", " not allowed in XML"),
                bad.were()
            ),
        }
    }
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, place) in self.first.iter().enumerate() {
            let between = if number == 0 { "" } else { "; " };
            write!(f, "{between}{place}")?;
        }
        match self.count.saturating_sub(self.first.len()) {
            0 => Ok(()),
            more => write!(f, "; and {} more", grouped(more)),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = grouped(self.line);
        match self.at {
            At::Byte(byte) => write!(f, "line {line}, byte {} ({})", grouped(byte), self.what),
            At::Column(column) => write!(f, "line {line}, column {} ({})", grouped(column), self.what),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_up_to_a_few() {
        let mut bad = Bad::default();
        bad.add(|| Place { line: 1_200, at: At::Byte(3), what: "0xFC".to_owned() });
        let one = Doubt::BytesReplaced("UTF-8", bad.clone()).to_string();
        assert!(one.starts_with("1 byte sequence is not valid UTF-8 and was replaced"), "{one}");
        assert!(one.contains("line 1,200, byte 3 (0xFC)."), "{one}");
        for _ in 0..9 {
            bad.add(|| Place::in_text("a\r\nb\rcé!", 8, "!".to_owned()));
        }
        let many = Doubt::ReferencesReplaced(bad).to_string();
        assert!(many.starts_with("10 invalid character references were"), "{many}");
        assert!(many.contains("; line 3, column 3 (!)") && many.ends_with("; and 5 more."), "{many}");
    }
}
