//! The table of names: whom the marks mention and how often, which mentions have no name yet, and which names may
//! be duplicates.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    names::{Name, may_be_one},
    words::Reason,
};
use crate::{
    model::{ArticleId, Codebook, Entity, EntityId, EntityKind, LinkKindId, Mention, Project, SpanId, TagId},
    text::folded,
};

/// Names are compared each with each, so of more than this only those mentioned most are.
const MOST_COMPARED: usize = 1_200;
/// Names are suggested for this many groups of mentions, the most frequent.
const MOST_SUGGESTED: usize = 400;

/// What is known of names in a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NameTable {
    /// How often each entity is mentioned and speaks.
    pub counts: BTreeMap<EntityId, NameCount>,
    /// Mentions that point to no entity, by their words; most frequent first.
    pub loose: Vec<Loose>,
    /// Possible duplicates; likeliest first.
    pub pairs: Vec<Pair>,
}

/// How often an entity is mentioned, and speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameCount {
    /// Mentions by name.
    pub by_name: usize,
    /// Mentions by a description or pronoun, which are no names.
    pub otherwise: usize,
    /// Claims that it made.
    pub claims: usize,
}

/// Mentions of the same words that point to no entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Loose {
    /// The words, as they stand first.
    pub words: String,
    /// What the tag says it is.
    pub kind: EntityKind,
    /// Where they stand.
    pub places: Vec<(ArticleId, SpanId)>,
    /// The entity that they may mention, and why it is suggested.
    pub suggestion: Option<(EntityId, Reason)>,
}

/// Two entities that may be duplicates.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The one mentioned more often, which would stay.
    pub one: EntityId,
    /// The other.
    pub other: EntityId,
    /// How likely, from 0 to 1.
    pub likelihood: f64,
    /// Why.
    pub why: Reason,
}

/// Makes the table of names of a project.
pub fn name_table(project: &Project) -> NameTable {
    let (counts, mut loose) = count(project);
    let weight = |entity: &Entity| counts.get(&entity.id).map_or(0, |count| count.by_name + count.otherwise);
    let mut named: Vec<&Entity> =
        project.entities.values().map(|entity| &**entity).filter(|entity| entity.kind != EntityKind::Claim).collect();
    named.sort_by_key(|entity| std::cmp::Reverse(weight(entity)));
    named.truncate(MOST_COMPARED);
    let known: Vec<(&Entity, Vec<Name>)> = named.into_iter().map(|entity| (entity, names_of(entity))).collect();
    loose.sort_by_key(|group| std::cmp::Reverse(group.places.len()));
    for group in loose.iter_mut().take(MOST_SUGGESTED) {
        group.suggestion =
            Name::of(&group.words).and_then(|name| likeliest(&name, &known)).map(|(_, id, why)| (id, why));
    }
    let pairs = pairs(&known, &counts);
    NameTable { counts, loose, pairs }
}

/// The entities that a mention with these words may point to, likeliest first, each with why.
pub fn entities_for(project: &Project, words: &str) -> Vec<(EntityId, Reason)> {
    let Some(name) = Name::of(words) else { return Vec::new() };
    let entities = project.entities.values().filter(|entity| entity.kind != EntityKind::Claim);
    let mut found: Vec<(f64, EntityId, Reason)> = entities
        .filter_map(|entity| best(&name, &names_of(entity), &entity.kind).map(|(score, why)| (score, entity.id, why)))
        .collect();
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    found.into_iter().map(|(_, id, why)| (id, why)).collect()
}

/// The tags whose marks mention somebody or something, each with what it mentions: those to which voices, addressees,
/// topics and places of claims lead.
pub fn mention_tags(codebook: &Codebook) -> BTreeMap<&TagId, EntityKind> {
    const PLACES: [&str; 2] = [LinkKindId::SAID_AT, LinkKindId::HAPPENED_AT];
    const OTHERS: [&str; 3] = [LinkKindId::SAID_BY, LinkKindId::TOLD_TO, LinkKindId::ABOUT];
    let claims = codebook.claim_tags();
    let mut tags = BTreeMap::new();
    for kind in &codebook.link_kinds {
        let what = match kind.id.as_str() {
            id if PLACES.contains(&id) => EntityKind::Place,
            id if OTHERS.contains(&id) => EntityKind::Person,
            _ => continue,
        };
        for tag in kind.to.iter().filter(|tag| !claims.contains(tag)) {
            tags.entry(tag).or_insert_with(|| what.clone());
        }
    }
    tags
}

fn count(project: &Project) -> (BTreeMap<EntityId, NameCount>, Vec<Loose>) {
    let tags = mention_tags(&project.codebook);
    let mut counts: BTreeMap<EntityId, NameCount> = BTreeMap::new();
    let mut loose: BTreeMap<(String, &TagId), Loose> = BTreeMap::new();
    for article in project.listed_articles() {
        for span in article.spans.in_text_order() {
            match span.entity {
                Some(id) => {
                    let count = counts.entry(id).or_default();
                    match span.mention {
                        Mention::Name => count.by_name += 1,
                        Mention::Pronoun | Mention::Description => count.otherwise += 1,
                    }
                }
                None => {
                    let Some((tag, kind)) = tags.get_key_value(&span.tag) else { continue };
                    let words = article.words_of(span);
                    let group = loose.entry((folded(&words), *tag)).or_insert_with(|| Loose {
                        words,
                        kind: kind.clone(),
                        places: Vec::new(),
                        suggestion: None,
                    });
                    group.places.push((article.id, span.id));
                }
            }
        }
        for link in article.links.iter().filter(|link| link.kind.as_str() == LinkKindId::SAID_BY) {
            let of_span = link.to.span().and_then(|id| article.span(id)).and_then(|span| span.entity);
            if let Some(id) = link.to.entity().or(of_span) {
                counts.entry(id).or_default().claims += 1;
            }
        }
    }
    (counts, loose.into_values().collect())
}

/// An entity's own name and its aliases, as they are compared.
fn names_of(entity: &Entity) -> Vec<Name> {
    let all = std::iter::once(&entity.name).chain(&entity.aliases);
    all.filter_map(|name| Name::of(name)).collect()
}

fn best(name: &Name, names: &[Name], kind: &EntityKind) -> Option<(f64, Reason)> {
    let found = names.iter().filter_map(|known| may_be_one(name, known, kind));
    found.max_by(|one, other| one.0.total_cmp(&other.0))
}

fn likeliest(name: &Name, known: &[(&Entity, Vec<Name>)]) -> Option<(f64, EntityId, Reason)> {
    let found = known.iter().filter_map(|(entity, names)| {
        let (score, why) = best(name, names, &entity.kind)?;
        Some((score, entity.id, why))
    });
    found.max_by(|one, other| one.0.total_cmp(&other.0))
}

fn pairs(known: &[(&Entity, Vec<Name>)], counts: &BTreeMap<EntityId, NameCount>) -> Vec<Pair> {
    let weight = |entity: &Entity| counts.get(&entity.id).map_or(0, |count| count.by_name + count.otherwise);
    let mut pairs = Vec::new();
    for (place, (one, names)) in known.iter().enumerate() {
        for (other, others) in known.iter().skip(place + 1).filter(|(other, _)| other.kind == one.kind) {
            if speak_against(names, others, &one.kind) {
                continue;
            }
            let found = names.iter().filter_map(|name| best(name, others, &one.kind));
            let Some((likelihood, why)) = found.max_by(|one, other| one.0.total_cmp(&other.0)) else { continue };
            let (one, other) = if weight(one) >= weight(other) { (one, other) } else { (other, one) };
            pairs.push(Pair { one: one.id, other: other.id, likelihood, why });
        }
    }
    pairs.sort_by(|one, other| other.likelihood.total_cmp(&one.likelihood));
    pairs
}

/// Whether both have full names of one surname with different first names.
fn speak_against(names: &[Name], others: &[Name], kind: &EntityKind) -> bool {
    let full =
        |names: &[Name]| -> BTreeSet<(String, String)> { names.iter().filter_map(Name::first_and_last).collect() };
    let (one, other) = (full(names), full(others));
    let clash = one.iter().any(|(first, last)| other.iter().any(|(f, l)| l == last && f != first));
    clash && one.is_disjoint(&other) && !full_names_fit(names, others, kind)
}

/// Whether a full name of the one may be a full name of the other, as “V. Putin” may be “Vladimir Putin”.
fn full_names_fit(names: &[Name], others: &[Name], kind: &EntityKind) -> bool {
    let is_full = |name: &&Name| !name.is_one_word();
    names.iter().filter(is_full).any(|name| others.iter().filter(is_full).any(|o| may_be_one(name, o, kind).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, ProjectId};

    fn entity(number: u8, kind: EntityKind, name: &str, aliases: &[&str]) -> std::sync::Arc<Entity> {
        std::sync::Arc::new(Entity {
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            ..Entity::new(EntityId(Id::from_bits([number; 10])), kind, name)
        })
    }

    #[test]
    fn duplicates_of_one_kind_are_suggested_and_namesakes_are_not() {
        let mut project = Project::new(ProjectId(Id::from_bits([0; 10])), "Names", Codebook::default());
        let person = || EntityKind::Person;
        for (number, (kind, name, aliases)) in [
            (person(), "Recep Tayyip Erdoğan", ["Erdogan"].as_slice()),
            (person(), "Endorgan", &[]),
            (person(), "Bill Clinton", &[]),
            (person(), "Hillary Clinton", &["Clinton"]),
            (EntityKind::Place, "Erdogan", &[]),
        ]
        .into_iter()
        .enumerate()
        {
            let entity = entity(u8::try_from(number).unwrap(), kind, name, aliases);
            project.entities.insert(entity.id, entity);
        }
        let table = name_table(&project);
        let named = |id: EntityId| project.entities[&id].name.as_str();
        let pairs: Vec<(&str, &str, String)> =
            table.pairs.iter().map(|pair| (named(pair.one), named(pair.other), pair.why.to_string())).collect();
        assert_eq!(
            pairs,
            [("Recep Tayyip Erdoğan", "Endorgan", "“Erdogan” and “Endorgan” are spelled almost alike".to_owned())]
        );
        let found = entities_for(&project, "President Erdogan");
        assert_eq!(found.len(), 3, "the place too, and the misspelt: whoever asks decides");
        assert_eq!(named(found[0].0), "Recep Tayyip Erdoğan");
    }
}
