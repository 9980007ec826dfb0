//! doccano's JSONL, an article a line with `entities` and `relations`; facts are further columns, which doccano keeps as
//! metadata. Offsets count UTF-16 units, as the browser does.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    format::{Format, Written},
    json::facts_of,
    part::Part,
    subject::Subject,
};
use crate::{
    model::{Article, LinkEnd, Project, SpanId},
    text::{ByteOffset, CharCursor},
};

/// doccano.
pub(super) const FORMAT: Format = Format {
    name: "doccano",
    title: "doccano",
    purpose: "texts with entities and relations, one per line",
    extensions: &["jsonl"],
    holds: &[Part::Texts, Part::Facts, Part::ArticleFields, Part::Overlaps, Part::Links],
    limits: &[],
    note: "",
    subject: Subject::Marks,
    write: |project| {
        let lines = project.listed_articles().into_iter().map(|article| line(project, article) + "\n");
        Written::one(lines.collect::<String>().into_bytes())
    },
};

fn line(project: &Project, article: &Article) -> String {
    let mut cursor = CharCursor::new(article.text.as_str());
    let mut offset = |place: ByteOffset| cursor.utf16_of_byte(place).map_or(0, |units| units.0);
    let mut first: BTreeMap<SpanId, usize> = BTreeMap::new();
    let mut entities = Vec::new();
    for span in article.spans.in_text_order() {
        let label = project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| tag.name.as_str());
        for piece in &span.pieces {
            let id = entities.len();
            first.entry(span.id).or_insert(id);
            let (start, end) = (offset(piece.start), offset(piece.end));
            entities.push(json!({ "id": id, "label": label, "start_offset": start, "end_offset": end }));
        }
    }
    let links = article.spans.in_text_order().flat_map(|span| article.links.from(span.id));
    let relations = links.filter_map(|link| {
        let LinkEnd::Span(to) = link.to else { return None };
        let kind = project.codebook.link_kind(&link.kind).map_or(link.kind.as_str(), |kind| kind.name.as_str());
        Some((kind, first.get(&link.from)?, first.get(&to)?))
    });
    let relations = relations
        .enumerate()
        .map(|(id, (kind, from, to))| json!({ "id": id, "from_id": from, "to_id": to, "type": kind }));
    let mut line = facts_of(project, article);
    line.insert("text".to_owned(), article.text.as_str().into());
    line.insert("entities".to_owned(), entities.into());
    line.insert("relations".to_owned(), relations.collect());
    Value::Object(line).to_string()
}
