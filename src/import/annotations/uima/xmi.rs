//! UIMA XMI, with the type system in a file beside it if there is one. Read whole: a file has 64 MiB at most.
//!
//! XMI does not say which attributes are references; the type system does. Without it, a feature is one where each of its
//! values names feature structures of the file, as relations and chains do.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::{
    arrays::{flatten, is_several},
    cas::{Cas, Feature, Structure},
    found_of,
};
use crate::import::{
    annotations::{
        format::{Beside, Format, noted},
        json::mentions,
    },
    error::ImportError,
    markup,
    package::xml,
};

/// UIMA XMI.
pub(in super::super) const FORMAT: Format = Format {
    name: "xmi",
    title: "UIMA XMI",
    extensions: &["xmi", "xml"],
    cannot_hold: "arrays of numbers, texts outside the file",
    is: |file| mentions(file, &["http://www.omg.org/XMI"]) && mentions(file, &["uima/cas.ecore"]),
    read: |file| {
        let mut found = found_of(FORMAT.name, file, &read(file.bytes, file.beside)?);
        found.parts = file.beside.names().into_iter().filter(|name| is_type_system(name)).collect();
        Ok(found)
    },
};

const XMI: &str = "http://www.omg.org/XMI";

fn is_type_system(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".xml") && (name.contains("typesystem") || name.contains("types"))
}

/// The feature structures of a file.
pub(super) fn read(bytes: &[u8], beside: &dyn Beside) -> Result<Cas, ImportError> {
    let mut cas = Cas::default();
    let content = noted(markup::xml(bytes, beside.encoding(), None)?, "", &mut cas.problems);
    let document = xml("XMI", &content)?;
    let elements = || document.root_element().children().filter(Node::is_element);
    let typed = type_systems(beside)?;
    let ids: BTreeSet<&str> = elements().filter_map(|element| element.attribute((XMI, "id"))).collect();
    let several = elements().filter(|element| is_several(&kind_of(*element)));
    let several: BTreeSet<&str> = several.filter_map(|element| element.attribute((XMI, "id"))).collect();
    let references = references(elements(), &ids);
    let is_reference = |name: &str, value: &str| match typed.get(name) {
        Some(Range::Structure) => true,
        Some(Range::Value) => false,
        // What is not shared stands in the feature itself, each text as an element of its own.
        Some(Range::Values) => several.contains(value),
        None => references.get(name).copied().unwrap_or_default() || several.contains(value),
    };
    for element in elements() {
        add(&mut cas, element, is_reference);
    }
    flatten(&mut cas);
    if cas.texts.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(cas)
}

/// Which features are references by what they say: of all structures, nothing but ids of others.
fn references<'a, 'i: 'a>(
    elements: impl Iterator<Item = Node<'a, 'i>>,
    ids: &BTreeSet<&str>,
) -> BTreeMap<&'a str, bool> {
    let mut references: BTreeMap<&str, bool> = BTreeMap::new();
    for element in elements {
        for attribute in element.attributes().filter(|attribute| attribute.namespace().is_none()) {
            let mut values = attribute.value().split_ascii_whitespace().peekable();
            // One that says nothing shows nothing.
            if values.peek().is_some() {
                let is_reference = references.entry(attribute.name()).or_insert(true);
                *is_reference = *is_reference && values.all(|id| id != "0" && ids.contains(id));
            }
        }
    }
    references
}

/// What a feature holds, by a type system.
#[derive(Clone, Copy)]
enum Range {
    /// A text, number or truth value.
    Value,
    /// An array or list of these.
    Values,
    /// Another structure, or several.
    Structure,
}

/// What features hold, by the type systems beside a file.
fn type_systems(beside: &dyn Beside) -> Result<BTreeMap<String, Range>, ImportError> {
    let mut ranges = BTreeMap::new();
    for bytes in beside.names().into_iter().filter(|name| is_type_system(name)).filter_map(|name| beside.read(&name)) {
        let content = markup::xml(&bytes, beside.encoding(), None)?.text;
        let system = xml("type system", &content)?;
        for feature in system.descendants().filter(|node| node.tag_name().name() == "featureDescription") {
            let part = |name: &str| {
                let part = feature.children().find(|child| child.tag_name().name() == name);
                part.and_then(|part| part.text()).unwrap_or_default().trim()
            };
            ranges.insert(part("name").to_owned(), range_of(part("rangeTypeName")));
        }
    }
    Ok(ranges)
}

fn range_of(kind: &str) -> Range {
    let range = kind.strip_prefix("uima.cas.").unwrap_or("Structure");
    let is_value = ["String", "Integer", "Boolean", "Float", "Double", "Long", "Short", "Byte"]
        .iter()
        .any(|value| range.starts_with(value));
    match (is_value, is_several(kind)) {
        (true, true) => Range::Values,
        (true, false) => Range::Value,
        (false, _) => Range::Structure,
    }
}

/// `http:///de/tudarmstadt/ukp/ner/type.ecore` and `NamedEntity` as one name with dots.
fn kind_of(element: Node<'_, '_>) -> String {
    let package = element.tag_name().namespace().unwrap_or_default();
    let package = package.trim_start_matches("http://").trim_start_matches('/').trim_end_matches(".ecore");
    format!("{}.{}", package.replace('/', "."), element.tag_name().name())
}

fn add(cas: &mut Cas, element: Node<'_, '_>, is_reference: impl Fn(&str, &str) -> bool) {
    let kind = kind_of(element);
    let Some(id) = element.attribute((XMI, "id")) else { return };
    match kind.as_str() {
        "uima.cas.NULL" | "uima.cas.View" => return,
        "uima.cas.Sofa" => {
            if let Some(text) = element.attribute("sofaString") {
                cas.texts.insert(id.to_owned(), text.to_owned());
            }
            return;
        }
        _structure => {}
    }
    let number = |name: &str| element.attribute(name).and_then(|number| number.parse().ok());
    let (at, text) = (number("begin").zip(number("end")), element.attribute("sofa").unwrap_or_default().to_owned());
    let mut features = Vec::new();
    for attribute in element.attributes().filter(|attribute| attribute.namespace().is_none()) {
        let (name, value) = (attribute.name(), attribute.value());
        if matches!(name, "sofa" | "begin" | "end") {
            continue;
        }
        let feature = if is_reference(name, value) {
            let ids = value.split_ascii_whitespace().filter(|id| *id != "0");
            Feature::Others(ids.map(str::to_owned).collect())
        } else {
            Feature::Words(value.to_owned())
        };
        features.push((name.to_owned(), feature));
    }
    // Texts of an array are elements of their own.
    for child in element.children().filter(Node::is_element) {
        let (name, words) = (child.tag_name().name(), child.text().unwrap_or_default());
        match features.last_mut() {
            Some((known, Feature::Words(known_words))) if *known == name => {
                known_words.push_str("; ");
                known_words.push_str(words);
            }
            _first => features.push((name.to_owned(), Feature::Words(words.to_owned()))),
        }
    }
    cas.structures.insert(id.to_owned(), Structure { kind, text, at, features });
}
