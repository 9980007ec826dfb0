//! Bodies: what an annotation says of its targets.

use serde_json::Value;

use super::{
    super::json::{list, text, words},
    target::{own_id, parts, source_of},
};

/// CATMA's names for who made an annotation and when, and the ids that it makes of these names.
const AUTHOR: [&str; 2] = ["catma_markupauthor", "CATMA_AB27F1D4-303A-3622-BB2C-72C310D0C1BF"];
const TIME: [&str; 2] = ["catma_markuptimestamp", "CATMA_54A5F93F-5333-3F0D-92F7-7BD5930DB9E6"];

/// What the bodies of an annotation say.
#[derive(Default)]
pub(super) struct Bodies<'v> {
    pub(super) tags: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) own_tag: Option<String>,
    pub(super) own_kind: Option<String>,
    pub(super) entity: Option<String>,
    /// Tags by their ids alone, as CATMA names them.
    pub(super) tag_ids: Vec<&'v str>,
    /// What CATMA says beside: names and values.
    pub(super) properties: Vec<(&'v str, String)>,
    /// Who made the annotation, and when, where CATMA says it.
    pub(super) author: String,
    pub(super) time: String,
}

impl<'v> Bodies<'v> {
    pub(super) fn of(annotation: &'v Value) -> Self {
        let mut bodies = Self::default();
        let value = text(annotation, "bodyValue");
        bodies.notes.extend(Some(value.to_owned()).filter(|value| !value.is_empty()));
        for body in list(annotation, "body").iter().flat_map(parts) {
            let purposes = list(body, "purpose");
            let is_for = |purpose: &str| purposes.iter().any(|other| other == purpose);
            let (value, source) = (text(body, "value").to_owned(), source_of(body));
            let own_tag = own_id(&source, "tag");
            let own_kind = own_id(&source, "link-kind");
            bodies.catma(body);
            if own_tag.is_some() {
                bodies.own_tag = own_tag.map(str::to_owned);
            } else if own_kind.is_some() {
                bodies.own_kind = own_kind.map(str::to_owned);
            } else if is_for("identifying") && own_id(&source, "entity").is_some() {
                bodies.entity = Some(source);
            } else if is_for("identifying") {
                bodies.identity(value, source);
            } else if is_for("tagging") || is_for("classifying") {
                bodies.tags.push(if value.is_empty() { source } else { value });
            } else {
                bodies.notes.extend([value, source].into_iter().find(|words| !words.is_empty()));
            }
        }
        bodies
    }

    /// What other programs say that words mean: an address, a name, or, as Recogito has it, just a type in capitals.
    fn identity(&mut self, value: String, source: String) {
        let is_address = |words: &str| words.starts_with("http://") || words.starts_with("https://");
        let is_type = |words: &str| words.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        for words in [value, source].into_iter().filter(|words| !words.is_empty()) {
            match words {
                address if is_address(&address) => self.properties.push(("URI", address)),
                kind if is_type(&kind) => self.tags.push(kind),
                name => self.properties.push(("Name", name)),
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
    fn catma(&mut self, body: &'v Value) {
        if let Some(tag) = body.get("tag") {
            self.tag_ids.push(tag.as_str().unwrap_or_else(|| text(tag, "id")));
            self.tag_ids.retain(|id| !id.is_empty());
        }
        let Some(Value::Object(properties)) = body.get("properties") else { return };
        for (name, value) in properties {
            match value {
                Value::Object(inner) if matches!(name.as_str(), "system" | "user") => {
                    inner.iter().for_each(|(name, value)| self.property(name, value));
                }
                value => self.property(name, value),
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
    fn property(&mut self, name: &'v str, value: &Value) {
        let said = match value {
            Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join("; "),
            one => words(one),
        };
        match name {
            name if AUTHOR.contains(&name) => self.author = said,
            name if TIME.contains(&name) => self.time = said,
            _other if said.is_empty() => {}
            other => self.properties.push((other, said)),
        }
    }
}
