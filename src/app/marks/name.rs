//! Names: pointing mentions to entities, making, joining and parting entities; and grouping claims that say the same.
//! Nothing is joined unasked, and every change is one step.

use std::collections::BTreeMap;

use crate::app::{
    App, Notice, Pick, PickKeys, PickList, PickRow, clock,
    picking::{About, Shown},
    tagging::shorten,
};
use crate::{
    edit::{Edit, Transaction, delete_entity, merge_entity},
    model::{Article, ArticleId, Entity, EntityId, EntityKind, Mention, Project, Span, SpanId},
    suggest::{Name, entities_for, is_pronoun, mention_tags, similar_claims},
    text::folded,
};

/// A change of the register of names, with its object.
#[derive(Clone, Debug, PartialEq)]
pub enum NameAction {
    /// Points all mentions of these words that point nowhere to an entity.
    Assign(Vec<(ArticleId, SpanId)>, EntityId),
    /// Makes an entity of these mentions.
    AssignNew(Vec<(ArticleId, SpanId)>, EntityKind),
    /// Puts a new version of an entity in the place of the former.
    Change(Box<Entity>),
    /// Joins one entity into another, which stays.
    Merge {
        /// The one that goes.
        from: EntityId,
        /// The one that stays.
        into: EntityId,
    },
    /// Makes an entity of its own of the mentions with one of an entity's names.
    Split(EntityId, String),
    /// Makes an entity of this name.
    Add(String),
    /// Removes an entity; its mentions point nowhere then.
    Delete(EntityId),
    /// Says how the chosen mark mentions its entity.
    SetMention(SpanId, Mention),
}

impl App {
    /// Asks whom the chosen mark mentions.
    pub(in crate::app) fn ask_name(&mut self, by_letter: bool) {
        let project = self.session.project();
        let Some((article, span)) = self.view().article().zip(self.view().span()) else { return };
        if project.codebook.claim_tags().contains(&&span.tag) {
            self.tell(Notice::note("A claim mentions nobody itself; choose a mark of a speaker or place, or press G."));
            return;
        }
        let words = article.words_of(span);
        let letters = letters(project);
        let (_, mention) = mention_of(article, span);
        let mut ranked: Vec<(EntityId, &str)> = entities_for(project, &words);
        let mentioned: Vec<EntityId> = article.spans.in_text_order().filter_map(|other| other.entity).collect();
        let known = |id: EntityId| project.entities.get(&id).filter(|entity| entity.kind != EntityKind::Claim);
        let is_known_name = !ranked.is_empty();
        let mentioned: Vec<EntityId> =
            mentioned.into_iter().filter(|id| !ranked.iter().any(|(other, _)| other == id)).collect();
        for id in mentioned {
            if known(id).is_some() && !ranked.iter().any(|(other, _)| *other == id) {
                ranked.push((id, "in this article"));
            }
        }
        let rest = project.entities.keys().copied().filter(|id| known(*id).is_some());
        let rest: Vec<EntityId> = rest.filter(|id| !ranked.iter().any(|(other, _)| other == id)).collect();
        ranked.extend(rest.into_iter().map(|id| (id, "")));
        let mut rows: Vec<PickRow> = ranked
            .into_iter()
            .filter(|(id, _)| span.entity != Some(*id))
            .filter_map(|(id, why)| {
                let row = PickRow::ranked(known(id)?.name.clone(), why, Pick::Name(id));
                Some(PickRow { letter: letters.get(&id).cloned().unwrap_or_default(), ..row })
            })
            .collect();
        if by_letter {
            rows.sort_by(|one, other| {
                (one.letter.is_empty(), &one.letter).cmp(&(other.letter.is_empty(), &other.letter))
            });
        }
        // A name that nobody goes by yet comes first; what only describes becomes a name when somebody types it.
        if mention == Mention::Name {
            let name = Name::shown(&words).unwrap_or_else(|| proper_name(&words));
            let row = PickRow::ranked(format!("New name “{}”", shorten(&name)), "", Pick::NewName(name));
            if is_known_name || by_letter {
                rows.push(PickRow { when: Shown::Always, ..row });
            } else {
                rows.insert(0, row);
            }
        }
        if span.entity.is_some() {
            rows.push(PickRow::always("Mentions nobody", Pick::NoName));
        }
        self.picking = Some(PickList {
            span: span.id,
            title: format!("“{}” is", shorten(&words)),
            next: None,
            rows,
            typed: Some("New name"),
            keys: if by_letter { PickKeys::Letters } else { PickKeys::Digits },
            foot: if by_letter { "Press the letter of a name.".to_owned() } else { String::new() },
            replaces: false,
            about: About::Name,
        });
    }

    /// Points a mark to whom it mentions.
    pub(in crate::app) fn take_name(&mut self, span_id: SpanId, pick: Pick) {
        let Some(article) = self.selection.article else { return };
        let places = vec![(article, span_id)];
        match pick {
            Pick::Name(id) => self.assign(&places, id, Vec::new()),
            Pick::NewName(name) => self.assign_new(&places, None, &name),
            Pick::NoName => self.change_span(span_id, "Mention nobody".to_owned(), |span| span.entity = None),
            _other => {}
        }
    }

    /// Carries out a change of the register.
    pub(in crate::app) fn name_action(&mut self, action: NameAction) {
        match action {
            NameAction::Assign(places, id) => self.assign(&places, id, Vec::new()),
            NameAction::AssignNew(places, kind) => {
                let words = places.first().and_then(|(article, span)| {
                    let article = self.session.project().article(*article)?;
                    Some(article.words_of(article.span(*span)?))
                });
                if let Some(words) = words {
                    let name = Name::shown(&words).unwrap_or_else(|| proper_name(&words));
                    self.assign_new(&places, Some(kind), &name);
                }
            }
            NameAction::Change(entity) => {
                let label = format!("Change the name “{}”", shorten(&entity.name));
                let is_new = self.session.project().entities.get(&entity.id).is_some_and(|known| **known != *entity);
                if is_new && !entity.name.trim().is_empty() {
                    self.make(Transaction::one(label, Edit::ChangeEntity(entity)));
                }
            }
            NameAction::Merge { from, into } => self.merge_names(from, into),
            NameAction::Split(id, name) => self.split_name(id, &name),
            NameAction::Add(name) => {
                if !name.trim().is_empty() {
                    let entity = self.new_entity(EntityKind::Person, name.trim());
                    let label = format!("Add the name “{}”", shorten(&entity.name));
                    self.make(Transaction::one(label, Edit::AddEntity(Box::new(entity))));
                }
            }
            NameAction::Delete(id) => {
                let label = format!("Delete the name “{}”", shorten(&self.entity_name(id)));
                self.make(Transaction::new(label, delete_entity(self.session.project(), id)));
            }
            NameAction::SetMention(span_id, mention) => {
                self.change_span(span_id, "Say how it is mentioned".to_owned(), |span| span.mention = mention);
            }
        }
    }

    /// Points mentions to an entity, after other edits; names it did not go by yet become its aliases.
    fn assign(&mut self, places: &[(ArticleId, SpanId)], id: EntityId, before: Vec<Edit>) {
        let project = self.session.project();
        let adds = before.iter().find_map(|edit| match edit {
            Edit::AddEntity(entity) if entity.id == id => Some(Entity::clone(entity)),
            _other => None,
        });
        let known = adds.clone().or_else(|| project.entities.get(&id).map(|entity| Entity::clone(entity)));
        let Some(mut entity) = known else { return };
        let before_aliases = entity.aliases.len();
        let mut edits = places.first().map(|(article, _)| self.as_coder(*article)).unwrap_or_default();
        edits.extend(before);
        let mut changed = Vec::new();
        for (article_id, span_id) in places {
            let Some(article) = project.article(*article_id) else { continue };
            // The entity of a claim is its group, and no name.
            let claims = project.codebook.claim_tags();
            let Some(span) = article.span(*span_id).filter(|span| !claims.contains(&&span.tag)) else { continue };
            let (words, mention) = mention_of(article, span);
            if mention == Mention::Name {
                add_alias(&mut entity, &Name::shown(&words).unwrap_or_else(|| proper_name(&words)));
            }
            let changed_by = Some((clock::now(), self.settings.coder_id()));
            let span = Span { entity: Some(id), mention, changed: changed_by, ..span.clone() };
            changed.push(Edit::ChangeSpan(*article_id, Box::new(span)));
        }
        let label = match changed.len() {
            1 => format!("Name it {}", shorten(&entity.name)),
            count => format!("Name {count} mentions {}", shorten(&entity.name)),
        };
        if entity.aliases.len() > before_aliases {
            edits.push(Edit::ChangeEntity(Box::new(entity)));
        }
        edits.extend(changed);
        if self.make(Transaction::new(label.clone(), edits)) {
            self.tell(Notice::fine(label));
        }
    }

    fn assign_new(&mut self, places: &[(ArticleId, SpanId)], kind: Option<EntityKind>, name: &str) {
        let project = self.session.project();
        let tags = mention_tags(&project.codebook);
        let of_tag = places.first().and_then(|(article, span)| {
            let span = project.span(*article, *span)?;
            tags.get(&span.tag).cloned()
        });
        let entity = self.new_entity(kind.or(of_tag).unwrap_or_default(), name);
        self.assign(places, entity.id, vec![Edit::AddEntity(Box::new(entity))]);
    }

    fn new_entity(&self, kind: EntityKind, name: &str) -> Entity {
        let mut entity = Entity::new(EntityId(clock::random_id()), kind, name);
        let taken: Vec<String> = letters(self.session.project()).into_values().collect();
        entity.key = free_letter(name, &taken);
        entity
    }

    fn merge_names(&mut self, from: EntityId, into: EntityId) {
        let is_group = |id: EntityId| {
            self.session.project().entities.get(&id).is_some_and(|entity| entity.kind == EntityKind::Claim)
        };
        if is_group(from) != is_group(into) {
            return;
        }
        let label = format!("Join “{}” and “{}”", shorten(&self.entity_name(into)), shorten(&self.entity_name(from)));
        let edits = merge_entity(self.session.project(), from, into);
        if !edits.is_empty() && self.make(Transaction::new(label.clone(), edits)) {
            self.tell(Notice::fine(format!("{label}; undo parts them.")));
        }
    }

    /// Parts one of an entity's names from it, with the mentions that use it.
    fn split_name(&mut self, id: EntityId, name: &str) {
        let project = self.session.project();
        let Some(entity) = project.entities.get(&id) else { return };
        let mut entity = Entity::clone(entity);
        entity.aliases.retain(|alias| alias != name);
        let mut part = self.new_entity(entity.kind.clone(), name);
        part.country.clone_from(&entity.country);
        let part_id = part.id;
        let mut edits = vec![Edit::ChangeEntity(Box::new(entity)), Edit::AddEntity(Box::new(part))];
        for article in project.articles.values() {
            let mentions = article.spans.iter().filter(|span| span.entity == Some(id));
            let is_of_name = |words: &str| {
                let listed = Name::shown(words).unwrap_or_else(|| proper_name(words));
                listed == name || proper_name(words) == name
            };
            let of_name = mentions.filter(|span| is_of_name(&article.words_of(span)));
            edits
                .extend(of_name.map(|span| {
                    Edit::ChangeSpan(article.id, Box::new(Span { entity: Some(part_id), ..span.clone() }))
                }));
        }
        let moved = edits.len() - 2;
        let label = format!("Part “{}” from “{}”", shorten(name), shorten(&self.entity_name(id)));
        if self.make(Transaction::new(label, edits)) {
            self.tell(Notice::fine(format!("“{}” is a name of its own, with {moved} mentions.", shorten(name))));
        }
    }

    /// Asks which claim the chosen one repeats.
    pub(in crate::app) fn ask_same_claim(&mut self) {
        let project = self.session.project();
        let Some((article, span)) = self.view().article().zip(self.view().span()) else { return };
        if !project.codebook.claim_tags().contains(&&span.tag) {
            self.tell(Notice::note("Only claims can say the same; choose a claim first."));
            return;
        }
        let mut rows = Vec::new();
        for similar in similar_claims(project, article, span) {
            let Some(other_article) = project.article(similar.article) else { continue };
            let Some(other) = other_article.span(similar.claim) else { continue };
            let speaker = if similar.one_speaker { ", one speaker" } else { "" };
            let title = shorten(&other_article.facts.title);
            let why = format!("{:.0} % of the words{speaker}; {title}", similar.likeness * 100.0);
            rows.push(PickRow::ranked(
                shorten(&other_article.words_of(other)),
                why,
                Pick::SameAs(similar.article, similar.claim),
            ));
        }
        let groups = project.entities.values().filter(|entity| entity.kind == EntityKind::Claim);
        rows.extend(groups.filter(|group| span.entity != Some(group.id)).map(|group| PickRow {
            when: Shown::WhenTyped,
            ..PickRow::ranked(group.name.clone(), "a group of claims", Pick::OfGroup(group.id))
        }));
        if span.entity.is_some() {
            rows.push(PickRow::always("Leave the group", Pick::NoGroup));
        }
        let foot = if rows.is_empty() { "No claim shares enough words with this one." } else { "" };
        self.picking = Some(PickList {
            span: span.id,
            title: "Says the same as".to_owned(),
            next: None,
            rows,
            typed: None,
            keys: PickKeys::Digits,
            foot: foot.to_owned(),
            replaces: false,
            about: About::SameClaim,
        });
    }

    /// Puts a claim of the shown article into a group, or takes it out.
    pub(in crate::app) fn take_group(&mut self, span_id: SpanId, pick: &Pick) {
        let Some(article_id) = self.selection.article else { return };
        let project = self.session.project();
        let Some(span) = project.span(article_id, span_id) else { return };
        let changed = Some((clock::now(), self.settings.coder_id()));
        let into = |article: ArticleId, span: &Span, group: Option<EntityId>| {
            Edit::ChangeSpan(article, Box::new(Span { entity: group, changed, ..span.clone() }))
        };
        let mut edits = self.as_coder(article_id);
        match pick {
            Pick::OfGroup(group) => edits.push(into(article_id, span, Some(*group))),
            Pick::NoGroup => {
                edits.push(into(article_id, span, None));
                // A group without claims is nothing any more.
                let is_left = |article: &Article| {
                    let members = article.spans.iter().filter(|other| other.entity == span.entity);
                    members.filter(|other| other.id != span.id).count()
                };
                let left: usize = project.articles.values().map(|article| is_left(article)).sum();
                let is_linked = |group: &EntityId| {
                    project
                        .articles
                        .values()
                        .any(|article| article.links.iter().any(|link| link.to.entity() == Some(*group)))
                };
                let empty = span.entity.filter(|group| left == 0 && !is_linked(group));
                edits.extend(empty.map(Edit::RemoveEntity));
            }
            Pick::SameAs(other_article, other_id) => {
                let Some(other_home) = project.article(*other_article) else { return };
                let Some(other) = other_home.span(*other_id) else { return };
                let group = span.entity.or(other.entity).unwrap_or_else(|| {
                    let group = EntityId(clock::random_id());
                    let name = shorten(&other_home.words_of(other));
                    edits.push(Edit::AddEntity(Box::new(Entity::new(group, EntityKind::Claim, &name))));
                    group
                });
                // Two groups that say the same are one: nobody is left behind in the other.
                match other.entity.filter(|known| *known != group && project.entities.contains_key(known)) {
                    Some(former) => edits.extend(merge_entity(project, former, group)),
                    None => {
                        if span.entity != Some(group) {
                            edits.push(into(article_id, span, Some(group)));
                        }
                        if other.entity != Some(group) {
                            edits.push(into(*other_article, other, Some(group)));
                        }
                    }
                }
            }
            _other => return,
        }
        let label = if *pick == Pick::NoGroup { "Leave a group of claims" } else { "Group claims that say the same" };
        if self.make(Transaction::new(label, edits)) {
            self.tell(Notice::fine(format!("{label}.")));
        }
    }

    fn entity_name(&self, id: EntityId) -> String {
        self.session.project().entities.get(&id).map_or_else(|| id.to_string(), |entity| entity.name.clone())
    }
}

/// The letter of each name: the one it was given, else the first of its own that is free.
pub fn letters(project: &Project) -> BTreeMap<EntityId, String> {
    let named = || project.entities.values().filter(|entity| entity.kind != EntityKind::Claim);
    let mut letters: BTreeMap<EntityId, String> = BTreeMap::new();
    for entity in named().filter(|entity| !entity.key.is_empty()) {
        letters.insert(entity.id, entity.key.to_lowercase());
    }
    let mut taken: Vec<String> = letters.values().cloned().collect();
    for entity in named().filter(|entity| entity.key.is_empty()) {
        let letter = free_letter(&entity.name, &taken);
        if !letter.is_empty() {
            taken.push(letter.clone());
            letters.insert(entity.id, letter);
        }
    }
    letters
}

fn free_letter(name: &str, taken: &[String]) -> String {
    let folded = folded(name);
    let last_first = folded.rsplit(' ').next().and_then(|last| last.chars().next());
    let own = last_first.into_iter().chain(folded.chars()).chain('a'..='z').filter(char::is_ascii_lowercase);
    own.map(String::from).find(|letter| !taken.contains(letter)).unwrap_or_default()
}

/// The words of a mention, and how they mention.
fn mention_of(article: &Article, span: &Span) -> (String, Mention) {
    let words = article.words_of(span);
    let mention = if is_pronoun(&words) {
        Mention::Pronoun
    } else if Name::of(&words).is_some() {
        Mention::Name
    } else {
        Mention::Description
    };
    (words, mention)
}

/// The words of a mention without an article at the front, as a name is listed.
fn proper_name(words: &str) -> String {
    let words = words.trim();
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    let is_article = ["the", "a", "an"].contains(&first.to_lowercase().as_str());
    if is_article && !rest.is_empty() { rest.to_owned() } else { words.to_owned() }
}

fn add_alias(entity: &mut Entity, name: &str) {
    let is_known = std::iter::once(&entity.name).chain(&entity.aliases).any(|known| known == name);
    if !is_known {
        entity.aliases.push(name.to_owned());
    }
}
