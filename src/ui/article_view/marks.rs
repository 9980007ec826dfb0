//! An article with the marks of one layer: what the view paints, hits and describes. Marks of other layers, and links to
//! them, are treated as absent.

use std::{borrow::Cow, collections::HashSet};

use egui::Color32;

use crate::{
    app::View,
    model::{Article, Layer, Link, LinkEnd, Span, SpanId, Spans, Tag},
    text::{ByteOffset, ByteRange},
    ui::{theme::Tokens, widgets::as_name},
};

/// The spans of a layer, by place.
#[derive(Clone, Copy)]
pub(super) struct Marks<'a> {
    spans: &'a Spans,
    layer: Layer,
}

impl<'a> Marks<'a> {
    /// Those of `spans` that belong to `layer`.
    pub(super) fn new(spans: &'a Spans, layer: Layer) -> Self {
        Self { spans, layer }
    }

    /// The span with this id.
    pub(super) fn get(self, span_id: SpanId) -> Option<&'a Span> {
        self.spans.get(span_id).filter(|span| self.layer.shows(span))
    }

    /// The pieces that touch `range`, each with its span, in no particular order.
    pub(super) fn pieces_in(self, range: ByteRange) -> impl Iterator<Item = (ByteRange, &'a Span)> {
        self.spans.pieces_in(range).filter(move |(_, span)| self.layer.shows(span))
    }

    /// The spans that touch `range`, each once, in no particular order.
    pub(super) fn within(self, range: ByteRange) -> Vec<&'a Span> {
        let mut seen = HashSet::new();
        self.pieces_in(range).map(|(_, span)| span).filter(|span| seen.insert(span.id)).collect()
    }

    /// The spans that touch `range`, in text order, outer ones before inner ones.
    pub(super) fn touching(self, range: ByteRange) -> Vec<&'a Span> {
        let mut touching = self.within(range);
        touching.sort_by_cached_key(|span| (span.start(), std::cmp::Reverse(span.len()), span.id));
        touching
    }

    /// The spans over the byte at `offset`, shortest first: the order in which clicks choose them.
    pub(super) fn at(self, offset: ByteOffset) -> Vec<&'a Span> {
        let mut found = self.spans.at(offset);
        found.retain(|span| self.layer.shows(span));
        found
    }
}

/// The pieces of a span that touch a range, each with its number.
pub(super) fn pieces_in(span: &Span, range: ByteRange) -> impl Iterator<Item = (usize, ByteRange)> {
    let first = span.pieces.partition_point(|piece| piece.end <= range.start);
    let pieces = span.pieces.iter().copied().enumerate().skip(first);
    pieces.take_while(move |(_, piece)| piece.start < range.end)
}

/// What a view shows: an article, the marks of a layer, and the application around them.
#[derive(Clone, Copy)]
pub(super) struct Marked<'a> {
    /// The application.
    pub view: View<'a>,
    /// The article.
    pub article: &'a Article,
    /// Its marks that belong to the layer.
    pub marks: Marks<'a>,
    /// The layer.
    pub layer: Layer,
}

impl<'a> Marked<'a> {
    /// The article that `view` shows, with its marks of `layer`.
    pub(super) fn new(view: &View<'a>, layer: Layer) -> Option<Self> {
        let article = view.article()?;
        Some(Self { view: *view, article, marks: Marks::new(&article.spans, layer), layer })
    }

    /// The selected mark, if it belongs to the layer.
    pub(super) fn chosen(&self) -> Option<&'a Span> {
        self.marks.get(self.view.selection.span?)
    }

    /// The tag of a mark.
    pub(super) fn tag(&self, span: &Span) -> Option<&'a Tag> {
        self.view.project().codebook.tag(&span.tag)
    }

    /// The name of a mark's tag, as it is told.
    pub(super) fn tag_name(&self, span: &'a Span) -> Cow<'a, str> {
        as_name(self.tag(span).map_or(span.tag.as_str(), |tag| tag.name.as_str()))
    }

    /// The colour of a mark: its tag's, or that of secondary text if the codebook lacks the tag.
    pub(super) fn colour(&self, span: &Span, tokens: &Tokens) -> Color32 {
        self.tag(span).map_or(tokens.soft_ink, |tag| tokens.tag(tag.colour))
    }

    /// The links from a mark that stay within the layer.
    pub(super) fn links_from(&self, span_id: SpanId) -> impl Iterator<Item = &'a Link> {
        let (links, marks) = (&self.article.links, self.marks);
        let is_shown = move |link: &&Link| link.to.span().is_none_or(|to| marks.get(to).is_some());
        links.from(span_id).filter(is_shown)
    }

    /// The links that lead to a mark from others of the layer.
    pub(super) fn links_to(&self, span_id: SpanId) -> impl Iterator<Item = &'a Link> {
        let (links, marks) = (&self.article.links, self.marks);
        links.to(span_id).filter(move |link| marks.get(link.from).is_some())
    }

    /// The mark at an end of a link, if the end is a mark.
    pub(super) fn end(&self, end: LinkEnd) -> Option<&'a Span> {
        self.marks.get(end.span()?)
    }
}
