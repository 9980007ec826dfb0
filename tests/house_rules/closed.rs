//! No `match` over an enum of ours has an arm that takes whatever is left: a new variant is to be thought of where it
//! matters, and the compiler lists these places.

use std::collections::BTreeSet;

use super::source::{SourceFile, words};

/// The names of the enums that the files define.
pub fn enums(files: &[SourceFile]) -> BTreeSet<String> {
    let names = |file: &SourceFile| {
        let all: Vec<&str> = words(&file.tested).map(|(_, word)| word).collect();
        let pairs = all.windows(2).filter(|pair| pair[0] == "enum");
        pairs.map(|pair| pair[1].to_owned()).collect::<Vec<_>>()
    };
    files.iter().flat_map(names).collect()
}

/// The arms that take whatever is left, in matches that name variants of one of `enums`.
pub fn open_matches(file: &SourceFile, enums: &BTreeSet<String>) -> Vec<String> {
    let code = &file.tested;
    let mut found = Vec::new();
    for (at, _) in words(code).filter(|(_, word)| *word == "match") {
        let Some(open) = open_brace(code, at + "match".len()) else { continue };
        let arms = arms(code, open + 1);
        let wrappers: Vec<&str> = arms.iter().filter_map(|(_, arm)| variant_in(arm, enums)).collect();
        let rest = arms.iter().filter(|(_, arm)| takes_rest(arm, &wrappers));
        found.extend(rest.map(|(at, arm)| {
            format!("{}:{}: `{}` takes what is left of our own enum; name the variants", file.path, file.line(*at), arm)
        }));
    }
    found
}

/// The brace that opens after what is matched on.
fn open_brace(code: &str, from: usize) -> Option<usize> {
    let mut depth = 0;
    let open = code[from..].char_indices().find(|(_, character)| {
        depth += i32::from(matches!(character, '(' | '[')) - i32::from(matches!(character, ')' | ']'));
        depth == 0 && matches!(character, '{' | ';')
    })?;
    (open.1 == '{').then_some(from + open.0)
}

/// The patterns of a match whose brace was opened before `from`, without their conditions' bodies.
fn arms(code: &str, from: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(length) = until(code, at, "=>") {
        let pattern = code[at..at + length].trim();
        let start = at + length - code[at..at + length].trim_start().len();
        // Attributes before an arm are no part of it.
        let pattern = pattern.rsplit_once("]\n").filter(|_| pattern.starts_with('#')).map_or(pattern, |(_, rest)| rest);
        found.push((start, pattern.trim()));
        let body = at + length + "=>".len();
        let space = code[body..].len() - code[body..].trim_start().len();
        let end = match code[body + space..].strip_prefix('{') {
            // A block needs no comma, but may go on: `{ … }.method(),`.
            Some(block) => body + space + 1 + until(code, body + space + 1, "}").unwrap_or(block.len()) + 1,
            None => body + space,
        };
        let is_block = end > body + space;
        let next = code[end..].trim_start();
        at = if is_block && !next.starts_with(['.', '?', ',']) {
            end
        } else {
            match until(code, end, ",") {
                Some(comma) => end + comma + 1,
                None => break,
            }
        };
    }
    found
}

/// How far `sign` is from `from`, outside inner brackets; `None` when the enclosing bracket closes first.
fn until(code: &str, from: usize, sign: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, character) in code[from..].char_indices() {
        if depth == 0 && code[from + at..].starts_with(sign) {
            return Some(at);
        }
        depth += i32::from(matches!(character, '(' | '[' | '{')) - i32::from(matches!(character, ')' | ']' | '}'));
        if depth < 0 {
            return None;
        }
    }
    None
}

/// Whether a pattern names a variant of one of the enums: with what is around it (`Some`), or with nothing.
fn variant_in<'c>(pattern: &'c str, enums: &BTreeSet<String>) -> Option<&'c str> {
    let (wrapper, inner) = unwrapped(pattern);
    let (name, rest) = inner.split_once("::")?;
    let is_variant = rest.starts_with(|c: char| c.is_uppercase()) && rest.contains(|c: char| c.is_lowercase());
    (is_variant && (name == "Self" || enums.contains(name))).then_some(wrapper)
}

/// Whether a pattern takes whatever is left of something in one of the wrappers.
fn takes_rest(pattern: &str, wrappers: &[&str]) -> bool {
    let (wrapper, inner) = unwrapped(pattern);
    let is_name = inner.starts_with(|c: char| c == '_' || c.is_lowercase())
        && inner.chars().all(|c| c == '_' || c.is_alphanumeric())
        && !matches!(inner, "true" | "false");
    is_name && wrappers.iter().any(|around| wrapper.is_empty() || wrapper == *around)
}

/// `Some(x)` as (`Some`, `x`); anything else as it is.
fn unwrapped(pattern: &str) -> (&str, &str) {
    let pattern = pattern.trim_start_matches(['&', '|', ' ']);
    for wrapper in ["Some", "Ok", "Err"] {
        let inner = pattern.strip_prefix(wrapper).and_then(|rest| rest.strip_prefix('('));
        if let Some(inner) = inner {
            return (wrapper, inner.strip_suffix(')').unwrap_or(inner).trim_start_matches('&'));
        }
    }
    ("", pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(body: &str, count: usize) {
        let file = SourceFile::new("src/x.rs", &format!("enum Own {{ A, B }}\nfn f() {{ {body} }}"));
        let found = open_matches(&file, &enums(std::slice::from_ref(&file)));
        assert_eq!(found.len(), count, "{body}\n{found:?}");
    }

    #[test]
    fn an_arm_for_the_rest_is_found() {
        found("match x { Own::Ab => 1, _ => 2 }", 1);
        found("match x(|y| { y }) { Own::Ab | Own::Cd => { 1 } _other => 2, }", 1);
        found("match x { Own::Ab { a, .. } if a => vec![1, 2], rest => { rest } }", 1);
        found("match x { Some(Own::Ab(_)) => 1, None => 2, Some(_) => 3 }", 1);
        found("match x { Some(Own::Ab) => 1, _ => 2 }", 1);
        found("match x { Self::Ab => match y { Own::Cd => 1, _ => 2 }, other => 3 }", 2);
        found("match x { Own::Ab => { 1 }.max(2), #[cfg(unix)]\n_ => 2 }", 1);
    }

    #[test]
    fn closed_and_foreign_ones_are_fine() {
        found("match x { Own::Ab => 1, Own::Cd(_) => 2 }", 0);
        found("match x { Own::Ab => 1, Own::Cd(other) => match other { 1 => 2, _ => 3 } }", 0);
        found("match x { Value::Null => 1, _ => 2 }", 0);
        found("match x { Some(Own::Ab) => 1, Some(Own::Cd) => 2, None => 3 }", 0);
        found("match x { (Own::Ab, 1) => 1, _ => 2 }", 0);
        found("match x { Own::LIMIT => 1, _ => 2 }", 0);
        found("match x { \"a\" => Own::Ab, _ => Own::Cd }", 0);
    }
}
