//! The styles of an OpenDocument: what paragraphs of a style are, and whether words are bold or italic.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use crate::{
    import::package::{attribute, child, is},
    model::RunKind,
};

/// The styles of a document, by their names.
#[derive(Default)]
pub(super) struct Styles {
    of_paragraphs: BTreeMap<String, Style>,
    of_words: BTreeMap<String, Style>,
}

#[derive(Default)]
struct Style {
    parent: String,
    level: Option<u8>,
    look: Look,
    begins_page: bool,
}

/// Whether words are bold, italic or hidden, where that is said.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: Option<bool>,
}

/// A style may have a parent, that another, and so on: so many, at most.
const DEEPEST: usize = 16;

impl Styles {
    /// Adds the styles that a part states.
    pub(super) fn add(&mut self, document: &Document<'_>) {
        for node in document.descendants().filter(|node| is(*node, "style")) {
            let name = attribute(node, "name").unwrap_or_default().to_owned();
            match attribute(node, "family") {
                Some("paragraph") => drop(self.of_paragraphs.insert(name, Style::of(node))),
                Some("text") => drop(self.of_words.insert(name, Style::of(node))),
                _other => {}
            }
        }
    }

    /// What a paragraph of this style is, if it is more than text.
    pub(super) fn kind(&self, style: &str) -> Option<RunKind> {
        let names = std::iter::once(style).chain(chain(&self.of_paragraphs, style).map(|style| style.parent.as_str()));
        let named = names.take(DEEPEST).find_map(|name| match name {
            "Title" => Some(RunKind::Heading(1)),
            "Subtitle" => Some(RunKind::Heading(2)),
            "Quotations" => Some(RunKind::Quote),
            _other => None,
        });
        let level = || chain(&self.of_paragraphs, style).find_map(|style| style.level);
        named.or_else(|| level().filter(|level| *level > 0).map(RunKind::Heading))
    }

    /// How words of a paragraph of this style look.
    pub(super) fn look_of_paragraph(&self, style: &str) -> (bool, bool) {
        look(&self.of_paragraphs, style, (false, false))
    }

    /// How words of this style look among others.
    pub(super) fn look_of_words(&self, style: &str, around: (bool, bool)) -> (bool, bool) {
        look(&self.of_words, style, around)
    }

    /// Whether nobody sees the words of a paragraph of this style.
    pub(super) fn hides_paragraph(&self, style: &str) -> bool {
        chain(&self.of_paragraphs, style).find_map(|style| style.look.hidden).unwrap_or(false)
    }

    /// Whether nobody sees words of this style, where that is said.
    pub(super) fn hides_words(&self, style: &str) -> Option<bool> {
        chain(&self.of_words, style).find_map(|style| style.look.hidden)
    }

    /// Whether a paragraph of this style begins a page.
    pub(super) fn begins_page(&self, style: &str) -> bool {
        // Parents pass on what they say of paragraphs, but not of masters, and automatic styles state both.
        self.of_paragraphs.get(style).is_some_and(|style| style.begins_page)
    }
}

fn chain<'s>(styles: &'s BTreeMap<String, Style>, name: &str) -> impl Iterator<Item = &'s Style> {
    std::iter::successors(styles.get(name), |style| styles.get(&style.parent)).take(DEEPEST)
}

fn look(styles: &BTreeMap<String, Style>, name: &str, around: (bool, bool)) -> (bool, bool) {
    let said = |of: fn(&Look) -> Option<bool>| chain(styles, name).find_map(|style| of(&style.look));
    (said(|look| look.bold).unwrap_or(around.0), said(|look| look.italic).unwrap_or(around.1))
}

impl Style {
    fn of(node: Node<'_, '_>) -> Self {
        let words = child(node, "text-properties");
        let weight = words.and_then(|words| attribute(words, "font-weight"));
        let slant = words.and_then(|words| attribute(words, "font-style"));
        let bold = weight.map(|weight| weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600));
        let italic = slant.map(|slant| matches!(slant, "italic" | "oblique"));
        let hidden = words.and_then(|words| attribute(words, "display")).map(|display| display == "none");
        let paragraph = child(node, "paragraph-properties");
        let is_break = paragraph.is_some_and(|paragraph| attribute(paragraph, "break-before") == Some("page"));
        let has_master = attribute(node, "master-page-name").is_some_and(|name| !name.is_empty());
        Self {
            parent: attribute(node, "parent-style-name").unwrap_or_default().to_owned(),
            level: attribute(node, "default-outline-level").and_then(|level| level.parse().ok()),
            look: Look { bold, italic, hidden },
            begins_page: is_break || has_master,
        }
    }
}
