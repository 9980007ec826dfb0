//! UIMA CAS JSON 0.4 (github.com/apache/uima-uimaj-io-jsoncas). Read whole: a file has 64 MiB at most.

use serde_json::{Map, Value};

use super::{
    arrays::flatten,
    cas::{Cas, Feature, Structure},
    found_of,
};
use crate::import::{
    annotations::{
        format::{Format, noted},
        json::{mentions, offset, text, words},
    },
    charset::Charset,
    error::ImportError,
    join::words::{Note, What, Why},
    markup,
};

/// UIMA CAS JSON.
pub(in super::super) const FORMAT: Format = Format {
    name: "cas-json",
    title: "UIMA CAS JSON",
    extensions: &["json"],
    cannot_hold: "arrays of numbers, texts outside the file",
    is: |file| {
        mentions(file, &["\"%FEATURE_STRUCTURES\"", "\"%TYPES\""])
            || mentions(file, &["\"_context\""]) && mentions(file, &["\"_views\"", "\"_referenced_fss\""])
    },
    read: |file| Ok(found_of(FORMAT.name, file, &read(file.bytes, file.beside.encoding())?)),
};

/// The types, features and views of a file.
pub(super) fn read(bytes: &[u8], chosen: Option<Charset>) -> Result<Cas, ImportError> {
    let mut cas = Cas::default();
    let content = noted(markup::json(bytes, chosen)?, "", &mut cas.problems);
    let value: Value = serde_json::from_str(content.trim_start_matches('\u{FEFF}'))
        .map_err(|error| ImportError::NotJson(error.to_string()))?;
    if value.get("_context").is_some() {
        return Err(ImportError::OldCasJson);
    }
    match value.get("%FEATURE_STRUCTURES") {
        Some(Value::Array(all)) => {
            for (at, structure) in all.iter().enumerate() {
                let id = structure.get("%ID").map(words).unwrap_or_default();
                add(&mut cas, if id.is_empty() { format!("#{at}") } else { id }, structure);
            }
        }
        Some(Value::Object(all)) => all.iter().for_each(|(id, structure)| add(&mut cas, id.clone(), structure)),
        _missing => {}
    }
    flatten(&mut cas);
    if cas.texts.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(cas)
}

fn add(cas: &mut Cas, id: String, value: &Value) {
    let Value::Object(features) = value else {
        cas.problems.push(Note { place: format!("feature structure {id}"), what: What::Skipped(Why::NotAnObject) });
        return;
    };
    let kind = text(value, "%TYPE").to_owned();
    if kind == "uima.cas.Sofa" {
        if let Some(shown) = features.get("sofaString").and_then(Value::as_str) {
            cas.texts.insert(id, shown.to_owned());
        }
        return;
    }
    let at = offset(value, "begin").zip(offset(value, "end"));
    let about = value.get("@sofa").map(words).unwrap_or_default();
    let features = features_of(features);
    cas.structures.insert(id, Structure { kind, text: about, at, features });
}

#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn features_of(all: &Map<String, Value>) -> Vec<(String, Feature)> {
    let ids = |value: &Value| match value {
        Value::Array(items) => items.iter().filter(|item| !item.is_null()).map(words).collect(),
        one => vec![words(one)],
    };
    let said = |value: &Value| ids(value).join("; ");
    let feature = |(name, value): (&String, &Value)| {
        if value.is_null() || matches!(name.as_str(), "%ID" | "%TYPE" | "%FLAGS" | "@sofa" | "begin" | "end") {
            return None;
        }
        Some(match name.strip_prefix('@') {
            Some(name) => (name.to_owned(), Feature::Others(ids(value))),
            None if name == "%ELEMENTS" => ("elements".to_owned(), Feature::Others(ids(value))),
            None => (name.trim_start_matches(['#', '^']).to_owned(), Feature::Words(said(value))),
        })
    };
    all.iter().filter_map(feature).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_says_why() {
        let refused = |text: &str| read(text.as_bytes(), None).map(|_| ()).unwrap_err().to_string();
        assert!(refused("{\"_context\": {}, \"_views\": {}}").contains("UIMA 2"));
        assert_eq!(refused("{\"%TYPES\": {}}"), "it contains no text");
        assert!(refused("{\"%TYPES\"").starts_with("it is not valid JSON"));
    }
}
