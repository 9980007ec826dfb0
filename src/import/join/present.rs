//! What of a file is present in a project already: marks and links of an earlier import, of an earlier version of the
//! file, or made here and exported.
//!
//! A mark that has its id is the same mark. Else one of the same coder with the same tag on the same words is, each for
//! one: a file that has two such marks where the project has one brings one more. So an export that grew can be read again
//! and brings what is new.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    import::hash::hash_id,
    model::{Article, ArticleId, CoderId, Link, LinkId, Project, Span, SpanId, TagId},
    text::ByteRange,
};

/// What makes a mark the same as another.
type Content = (TagId, CoderId, Vec<ByteRange>);

fn content(span: &Span) -> Content {
    (span.tag.clone(), span.by, span.pieces.clone())
}

/// The marks that a project had before a file, and those that the file added.
#[derive(Default)]
pub(super) struct Present {
    /// Marks of articles that no mark of the file has been taken for yet.
    before: BTreeMap<ArticleId, BTreeMap<Content, Vec<SpanId>>>,
    spans: BTreeSet<SpanId>,
    links: BTreeSet<LinkId>,
    /// How often a mark of the file had to get another id than its own.
    again: BTreeMap<SpanId, usize>,
    /// All marks of the project, where the file's ids may be among them.
    everywhere: Option<BTreeSet<SpanId>>,
    /// Which marks of an article those are that the file calls so.
    known_as: BTreeMap<(ArticleId, SpanId), SpanId>,
}

impl Present {
    /// Nothing of a file yet. `has_own_ids` says whether the file may state ids of marks of this project.
    pub(super) fn new(project: &Project, has_own_ids: bool) -> Self {
        let all = || {
            let of = |article: &Article| -> Vec<SpanId> {
                article.spans.iter().map(|span| span.id).chain(article.quarantined.keys().copied()).collect()
            };
            project.articles.values().flat_map(|article| of(article)).collect()
        };
        Self { everywhere: has_own_ids.then(all), ..Self::default() }
    }

    /// Remembers the marks of an article before the file adds to it.
    pub(super) fn remember(&mut self, article: &Article) {
        self.before.entry(article.id).or_insert_with(|| {
            let mut before: BTreeMap<Content, Vec<SpanId>> = BTreeMap::new();
            for span in article.spans.iter() {
                before.entry(content(span)).or_default().push(span.id);
            }
            before
        });
    }

    /// Whether an article had a mark of this id before the file.
    pub(super) fn has_id(&mut self, article: &Article, id: SpanId) -> bool {
        if self.spans.contains(&id) {
            return false;
        }
        if let Some(same) = article.span(id).map(content)
            && let Some(ids) = self.before.get_mut(&article.id).and_then(|before| before.get_mut(&same))
        {
            ids.retain(|other| *other != id);
        }
        article.span(id).is_some() || article.quarantined.contains_key(&id)
    }

    /// The mark that an article had before the file and that says the same; it is taken for no other.
    pub(super) fn take_same(&mut self, article: &Article, span: &Span) -> Option<SpanId> {
        let before = self.before.get_mut(&article.id)?;
        let same = before.get_mut(&content(span))?.pop()?;
        self.known_as.insert((article.id, span.id), same);
        Some(same)
    }

    /// The id for a mark that is added: its own, unless another mark has it.
    pub(super) fn new_id(&mut self, article: &Article, id: SpanId) -> SpanId {
        let mut new = id;
        while self.is_taken(article, new) {
            let again = self.again.entry(id).or_default();
            *again += 1;
            new = SpanId(hash_id(&["again", &id.to_string(), &again.to_string()]));
        }
        self.spans.insert(new);
        if new != id {
            self.known_as.insert((article.id, id), new);
        }
        new
    }

    fn is_taken(&self, article: &Article, id: SpanId) -> bool {
        self.spans.contains(&id)
            || article.span(id).is_some()
            || article.quarantined.contains_key(&id)
            || self.everywhere.as_ref().is_some_and(|all| all.contains(&id))
    }

    /// The mark of an article that the file calls so.
    pub(super) fn known_as(&self, article: &Article, id: SpanId) -> SpanId {
        self.known_as.get(&(article.id, id)).copied().unwrap_or(id)
    }

    /// Whether an article had this link before the file.
    pub(super) fn has_link(&self, article: &Article, link: &Link) -> bool {
        let says = |link: &Link| (link.kind.clone(), link.to, link.order, link.by);
        let was_there = |other: &Link| !self.links.contains(&other.id);
        let own = article.links.get(link.id).is_some();
        own || article.links.from(link.from).any(|other| was_there(other) && says(other) == says(link))
    }

    /// Remembers that the file brought a link.
    pub(super) fn add_link(&mut self, id: LinkId) {
        self.links.insert(id);
    }
}
