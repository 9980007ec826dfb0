//! What a file says of a whole text, where it says more than our facts: labels of a class, answers, columns of its own.

use serde_json::Value;

use super::json::{fill, words};
use crate::{
    import::join::found::{Found, FoundArticle},
    model::{Facts, FieldValue},
};

/// Puts into the article's note what is said of all of it, once.
pub(super) fn put(article: &mut FoundArticle, name: &str, value: &str) {
    let said = format!("{name}: {value}");
    let note = &mut article.facts.note;
    if !note.lines().any(|line| line == said) {
        note.push_str(if note.is_empty() { "" } else { "\n" });
        note.push_str(&said);
    }
}

/// Puts into fields of one's own what an object says under names that are no facts of ours and are not `taken` by the
/// format; into the note where a field already has another value.
pub(super) fn put_others(found: &mut Found, article: &mut FoundArticle, object: &Value, taken: &[&str]) {
    for (name, value) in object.as_object().into_iter().flatten() {
        let value = in_words(value);
        if taken.contains(&name.as_str()) || is_fact(name) || value.trim().is_empty() {
            continue;
        }
        let known = found.codebook.article_fields.iter().find(|field| field.name == *name);
        let Some(other) = known.and_then(|field| article.facts.fields.get(&field.id)) else {
            found.article_value(article, name, &value);
            continue;
        };
        if *other != FieldValue::Text(value.clone()) {
            put(article, name, &value);
        }
    }
}

/// Whether a name is that of a fact.
fn is_fact(name: &str) -> bool {
    let mut facts = Facts::default();
    fill(&mut facts, |other| if other == name { "x" } else { "" });
    facts != Facts::default()
}

/// A value as people read it; nothing for what holds nothing.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn in_words(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            items.iter().map(in_words).filter(|item| !item.is_empty()).collect::<Vec<_>>().join(", ")
        }
        // What a choice or a rating is wrapped in says nothing.
        Value::Object(entries) if entries.len() < 2 => entries.values().map(in_words).collect(),
        other => words(other),
    }
}

/// The values in fields of an article, each with the name of its field.
#[cfg(test)]
pub(super) fn fields(found: &Found, article: &FoundArticle) -> Vec<String> {
    let known = found.codebook.article_fields.iter();
    let values = known.filter_map(|field| match article.facts.fields.get(&field.id)? {
        FieldValue::Text(words) => Some(format!("{}: {words}", field.name)),
        other @ (FieldValue::Choice(_)
        | FieldValue::Number(_)
        | FieldValue::YesNo(_)
        | FieldValue::Date(_)
        | FieldValue::Entity(_)) => Some(format!("{}: {other:?}", field.name)),
    });
    let mut values: Vec<String> = values.collect();
    values.sort_unstable();
    values
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::text::Counting;

    #[test]
    fn what_is_no_fact_goes_to_fields_and_another_value_to_the_note() {
        let (mut found, mut article) = (Found::new("test", Counting::UTF16), FoundArticle::default());
        let meta = json!({
            "title": "A", "desk": "Politics", "tags": ["war", "talks"], "empty": {}, "mood": {"choices": ["calm"]}, "id": 3,
        });
        put_others(&mut found, &mut article, &meta, &["id"]);
        put_others(&mut found, &mut article, &json!({"desk": "City", "tags": ["war", "talks"]}), &[]);
        assert_eq!(fields(&found, &article), ["desk: Politics", "mood: calm", "tags: war, talks"]);
        assert_eq!(article.facts.note, "desk: City");
    }
}
