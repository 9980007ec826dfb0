//! Which claim of an article reports which, for all of them at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    model::{Article, Id, LinkKindId, Span, SpanId, TagId},
    text::ByteOffset,
};

/// The claims of an article within each other.
#[derive(Debug, Default)]
pub struct Nesting<'a> {
    claims: HashMap<SpanId, Around<'a>>,
}

/// What is around a claim.
#[derive(Clone, Copy, Debug, Default)]
struct Around<'a> {
    /// The claim that reports it.
    parent: Option<&'a Span>,
    /// How many claims report it, each within the next.
    depth: usize,
    /// The nearest claim to name a voice, outwards from this one, itself included; and the farthest.
    nearest: Option<&'a Span>,
    farthest: Option<&'a Span>,
}

impl<'a> Nesting<'a> {
    /// The nesting of the marks of these tags.
    pub fn of(article: &'a Article, tags: &[&TagId]) -> Self {
        // A claim may be within a mark of any tag, if a link says so.
        let named = article.links.iter().filter(|link| link.kind.as_str() == LinkKindId::WITHIN);
        let named = named.filter_map(|link| Some(&article.span(link.to.span()?)?.tag));
        let tags: BTreeSet<&TagId> = tags.iter().copied().chain(named).collect();
        let mut by_tag: BTreeMap<&TagId, Vec<&Span>> = BTreeMap::new();
        for span in article.spans.iter().filter(|span| tags.contains(&span.tag)) {
            by_tag.entry(&span.tag).or_default().push(span);
        }
        let mut parents: HashMap<SpanId, &Span> = HashMap::new();
        for claims in by_tag.values() {
            let named = |claim: &&'a Span| Some((claim.id, end(article, claim, LinkKindId::WITHIN)?));
            parents.extend(claims.iter().filter_map(named));
            let is_open = |parents: &HashMap<SpanId, &Span>, claim: &Span| !parents.contains_key(&claim.id);
            let cues = claims.iter().filter(|claim| is_open(&parents, claim));
            let cues = cues.filter_map(|claim| Some((*claim, end(article, claim, LinkKindId::CUE)?))).collect();
            parents.extend(smallest_around(claims, cues));
            let open = claims.iter().filter(|claim| is_open(&parents, claim)).map(|claim| (*claim, *claim)).collect();
            parents.extend(smallest_around(claims, open));
        }
        let mut nesting = Self::default();
        for claim in by_tag.into_values().flatten() {
            nesting.add(article, claim, &parents);
        }
        nesting
    }

    /// The claim that reports this one.
    pub(super) fn parent(&self, claim: SpanId) -> Option<&'a Span> {
        self.claims.get(&claim)?.parent
    }

    /// How many claims report this one, each within the next.
    pub fn depth(&self, claim: SpanId) -> usize {
        self.claims.get(&claim).map_or(0, |around| around.depth)
    }

    /// The nearest claim to name a voice, outwards from this one, itself included.
    pub(super) fn nearest_voice(&self, claim: SpanId) -> Option<&'a Span> {
        self.claims.get(&claim)?.nearest
    }

    /// The farthest claim to name a voice, outwards from this one, itself included.
    pub(super) fn farthest_voice(&self, claim: SpanId) -> Option<&'a Span> {
        self.claims.get(&claim)?.farthest
    }

    /// Adds a claim and all around it that are not there yet.
    fn add(&mut self, article: &Article, claim: &'a Span, parents: &HashMap<SpanId, &'a Span>) {
        let (mut path, mut places) = (Vec::new(), HashMap::new());
        let mut next = Some(claim);
        while let Some(here) = next.filter(|here| !self.claims.contains_key(&here.id)) {
            if let Some(first) = places.insert(here.id, path.len()) {
                let circle: Vec<&Span> = path.drain(first..).collect();
                self.add_circle(article, &circle);
                break;
            }
            path.push(here);
            next = parents.get(&here.id).copied();
        }
        for here in path.into_iter().rev() {
            let parent = parents.get(&here.id).copied();
            let outer = parent.and_then(|parent| self.claims.get(&parent.id)).copied().unwrap_or_default();
            let own = has_voice(article, here).then_some(here);
            let depth = outer.depth + usize::from(parent.is_some());
            let around = Around { parent, depth, nearest: own.or(outer.nearest), farthest: outer.farthest.or(own) };
            self.claims.insert(here.id, around);
        }
    }

    /// Adds claims of which each reports the one before it, and the first the last: seen from each, all others are around it.
    fn add_circle(&mut self, article: &Article, circle: &[&'a Span]) {
        let is_voiced: Vec<bool> = circle.iter().map(|claim| has_voice(article, claim)).collect();
        let count = circle.len();
        for (place, claim) in circle.iter().enumerate() {
            let at = |by: usize| circle.get((place + by) % count.max(1)).copied();
            let mut voiced = (0..count).filter(|by| is_voiced.get((place + by) % count.max(1)) == Some(&true));
            let nearest = voiced.next();
            let farthest = voiced.next_back().or(nearest);
            let around = Around {
                parent: at(1),
                depth: count.saturating_sub(1),
                nearest: nearest.and_then(at),
                farthest: farthest.and_then(at),
            };
            self.claims.insert(claim.id, around);
        }
    }
}

/// For each claim the smallest of `claims` that is longer and holds a mark whole, which comes with it. The marks are gone
/// through in the order of the text, beside those that stand over the place that is reached.
fn smallest_around<'a>(claims: &[&'a Span], mut wanted: Vec<(&'a Span, &'a Span)>) -> Vec<(SpanId, &'a Span)> {
    wanted.sort_by_key(|(_, inner)| inner.start());
    // What ends somewhere is gone before something begins there.
    let mut edges: Vec<(ByteOffset, bool, &Span)> = Vec::new();
    for claim in claims {
        edges.extend(claim.pieces.iter().flat_map(|piece| [(piece.end, false, *claim), (piece.start, true, *claim)]));
    }
    edges.sort_by_key(|(at, begins, _)| (*at, *begins));
    let mut edges = edges.into_iter().peekable();
    let by_id: HashMap<SpanId, &Span> = claims.iter().map(|claim| (claim.id, *claim)).collect();
    let mut over: BTreeSet<(u32, SpanId)> = BTreeSet::new();
    let mut found = Vec::new();
    for (claim, inner) in wanted {
        while let Some((_, begins, other)) = edges.next_if(|(at, ..)| *at <= inner.start()) {
            let key = (other.len(), other.id);
            if begins {
                over.insert(key)
            } else {
                over.remove(&key)
            };
        }
        let longer = over.range((claim.len().saturating_add(1), SpanId(Id::FIRST))..);
        let around = longer.filter_map(|(_, id)| by_id.get(id)).find(|other| other.holds(inner));
        found.extend(around.map(|around| (claim.id, *around)));
    }
    found
}

/// The first mark that a link of this kind leads to.
pub(super) fn end<'a>(article: &'a Article, claim: &Span, kind: &str) -> Option<&'a Span> {
    article.links.of_kind(claim.id, kind).find_map(|link| article.span(link.to.span()?))
}

/// Whether it is said of a claim who said it.
pub(super) fn has_voice(article: &Article, claim: &Span) -> bool {
    article.links.of_kind(claim.id, LinkKindId::SAID_BY).next().is_some()
}
