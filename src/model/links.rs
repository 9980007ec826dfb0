//! The links of one article, indexed by the spans at their ends.

use std::collections::{BTreeMap, BTreeSet};

use super::{Id, Link, LinkId, SpanId};

/// A set of links with an index by their ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    by_id: BTreeMap<LinkId, Link>,
    leaving: BTreeSet<(SpanId, LinkId)>,
    reaching: BTreeSet<(SpanId, LinkId)>,
}

impl Links {
    /// Adds a link, or replaces the one with its id and returns that.
    pub fn insert(&mut self, link: Link) -> Option<Link> {
        let former = self.remove(link.id);
        self.leaving.insert((link.from, link.id));
        if let Some(to) = link.to.span() {
            self.reaching.insert((to, link.id));
        }
        self.by_id.insert(link.id, link);
        former
    }

    /// Removes and returns a link.
    pub fn remove(&mut self, link_id: LinkId) -> Option<Link> {
        let link = self.by_id.remove(&link_id)?;
        self.leaving.remove(&(link.from, link_id));
        if let Some(to) = link.to.span() {
            self.reaching.remove(&(to, link_id));
        }
        Some(link)
    }

    /// The link with this id.
    pub fn get(&self, link_id: LinkId) -> Option<&Link> {
        self.by_id.get(&link_id)
    }

    /// All links, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Link> {
        self.by_id.values()
    }

    /// The links that start from a span, by id.
    pub fn from(&self, span_id: SpanId) -> impl Iterator<Item = &Link> {
        let ids = self.leaving.range(all_of(span_id));
        ids.filter_map(|(_, link_id)| self.by_id.get(link_id))
    }

    /// The links of a kind that start from a span, by id.
    pub fn of_kind<'l>(&'l self, span_id: SpanId, kind: &'l str) -> impl Iterator<Item = &'l Link> {
        self.from(span_id).filter(move |link| link.kind.as_str() == kind)
    }

    /// The links that lead to a span, by id.
    pub fn to(&self, span_id: SpanId) -> impl Iterator<Item = &Link> {
        let ids = self.reaching.range(all_of(span_id));
        ids.filter_map(|(_, link_id)| self.by_id.get(link_id))
    }

    /// Number of links.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is no link.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

fn all_of(span_id: SpanId) -> std::ops::RangeInclusive<(SpanId, LinkId)> {
    (span_id, LinkId(Id::FIRST))..=(span_id, LinkId(Id::LAST))
}

impl FromIterator<Link> for Links {
    fn from_iter<I: IntoIterator<Item = Link>>(links: I) -> Self {
        let mut all = Self::default();
        links.into_iter().for_each(|link| drop(all.insert(link)));
        all
    }
}
