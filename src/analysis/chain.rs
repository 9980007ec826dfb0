//! Through whom a claim came to the reader: the article reports that the press service says that the president said …

use std::collections::BTreeSet;

use super::names::end_name;
use crate::model::{Article, Link, LinkKindId, Project, Span, SpanId};

/// One step of a chain: those who spoke together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Who; one, or joint speakers.
    pub names: Vec<String>,
    /// The claim that this step belongs to: the claim itself, or one around it.
    pub of: SpanId,
    /// How far from the words it is among the voices of its claim; 0 said them.
    pub order: u32,
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

/// How many claims report this one, each within the next.
pub fn depth(article: &Article, claim: &Span) -> usize {
    let mut seen = BTreeSet::from([claim.id]);
    let mut around = parent(article, claim);
    while let Some(claim) = around.filter(|claim| seen.insert(claim.id)) {
        around = parent(article, claim);
    }
    seen.len() - 1
}

/// The claim that reports this one: the one that a `within` link names, else the smallest other claim that holds its cue,
/// else the smallest that holds it whole.
pub fn parent<'a>(article: &'a Article, claim: &Span) -> Option<&'a Span> {
    let end = |kind: &str| {
        let mut ends = article.links.of_kind(claim.id, kind).filter_map(|link| article.span(link.to.span()?));
        ends.next()
    };
    if let Some(named) = end(LinkKindId::WITHIN) {
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
    end(LinkKindId::CUE).and_then(smallest).or_else(|| smallest(claim))
}

/// Who said the claim itself, the farthest from the words first; joint speakers are one step.
fn own_voices(project: &Project, article: &Article, claim: &Span) -> Vec<Voice> {
    let mut links: Vec<&Link> = article.links.of_kind(claim.id, LinkKindId::SAID_BY).collect();
    links.sort_by_key(|link| (std::cmp::Reverse(link.order), link.id));
    let steps = links.chunk_by(|one, next| one.order == next.order);
    steps
        .filter_map(|step| {
            let order = step.first()?.order;
            let names = step.iter().map(|link| end_name(project, article, link.to)).collect();
            Some(Voice { names, of: claim.id, order })
        })
        .collect()
}
