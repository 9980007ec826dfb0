//! UIMA CAS JSON 0.4 (github.com/apache/uima-uimaj-io-jsoncas): for each article its text and marks, in the layers
//! `custom.Span` and `custom.Relation` that every project of INCEpTION begins with. Offsets count UTF-16 units.
//!
//! What these layers have no feature for stands in features of our own, which the types in the file declare. A mark in
//! pieces is one annotation for each, and all but the first say of which they are a piece.

use serde_json::{Map, Value, json};

use super::{
    file_names::file_names,
    format::{Format, Written},
    part::Part,
    subject::Subject,
};
use crate::{
    analysis::value_words,
    model::{Article, Fields, LinkEnd, Mention, Project, Span, SpanId},
    text::{ByteOffset, CharCursor},
};

/// UIMA CAS JSON.
pub(super) const FORMAT: Format = Format {
    name: "cas-json",
    title: "UIMA CAS JSON",
    purpose: "spans and relations for INCEpTION and DKPro",
    extensions: &["zip"],
    holds: &[
        Part::Texts,
        Part::Facts,
        Part::Overlaps,
        Part::Pieces,
        Part::Coders,
        Part::Times,
        Part::Notes,
        Part::Flags,
        Part::Mentions,
        Part::Fields,
        Part::Entities,
        Part::Links,
        Part::LinkDetails,
    ],
    limits: &[],
    note: "",
    subject: Subject::Marks,
    write: |project| {
        let files = file_names(project).into_iter().map(|(article, name)| {
            let cas = serde_json::to_vec_pretty(&cas(project, article)).unwrap_or_default();
            (format!("{name}.json"), cas)
        });
        Written::several(files.collect())
    },
};

/// The subject of analysis: the article's text.
const SOFA: usize = 1;

/// The feature structures of an article, numbered from 1.
struct Structures<'p> {
    project: &'p Project,
    all: Vec<Value>,
}

impl Structures<'_> {
    /// Adds a structure with these features, and returns its number.
    fn add(&mut self, kind: &str, features: Value) -> usize {
        let id = self.all.len() + 1;
        let mut structure = Map::new();
        structure.insert("%ID".to_owned(), json!(id));
        structure.insert("%TYPE".to_owned(), json!(kind));
        if let Value::Object(features) = features {
            let is_said = |value: &Value| !value.is_null() && value.as_str() != Some("");
            structure.extend(features.into_iter().filter(|(_, value)| is_said(value)));
        }
        self.all.push(Value::Object(structure));
        id
    }

    /// Adds what is filled in, as an array; nothing for nothing.
    fn fields(&mut self, fields: &Fields, name: impl Fn(&crate::model::FieldId) -> String) -> Value {
        if fields.is_empty() {
            return Value::Null;
        }
        let mut ids = Vec::with_capacity(fields.len());
        for (field, value) in fields {
            let words = value_words(self.project, value);
            ids.push(self.add("sayso.Field", json!({ "name": name(field), "words": words })));
        }
        json!(self.add("uima.cas.FSArray", json!({ "%ELEMENTS": ids })))
    }

    fn coder(&self, coder: crate::model::CoderId) -> String {
        self.project.coder_name(coder)
    }
}

/// The ids of marks, and where they are.
type Marks = std::collections::BTreeMap<SpanId, (usize, u32, u32)>;

fn cas(project: &Project, article: &Article) -> Value {
    let mut structures = Structures { project, all: Vec::new() };
    let mut cursor = CharCursor::new(article.text.as_str());
    let mut offset = |place: ByteOffset| cursor.utf16_of_byte(place).map_or(0, |units| units.0);
    let end = offset(ByteOffset::new(article.text.as_str().len()));
    let sofa = json!({
        "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": article.text.as_str(),
    });
    structures.add("uima.cas.Sofa", sofa);
    let facts = &article.facts;
    let whole = json!({
        "@sofa": SOFA, "begin": 0, "end": end, "language": facts.language,
        "documentTitle": facts.title, "documentId": article.source.name,
    });
    let mut members = vec![structures.add("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData", whole)];
    members.push(structures.add(
        "sayso.Article",
        json!({
            "outlet": facts.outlet, "author": facts.author, "published": facts.published, "address": facts.address,
            "note": facts.note,
        }),
    ));
    // The ids of the marks, by which relations find them, and where they are.
    let mut marks = Marks::new();
    for span in article.spans.in_text_order() {
        let mut first = None;
        for piece in &span.pieces {
            let (begin, end) = (offset(piece.start), offset(piece.end));
            let id = match first {
                Some(first) => structures.add(
                    "custom.Span",
                    json!({ "@sofa": SOFA, "begin": begin, "end": end, "label": tag_name(project, span), "@pieceOf": first }),
                ),
                None => {
                    let id = mark(&mut structures, span, begin, end);
                    marks.insert(span.id, (id, begin, end));
                    first = Some(id);
                    id
                }
            };
            members.push(id);
        }
    }
    members.extend(relations(&mut structures, article, &marks));
    json!({
        "%TYPES": types(),
        "%FEATURE_STRUCTURES": structures.all,
        "%VIEWS": { "_InitialView": { "%SOFA": SOFA, "%MEMBERS": members } },
    })
}

/// Adds the links between marks, which are known by their ids and places; returns the ids of what was added.
fn relations(structures: &mut Structures<'_>, article: &Article, marks: &Marks) -> Vec<usize> {
    let mut added = Vec::new();
    for link in article.spans.in_text_order().flat_map(|span| article.links.from(span.id)) {
        let LinkEnd::Span(to) = link.to else { continue };
        let (Some((from, ..)), Some((to, begin, end))) = (marks.get(&link.from), marks.get(&to)) else { continue };
        let kind = structures.project.codebook.link_kind(&link.kind);
        let fields = structures.fields(&link.fields, |id| {
            let field = kind.and_then(|kind| kind.fields.iter().find(|field| field.id == *id));
            field.map_or_else(|| id.to_string(), |field| field.name.clone())
        });
        let relation = json!({
            "@sofa": SOFA, "begin": begin, "end": end, "@Governor": from, "@Dependent": to,
            "label": kind.map_or(link.kind.as_str(), |kind| kind.name.as_str()),
            "order": link.order, "note": link.note, "coder": structures.coder(link.by),
            "made": link.made.to_string(), "@fields": fields,
        });
        added.push(structures.add("custom.Relation", relation));
    }
    added
}

fn tag_name<'p>(project: &'p Project, span: &'p Span) -> &'p str {
    project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| tag.name.as_str())
}

fn mark(structures: &mut Structures<'_>, span: &Span, begin: u32, end: u32) -> usize {
    let project = structures.project;
    let tag = project.codebook.tag(&span.tag);
    let fields = structures.fields(&span.fields, |id| {
        let field = tag.and_then(|tag| tag.fields.iter().find(|field| field.id == *id));
        field.map_or_else(|| id.to_string(), |field| field.name.clone())
    });
    let entity = span.entity.and_then(|id| project.entities.get(&id));
    let mention = match span.mention {
        Mention::Name => "",
        Mention::Pronoun => "pronoun",
        Mention::Description => "description",
    };
    let features = json!({
        "@sofa": SOFA, "begin": begin, "end": end, "label": tag_name(project, span),
        "note": span.note, "coder": structures.coder(span.by), "made": span.made.to_string(),
        "flag": span.flag.then_some(true), "mention": mention,
        "entity": entity.map(|entity| entity.name.as_str()), "entityKind": entity.map(|entity| entity.kind.as_str()),
        "@fields": fields,
    });
    structures.add("custom.Span", features)
}

/// The types of all feature structures that are not UIMA's own.
fn types() -> Value {
    let of = |name: &str, parent: &str, features: &[(&str, &str)]| {
        let mut of = Map::new();
        of.insert("%NAME".to_owned(), json!(name));
        of.insert("%SUPER_TYPE".to_owned(), json!(parent));
        for (feature, range) in features {
            of.insert((*feature).to_owned(), json!({ "%NAME": feature, "%RANGE": range }));
        }
        (name.to_owned(), Value::Object(of))
    };
    const ANNOTATION: &str = "uima.tcas.Annotation";
    const TOP: &str = "uima.cas.TOP";
    const TEXT: &str = "uima.cas.String";
    const FIELDS: &str = "sayso.Field[]";
    let types = [
        of(
            "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData",
            "uima.tcas.DocumentAnnotation",
            &[("documentTitle", TEXT), ("documentId", TEXT)],
        ),
        of("sayso.Article", TOP, &["outlet", "author", "published", "address", "note"].map(|name| (name, TEXT))),
        of("sayso.Field", TOP, &[("name", TEXT), ("words", TEXT)]),
        of(
            "custom.Span",
            ANNOTATION,
            &[
                ("label", TEXT),
                ("note", TEXT),
                ("coder", TEXT),
                ("made", TEXT),
                ("flag", "uima.cas.Boolean"),
                ("mention", TEXT),
                ("entity", TEXT),
                ("entityKind", TEXT),
                ("fields", FIELDS),
                ("pieceOf", "custom.Span"),
            ],
        ),
        of(
            "custom.Relation",
            ANNOTATION,
            &[
                ("Governor", "custom.Span"),
                ("Dependent", "custom.Span"),
                ("label", TEXT),
                ("order", "uima.cas.Integer"),
                ("note", TEXT),
                ("coder", TEXT),
                ("made", TEXT),
                ("fields", FIELDS),
            ],
        ),
    ];
    Value::Object(types.into_iter().collect())
}
