//! JSON of other programs: one value, a list, or a value a line; and what of it is text, number or list.
//!
//! A file is read whole: it has 64 MiB at most.

use std::fmt;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use super::format::File;
use crate::{
    import::{
        charset::Charset,
        error::ImportError,
        join::words::{Note, What, Why},
    },
    model::Facts,
};

/// Values, each with its place, and what could not be read.
pub(super) type Values = (Vec<(String, Value)>, Vec<Note>);

/// How many lines that are no JSON are told one by one; the rest are counted.
const TOLD: usize = 100;

/// How many lines that are no JSON are passed over when a file is looked at; one with more of them is no list of values.
const PASSED_OVER: usize = 20;

/// The values of a file. An array gives its items; what is no JSON as a
/// whole is read line by line.
pub(super) fn values(file: &File<'_>) -> Result<Values, ImportError> {
    let mut notes = Vec::new();
    let text = file.json(file.name, file.bytes, &mut notes)?;
    let text = text.trim_start_matches('\u{FEFF}');
    let values = match serde_json::from_str(text) {
        Ok(Value::Array(items)) => {
            let placed = items.into_iter().enumerate();
            placed.map(|(at, item)| (format!("{}, item {}", file.name, at + 1), item)).collect()
        }
        Ok(value) => vec![(file.name.to_owned(), value)],
        Err(error) => {
            let (values, problems) = values_of_lines(file.name, text);
            if values.is_empty() {
                return Err(ImportError::NotJson(error.to_string()));
            }
            notes.extend(problems);
            values
        }
    };
    Ok((values, notes))
}

fn values_of_lines(name: &str, text: &str) -> Values {
    let (mut values, mut problems, mut more) = (Vec::new(), Vec::new(), 0);
    let place = |at: usize| format!("{name}, line {}", at + 1);
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(value) => values.push((place(at), value)),
            Err(error) if problems.len() < TOLD => {
                problems.push(Note { place: place(at), what: What::Skipped(Why::NotJson(error.to_string())) });
            }
            Err(_) => more += 1,
        }
    }
    if more > 0 {
        problems.push(Note { place: name.to_owned(), what: What::MoreLinesSkipped(more) });
    }
    (values, problems)
}

/// What is said of a file whose values are shown to `judge` one by one, until it says something. Nothing of them is kept.
pub(super) fn judged(file: &File<'_>, mut judge: impl FnMut(&Value) -> Option<bool>) -> Option<bool> {
    let text = file.json(file.name, file.bytes, &mut Vec::new()).ok()?;
    let text = text.trim_start_matches('\u{FEFF}');
    let mut said = None;
    let mut look = |value: Value| {
        said = judge(&value);
        said.is_some()
    };
    // A list is looked through without reading it to its end; one that something follows is a line of several.
    let mut whole = serde_json::Deserializer::from_str(text);
    let is_list = text.trim_start().starts_with('[');
    let is_read = is_list && whole.deserialize_seq(Items(&mut look)).is_ok() && whole.end().is_ok();
    if said.is_some() || is_read {
        return said;
    }
    let mut first = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    if let Some(Ok(value)) = first.next()
        && text.get(first.byte_offset()..).is_some_and(|rest| rest.trim().is_empty())
    {
        return judge(&value);
    }
    let mut passed_over = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match serde_json::from_str(line).map(|value: Value| judge(&value)) {
            Ok(None) => {}
            Ok(said) => return said,
            Err(_) if passed_over == PASSED_OVER => return None,
            Err(_) => passed_over += 1,
        }
    }
    None
}

/// Takes the items of a list one by one, until one is enough.
struct Items<F>(F);

impl<'de, F: FnMut(Value) -> bool> Visitor<'de> for Items<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            if (self.0)(item) {
                break;
            }
        }
        Ok(())
    }
}

/// Whether a file holds one of these words; cheap, for telling formats apart.
pub(super) fn mentions(file: &File<'_>, words: &[&str]) -> bool {
    // In UTF-16 the first characters, which are ASCII, hold NUL bytes.
    let is_wide = Charset::of_mark(file.bytes).is_some() || file.bytes.get(..4).is_some_and(|head| head.contains(&0));
    let decoded = if is_wide { file.text(file.name, file.bytes, &mut Vec::new()).ok() } else { None };
    let bytes = decoded.as_ref().map_or(file.bytes, |text| text.as_bytes());
    words.iter().any(|word| memchr::memmem::find(bytes, word.as_bytes()).is_some())
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
    let Facts { title, outlet, author, published, address, language, note, .. } = facts;
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
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
