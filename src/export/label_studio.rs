//! Label Studio: `tasks.json` with a task for each article and an annotation for each coder, and the labelling configuration
//! `config.xml` (labelstud.io/guide/task_format). Offsets count code points.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use serde_json::{Value, json};

use super::{
    Format, Part, Written, facts_of,
    reading::{Palette, hex},
    xml::on_one_line,
};
use crate::{
    analysis::value_words,
    model::{Article, CoderId, FieldKind, FieldValue, LinkEnd, Project, Span},
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
        Part::Overlaps,
        Part::Coders,
        Part::Notes,
        Part::Fields,
        Part::Entities,
        Part::Links,
        Part::Colours,
    ],
    limits: "relations between regions of different annotators, which it does not show",
    write,
};

fn write(project: &Project) -> Written {
    let tasks: Vec<Value> =
        project.listed_articles().into_iter().enumerate().map(|(at, article)| task(project, article, at + 1)).collect();
    let tasks = serde_json::to_vec_pretty(&tasks).unwrap_or_default();
    let files = vec![("tasks.json".to_owned(), tasks), ("config.xml".to_owned(), config(project).into_bytes())];
    Written { files, losses: Vec::new() }
}

fn task(project: &Project, article: &Article, number: usize) -> Value {
    let mut results: BTreeMap<CoderId, Vec<Value>> = BTreeMap::new();
    let mut cursor = CharCursor::new(article.text.as_str());
    for span in article.spans.in_text_order() {
        let offset = |place: ByteOffset| cursor.char_of_byte(place).map_or(0, |chars| chars.0);
        results.entry(span.by).or_default().extend(regions(project, article, span, offset));
    }
    for link in article.spans.in_text_order().flat_map(|span| article.links.from(span.id)) {
        let (LinkEnd::Span(to), Some(from)) = (link.to, article.span(link.from)) else { continue };
        let name = project.codebook.link_kind(&link.kind).map_or(link.kind.as_str(), |kind| kind.name.as_str());
        results.entry(from.by).or_default().push(json!({
            "type": "relation",
            "from_id": link.from.to_string(),
            "to_id": to.to_string(),
            "direction": "right",
            "labels": [name],
        }));
    }
    let coders: Vec<CoderId> = project.coders.keys().copied().collect();
    let annotations: Vec<Value> = results
        .into_iter()
        .map(|(coder, result)| {
            let place = coders.iter().position(|other| *other == coder).map_or(0, |place| place + 1);
            json!({
                "id": number * 1000 + place,
                "completed_by": { "id": place, "first_name": project.coder_name(coder), "last_name": "" },
                "result": result,
                "was_cancelled": false,
                "ground_truth": false,
            })
        })
        .collect();
    let mut data = facts_of(&article.facts);
    data.insert("text".to_owned(), article.text.as_str().into());
    json!({
        "id": number,
        "data": data,
        "annotations": annotations,
        "predictions": [],
    })
}

/// A region for each piece of a mark, and what is said of the first.
fn regions(project: &Project, article: &Article, span: &Span, mut offset: impl FnMut(ByteOffset) -> u32) -> Vec<Value> {
    let tag = project.codebook.tag(&span.tag);
    let name = tag.map_or(span.tag.as_str(), |tag| tag.name.as_str());
    let mut results = Vec::new();
    for (number, piece) in span.pieces.iter().enumerate() {
        let id = if number == 0 { span.id.to_string() } else { format!("{}-{}", span.id, number + 1) };
        let mut region = json!({
            "id": id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "origin": "manual",
            "value": {
                "start": offset(piece.start),
                "end": offset(piece.end),
                "text": article.words(*piece).replace('\n', "\\n"),
                "labels": [name],
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
    let mut about = |from_name: &str, kind: &str, value: Value| {
        // Words that were typed in stand under `text`, all else under its kind.
        let key = if kind == "textarea" { "text" } else { kind };
        results.push(json!({
            "id": span.id.to_string(), "from_name": from_name, "to_name": "text", "type": kind, "value": { key: value },
        }));
    };
    if let Some(entity) = span.entity.and_then(|id| project.entities.get(&id)) {
        about("entity", "textarea", json!([format!("{}: {}", entity.kind.as_str(), entity.name)]));
    }
    for (id, value) in &span.fields {
        let asked = tag.and_then(|tag| tag.fields.iter().find(|field| field.id == *id));
        let name = asked.map_or(id.as_str(), |field| field.name.as_str());
        match value {
            FieldValue::Number(number) => about(name, "number", json!(number)),
            FieldValue::Choice(_) | FieldValue::YesNo(_) => {
                about(name, "choices", json!([value_words(project, value)]))
            }
            FieldValue::Text(_) | FieldValue::Date(_) | FieldValue::Entity(_) => {
                about(name, "textarea", json!([value_words(project, value)]));
            }
        }
    }
    results
}

fn config(project: &Project) -> String {
    let palette = Palette::light();
    let mut out = String::from("<View>\n  <!-- Sayso -->\n  <Relations>\n");
    for kind in &project.codebook.link_kinds {
        let _in_memory = writeln!(out, "    <Relation value=\"{}\"/>", on_one_line(&kind.name));
    }
    out.push_str("  </Relations>\n  <Labels name=\"label\" toName=\"text\">\n");
    for (_, tag) in project.codebook.tree() {
        let colour = format!(" background=\"#{}\"", hex(palette.rgb(tag.colour)));
        let hint = if tag.definition.is_empty() {
            String::new()
        } else {
            format!(" hint=\"{}\"", on_one_line(&tag.definition))
        };
        let _in_memory = writeln!(out, "    <Label value=\"{}\"{colour}{hint}/>", on_one_line(&tag.name));
    }
    out.push_str("  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n");
    out.push_str("  <TextArea name=\"entity\" toName=\"text\" perRegion=\"true\" placeholder=\"kind: name\"/>\n");
    let mut named = BTreeSet::new();
    for field in project.codebook.tags.iter().flat_map(|tag| &tag.fields) {
        if !named.insert(&field.name) {
            continue;
        }
        let head = format!("name=\"{}\" toName=\"text\" perRegion=\"true\"", on_one_line(&field.name));
        let choices = match &field.kind {
            FieldKind::Choice(choices) => choices.clone(),
            FieldKind::YesNo => vec!["yes".to_owned(), "no".to_owned()],
            FieldKind::Number => {
                let _in_memory = writeln!(out, "  <Number {head}/>");
                continue;
            }
            FieldKind::Text | FieldKind::Date | FieldKind::Entity => {
                let _in_memory = writeln!(out, "  <TextArea {head}/>");
                continue;
            }
        };
        let _in_memory = writeln!(out, "  <Choices {head}>");
        for choice in choices {
            let _in_memory = writeln!(out, "    <Choice value=\"{}\"/>", on_one_line(&choice));
        }
        out.push_str("  </Choices>\n");
    }
    out.push_str("</View>\n");
    out
}
