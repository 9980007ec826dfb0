//! Prodigy's JSONL (prodi.gy/docs/api-interfaces): for each article and coder a task with tokens, spans and relations, as the
//! recipes for spans and relations write it. Offsets count code points; `token_end` is the last token of a span.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    conll::cut_at,
    format::{Format, Written},
    json::{Each, facts_of},
    part::Part,
    subject::Subject,
};
use crate::{
    model::{Article, CoderId, Project, Span},
    text::{ByteOffset, ByteRange, CharCursor, tokens_in},
};

/// Prodigy.
pub(super) const FORMAT: Format = Format {
    name: "prodigy",
    title: "Prodigy",
    purpose: "tasks with tokens, spans and relations for Prodigy and spaCy",
    extensions: &["jsonl"],
    holds: &[Part::Texts, Part::Facts, Part::ArticleFields, Part::Overlaps, Part::Coders, Part::Links],
    limits: &[],
    note: "",
    subject: Subject::Marks,
    write: |project| {
        let lines = project.listed_articles().into_iter().flat_map(|article| tasks(project, article));
        Written::one(lines.map(|line| line + "\n").collect::<String>().into_bytes())
    },
};

/// The tasks of an article: one for each coder who marked it, one without marks if nobody did.
fn tasks(project: &Project, article: &Article) -> Vec<String> {
    let pieces = || article.spans.iter().flat_map(|span| span.pieces.iter().copied());
    let edges: BTreeSet<u32> = pieces().flat_map(|piece| [piece.start.0, piece.end.0]).collect();
    let words = cut_at(&tokens_in(&article.text, article.text.range(), &article.facts.language), &edges);
    // Found in one go, since links lead back and forth.
    let mut cursor = CharCursor::new(article.text.as_str());
    let places: BTreeMap<u32, u32> =
        edges.iter().map(|edge| (*edge, cursor.char_of_byte(ByteOffset(*edge)).unwrap_or_default().0)).collect();
    let place_of = |at: ByteOffset| places.get(&at.0).copied().unwrap_or_default();
    // The first token that begins here or later, and the last that ends here or before.
    let token_from = |at: ByteOffset| words.partition_point(|word| word.start < at);
    let token_to = |at: ByteOffset| words.partition_point(|word| word.end <= at).saturating_sub(1);
    let span_of = |span: &Span, piece: ByteRange| {
        let label = project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| tag.name.as_str());
        json!({
            "start": place_of(piece.start), "end": place_of(piece.end), "label": label, "text": article.words(piece),
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
    let meta = Value::from(facts_of(project, article));
    if by_coder.is_empty() {
        return vec![task(article, meta, "", &words, (&[], &[]))];
    }
    let made = by_coder.into_iter();
    made.map(|(coder, (spans, relations))| {
        task(article, meta.clone(), &project.coder_name(coder), &words, (&spans, &relations))
    })
    .collect()
}

/// A token; places count code points.
#[derive(Serialize)]
struct Token<'t> {
    text: &'t str,
    start: u32,
    end: u32,
    id: usize,
    /// Whether a blank follows.
    ws: bool,
}

/// A task of one annotator.
#[derive(Serialize)]
struct Task<'t, T: Serialize> {
    text: &'t str,
    tokens: T,
    spans: &'t [Value],
    relations: &'t [Value],
    answer: &'t str,
    _annotator_id: &'t str,
    _view_id: &'t str,
    meta: Value,
}

fn task(
    article: &Article,
    meta: Value,
    coder: &str,
    words: &[ByteRange],
    (spans, relations): (&[Value], &[Value]),
) -> String {
    let tokens = Each(|| {
        let mut cursor = CharCursor::new(article.text.as_str());
        words.iter().enumerate().map(move |(id, word)| {
            let at = cursor.char_range(*word).unwrap_or_default();
            let ws = words.get(id + 1).is_some_and(|next| next.start > word.end);
            Token { text: article.words(*word), start: at.start.0, end: at.end.0, id, ws }
        })
    });
    let task = Task {
        text: article.text.as_str(),
        tokens,
        spans,
        relations,
        answer: "accept",
        _annotator_id: coder,
        _view_id: if relations.is_empty() { "spans_manual" } else { "relations" },
        meta,
    };
    serde_json::to_string(&task).unwrap_or_default()
}
