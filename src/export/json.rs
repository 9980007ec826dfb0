//! What formats of JSON share.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::model::Facts;

/// What is known of an article, as formats of JSON hold it.
pub(super) fn facts_of(facts: &Facts) -> Map<String, Value> {
    let Facts { title, outlet, author, published, address, language, note, .. } = facts;
    let named = [
        ("title", title),
        ("outlet", outlet),
        ("author", author),
        ("published", published),
        ("address", address),
        ("language", language),
        ("note", note),
    ];
    named.into_iter().map(|(name, fact)| (name.to_owned(), fact.as_str().into())).collect()
}

/// The items of a list of JSON, made one after the other while they are written: there may be millions.
pub(super) struct Each<F>(pub(super) F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
