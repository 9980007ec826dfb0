//! What formats of JSON share.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::article_fields;
use crate::model::{Article, Facts, Project};

/// What objects of these formats hold beside the facts.
const TAKEN: [&str; 8] = ["text", "entities", "relations", "label", "labels", "id", "meta", "Comments"];

/// What is known of an article, as formats of JSON hold it: our facts, and fields of one's own by their names.
pub(super) fn facts_of(project: &Project, article: &Article) -> Map<String, Value> {
    let Facts { title, outlet, author, published, address, language, note, .. } = &article.facts;
    let named = [
        ("title", title),
        ("outlet", outlet),
        ("author", author),
        ("published", published),
        ("address", address),
        ("language", language),
        ("note", note),
    ];
    let mut facts: Map<String, Value> =
        named.into_iter().map(|(name, fact)| (name.to_owned(), fact.as_str().into())).collect();
    for (name, value) in article_fields::values(project, article) {
        // Names that mean something else to these formats are told apart.
        let is_taken = facts.contains_key(name) || TAKEN.contains(&name);
        let name = if is_taken { format!("{name} (field)") } else { name.to_owned() };
        facts.insert(name, value.into());
    }
    facts
}

/// The items of a list of JSON, made one after the other while they are written: there may be millions.
pub(super) struct Each<F>(pub(super) F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
