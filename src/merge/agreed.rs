//! Decisions about coders' marks, and the marks of the consensus that they made. Each copy has the ones for the others;
//! after a merge, what one person decided must not stand beside what another did.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    clash::{Clash, Clashes},
    sides::Sides,
};
use crate::{
    edit::agreed_on,
    model::{Article, ArticleId, CoderId, Decision, DecisionId, Link, Project, Span, SpanId, Verdict},
    store::{Recorded, line, span_values},
};

/// Makes decisions and the marks of the consensus fit.
pub(super) fn settle(sides: &Sides<'_>, merged: &mut Project, clashes: &mut Clashes) {
    let is_everywhere =
        |decision: &Decision| states(sides).all(|state| state.decisions.get(&decision.id) == Some(decision));
    let differing: BTreeSet<DecisionId> =
        merged.decisions.values().filter(|decision| !is_everywhere(decision)).map(|decision| decision.id).collect();
    if differing.is_empty() {
        return;
    }
    part_overlapping(sides, merged, &differing, clashes);
    for id in differing {
        if let Some(decision) = merged.decisions.get(&id).cloned() {
            fit(sides, merged, &decision, clashes);
        }
    }
}

/// Ours and the copies, without what they began with.
fn states<'p>(sides: &Sides<'p>) -> impl Iterator<Item = &'p Project> {
    std::iter::once(sides.ours).chain(sides.copies.iter().map(|copy| copy.project))
}

/// Of decisions that are about some of the same marks, one stays: that about more, then that of the smaller id.
fn part_overlapping(sides: &Sides<'_>, merged: &mut Project, differing: &BTreeSet<DecisionId>, clashes: &mut Clashes) {
    let articles: BTreeSet<ArticleId> =
        differing.iter().filter_map(|id| merged.decisions.get(id)).map(|decision| decision.article).collect();
    let mut all: Vec<&Decision> =
        merged.decisions.values().filter(|decision| articles.contains(&decision.article)).collect();
    all.sort_by_key(|decision| (std::cmp::Reverse(decision.about.len()), decision.id));
    let (mut taken, mut gone) = (BTreeMap::new(), Vec::new());
    for decision in all {
        let others: BTreeSet<DecisionId> = decision.about.iter().filter_map(|span| taken.get(span)).copied().collect();
        // What stands together in one copy is for those to see who work in it.
        let is_together = |other: &DecisionId| {
            states(sides).any(|state| state.decisions.contains_key(other) && state.decisions.contains_key(&decision.id))
        };
        let is_apart = others.iter().any(|other| !is_together(other));
        if is_apart {
            gone.push(decision.id);
        } else {
            taken.extend(decision.about.iter().map(|span| (*span, decision.id)));
        }
    }
    for id in gone {
        let Some(decision) = merged.decisions.remove(&id) else { continue };
        let text = line(&decision.values());
        let is_ours = sides.ours.decisions.contains_key(&id);
        let (ours, theirs) = if is_ours { (text, String::new()) } else { (String::new(), text) };
        let (about, sides) = (id.to_string(), [String::new(), ours, theirs]);
        clashes.add_by(Some(decision.by), Clash { section: "decisions", about: &about, field: "", sides });
        let Some(article) = merged.articles.get_mut(&decision.article) else { continue };
        let lost: Vec<SpanId> = made_by(article, &decision).map(|span| span.id).collect();
        let still = merged.decisions.values().filter(|other| other.article == decision.article);
        let still: BTreeSet<SpanId> = still.flat_map(|other| other.about.iter().map(|span| agreed_on(*span))).collect();
        let lost: Vec<SpanId> = lost.into_iter().filter(|span| !still.contains(span)).collect();
        remove(article, &lost, &decision, clashes);
    }
}

/// The marks of the consensus that are made from what a decision is about.
fn made_by<'a>(article: &'a Article, decision: &'a Decision) -> impl Iterator<Item = &'a Span> {
    let is_of = |span: &&Span| {
        span.by == CoderId::CONSENSUS && span.made_from.iter().any(|source| decision.about.contains(source))
    };
    article.spans.iter().filter(is_of)
}

/// Whether a mark is one that a decision says holds.
fn is_named(decision: &Decision, span: SpanId) -> bool {
    match decision.verdict {
        Verdict::Take(source) => agreed_on(source) == span,
        Verdict::Both => true,
        Verdict::Neither => false,
        Verdict::Edited(agreed) => agreed == span,
    }
}

/// The marks that a decision made, as they are where it stands: those that all who decided so have stay or come back, and
/// those that none of them has go.
fn fit(sides: &Sides<'_>, merged: &mut Project, decision: &Decision, clashes: &mut Clashes) {
    let is_said = |other: &Decision| other.verdict == decision.verdict && other.about == decision.about;
    let holding: Vec<&Article> = states(sides)
        .filter(|state| state.decisions.get(&decision.id).is_some_and(is_said))
        .filter_map(|state| state.article(decision.article))
        .collect();
    let Some(article) = merged.articles.get_mut(&decision.article) else { return };
    let is_anywhere = |span: SpanId| holding.iter().any(|article| article.span(span).is_some());
    let lost: Vec<SpanId> = made_by(article, decision).map(|span| span.id).filter(|span| !is_anywhere(*span)).collect();
    remove(article, &lost, decision, clashes);
    let Some((first, others)) = holding.split_first() else { return };
    let is_missing = |span: &&Span| {
        is_named(decision, span.id)
            && article.span(span.id).is_none()
            && others.iter().all(|other| other.span(span.id).is_some())
    };
    let missing: Vec<Span> = made_by(first, decision).filter(is_missing).cloned().collect();
    if missing.is_empty() {
        return;
    }
    let here = Arc::make_mut(article);
    let back: BTreeSet<SpanId> = missing.iter().map(|span| span.id).collect();
    missing.into_iter().for_each(|span| drop(here.spans.insert(span)));
    let touches = |link: &&Link| back.contains(&link.from) || link.to.span().is_some_and(|to| back.contains(&to));
    for link in first.links.iter().filter(touches) {
        let has_ends = here.span(link.from).is_some() && link.to.span().is_none_or(|to| here.span(to).is_some());
        if has_ends && here.links.get(link.id).is_none() {
            here.links.insert(link.clone());
        }
    }
}

/// Removes marks of the consensus with their links, which follow from those of the coders. What a losing decision made of a mark by hand is kept as undecided.
fn remove(article: &mut Arc<Article>, lost: &[SpanId], decision: &Decision, clashes: &mut Clashes) {
    if lost.is_empty() {
        return;
    }
    let here = Arc::make_mut(article);
    for id in lost {
        let touching = here.links.from(*id).chain(here.links.to(*id)).map(|link| link.id).collect::<Vec<_>>();
        touching.into_iter().for_each(|link| drop(here.links.remove(link)));
        clashes.forget_links_of(here.id, *id);
        let Some(span) = here.spans.remove(*id) else { continue };
        let source = decision.about.iter().find(|source| agreed_on(**source) == *id).and_then(|id| here.span(*id));
        let is_as_made = source.is_some_and(|source| says_the_same(source, &span));
        if !is_as_made {
            let about = id.to_string();
            let text = line(&span_values(here.id, &here.text, &span));
            let sides = [String::new(), String::new(), text];
            clashes.add(Clash { section: "spans", about: &about, field: "", sides });
        }
    }
}

/// Whether a mark of the consensus says what the coder's mark says that it was made from.
fn says_the_same(source: &Span, agreed: &Span) -> bool {
    let said = |span: &Span| (span.tag.clone(), span.pieces.clone(), span.entity, span.mention, span.fields.clone());
    said(source) == said(agreed) && agreed.note.is_empty()
}
