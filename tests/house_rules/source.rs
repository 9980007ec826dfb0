//! A Rust file as the rules see it: its code without comments, strings and tests, every character at its place.

use std::ops::Range;

/// A Rust file.
pub struct SourceFile {
    /// Its path from the root of the repository, with `/`.
    pub path: String,
    /// Everything in it.
    pub text: String,
    /// The code alone: comments, strings and characters are blank.
    pub code: String,
    /// The code that is more than a test: modules for tests are blank as well.
    pub tested: String,
}

impl SourceFile {
    /// Takes a file apart.
    pub fn new(path: &str, text: &str) -> Self {
        let code = code_of(text);
        let tested = if is_test(path) {
            blank(&code, std::iter::once(0..code.len()))
        } else {
            blank(&code, test_modules(&code))
        };
        Self { path: path.to_owned(), text: text.to_owned(), code, tested }
    }

    /// The string literals outside tests, with their quotation marks and where they begin.
    pub fn strings(&self) -> Vec<(usize, &str)> {
        if is_test(&self.path) {
            return Vec::new();
        }
        let tests = test_modules(&self.code);
        let is_tested = |at: usize| !tests.iter().any(|test| test.contains(&at));
        let strings = no_code(&self.text).into_iter().filter(|(range, is_string)| *is_string && is_tested(range.start));
        strings.map(|(range, _)| (range.start, &self.text[range])).collect()
    }

    /// Whether it lies in one of the folders, or is one of the files.
    pub fn is_under(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path.starts_with(place))
    }

    /// The number of the line at byte `at`, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// A complaint for each word of `code` that `matches`.
    pub fn find(&self, code: &str, matches: impl Fn(&str) -> bool, belongs: &str) -> Vec<String> {
        let found = words(code).filter(|(_, word)| matches(word));
        found.map(|(at, word)| format!("{}:{}: {word} ({belongs})", self.path, self.line(at))).collect()
    }

    /// A complaint for each place of `code` that reads `sign`.
    pub fn find_text(&self, code: &str, sign: &str, belongs: &str) -> Vec<String> {
        let found = code.match_indices(sign);
        found.map(|(at, _)| format!("{}:{}: {sign} ({belongs})", self.path, self.line(at))).collect()
    }
}

/// Whether a file holds nothing but tests.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The words of a code with their places.
pub fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = code.as_ptr() as usize;
    code.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(move |word| (word.as_ptr() as usize - start, word))
}

/// What follows each `path` (`crate::`), groups in braces taken apart: (line, first word).
pub fn named(code: &str, path: &str) -> Vec<(usize, String)> {
    let line = |at: usize| code[..at].matches('\n').count() + 1;
    let mut found = Vec::new();
    for (at, _) in code.match_indices(path) {
        // `my_crate::` is not `crate::`; neither is `other::std::`.
        if code[..at].ends_with(|c: char| is_word(c)) {
            continue;
        }
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(members(group).into_iter().map(|word| (line(at), word))),
            None => {
                found.extend(words(rest).next().filter(|(i, _)| *i == 0).map(|(_, word)| (line(at), word.to_owned())))
            }
        }
    }
    found
}

/// The first words of the members of a group, whose opening brace is gone.
fn members(group: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut depth, mut expecting) = (0, true);
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expecting = true,
            c if depth == 0 && expecting && is_word(c) => {
                found.extend(words(&group[at..]).next().map(|(_, word)| word.to_owned()));
                expecting = false;
            }
            _ => {}
        }
    }
    found
}

/// The text with the ranges replaced by blanks; lines and byte positions stay.
fn blank(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for byte in ranges.into_iter().flat_map(|range| range.into_iter()) {
        if bytes[byte] != b'\n' {
            bytes[byte] = b' ';
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The text with comments, strings and character literals blank.
fn code_of(text: &str) -> String {
    blank(text, no_code(text).into_iter().map(|(range, _)| range))
}

/// The comments, strings and character literals of a text, and which of them are strings.
fn no_code(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        let after_word = text[..at].ends_with(is_word);
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if character == '"' {
            string(rest)
        } else if !after_word && (rest.starts_with("r\"") || rest.starts_with("r#")) {
            raw_string(rest)
        } else if !after_word && rest.starts_with("br") {
            raw_string(&rest[1..]).saturating_add(usize::from(raw_string(&rest[1..]) > 0))
        } else if character == '\'' {
            char_literal(rest)
        } else {
            0
        };
        if length > 0 {
            ranges.push((at..at + length, matches!(character, '"' | 'r' | 'b')));
        }
        at += length.max(character.len_utf8());
    }
    ranges
}

/// Length of a block comment, those inside it included.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let step = match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => {
                depth += 1;
                2
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                2
            }
            _ => 1,
        };
        at += step;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Length of a string with its quotation marks.
fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a raw string; 0 when it is a raw identifier or none.
fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    if !rest.starts_with('r') || !rest[1 + hashes..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let body = 2 + hashes;
    rest[body..].find(&end).map_or(rest.len(), |found| body + found + end.len())
}

/// Length of a character literal; 0 for a lifetime.
fn char_literal(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(0, |found| found + 4),
        Some(_) => characters.next().filter(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1),
        None => 0,
    }
}

/// The places of `#[cfg(test)] mod … { … }`, also where the tests are for one family of systems.
fn test_modules(code: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let signs = ["#[cfg(test)]", "#[cfg(all(test, unix))]"];
    for (at, sign) in signs.iter().flat_map(|sign| code.match_indices(sign)) {
        let rest = &code[at + sign.len()..];
        let Some(open) = rest.find(['{', ';']).filter(|open| rest[*open..].starts_with('{')) else { continue };
        let mut depth = 0;
        let end = rest[open..].char_indices().find(|(_, character)| {
            depth += i32::from(*character == '{') - i32::from(*character == '}');
            depth == 0
        });
        found.push(at..end.map_or(code.len(), |(end, _)| at + sign.len() + open + end + 1));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_no_code() {
        let text = "a // b\n/* c /* d */ e */ f \"g \\\" // h\" i r#\"j \" k\"# l 'm' '\\'' '\\u{6E}' br\"o\" p";
        let code = code_of(text);
        assert_eq!(words(&code).map(|(_, word)| word).collect::<Vec<_>>(), ["a", "f", "i", "l", "p"]);
        assert_eq!(code.len(), text.len());
    }

    #[test]
    fn lifetimes_and_raw_names_are_code() {
        let code = code_of("fn f<'a>(r#type: &'a str) -> Option<'a> { 'é'; x }");
        let found: Vec<&str> = words(&code).map(|(_, word)| word).collect();
        assert_eq!(found, ["fn", "f", "a", "r", "type", "a", "str", "Option", "a", "x"]);
    }

    #[test]
    fn groups_are_taken_apart() {
        let code =
            "use crate::{\n    edit::{Edit, apply},\n    model::Span, text,\n};\ncrate::store::x(); my_crate::no;";
        let found: Vec<String> = named(code, "crate::").into_iter().map(|(_, name)| name).collect();
        assert_eq!(found, ["edit", "model", "text", "store"]);
        assert_eq!(named(code, "crate::")[3].0, 5);
    }

    #[test]
    fn tests_are_left_out() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { \"}\"; }\n}\nfn c() {}\n#[cfg(test)]\nmod d;\nfn e() {}";
        let file = SourceFile::new("src/x.rs", text);
        let found: Vec<&str> = words(&file.tested).map(|(_, word)| word).filter(|word| word.len() == 1).collect();
        assert_eq!(found, ["a", "c", "d", "e"]);
    }
}
