//! The styles of a Word document: what paragraphs and words of a style are, and whether they are bold or italic.

use std::collections::BTreeMap;

use roxmltree::Node;

use crate::import::{
    error::ImportError,
    package::{attribute, child, is, xml},
};

/// The styles of a document, by their ids.
#[derive(Default)]
pub(super) struct Styles {
    all: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: String,
    /// What holds for all words.
    base: Look,
}

/// One style, with what it takes over of those that it is based on.
#[derive(Clone, Default)]
struct Style {
    based_on: String,
    kind: Option<Kind>,
    is_listed: Option<bool>,
    look: Look,
}

/// What the paragraphs of a style are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Headings of this level, 1 at the top.
    Heading(u8),
    /// Quotations.
    Quote,
    /// Text.
    Body,
}

/// Whether words are bold, italic or hidden, where that is said.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    hidden: Option<bool>,
}

/// A style may be based on another, that on a third, and so on: so many, at most.
const DEEPEST: usize = 16;

impl Styles {
    /// The styles of `styles.xml`.
    pub(super) fn read(name: &str, content: &str) -> Result<Self, ImportError> {
        let document = xml(name, content)?;
        let mut styles = Self::default();
        for node in document.root_element().children().filter(Node::is_element) {
            match node.tag_name().name() {
                "docDefaults" => {
                    let usual = node.descendants().find(|node| is(*node, "rPr"));
                    styles.base = usual.map(Look::of).unwrap_or_default();
                }
                "style" => {
                    let id = attribute(node, "styleId").unwrap_or_default().to_owned();
                    if attribute(node, "type") == Some("paragraph") && attribute(node, "default").is_some_and(is_yes) {
                        styles.usual.clone_from(&id);
                    }
                    styles.all.insert(id, Style::of(node));
                }
                _other => {}
            }
        }
        Ok(styles)
    }

    /// The style of this name, and those that it is based on, the nearest first.
    fn chain<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s Style> {
        let first = self.all.get(id);
        std::iter::successors(first, |style| self.all.get(&style.based_on)).take(DEEPEST)
    }

    /// The id of the style of a paragraph: its own, or the usual one.
    pub(super) fn of_paragraph<'s>(&'s self, properties: Option<Node<'s, '_>>) -> &'s str {
        value(properties, "pStyle").unwrap_or(&self.usual)
    }

    /// What a paragraph is, by its properties and style.
    pub(super) fn kind(&self, properties: Option<Node<'_, '_>>, style: &str) -> Kind {
        let own = properties.and_then(outline);
        own.or_else(|| self.chain(style).find_map(|style| style.kind)).unwrap_or(Kind::Body)
    }

    /// Whether a paragraph is an item of a list.
    pub(super) fn is_listed(&self, properties: Option<Node<'_, '_>>, style: &str) -> bool {
        let own = properties.and_then(listed);
        own.or_else(|| self.chain(style).find_map(|style| style.is_listed)).unwrap_or(false)
    }

    /// How the words of a style look by that style alone.
    pub(super) fn look(&self, style: &str) -> (bool, bool) {
        let is = |of: fn(&Look) -> Option<bool>| self.chain(style).find_map(|style| of(&style.look)).unwrap_or(false);
        (is(|look| look.bold), is(|look| look.italic))
    }

    /// How the words of a run look, by its properties and the style of its paragraph. Styles of paragraphs and words that
    /// both say bold say neither; what the run itself says holds.
    pub(super) fn look_of(&self, properties: Option<Node<'_, '_>>, of_paragraph: (bool, bool)) -> (bool, bool) {
        let own = properties.map(Look::of).unwrap_or_default();
        let style = value(properties, "rStyle").map(|style| self.look(style)).unwrap_or_default();
        let is = |base: Option<bool>, paragraph: bool, style: bool| base == Some(true) || paragraph != style;
        (
            own.bold.unwrap_or_else(|| is(self.base.bold, of_paragraph.0, style.0)),
            own.italic.unwrap_or_else(|| is(self.base.italic, of_paragraph.1, style.1)),
        )
    }

    /// Whether nobody sees the words of a run, by its properties and the style of its paragraph.
    pub(super) fn hides(&self, properties: Option<Node<'_, '_>>, of_paragraph: &str) -> bool {
        let says = |style: &str| self.chain(style).find_map(|style| style.look.hidden).unwrap_or(false);
        let own = properties.map(Look::of).unwrap_or_default().hidden;
        own.unwrap_or_else(|| {
            let style = value(properties, "rStyle").is_some_and(says);
            self.base.hidden == Some(true) || style != says(of_paragraph)
        })
    }
}

impl Style {
    fn of(node: Node<'_, '_>) -> Self {
        let (paragraph, words) = (child(node, "pPr"), child(node, "rPr"));
        let name = value(Some(node), "name").unwrap_or_default();
        Self {
            based_on: value(Some(node), "basedOn").unwrap_or_default().to_owned(),
            kind: of_name(name).or_else(|| paragraph.and_then(outline)),
            is_listed: paragraph.and_then(listed),
            look: words.map(Look::of).unwrap_or_default(),
        }
    }
}

impl Look {
    /// What the properties of words say.
    fn of(properties: Node<'_, '_>) -> Self {
        let said = |name| child(properties, name).map(is_on);
        Self { bold: said("b"), italic: said("i"), hidden: said("vanish") }
    }
}

/// What a style of this name is for; the names of those that come with Word are the same in all languages.
fn of_name(name: &str) -> Option<Kind> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    match name.as_str() {
        "title" => Some(Kind::Heading(1)),
        "subtitle" => Some(Kind::Heading(2)),
        "quote" | "intensequote" | "blocktext" | "quotations" => Some(Kind::Quote),
        name => match name.strip_prefix("heading")?.parse() {
            Ok(level @ 1..=9) => Some(Kind::Heading(level)),
            _ => None,
        },
    }
}

/// The level that the properties of a paragraph state; the tenth is that of text.
fn outline(properties: Node<'_, '_>) -> Option<Kind> {
    match value(Some(properties), "outlineLvl")?.parse().ok()? {
        level @ 0..=8_u8 => Some(Kind::Heading(level + 1)),
        _ => Some(Kind::Body),
    }
}

/// Whether the properties of a paragraph put it into a list; list 0 is none.
fn listed(properties: Node<'_, '_>) -> Option<bool> {
    let list = child(properties, "numPr")?;
    Some(value(Some(list), "numId").is_some_and(|number| number != "0"))
}

/// The value of a property.
fn value<'a>(properties: Option<Node<'a, '_>>, name: &str) -> Option<&'a str> {
    attribute(child(properties?, name)?, "val")
}

/// Whether a property is on, which it is unless it says otherwise.
pub(super) fn is_on(property: Node<'_, '_>) -> bool {
    attribute(property, "val").is_none_or(is_yes)
}

fn is_yes(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}
