//! Articles: their facts, their texts, and how far people are with them.

use std::sync::Arc;

use super::{
    records::{article, article_mut, article_record, check_coder, missing},
    spans::{check_link_in, check_span_in},
};
use crate::{
    edit::{Edit, EditError, Record, RecordKind, User},
    model::{Article, ArticleId, CoderId, Dismissed, Facts, FieldValue, Project, Status},
};

pub(super) fn add(project: &mut Project, article: Box<Article>) -> Result<Edit, EditError> {
    let article_id = article.id;
    if project.articles.contains_key(&article_id) {
        return Err(EditError::Exists(article_record(&article)));
    }
    if article.replaces.is_some_and(|replaced| !project.articles.contains_key(&replaced)) {
        return Err(missing(RecordKind::Article));
    }
    check_fields(project, &article.facts)?;
    for span in article.spans.iter() {
        check_span_in(project, &article.text, span)?;
    }
    for link in article.links.iter() {
        check_link_in(project, &article, link)?;
    }
    project.articles.insert(article_id, Arc::new(*article));
    Ok(Edit::RemoveArticle(article_id))
}

pub(super) fn remove(project: &mut Project, article_id: ArticleId) -> Result<Edit, EditError> {
    let what = article_record(article(project, article_id)?);
    let is_replaced = project.articles.values().any(|article| article.replaces == Some(article_id));
    let user = if is_replaced {
        Some(User::NewVersion)
    } else if project.progress.keys().any(|(article, _)| *article == article_id) {
        Some(User::Progress)
    } else if project.dismissed.iter().any(|place| place.article == article_id) {
        Some(User::Dismissed)
    } else {
        is_in_team(project, article_id).then_some(User::Team)
    };
    if let Some(by) = user {
        return Err(EditError::InUse { what, by });
    }
    let former = project.articles.remove(&article_id).ok_or_else(|| missing(RecordKind::Article))?;
    Ok(Edit::AddArticle(Box::new(Arc::unwrap_or_clone(former))))
}

pub(super) fn set_facts(project: &mut Project, article_id: ArticleId, facts: Facts) -> Result<Edit, EditError> {
    check_fields(project, &facts)?;
    let article = article_mut(project, article_id)?;
    Ok(Edit::SetFacts(article_id, Box::new(std::mem::replace(&mut article.facts, facts))))
}

/// Whether what several people share names an article.
fn is_in_team(project: &Project, article_id: ArticleId) -> bool {
    project.team.assigned.iter().any(|(article, _)| *article == article_id)
        || project.decisions.values().any(|decision| decision.article == article_id)
        || project.reviewed.iter().any(|reviewed| reviewed.article == article_id)
        || project.not_mentioned.keys().any(|(article, _)| *article == article_id)
}

/// Refuses values in fields that the codebook does not have, and names that the project does not have.
fn check_fields(project: &Project, facts: &Facts) -> Result<(), EditError> {
    for (field, value) in &facts.fields {
        if project.codebook.article_field(field).is_none() {
            return Err(EditError::Missing(Record::named(RecordKind::ArticleField, field.as_str())));
        }
        if matches!(value, FieldValue::Entity(entity) if !project.entities.contains_key(entity)) {
            return Err(missing(RecordKind::Entity));
        }
    }
    Ok(())
}

pub(super) fn set_stated_hash(
    project: &mut Project,
    article_id: ArticleId,
    stated: Option<String>,
) -> Result<Edit, EditError> {
    let article = article_mut(project, article_id)?;
    Ok(Edit::SetStatedHash(article_id, std::mem::replace(&mut article.stated_sha256, stated)))
}

pub(super) fn set_progress(
    project: &mut Project,
    article_id: ArticleId,
    coder: CoderId,
    status: Status,
) -> Result<Edit, EditError> {
    article(project, article_id)?;
    check_coder(project, coder)?;
    let key = (article_id, coder);
    let former = match status {
        Status::New => project.progress.remove(&key),
        Status::InWork | Status::Done => project.progress.insert(key, status),
    };
    Ok(Edit::SetProgress(article_id, coder, former.unwrap_or_default()))
}

pub(super) fn set_dismissed(project: &mut Project, place: Dismissed, on: bool) -> Result<Edit, EditError> {
    if article(project, place.article)?.text.get(place.at).is_none() {
        return Err(EditError::BadPlace(vec![place.at]));
    }
    let was = if on { !project.dismissed.insert(place.clone()) } else { project.dismissed.remove(&place) };
    Ok(Edit::SetDismissed(place, was))
}
