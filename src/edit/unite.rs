//! Making one mark of those that coincide: of the same coder, with the same tag on the same words. Links, notes and answers
//! of the marks that go are carried over.

use std::collections::BTreeMap;

use super::{Edit, in_article::marks};
use crate::model::{Article, Link, LinkEnd, LinkId, Project, Reviewed, Span, SpanId, TagId};

/// Unites marks of an article: each of `into` with the one that stays. `changed` are marks that stay, as they are to be.
pub fn unite(
    project: &Project,
    article: &Article,
    into: &BTreeMap<SpanId, SpanId>,
    changed: BTreeMap<SpanId, Span>,
) -> Vec<Edit> {
    let mut united = article.clone();
    changed.into_values().for_each(|span| drop(united.spans.insert(span)));
    unite_in(project, &mut united, into);
    let mut edits = Vec::new();
    marks(article, &united, &mut edits);
    edits.extend(decisions(project, article, into));
    edits
}

/// Decisions about marks that go, and reviews of them, are about those that stay.
fn decisions(project: &Project, article: &Article, into: &BTreeMap<SpanId, SpanId>) -> Vec<Edit> {
    let stays = |id: SpanId| into.get(&id).copied().unwrap_or(id);
    let of_article = project.decisions.values().filter(|decision| decision.article == article.id);
    let moved = of_article.map(|decision| (decision, decision.about_marks(stays)));
    let moved = moved.filter(|(former, decision)| *former != decision);
    let mut edits: Vec<Edit> =
        moved.map(|(former, decision)| Edit::SetDecision(former.id, Some(Box::new(decision)))).collect();
    let reviewed = project.reviewed.iter().filter(|reviewed| reviewed.article == article.id);
    for reviewed in reviewed.filter(|reviewed| into.contains_key(&reviewed.span)) {
        edits.push(Edit::SetReviewed(*reviewed, false));
        edits.push(Edit::SetReviewed(Reviewed { span: stays(reviewed.span), ..*reviewed }, true));
    }
    edits
}

/// The same in a copy of the article.
pub(super) fn unite_in(project: &Project, article: &mut Article, into: &BTreeMap<SpanId, SpanId>) {
    for (gone, stays) in into {
        let Some(mut kept) = article.span(*stays).cloned() else { continue };
        let Some(gone) = article.spans.remove(*gone) else { continue };
        kept.take_over(&gone, &project.codebook, &project.entities);
        article.spans.insert(kept);
    }
    rename_origins(article, into);
    move_links(project, article, into);
}

/// Names the marks that stay where a consensus was made from those that go.
fn rename_origins(article: &mut Article, into: &BTreeMap<SpanId, SpanId>) {
    let is_named = |span: &&Span| span.made_from.iter().any(|id| into.contains_key(id));
    let consensus: Vec<Span> = article.spans.iter().filter(is_named).cloned().collect();
    for mut span in consensus {
        span.made_from.iter_mut().for_each(|id| *id = into.get(id).copied().unwrap_or(*id));
        article.spans.insert(span);
    }
}

/// Moves links to the marks that stay. Of two that say the same then, one takes over what the other says besides; one that
/// would lead back to itself is removed.
fn move_links(project: &Project, article: &mut Article, into: &BTreeMap<SpanId, SpanId>) {
    let at = |end: SpanId| into.get(&end).copied().unwrap_or(end);
    let ids: Vec<LinkId> = article.links.iter().map(|link| link.id).collect();
    for id in ids {
        let moved = |link: &Link| {
            let to = link.to.span().map_or(link.to, |to| LinkEnd::Span(at(to)));
            Link { from: at(link.from), to, ..link.clone() }
        };
        // As it is by now: another may have been taken over by it.
        let Some(moved) = article.links.get(id).map(moved).filter(|moved| article.links.get(id) != Some(moved)) else {
            continue;
        };
        article.links.remove(id);
        let same = article.links.from(moved.from).find(|other| other.says(&moved)).cloned();
        match same {
            Some(mut kept) => {
                kept.take_over(&moved, &project.codebook, &project.entities);
                article.links.insert(kept);
            }
            None if article.is_circle(&moved) => {}
            None => drop(article.links.insert(moved)),
        }
    }
}

/// The marks of an article that coincide with others once a tag is merged into another, each with the one that stays: the
/// oldest, of those with the tag that stays where there are any.
pub fn coinciding(article: &Article, from: &TagId, into: &TagId) -> BTreeMap<SpanId, SpanId> {
    let mut alike: BTreeMap<_, Vec<&Span>> = BTreeMap::new();
    if article.spans.count(from) > 0 {
        let of_both = article.spans.iter().filter(|span| span.tag == *from || span.tag == *into);
        of_both.for_each(|span| alike.entry((span.by, &span.pieces)).or_default().push(span));
    }
    let mut united = BTreeMap::new();
    for spans in alike.into_values().filter(|spans| spans.iter().any(|span| span.tag == *from)) {
        let stays = spans.iter().min_by_key(|span| (span.tag != *into, span.made, span.id)).map(|span| span.id);
        let gone = spans.iter().map(|span| span.id).filter(|id| Some(*id) != stays);
        united.extend(gone.filter_map(|id| Some((id, stays?))));
    }
    united
}
