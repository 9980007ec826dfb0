//! Claims elsewhere that may say the same: many words in common, or one speaker and some.

use std::collections::BTreeSet;

use super::cues::words_in;
use crate::{
    model::{Article, ArticleId, EntityId, LinkKindId, Project, Span, SpanId},
    text::folded,
};

/// Words shorter than this say little of what a claim is about.
const SHORTEST: usize = 4;
/// Share of common words (of those that either has) from which claims of different speakers are offered.
const ALIKE: f64 = 0.25;
/// The same for claims of one speaker.
const ALIKE_OF_ONE: f64 = 0.15;
/// No more than this are offered.
const MOST: usize = 30;

/// A claim that may say the same as another.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// Its article.
    pub article: ArticleId,
    /// The claim.
    pub claim: SpanId,
    /// The share of words in common, of those that either has.
    pub likeness: f64,
    /// Whether one speaker made both.
    pub one_speaker: bool,
}

/// The claims of a project that may say the same as one, likeliest first. Claims that are of one group with it already
/// are left out.
pub fn similar_claims(project: &Project, article: &Article, claim: &Span) -> Vec<Similar> {
    let tags = project.codebook.claim_tags();
    let (words, speakers) = (words_of(article, claim), speakers_of(article, claim));
    let mut found = Vec::new();
    for other_article in project.listed_articles() {
        for other in other_article.spans.iter().filter(|other| tags.contains(&&other.tag)) {
            let is_itself = other.id == claim.id && other_article.id == article.id;
            let is_of_group = claim.entity.is_some() && other.entity == claim.entity;
            if is_itself || is_of_group {
                continue;
            }
            let others = words_of(other_article, other);
            let common = words.intersection(&others).count();
            let all = words.len() + others.len() - common;
            let likeness = if all == 0 { 0.0 } else { common as f64 / all as f64 };
            let one_speaker = !speakers.is_disjoint(&speakers_of(other_article, other));
            if likeness >= if one_speaker { ALIKE_OF_ONE } else { ALIKE } {
                found.push(Similar { article: other_article.id, claim: other.id, likeness, one_speaker });
            }
        }
    }
    let weight = |similar: &Similar| similar.likeness + if similar.one_speaker { 0.15 } else { 0.0 };
    found.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
    found.truncate(MOST);
    found
}

fn words_of(article: &Article, span: &Span) -> BTreeSet<String> {
    let words = span.pieces.iter().flat_map(|piece| words_in(&article.text, *piece));
    words
        .map(|word| folded(article.words(word)))
        .filter(|word| word.chars().count() >= SHORTEST)
        // Endings differ more than stems do.
        .map(|word| word.chars().take(6).collect())
        .collect()
}

fn speakers_of(article: &Article, claim: &Span) -> BTreeSet<EntityId> {
    let links = article.links.of_kind(claim.id, LinkKindId::SAID_BY);
    links.filter_map(|link| link.to.entity().or_else(|| article.span(link.to.span()?)?.entity)).collect()
}
