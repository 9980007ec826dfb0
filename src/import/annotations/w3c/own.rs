//! What Sayso wrote beside its annotations under keys of its own: texts, names and codebook.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    super::{
        json::{list, text, words},
        tags::Tags,
    },
    reader::Reader,
    target::own_id,
};
use crate::model::{
    Colour, Dating, Entity, EntityId, EntityKind, Extra, Facts, FieldDef, FieldId, FieldKind, FieldValue, LinkKind,
    LinkKindId, Tag, TagId,
};

impl Reader<'_> {
    /// Texts, names and codebook that Sayso wrote.
    pub(super) fn own(&mut self, value: &Value) {
        let codebook = value.get("sayso:codebook").unwrap_or(&Value::Null);
        self.found.codebook.article_fields = list(codebook, "articleFields").iter().map(field).collect();
        self.own_articles(value);
        self.own_entities(value);
        self.own_tags(list(codebook, "tags"));
        for kind in list(codebook, "linkKinds") {
            let id = LinkKindId::new(text(kind, "id"));
            if self.found.codebook.link_kind(&id).is_none() {
                self.found.codebook.link_kinds.push(link_kind(id, kind));
            }
        }
    }

    fn own_articles(&mut self, value: &Value) {
        for article in list(value, "sayso:articles") {
            let mut own = self.new_article();
            let fact = |key: &str| text(article, key).to_owned();
            own.source.name = fact("file");
            own.stated_id = Some(fact("id")).filter(|id| !id.is_empty());
            own.text = Some(fact("text"));
            let dating = article.get("dating").unwrap_or(&Value::Null);
            own.facts = Facts {
                title: fact("title"),
                outlet: fact("outlet"),
                author: fact("author"),
                published: fact("published"),
                address: fact("address"),
                language: fact("language"),
                note: fact("note"),
                dating: Dating {
                    stated: text(dating, "stated").to_owned(),
                    source: text(dating, "source").to_owned(),
                    is_doubtful: dating.get("doubtful") == Some(&Value::Bool(true)),
                },
                ..Facts::default()
            };
            let fields = article.get("fields").and_then(Value::as_object).into_iter().flatten();
            for (name, value) in fields {
                let known = &self.found.codebook.article_fields;
                if let Some(field) = known.iter().find(|field| field.name == *name) {
                    own.facts.fields.insert(field.id.clone(), field_value(value));
                }
            }
            self.articles.insert(fact("id"), own);
        }
    }

    fn own_entities(&mut self, value: &Value) {
        for entity in list(value, "sayso:entities") {
            let Some(id) = own_id(text(entity, "id"), "entity").and_then(|id| id.parse::<EntityId>().ok()) else {
                continue;
            };
            let own = Entity {
                aliases: list(entity, "aliases").iter().map(words).collect(),
                key: text(entity, "key").to_owned(),
                role: text(entity, "role").to_owned(),
                side: text(entity, "side").to_owned(),
                country: text(entity, "country").to_owned(),
                wikidata: text(entity, "wikidata").to_owned(),
                note: text(entity, "note").to_owned(),
                ..Entity::new(id, EntityKind::from_word(text(entity, "kind")), text(entity, "name"))
            };
            self.found.entities.insert(id, own);
        }
    }

    fn own_tags(&mut self, tags: &[Value]) {
        let by_id: BTreeMap<&str, &Value> = tags.iter().map(|tag| (text(tag, "id"), tag)).collect();
        let above = |tag: &Value| by_id.get(text(tag, "parent")).copied();
        let mut known: BTreeSet<TagId> = self.found.codebook.tags.iter().map(|tag| tag.id.clone()).collect();
        let mut names = Tags::default();
        for tag in &self.found.codebook.tags {
            names.own_name(&tag.name, []);
        }
        for tag in tags {
            let id = TagId::new(text(tag, "id"));
            if known.insert(id.clone()) {
                let above = std::iter::successors(above(tag), |tag| above(tag)).map(|tag| text(tag, "name"));
                let name = names.own_name(text(tag, "name"), above);
                let new = self.found.codebook.new_tag(id, &name);
                self.found.codebook.tags.push(own_tag(new, tag));
            }
        }
    }
}

fn own_tag(mut own: Tag, tag: &Value) -> Tag {
    own.parent = Some(text(tag, "parent")).filter(|parent| !parent.is_empty()).map(TagId::new);
    own.badge = text(tag, "badge").to_owned();
    own.key = text(tag, "key").to_owned();
    own.definition = text(tag, "definition").to_owned();
    own.examples.yes = list(tag, "cases").iter().map(words).collect();
    own.examples.no = list(tag, "notCases").iter().map(words).collect();
    own.colour = colour(text(tag, "colour")).unwrap_or(own.colour);
    own.fields = list(tag, "fields").iter().map(field).collect();
    own
}

fn link_kind(id: LinkKindId, kind: &Value) -> LinkKind {
    let tags = |key: &str| list(kind, key).iter().map(|id| TagId::new(&words(id))).collect();
    LinkKind {
        id,
        name: text(kind, "name").to_owned(),
        definition: text(kind, "definition").to_owned(),
        from: tags("from"),
        to: tags("to"),
        fields: list(kind, "fields").iter().map(field).collect(),
        changed: None,
        extra: Extra::new(),
    }
}

fn colour(words: &str) -> Option<Colour> {
    if let Some(slot) = words.strip_prefix("slot ") {
        return slot.parse().ok().map(Colour::Slot);
    }
    Colour::from_hex(words)
}

fn field(value: &Value) -> FieldDef {
    let kind = match text(value, "kind") {
        "choice" => FieldKind::Choice(list(value, "choices").iter().map(words).collect()),
        "number" => FieldKind::Number,
        "yes or no" => FieldKind::YesNo,
        "date" => FieldKind::Date,
        "entity" => FieldKind::Entity,
        _ => FieldKind::Text,
    };
    FieldDef {
        id: FieldId::new(text(value, "id")),
        name: text(value, "name").to_owned(),
        kind,
        definition: text(value, "definition").to_owned(),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
pub(super) fn field_value(value: &Value) -> FieldValue {
    match value {
        Value::Bool(yes) => FieldValue::YesNo(*yes),
        Value::Number(number) => FieldValue::Number(number.as_f64().unwrap_or_default()),
        other => {
            let words = words(other);
            match own_id(&words, "entity").and_then(|id| id.parse().ok()) {
                Some(id) => FieldValue::Entity(id),
                None => FieldValue::Text(words),
            }
        }
    }
}
