//! Who worked on which article, and what each marked there.
//!
//! A coder worked on an article that has marks of theirs, or of which they have said that they are at work or done. The project
//! is to be one in which marks that a coder made twice are one.

use std::collections::{BTreeMap, BTreeSet};

use super::super::agreement::Unit;
use crate::{
    model::{Article, CoderId, Project, Span, Status, TagId},
    text::{ByteRange, tokens_in},
};

/// The people whose work can be compared, by name: those who have worked on an article, where these are several.
pub fn compared_coders(project: &Project) -> Vec<CoderId> {
    let workers = project.workers_by_name();
    if workers.len() > 1 { workers } else { project.people().into_iter().map(|coder| coder.id).collect() }
}

/// An article, and who of those compared worked on it.
pub(super) struct Worked<'p> {
    pub(super) article: &'p Article,
    pub(super) coders: BTreeSet<CoderId>,
    /// The words and punctuation marks of its text; none where it isn't compared.
    pub(super) tokens: Vec<ByteRange>,
    /// What each of them marked, in text order.
    marks: BTreeMap<CoderId, BTreeMap<&'p TagId, Vec<&'p Span>>>,
}

/// The articles that lists show, with who of the coders worked on each.
pub(super) fn worked<'p>(project: &'p Project, coders: &[CoderId]) -> Vec<Worked<'p>> {
    project.listed_articles().into_iter().map(|article| Worked::new(project, article, coders)).collect()
}

impl<'p> Worked<'p> {
    fn new(project: &Project, article: &'p Article, compared: &[CoderId]) -> Self {
        let mut marks: BTreeMap<CoderId, BTreeMap<&TagId, Vec<&Span>>> = BTreeMap::new();
        for span in article.spans.in_text_order().filter(|span| compared.contains(&span.by)) {
            marks.entry(span.by).or_default().entry(&span.tag).or_default().push(span);
        }
        let mut coders: BTreeSet<CoderId> = marks.keys().copied().collect();
        let began = compared.iter().filter(|coder| project.status(article.id, **coder) != Status::New);
        coders.extend(began);
        let tokens = if coders.len() < 2 {
            Vec::new()
        } else {
            tokens_in(&article.text, article.text.range(), &article.facts.language)
        };
        Self { article, coders, tokens, marks }
    }

    /// Whether all of these coders worked on it.
    pub(super) fn is_by_all(&self, coders: &[CoderId]) -> bool {
        coders.iter().all(|coder| self.coders.contains(coder))
    }

    /// Those of these coders who worked on it, in their order.
    pub(super) fn of(&self, coders: &[CoderId]) -> Vec<CoderId> {
        coders.iter().copied().filter(|coder| self.coders.contains(coder)).collect()
    }

    /// The marks of a coder with a tag, in text order.
    pub(super) fn marks(&self, tag: &TagId, coder: CoderId) -> &[&'p Span] {
        self.marks.get(&coder).and_then(|marks| marks.get(tag)).map(Vec::as_slice).unwrap_or_default()
    }

    /// How many tokens its text has.
    pub(super) fn length(&self) -> u32 {
        self.tokens.len() as u32
    }

    /// The tokens that marks touch, a unit for each piece of a mark.
    pub(super) fn pieces<L: Clone>(&self, marks: &[&Span], label: &L) -> Vec<Unit<L>> {
        let pieces = marks.iter().flat_map(|mark| &mark.pieces);
        pieces.filter_map(|piece| self.unit(*piece, label)).collect()
    }

    /// The tokens from the first to the last that marks touch, a unit for each mark.
    pub(super) fn hulls<L: Clone>(&self, marks: &[&Span], label: &L) -> Vec<Unit<L>> {
        marks.iter().filter_map(|mark| self.unit(mark.hull(), label)).collect()
    }

    /// None where a range holds no token.
    fn unit<L: Clone>(&self, range: ByteRange, label: &L) -> Option<Unit<L>> {
        let start = self.tokens.partition_point(|token| token.end <= range.start);
        let end = self.tokens.partition_point(|token| token.start < range.end);
        (start < end).then(|| Unit::new(start as u32, end as u32, label.clone()))
    }
}
