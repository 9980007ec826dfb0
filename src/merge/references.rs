//! What records point to.

use crate::model::{
    Absence, Article, ArticleId, CoderId, Decision, EntityId, FieldId, FieldValue, Fields, Figure, Link, LinkEnd,
    LinkKindId, NotMentioned, Project, Span, SpanId, Tag, TagId,
};

/// A record that another points to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reference {
    ArticleField(FieldId),
    Tag(TagId),
    LinkKind(LinkKindId),
    Coder(CoderId),
    Entity(EntityId),
    Article(ArticleId),
    Span(ArticleId, SpanId),
}

impl Reference {
    /// Whether a project has the record.
    pub(super) fn is_in(&self, project: &Project) -> bool {
        match self {
            Self::ArticleField(id) => project.codebook.article_field(id).is_some(),
            Self::Tag(id) => project.codebook.tag(id).is_some(),
            Self::LinkKind(id) => project.codebook.link_kind(id).is_some(),
            Self::Coder(id) => project.coders.contains_key(id),
            Self::Entity(id) => project.entities.contains_key(id),
            Self::Article(id) => project.articles.contains_key(id),
            Self::Span(article, id) => {
                let article = project.article(*article);
                article.is_some_and(|article| article.span(*id).is_some() || article.quarantined.contains_key(id))
            }
        }
    }
}

/// Somebody who is told of references.
pub(super) type Tell<'t> = dyn FnMut(Reference) + 't;
/// Tells what a record points to.
pub(super) type Tells<'t, T> = dyn Fn(&T, &mut Tell<'_>) + 't;

/// Tells what a tag points to.
pub(super) fn of_tag(tag: &Tag, tell: &mut Tell<'_>) {
    tag.parent.iter().for_each(|parent| tell(Reference::Tag(parent.clone())));
}

/// Tells what a mark points to.
pub(super) fn of_span(span: &Span, tell: &mut Tell<'_>) {
    tell(Reference::Tag(span.tag.clone()));
    tell(Reference::Coder(span.by));
    span.changed.iter().for_each(|(_, by)| tell(Reference::Coder(*by)));
    span.entity.iter().for_each(|entity| tell(Reference::Entity(*entity)));
    of_fields(&span.fields, tell);
}

/// Tells what a link of an article points to.
pub(super) fn of_link(article: ArticleId, link: &Link, tell: &mut Tell<'_>) {
    tell(Reference::LinkKind(link.kind.clone()));
    tell(Reference::Coder(link.by));
    tell(Reference::Span(article, link.from));
    match link.to {
        LinkEnd::Span(span) => tell(Reference::Span(article, span)),
        LinkEnd::Entity(entity) => tell(Reference::Entity(entity)),
        LinkEnd::Unnamed | LinkEnd::Nobody => {}
    }
    of_fields(&link.fields, tell);
}

/// Tells what a decision points to.
pub(super) fn of_decision(decision: &Decision, tell: &mut Tell<'_>) {
    tell(Reference::Article(decision.article));
    tell(Reference::Coder(decision.by));
}

/// Tells what a figure points to.
pub(super) fn of_figure(figure: &Figure, tell: &mut Tell<'_>) {
    tell(Reference::Coder(figure.by));
}

/// Tells what it points to that an article does not mention a claim.
pub(super) fn of_not_mentioned((article, claim): Absence, found: &NotMentioned, tell: &mut Tell<'_>) {
    tell(Reference::Article(article));
    tell(Reference::Entity(claim));
    tell(Reference::Coder(found.by));
}

fn of_fields(fields: &Fields, tell: &mut Tell<'_>) {
    for value in fields.values() {
        if let FieldValue::Entity(entity) = value {
            tell(Reference::Entity(*entity));
        }
    }
}

/// Tells what the facts and marks of an article point to.
pub(super) fn of_article(article: &Article, tell: &mut Tell<'_>) {
    article.replaces.iter().for_each(|replaced| tell(Reference::Article(*replaced)));
    article.facts.fields.keys().for_each(|field| tell(Reference::ArticleField(field.clone())));
    of_fields(&article.facts.fields, tell);
    article.spans.iter().for_each(|span| of_span(span, tell));
    article.links.iter().for_each(|link| of_link(article.id, link, tell));
}

/// Tells what all records of a project point to.
pub(super) fn of_project(project: &Project, tell: &mut Tell<'_>) {
    project.codebook.tags.iter().for_each(|tag| of_tag(tag, tell));
    project.articles.values().for_each(|article| of_article(article, tell));
    let mut both = |article: ArticleId, coder: CoderId| {
        tell(Reference::Article(article));
        tell(Reference::Coder(coder));
    };
    project.progress.keys().for_each(|(article, coder)| both(*article, *coder));
    project.team.assigned.iter().for_each(|(article, coder)| both(*article, *coder));
    project.reviewed.iter().for_each(|reviewed| both(reviewed.article, reviewed.by));
    project.decisions.values().for_each(|decision| of_decision(decision, tell));
    project.not_mentioned.iter().for_each(|(about, found)| of_not_mentioned(*about, found, tell));
    project.dismissed.iter().for_each(|place| tell(Reference::Article(place.article)));
    project.figures.values().for_each(|figure| of_figure(figure, tell));
}
