//! The labelling configuration that lies beside the tasks: which data a task shows, and the codebook.

use std::collections::BTreeMap;

use roxmltree::Node;

use crate::{
    import::{
        annotations::format::File,
        error::ImportError,
        join::{found::Found, words::Why},
        package::xml,
    },
    model::Colour,
};

/// What the labelling configuration says.
#[derive(Default)]
pub(super) struct Config {
    /// What shows a text, by its name.
    pub texts: BTreeMap<String, TextTag>,
    /// The kinds of what annotators answer with, by name: `choices`, `textarea`.
    pub controls: BTreeMap<String, String>,
    /// Whether Sayso wrote it.
    pub is_ours: bool,
}

/// What shows a text.
#[derive(Default)]
pub(super) struct TextTag {
    /// The key of the text in a task's data.
    pub key: String,
    /// Whether the text is a page of markup.
    pub is_page: bool,
    /// The key of the words in a paragraph, where it is stated.
    pub words_key: Option<String>,
    /// The key of who says them, where it is stated.
    pub speaker_key: Option<String>,
}

impl Config {
    /// Reads `config.xml`, or the one XML file beside the tasks, if it is a labelling configuration.
    pub(super) fn read(file: &File<'_>, found: &mut Found) -> Self {
        let names = file.beside.names();
        let mut others = names.iter().filter(|name| name.to_lowercase().ends_with(".xml"));
        let only = others.next().filter(|_| others.next().is_none());
        let name = names.iter().find(|name| *name == "config.xml").or(only);
        let Some((name, bytes)) = name.and_then(|name| Some((name, file.beside.read(name)?))) else {
            return Self::default();
        };
        let mut notes = Vec::new();
        let Some(text) = file.xml(name, &bytes, &mut notes).ok().filter(|text| text.contains("<View")) else {
            return Self::default();
        };
        found.problems.extend(notes);
        let document = match xml(name, &text) {
            Ok(document) => document,
            Err(error) => {
                let why = if let ImportError::NotXml { why, .. } = error { why } else { error.to_string() };
                found.skip(name.clone(), Why::NotXml(why));
                return Self::default();
            }
        };
        found.parts.push(name.clone());
        let mut config = Self { is_ours: text.contains("<!-- Sayso -->"), ..Self::default() };
        for node in document.descendants().filter(Node::is_element) {
            config.add(&node, found);
        }
        config
    }

    fn add(&mut self, node: &Node<'_, '_>, found: &mut Found) {
        let value = attribute(node, "value").unwrap_or_default();
        let name = attribute(node, "name").unwrap_or_default().to_owned();
        match (node.tag_name().name(), value.strip_prefix('$')) {
            (kind @ ("Text" | "HyperText" | "Paragraphs"), Some(key)) => {
                let tag = TextTag {
                    key: key.to_owned(),
                    is_page: kind == "HyperText",
                    words_key: attribute(node, "textKey").map(str::to_owned),
                    speaker_key: attribute(node, "nameKey").map(str::to_owned),
                };
                self.texts.insert(name, tag);
            }
            (kind @ ("Choices" | "TextArea"), _) => {
                self.controls.insert(name, kind.to_lowercase());
            }
            ("Label", _) if !value.is_empty() => {
                let id = found.tag(value);
                let Some(tag) = found.codebook.tags.iter_mut().find(|tag| tag.id == id) else { return };
                let background = attribute(node, "background").unwrap_or_default();
                tag.colour = Colour::from_hex(background).unwrap_or(tag.colour);
                attribute(node, "hint").unwrap_or_default().clone_into(&mut tag.definition);
            }
            ("Relation", _) => {
                found.link_kind(value);
            }
            _ => {}
        }
    }
}

/// An attribute, whose name Label Studio knows in capitals and in small letters.
fn attribute<'n>(node: &Node<'n, '_>, name: &str) -> Option<&'n str> {
    node.attributes().find(|attribute| attribute.name().eq_ignore_ascii_case(name)).map(|attribute| attribute.value())
}
