//! What a project can hold that a format may have no place for. Each format lists the parts that it has a place for
//! ([`super::Format::holds`]); what it cannot hold, what a written file lost, and what the tests expect to come back
//! follow from that list.

use std::collections::BTreeSet;

use crate::{
    model::{Article, EntityKind, Facts, Link, LinkEnd, Mention, Project, Span, SpanId},
    text::ByteRange,
};

/// A part of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The texts of the articles.
    Texts,
    /// Title, outlet, author, date, address, language, note of articles.
    Facts,
    /// Values in fields of one's own that articles have.
    ArticleFields,
    /// Marks that share words with others.
    Overlaps,
    /// Marks in several pieces.
    Pieces,
    /// Who made a mark.
    Coders,
    /// When marks were made.
    Times,
    /// Notes on marks.
    Notes,
    /// "Look again".
    Flags,
    /// Whether a mention is a name, a pronoun or a description.
    Mentions,
    /// Fields filled in.
    Fields,
    /// Whom and what marks mention.
    Entities,
    /// What is known about entities besides kind and name.
    EntityDetails,
    /// Links between marks.
    Links,
    /// Links that lead to an entity, to somebody unnamed or to nobody.
    OpenLinks,
    /// Order, notes and fields of links.
    LinkDetails,
    /// Definitions of tags.
    Definitions,
    /// Cases and not cases of tags.
    Examples,
    /// Colours of tags.
    Colours,
    /// Tags that stand under others.
    Tree,
    /// What the codebook expects of marks.
    Rules,
    /// The note on the project.
    ProjectNote,
    /// How far coders are.
    Progress,
}

impl Part {
    /// All parts, in the order in which they are listed.
    pub const ALL: &[Self] = &[
        Self::Texts,
        Self::Facts,
        Self::ArticleFields,
        Self::Overlaps,
        Self::Pieces,
        Self::Coders,
        Self::Times,
        Self::Notes,
        Self::Flags,
        Self::Mentions,
        Self::Fields,
        Self::Entities,
        Self::EntityDetails,
        Self::Links,
        Self::OpenLinks,
        Self::LinkDetails,
        Self::Definitions,
        Self::Examples,
        Self::Colours,
        Self::Tree,
        Self::Rules,
        Self::ProjectNote,
        Self::Progress,
    ];

    /// How many there are in the articles that lists show. Shared words count where a format would have to drop one.
    pub fn count(self, project: &Project) -> usize {
        let articles = project.listed_articles();
        let spans = |is: fn(&Span) -> bool| {
            articles.iter().map(|article| article.spans.iter().filter(|span| is(span)).count()).sum()
        };
        let links = |is: fn(&Link) -> bool| {
            articles.iter().map(|article| article.links.iter().filter(|link| is(link)).count()).sum()
        };
        let tags = &project.codebook.tags;
        match self {
            Self::Texts => articles.len(),
            Self::Facts => articles.iter().filter(|article| has_facts(&article.facts)).count(),
            Self::ArticleFields => articles.iter().filter(|article| !article.facts.fields.is_empty()).count(),
            Self::Overlaps => articles.iter().map(|article| overlapping(article)).sum(),
            Self::Pieces => spans(|span| span.pieces.len() > 1),
            Self::Coders => {
                if project.coders.len() > 1 {
                    project.coders.len()
                } else {
                    0
                }
            }
            Self::Times => spans(|_| true),
            Self::Notes => spans(|span| !span.note.is_empty()),
            Self::Flags => spans(|span| span.flag),
            Self::Mentions => spans(|span| span.mention != Mention::Name),
            Self::Fields => spans(|span| !span.fields.is_empty()),
            Self::Entities => spans(|span| span.entity.is_some()),
            Self::EntityDetails => {
                let bare = |kind: &EntityKind, entity: &crate::model::Entity| {
                    *entity == crate::model::Entity::new(entity.id, kind.clone(), &entity.name)
                };
                project.entities.values().filter(|entity| !bare(&entity.kind, entity)).count()
            }
            Self::Links => links(|link| matches!(link.to, LinkEnd::Span(_))),
            Self::OpenLinks => links(|link| !matches!(link.to, LinkEnd::Span(_))),
            Self::LinkDetails => links(|link| link.order > 0 || !link.note.is_empty() || !link.fields.is_empty()),
            Self::Definitions => tags.iter().filter(|tag| !tag.definition.is_empty()).count(),
            Self::Examples => tags.iter().filter(|tag| tag.examples != Default::default()).count(),
            Self::Colours => tags.len(),
            Self::Tree => tags.iter().filter(|tag| tag.parent.is_some()).count(),
            Self::Rules => project.codebook.rules.len(),
            Self::ProjectNote => usize::from(!project.note.is_empty()),
            Self::Progress => project.progress.len(),
        }
    }
}

/// Whether more is known than the title, which every format with texts has.
fn has_facts(facts: &Facts) -> bool {
    let Facts { outlet, author, published, address, language, note, .. } = facts;
    [outlet, author, published, address, language, note].iter().any(|fact| !fact.is_empty())
}

/// How many marks have a piece that begins before a piece of another ends, which begins earlier or is longer.
fn overlapping(article: &Article) -> usize {
    let of_span = |span: &'_ Span| span.pieces.iter().map(|piece| (*piece, span.id)).collect::<Vec<_>>();
    let mut pieces: Vec<(ByteRange, SpanId)> = article.spans.iter().flat_map(of_span).collect();
    pieces.sort_unstable_by_key(|(piece, id)| (piece.start, std::cmp::Reverse(piece.end), *id));
    let mut end = Default::default();
    let mut overlapping = BTreeSet::new();
    for (piece, id) in pieces {
        if piece.start < end {
            overlapping.insert(id);
        }
        end = end.max(piece.end);
    }
    overlapping.len()
}
