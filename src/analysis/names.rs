//! What ends of links and values of fields are called, for tables and lists.

use crate::model::{Article, FieldValue, LinkEnd, Project};

/// What a source is called that the text does not name.
pub(super) const UNNAMED: &str = "unnamed source";
/// What is shown where there is no source.
pub(super) const NO_SOURCE: &str = "no source";

/// What a link leads to, by the name of its entity where it has one.
pub fn end_name(project: &Project, article: &Article, end: LinkEnd) -> String {
    let entity = |id| project.entities.get(&id).map(|entity| entity.name.clone());
    match end {
        LinkEnd::Span(to) => {
            let span = article.span(to);
            let named = span.and_then(|span| span.entity).and_then(entity);
            named.or_else(|| span.map(|span| article.words_of(span))).unwrap_or_else(|| to.to_string())
        }
        LinkEnd::Entity(id) => entity(id).unwrap_or_else(|| id.to_string()),
        LinkEnd::Unnamed => UNNAMED.to_owned(),
        LinkEnd::Nobody => NO_SOURCE.to_owned(),
    }
}

/// A field's value in words.
pub fn value_words(project: &Project, value: &FieldValue) -> String {
    match value {
        FieldValue::Choice(text) | FieldValue::Text(text) | FieldValue::Date(text) => text.clone(),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::YesNo(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        FieldValue::Entity(id) => project.entities.get(id).map_or_else(|| id.to_string(), |entity| entity.name.clone()),
    }
}
