//! doccano's JSONL in all its generations: triples under `label`, `labels` or a name that somebody chose, objects with
//! offsets under `annotations` or `entities`, relations by id.
//!
//! Offsets are those of the browser, UTF-16 units; a file cannot say which it has, so the words' edges decide.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    format::{File, Format},
    json::{fill, judged, list, offset, text, values, words},
    whole::{put, put_others},
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::Why,
        },
    },
    model::{LinkEnd, SpanId},
    text::Counting,
};

/// doccano.
pub(super) const FORMAT: Format = Format {
    name: "doccano",
    title: "doccano",
    extensions: &["jsonl", "json"],
    cannot_hold: "names of labels given as numbers",
    is: |file| {
        let mut is_ours = false;
        let judge = |value: &Value| {
            is_ours |= is_unmarked(value);
            is_marked(value).then_some(true)
        };
        judged(file, judge).unwrap_or(is_ours)
    },
    read,
};

/// The columns of labels, as doccano calls them itself.
const LABELS: [&str; 4] = ["label", "labels", "entities", "cats"];

/// What else doccano calls the parts of a line.
const KNOWN: [&str; 5] = ["id", "text", "data", "meta", "relations"];

/// Whether marks are in a value, or labels of a whole text.
fn is_marked(value: &Value) -> bool {
    let Value::Object(entries) = value else { return false };
    let has_text = entries.get("text").is_some_and(Value::is_string);
    // Labels of the whole text are those of somebody, or words in a column that is known for them.
    let is_label = |item: &Value| item.get("label").is_some() && item.get("user").is_some();
    let are = |key: &str, items: &[Value]| {
        let is_known = LABELS.contains(&key);
        let is_said = |item: &Value| has_text && (is_label(item) || is_known && item.is_string());
        !items.is_empty() && items.iter().all(|item| is_mark(item) || is_said(item))
    };
    let is_class = |key: &&str| entries.get(*key).is_some_and(Value::is_string);
    entries.iter().any(|(key, value)| value.as_array().is_some_and(|items| are(key, items)))
        || has_text && LABELS.iter().any(is_class)
}

/// Whether a value is a text that nobody labelled yet.
fn is_unmarked(value: &Value) -> bool {
    let is_empty = |key: &&str| value.get(key).and_then(Value::as_array).is_some_and(Vec::is_empty);
    value.get("text").is_some_and(Value::is_string) && LABELS.iter().any(is_empty)
}

/// `[0, 2, "ORG"]`, or an object with offsets.
fn is_mark(item: &Value) -> bool {
    match item.as_array().map(Vec::as_slice) {
        Some([start, end, label]) => start.is_u64() && end.is_u64() && label.is_string(),
        Some(_) => false,
        None => offset(item, "start_offset").is_some() && item.get("label").is_some(),
    }
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (values, problems) = values(file)?;
    let mut found = Found::new(FORMAT.name, Counting::UTF16);
    found.problems = problems;
    let sha256 = sha256_of(file.bytes);
    for (place, value) in &values {
        let Value::Object(entries) = value else {
            found.skip(place.clone(), Why::NotAnObject);
            continue;
        };
        // The text stands under `text`, or is the longest under names that somebody chose.
        let length = |value: &Value| value.as_str().map_or(0, str::len);
        let longest = entries.iter().max_by_key(|(key, value)| (*key == "text", length(value)));
        let longest = longest.and_then(|(key, value)| Some((key, value.as_str()?)));
        let Some((text_key, shown)) = longest.filter(|(_, text)| !text.is_empty()) else {
            found.skip(place.clone(), Why::NoText);
            continue;
        };
        let mut article = FoundArticle::with_text(place, FORMAT.name, &sha256, shown.to_owned());
        facts(value, text_key, &mut article, &mut found);
        let mut spans: BTreeMap<String, SpanId> = BTreeMap::new();
        for (key, _) in entries.iter().filter(|(key, value)| is_list(key, value)) {
            for (at, item) in list(value, key).iter().enumerate() {
                let told = format!("{place}, {key} {}", at + 1);
                if is_mark(item) {
                    mark(item, &told, &mut article, &mut found, &mut spans);
                } else if item.is_string() || item.get("label").is_some() {
                    // A label of the whole, or a remark.
                    put(&mut article, key, &words(item.get("label").unwrap_or(item)));
                } else {
                    found.skip(told, Why::NotAMark);
                }
            }
        }
        for (at, relation) in list(value, "relations").iter().enumerate() {
            let place = format!("{place}, relation {}", at + 1);
            let end = |key: &str| spans.get(&words(relation.get(key).unwrap_or(&Value::Null))).copied();
            let (Some(from), Some(to)) = (end("from_id"), end("to_id")) else {
                found.skip(place, Why::MarkMissing);
                continue;
            };
            let kind = found.link_kind(text(relation, "type"));
            article.link(&place, kind, from, LinkEnd::Span(to));
        }
        found.articles.push(article);
    }
    Ok(found)
}

fn mark(
    item: &Value,
    place: &str,
    article: &mut FoundArticle,
    found: &mut Found,
    spans: &mut BTreeMap<String, SpanId>,
) {
    let (at, label) = match item.as_array().map(Vec::as_slice) {
        Some([start, end, label]) => {
            let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
            (number(start).zip(number(end)), words(label))
        }
        _ => {
            let label = item.get("label").map(words).unwrap_or_default();
            (offset(item, "start_offset").zip(offset(item, "end_offset")), label)
        }
    };
    let Some(at) = at else {
        found.skip(place, Why::NoPosition);
        return;
    };
    let tag = found.tag(&label);
    let key = format!("{} {label} {} {} {}", article.source.name, at.0, at.1, article.spans.len());
    let mut span = FoundSpan { place: place.to_owned(), ..article.span(&key, tag, vec![at]) };
    if let Some(user) = item.get("user") {
        span.span.by = found.coder(&format!("user {}", words(user)));
    }
    if let Some(id) = item.get("id") {
        spans.insert(words(id), span.span.id);
    }
    article.spans.push(span);
}

/// What the other columns, and `meta`, say of the article.
fn facts(value: &Value, text_key: &str, article: &mut FoundArticle, found: &mut Found) {
    let meta = value.get("meta").unwrap_or(&Value::Null);
    let fact = |name: &str| [text(value, name), text(meta, name)].into_iter().find(|text| !text.is_empty());
    fill(&mut article.facts, |name| fact(name).unwrap_or_default());
    let lists = value.as_object().into_iter().flatten().filter(|(key, value)| is_list(key, value));
    let taken: Vec<&str> = KNOWN.into_iter().chain([text_key]).chain(lists.map(|(key, _)| key.as_str())).collect();
    put_others(found, article, value, &taken);
    // Text that was no JSON is kept as it stands.
    match meta.as_str().filter(|words| !words.trim().is_empty()) {
        Some(words) => put(article, "meta", words),
        None => put_others(found, article, meta, &[]),
    }
}

/// Whether a column holds marks, labels or remarks; a single label may stand by itself.
fn is_list(key: &str, value: &Value) -> bool {
    value.is_array() && !["relations", "meta"].contains(&key) || LABELS.contains(&key) && value.is_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::annotations::{format_of, whole::fields};

    fn read_line(line: &str) -> Found {
        let file = File { name: "a.jsonl", bytes: line.as_bytes(), beside: &BTreeMap::new() };
        assert_eq!(format_of(&file), Some(&FORMAT), "{line}");
        read(&file).unwrap()
    }

    #[track_caller]
    fn noted(line: &str, note: &str) {
        assert_eq!(read_line(line).articles[0].facts.note, note);
    }

    #[test]
    fn classes_are_noted_and_columns_of_ones_own_are_fields() {
        noted(r#"{"id":7,"text":"Rates rise.","label":["economy","bank"]}"#, "label: economy\nlabel: bank");
        noted(r#"{"id":7,"text":"Rates rise.","label":"economy"}"#, "label: economy");
        let meta = r#"{"text":"Rates rise.","label":[[0,5,"X"]],"meta":{"desk":"Business","title":"Bank"},"Comments":["Hm."]}"#;
        noted(meta, "Comments: Hm.");
        let own = |line: &str| {
            let found = read_line(line);
            fields(&found, &found.articles[0])
        };
        assert_eq!(own(meta), ["desk: Business"]);
        assert_eq!(
            own(r#"{"data":"Rates rise.","label":[[0,5,"X"]],"wave":2,"annotation_approver":null}"#),
            ["wave: 2"]
        );
        noted(r#"{"text":"Rates rise.","label":[[0,5,"X"]],"meta":"from the wire"}"#, "meta: from the wire");
    }
}
