//! What is drawn of the marks of the visible text and of the links of the selected mark: found again only when the text in
//! sight, the marks, the layer or the selected mark have changed, and never more than a window has room for.

use super::{
    lanes::{Lane, Lanes, lanes},
    marks::{Marked, pieces_in},
    words,
};
use crate::{
    analysis::end_name,
    app::{SessionId, StateMark},
    model::{ArticleId, CoderId, Layer, Link, LinkEnd, LinkKindId, Span, SpanId},
    text::{ByteRange, paragraph_at, shortened},
};

/// No more links of the selected mark than this are shown beside it; the inspector lists all.
const MOST_STUBS: usize = 12;
/// How many characters of the words at the end of a link are shown there.
const WORDS: usize = 120;
/// No more marks than this are outlined because they are linked with the selected one.
const MOST_LINKED: usize = 50;
/// No more links of a paragraph than this are drawn as arcs.
const MOST_ARCS: usize = 100;

/// What is drawn, and what it was found for.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    found_for: Option<FoundFor>,
    /// The marks with their lanes, in text order.
    pub marks: Vec<(SpanId, Lane)>,
    /// Where there are more marks than lanes.
    pub crowds: Vec<Crowd>,
    /// The marks in sight that the selected one is linked with.
    pub linked: Vec<SpanId>,
    /// The links of the selected mark that are shown beside it.
    pub stubs: Vec<Led>,
    /// The marks at both ends of the links that are drawn as arcs.
    pub arcs: Vec<(SpanId, SpanId)>,
}

#[derive(Debug, PartialEq)]
struct FoundFor {
    session: SessionId,
    state: StateMark,
    article: ArticleId,
    layer: Layer,
    apart: Vec<CoderId>,
    visible: ByteRange,
    chosen: Option<SpanId>,
    /// The paragraph whose links are drawn as arcs.
    arcs: Option<ByteRange>,
}

/// Words under more marks than there are lanes.
#[derive(Debug, PartialEq)]
pub(super) struct Crowd {
    /// The words.
    pub at: ByteRange,
    /// How many marks of them are not drawn.
    pub count: usize,
}

/// A link of the selected mark: what it says, and the mark at its other end.
#[derive(Debug)]
pub(super) struct Led {
    pub words: String,
    pub other: Option<SpanId>,
}

impl Drawn {
    /// Whose marks are drawn apart, in this order.
    pub(super) fn apart(&self) -> &[CoderId] {
        self.found_for.as_ref().map_or(&[], |found_for| &found_for.apart)
    }

    /// Finds what is drawn again, if that may be something else by now.
    pub(super) fn follow(&mut self, marked: &Marked<'_>, visible: ByteRange) {
        let view = &marked.view;
        let at = marked.chosen().map_or(view.selection.head, |span| span.start());
        let paragraph = || paragraph_at(&marked.article.text, at).intersection(visible).unwrap_or_default();
        let found_for = FoundFor {
            session: view.session.id(),
            state: view.session.state(),
            article: marked.article.id,
            layer: marked.layer,
            apart: view.drawn_apart(),
            visible,
            chosen: view.selection.span,
            arcs: view.settings.arcs.then(paragraph),
        };
        if self.found_for.as_ref() == Some(&found_for) {
            return;
        }
        let Lanes { drawn, crowded } = lanes(marked.marks, visible, &found_for.apart);
        let arcs = found_for.arcs.map(|paragraph| arcs(marked, paragraph));
        let chosen = marked.chosen();
        *self = Self {
            marks: drawn.into_iter().map(|(span, lane)| (span.id, lane)).collect(),
            crowds: crowds(&crowded, visible),
            linked: chosen.map(|span| linked(marked, span, visible)).unwrap_or_default(),
            stubs: chosen.map(|span| stubs(marked, span)).unwrap_or_default(),
            arcs: arcs.unwrap_or_default(),
            found_for: Some(found_for),
        };
    }
}

/// Where marks that are not drawn lie, each with its first words in sight.
fn crowds(crowded: &[&Span], visible: ByteRange) -> Vec<Crowd> {
    let first = |span: &&Span| pieces_in(span, visible).next()?.1.intersection(visible);
    let mut places: Vec<ByteRange> = crowded.iter().filter_map(first).collect();
    places.sort_unstable();
    let mut crowds: Vec<Crowd> = Vec::new();
    for at in places {
        match crowds.last_mut() {
            Some(crowd) if crowd.at.overlaps(at) => {
                crowd.at.end = crowd.at.end.max(at.end);
                crowd.count += 1;
            }
            Some(_) | None => crowds.push(Crowd { at, count: 1 }),
        }
    }
    crowds
}

fn linked(marked: &Marked<'_>, span: &Span, visible: ByteRange) -> Vec<SpanId> {
    let led_to = marked.links_from(span.id).filter_map(|link| marked.end(link.to));
    let led_from = marked.links_to(span.id).filter_map(|link| marked.marks.get(link.from));
    let in_sight = led_to.chain(led_from).filter(|other| pieces_in(other, visible).next().is_some());
    in_sight.map(|other| other.id).take(MOST_LINKED).collect()
}

fn stubs(marked: &Marked<'_>, span: &Span) -> Vec<Led> {
    let kind_name = |link: &Link| -> String {
        let kind = marked.view.project().codebook.link_kind(&link.kind);
        kind.map_or_else(|| link.kind.to_string(), |kind| kind.name.clone())
    };
    let led = |end: LinkEnd, words: &dyn Fn(&str) -> String| {
        let name = end_name(marked.view.project(), marked.article, end);
        Led { words: words(&shortened(&name, WORDS)), other: marked.end(end).map(|other| other.id) }
    };
    let mut from: Vec<&Link> = marked.links_from(span.id).collect();
    let is_voice = |link: &Link| link.kind.as_str() == LinkKindId::SAID_BY;
    from.sort_by_key(|link| (std::cmp::Reverse(is_voice(link)), link.kind.clone(), link.order));
    let led_to = from.into_iter().map(|link| led(link.to, &|end| words::link_to(&kind_name(link), end)));
    let led_from = marked
        .links_to(span.id)
        .map(|link| led(LinkEnd::Span(link.from), &|end| words::link_from(&kind_name(link), end)));
    led_to.chain(led_from).take(MOST_STUBS).collect()
}

fn arcs(marked: &Marked<'_>, paragraph: ByteRange) -> Vec<(SpanId, SpanId)> {
    let ends = marked
        .marks
        .touching(paragraph)
        .into_iter()
        .flat_map(|claim| marked.links_from(claim.id).filter_map(|link| Some((claim.id, marked.end(link.to)?.id))));
    ends.take(MOST_ARCS).collect()
}
