//! Documents of GATE: its JSON (bdocjs; github.com/GateNLP/python-gatenlp, docs/format-bdocjs.md) and its XML.
//!
//! The JSON says how its offsets count: code points (`p`, also where it says nothing) or UTF-16 units (`j`). In XML, the
//! ends of annotations are nodes that stand in the text itself, so places are where the nodes stand, whatever their
//! numbers count. Tokens and sentences are layout and are left out. Read whole: a file has 64 MiB at most.

use std::collections::BTreeMap;

use roxmltree::Node;
use serde_json::Value;

use super::{
    format::{File, Format},
    json::{list, mentions, offset, text, words},
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle},
            words::{Many, What, Why},
        },
        package::{is, text_of, xml},
        references::{Markup, mended},
    },
    model::FieldValue,
    text::Counting,
};

/// GATE's JSON.
pub(super) const JSON: Format = Format {
    name: "gate-json",
    title: "GATE (bdocjs)",
    extensions: &["bdocjs", "bdocjson", "json"],
    cannot_hold: "tokens and sentences, document features, references between annotations",
    is: |file| ["\"annotation_sets\"", "\"text\""].iter().all(|word| mentions(file, &[word])),
    read: read_json,
};

/// GATE's XML.
pub(super) const XML: Format = Format {
    name: "gate-xml",
    title: "GATE XML",
    extensions: &["xml"],
    cannot_hold: "tokens and sentences, document features, relations, references between annotations",
    is: |file| ["<GateDocument", "<TextWithNodes"].iter().all(|word| mentions(file, &[word])),
    read: read_xml,
};

/// What GATE's own resources make of any text, and what was markup before.
const LAYOUT: [&str; 5] = ["Token", "SpaceToken", "Sentence", "Split", "paragraph"];
const MARKUP: &str = "Original markups";

/// The field that holds the name of the set that a mark stands in.
const SET: &str = "annotation set";

/// A document as it is read.
struct Reader {
    found: Found,
    article: FoundArticle,
    place: String,
    /// How many annotations were layout.
    layout: usize,
}

impl Reader {
    fn new(format: &'static str, counting: Counting, file: &File<'_>, text: String) -> Self {
        let article = FoundArticle::with_text(file.name, format, &sha256_of(file.bytes), text);
        Self { found: Found::exact(format, counting), article, place: file.name.to_owned(), layout: 0 }
    }

    /// Adds an annotation of a set: its id and type, where it is, and what is said of it.
    fn mark(&mut self, set: &str, id: &str, kind: &str, at: Option<(u32, u32)>, features: Vec<(String, String)>) {
        if LAYOUT.contains(&kind) || set == MARKUP {
            self.layout += 1;
            return;
        }
        let place = format!("{}, annotation {id} ({kind})", self.place);
        let Some(at) = at else {
            self.found.skip(place, Why::NoPosition);
            return;
        };
        let tag = self.found.tag(if kind.is_empty() { "mark" } else { kind });
        let mut mark = self.article.span(&format!("{set} {id}"), tag.clone(), vec![at]);
        mark.place = place;
        let set = (SET.to_owned(), set.to_owned());
        for (name, value) in features.into_iter().chain([set]).filter(|(_, value)| !value.is_empty()) {
            mark.span.fields.insert(self.found.field(&tag, &name), FieldValue::Text(value));
        }
        self.article.spans.push(mark);
    }

    fn end(mut self) -> Found {
        if self.layout > 0 {
            self.found.tell(self.place, What::SkippedMany(self.layout, Many::LayoutAndMarkup));
        }
        self.found.articles.push(self.article);
        self.found
    }
}

fn read_json(file: &File<'_>) -> Result<Found, ImportError> {
    let mut notes = Vec::new();
    let json = file.json(file.name, file.bytes, &mut notes)?;
    let document: Value = serde_json::from_str(json.trim_start_matches('\u{FEFF}'))
        .map_err(|error| ImportError::NotJson(error.to_string()))?;
    let counting = match text(&document, "offset_type") {
        "j" => Counting::UTF16,
        _code_points => Counting::CODE_POINTS,
    };
    let shown = document.get("text").and_then(Value::as_str).ok_or(ImportError::Empty)?.to_owned();
    let mut reader = Reader::new(JSON.name, counting, file, shown);
    reader.found.problems = notes;
    reader.found.is_exact = document.get("offset_type").is_some();
    for (name, set) in document.get("annotation_sets").and_then(Value::as_object).into_iter().flatten() {
        for annotation in list(set, "annotations") {
            let id = annotation.get("id").map(words).unwrap_or_default();
            let at = offset(annotation, "start").zip(offset(annotation, "end"));
            let features = annotation.get("features").and_then(Value::as_object).into_iter().flatten();
            let features = features.map(|(name, value)| (name.clone(), words(value))).collect();
            reader.mark(name, &id, text(annotation, "type"), at, features);
        }
    }
    Ok(reader.end())
}

fn read_xml(file: &File<'_>) -> Result<Found, ImportError> {
    let mut notes = Vec::new();
    let content = file.xml(file.name, file.bytes, &mut notes)?;
    let document = xml("GATE's document", &content)?;
    let parts = || document.root_element().children().filter(Node::is_element);
    let with_nodes = parts().find(|part| is(*part, "TextWithNodes")).ok_or(ImportError::Empty)?;
    let (shown, nodes) = text_with_nodes(with_nodes);
    let mut reader = Reader::new(XML.name, Counting::UTF16, file, shown);
    reader.found.problems = notes;
    for set in parts().filter(|part| is(*part, "AnnotationSet")) {
        let name = set.attribute("Name").unwrap_or_default();
        for annotation in set.children().filter(|child| is(*child, "Annotation")) {
            let part = |name: &str| annotation.attribute(name).unwrap_or_default();
            let end = |name: &str| nodes.get(part(name)).copied();
            let at = end("StartNode").zip(end("EndNode"));
            reader.mark(name, part("Id"), part("Type"), at, features_of(annotation));
        }
    }
    Ok(reader.end())
}

/// The text between nodes, and where each node stands, in UTF-16 units.
fn text_with_nodes<'d>(parent: Node<'d, '_>) -> (String, BTreeMap<&'d str, u32>) {
    let (mut text, mut units, mut nodes) = (String::new(), 0_u32, BTreeMap::new());
    for child in parent.children() {
        if let Some(id) = child.attribute("id") {
            nodes.insert(id, units);
        }
        if let Some(words) = child.text().filter(|_| child.is_text()) {
            text.push_str(words);
            units = units.saturating_add(u32::try_from(words.encode_utf16().count()).unwrap_or(u32::MAX));
        }
    }
    (text, nodes)
}

/// What is said of an annotation, by name.
fn features_of(annotation: Node<'_, '_>) -> Vec<(String, String)> {
    let of = |feature: Node<'_, '_>, name: &str| {
        feature.children().find(|child| is(*child, name)).map(text_of).unwrap_or_default()
    };
    let features = annotation.children().filter(|child| is(*child, "Feature"));
    features.map(|feature| (of(feature, "Name"), unwrapped(&of(feature, "Value")))).collect()
}

/// A value as it is; those of a list or map, which GATE wraps as an XML of its own, one after the other.
fn unwrapped(value: &str) -> String {
    let inner = value.find("<gate.corpora.ObjectWrapper>").and_then(|start| value.get(start..));
    let inner = inner.map(|inner| mended(inner, Markup::Xml).0);
    let Some(wrapped) = inner.as_ref().and_then(|inner| xml("a value", inner).ok()) else { return value.to_owned() };
    let texts = wrapped.descendants().filter(Node::is_text).filter_map(|node| node.text()).map(str::trim);
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}
