//! The values that a file of JSON holds: one, several one after the other, or one a line of which some may be bad.

use super::{super::words::Warning, walk::Sound};
use crate::import::{doubt::lines_in, error::ImportError};

/// How many bad lines are told one by one; the rest are counted.
const TOLD: usize = 20;

/// A file of JSON, and how its values stand in it.
pub(super) enum Documents<'t> {
    /// One, or several with nothing but blanks between them.
    Values(&'t str),
    /// One a line, and lines that are none.
    Lines(&'t str),
}

impl<'t> Documents<'t> {
    /// Looks how values stand in a text.
    pub(super) fn of(text: &'t str) -> Result<Self, ImportError> {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<Sound>();
        let Some(error) = values.find_map(Result::err) else {
            return Ok(Self::Values(text));
        };
        let is_object = |line: &str| line.trim_start().starts_with('{') && serde_json::from_str::<Sound>(line).is_ok();
        let lines = || text.lines().filter(|line| !line.trim().is_empty());
        let (good, bad) =
            lines().fold(
                (0_usize, 0_usize),
                |(good, bad), line| {
                    if is_object(line) { (good + 1, bad) } else { (good, bad + 1) }
                },
            );
        // Lines of a list that is broken end in commas, and those of an object are none.
        let is_list = text.trim_start().starts_with('[');
        if good > 0 && good >= bad && !is_list {
            return Ok(Self::Lines(text));
        }
        Err(ImportError::NotJson(error.to_string()))
    }

    /// Gives all values to `take`, each with its line, or 0 where there is one; tells which lines are none.
    pub(super) fn each(&self, take: &mut dyn FnMut(usize, &str) -> Result<(), serde_json::Error>) -> Vec<Warning> {
        match self {
            Self::Values(text) => {
                let mut values = serde_json::Deserializer::from_str(text).into_iter::<Sound>();
                let (mut start, mut line) = (0, 1);
                while let Some(Ok(_)) = values.next() {
                    let end = values.byte_offset();
                    let value = text.get(start..end).unwrap_or_default();
                    let bare = value.trim_start();
                    line += lines_in(value.get(..value.len() - bare.len()).unwrap_or_default());
                    let is_alone = start == 0 && text.get(end..).is_some_and(|rest| rest.trim_start().is_empty());
                    // Who takes it may have had enough.
                    drop(take(if is_alone { 0 } else { line }, bare));
                    line += lines_in(bare);
                    start = end;
                }
                Vec::new()
            }
            Self::Lines(text) => bad_lines(text, take),
        }
    }
}

fn bad_lines(text: &str, take: &mut dyn FnMut(usize, &str) -> Result<(), serde_json::Error>) -> Vec<Warning> {
    let (mut bad, mut more) = (Vec::new(), 0);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        // A line is looked at before it is taken, or half of it would be.
        let why = match serde_json::from_str::<Sound>(line) {
            Ok(_) if line.trim_start().starts_with('{') => {
                drop(take(number + 1, line));
                continue;
            }
            Ok(_) => None,
            Err(error) => Some(error),
        };
        if bad.len() == TOLD {
            more += 1;
            continue;
        }
        let column = why.as_ref().map_or(1, serde_json::Error::column);
        let why = why.map_or_else(|| "not an object".to_owned(), |error| reason(&error));
        bad.push(Warning::LineSkipped { line: number + 1, column, why });
    }
    bad.extend((more > 0).then_some(Warning::LinesSkipped(more)));
    bad
}

/// What is wrong, without the place.
fn reason(error: &serde_json::Error) -> String {
    let why = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    why.strip_suffix(&place).map_or_else(|| why.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (Vec<(usize, String)>, Vec<String>) {
        let mut taken = Vec::new();
        let bad = Documents::of(text).unwrap().each(&mut |line, value| {
            taken.push((line, value.to_owned()));
            Ok(())
        });
        (taken, bad.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn values_are_found_with_their_lines() {
        assert_eq!(taken(" [1] \n"), (vec![(0, "[1]".to_owned())], Vec::new()));
        let (several, bad) = taken("\n{\"a\":\n1}\n\n{\"b\":2}{}\n");
        let several: Vec<(usize, &str)> = several.iter().map(|(line, value)| (*line, value.as_str())).collect();
        assert_eq!((several.as_slice(), bad.len()), (&[(2, "{\"a\":\n1}"), (5, "{\"b\":2}"), (5, "{}")][..], 0));
        let (lines, bad) = taken("{\"a\":1}\r\n{\"a\":\r\n\r\n7\r\n{}\n");
        assert_eq!(lines.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 5]);
        assert_eq!(
            bad,
            ["Line 2, column 5 skipped: EOF while parsing a value.", "Line 4, column 1 skipped: not an object."]
        );
    }

    #[test]
    fn broken_lists_are_no_lines() {
        for broken in ["[\n{\"a\":1},\n{\"a\":},\n{\"a\":1}\n]", "{\n\"a\":\n{\"b\":1}\n", "x", "{\"a\":1"] {
            assert!(matches!(Documents::of(broken), Err(ImportError::NotJson(_))), "{broken}");
        }
        let many = format!("{}{}", "{}\n".repeat(40), "{\n".repeat(30));
        assert_eq!(taken(&many).1.last().unwrap(), "10 more lines skipped.");
    }
}
