//! Prodigy's JSONL (prodi.gy/docs/api-interfaces): for each article and coder a task with tokens, spans and relations, as the
//! recipes for spans and relations write it. Offsets count code points; `token_end` is the last token of a span.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Format, Part, Written, conll::tokens};
use crate::{
    model::{Article, CoderId, Project, Span},
    text::{ByteOffset, ByteRange, CharCursor},
};

/// Prodigy.
pub(super) const FORMAT: Format = Format {
    name: "prodigy",
    title: "Prodigy",
    purpose: "tasks with tokens, spans and relations, for Prodigy and spaCy",
    extensions: &["jsonl"],
    holds: &[Part::Texts, Part::Facts, Part::Overlaps, Part::Coders, Part::Links],
    limits: "",
    write: |project| {
        let lines = project.listed_articles().into_iter().flat_map(|article| tasks(project, article));
        Written::one(lines.map(|line| line.to_string() + "\n").collect::<String>().into_bytes())
    },
};

/// The tasks of an article: one for each coder who marked it, one without marks if nobody did.
fn tasks(project: &Project, article: &Article) -> Vec<Value> {
    let pieces = || article.spans.iter().flat_map(|span| span.pieces.iter().copied());
    let edges: BTreeSet<u32> = pieces().flat_map(|piece| [piece.start.0, piece.end.0]).collect();
    let words = tokens(article, article.text.range(), &edges);
    let mut cursor = CharCursor::new(article.text.as_str());
    let mut written = Vec::with_capacity(words.len());
    // The first token of each place where a mark may begin, and the last where one may end.
    let (mut begins, mut ends): (BTreeMap<ByteOffset, usize>, BTreeMap<ByteOffset, usize>) = Default::default();
    for (id, word) in words.iter().enumerate() {
        let at = cursor.char_range(*word).unwrap_or_default();
        let is_spaced = words.get(id + 1).is_some_and(|next| next.start > word.end);
        written.push(json!({
            "text": article.words(*word), "start": at.start.0, "end": at.end.0, "id": id, "ws": is_spaced,
        }));
        begins.insert(word.start, id);
        ends.insert(word.end, id);
    }
    let token_from = |at: ByteOffset| begins.range(at..).next().map_or(0, |(_, id)| *id);
    let token_to = |at: ByteOffset| ends.range(..=at).next_back().map_or(0, |(_, id)| *id);
    let mut span_of = |span: &Span, piece: ByteRange| {
        let at = cursor.char_range(piece).unwrap_or_default();
        let label = project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| tag.name.as_str());
        json!({
            "start": at.start.0, "end": at.end.0, "label": label, "text": article.words(piece),
            "token_start": token_from(piece.start), "token_end": token_to(piece.end),
        })
    };
    let mut by_coder: BTreeMap<CoderId, (Vec<Value>, Vec<Value>)> = BTreeMap::new();
    for span in article.spans.in_text_order() {
        let spans: Vec<Value> = span.pieces.iter().map(|piece| span_of(span, *piece)).collect();
        by_coder.entry(span.by).or_default().0.extend(spans);
    }
    for link in article.spans.in_text_order().flat_map(|span| article.links.from(span.id)) {
        let (Some(head), Some(child)) = (article.span(link.from), link.to.span().and_then(|to| article.span(to)))
        else {
            continue;
        };
        let first = |span: &Span| span.pieces.first().copied().unwrap_or_default();
        let (head_span, child_span) = (span_of(head, first(head)), span_of(child, first(child)));
        let kind = project.codebook.link_kind(&link.kind).map_or(link.kind.as_str(), |kind| kind.name.as_str());
        by_coder.entry(head.by).or_default().1.push(json!({
            "head": head_span.get("token_end"), "child": child_span.get("token_end"),
            "head_span": head_span, "child_span": child_span, "label": kind,
        }));
    }
    if by_coder.is_empty() {
        return vec![task(article, "", &written, &[], &[])];
    }
    let made = by_coder.into_iter();
    made.map(|(coder, (spans, relations))| task(article, &project.coder_name(coder), &written, &spans, &relations))
        .collect()
}

fn task(article: &Article, coder: &str, tokens: &[Value], spans: &[Value], relations: &[Value]) -> Value {
    let facts = &article.facts;
    json!({
        "text": article.text.as_str(),
        "tokens": tokens,
        "spans": spans,
        "relations": relations,
        "answer": "accept",
        "_annotator_id": coder,
        "_view_id": if relations.is_empty() { "spans_manual" } else { "relations" },
        "meta": {
            "title": facts.title,
            "outlet": facts.outlet,
            "author": facts.author,
            "published": facts.published,
            "address": facts.address,
            "language": facts.language,
            "note": facts.note,
        },
    })
}
