//! W3C Web Annotations (JSON-LD, www.w3.org/TR/annotation-model), one collection with one page: each mark an annotation of
//! its words, each link one of motivation `linking`. Positions count code points.
//!
//! What the recommendation has no term for stands under terms of our own, which the context declares; texts, names and
//! codebook are literals of JSON, so that nothing is lost on the way through a JSON-LD processor.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    format::{Format, Written},
    json::Each,
    limit::Limit,
    losses::Loss,
    losses::Losses,
    part::Part,
    subject::Subject,
};
use crate::{
    analysis::value_words,
    model::{
        Article, CoderId, Colour, FieldDef, FieldKind, FieldValue, Fields, Link, LinkEnd, Mention, Origin, Project,
        Source, Span,
    },
    text::{ByteRange, CharCursor},
};

/// Web Annotations.
pub(super) const FORMAT: Format = Format {
    name: "w3c",
    title: "Web Annotation",
    purpose: "marks and links with texts, names and codebook; the most complete format",
    extensions: &["jsonld"],
    holds: &[
        Part::Texts,
        Part::Facts,
        Part::ArticleFields,
        Part::Overlaps,
        Part::Pieces,
        Part::Coders,
        Part::Times,
        Part::Notes,
        Part::Flags,
        Part::Mentions,
        Part::Fields,
        Part::Entities,
        Part::EntityDetails,
        Part::Links,
        Part::OpenLinks,
        Part::LinkDetails,
        Part::Definitions,
        Part::Examples,
        Part::Colours,
        Part::Tree,
    ],
    limits: &[
        Limit::ImportSteps,
        Limit::LastChanges,
        Limit::Origins,
        Limit::MarksSetAside,
        Limit::Dismissed,
        Limit::Conflicts,
        Limit::ForeignValues,
    ],
    note: "",
    subject: Subject::Marks,
    write: |project| Written { losses: losses(project), ..Written::one(write(project)) },
};

/// How many characters before and after a mark are written beside its words.
const AROUND: usize = 32;

/// The collection; members that are left out when empty are made by [`full`].
#[derive(Serialize)]
struct Collection<A: Serialize, I: Serialize> {
    #[serde(rename = "@context")]
    context: Value,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: String,
    total: usize,
    #[serde(rename = "sayso:entities")]
    entities: Vec<Value>,
    #[serde(rename = "sayso:codebook")]
    codebook: Value,
    #[serde(rename = "sayso:articles")]
    articles: A,
    first: Page<I>,
}

/// Its only page.
#[derive(Serialize)]
struct Page<I: Serialize> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "startIndex")]
    start_index: usize,
    items: I,
}

fn write(project: &Project) -> Vec<u8> {
    let articles = project.listed_articles();
    let collection = Collection {
        context: json!([
            "http://www.w3.org/ns/anno.jsonld",
            {
                "@version": 1.1,
                "sayso": "urn:sayso:ns:",
                "sayso:articles": { "@type": "@json" },
                "sayso:entities": { "@type": "@json" },
                "sayso:codebook": { "@type": "@json" },
                "sayso:fields": { "@type": "@json" },
            }
        ]),
        id: format!("urn:sayso:project:{}", project.id),
        kind: "AnnotationCollection",
        label: project.title.clone(),
        total: articles.iter().map(|article| article.spans.len() + article.links.len()).sum(),
        entities: entities(project),
        codebook: codebook(project),
        articles: Each(|| articles.iter().map(|own| article(project, own))),
        first: Page {
            id: format!("urn:sayso:page:{}", project.id),
            kind: "AnnotationPage",
            start_index: 0,
            items: Each(|| articles.iter().flat_map(|article| items(project, article))),
        },
    };
    let mut bytes = serde_json::to_vec_pretty(&collection).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What even this format leaves behind.
fn losses(project: &Project) -> Vec<Loss> {
    let mut losses = Losses::default();
    let mut verbatim = usize::from(!project.extra.is_empty());
    let mut add = |is_empty: bool| verbatim += usize::from(!is_empty);
    project.coders.values().for_each(|coder| add(coder.extra.is_empty()));
    project.entities.values().for_each(|entity| add(entity.extra.is_empty()));
    project.codebook.tags.iter().for_each(|tag| add(tag.extra.is_empty()));
    project.codebook.link_kinds.iter().for_each(|kind| add(kind.extra.is_empty()));
    for article in project.listed_articles() {
        let named = Source { name: article.source.name.clone(), ..Source::default() };
        losses.add(Limit::ImportSteps, usize::from(article.source != named));
        let spans = |is: fn(&Span) -> bool| article.spans.iter().filter(|span| is(span)).count();
        losses.add(Limit::LastChanges, spans(|span| span.changed.is_some_and(|(_, by)| by != span.by)));
        losses.add(Limit::Origins, spans(|span| span.origin != Origin::Hand));
        losses.add(Limit::MarksSetAside, article.quarantined.len());
        add(article.extra.is_empty());
        article.spans.iter().for_each(|span| add(span.extra.is_empty()));
        article.links.iter().for_each(|link| add(link.extra.is_empty()));
    }
    losses.add(Limit::Dismissed, project.dismissed.len());
    losses.add(Limit::Conflicts, project.conflicts.len());
    losses.add(Limit::ForeignValues, verbatim);
    losses.counted()
}

/// The annotations of an article.
fn items(project: &Project, article: &Article) -> Vec<Value> {
    let mut cursor = CharCursor::new(article.text.as_str());
    let mut items: Vec<Value> =
        article.spans.in_text_order().map(|span| mark(project, article, span, &mut cursor)).collect();
    let links = article.spans.in_text_order().flat_map(|span| article.links.from(span.id));
    items.extend(links.map(|link| linking(project, link)));
    items
}

/// An object without what is empty.
fn full<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let is_full = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    };
    let full = entries.into_iter().filter(|(_, value)| is_full(value));
    Value::Object(full.map(|(key, value)| (key.to_owned(), value)).collect::<Map<String, Value>>())
}

fn article(project: &Project, article: &Article) -> Value {
    let facts = &article.facts;
    let dating = full([
        ("stated", facts.dating.stated.clone().into()),
        ("source", facts.dating.source.clone().into()),
        ("doubtful", facts.dating.is_doubtful.into()),
    ]);
    full([
        ("id", urn("article", &article.id).into()),
        ("file", article.source.name.clone().into()),
        ("title", facts.title.clone().into()),
        ("outlet", facts.outlet.clone().into()),
        ("author", facts.author.clone().into()),
        ("published", facts.published.clone().into()),
        ("dating", dating),
        ("address", facts.address.clone().into()),
        ("language", facts.language.clone().into()),
        ("note", facts.note.clone().into()),
        ("fields", fields(project, &facts.fields, &project.codebook.article_fields)),
        ("text", article.text.as_str().into()),
    ])
}

fn entities(project: &Project) -> Vec<Value> {
    let entity = |entity: &std::sync::Arc<crate::model::Entity>| {
        full([
            ("id", urn("entity", &entity.id).into()),
            ("kind", entity.kind.as_str().into()),
            ("name", entity.name.clone().into()),
            ("aliases", entity.aliases.clone().into()),
            ("key", entity.key.clone().into()),
            ("role", entity.role.clone().into()),
            ("side", entity.side.clone().into()),
            ("country", entity.country.clone().into()),
            ("wikidata", entity.wikidata.clone().into()),
            ("note", entity.note.clone().into()),
        ])
    };
    project.entities.values().map(entity).collect()
}

fn codebook(project: &Project) -> Value {
    let ids = |ids: &[crate::model::TagId]| ids.iter().map(|id| id.as_str().into()).collect::<Vec<Value>>();
    let tags = project.codebook.tags.iter().map(|tag| {
        let colour = match tag.colour {
            Colour::Slot(slot) => format!("slot {slot}"),
            Colour::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        };
        full([
            ("id", tag.id.as_str().into()),
            ("name", tag.name.clone().into()),
            ("parent", tag.parent.as_ref().map(|id| id.as_str()).into()),
            ("badge", tag.badge.clone().into()),
            ("colour", colour.into()),
            ("key", tag.key.clone().into()),
            ("definition", tag.definition.clone().into()),
            ("cases", tag.examples.yes.clone().into()),
            ("notCases", tag.examples.no.clone().into()),
            ("fields", tag.fields.iter().map(field).collect::<Vec<_>>().into()),
        ])
    });
    let kinds = project.codebook.link_kinds.iter().map(|kind| {
        full([
            ("id", kind.id.as_str().into()),
            ("name", kind.name.clone().into()),
            ("definition", kind.definition.clone().into()),
            ("from", ids(&kind.from).into()),
            ("to", ids(&kind.to).into()),
            ("fields", kind.fields.iter().map(field).collect::<Vec<_>>().into()),
        ])
    });
    let of_articles: Vec<Value> = project.codebook.article_fields.iter().map(field).collect();
    json!({
        "tags": tags.collect::<Vec<_>>(),
        "linkKinds": kinds.collect::<Vec<_>>(),
        "articleFields": of_articles,
    })
}

fn field(field: &FieldDef) -> Value {
    let (kind, choices) = match &field.kind {
        FieldKind::Choice(choices) => ("choice", choices.clone()),
        FieldKind::Text => ("text", Vec::new()),
        FieldKind::Number => ("number", Vec::new()),
        FieldKind::YesNo => ("yes or no", Vec::new()),
        FieldKind::Date => ("date", Vec::new()),
        FieldKind::Entity => ("entity", Vec::new()),
    };
    full([
        ("id", field.id.as_str().into()),
        ("name", field.name.clone().into()),
        ("kind", kind.into()),
        ("choices", choices.into()),
        ("definition", field.definition.clone().into()),
    ])
}

fn mark(project: &Project, article: &Article, span: &Span, cursor: &mut CharCursor<'_>) -> Value {
    let name = project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| tag.name.as_str());
    let mut bodies = vec![
        json!({ "type": "TextualBody", "purpose": "tagging", "value": name }),
        json!({ "type": "SpecificResource", "purpose": "classifying", "source": urn("tag", &span.tag) }),
    ];
    if let Some(entity) = span.entity {
        bodies.push(json!({ "type": "SpecificResource", "purpose": "identifying", "source": urn("entity", &entity) }));
    }
    bodies.extend(comment(&span.note));
    let mut pieces: Vec<Value> = span.pieces.iter().map(|piece| target(article, *piece, cursor)).collect();
    let target = if pieces.len() == 1 { pieces.pop() } else { Some(json!({ "type": "List", "items": pieces })) };
    let mention = match span.mention {
        Mention::Name => "",
        Mention::Pronoun => "pronoun",
        Mention::Description => "description",
    };
    let asked = project.codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
    full([
        ("id", urn("span", &span.id).into()),
        ("type", "Annotation".into()),
        ("motivation", "tagging".into()),
        ("creator", creator(project, span.by)),
        ("created", span.made.to_string().into()),
        ("modified", span.changed.map(|(when, _)| when.to_string()).into()),
        ("body", bodies.into()),
        ("target", target.unwrap_or_default()),
        ("sayso:fields", fields(project, &span.fields, asked)),
        ("sayso:flag", span.flag.into()),
        ("sayso:mention", mention.into()),
    ])
}

fn target(article: &Article, piece: ByteRange, cursor: &mut CharCursor<'_>) -> Value {
    let at = cursor.char_range(piece).unwrap_or_default();
    let text = article.text.as_str();
    let before = text.get(..piece.start.index()).unwrap_or_default();
    let after = text.get(piece.end.index()..).unwrap_or_default();
    let begin = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    json!({
        "type": "SpecificResource",
        "source": urn("article", &article.id),
        "selector": [
            { "type": "TextPositionSelector", "start": at.start.0, "end": at.end.0 },
            {
                "type": "TextQuoteSelector",
                "exact": article.words(piece),
                "prefix": before.get(begin..).unwrap_or_default(),
                "suffix": after.chars().take(AROUND).collect::<String>(),
            },
        ],
    })
}

fn linking(project: &Project, link: &Link) -> Value {
    let kind = project.codebook.link_kind(&link.kind);
    let name = kind.map_or(link.kind.as_str(), |kind| kind.name.as_str());
    let mut targets = vec![Value::from(urn("span", &link.from))];
    let mut bodies = vec![
        json!({ "type": "TextualBody", "purpose": "tagging", "value": name }),
        json!({ "type": "SpecificResource", "purpose": "classifying", "source": urn("link-kind", &link.kind) }),
    ];
    let end = match link.to {
        LinkEnd::Span(to) => {
            targets.push(urn("span", &to).into());
            ""
        }
        LinkEnd::Entity(id) => {
            bodies.push(json!({ "type": "SpecificResource", "purpose": "identifying", "source": urn("entity", &id) }));
            ""
        }
        LinkEnd::Unnamed => "unnamed",
        LinkEnd::Nobody => "nobody",
    };
    bodies.extend(comment(&link.note));
    full([
        ("id", urn("link", &link.id).into()),
        ("type", "Annotation".into()),
        ("motivation", "linking".into()),
        ("creator", creator(project, link.by)),
        ("created", link.made.to_string().into()),
        ("body", bodies.into()),
        ("target", targets.into()),
        ("sayso:end", end.into()),
        ("sayso:order", if link.order > 0 { link.order.into() } else { Value::Null }),
        ("sayso:fields", fields(project, &link.fields, kind.map_or(&[][..], |kind| &kind.fields))),
    ])
}

fn comment(note: &str) -> Option<Value> {
    (!note.is_empty()).then(|| json!({ "type": "TextualBody", "purpose": "commenting", "value": note }))
}

fn creator(project: &Project, coder: CoderId) -> Value {
    json!({ "id": urn("coder", &coder), "type": "Person", "name": project.coder_name(coder) })
}

fn fields(project: &Project, fields: &Fields, asked: &[FieldDef]) -> Value {
    let value = |value: &FieldValue| match value {
        FieldValue::YesNo(yes) => Value::from(*yes),
        FieldValue::Number(number) => Value::from(*number),
        FieldValue::Entity(id) => urn("entity", id).into(),
        FieldValue::Choice(_) | FieldValue::Text(_) | FieldValue::Date(_) => value_words(project, value).into(),
    };
    let name = |id: &crate::model::FieldId| {
        asked.iter().find(|field| field.id == *id).map_or(id.as_str(), |field| field.name.as_str()).to_owned()
    };
    Value::Object(fields.iter().map(|(id, filled)| (name(id), value(filled))).collect())
}

fn urn(kind: &str, id: &dyn std::fmt::Display) -> String {
    format!("urn:sayso:{kind}:{id}")
}
