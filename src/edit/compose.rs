//! Lists of edits that belong together because the model's rules demand it: deleting a span takes its links along,
//! deleting a tag its spans. They read the project and return edits; nothing is changed here.

use std::collections::BTreeSet;

use super::{
    Edit,
    unite::{coinciding, unite},
};
use crate::{
    model::{
        Article, ArticleId, Entity, EntityId, Facts, FieldId, FieldValue, Fields, Link, LinkEnd, LinkId, Project, Span,
        SpanId, Status, Tag, TagId,
    },
    text::ByteRange,
};

/// Removes a span and the links that touch it.
pub fn delete_span(article: &Article, span_id: SpanId) -> Vec<Edit> {
    let mut edits = unlink(article, span_id);
    edits.push(Edit::RemoveSpan(article.id, span_id));
    edits
}

/// Drops a mark that was set aside, and the links that touch it.
pub fn drop_quarantined(article: &Article, span_id: SpanId) -> Vec<Edit> {
    let mut edits = unlink(article, span_id);
    edits.push(Edit::DropQuarantined(article.id, span_id));
    edits
}

/// Removes the links that touch a span.
fn unlink(article: &Article, span_id: SpanId) -> Vec<Edit> {
    let links = &article.links;
    let touching: BTreeSet<LinkId> = links.from(span_id).chain(links.to(span_id)).map(|link| link.id).collect();
    touching.into_iter().map(|link_id| Edit::RemoveLink(article.id, link_id)).collect()
}

/// Removes an article with its marks, every coder's progress on it and its dismissed places.
pub fn delete_article(project: &Project, article_id: ArticleId) -> Vec<Edit> {
    let progress = project.progress.keys().filter(|(article, _)| *article == article_id);
    let dismissed = project.dismissed.iter().filter(|place| place.article == article_id);
    let mut edits: Vec<Edit> =
        progress.map(|(article, coder)| Edit::SetProgress(*article, *coder, Status::New)).collect();
    edits.extend(dismissed.map(|place| Edit::SetDismissed(place.clone(), false)));
    edits.extend(forget_article(project, article_id));
    edits.push(Edit::RemoveArticle(article_id));
    edits
}

/// Removes what several people decided, reviewed and are to mark in an article.
fn forget_article(project: &Project, article_id: ArticleId) -> Vec<Edit> {
    let assigned = project.team.assigned.iter().filter(|(article, _)| *article == article_id);
    let decisions = project.decisions.values().filter(|decision| decision.article == article_id);
    let reviewed = project.reviewed.iter().filter(|reviewed| reviewed.article == article_id);
    let absent = project.not_mentioned.keys().filter(|(article, _)| *article == article_id);
    let mut edits: Vec<Edit> = assigned.map(|(article, coder)| Edit::SetAssigned(*article, *coder, false)).collect();
    edits.extend(decisions.map(|decision| Edit::SetDecision(decision.id, None)));
    edits.extend(reviewed.map(|reviewed| Edit::SetReviewed(*reviewed, false)));
    edits.extend(absent.map(|about| Edit::SetNotMentioned(*about, None)));
    edits
}

/// Removes a field of articles with the values that articles have in it.
pub fn delete_article_field(project: &Project, field: &FieldId) -> Vec<Edit> {
    let filled = project.articles.values().filter(|article| article.facts.fields.contains_key(field));
    let mut edits: Vec<Edit> = filled
        .map(|article| {
            let mut facts = article.facts.clone();
            facts.fields.remove(field);
            Edit::SetFacts(article.id, Box::new(facts))
        })
        .collect();
    edits.push(Edit::SetArticleField(field.clone(), None));
    edits
}

/// Removes an entity: links to it go, spans and fields that point to it are emptied.
pub fn delete_entity(project: &Project, entity_id: EntityId) -> Vec<Edit> {
    let mut edits = Vec::new();
    let without = |fields: &Fields| -> Fields {
        fields
            .iter()
            .filter(|(_, v)| **v != FieldValue::Entity(entity_id))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect()
    };
    let absent = project.not_mentioned.keys().filter(|(_, claim)| *claim == entity_id);
    edits.extend(absent.map(|about| Edit::SetNotMentioned(*about, None)));
    for article in project.articles.values() {
        let fields = without(&article.facts.fields);
        if fields.len() < article.facts.fields.len() {
            edits.push(Edit::SetFacts(article.id, Box::new(Facts { fields, ..article.facts.clone() })));
        }
        for link in article.links.iter() {
            let fields = without(&link.fields);
            if link.to == LinkEnd::Entity(entity_id) {
                edits.push(Edit::RemoveLink(article.id, link.id));
            } else if fields.len() < link.fields.len() {
                edits.push(Edit::ChangeLink(article.id, Box::new(Link { fields, ..link.clone() })));
            }
        }
        for span in article.spans.iter() {
            let fields = without(&span.fields);
            if span.entity == Some(entity_id) || fields.len() < span.fields.len() {
                let entity = span.entity.filter(|id| *id != entity_id);
                edits.push(Edit::ChangeSpan(article.id, Box::new(Span { entity, fields, ..span.clone() })));
            }
        }
    }
    edits.push(Edit::RemoveEntity(entity_id));
    edits
}

/// Merges an entity into another, which stays: mentions, links and fields point to it, and it takes over the other's names
/// as aliases. No edits where either is missing or both are the same.
pub fn merge_entity(project: &Project, from: EntityId, into: EntityId) -> Vec<Edit> {
    let (Some(gone), Some(kept)) = (project.entities.get(&from), project.entities.get(&into)) else {
        return Vec::new();
    };
    if from == into {
        return Vec::new();
    }
    let mut edits = vec![Edit::ChangeEntity(Box::new(merged(kept, gone)))];
    for (about, found) in project.not_mentioned.iter().filter(|((_, claim), _)| *claim == from) {
        edits.push(Edit::SetNotMentioned(*about, None));
        let merged = (about.0, into);
        let mut kept = project.not_mentioned.get(&merged).unwrap_or(found).clone();
        if !kept.note.contains(found.note.as_str()) {
            kept.note = format!("{}\n{}", kept.note, found.note).trim().to_owned();
        }
        edits.push(Edit::SetNotMentioned(merged, Some(Box::new(kept))));
    }
    for article in project.articles.values() {
        edits.extend(repoint(project, article, from, into));
    }
    edits.push(Edit::RemoveEntity(from));
    edits
}

/// An entity with the names and facts of another. Where both say something different, the note keeps the other's.
fn merged(kept: &Entity, gone: &Entity) -> Entity {
    let mut merged = kept.clone();
    for name in std::iter::once(&gone.name).chain(&gone.aliases) {
        if *name != merged.name && !merged.aliases.contains(name) {
            merged.aliases.push(name.clone());
        }
    }
    let fill = |own: &mut String, other: &String| {
        if own.is_empty() {
            own.clone_from(other);
        }
    };
    fill(&mut merged.role, &gone.role);
    fill(&mut merged.side, &gone.side);
    fill(&mut merged.country, &gone.country);
    fill(&mut merged.wikidata, &gone.wikidata);
    fill(&mut merged.key, &gone.key);
    merged.coordinates = merged.coordinates.or(gone.coordinates);
    for (key, value) in &gone.extra {
        merged.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
    let both = [
        ("role", &merged.role, &gone.role),
        ("side", &merged.side, &gone.side),
        ("country", &merged.country, &gone.country),
        ("Wikidata", &merged.wikidata, &gone.wikidata),
    ];
    let lost: Vec<String> = both
        .into_iter()
        .filter(|(_, kept, other)| !other.is_empty() && kept != other)
        .map(|(what, _, other)| format!("{}, {what}: {other}", gone.name))
        .collect();
    if !gone.note.is_empty() && gone.note != merged.note {
        merged.note =
            [merged.note, gone.note.clone()].into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join("\n");
    }
    for line in lost {
        merged.note = if merged.note.is_empty() { line } else { format!("{}\n{line}", merged.note) };
    }
    merged
}

/// Points the links, marks and fields of an article from one entity to another. A link that would then be there twice
/// is removed.
fn repoint(project: &Project, article: &Article, from: EntityId, into: EntityId) -> Vec<Edit> {
    let mut edits = Vec::new();
    let pointed = |fields: &Fields| -> Fields {
        let point = |value: &FieldValue| {
            if *value == FieldValue::Entity(from) { FieldValue::Entity(into) } else { value.clone() }
        };
        fields.iter().map(|(field, value)| (field.clone(), point(value))).collect()
    };
    let fields = pointed(&article.facts.fields);
    if fields != article.facts.fields {
        edits.push(Edit::SetFacts(article.id, Box::new(Facts { fields, ..article.facts.clone() })));
    }
    for link in article.links.iter() {
        let to = if link.to == LinkEnd::Entity(from) { LinkEnd::Entity(into) } else { link.to };
        let moved = Link { to, ..link.clone() };
        let same = article.links.from(link.from).find(|other| to != link.to && other.says(&moved));
        if let Some(same) = same {
            let mut kept = same.clone();
            kept.take_over(&moved, &project.codebook, &project.entities);
            edits.push(Edit::RemoveLink(article.id, link.id));
            if kept != *same {
                edits.push(Edit::ChangeLink(article.id, Box::new(kept)));
            }
            continue;
        }
        let fields = pointed(&link.fields);
        if to != link.to || fields != link.fields {
            edits.push(Edit::ChangeLink(article.id, Box::new(Link { to, fields, ..link.clone() })));
        }
    }
    for span in article.spans.iter() {
        let entity = if span.entity == Some(from) { Some(into) } else { span.entity };
        let fields = pointed(&span.fields);
        if entity != span.entity || fields != span.fields {
            edits.push(Edit::ChangeSpan(article.id, Box::new(Span { entity, fields, ..span.clone() })));
        }
    }
    edits
}

/// All spans that carry a tag, by article.
pub fn tagged_spans<'p>(project: &'p Project, tag_id: &'p TagId) -> impl Iterator<Item = (&'p Article, &'p Span)> {
    project.articles.values().filter(|article| article.spans.count(tag_id) > 0).flat_map(move |article| {
        article.spans.iter().filter(|span| span.tag == *tag_id).map(move |span| (article.as_ref(), span))
    })
}

/// Removes a tag with all its spans and their links; tags under it move up to its parent.
pub fn delete_tag(project: &Project, tag_id: &TagId) -> Vec<Edit> {
    let mut edits = Vec::new();
    for article in project.articles.values().filter(|article| article.spans.count(tag_id) > 0) {
        let gone = |span_id: SpanId| article.span(span_id).is_some_and(|span| span.tag == *tag_id);
        for link in article.links.iter() {
            if gone(link.from) || matches!(link.to, LinkEnd::Span(to) if gone(to)) {
                edits.push(Edit::RemoveLink(article.id, link.id));
            }
        }
        let spans = article.spans.iter().filter(|span| span.tag == *tag_id);
        edits.extend(spans.map(|span| Edit::RemoveSpan(article.id, span.id)));
    }
    edits.extend(lift_children(project, tag_id));
    edits.push(Edit::RemoveTag(tag_id.clone()));
    edits
}

/// Moves all marks of one tag to another and removes the first; tags under it move up to its parent. Marks of one coder
/// that then coincide become one.
pub fn merge_tag(project: &Project, from: &TagId, into: &TagId) -> Vec<Edit> {
    let mut edits = Vec::new();
    for article in project.articles.values().filter(|article| article.spans.count(from) > 0) {
        let united = coinciding(article, from, into);
        let stay = article.spans.iter().filter(|span| span.tag == *from && !united.contains_key(&span.id));
        let retagged = stay.map(|span| (span.id, Span { tag: into.clone(), ..span.clone() })).collect();
        edits.extend(unite(project, article, &united, retagged));
    }
    edits.extend(lift_children(project, from));
    edits.push(Edit::RemoveTag(from.clone()));
    edits
}

/// Changes the tag of spans. Who made and changed them stays.
pub fn retag<'p>(spans: impl Iterator<Item = (&'p Article, &'p Span)>, into: &TagId) -> Vec<Edit> {
    spans
        .map(|(article, span)| Edit::ChangeSpan(article.id, Box::new(Span { tag: into.clone(), ..span.clone() })))
        .collect()
}

/// The pieces with one more: pieces that it touches are joined with it.
pub fn with_piece(pieces: &[ByteRange], added: ByteRange) -> Vec<ByteRange> {
    let (apart, touched): (Vec<ByteRange>, Vec<ByteRange>) =
        pieces.iter().partition(|piece| piece.end < added.start || added.end < piece.start);
    let joined = touched
        .iter()
        .fold(added, |sum, piece| ByteRange { start: sum.start.min(piece.start), end: sum.end.max(piece.end) });
    let mut all = apart;
    all.push(joined);
    all.sort_unstable();
    all
}

fn lift_children(project: &Project, tag_id: &TagId) -> Vec<Edit> {
    let parent = project.codebook.tag(tag_id).and_then(|tag| tag.parent.clone());
    let children = project.codebook.tags.iter().filter(|tag| tag.parent.as_ref() == Some(tag_id));
    children.map(|child| Edit::ChangeTag(Box::new(Tag { parent: parent.clone(), ..child.clone() }))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_piece_merges_with_those_it_touches() {
        let pieces = [ByteRange::new(0, 5), ByteRange::new(10, 15), ByteRange::new(20, 25)];
        assert_eq!(with_piece(&pieces, ByteRange::new(7, 8)).len(), 4);
        assert_eq!(with_piece(&pieces, ByteRange::new(14, 20)), [ByteRange::new(0, 5), ByteRange::new(10, 25)]);
    }
}
