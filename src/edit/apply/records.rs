//! Finds the records that edits are about, and says which one is missing.

use std::sync::Arc;

use crate::{
    edit::{EditError, Record, RecordKind},
    model::{Article, ArticleId, CoderId, EntityId, FieldValue, Fields, Project, Span, Tag, TagId},
};

pub(super) fn missing(kind: RecordKind) -> EditError {
    EditError::Missing(Record::of(kind))
}

pub(super) fn article(project: &Project, article_id: ArticleId) -> Result<&Article, EditError> {
    project.article(article_id).ok_or_else(|| missing(RecordKind::Article))
}

pub(super) fn article_mut(project: &mut Project, article_id: ArticleId) -> Result<&mut Article, EditError> {
    Ok(Arc::make_mut(project.articles.get_mut(&article_id).ok_or_else(|| missing(RecordKind::Article))?))
}

pub(super) fn tag<'p>(project: &'p Project, tag_id: &TagId) -> Result<&'p Tag, EditError> {
    let missing = || EditError::Missing(Record::named(RecordKind::Tag, tag_id.as_str()));
    project.codebook.tag(tag_id).ok_or_else(missing)
}

pub(super) fn check_coder(project: &Project, coder: CoderId) -> Result<(), EditError> {
    if project.coders.contains_key(&coder) { Ok(()) } else { Err(missing(RecordKind::Coder)) }
}

/// Whether the entities exist that a span, or link, and its fields point to.
pub(super) fn check_entities(project: &Project, entity: Option<EntityId>, fields: &Fields) -> Result<(), EditError> {
    let in_fields = fields.values().filter_map(|value| match value {
        FieldValue::Entity(id) => Some(*id),
        FieldValue::Choice(_)
        | FieldValue::Text(_)
        | FieldValue::Number(_)
        | FieldValue::YesNo(_)
        | FieldValue::Date(_) => None,
    });
    let is_known = entity.into_iter().chain(in_fields).all(|id| project.entities.contains_key(&id));
    if is_known { Ok(()) } else { Err(missing(RecordKind::Entity)) }
}

pub(super) fn article_record(article: &Article) -> Record {
    Record::named(RecordKind::Article, &article.facts.title)
}

pub(super) fn span_record(article: &Article, span: &Span) -> Record {
    Record::named(RecordKind::Span, &article.words_of(span))
}
