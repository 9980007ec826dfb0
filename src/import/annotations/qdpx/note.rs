//! What notes say, and the texts of sources and notes.

use roxmltree::Node;

use super::{
    node::{child, description, guid},
    reader::Reader,
    texts::TextError,
};
use crate::import::{
    join::words::What,
    package::{attribute, is, text_of},
};

impl Reader<'_, '_, '_> {
    /// What a note says: its name, what is said of it, and its text. `None` when there is none of this GUID.
    pub(super) fn note(&mut self, guid: &str) -> Option<String> {
        let note = *self.notes.nodes.get(guid)?;
        let name = attribute(note, "name").map(str::to_owned);
        let text = self.text_of_source(note).unwrap_or_else(|why| {
            // A note may be no more than its name and description.
            if attribute(note, "plainTextPath").is_some() && !self.notes.read.contains(guid) {
                let place = format!("{}, note {}", self.name, name.as_deref().unwrap_or(guid));
                self.found.tell(place, What::NoteUnread(why.to_string()));
            }
            String::new()
        });
        let parts = [name, description(note), Some(text)].map(|part| part.unwrap_or_default().trim().to_owned());
        let [name, _, text] = &parts;
        let is_repeated = text.starts_with(name.as_str());
        let said = parts.iter().skip(usize::from(is_repeated)).filter(|part| !part.is_empty());
        let said = said.map(String::as_str).collect::<Vec<_>>().join("\n");
        self.notes.left = self.notes.left.checked_sub(said.len())?;
        self.notes.read.insert(guid.to_owned());
        Some(said)
    }

    /// The notes that a node refers to.
    pub(super) fn noted(&mut self, node: Node<'_, '_>) -> Vec<String> {
        let references = node.children().filter(|child| is(*child, "NoteRef"));
        references.filter_map(|reference| self.note(&guid(reference, "targetGUID"))).collect()
    }

    /// The text of a source or note, in the project itself or a file of the archive; or why there is none.
    pub(super) fn text_of_source(&mut self, source: Node<'_, '_>) -> Result<String, TextError> {
        if let Some(content) = child(source, "PlainTextContent") {
            return Ok(text_of(content));
        }
        // Some programs name a plain text as they name other files.
        let is_text = |path: &&str| path.to_lowercase().ends_with(".txt");
        let other = ["path", "richTextPath"].iter().find_map(|name| attribute(source, name).filter(is_text));
        let path = attribute(source, "plainTextPath").or(other).ok_or(TextError::Missing)?;
        self.texts.read(path, &mut self.found.problems)
    }
}
