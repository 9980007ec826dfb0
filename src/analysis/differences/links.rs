//! Whether marks of different coders lead to the same: to marks that are about the same, or that mention the same entity.

use std::collections::HashMap;

use super::groups::Group;
use crate::model::{Article, Fields, LinkEnd, LinkKindId, Span, SpanId};

/// Which marks of different coders are about the same.
pub(super) struct Counterparts<'a> {
    article: &'a Article,
    group_of: HashMap<SpanId, usize>,
}

/// Where a link leads, whoever made it: to a group of marks, and to what they mention.
#[derive(PartialEq)]
struct End<'a> {
    kind: &'a LinkKindId,
    order: u32,
    fields: &'a Fields,
    to: LinkEnd,
    group: Option<usize>,
}

impl<'a> Counterparts<'a> {
    pub(super) fn new(article: &'a Article, groups: &[Group<'_>]) -> Self {
        let mut group_of = HashMap::new();
        for (number, group) in groups.iter().enumerate() {
            group_of.extend(group.iter().flatten().map(|span| (span.id, number)));
        }
        Self { article, group_of }
    }

    /// Whether two marks lead to the same by links of the same kinds.
    pub(super) fn lead_to_same(&self, one: &Span, other: &Span) -> bool {
        let mut left = self.ends(other);
        let ends = self.ends(one);
        ends.len() == left.len()
            && ends.iter().all(|end| {
                let same = left.iter().position(|other| self.is_same(end, other));
                same.map(|place| left.swap_remove(place)).is_some()
            })
    }

    fn ends(&self, span: &Span) -> Vec<End<'a>> {
        let links = self.article.links.from(span.id);
        let group = |to: LinkEnd| self.group_of.get(&to.span()?).copied();
        let end = |link: &'a crate::model::Link| End {
            kind: &link.kind,
            order: link.order,
            fields: &link.fields,
            to: link.to,
            group: group(link.to),
        };
        links.map(end).collect()
    }

    fn is_same(&self, one: &End<'_>, other: &End<'_>) -> bool {
        let mentioned = |to: LinkEnd| to.entity().or_else(|| self.article.span(to.span()?)?.entity);
        let is_same_end = one.to == other.to
            || (one.group.is_some() && one.group == other.group)
            || mentioned(one.to).is_some_and(|entity| mentioned(other.to) == Some(entity));
        is_same_end && one.kind == other.kind && one.order == other.order && one.fields == other.fields
    }
}
