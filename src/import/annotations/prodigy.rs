//! Prodigy's JSONL (prodi.gy/docs/api-interfaces), and what spaCy 2 was trained on: `["text", {"entities": …}]`.
//!
//! Offsets count code points. What was not accepted is left out and told.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    format::{File, Format},
    json::{fill, judged, list, offset, text, values, words},
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle},
            words::{Many, What, Why},
        },
    },
    model::{CoderId, LinkEnd, SpanId},
    text::Counting,
};

/// Prodigy.
pub(super) const FORMAT: Format = Format {
    name: "prodigy",
    title: "Prodigy",
    extensions: &["jsonl", "json"],
    cannot_hold: "tasks that were not accepted, options, images",
    is: |file| {
        let mut seen = 0;
        let judge = |value: &Value| {
            seen += 1;
            if is_task(value) { Some(true) } else { (seen == LOOKED_AT).then_some(false) }
        };
        judged(file, judge) == Some(true)
    },
    read,
};

/// How many values are tried to tell whether a file is Prodigy's.
const LOOKED_AT: usize = 20;

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
    let sha256 = sha256_of(file.bytes);
    // Several annotators have a task each for one text.
    let mut shown: Vec<Shown<'_>> = Vec::new();
    let mut by_text: BTreeMap<&str, usize> = BTreeMap::new();
    let mut refused = 0;
    for (place, value) in &values {
        if !matches!(text(value, "answer"), "" | "accept") {
            refused += 1;
            continue;
        }
        let words = value.get(0).and_then(Value::as_str).unwrap_or_else(|| text(value, "text"));
        if words.is_empty() {
            found.skip(place.clone(), Why::NoText);
            continue;
        }
        let at = *by_text.entry(words).or_insert_with(|| {
            let article = article(&sha256, place, value, words);
            shown.push(Shown { article, marks: BTreeMap::new(), tasks: Vec::new() });
            shown.len() - 1
        });
        let coder = ["_annotator_id", "_session_id"].map(|key| text(value, key));
        let by = found.coder(coder.into_iter().find(|name| !name.is_empty()).unwrap_or_default());
        if let Some(shown) = shown.get_mut(at) {
            shown.add_marks(Task { place, value, by }, &mut found);
        }
    }
    if refused > 0 {
        found.tell(file.name, What::SkippedMany(refused, Many::NotAccepted));
    }
    found.articles = shown.into_iter().map(|shown| shown.linked(&mut found)).collect();
    Ok(found)
}

/// A task of an annotator.
struct Task<'v> {
    place: &'v str,
    value: &'v Value,
    by: CoderId,
}

/// A text that tasks show.
struct Shown<'v> {
    article: FoundArticle,
    /// The mark of each coder, by place and label: what relations name it by.
    marks: BTreeMap<(u32, u32, String), BTreeMap<CoderId, SpanId>>,
    /// The tasks that show it.
    tasks: Vec<Task<'v>>,
}

impl<'v> Shown<'v> {
    fn add_marks(&mut self, task: Task<'v>, found: &mut Found) {
        let trained = task.value.get(1).map(|more| list(more, "entities")).unwrap_or_default();
        for (number, span) in list(task.value, "spans").iter().chain(trained).enumerate() {
            let place = format!("{}, span {}", task.place, number + 1);
            let end =
                |key: &str, item: usize| offset(span, key).or_else(|| u32::try_from(span.get(item)?.as_u64()?).ok());
            let label = span.get("label").or_else(|| span.get(2)).map(words).unwrap_or_default();
            let Some((start, end)) = end("start", 0).zip(end("end", 1)).filter(|_| !label.is_empty()) else {
                found.skip(place, Why::NoPositionOrLabel);
                continue;
            };
            let mut mark = self.article.span(&place, found.tag(&label), vec![(start, end)]);
            mark.words = Some(text(span, "text").to_owned()).filter(|words| !words.is_empty());
            mark.span.by = task.by;
            self.marks.entry((start, end, label)).or_default().entry(task.by).or_insert(mark.span.id);
            self.article.spans.push(mark);
        }
        self.tasks.push(task);
    }

    /// The article with the relations of all tasks.
    fn linked(mut self, found: &mut Found) -> FoundArticle {
        for Task { place, value, by } in std::mem::take(&mut self.tasks) {
            for (number, relation) in list(value, "relations").iter().enumerate() {
                let place = format!("{place}, relation {}", number + 1);
                let (from, to) = (self.end(relation, "head_span", by), self.end(relation, "child_span", by));
                let (Some(from), Some(to)) = (from, to) else {
                    found.skip(place, Why::MarkMissing);
                    continue;
                };
                let kind = found.link_kind(text(relation, "label"));
                self.article.link(&place, kind, from, LinkEnd::Span(to)).by = by;
            }
        }
        self.article
    }

    /// The mark that a relation names: the annotator's own, or that of the only one who has such a mark.
    fn end(&self, relation: &Value, key: &str, by: CoderId) -> Option<SpanId> {
        let span = relation.get(key)?;
        let place = (offset(span, "start")?, offset(span, "end")?, text(span, "label").to_owned());
        let marks = self.marks.get(&place)?;
        let only = || marks.values().next().filter(|_| marks.len() == 1);
        marks.get(&by).or_else(only).copied()
    }
}

fn article(sha256: &str, place: &str, value: &Value, shown: &str) -> FoundArticle {
    let mut article = FoundArticle::with_text(place, FORMAT.name, sha256, shown.to_owned());
    let meta = value.get("meta").unwrap_or(&Value::Null);
    fill(&mut article.facts, |name| text(meta, name));
    article
}
