//! What of a file is present in a project already: marks and links of an earlier import, of an earlier version of the
//! file, or made here and exported.
//!
//! A mark that has its id is the same mark. Else one of the same coder with the same tag on the same words is. What a file
//! does not say tells nothing apart: where it says of a mark nothing of who made it, any coder's is the same; where it
//! has a mark of several pieces as one mark for each, all of them together are. Each mark is taken for one of the file,
//! so an export that grew can be read again and brings what is new.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::{
    import::hash::hash_id,
    model::{Article, ArticleId, CoderId, Link, LinkId, Project, Span, SpanId, TagId},
    text::ByteRange,
};

/// A tag on words.
type Content = (TagId, Vec<ByteRange>);

fn content(span: &Span) -> Content {
    (span.tag.clone(), span.pieces.clone())
}

/// The marks that a project had before a file, and those that the file added.
#[derive(Default)]
pub(super) struct Present {
    /// Marks of articles that no mark of the file has been taken for yet, with their coders.
    before: HashMap<ArticleId, BTreeMap<Content, Vec<(SpanId, CoderId)>>>,
    /// Pieces after the first of marks that were known by their ids, with their coders.
    rest: BTreeMap<(ArticleId, TagId, ByteRange), Vec<(SpanId, CoderId)>>,
    /// The first mark of each coder with each tag on the same words, those of the file among them, in the article that
    /// was remembered last.
    firsts: BTreeMap<(CoderId, Content), SpanId>,
    spans: HashSet<SpanId>,
    /// Links that the file added, and those that it was found to have.
    links: BTreeSet<LinkId>,
    /// How often a mark or link of the file had to get another id than its own.
    again: BTreeMap<String, usize>,
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
        self.firsts.clear();
        for span in article.spans.iter() {
            self.firsts.entry((span.by, content(span))).or_insert(span.id);
        }
        self.before.entry(article.id).or_insert_with(|| {
            let mut before: BTreeMap<Content, Vec<(SpanId, CoderId)>> = BTreeMap::new();
            for span in article.spans.iter() {
                before.entry(content(span)).or_default().push((span.id, span.by));
            }
            before
        });
    }

    /// Whether an article had a mark of this id before the file; by this coder, where the id is not one of ours: files of
    /// two coders may be the same to the letter.
    pub(super) fn has_id(&mut self, article: &Article, id: SpanId, by: Option<CoderId>) -> bool {
        if self.spans.contains(&id) {
            return false;
        }
        let there = article.span(id).or_else(|| Some(&article.quarantined.get(&id)?.span));
        let is_whose = |there: &Span| self.everywhere.is_some() || by.is_none_or(|by| there.by == by);
        let Some(there) = there.filter(|there| is_whose(there)) else { return false };
        if let Some(ids) = self.before.get_mut(&article.id).and_then(|before| before.get_mut(&content(there))) {
            ids.retain(|(other, _)| *other != id);
        }
        // A format that has a mark for each piece gives its id to the first.
        for piece in there.pieces.iter().skip(1) {
            let rest = self.rest.entry((article.id, there.tag.clone(), *piece)).or_default();
            rest.push((id, there.by));
        }
        true
    }

    /// The mark that an article had before the file and that says the same; it is taken for no other. One of the mark's
    /// coder where `by` is given, else of any.
    pub(super) fn take_same(&mut self, article: &Article, span: &Span, by: Option<CoderId>) -> Option<SpanId> {
        let before = self.before.get_mut(&article.id).filter(|before| !before.is_empty())?.get_mut(&content(span))?;
        let at = before.iter().position(|(_, coder)| by.is_none_or(|by| *coder == by))?;
        let (same, _) = before.swap_remove(at);
        self.known_as.insert((article.id, span.id), same);
        Some(same)
    }

    /// Takes the marks of several pieces for those of the file that are one for each piece: `left` are marks that nothing
    /// was taken for. Returns which of them are pieces, each with the mark that it is a piece of.
    pub(super) fn take_pieces(
        &mut self,
        article: &Article,
        left: &[(SpanId, &Span, Option<CoderId>)],
    ) -> BTreeMap<SpanId, SpanId> {
        if self.rest.is_empty() && self.before.get(&article.id).is_none_or(BTreeMap::is_empty) {
            return BTreeMap::new();
        }
        let mut pieces: BTreeMap<Content, Vec<(SpanId, Option<CoderId>)>> = BTreeMap::new();
        for (id, span, by) in left.iter().filter(|(_, span, _)| span.pieces.len() == 1) {
            pieces.entry(content(span)).or_default().push((*id, *by));
        }
        let mut taken = BTreeMap::new();
        for ((tag, at), found) in &pieces {
            let Some(at) = at.first() else { continue };
            let Some(rest) = self.rest.get_mut(&(article.id, tag.clone(), *at)) else { continue };
            for (id, by) in found {
                let Some(place) = rest.iter().position(|(_, coder)| by.is_none_or(|by| by == *coder)) else { continue };
                let (whole, _) = rest.swap_remove(place);
                self.known_as.insert((article.id, *id), whole);
                taken.insert(*id, whole);
            }
        }
        let Some(before) = self.before.get_mut(&article.id).filter(|_| !pieces.is_empty()) else { return taken };
        for ((tag, at), spans) in before.iter_mut().filter(|((_, at), _)| at.len() > 1) {
            spans.retain(|(span_id, coder)| {
                let of = |piece: &ByteRange| {
                    let found = pieces.get(&(tag.clone(), vec![*piece]))?;
                    found.iter().find(|(id, by)| !taken.contains_key(id) && by.is_none_or(|by| by == *coder))
                };
                let Some(all) = at.iter().map(|piece| Some(of(piece)?.0)).collect::<Option<Vec<SpanId>>>() else {
                    return true;
                };
                for id in all {
                    self.known_as.insert((article.id, id), *span_id);
                    taken.insert(id, *span_id);
                }
                false
            });
        }
        taken
    }

    /// The mark of the article remembered last that one coincides with; where there is none, it is the first from now on.
    pub(super) fn coinciding(&mut self, span: &Span) -> Option<SpanId> {
        let first = *self.firsts.entry((span.by, content(span))).or_insert(span.id);
        Some(first).filter(|first| *first != span.id)
    }

    /// The mark that a mark of the file is together with another of the file.
    pub(super) fn unite(&mut self, article: &Article, id: SpanId, with: SpanId) {
        self.known_as.insert((article.id, id), with);
    }

    /// Whether the file added a mark.
    pub(super) fn has_added(&self, id: SpanId) -> bool {
        self.spans.contains(&id)
    }

    /// The id for a mark that is added: its own, unless another mark has it.
    pub(super) fn new_id(&mut self, article: &Article, id: SpanId) -> SpanId {
        let mut new = id;
        while self.is_taken(article, new) {
            new = SpanId(self.another(&id.to_string()));
        }
        self.spans.insert(new);
        if new != id {
            self.known_as.insert((article.id, id), new);
        }
        new
    }

    fn another(&mut self, id: &str) -> crate::model::Id {
        let again = self.again.entry(id.to_owned()).or_default();
        *again += 1;
        hash_id(&["again", id, &again.to_string()])
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

    /// The link that an article had before the file and that is this one; it is taken for no other. `by` is whoever made it,
    /// where the file says so. Where not everything need be the same, a link of the file without an order is one at any
    /// place.
    pub(super) fn take_link(
        &mut self,
        article: &Article,
        link: &Link,
        is_exact: bool,
        by: Option<CoderId>,
    ) -> Option<LinkId> {
        let is_whose = |other: &&Link| by.is_none_or(|by| other.by == by);
        let is_left = |other: &&Link| !self.links.contains(&other.id);
        // One that has its id may lead elsewhere by now; but files of two coders may be the same to the letter.
        let is_ours = |own: &&Link| self.everywhere.is_some() || own.from == link.from && is_whose(own);
        let own = article.links.get(link.id).filter(is_ours).filter(is_left);
        let is_same = |other: &&Link| {
            other.kind == link.kind
                && other.to == link.to
                && (other.order == link.order || link.order == 0 && !is_exact)
        };
        let alike = article.links.from(link.from).filter(is_same).filter(is_whose).filter(is_left);
        let likest = alike.max_by_key(|other| (other.order == link.order, other.note == link.note));
        let same = own.or(likest)?.id;
        self.links.insert(same);
        Some(same)
    }

    /// The id for a link that is added: its own, unless another link of the article has it.
    pub(super) fn new_link_id(&mut self, article: &Article, id: LinkId) -> LinkId {
        let mut new = id;
        while article.links.get(new).is_some() {
            new = LinkId(self.another(&id.to_string()));
        }
        self.links.insert(new);
        new
    }
}
