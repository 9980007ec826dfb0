//! REFI-QDA projects (`.qdpx`, the exchange standard 1.5 of NVivo, MAXQDA, ATLAS.ti and others): an archive with
//! `project.qde` and the files of the sources, of which the texts alone are unpacked.
//!
//! A mark is a coding of a selection. The standard counts code points; NVivo counts UTF-16 units and CR + LF as two: what
//! fits the words is detected.

mod code;
mod link;
mod node;
mod note;
mod notes;
mod reader;
mod source;
mod texts;
mod words;

use roxmltree::Node;

use self::{reader::Reader, texts::Texts};
use super::format::{File, Format, noted};
use crate::import::{
    error::ImportError,
    hash::sha256_of,
    join::{
        found::Found,
        words::{Many, What},
    },
    markup,
    package::{attribute, is, xml},
};

/// REFI-QDA projects.
pub(super) const FORMAT: Format = Format {
    name: "qdpx",
    title: "REFI-QDA project",
    extensions: &["qdpx", "zip"],
    cannot_hold: "images, audio, video, sets, cases and graphs",
    is: |file| file.ending() != "zip" || texts::is_project(file.bytes),
    read,
};

/// REFI-QDA codebooks.
pub(super) const CODEBOOK: Format = Format {
    name: "qdc",
    title: "REFI-QDA codebook",
    extensions: &["qdc"],
    cannot_hold: "sets of codes",
    is: |_| true,
    read: |file| {
        let mut notes = Vec::new();
        let text = file.xml(file.name, file.bytes, &mut notes)?;
        let document = xml(file.name, &text)?;
        let mut reader = Reader::new(file, CODEBOOK.name, &document, Texts::none());
        reader.found.problems = notes;
        reader.codes(&document);
        let sets = document.descendants().filter(|node| is(*node, "Set")).count();
        if sets > 0 {
            reader.tell(What::SkippedMany(sets, Many::Sets));
        }
        Ok(reader.found)
    },
};

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (name, bytes, texts) = texts::opened(file.bytes, file.beside)?;
    let mut notes = Vec::new();
    let text = noted(markup::xml(&bytes, None, None)?, &name, &mut notes);
    let document = xml(&name, &text)?;
    let mut reader = Reader::new(file, FORMAT.name, &document, texts);
    reader.found.problems = notes;
    reader.sha256 = sha256_of(file.bytes);
    reader.codes(&document);
    let sources = document.descendants().find(|node| is(*node, "Sources"));
    let sources: Vec<Node<'_, '_>> = sources.into_iter().flat_map(|sources| sources.children()).collect();
    for source in sources.iter().copied().filter(Node::is_element) {
        reader.source(source);
    }
    for link in document.descendants().filter(|node| is(*node, "Link")) {
        reader.link(link);
    }
    let notes = document.descendants().filter(|node| is(*node, "Note"));
    reader.tell_lost(sources.into_iter().chain(notes));
    let is_other = |node: &Node<'_, '_>| is(*node, "Set") || is(*node, "Case") || is(*node, "Graph");
    let others = document.descendants().filter(is_other).count();
    if others > 0 {
        reader.tell(What::SkippedMany(others, Many::SetsCasesGraphs));
    }
    let Reader { mut found, articles, texts, .. } = reader;
    found.articles = articles;
    found.parts = texts.parts;
    Ok(found)
}

impl<'a, 'i> Reader<'_, 'a, 'i> {
    /// Tells what was read into another place than its own, and what was not read of these sources and notes.
    fn tell_lost(&mut self, holders: impl Iterator<Item = Node<'a, 'i>>) {
        if self.whole > 0 {
            self.tell(What::CodingsNoted(self.whole));
        }
        if !self.without_text.is_empty() {
            self.tell(What::SourcesSkipped(self.without_text.clone()));
        }
        for holder in holders {
            let of = |is_such: fn(&str) -> bool| {
                let such = holder.descendants().filter(|node| node.is_element() && is_such(node.tag_name().name()));
                such.filter(|node| !self.read.contains(&node.id().get_usize())).count()
            };
            let (selections, codings) = (of(|name| name.ends_with("Selection")), of(|name| name == "Coding"));
            if selections + codings > 0 {
                let name = attribute(holder, "name").unwrap_or_default();
                self.found.tell(format!("{}, {name}", self.name), What::SelectionsSkipped(selections, codings));
            }
        }
        let unread = self.notes.unread();
        if !unread.is_empty() {
            self.tell(What::NotesSkipped(unread));
        }
    }
}
