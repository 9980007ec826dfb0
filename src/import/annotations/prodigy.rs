//! Prodigy's JSONL (prodi.gy/docs/api-interfaces), and what spaCy 2 was trained on: `["text", {"entities": …}]`.
//!
//! Offsets count code points. What was not accepted is left out and told.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    File, Format, Found, FoundArticle, FoundSpan,
    json::{fill, list, offset, text, values, words},
};
use crate::{
    import::{ImportError, sha256_of},
    model::{LinkEnd, SpanId},
    text::Counting,
};

/// Prodigy.
pub(super) const FORMAT: Format = Format {
    name: "prodigy",
    title: "Prodigy",
    extensions: &["jsonl", "json"],
    cannot_hold: "answers but accept, options, pictures",
    is: |file| values(file).is_ok_and(|(values, _)| values.iter().take(20).any(|(_, value)| is_task(value))),
    read,
};

fn is_task(value: &Value) -> bool {
    let is_span = |span: &Value| offset(span, "start").is_some() && span.get("label").is_some();
    let has_spans = value.get("spans").and_then(Value::as_array).is_some_and(|spans| spans.iter().all(is_span));
    let is_trained = value.get(1).and_then(|more| more.get("entities")).is_some();
    has_spans && value.get("text").is_some() || is_trained
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (values, problems) = values(file)?;
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    found.problems = problems;
    // Several annotators have a line each for one text.
    let mut articles: Vec<FoundArticle> = Vec::new();
    let mut by_text: BTreeMap<String, usize> = BTreeMap::new();
    let mut marks: BTreeMap<(usize, u32, u32, String), SpanId> = BTreeMap::new();
    let mut relations: Vec<(usize, String, &Value)> = Vec::new();
    let mut refused = 0;
    for (place, value) in &values {
        let answer = text(value, "answer");
        if !matches!(answer, "" | "accept") {
            refused += 1;
            continue;
        }
        let shown = value.get(0).and_then(Value::as_str).unwrap_or_else(|| text(value, "text"));
        if shown.is_empty() {
            found.problems.push(format!("{place}: it has no text; it was left out."));
            continue;
        }
        let at = *by_text.entry(shown.to_owned()).or_insert_with(|| {
            articles.push(article(file, place, value, shown));
            articles.len() - 1
        });
        let Some(article) = articles.get_mut(at) else { continue };
        let coder = ["_annotator_id", "_session_id"].map(|key| text(value, key));
        let coder = coder.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let by = found.coder(coder);
        let trained = value.get(1).map(|more| list(more, "entities")).unwrap_or_default();
        for (number, span) in list(value, "spans").iter().chain(trained).enumerate() {
            let place = format!("{place}, span {}", number + 1);
            let end =
                |key: &str, item: usize| offset(span, key).or_else(|| u32::try_from(span.get(item)?.as_u64()?).ok());
            let label = span.get("label").or_else(|| span.get(2)).map(words).unwrap_or_default();
            let Some((start, end)) = end("start", 0).zip(end("end", 1)).filter(|_| !label.is_empty()) else {
                found.problems.push(format!("{place}: it has no place or no label; it was left out."));
                continue;
            };
            let tag = found.tag(&label);
            let key = format!("{shown} {coder} {label} {start} {end} {number}");
            let mut mark = FoundSpan { place, ..article.span(&key, tag, vec![(start, end)]) };
            mark.words = Some(text(span, "text").to_owned()).filter(|words| !words.is_empty());
            mark.span.by = by;
            marks.entry((at, start, end, label)).or_insert(mark.span.id);
            article.spans.push(mark);
        }
        relations.extend(list(value, "relations").iter().map(|relation| (at, place.clone(), relation)));
    }
    for (at, place, relation) in relations {
        let end = |key: &str| {
            let span = relation.get(key)?;
            let place = (at, offset(span, "start")?, offset(span, "end")?, text(span, "label").to_owned());
            marks.get(&place).copied()
        };
        let (Some(from), Some(to)) = (end("head_span"), end("child_span")) else {
            found.problems.push(format!("{place}: a relation joins no marks of it; it was left out."));
            continue;
        };
        let kind = found.link_kind(text(relation, "label"));
        if let Some(article) = articles.get_mut(at) {
            article.link(&format!("{} {from} {to}", text(relation, "label")), kind, from, LinkEnd::Span(to));
        }
    }
    if refused > 0 {
        found
            .problems
            .push(format!("{}: {refused} tasks were not accepted by their annotators and left out.", file.name));
    }
    found.articles = articles;
    Ok(found)
}

fn article(file: &File<'_>, place: &str, value: &Value, shown: &str) -> FoundArticle {
    let mut article = FoundArticle::with_text(place, FORMAT.name, &sha256_of(file.bytes), shown.to_owned());
    let meta = value.get("meta").unwrap_or(&Value::Null);
    fill(&mut article.facts, |name| text(meta, name));
    article
}
