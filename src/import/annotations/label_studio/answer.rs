//! A result of an annotation.

use serde_json::Value;

use super::kinds::{ANSWERS, REGIONS};
use crate::{
    import::annotations::json::text,
    model::{CoderId, Time},
};

/// A result of an annotation.
pub(super) struct Answer<'t> {
    /// Which annotation of its task it belongs to: regions of several may have the same id.
    pub annotation: usize,
    /// Its place in the file, which no other has.
    pub place: String,
    pub by: CoderId,
    pub made: Time,
    pub result: &'t Value,
}

impl<'t> Answer<'t> {
    pub(super) fn kind(&self) -> &'t str {
        text(self.result, "type")
    }

    pub(super) fn is_region(&self) -> bool {
        REGIONS.contains(&self.kind())
    }

    pub(super) fn value(&self) -> &'t Value {
        self.result.get("value").unwrap_or(&Value::Null)
    }

    /// What a control was answered with.
    pub(super) fn said(&self) -> Option<&'t Value> {
        let value = self.value();
        match self.kind() {
            // Words stand under `text`; Sayso once wrote them under the kind, as all others do.
            "textarea" => value.get("textarea").or_else(|| value.get("text")),
            kind if ANSWERS.contains(&kind) => value.get(kind),
            _ => None,
        }
    }
}
