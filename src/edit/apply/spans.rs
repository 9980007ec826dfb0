//! Marks, those that were set aside, and the links between them.

use super::records::{article, article_mut, check_coder, check_entities, missing, span_record, tag};
use crate::{
    edit::{Edit, EditError, Record, RecordKind, User},
    model::{Article, ArticleId, Link, LinkId, Project, Quarantined, Span, SpanId},
    text::FrozenText,
};

pub(super) fn add(project: &mut Project, article_id: ArticleId, span: Box<Span>) -> Result<Edit, EditError> {
    check_span(project, article_id, &span)?;
    let article = article_mut(project, article_id)?;
    let span_id = span.id;
    if article.span(span_id).is_some() || article.quarantined.contains_key(&span_id) {
        return Err(EditError::Exists(span_record(article, &span)));
    }
    article.spans.insert(*span);
    Ok(Edit::RemoveSpan(article_id, span_id))
}

pub(super) fn change(project: &mut Project, article_id: ArticleId, span: Box<Span>) -> Result<Edit, EditError> {
    check_span(project, article_id, &span)?;
    let article = article_mut(project, article_id)?;
    if article.span(span.id).is_none() {
        return Err(EditError::Missing(span_record(article, &span)));
    }
    let former = article.spans.insert(*span).ok_or_else(|| missing(RecordKind::Span))?;
    Ok(Edit::ChangeSpan(article_id, Box::new(former)))
}

pub(super) fn remove(project: &mut Project, article_id: ArticleId, span_id: SpanId) -> Result<Edit, EditError> {
    let article = article_mut(project, article_id)?;
    check_unlinked(article, span_id)?;
    let former = article.spans.remove(span_id).ok_or_else(|| missing(RecordKind::Span))?;
    Ok(Edit::AddSpan(article_id, Box::new(former)))
}

pub(super) fn quarantine(
    project: &mut Project,
    article_id: ArticleId,
    kept: Box<Quarantined>,
) -> Result<Edit, EditError> {
    let span_id = kept.span.id;
    let article = article_mut(project, article_id)?;
    if article.quarantined.contains_key(&span_id) {
        return Err(EditError::Exists(Record::named(RecordKind::Quarantined, &kept.words.join(" … "))));
    }
    let placed = article.spans.remove(span_id);
    article.quarantined.insert(span_id, *kept);
    Ok(match placed {
        Some(span) => Edit::Place(article_id, Box::new(span)),
        None => Edit::DropQuarantined(article_id, span_id),
    })
}

pub(super) fn place(project: &mut Project, article_id: ArticleId, span: Box<Span>) -> Result<Edit, EditError> {
    check_span(project, article_id, &span)?;
    let article = article_mut(project, article_id)?;
    let kept = take_quarantined(article, span.id)?;
    article.spans.insert(*span);
    Ok(Edit::Quarantine(article_id, Box::new(kept)))
}

pub(super) fn drop_quarantined(
    project: &mut Project,
    article_id: ArticleId,
    span_id: SpanId,
) -> Result<Edit, EditError> {
    let article = article_mut(project, article_id)?;
    check_unlinked(article, span_id)?;
    Ok(Edit::Quarantine(article_id, Box::new(take_quarantined(article, span_id)?)))
}

pub(super) fn add_link(project: &mut Project, article_id: ArticleId, link: Box<Link>) -> Result<Edit, EditError> {
    check_link(project, article_id, &link)?;
    let (links, link_id) = (&mut article_mut(project, article_id)?.links, link.id);
    if links.get(link_id).is_some() {
        return Err(EditError::Exists(Record::of(RecordKind::Link)));
    }
    links.insert(*link);
    Ok(Edit::RemoveLink(article_id, link_id))
}

pub(super) fn change_link(project: &mut Project, article_id: ArticleId, link: Box<Link>) -> Result<Edit, EditError> {
    check_link(project, article_id, &link)?;
    let links = &mut article_mut(project, article_id)?.links;
    if links.get(link.id).is_none() {
        return Err(missing(RecordKind::Link));
    }
    let former = links.insert(*link).ok_or_else(|| missing(RecordKind::Link))?;
    Ok(Edit::ChangeLink(article_id, Box::new(former)))
}

pub(super) fn remove_link(project: &mut Project, article_id: ArticleId, link_id: LinkId) -> Result<Edit, EditError> {
    let former = article_mut(project, article_id)?.links.remove(link_id);
    Ok(Edit::AddLink(article_id, Box::new(former.ok_or_else(|| missing(RecordKind::Link))?)))
}

fn check_unlinked(article: &Article, span_id: SpanId) -> Result<(), EditError> {
    let is_linked = article.links.from(span_id).chain(article.links.to(span_id)).next().is_some();
    let what = || {
        let span = article.span(span_id);
        span.map_or_else(|| Record::of(RecordKind::Quarantined), |span| span_record(article, span))
    };
    if is_linked { Err(EditError::InUse { what: what(), by: User::Link }) } else { Ok(()) }
}

fn take_quarantined(article: &mut Article, span_id: SpanId) -> Result<Quarantined, EditError> {
    article.quarantined.remove(&span_id).ok_or_else(|| missing(RecordKind::Quarantined))
}

fn check_span(project: &Project, article_id: ArticleId, span: &Span) -> Result<(), EditError> {
    check_span_in(project, &article(project, article_id)?.text, span)
}

/// Whether a span fits a text and the project.
pub(super) fn check_span_in(project: &Project, text: &FrozenText, span: &Span) -> Result<(), EditError> {
    let in_order = span.pieces.is_sorted_by(|one, next| one.end <= next.start);
    let on_text = span.pieces.iter().all(|piece| !piece.is_empty() && text.get(*piece).is_some());
    if span.pieces.is_empty() || !in_order || !on_text {
        return Err(EditError::BadPlace(span.pieces.clone()));
    }
    tag(project, &span.tag)?;
    check_coder(project, span.by)?;
    if let Some((_, by)) = span.changed {
        check_coder(project, by)?;
    }
    check_entities(project, span.entity, &span.fields)
}

fn check_link(project: &Project, article_id: ArticleId, link: &Link) -> Result<(), EditError> {
    let article = article(project, article_id)?;
    // A circle that a file brought along may stay, so that its article can be removed and come back; none is made.
    let ends = |link: &Link| (link.kind.clone(), link.from, link.to);
    let is_there = article.links.get(link.id).is_some_and(|there| ends(there) == ends(link));
    if !is_there && article.is_circle(link) {
        return Err(EditError::LinkLoop);
    }
    check_link_in(project, article, link)
}

/// Whether a link fits an article and the project.
pub(super) fn check_link_in(project: &Project, article: &Article, link: &Link) -> Result<(), EditError> {
    if project.codebook.link_kind(&link.kind).is_none() {
        return Err(EditError::Missing(Record::named(RecordKind::LinkKind, link.kind.as_str())));
    }
    check_coder(project, link.by)?;
    let is_known = |span_id| article.span(span_id).is_some() || article.quarantined.contains_key(&span_id);
    if !is_known(link.from) || link.to.span().is_some_and(|to| !is_known(to)) {
        return Err(missing(RecordKind::Span));
    }
    check_entities(project, link.to.entity(), &link.fields)
}
