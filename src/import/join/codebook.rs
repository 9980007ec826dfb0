//! Matches the tags, link kinds, fields, coders and entities of a file with those of the project: by id, then by name.
//! What the project does not have is added to it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    found::{Found, NOBODY_NAMED},
    joined::{Choices, Joined},
    words::{Matching, Note},
};
use crate::{
    import::hash::hash_id,
    model::{
        Codebook, Coder, CoderId, EntityId, FieldDef, FieldId, FieldKind, FieldValue, Fields, LinkKind, LinkKindId,
        Project, SameName, Tag, TagId, TagIndex, guid, value_of_words,
    },
};

/// The ids of the project for those of the file.
pub(super) struct Matched {
    pub(super) tags: BTreeMap<TagId, TagId>,
    pub(super) kinds: BTreeMap<LinkKindId, LinkKindId>,
    coders: BTreeMap<CoderId, CoderId>,
    entities: BTreeMap<EntityId, EntityId>,
    /// Fields of tags, by the tag's id and the file's id.
    fields: BTreeMap<(TagId, FieldId), FieldDef>,
    /// Fields of link kinds.
    link_fields: BTreeMap<(LinkKindId, FieldId), FieldDef>,
    /// Fields of articles, by the file's id.
    article_fields: BTreeMap<FieldId, FieldDef>,
    /// The version of the codebook that the marks join under.
    pub(super) version: u32,
}

impl Matched {
    /// Adds to the project what it does not have of the file's codebook and people.
    pub(super) fn of(project: &mut Project, found: &mut Found, choices: &Choices, joined: &mut Joined) -> Self {
        let before = project.codebook.clone();
        let names = if found.has_exact_names { SameName::Exact } else { SameName::IgnoringCase };
        call_alike(&mut found.codebook, &before, names);
        let found = &*found;
        let mut codebook = before.joined_by(&found.codebook, names);
        let (index, other) = (TagIndex::new(&codebook), TagIndex::new(&found.codebook));
        let matched = |theirs: &Tag| Some((theirs.id.clone(), index.same(theirs, &other, names)?.id.clone()));
        let tags: BTreeMap<TagId, TagId> = found.codebook.tags.iter().filter_map(matched).collect();
        for theirs in &found.codebook.tags {
            let own = tags.get(&theirs.id).filter(|id| **id != theirs.id).and_then(|id| codebook.tag(id));
            if let Some(own) = own.filter(|own| own.name != theirs.name) {
                let merged = Matching::TagMerged(theirs.name.clone(), own.name.clone());
                joined.notes.push(Note { place: found.name.clone(), what: merged.into() }.to_string());
            }
        }
        let places: BTreeMap<TagId, usize> =
            codebook.tags.iter().enumerate().map(|(place, tag)| (tag.id.clone(), place)).collect();
        let mut kinds = BTreeMap::new();
        for kind in &found.codebook.link_kinds {
            let is_same = |own: &&LinkKind| match names {
                SameName::Exact => own.name == kind.name,
                SameName::IgnoringCase => own.name.to_lowercase() == kind.name.to_lowercase(),
            };
            let same_name = before.link_kinds.iter().find(is_same);
            let same = before.link_kind(&kind.id).or(same_name).map_or_else(|| kind.id.clone(), |own| own.id.clone());
            if same != kind.id {
                codebook.link_kinds.retain(|own| own.id != kind.id);
            }
            kinds.insert(kind.id.clone(), same);
        }
        let (mut fields, mut link_fields) = (BTreeMap::new(), BTreeMap::new());
        for theirs in &found.codebook.tags {
            let id = tags.get(&theirs.id).unwrap_or(&theirs.id);
            let Some(own) = places.get(id).and_then(|place| codebook.tags.get_mut(*place)) else { continue };
            joined.notes.extend(take_definition(own, theirs, &found.name));
            join_fields(&mut own.fields, &theirs.fields, |field, own| fields.insert((id.clone(), field), own));
        }
        for theirs in &found.codebook.link_kinds {
            let id = kinds.get(&theirs.id).unwrap_or(&theirs.id);
            let Some(own) = codebook.link_kinds.iter_mut().find(|kind| kind.id == *id) else { continue };
            join_fields(&mut own.fields, &theirs.fields, |field, own| link_fields.insert((id.clone(), field), own));
        }
        let mut article_fields = BTreeMap::new();
        codebook.article_fields.clone_from(&before.article_fields);
        join_fields(&mut codebook.article_fields, &found.codebook.article_fields, |field, own| {
            article_fields.insert(field, own)
        });
        joined.new_tags.extend(own_badges(&mut codebook, &before));
        codebook.version = before.version;
        if codebook != before {
            codebook.version += 1;
        }
        project.codebook = codebook;
        let version = project.codebook.version;
        let coders = matched_coders(project, found, choices);
        let entities = matched_entities(project, found);
        Self { tags, kinds, coders, entities, fields, link_fields, article_fields, version }
    }

    pub(super) fn coder(&self, id: CoderId) -> CoderId {
        self.coders.get(&id).copied().unwrap_or(id)
    }

    pub(super) fn entity(&self, id: EntityId) -> EntityId {
        self.entities.get(&id).copied().unwrap_or(id)
    }

    /// The values of a mark's fields, of our tag.
    pub(super) fn span_values(&self, tag: &TagId, fields: Fields) -> (Fields, Vec<String>) {
        self.values(fields, |id| self.fields.get(&(tag.clone(), id)).cloned())
    }

    /// The values of a link's fields, of our kind.
    pub(super) fn link_values(&self, kind: &LinkKindId, fields: Fields) -> (Fields, Vec<String>) {
        self.values(fields, |id| self.link_fields.get(&(kind.clone(), id)).cloned())
    }

    /// The values of an article, in our fields.
    pub(super) fn article_values(&self, fields: Fields) -> (Fields, Vec<String>) {
        self.values(fields, |id| self.article_fields.get(&id).cloned())
    }

    /// The file's values as our fields ask for them. What is no such value is put back in words.
    fn values(&self, fields: Fields, field: impl Fn(FieldId) -> Option<FieldDef>) -> (Fields, Vec<String>) {
        let (mut values, mut left) = (Fields::new(), Vec::new());
        for (id, value) in fields {
            let Some(asked) = field(id) else { continue };
            match self.value(&value, &asked.kind) {
                Some(value) => {
                    values.insert(asked.id, value);
                }
                None => left.push(format!("{}: {}", asked.name, in_words(&value))),
            }
        }
        (values, left)
    }

    fn value(&self, value: &FieldValue, kind: &FieldKind) -> Option<FieldValue> {
        if let (FieldValue::Entity(id), FieldKind::Entity) = (value, kind) {
            return Some(FieldValue::Entity(self.entity(*id)));
        }
        match (value, kind) {
            (FieldValue::Date(_), FieldKind::Date) => Some(value.clone()),
            (_, kind) => value_of_words(kind, &in_words(value)),
        }
    }
}

/// Calls tags of the file as those of the project that they are: the GUID of an export says so, or a name that some format
/// could not write with its blanks, unless the file has names to the letter.
fn call_alike(theirs: &mut Codebook, ours: &Codebook, same: SameName) {
    let of_guid = |tag: &Tag| TagId::new(hash_id(&["tag", &guid("tag", &tag.id).to_lowercase()]).as_str());
    let by_guid: BTreeMap<TagId, &Tag> = ours.tags.iter().map(|tag| (of_guid(tag), tag)).collect();
    let index = TagIndex::new(ours);
    let unblanked = |name: &str| name.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase();
    let mut by_unblanked: BTreeMap<String, Vec<&Tag>> = BTreeMap::new();
    for tag in ours.tags.iter().filter(|tag| tag.name.contains(char::is_whitespace)) {
        by_unblanked.entry(unblanked(&tag.name)).or_default().push(tag);
    }
    let (none, is_exact) = (Codebook::default(), same == SameName::Exact);
    let alone = TagIndex::new(&none);
    let names: BTreeSet<String> = theirs.tags.iter().map(|tag| tag.name.to_lowercase()).collect();
    for tag in &mut theirs.tags {
        let renamed = by_guid.get(&tag.id).copied();
        let blanked = || match by_unblanked.get(&tag.name.to_lowercase()).map(Vec::as_slice) {
            Some([own]) if !is_exact && !names.contains(&own.name.to_lowercase()) => {
                Some(*own).filter(|_| index.same(tag, &alone, same).is_none())
            }
            Some(_) | None => None,
        };
        if let Some(own) = renamed.or_else(blanked) {
            tag.name.clone_from(&own.name);
        }
    }
}

/// A value as text.
fn in_words(value: &FieldValue) -> String {
    match value {
        FieldValue::Choice(words) | FieldValue::Text(words) | FieldValue::Date(words) => words.clone(),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        FieldValue::Entity(id) => id.to_string(),
    }
}

/// Gives tags that `before` did not have a badge of their own; returns their names.
fn own_badges(codebook: &mut Codebook, before: &Codebook) -> Vec<String> {
    let known: BTreeSet<&TagId> = before.tags.iter().map(|tag| &tag.id).collect();
    let mut badges: BTreeMap<String, usize> = BTreeMap::new();
    for tag in &codebook.tags {
        *badges.entry(tag.badge.clone()).or_default() += 1;
    }
    let mut new = Vec::new();
    for place in 0..codebook.tags.len() {
        let Some(tag) = codebook.tags.get(place).filter(|tag| !known.contains(&tag.id)) else { continue };
        new.push(tag.name.clone());
        if badges.get(&tag.badge).is_none_or(|count| *count < 2) {
            continue;
        }
        let badge = codebook.new_badge(&tag.name);
        let Some(tag) = codebook.tags.get_mut(place) else { continue };
        let old = std::mem::replace(&mut tag.badge, badge.clone());
        *badges.entry(badge).or_default() += 1;
        badges.entry(old).and_modify(|count| *count -= 1);
    }
    new
}

/// Gives a tag the definition that it lacks; says so where it has another.
fn take_definition(own: &mut Tag, theirs: &Tag, file: &str) -> Option<String> {
    if own.definition.is_empty() {
        own.definition.clone_from(&theirs.definition);
    }
    let differs = !theirs.definition.is_empty() && theirs.definition != own.definition;
    let kept = || Note { place: file.to_owned(), what: Matching::DefinitionKept(own.name.clone()).into() };
    differs.then(|| kept().to_string())
}

/// Adds the fields that are new, and the choices that are new; tells which of ours stands for which of theirs.
fn join_fields<R>(ours: &mut Vec<FieldDef>, theirs: &[FieldDef], mut stands_for: impl FnMut(FieldId, FieldDef) -> R) {
    for field in theirs {
        let is_same = |own: &&mut FieldDef| own.id == field.id || own.name.to_lowercase() == field.name.to_lowercase();
        let own = match ours.iter_mut().find(is_same) {
            Some(own) => {
                if let (FieldKind::Choice(known), FieldKind::Choice(more)) = (&mut own.kind, &field.kind) {
                    known.extend(more.iter().filter(|choice| !known.contains(choice)).cloned().collect::<Vec<_>>());
                }
                own.clone()
            }
            None => {
                ours.push(field.clone());
                field.clone()
            }
        };
        stands_for(field.id.clone(), own);
    }
}

fn matched_coders(project: &mut Project, found: &Found, choices: &Choices) -> BTreeMap<CoderId, CoderId> {
    let mut coders = BTreeMap::new();
    let spans = found.articles.iter().flat_map(|article| article.spans.iter().map(|span| span.span.by));
    let links = found.articles.iter().flat_map(|article| article.links.iter().map(|(_, link)| link.by));
    // Whether the project gets that coder shows once marks are joined: those without one may be there.
    if spans.chain(links).any(|by| by == NOBODY_NAMED) {
        coders.insert(NOBODY_NAMED, choices.coder.id);
    }
    for coder in found.coders.values() {
        let same = |own: &&Coder| own.name == coder.name;
        let own = project.coders.get(&coder.id).or_else(|| project.coders.values().find(same)).map(|own| own.id);
        coders.insert(coder.id, own.unwrap_or(coder.id));
        if own.is_none() {
            project.coders.insert(coder.id, coder.clone());
        }
    }
    coders
}

fn matched_entities(project: &mut Project, found: &Found) -> BTreeMap<EntityId, EntityId> {
    let own = || project.entities.values();
    let aliases = own().flat_map(|own| own.aliases.iter().map(move |alias| (own, alias)));
    // A name is stronger than an alias of another.
    let called = aliases.chain(own().map(|own| (own, &own.name)));
    let known: BTreeMap<(String, String), EntityId> =
        called.map(|(own, name)| ((own.kind.as_str().to_owned(), name.to_lowercase()), own.id)).collect();
    let mut entities = BTreeMap::new();
    for entity in found.entities.values() {
        let same = known.get(&(entity.kind.as_str().to_owned(), entity.name.to_lowercase()));
        let own = if project.entities.contains_key(&entity.id) { Some(&entity.id) } else { same };
        entities.insert(entity.id, own.copied().unwrap_or(entity.id));
        if own.is_none() {
            project.entities.insert(entity.id, Arc::new(entity.clone()));
        }
    }
    entities
}
