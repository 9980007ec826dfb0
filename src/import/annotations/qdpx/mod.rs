//! REFI-QDA projects (`.qdpx`, the exchange standard 1.5 of NVivo, MAXQDA, ATLAS.ti and others): an archive with
//! `project.qde` and the files of the sources, of which the texts alone are unpacked.
//!
//! A mark is a coding of a selection. The standard counts code points; NVivo counts UTF-16 units and CR + LF as two: what
//! fits the words is found out.

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
use super::format::{File, Format};
use crate::{
    import::{
        encoding,
        error::ImportError,
        hash::sha256_of,
        join::found::Found,
        package::{attribute, is, xml},
    },
    text::plural,
};

/// REFI-QDA projects.
pub(super) const FORMAT: Format = Format {
    name: "qdpx",
    title: "REFI-QDA project",
    extensions: &["qdpx"],
    cannot_hold: "pictures, sound and video, sets, cases and graphs",
    is: |_| true,
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
        let text = encoding::decode(file.bytes, None, None)?.text;
        let document = xml(file.name, &text)?;
        let mut reader = Reader::new(file, CODEBOOK.name, &document, Texts::none());
        reader.codes(&document);
        let sets = document.descendants().filter(|node| is(*node, "Set")).count();
        if sets > 0 {
            reader.tell(&format!("{sets} sets were left behind."));
        }
        Ok(reader.found)
    },
};

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (name, bytes, texts) = texts::opened(file.bytes)?;
    let text = encoding::decode(&bytes, None, None)?.text;
    let document = xml(&name, &text)?;
    let mut reader = Reader::new(file, FORMAT.name, &document, texts);
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
        reader.tell(&format!("{others} sets, cases and graphs were left behind."));
    }
    let Reader { mut found, articles, .. } = reader;
    found.articles = articles;
    Ok(found)
}

/// The first of many names.
fn listed(names: &[String]) -> String {
    const LISTED: usize = 8;
    let more = if names.len() > LISTED { ", …" } else { "" };
    names.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ") + more
}

impl<'a, 'i> Reader<'_, 'a, 'i> {
    /// Tells what was read into another place than its own, and what was not read of these sources and notes.
    fn tell_lost(&mut self, holders: impl Iterator<Item = Node<'a, 'i>>) {
        if self.whole > 0 {
            let whole = plural(self.whole, "coding");
            self.tell(&format!("{whole} of whole sources: they are named in the notes of the articles."));
        }
        let count = self.without_text.len();
        if count > 0 {
            let what = if count == 1 { "source that is no text was" } else { "sources that are no text were" };
            let names = listed(&self.without_text);
            self.tell(&format!("{count} {what} left behind: {names}."));
        }
        for holder in holders {
            let of = |is_such: fn(&str) -> bool| {
                let such = holder.descendants().filter(|node| node.is_element() && is_such(node.tag_name().name()));
                such.filter(|node| !self.read.contains(&node.id().get_usize())).count()
            };
            let (selections, codings) = (of(|name| name.ends_with("Selection")), of(|name| name == "Coding"));
            if selections + codings > 0 {
                let name = attribute(holder, "name").unwrap_or_default();
                let (selections, codings) = (plural(selections, "selection"), plural(codings, "coding"));
                self.tell(&format!("{name}: {selections} and {codings} that belong to no text were left behind."));
            }
        }
        let unread = self.notes.unread();
        if !unread.is_empty() {
            let notes = plural(unread.len(), "note");
            let names = listed(&unread);
            self.tell(&format!("{notes} on nothing that was read, or too long; left behind: {names}."));
        }
    }
}
