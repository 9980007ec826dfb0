//! Adds the links of a file to an article, between marks that are there by now.

use std::collections::BTreeSet;

use super::{found::NO_TIME, joining::Joining, words::Why};
use crate::model::{Article, ArticleId, CoderId, Link, LinkEnd, LinkId, SpanId};

/// A link of the file with our ids but for its own.
struct Completed {
    link: Link,
    /// Who made it, where the file says so or somebody chose it.
    stated: Option<CoderId>,
    place: String,
}

impl Joining<'_> {
    pub(super) fn links(&mut self, article_id: ArticleId, links: Vec<(String, Link)>) {
        let Some(before) = self.project.article(article_id).filter(|_| !links.is_empty()) else { return };
        let mut article = before.clone();
        let links: Vec<Completed> =
            links.into_iter().map(|(place, link)| self.with_own_ids(&article, place, link)).collect();
        // First all that say exactly what a link of the article says, so that none is taken from them by less.
        let mut left = Vec::new();
        for link in links {
            match self.present.take_link(&article, &link.link, true, Some(link.link.by)) {
                Some(same) => fill(&mut article, same, &link.link),
                None => left.push(link),
            }
        }
        for Completed { link, stated, place } in left {
            match self.present.take_link(&article, &link, false, stated) {
                Some(same) => fill(&mut article, same, &link),
                None => self.add_link(&mut article, &place, link),
            }
        }
        if self.project.article(article_id).is_some_and(|before| before.links != article.links) {
            self.touch(article);
        }
    }

    /// A link with our ids but for its own.
    fn with_own_ids(&mut self, article: &Article, place: String, mut link: Link) -> Completed {
        if let Some(kind) = self.matched.kinds.get(&link.kind) {
            link.kind = kind.clone();
        }
        let (fields, left) = self.matched.link_values(&link.kind, std::mem::take(&mut link.fields));
        link.fields = fields;
        self.put_in_note(&mut link.note, left, &place);
        let stated = self.stated(link.by);
        link.by = self.matched.coder(link.by);
        if let LinkEnd::Entity(id) = link.to {
            link.to = LinkEnd::Entity(self.matched.entity(id));
        }
        if link.made == NO_TIME {
            link.made = self.choices.now;
        }
        link.from = self.present.known_as(article, link.from);
        if let LinkEnd::Span(to) = link.to {
            link.to = LinkEnd::Span(self.present.known_as(article, to));
        }
        // Formats whose links have no coder of their own have that of the mark.
        let is_of_mark = article.span(link.from).is_some_and(|from| from.by == link.by);
        Completed { stated: stated.filter(|_| !is_of_mark), link, place }
    }

    fn add_link(&mut self, article: &mut Article, place: &str, mut link: Link) {
        let same = article.links.from(link.from).find(|other| other.says(&link)).cloned();
        let is_there = |end: &SpanId| article.span(*end).is_some() || article.quarantined.contains_key(end);
        let ends: BTreeSet<SpanId> = [Some(link.from), link.to.span()].into_iter().flatten().collect();
        if !ends.iter().all(is_there) {
            self.skip(place, Why::MarkMissing);
        } else if article.is_circle(&link) {
            self.skip(place, Why::LinksToItself);
        } else if let Some(mut same) = same {
            // Marks that became one had the same link each.
            same.take_over(&link, &self.project.codebook, &self.project.entities);
            article.links.insert(same);
        } else {
            link.id = self.present.new_link_id(article, link.id);
            article.links.insert(link);
            self.joined.links += 1;
        }
    }
}

/// A link of the article is one of the file; it gets what it lacks. Of one that leads elsewhere by now, the file says
/// nothing any more.
fn fill(article: &mut Article, same: LinkId, link: &Link) {
    if let Some(mut same) = article.links.get(same).cloned()
        && (same.from, same.to, &same.kind) == (link.from, link.to, &link.kind)
        && same.fill_from(link).is_any
    {
        article.links.insert(same);
    }
}
