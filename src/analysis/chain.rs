//! Through whom a claim came to the reader: the article reports that the press service says that the president said …

use std::collections::BTreeSet;

use super::{
    names::end_name,
    nesting::{Nesting, end, has_voice},
};
use crate::model::{Article, Link, LinkKindId, Project, Span, SpanId};

/// A chain is told from the claim outwards through so many claims that name a voice, and followed through no more than
/// `MOST_FOLLOWED` at all. What is farther from the words is left out.
const MOST_TOLD: usize = 40;
const MOST_FOLLOWED: usize = 120;

/// One step of a chain: those who spoke together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Who; one, or joint speakers.
    pub names: Vec<String>,
    /// The claim that this step belongs to: the claim itself, or one around it.
    pub of: SpanId,
    /// How far from the words it is among the voices of its claim; 0 said them.
    pub order: u32,
}

/// The voices of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// From the farthest from the words to the nearest: those of the claims around it first. The article itself stands before
    /// them all and is not named.
    pub voices: Vec<Voice>,
    /// Whether there are more, farther from the words.
    pub is_cut: bool,
}

/// The chain of a claim.
pub fn chain(project: &Project, article: &Article, claim: &Span) -> Chain {
    let claims = std::iter::successors(Some(claim), |claim| parent(article, claim));
    let mut seen = BTreeSet::new();
    let mut claims = claims.take_while(|claim| seen.insert(claim.id));
    let followed: Vec<&Span> = claims.by_ref().take(MOST_FOLLOWED).collect();
    let is_cut = claims.next().is_some();
    let chain = told(project, article, followed.into_iter().filter(|claim| has_voice(article, claim)));
    Chain { is_cut: is_cut || chain.is_cut, ..chain }
}

/// The chain of a claim of an article whose nesting is known.
pub(super) fn chain_in(project: &Project, article: &Article, nesting: &Nesting<'_>, claim: &Span) -> Chain {
    let mut seen = BTreeSet::new();
    let outwards = |claim: &&Span| nesting.nearest_voice(nesting.parent(claim.id)?.id);
    told(
        project,
        article,
        std::iter::successors(nesting.nearest_voice(claim.id), outwards).take_while(|claim| seen.insert(claim.id)),
    )
}

/// The voices of claims, which come from the nearest to the words outwards.
fn told<'a>(project: &Project, article: &Article, mut claims: impl Iterator<Item = &'a Span>) -> Chain {
    let mut voices: Vec<Voice> = Vec::new();
    for claim in claims.by_ref().take(MOST_TOLD) {
        voices.extend(own_voices(project, article, claim).into_iter().rev());
    }
    voices.reverse();
    Chain { voices, is_cut: claims.next().is_some() }
}

/// Those nearest to the words of a claim among its own voices: who said it.
pub(super) fn source(project: &Project, article: &Article, claim: &Span) -> Option<Voice> {
    own_voices(project, article, claim).pop()
}

/// Those farthest from the words of a claim among its own voices.
pub(super) fn farthest(project: &Project, article: &Article, claim: &Span) -> Option<Voice> {
    own_voices(project, article, claim).into_iter().next()
}

/// The claim that reports this one: the one that a `within` link names, else the smallest other claim that holds its cue,
/// else the smallest that holds it whole.
pub fn parent<'a>(article: &'a Article, claim: &Span) -> Option<&'a Span> {
    if let Some(named) = end(article, claim, LinkKindId::WITHIN) {
        return Some(named);
    }
    let smallest = |inner: &Span| {
        let around = article.spans.over(inner.start());
        let around = around.filter(|other| other.tag == claim.tag && other.len() > claim.len());
        around.filter(|other| other.holds(inner)).min_by_key(|other| (other.len(), other.id))
    };
    end(article, claim, LinkKindId::CUE).and_then(smallest).or_else(|| smallest(claim))
}

/// Who said the claim itself, the farthest from the words first; joint speakers are one step.
fn own_voices(project: &Project, article: &Article, claim: &Span) -> Vec<Voice> {
    let mut links: Vec<&Link> = article.links.of_kind(claim.id, LinkKindId::SAID_BY).collect();
    links.sort_unstable_by_key(|link| (std::cmp::Reverse(link.order), link.id));
    let steps = links.chunk_by(|one, next| one.order == next.order);
    steps
        .filter_map(|step| {
            let order = step.first()?.order;
            let names = step.iter().map(|link| end_name(project, article, link.to)).collect();
            Some(Voice { names, of: claim.id, order })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        model::{ArticleId, Codebook, CoderId, Id, Link, LinkEnd, LinkId, ProjectId, Source, TagId, Time},
        text::{ByteRange, FrozenText},
    };

    fn id(number: usize) -> Id {
        let mut bits = [0; 10];
        bits[8..].copy_from_slice(&(number as u16).to_be_bytes());
        Id::from_bits(bits)
    }

    /// An article of claims with these pieces, and links between them by place.
    fn article(claims: &[Vec<(usize, usize)>], links: &[(usize, &str, usize)]) -> Article {
        let text = FrozenText::verbatim("word ".repeat(20_000));
        let mut article = Article::new(ArticleId(id(0)), text, Default::default(), Source::default(), Time(0));
        let span = |(number, pieces): (usize, &Vec<(usize, usize)>)| {
            let pieces = pieces.iter().map(|(start, len)| ByteRange::new(*start, start + len)).collect();
            Span::new(SpanId(id(number)), TagId::new("claim"), pieces, CoderId(Id::FIRST), Time(0))
        };
        article.spans = claims.iter().enumerate().map(span).collect();
        for (number, (from, kind, to)) in links.iter().enumerate() {
            article.links.insert(Link {
                id: LinkId(id(number)),
                kind: LinkKindId::new(kind),
                from: SpanId(id(*from)),
                to: if *kind == "said-by" { LinkEnd::Unnamed } else { LinkEnd::Span(SpanId(id(*to))) },
                order: 0,
                fields: Default::default(),
                note: String::new(),
                by: CoderId(Id::FIRST),
                made: Time(0),
                changed: None,
                extra: Default::default(),
            });
        }
        article
    }

    fn nesting(article: &Article) -> Nesting<'_> {
        Nesting::of(article, &[&TagId::new("claim")])
    }

    proptest! {
        #[test]
        fn all_at_once_is_as_one_by_one(
            claims in prop::collection::vec(prop::collection::vec((0usize..60, 1usize..40), 1..3), 1..24),
            links in prop::collection::vec((0usize..24, 0usize..3, 0usize..24), 0..12),
        ) {
            let claims: Vec<Vec<(usize, usize)>> = claims
                .into_iter()
                .map(|mut pieces| {
                    pieces.sort_unstable();
                    pieces.dedup_by(|next, one| next.0 < one.0 + one.1);
                    pieces
                })
                .collect();
            let kinds = ["within", "cue", "said-by"];
            let links: Vec<_> = links.into_iter().map(|(from, kind, to)| (from, kinds[kind], to)).collect();
            let links: Vec<_> = links.into_iter().filter(|(from, ..)| *from < claims.len()).collect();
            let article = article(&claims, &links);
            let nesting = nesting(&article);
            let project = Project::new(ProjectId(Id::FIRST), "", Codebook::default());
            for claim in article.spans.iter() {
                let above = parent(&article, claim);
                prop_assert_eq!(nesting.parent(claim.id).map(|span| span.id), above.map(|span| span.id));
                let (mut seen, mut around) = (BTreeSet::from([claim.id]), above);
                while let Some(outer) = around.filter(|outer| seen.insert(outer.id)) {
                    around = parent(&article, outer);
                }
                prop_assert_eq!(nesting.depth(claim.id), seen.len() - 1);
                let told = chain(&project, &article, claim);
                prop_assert_eq!(&chain_in(&project, &article, &nesting, claim), &told);
                let ends = [nesting.nearest_voice(claim.id), nesting.farthest_voice(claim.id)];
                let told_ends = [told.voices.last(), told.voices.first()];
                prop_assert_eq!(ends.map(|end| end.map(|span| span.id)), told_ends.map(|end| end.map(|voice| voice.of)));
            }
        }
    }

    #[test]
    fn many_claims_within_each_other_take_no_more_than_each_its_turn() {
        let count = 20_000;
        let nested: Vec<_> = (0..count).map(|n| vec![(n, 2 * (count - n))]).collect();
        let nested = article(&nested, &[]);
        let innermost = nested.spans.iter().min_by_key(|span| span.len()).unwrap().id;
        assert_eq!(nesting(&nested).depth(innermost), count - 1);
        // In a chain of links, and all on one word.
        let links: Vec<_> =
            (1..count).map(|n| (n, "within", n - 1)).chain((0..count).map(|n| (n, "said-by", 0))).collect();
        let linked = article(&vec![vec![(0, 4)]; count], &links);
        let (last, project) = (SpanId(id(count - 1)), Project::new(ProjectId(Id::FIRST), "", Codebook::default()));
        assert_eq!(nesting(&linked).depth(last), count - 1);
        let told = chain(&project, &linked, linked.span(last).unwrap());
        assert_eq!((told.voices.len(), told.is_cut), (40, true));
        assert_eq!(nesting(&linked).farthest_voice(last).map(|span| span.id), Some(SpanId(id(0))));
    }
}
