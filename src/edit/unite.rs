//! Making one mark of those that coincide: of the same coder, with the same tag on the same words. Links, notes and answers
//! of the marks that go are carried over.

use std::collections::BTreeMap;

use super::Edit;
use crate::model::{Article, Link, LinkEnd, Project, Span, SpanId, TagId};

/// Unites marks of an article: each of `into` with the one that stays. `changed` are marks that stay, as they are to be.
pub fn unite(
    project: &Project,
    article: &Article,
    into: &BTreeMap<SpanId, SpanId>,
    mut changed: BTreeMap<SpanId, Span>,
) -> Vec<Edit> {
    for (gone, stays) in into {
        let Some(gone) = article.span(*gone) else { continue };
        let Some(kept) = changed.get(stays).or_else(|| article.span(*stays)).cloned() else { continue };
        let kept = changed.entry(*stays).or_insert(kept);
        kept.take_over(gone, &project.codebook, &project.entities);
    }
    let mut edits = move_links(project, article, into);
    edits.extend(into.keys().map(|gone| Edit::RemoveSpan(article.id, *gone)));
    let differs = |span: &Span| article.span(span.id).is_some_and(|former| former != span);
    let changed = changed.into_values().filter(differs);
    edits.extend(changed.map(|span| Edit::ChangeSpan(article.id, Box::new(span))));
    edits
}

/// Moves links to the marks that stay. A link that would be there twice then, or lead back to itself, is removed.
fn move_links(project: &Project, article: &Article, into: &BTreeMap<SpanId, SpanId>) -> Vec<Edit> {
    let at = |end: SpanId| into.get(&end).copied().unwrap_or(end);
    let (mut after, mut edits) = (article.clone(), Vec::new());
    for link in article.links.iter() {
        let to = link.to.span().map_or(link.to, |to| LinkEnd::Span(at(to)));
        if (at(link.from), to) == (link.from, link.to) {
            continue;
        }
        // As it is by now: another that goes may have been taken over by it.
        let Some(link) = after.links.remove(link.id) else { continue };
        let moved = Link { from: at(link.from), to, ..link };
        let same = after.links.from(moved.from).find(|other| other.says(&moved)).cloned();
        match same {
            Some(same) => {
                let mut kept = same.clone();
                kept.take_over(&moved, &project.codebook, &project.entities);
                edits.push(Edit::RemoveLink(article.id, moved.id));
                if kept != same {
                    edits.push(Edit::ChangeLink(article.id, Box::new(kept.clone())));
                    after.links.insert(kept);
                }
            }
            None if after.is_circle(&moved) => edits.push(Edit::RemoveLink(article.id, moved.id)),
            None => {
                edits.push(Edit::ChangeLink(article.id, Box::new(moved.clone())));
                after.links.insert(moved);
            }
        }
    }
    edits
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
