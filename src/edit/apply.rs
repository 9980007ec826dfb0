//! The one function that changes a project.

use std::{collections::btree_map::Entry, sync::Arc};

use super::{Edit, EditError};
use crate::{
    model::{
        Article, ArticleId, Entity, EntityId, FieldValue, Fields, Link, LinkEnd, Project, Quarantined, Span, SpanId,
        Status, Tag, TagId,
    },
    text::FrozenText,
};

/// Makes one change and returns the change that takes it back.
///
/// # Errors
/// Says why the edit does not fit the project, which is then unchanged.
#[expect(
    clippy::too_many_lines,
    reason = "one arm per kind of edit, each a line or two: the match is the table of what can change"
)]
pub fn apply(project: &mut Project, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::SetProjectFacts { title, note } => Ok(Edit::SetProjectFacts {
            title: std::mem::replace(&mut project.title, title),
            note: std::mem::replace(&mut project.note, note),
        }),
        Edit::AddArticle(article) => add_article(project, article),
        Edit::RemoveArticle(article_id) => remove_article(project, article_id),
        Edit::SetFacts(article_id, facts) => {
            let article = article_mut(project, article_id)?;
            Ok(Edit::SetFacts(article_id, Box::new(std::mem::replace(&mut article.facts, *facts))))
        }
        Edit::AddSpan(article_id, span) => {
            check_span(project, article_id, &span)?;
            let article = article_mut(project, article_id)?;
            let span_id = span.id;
            if article.span(span_id).is_some() || article.quarantined.contains_key(&span_id) {
                return Err(EditError::Exists(format!("span {span_id}")));
            }
            article.spans.insert(*span);
            Ok(Edit::RemoveSpan(article_id, span_id))
        }
        Edit::ChangeSpan(article_id, span) => {
            check_span(project, article_id, &span)?;
            let article = article_mut(project, article_id)?;
            if article.span(span.id).is_none() {
                return Err(EditError::Missing(format!("span {}", span.id)));
            }
            let missing = EditError::Missing(format!("span {}", span.id));
            let former = article.spans.insert(*span).ok_or(missing)?;
            Ok(Edit::ChangeSpan(article_id, Box::new(former)))
        }
        Edit::RemoveSpan(article_id, span_id) => remove_span(project, article_id, span_id),
        Edit::AddLink(article_id, link) => {
            check_link(project, article_id, &link)?;
            let (links, link_id) = (&mut article_mut(project, article_id)?.links, link.id);
            if links.get(link_id).is_some() {
                return Err(EditError::Exists(format!("link {link_id}")));
            }
            links.insert(*link);
            Ok(Edit::RemoveLink(article_id, link_id))
        }
        Edit::ChangeLink(article_id, link) => {
            check_link(project, article_id, &link)?;
            let links = &mut article_mut(project, article_id)?.links;
            let missing = EditError::Missing(format!("link {}", link.id));
            if links.get(link.id).is_none() {
                return Err(missing);
            }
            let former = links.insert(*link).ok_or(missing)?;
            Ok(Edit::ChangeLink(article_id, Box::new(former)))
        }
        Edit::RemoveLink(article_id, link_id) => {
            let former = article_mut(project, article_id)?.links.remove(link_id);
            let former = former.ok_or_else(|| EditError::Missing(format!("link {link_id}")))?;
            Ok(Edit::AddLink(article_id, Box::new(former)))
        }
        Edit::AddEntity(entity) => match project.entities.entry(entity.id) {
            Entry::Occupied(_) => Err(EditError::Exists(format!("entity {}", entity.id))),
            Entry::Vacant(place) => {
                let inverse = Edit::RemoveEntity(entity.id);
                place.insert(Arc::new(*entity));
                Ok(inverse)
            }
        },
        Edit::ChangeEntity(entity) => match project.entities.entry(entity.id) {
            Entry::Occupied(mut place) => {
                Ok(Edit::ChangeEntity(Box::new(Entity::clone(&place.insert(Arc::new(*entity))))))
            }
            Entry::Vacant(_) => Err(EditError::Missing(format!("entity {}", entity.id))),
        },
        Edit::RemoveEntity(entity_id) => remove_entity(project, entity_id),
        Edit::AddTag(place, tag) => {
            if project.codebook.tag(&tag.id).is_some() {
                return Err(EditError::Exists(format!("tag {}", tag.id)));
            }
            check_tag(project, &tag)?;
            let inverse = Edit::RemoveTag(tag.id.clone());
            let tags = &mut project.codebook.tags;
            tags.insert(place.min(tags.len()), *tag);
            Ok(inverse)
        }
        Edit::ChangeTag(tag) => {
            check_tag(project, &tag)?;
            let former = project.codebook.tags.iter_mut().find(|t| t.id == tag.id);
            let former = former.ok_or_else(|| EditError::Missing(format!("tag {}", tag.id)))?;
            Ok(Edit::ChangeTag(Box::new(std::mem::replace(former, *tag))))
        }
        Edit::MoveTag(tag_id, place) => {
            let from = place_of(project, &tag_id)?;
            let tag = project.codebook.tags.remove(from);
            let tags = &mut project.codebook.tags;
            tags.insert(place.min(tags.len()), tag);
            Ok(Edit::MoveTag(tag_id, from))
        }
        Edit::RemoveTag(tag_id) => remove_tag(project, &tag_id),
        Edit::SetCodebookVersion(version) => {
            Ok(Edit::SetCodebookVersion(std::mem::replace(&mut project.codebook.version, version)))
        }
        Edit::SetLinkKinds(kinds) => {
            let used = |article: &Arc<Article>| {
                article.links.iter().find(|l| !kinds.iter().any(|k| k.id == l.kind)).map(|l| l.id)
            };
            if let Some(link_id) = project.articles.values().find_map(used) {
                return Err(EditError::InUse { what: "a link kind".to_owned(), by: format!("link {link_id}") });
            }
            Ok(Edit::SetLinkKinds(std::mem::replace(&mut project.codebook.link_kinds, kinds)))
        }
        Edit::SetRules(rules) => Ok(Edit::SetRules(std::mem::replace(&mut project.codebook.rules, rules))),
        Edit::AddCoder(coder) => match project.coders.entry(coder.id) {
            Entry::Occupied(_) => Err(EditError::Exists(format!("coder {}", coder.id))),
            Entry::Vacant(place) => {
                let inverse = Edit::RemoveCoder(coder.id);
                place.insert(coder);
                Ok(inverse)
            }
        },
        Edit::ChangeCoder(coder) => match project.coders.entry(coder.id) {
            Entry::Occupied(mut place) => Ok(Edit::ChangeCoder(place.insert(coder))),
            Entry::Vacant(_) => Err(EditError::Missing(format!("coder {}", coder.id))),
        },
        Edit::RemoveCoder(coder_id) => {
            let marks = |article: &Article| {
                article.spans.iter().any(|s| s.by == coder_id || s.changed.is_some_and(|(_, by)| by == coder_id))
                    || article.links.iter().any(|l| l.by == coder_id)
            };
            if project.articles.values().any(|article| marks(article))
                || project.progress.keys().any(|(_, coder)| *coder == coder_id)
            {
                return Err(EditError::InUse { what: format!("coder {coder_id}"), by: "marks".to_owned() });
            }
            let former = project.coders.remove(&coder_id);
            Ok(Edit::AddCoder(former.ok_or_else(|| EditError::Missing(format!("coder {coder_id}")))?))
        }
        Edit::SetProgress(article_id, coder, status) => {
            if !project.articles.contains_key(&article_id) {
                return Err(EditError::Missing(format!("article {article_id}")));
            }
            if !project.coders.contains_key(&coder) {
                return Err(EditError::Missing(format!("coder {coder}")));
            }
            let key = (article_id, coder);
            let former = match status {
                Status::New => project.progress.remove(&key),
                Status::InWork | Status::Done => project.progress.insert(key, status),
            };
            Ok(Edit::SetProgress(article_id, coder, former.unwrap_or_default()))
        }
        Edit::SetDismissed(place, on) => {
            let article = project.article(place.article);
            let article = article.ok_or_else(|| EditError::Missing(format!("article {}", place.article)))?;
            if article.text.get(place.at).is_none() {
                return Err(EditError::BadPlace(vec![place.at]));
            }
            let was = if on { !project.dismissed.insert(place.clone()) } else { project.dismissed.remove(&place) };
            Ok(Edit::SetDismissed(place, was))
        }
        Edit::Quarantine(article_id, quarantined) => {
            let span_id = quarantined.span.id;
            let article = article_mut(project, article_id)?;
            if article.quarantined.contains_key(&span_id) {
                return Err(EditError::Exists(format!("span {span_id}")));
            }
            let placed = article.spans.remove(span_id);
            article.quarantined.insert(span_id, *quarantined);
            Ok(match placed {
                Some(span) => Edit::Place(article_id, Box::new(span)),
                None => Edit::DropQuarantined(article_id, span_id),
            })
        }
        Edit::Place(article_id, span) => {
            check_span(project, article_id, &span)?;
            let article = article_mut(project, article_id)?;
            let kept = take_quarantined(article, span.id)?;
            article.spans.insert(*span);
            Ok(Edit::Quarantine(article_id, Box::new(kept)))
        }
        Edit::DropQuarantined(article_id, span_id) => {
            let article = article_mut(project, article_id)?;
            check_unlinked(article, span_id)?;
            Ok(Edit::Quarantine(article_id, Box::new(take_quarantined(article, span_id)?)))
        }
        Edit::SetStatedHash(article_id, stated) => {
            let article = article_mut(project, article_id)?;
            Ok(Edit::SetStatedHash(article_id, std::mem::replace(&mut article.stated_sha256, stated)))
        }
    }
}

fn article_mut(project: &mut Project, article_id: ArticleId) -> Result<&mut Article, EditError> {
    let article = project.articles.get_mut(&article_id);
    Ok(Arc::make_mut(article.ok_or_else(|| EditError::Missing(format!("article {article_id}")))?))
}

fn add_article(project: &mut Project, article: Box<Article>) -> Result<Edit, EditError> {
    let article_id = article.id;
    if project.articles.contains_key(&article_id) {
        return Err(EditError::Exists(format!("article {article_id}")));
    }
    if let Some(replaced) = article.replaces
        && !project.articles.contains_key(&replaced)
    {
        return Err(EditError::Missing(format!("article {replaced}")));
    }
    for span in article.spans.iter() {
        check_span_in(project, &article.text, span)?;
    }
    for link in article.links.iter() {
        check_link_in(project, &article, link)?;
    }
    project.articles.insert(article_id, Arc::new(*article));
    Ok(Edit::RemoveArticle(article_id))
}

fn remove_article(project: &mut Project, article_id: ArticleId) -> Result<Edit, EditError> {
    let in_use = |by: &str| EditError::InUse { what: format!("article {article_id}"), by: by.to_owned() };
    if project.articles.values().any(|article| article.replaces == Some(article_id)) {
        return Err(in_use("the article that replaces it"));
    }
    if project.progress.keys().any(|(article, _)| *article == article_id) {
        return Err(in_use("a coder's progress"));
    }
    if project.dismissed.iter().any(|place| place.article == article_id) {
        return Err(in_use("a dismissed place"));
    }
    let former = project.articles.remove(&article_id);
    let former = former.ok_or_else(|| EditError::Missing(format!("article {article_id}")))?;
    Ok(Edit::AddArticle(Box::new(Arc::unwrap_or_clone(former))))
}

fn remove_span(project: &mut Project, article_id: ArticleId, span_id: SpanId) -> Result<Edit, EditError> {
    let article = article_mut(project, article_id)?;
    check_unlinked(article, span_id)?;
    let former = article.spans.remove(span_id);
    let former = former.ok_or_else(|| EditError::Missing(format!("span {span_id}")))?;
    Ok(Edit::AddSpan(article_id, Box::new(former)))
}

fn check_unlinked(article: &Article, span_id: SpanId) -> Result<(), EditError> {
    let touching = article.links.from(span_id).chain(article.links.to(span_id)).next();
    match touching {
        Some(link) => Err(EditError::InUse { what: format!("span {span_id}"), by: format!("link {}", link.id) }),
        None => Ok(()),
    }
}

fn take_quarantined(article: &mut Article, span_id: SpanId) -> Result<Quarantined, EditError> {
    let kept = article.quarantined.remove(&span_id);
    kept.ok_or_else(|| EditError::Missing(format!("span {span_id} among those kept aside")))
}

fn remove_entity(project: &mut Project, entity_id: EntityId) -> Result<Edit, EditError> {
    let in_fields = |fields: &Fields| fields.values().any(|value| *value == FieldValue::Entity(entity_id));
    let in_article = |article: &Arc<Article>| {
        article.spans.iter().any(|span| span.entity == Some(entity_id) || in_fields(&span.fields))
            || article.links.iter().any(|link| link.to == LinkEnd::Entity(entity_id) || in_fields(&link.fields))
    };
    if let Some(article) = project.articles.values().find(|article| in_article(article)) {
        return Err(EditError::InUse { what: format!("entity {entity_id}"), by: format!("article {}", article.id) });
    }
    let former = project.entities.remove(&entity_id);
    let former = former.ok_or_else(|| EditError::Missing(format!("entity {entity_id}")))?;
    Ok(Edit::AddEntity(Box::new(Arc::unwrap_or_clone(former))))
}

fn remove_tag(project: &mut Project, tag_id: &TagId) -> Result<Edit, EditError> {
    let place = place_of(project, tag_id)?;
    let in_use = |by: String| EditError::InUse { what: format!("tag {tag_id}"), by };
    let spans = project.count(tag_id);
    if spans > 0 {
        return Err(in_use(format!("{spans} spans")));
    }
    if let Some(child) = project.codebook.tags.iter().find(|tag| tag.parent.as_ref() == Some(tag_id)) {
        return Err(in_use(format!("the tag “{}” under it", child.name)));
    }
    let former = project.codebook.tags.remove(place);
    Ok(Edit::AddTag(place, Box::new(former)))
}

fn place_of(project: &Project, tag_id: &TagId) -> Result<usize, EditError> {
    project.codebook.tag_place(tag_id).ok_or_else(|| EditError::Missing(format!("tag {tag_id}")))
}

fn check_tag(project: &Project, tag: &Tag) -> Result<(), EditError> {
    let others = project.codebook.tags.iter().filter(|other| other.id != tag.id);
    if let Some(owner) =
        others.into_iter().find(|other| !tag.key.is_empty() && other.key.eq_ignore_ascii_case(&tag.key))
    {
        return Err(EditError::KeyTaken { key: tag.key.clone(), owner: owner.name.clone() });
    }
    match &tag.parent {
        Some(parent) if project.codebook.tag(parent).is_none() && *parent != tag.id => {
            Err(EditError::Missing(format!("tag {parent}")))
        }
        Some(parent) if *parent == tag.id || project.codebook.is_under(parent, &tag.id) => {
            Err(EditError::TagCircle(tag.name.clone()))
        }
        _ => Ok(()),
    }
}

fn check_span(project: &Project, article_id: ArticleId, span: &Span) -> Result<(), EditError> {
    let article = project.article(article_id);
    let article = article.ok_or_else(|| EditError::Missing(format!("article {article_id}")))?;
    check_span_in(project, &article.text, span)
}

fn check_span_in(project: &Project, text: &FrozenText, span: &Span) -> Result<(), EditError> {
    let in_order = span.pieces.is_sorted_by(|one, next| one.end <= next.start);
    let on_text = span.pieces.iter().all(|piece| !piece.is_empty() && text.get(*piece).is_some());
    if span.pieces.is_empty() || !in_order || !on_text {
        return Err(EditError::BadPlace(span.pieces.clone()));
    }
    if project.codebook.tag(&span.tag).is_none() {
        return Err(EditError::Missing(format!("tag {}", span.tag)));
    }
    for coder in [Some(span.by), span.changed.map(|(_, by)| by)].into_iter().flatten() {
        if !project.coders.contains_key(&coder) {
            return Err(EditError::Missing(format!("coder {coder}")));
        }
    }
    check_entities(project, span.entity, &span.fields)
}

fn check_link(project: &Project, article_id: ArticleId, link: &Link) -> Result<(), EditError> {
    let article = project.article(article_id);
    let article = article.ok_or_else(|| EditError::Missing(format!("article {article_id}")))?;
    // A circle that a file brought along may stay, so that its article can be removed and come back; none is made.
    let ends = |link: &Link| (link.kind.clone(), link.from, link.to);
    let is_there = article.links.get(link.id).is_some_and(|there| ends(there) == ends(link));
    if !is_there && article.is_circle(link) {
        return Err(EditError::LinkCircle);
    }
    check_link_in(project, article, link)
}

fn check_link_in(project: &Project, article: &Article, link: &Link) -> Result<(), EditError> {
    if project.codebook.link_kind(&link.kind).is_none() {
        return Err(EditError::Missing(format!("link kind {}", link.kind)));
    }
    if !project.coders.contains_key(&link.by) {
        return Err(EditError::Missing(format!("coder {}", link.by)));
    }
    for span_id in [Some(link.from), link.to.span()].into_iter().flatten() {
        if article.span(span_id).is_none() && !article.quarantined.contains_key(&span_id) {
            return Err(EditError::Missing(format!("span {span_id}")));
        }
    }
    check_entities(project, link.to.entity(), &link.fields)
}

fn check_entities(project: &Project, entity: Option<EntityId>, fields: &Fields) -> Result<(), EditError> {
    let in_fields = fields.values().filter_map(|value| match value {
        FieldValue::Entity(id) => Some(*id),
        FieldValue::Choice(_)
        | FieldValue::Text(_)
        | FieldValue::Number(_)
        | FieldValue::YesNo(_)
        | FieldValue::Date(_) => None,
    });
    match entity.into_iter().chain(in_fields).find(|id| !project.entities.contains_key(id)) {
        Some(id) => Err(EditError::Missing(format!("entity {id}"))),
        None => Ok(()),
    }
}
