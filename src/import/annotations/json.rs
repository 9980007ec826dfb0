//! JSON of other programs: one value, a list, or a value a line; and what of it is text, number or list.
//!
//! A file is read whole: it has 64 MiB at most.

use serde_json::Value;

use super::File;
use crate::{
    import::{ImportError, encoding},
    model::Facts,
};

/// Values, each with its place, and what could not be read.
pub(super) type Values = (Vec<(String, Value)>, Vec<String>);

/// The values of a file. An array gives its items; what is no JSON as a
/// whole is read line by line.
pub(super) fn values(file: &File<'_>) -> Result<Values, ImportError> {
    let text = encoding::decode(file.bytes, None, None)?.text;
    let text = text.trim_start_matches('\u{FEFF}');
    let whole: Result<Value, serde_json::Error> = serde_json::from_str(text);
    match whole {
        Ok(Value::Array(items)) => {
            let placed = items.into_iter().enumerate();
            Ok((placed.map(|(at, item)| (format!("{}, item {}", file.name, at + 1), item)).collect(), Vec::new()))
        }
        Ok(value) => Ok((vec![(file.name.to_owned(), value)], Vec::new())),
        Err(error) => {
            let (mut values, mut problems) = (Vec::new(), Vec::new());
            for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
                let place = format!("{}, line {}", file.name, at + 1);
                match serde_json::from_str(line) {
                    Ok(value) => values.push((place, value)),
                    Err(error) => problems.push(format!("{place}: it is no JSON ({error}); it was left out.")),
                }
            }
            if values.is_empty() {
                Err(ImportError::Unreadable(format!("it is no JSON ({error})")))
            } else {
                Ok((values, problems))
            }
        }
    }
}

/// Whether a file holds one of these words; cheap, for telling formats apart.
pub(super) fn mentions(file: &File<'_>, words: &[&str]) -> bool {
    words.iter().any(|word| memchr::memmem::find(file.bytes, word.as_bytes()).is_some())
}

/// A text under a key; empty where there is none.
pub(super) fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// An offset under a key, also one that is written as text.
pub(super) fn offset(value: &Value, key: &str) -> Option<u32> {
    let value = value.get(key)?;
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok()).or_else(|| {
        let whole = value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..4e9).contains(number))?;
        Some(whole as u64)
    });
    u32::try_from(number?).ok()
}

/// What stands under a key as a list: its items, the one value, or nothing.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    match value.get(key) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// Sets the facts that are known, by the names that are usual for them.
pub(super) fn fill<'v>(facts: &mut Facts, fact: impl Fn(&str) -> &'v str) {
    let Facts { title, outlet, author, published, address, language, note } = facts;
    for (own, names) in [
        (title, &["title", "headline"][..]),
        (outlet, &["outlet", "publication"]),
        (author, &["author", "byline"]),
        (published, &["published", "date"]),
        (address, &["address", "url"]),
        (language, &["language", "lang"]),
        (note, &["note"]),
    ] {
        if let Some(known) = names.iter().map(|name| fact(name)).find(|known| !known.is_empty()) {
            known.clone_into(own);
        }
    }
}

/// A value in words: texts and numbers as they are, all else as JSON.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
