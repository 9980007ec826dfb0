//! Annotation collections of CATMA as it exports them in TEI (catma.de, “TEI Export Format”): the tags in the header, and
//! for each annotation its properties and the segments of the document that it marks. Offsets count UTF-16 units.
//!
//! The text is not in the file. It is the text of the same name beside it, or the one of which the last segment is the
//! end; else the annotations belong to an article of the project that has the file's name.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{
    format::{File, Format},
    json::mentions,
    tags::Tags,
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::Why,
        },
        package::{attribute, is, text_of, xml},
    },
    model::{Colour, FieldValue, TagId},
    text::Counting,
};

/// CATMA's TEI.
pub(super) const FORMAT: Format = Format {
    name: "catma",
    title: "CATMA (TEI)",
    extensions: &["xml"],
    cannot_hold: "names of tag sets, proposed values of properties",
    is: |file| mentions(file, &["<fsdDecl", ":fsdDecl", "type=\"catma\""]) && mentions(file, &["catma://"]),
    read,
};

/// Properties that CATMA sets itself.
pub(super) const AUTHOR: &str = "catma_markupauthor";
pub(super) const TIME: &str = "catma_markuptimestamp";
pub(super) const COLOUR: &str = "catma_displaycolor";

/// Where annotations are, by their ids, and the end of the last segment.
struct Segments<'d> {
    of: BTreeMap<&'d str, Vec<(u32, u32)>>,
    end: u32,
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let mut found = Found::new(FORMAT.name, Counting::UTF16);
    let decoded = file.xml(file.name, file.bytes, &mut found.problems)?;
    let document = xml("CATMA's TEI", &decoded)?;
    let root = document.root_element();
    let (tags, names) = tags(root, &mut found);
    let segments = segments(root);
    let mut article = article(file, segments.end, &mut found);
    let text = root.descendants().find(|node| is(*node, "text")).ok_or(ImportError::Empty)?;
    for annotation in text.descendants().filter(|node| is(*node, "fs")) {
        let id = attribute(annotation, "id").unwrap_or_default();
        let place = format!("{}, {id}", file.name);
        let Some(at) = segments.of.get(id) else {
            found.skip(place, Why::NoPosition);
            continue;
        };
        let kind = attribute(annotation, "type").unwrap_or_default();
        let tag = tags.of(kind).cloned().unwrap_or_else(|| found.tag(kind));
        let mut span = FoundSpan { place, ..article.span(id, tag, at.clone()) };
        properties(annotation, &names, &mut span, &mut found);
        article.spans.push(span);
    }
    found.articles.push(article);
    Ok(found)
}

/// The tags of the header, under each other as they are there, and the names of properties by their ids.
fn tags<'d>(root: Node<'d, '_>, found: &mut Found) -> (Tags, BTreeMap<&'d str, &'d str>) {
    let (mut tags, mut names, mut parents) = (Tags::default(), BTreeMap::new(), BTreeMap::new());
    let all = || root.descendants().filter(|node| is(*node, "fsDecl"));
    let id_of = |tag: Node<'d, '_>| attribute(tag, "type").or_else(|| attribute(tag, "id")).unwrap_or_default();
    let name_of = |tag: Node<'_, '_>| {
        let name = tag.children().find(|child| is(*child, "fsDescr")).map(text_of).unwrap_or_default();
        name.trim().to_owned()
    };
    let by_id: BTreeMap<&str, Node<'_, '_>> = all().map(|tag| (id_of(tag), tag)).collect();
    let above = |tag: Node<'d, '_>| attribute(tag, "baseTypes").filter(|id| *id != id_of(tag));
    for tag in all() {
        let id = id_of(tag);
        let name = Some(name_of(tag)).filter(|name| !name.is_empty()).unwrap_or_else(|| id.to_owned());
        let parent = above(tag).and_then(|parent| by_id.get(parent)).map(|parent| name_of(*parent));
        let mut new = tags.new_tag(&found.codebook, id, &name, parent.as_deref());
        for property in tag.children().filter(|child| is(*child, "fDecl")) {
            let name = attribute(property, "name").unwrap_or_default();
            names.insert(attribute(property, "id").unwrap_or_default(), name);
            if name == COLOUR {
                new.colour = colour(&text_of(property)).unwrap_or(new.colour);
            }
        }
        parents.insert(new.id.clone(), above(tag));
        found.codebook.tags.push(new);
    }
    for tag in &mut found.codebook.tags {
        let parent: Option<&TagId> = parents.get(&tag.id).copied().flatten().and_then(|parent| tags.of(parent));
        tag.parent = parent.cloned();
    }
    (tags, names)
}

/// A colour as Java has it: a signed number of alpha, red, green and blue.
pub(super) fn colour(words: &str) -> Option<Colour> {
    let number: i64 = words.split_whitespace().next()?.parse().ok()?;
    let [.., red, green, blue] = number.to_be_bytes();
    Some(Colour::Rgb(red, green, blue))
}

/// The segments of the text, each of which may be of several annotations.
fn segments<'d>(root: Node<'d, '_>) -> Segments<'d> {
    let mut segments = Segments { of: BTreeMap::new(), end: 0 };
    for pointer in root.descendants().filter(|node| is(*node, "ptr")) {
        let Some((start, end)) = range_of(attribute(pointer, "target").unwrap_or_default()) else { continue };
        segments.end = segments.end.max(end);
        let segment = pointer.ancestors().find(|above| is(*above, "seg"));
        let annotations = segment.and_then(|segment| attribute(segment, "ana")).unwrap_or_default();
        for id in annotations.split_whitespace() {
            segments.of.entry(id.trim_start_matches('#')).or_default().push((start, end));
        }
    }
    segments
}

/// Start and end of `catma://CATMA_…#char=12,34`.
fn range_of(target: &str) -> Option<(u32, u32)> {
    let (start, end) = target.rsplit_once("char=")?.1.split_once(',')?;
    Some((start.trim().parse().ok()?, end.trim().parse().ok()?))
}

/// The article, with its text if that lies beside the file.
fn article(file: &File<'_>, end: u32, found: &mut Found) -> FoundArticle {
    let own = format!("{}.txt", file.stem());
    let others = file.beside.names().into_iter().filter(|name| crate::import::ending(name) == "txt");
    let is_whole = |text: &str| {
        let units = text.trim_start_matches('\u{FEFF}').encode_utf16().count();
        [units, units - text.matches("\r\n").count()].contains(&(end as usize))
    };
    let decoded = |name: String| {
        let bytes = file.beside.read(&name)?;
        let text = file.text(&name, &bytes, &mut Vec::new()).ok()?.into_owned();
        Some((name, sha256_of(&bytes), text))
    };
    let text = decoded(own).or_else(|| others.filter_map(decoded).find(|(_, _, text)| is_whole(text)));
    match text {
        Some((name, sha256, text)) => {
            found.parts.push(name.clone());
            let article = FoundArticle::with_text(&name, FORMAT.name, &sha256, text);
            FoundArticle { is_own_file: true, ..article }
        }
        None => {
            let article = FoundArticle::new(file.stem(), FORMAT.name, &sha256_of(file.bytes));
            FoundArticle { is_own_file: true, ..article }
        }
    }
}

/// What is said of an annotation: who made it and when, and its other properties as fields.
fn properties(annotation: Node<'_, '_>, names: &BTreeMap<&str, &str>, span: &mut FoundSpan, found: &mut Found) {
    for property in annotation.children().filter(|child| is(*child, "f")) {
        let name = attribute(property, "name").unwrap_or_default();
        let name = names.get(name).copied().unwrap_or(name);
        let values = property.descendants().filter(|node| is(*node, "string") || is(*node, "numeric"));
        let values = values.map(|value| match attribute(value, "value") {
            Some(value) => value.to_owned(),
            None => text_of(value).trim().to_owned(),
        });
        let value = values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join("; ");
        match name {
            _any if value.is_empty() => {}
            AUTHOR => span.span.by = found.coder(&value),
            TIME => span.span.made = value.parse().unwrap_or(span.span.made),
            COLOUR => {}
            name => {
                let field = found.field(&span.span.tag, name);
                span.span.fields.insert(field, FieldValue::Text(value));
            }
        }
    }
}
