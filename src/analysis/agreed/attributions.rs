//! How far two coders agree on attributions: which claims both found, and of these, which have the same speaker, cue and addressee.
//!
//! A claim is found by both where theirs overlap. Speakers are the same when they are the same name, or, where either has none,
//! marks that share words; of several voices those that said the words count. What neither linked is left out.

use std::collections::BTreeSet;

use super::{
    super::agreement::{Outcome, Undefined},
    matching::{matched, shared},
    measure::{Finding, Measure},
    pairs::evidence,
    worked::Worked,
};
use crate::model::{Article, CoderId, Link, LinkEnd, LinkKindId, Span, TagId};

/// The parts of an attribution, each with the kind of link that leads to it.
const PARTS: [(Measure, &str); 3] = [
    (Measure::SameSpeaker, LinkKindId::SAID_BY),
    (Measure::SameCue, LinkKindId::CUE),
    (Measure::SameAddressee, LinkKindId::TOLD_TO),
];

/// Claims of two coders that are meant to be one.
struct Found<'w, 'p> {
    worked: &'w Worked<'p>,
    claims: [&'p Span; 2],
}

/// The shares for the claims of a tag.
pub(super) fn attributions(tag: &TagId, pair: [CoderId; 2], articles: &[Worked<'_>]) -> Vec<Finding> {
    let (mut found, mut alone, mut in_articles) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (worked, group) in matched(tag, &pair, articles) {
        in_articles.insert(worked.article.id);
        match group.as_slice() {
            [Some(one), Some(other)] => found.push(Found { worked, claims: [one, other] }),
            _ => alone.extend(group.iter().flatten().map(|claim| evidence(worked, claim))),
        }
    }
    let all = found.len() + alone.len();
    let of_claims = Finding {
        measure: Measure::FoundByBoth,
        value: share(found.len(), all, Undefined::NothingMarked),
        interval: None,
        n: all,
        articles: in_articles.len(),
        evidence: alone,
    };
    let parts = PARTS.iter().map(|(measure, kind)| part(*measure, kind, &found));
    std::iter::once(of_claims).chain(parts).collect()
}

/// How many of the claims that both found have the same end of a link.
fn part(measure: Measure, kind: &str, found: &[Found<'_, '_>]) -> Finding {
    let (mut n, mut same, mut differing, mut in_articles) = (0, 0, Vec::new(), BTreeSet::new());
    for Found { worked, claims } in found {
        let [one, other] = claims.map(|claim| ends(worked.article, claim, kind));
        if one.is_empty() && other.is_empty() {
            continue;
        }
        n += 1;
        in_articles.insert(worked.article.id);
        if are_same(worked.article, &one, &other) {
            same += 1;
        } else {
            differing.extend(claims.iter().map(|claim| evidence(worked, claim)));
        }
    }
    let value = share(same, n, Undefined::NothingLinked);
    Finding { measure, value, interval: None, n, articles: in_articles.len(), evidence: differing }
}

fn share(part: usize, all: usize, why: Undefined) -> Outcome {
    if all == 0 { Err(why) } else { Ok(part as f64 / all as f64) }
}

/// Where the links lead that the coder of a claim made from it; of several steps of voices only the one nearest to the words.
fn ends(article: &Article, claim: &Span, kind: &str) -> Vec<LinkEnd> {
    let own: Vec<&Link> = article.links.of_kind(claim.id, kind).filter(|link| link.by == claim.by).collect();
    let nearest = own.iter().map(|link| link.order).min().filter(|_| kind == LinkKindId::SAID_BY);
    own.iter().filter(|link| nearest.is_none_or(|order| link.order == order)).map(|link| link.to).collect()
}

/// Whether each end of one coder is one of the other's, and the other way round.
fn are_same(article: &Article, one: &[LinkEnd], other: &[LinkEnd]) -> bool {
    let are_among = |ends: &[LinkEnd], others: &[LinkEnd]| {
        ends.iter().all(|end| others.iter().any(|other| is_same(article, *end, *other)))
    };
    are_among(one, other) && are_among(other, one)
}

fn is_same(article: &Article, one: LinkEnd, other: LinkEnd) -> bool {
    let span = |end: LinkEnd| end.span().and_then(|id| article.span(id));
    let entity = |end: LinkEnd| end.entity().or_else(|| span(end)?.entity);
    match (entity(one), entity(other), span(one), span(other)) {
        (Some(one), Some(other), ..) => one == other,
        (_, _, Some(one), Some(other)) => shared(&one.pieces, &other.pieces) > 0,
        _ => one == other,
    }
}
