//! What a merge changes, in numbers.

use std::{collections::BTreeMap, sync::Arc};

use super::sides::Sides;
use crate::model::{Article, ArticleId, Conflict, Facts, Link, LinkId, Project, Span, SpanId};

/// How many records are new, changed and gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New.
    pub added: usize,
    /// Changed.
    pub changed: usize,
    /// Gone.
    pub removed: usize,
}

impl Changes {
    /// Whether there are any.
    pub fn is_any(&self) -> bool {
        *self != Self::default()
    }

    fn add(&mut self, more: Self) {
        self.added += more.added;
        self.changed += more.changed;
        self.removed += more.removed;
    }

    fn between<'v, K: Ord, V: PartialEq + 'v>(old: &BTreeMap<K, &'v V>, new: &BTreeMap<K, &'v V>) -> Self {
        Self {
            added: new.keys().filter(|id| !old.contains_key(id)).count(),
            changed: new.iter().filter(|(id, record)| old.get(id).is_some_and(|old| old != *record)).count(),
            removed: old.keys().filter(|id| !new.contains_key(id)).count(),
        }
    }
}

/// A mark of ours that a copy lacks of which nobody knows what it began with: it may have been deleted there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Which copy.
    pub copy: usize,
    /// The article.
    pub article: ArticleId,
    /// The mark.
    pub span: SpanId,
}

/// What a merge changes in our project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Articles.
    pub articles: Changes,
    /// Marks in all articles.
    pub marks: Changes,
    /// Links in all articles.
    pub links: Changes,
    /// Tags.
    pub tags: Changes,
    /// Names.
    pub names: Changes,
    /// Coders.
    pub coders: Changes,
    /// Marks by article, of those where any change.
    pub by_article: BTreeMap<ArticleId, Changes>,
    /// What is open now and was not before.
    pub open: Vec<Conflict>,
    /// Whether anything besides changes.
    pub is_more: bool,
    /// Marks that copies lack and may have deleted.
    pub lacking: Vec<Lacking>,
}

impl Report {
    /// Whether anything changes.
    pub fn is_any(&self) -> bool {
        let lists = [self.articles, self.marks, self.links, self.tags, self.names, self.coders];
        lists.iter().any(Changes::is_any) || !self.open.is_empty() || self.is_more
    }
}

pub(super) fn report(sides: &Sides<'_>, merged: &Project) -> Report {
    let ours = sides.ours;
    let mut report = Report {
        articles: Changes::between(&facts(ours), &facts(merged)),
        tags: Changes::between(
            &ours.codebook.tags.iter().map(|tag| (&tag.id, tag)).collect(),
            &merged.codebook.tags.iter().map(|tag| (&tag.id, tag)).collect(),
        ),
        names: Changes::between(&each(&ours.entities), &each(&merged.entities)),
        coders: Changes::between(&each(&ours.coders), &each(&merged.coders)),
        open: merged.conflicts.iter().filter(|conflict| !ours.conflicts.contains(conflict)).cloned().collect(),
        lacking: lacking(sides),
        is_more: ours != merged,
        ..Report::default()
    };
    for id in ours.articles.keys().chain(merged.articles.keys().filter(|id| !ours.articles.contains_key(id))) {
        let (old, new) = (ours.articles.get(id), merged.articles.get(id));
        if old.zip(new).is_some_and(|(old, new)| Arc::ptr_eq(old, new)) {
            continue;
        }
        let changes = Changes::between(&marks(old), &marks(new));
        report.marks.add(changes);
        report.links.add(Changes::between(&links(old), &links(new)));
        if changes.is_any() {
            report.by_article.insert(*id, changes);
        }
    }
    report
}

/// What is known of each article.
fn facts(project: &Project) -> BTreeMap<ArticleId, &Facts> {
    project.articles.iter().map(|(id, article)| (*id, &article.facts)).collect()
}

fn marks(article: Option<&Arc<Article>>) -> BTreeMap<SpanId, &Span> {
    article.into_iter().flat_map(|article| article.spans.iter().map(|span| (span.id, span))).collect()
}

fn links(article: Option<&Arc<Article>>) -> BTreeMap<LinkId, &Link> {
    article.into_iter().flat_map(|article| article.links.iter().map(|link| (link.id, link))).collect()
}

fn each<K: Ord + Copy, V>(map: &BTreeMap<K, V>) -> BTreeMap<K, &V> {
    map.iter().map(|(id, record)| (*id, record)).collect()
}

/// The marks of ours that a copy without a known beginning lacks, in articles that it has.
fn lacking(sides: &Sides<'_>) -> Vec<Lacking> {
    let mut lacking = Vec::new();
    for (copy, it) in sides.copies.iter().enumerate().filter(|(_, it)| it.base.is_none()) {
        for (id, article) in &sides.ours.articles {
            let Some(theirs) = it.project.article(*id) else { continue };
            let gone = article.spans.iter().filter(|span| theirs.span(span.id).is_none());
            lacking.extend(gone.map(|span| Lacking { copy, article: *id, span: span.id }));
        }
    }
    lacking
}
