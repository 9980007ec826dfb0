//! Elements of TEI: which are paragraphs, which are no words of the text, and what each says.

use std::collections::BTreeMap;

use roxmltree::Node;

use crate::{
    import::package::{attribute, is},
    model::EntityKind,
};

/// How far up an annotation's group is looked for.
pub(super) const FAR: usize = 5;

/// Whether an element begins a paragraph of its own.
pub(super) fn is_block(node: Node<'_, '_>) -> bool {
    matches!(
        node.tag_name().name(),
        "ab" | "argument"
            | "body"
            | "byline"
            | "closer"
            | "dateline"
            | "div"
            | "docAuthor"
            | "docDate"
            | "docTitle"
            | "epigraph"
            | "head"
            | "item"
            | "l"
            | "lg"
            | "list"
            | "opener"
            | "p"
            | "row"
            | "salute"
            | "signed"
            | "sp"
            | "table"
            | "titlePart"
            | "u"
    )
}

/// Whether the words of an element are no words of the text.
pub(super) fn is_aside(node: Node<'_, '_>) -> bool {
    let is_other_reading = || node.parent_element().is_some_and(|parent| is(parent, "choice"));
    match node.tag_name().name() {
        "teiHeader" | "standOff" | "note" | "fw" | "figDesc" | "rdg" => true,
        "sic" | "orig" | "abbr" => is_other_reading(),
        name => is_stand_off(name),
    }
}

/// Elements that say something of the text from outside.
pub(super) fn is_stand_off(name: &str) -> bool {
    matches!(name, "span" | "spanGrp" | "interp" | "interpGrp" | "annotation" | "listAnnotation" | "link" | "linkGrp")
}

/// Each run of blanks as one, none at the ends.
pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Elements by their ids.
pub(super) fn ids<'d, 'i>(root: Node<'d, 'i>) -> BTreeMap<&'d str, Node<'d, 'i>> {
    root.descendants().filter_map(|node| Some((attribute(node, "id").filter(|_| node.is_element())?, node))).collect()
}

/// The name that a block of annotations says they mark, and its words.
pub(super) type RawNames<'d, 'i> = BTreeMap<u32, (Node<'d, 'i>, String)>;

/// The pointers of an attribute, parted by blanks; those in brackets part nothing.
pub(super) fn pointers(attribute: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let parts = attribute.split(move |character: char| {
        depth += i32::from(character == '(') - i32::from(character == ')');
        depth == 0 && character.is_whitespace()
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// For each block of annotations the words that it says they mark: a name of type `rawName`.
pub(super) fn raw_names<'d, 'i>(root: Node<'d, 'i>) -> RawNames<'d, 'i> {
    let mut names = BTreeMap::new();
    for name in root.descendants().filter(|node| attribute(*node, "type") == Some("rawName")) {
        if let Some(block) = name.ancestors().take(FAR).find(|above| is(*above, "annotationBlock")) {
            names.entry(block.id().get()).or_insert_with(|| (name, collapsed(&own_text(name))));
        }
    }
    names
}

/// The text of an element and of its children, not of what lies deeper: that of many elements in each other is no more
/// than the file.
pub(super) fn own_text(node: Node<'_, '_>) -> String {
    let below = node.children().flat_map(|child| {
        let inner = child.children().filter(move |_| child.is_element());
        std::iter::once(child).chain(inner)
    });
    below.filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// What kind of thing an element names.
pub(super) fn entity_kind(node: Node<'_, '_>) -> Option<EntityKind> {
    match node.tag_name().name() {
        "persName" => Some(EntityKind::Person),
        "orgName" => Some(EntityKind::Organisation),
        "placeName" | "geogName" | "settlement" | "country" | "region" | "district" | "bloc" => Some(EntityKind::Place),
        "name" | "rs" => match attribute(node, "type")?.to_lowercase().as_str() {
            "person" | "per" | "pers" => Some(EntityKind::Person),
            "organisation" | "organization" | "org" => Some(EntityKind::Organisation),
            "place" | "location" | "loc" => Some(EntityKind::Place),
            _other => None,
        },
        _other => None,
    }
}

/// The id that a pointer names, in this file or another (`#anna`, `people.xml#anna`).
pub(super) fn id_of(pointer: &str) -> &str {
    pointer.rsplit_once('#').map_or(pointer, |(_, id)| id)
}
