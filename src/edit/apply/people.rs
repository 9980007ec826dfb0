//! Names, which the marks mention, and coders, who made the marks.

use std::{collections::btree_map::Entry, sync::Arc};

use super::records::missing;
use crate::{
    edit::{Edit, EditError, Record, RecordKind, User},
    model::{Article, Coder, CoderId, Entity, EntityId, FieldValue, Fields, LinkEnd, Project},
};

pub(super) fn add_entity(project: &mut Project, entity: Box<Entity>) -> Result<Edit, EditError> {
    match project.entities.entry(entity.id) {
        Entry::Occupied(there) => Err(EditError::Exists(Record::named(RecordKind::Entity, &there.get().name))),
        Entry::Vacant(free) => {
            let inverse = Edit::RemoveEntity(entity.id);
            free.insert(Arc::new(*entity));
            Ok(inverse)
        }
    }
}

pub(super) fn change_entity(project: &mut Project, entity: Box<Entity>) -> Result<Edit, EditError> {
    match project.entities.entry(entity.id) {
        Entry::Occupied(mut there) => Ok(Edit::ChangeEntity(Box::new(Entity::clone(&there.insert(Arc::new(*entity)))))),
        Entry::Vacant(_) => Err(EditError::Missing(Record::named(RecordKind::Entity, &entity.name))),
    }
}

pub(super) fn remove_entity(project: &mut Project, entity_id: EntityId) -> Result<Edit, EditError> {
    let entity = project.entities.get(&entity_id).ok_or_else(|| missing(RecordKind::Entity))?;
    let in_fields = |fields: &Fields| fields.values().any(|value| *value == FieldValue::Entity(entity_id));
    let in_article = |article: &&Arc<Article>| {
        in_fields(&article.facts.fields)
            || article.spans.iter().any(|span| span.entity == Some(entity_id) || in_fields(&span.fields))
            || article.links.iter().any(|link| link.to == LinkEnd::Entity(entity_id) || in_fields(&link.fields))
    };
    if let Some(article) = project.articles.values().find(in_article) {
        let what = Record::named(RecordKind::Entity, &entity.name);
        return Err(EditError::InUse { what, by: User::InArticle(article.facts.title.clone()) });
    }
    if project.not_mentioned.keys().any(|(_, claim)| *claim == entity_id) {
        return Err(EditError::InUse { what: Record::named(RecordKind::Entity, &entity.name), by: User::NotMentioned });
    }
    let former = project.entities.remove(&entity_id).ok_or_else(|| missing(RecordKind::Entity))?;
    Ok(Edit::AddEntity(Box::new(Arc::unwrap_or_clone(former))))
}

pub(super) fn add_coder(project: &mut Project, coder: Coder) -> Result<Edit, EditError> {
    match project.coders.entry(coder.id) {
        Entry::Occupied(there) => Err(EditError::Exists(Record::named(RecordKind::Coder, &there.get().name))),
        Entry::Vacant(free) => {
            let inverse = Edit::RemoveCoder(coder.id);
            free.insert(coder);
            Ok(inverse)
        }
    }
}

pub(super) fn change_coder(project: &mut Project, coder: Coder) -> Result<Edit, EditError> {
    match project.coders.entry(coder.id) {
        Entry::Occupied(mut there) => Ok(Edit::ChangeCoder(there.insert(coder))),
        Entry::Vacant(_) => Err(EditError::Missing(Record::named(RecordKind::Coder, &coder.name))),
    }
}

pub(super) fn remove_coder(project: &mut Project, coder_id: CoderId) -> Result<Edit, EditError> {
    let coder = project.coders.get(&coder_id).ok_or_else(|| missing(RecordKind::Coder))?;
    let marks = |article: &&Arc<Article>| {
        article.spans.iter().any(|s| s.by == coder_id || s.changed.is_some_and(|(_, by)| by == coder_id))
            || article.links.iter().any(|l| l.by == coder_id)
    };
    let user = match project.articles.values().find(marks) {
        Some(article) => Some(User::InArticle(article.facts.title.clone())),
        None if project.progress.keys().any(|(_, coder)| *coder == coder_id) => Some(User::Progress),
        None => user_in_team(project, coder_id),
    };
    if let Some(by) = user {
        return Err(EditError::InUse { what: Record::named(RecordKind::Coder, &coder.name), by });
    }
    Ok(Edit::AddCoder(project.coders.remove(&coder_id).ok_or_else(|| missing(RecordKind::Coder))?))
}

/// What several people share that names a coder.
fn user_in_team(project: &Project, coder: CoderId) -> Option<User> {
    let is_named = project.team.assigned.iter().any(|(_, by)| *by == coder)
        || project.decisions.values().any(|decision| decision.by == coder)
        || project.reviewed.iter().any(|reviewed| reviewed.by == coder)
        || project.not_mentioned.values().any(|found| found.by == coder);
    if is_named {
        return Some(User::Team);
    }
    project.figures.values().any(|figure| figure.by == coder).then_some(User::Figure)
}
