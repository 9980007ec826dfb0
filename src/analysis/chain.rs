//! Through whom a claim came to the reader: the article reports that the press service says that the president said …

use std::collections::BTreeSet;

use super::ledger::name;
use crate::model::{Article, Link, LinkEnd, Project, Span, SpanId};

/// One step of a chain: those who spoke together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Who; one, or joint speakers.
    pub names: Vec<String>,
    /// The claim that this step belongs to: the claim itself, or one around it.
    pub of: SpanId,
}

/// The voices of a claim, from the farthest from the words to the nearest: those of the claims around it first. The
/// article itself stands before them all and is not named.
pub fn chain(project: &Project, article: &Article, claim: &Span) -> Vec<Voice> {
    let mut voices: Vec<Voice> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(claim);
    while let Some(claim) = next.filter(|claim| seen.insert(claim.id)) {
        let mut own = own_voices(project, article, claim);
        own.append(&mut voices);
        voices = own;
        next = parent(article, claim);
    }
    voices
}

/// The claim that reports this one: the one that a `within` link names, else the smallest other claim that holds its cue,
/// else the smallest that holds it whole.
pub fn parent<'a>(article: &'a Article, claim: &Span) -> Option<&'a Span> {
    let ends = |kind: &'static str| {
        let links = article.links.values().filter(move |link| link.from == claim.id && link.kind.as_str() == kind);
        links.filter_map(|link| if let LinkEnd::Span(to) = link.to { article.span(to) } else { None })
    };
    if let Some(named) = ends("within").next() {
        return Some(named);
    }
    let holds = |outer: &Span, inner: &Span| {
        let covered = |piece| outer.pieces.iter().any(|other| other.covers(piece));
        inner.pieces.iter().all(|piece| covered(*piece))
    };
    let smallest = |inner: &Span| {
        let around = article.spans.at(inner.start()).into_iter();
        let around = around.filter(|other| other.id != claim.id && other.tag == claim.tag && other.len() > claim.len());
        around.filter(|other| holds(other, inner)).min_by_key(|other| (other.len(), other.id))
    };
    let cue = ends("cue").next();
    cue.and_then(smallest).or_else(|| smallest(claim))
}

/// Who said the claim itself, the farthest from the words first; joint speakers are one step.
fn own_voices(project: &Project, article: &Article, claim: &Span) -> Vec<Voice> {
    let said_by = |link: &&Link| link.from == claim.id && link.kind.as_str() == "said-by";
    let mut links: Vec<&Link> = article.links.values().filter(said_by).collect();
    links.sort_by_key(|link| (std::cmp::Reverse(link.order), link.id));
    let steps = links.chunk_by(|one, next| one.order == next.order);
    steps
        .map(|step| Voice { names: step.iter().map(|link| name(project, article, link.to)).collect(), of: claim.id })
        .collect()
}
