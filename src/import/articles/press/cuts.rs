//! A pattern of one's own that says where a new article begins, for exports whose layout is not known.

use regex::{Regex, RegexBuilder};

use super::lines::Lines;
use crate::import::error::ImportError;

/// A pattern that fits the lines at which a new article begins.
#[derive(Clone, Debug)]
pub struct Cuts {
    pattern: String,
    regex: Regex,
}

impl Cuts {
    /// Words that are a whole line, with `*` for anything and `#` for digits (`Document # of #`); or, between slashes, a
    /// regular expression that is found in a line (`/^Article \d+/`).
    ///
    /// # Errors
    /// When it is empty, or no regular expression.
    pub fn new(pattern: &str) -> Result<Self, ImportError> {
        const LARGEST: usize = 1 << 20;
        let pattern = pattern.trim();
        let between = pattern.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        let rule = between.map_or_else(|| rule_of(pattern), str::to_owned);
        if rule.is_empty() || pattern.is_empty() {
            return Err(ImportError::EmptyPattern);
        }
        let built = RegexBuilder::new(&rule).size_limit(LARGEST).build();
        let regex = built.map_err(|error| ImportError::BadPattern(in_a_line(&error)))?;
        Ok(Self { pattern: pattern.to_owned(), regex })
    }

    /// The pattern, as it was typed.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// The lines at which a new article begins, counted from 0.
    pub(super) fn lines(&self, lines: &Lines<'_>) -> Vec<usize> {
        lines.full(0..lines.len()).filter(|line| self.regex.is_match(lines.words(*line))).collect()
    }
}

/// The regular expression for plain words with `*` and `#`.
fn rule_of(pattern: &str) -> String {
    let mut rule = String::new();
    for word in pattern.split_whitespace() {
        rule.push_str(if rule.is_empty() { "^" } else { r"\s+" });
        for character in word.chars() {
            match character {
                '*' => rule.push_str(".*"),
                '#' => rule.push_str(r"\d+"),
                other => rule.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
            }
        }
    }
    if rule.is_empty() { rule } else { format!("{rule}$") }
}

/// What is wrong with a regular expression, in a line and without a final stop.
fn in_a_line(error: &regex::Error) -> String {
    let said = error.to_string();
    let last = said.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default();
    last.trim_start_matches("error: ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_signs_fit_whole_lines() {
        let places = |pattern: &str, text: &str| {
            let lines = Lines::of_export(text).unwrap();
            Cuts::new(pattern).unwrap().lines(&lines).into_iter().map(|line| line + 1).collect::<Vec<_>>()
        };
        let text = "Document 1 of 20\nOne\n  Document  2 of 20\nDocument 3 of 20 is lost\nDocument x of 20\n=====\n";
        assert_eq!(places("Document # of #", text), [1, 3]);
        assert_eq!(places("Document * of #", text), [1, 3, 5]);
        assert_eq!(places("=====", text), [6]);
        assert_eq!(places("/^Document \\d/", text), [1, 4]);
        assert_eq!(places("Artikel [#]", "Artikel [12]\nArtikel 12"), [1]);
    }

    #[test]
    fn patterns_that_cannot_be_used_say_why() {
        assert_eq!(Cuts::new(" ").unwrap_err(), ImportError::EmptyPattern);
        assert_eq!(Cuts::new("//").unwrap_err(), ImportError::EmptyPattern);
        let said = Cuts::new("/(/").unwrap_err().to_string();
        assert!(said.contains("unclosed group"), "{said}");
    }
}
