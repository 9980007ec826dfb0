//! What targets and ids name.

use serde_json::Value;

use super::super::json::{list, text};

/// A target, or the targets that it is made of.
pub(super) fn parts(target: &Value) -> Vec<&Value> {
    match list(target, "items") {
        [] => vec![target],
        items => items.iter().collect(),
    }
}

/// What a target is of: an address, or the id of another annotation.
pub(super) fn source_of(target: &Value) -> String {
    let source = target.get("source").unwrap_or(target);
    let id = source.as_str().unwrap_or_else(|| text(source, "id"));
    id.to_owned()
}

/// The id of ours in a URN of this kind (`urn:sayso:span:…`).
pub(super) fn own_id<'i>(id: &'i str, kind: &str) -> Option<&'i str> {
    id.strip_prefix("urn:sayso:")?.strip_prefix(kind)?.strip_prefix(':')
}
