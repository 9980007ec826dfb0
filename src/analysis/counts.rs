//! How many marks and claims there are, by what they are, who said or made them, and where they stand.

use std::collections::BTreeMap;

use super::chain;
use crate::model::{Article, LinkKindId, Project, Span};

/// What marks are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountBy {
    /// The tag.
    Tag,
    /// Who said it, for claims alone; of joint speakers each counts.
    Speaker,
    /// The outlet of the article.
    Outlet,
    /// The article.
    Article,
    /// Who made the mark.
    Coder,
}

/// A line of the count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// What it counts: a tag, a name, a title; empty where there is none.
    pub name: String,
    /// Marks of any tag.
    pub marks: usize,
    /// Claims among them.
    pub claims: usize,
}

/// Counts the marks of the listed articles; most first, then by name.
pub fn counts(project: &Project, by: CountBy) -> Vec<Count> {
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let claim_tags = project.codebook.claim_tags();
    for article in project.listed_articles() {
        for span in article.spans.in_text_order() {
            let is_claim = claim_tags.contains(&&span.tag);
            for name in names(project, article, span, is_claim, by) {
                let (marks, claims) = found.entry(name).or_default();
                *marks += 1;
                *claims += usize::from(is_claim);
            }
        }
    }
    let mut counts: Vec<Count> =
        found.into_iter().map(|(name, (marks, claims))| Count { name, marks, claims }).collect();
    counts.sort_by_key(|count| std::cmp::Reverse((count.marks, count.claims)));
    counts
}

fn names(project: &Project, article: &Article, span: &Span, is_claim: bool, by: CountBy) -> Vec<String> {
    match by {
        CountBy::Tag => {
            vec![project.codebook.tag(&span.tag).map_or_else(|| span.tag.to_string(), |tag| tag.name.clone())]
        }
        CountBy::Outlet => vec![article.facts.outlet.clone()],
        CountBy::Article => vec![article.facts.title.clone()],
        CountBy::Coder => vec![project.coder_name(span.by)],
        CountBy::Speaker if !is_claim => Vec::new(),
        CountBy::Speaker => {
            let voices = chain(project, article, span);
            let nearest = voices.iter().rfind(|voice| voice.of == span.id);
            let has_any = article.links.of_kind(span.id, LinkKindId::SAID_BY).next().is_some();
            nearest.filter(|_| has_any).map_or_else(|| vec![String::new()], |voice| voice.names.clone())
        }
    }
}
