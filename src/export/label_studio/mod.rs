//! Label Studio: `tasks.json` with a task for each article and an annotation for each coder, and the labelling configuration
//! `config.xml` (labelstud.io/guide/task_format). Offsets count code points.
//!
//! Label Studio refuses annotations by people whom it does not know; so `completed_by` is left out, and the coder stands
//! under a key of ours, as does the name of a field whose control has to be called otherwise.

mod config;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use self::config::{Controls, ENTITY, Kind, LABELS, TEXT};
use super::{
    format::{Format, Written},
    json::facts_of,
    limit::Limit,
    losses::Losses,
    part::Part,
    subject::Subject,
    xml::{bare, unheld},
};
use crate::{
    analysis::value_words,
    model::{Article, CoderId, FieldValue, Link, LinkEnd, Project, Span},
    text::{ByteOffset, CharCursor},
};

/// Label Studio.
pub(super) const FORMAT: Format = Format {
    name: "label-studio",
    title: "Label Studio",
    purpose: "tasks with regions and relations, and the labelling configuration",
    extensions: &["zip"],
    holds: &[
        Part::Texts,
        Part::Facts,
        Part::ArticleFields,
        Part::Overlaps,
        Part::Coders,
        Part::Notes,
        Part::Fields,
        Part::Entities,
        Part::Links,
        Part::Definitions,
        Part::Colours,
    ],
    limits: &[Limit::LinksBetweenCoders, Limit::CharactersNotInXml],
    note: "Label Studio shows its own users as annotators",
    subject: Subject::Marks,
    write,
};

fn write(project: &Project) -> Written {
    let controls = Controls::of(project);
    let articles = project.listed_articles();
    let tasks: Vec<Value> =
        articles.iter().enumerate().map(|(at, article)| task(project, article, &controls, at + 1)).collect();
    let tasks = serde_json::to_vec_pretty(&tasks).unwrap_or_default();
    let config = config::config(project, &controls).into_bytes();
    let files = vec![("tasks.json".to_owned(), tasks), ("config.xml".to_owned(), config)];
    let mut losses = Losses::default();
    let hidden = articles.iter().map(|article| between_annotators(article)).sum();
    losses.add(Limit::LinksBetweenCoders, hidden);
    let tags = project.codebook.tags.iter().map(|tag| tag.name.as_str());
    let names = tags.chain(project.codebook.link_kinds.iter().map(|kind| kind.name.as_str()));
    losses.add(Limit::CharactersNotInXml, names.map(|name| unheld(name, &[])).sum());
    Written { losses: losses.counted(), ..Written::several(files) }
}

/// How many links lead from one coder's mark to another's.
fn between_annotators(article: &Article) -> usize {
    let by = |id| article.span(id).map(|span| span.by);
    let is_between = |link: &&Link| link.to.span().is_some_and(|to| by(to) != by(link.from));
    article.links.iter().filter(is_between).count()
}

fn task(project: &Project, article: &Article, controls: &Controls, number: usize) -> Value {
    let mut results: BTreeMap<CoderId, Vec<Value>> = BTreeMap::new();
    let mut cursor = CharCursor::new(article.text.as_str());
    for span in article.spans.in_text_order() {
        let offset = |place: ByteOffset| cursor.char_of_byte(place).map_or(0, |chars| chars.0);
        results.entry(span.by).or_default().extend(regions(project, article, span, controls, offset));
    }
    for link in article.spans.in_text_order().flat_map(|span| article.links.from(span.id)) {
        let (LinkEnd::Span(to), Some(from)) = (link.to, article.span(link.from)) else { continue };
        let name = project.codebook.link_kind(&link.kind).map_or(link.kind.as_str(), |kind| kind.name.as_str());
        results.entry(from.by).or_default().push(json!({
            "type": "relation",
            "from_id": link.from.to_string(),
            "to_id": to.to_string(),
            "direction": "right",
            "labels": [bare(name)],
        }));
    }
    let coders: Vec<CoderId> = project.coders.keys().copied().collect();
    let annotations: Vec<Value> = results
        .into_iter()
        .map(|(coder, result)| {
            let place = coders.iter().position(|other| *other == coder).map_or(0, |place| place + 1);
            json!({
                "id": number * 1000 + place,
                "sayso_coder": project.coder_name(coder),
                "result": result,
                "was_cancelled": false,
                "ground_truth": false,
            })
        })
        .collect();
    let mut data = facts_of(project, article);
    data.insert("text".to_owned(), article.text.as_str().into());
    json!({
        "id": number,
        "data": data,
        "annotations": annotations,
        "predictions": [],
    })
}

/// A region for each piece of a mark, and what is said of the first.
fn regions(
    project: &Project,
    article: &Article,
    span: &Span,
    controls: &Controls,
    mut offset: impl FnMut(ByteOffset) -> u32,
) -> Vec<Value> {
    let tag = project.codebook.tag(&span.tag);
    let name = tag.map_or(span.tag.as_str(), |tag| tag.name.as_str());
    let mut results = Vec::new();
    for (number, piece) in span.pieces.iter().enumerate() {
        let id = if number == 0 { span.id.to_string() } else { format!("{}-{}", span.id, number + 1) };
        let mut region = json!({
            "id": id,
            "from_name": LABELS,
            "to_name": TEXT,
            "type": "labels",
            "origin": "manual",
            "value": {
                "start": offset(piece.start),
                "end": offset(piece.end),
                "text": article.words(*piece).replace('\n', "\\n"),
                "labels": [bare(name)],
            },
        });
        if !span.note.is_empty()
            && number == 0
            && let Value::Object(entries) = &mut region
        {
            entries.insert("meta".to_owned(), json!({ "text": [span.note] }));
        }
        results.push(region);
    }
    if let Some(entity) = span.entity.and_then(|id| project.entities.get(&id)) {
        let words = format!("{}: {}", entity.kind.as_str(), entity.name);
        results.push(answer(span, ENTITY, Kind::Words, &json!([words])));
    }
    for (id, value) in &span.fields {
        let asked = tag.and_then(|tag| tag.fields.iter().find(|field| field.id == *id));
        let field = asked.map_or(id.as_str(), |field| field.name.as_str());
        let kind = Kind::of_value(value);
        let control = controls.name(field, kind);
        let said =
            if let FieldValue::Number(number) = value { json!(number) } else { json!([value_words(project, value)]) };
        let mut answer = answer(span, control, kind, &said);
        if control != field
            && let Value::Object(entries) = &mut answer
        {
            entries.insert("sayso_field".to_owned(), field.into());
        }
        results.push(answer);
    }
    results
}

/// What is said of a mark by a control.
fn answer(span: &Span, control: &str, kind: Kind, said: &Value) -> Value {
    // Words that were typed in stand under `text`, all else under its kind.
    let key = if kind == Kind::Words { "text" } else { kind.word() };
    json!({
        "id": span.id.to_string(), "from_name": control, "to_name": TEXT, "type": kind.word(), "value": { key: said },
    })
}
