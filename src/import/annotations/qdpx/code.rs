//! Codes, which become tags. A code is what its GUID says: two of one name under different parents are two tags.

use roxmltree::{Document, Node};

use super::{
    node::{add_line, description, guid},
    reader::Reader,
};
use crate::{
    import::{
        join::words::What,
        package::{attribute, is},
    },
    model::{Colour, TagId},
};

/// The tag of selections that nobody coded, and how it is known here.
pub(super) const UNCODED: &str = "Selection";
const UNCODED_KEY: &str = "selection without code";

/// The name of a code that has none.
const UNNAMED: &str = "Code";

impl Reader<'_, '_, '_> {
    pub(super) fn codes(&mut self, document: &Document<'_>) {
        for code in document.descendants().filter(|node| is(*node, "Code")) {
            self.code(code);
        }
    }

    fn code(&mut self, code: Node<'_, '_>) {
        let name = name_of(code);
        let key = guid(code, "guid");
        if self.tags.of(&key).is_some() {
            self.tell(What::SameGuid(key, name.to_owned()));
            return;
        }
        let key = if key.is_empty() { format!("code {}", code.id().get_usize()) } else { key };
        let above = code.ancestors().skip(1).filter(|node| is(*node, "Code")).map(name_of);
        let mut tag = self.tags.new_tag(&self.found.codebook, &key, name, above);
        let parent = code.parent().filter(|parent| is(*parent, "Code"));
        tag.parent = parent.and_then(|parent| self.tags.of(&guid(parent, "guid")).cloned());
        tag.definition = description(code).unwrap_or_default();
        self.noted(code).iter().for_each(|note| add_line(&mut tag.definition, note));
        if let Some(colour) = attribute(code, "color").and_then(Colour::from_hex) {
            tag.colour = colour;
        }
        self.found.codebook.tags.push(tag);
    }

    /// The tag of what nobody coded.
    pub(super) fn uncoded(&mut self) -> TagId {
        if let Some(tag) = self.tags.of(UNCODED_KEY) {
            return tag.clone();
        }
        let tag = self.tags.new_tag(&self.found.codebook, UNCODED_KEY, UNCODED, []);
        let id = tag.id.clone();
        self.found.codebook.tags.push(tag);
        id
    }
}

fn name_of<'a>(code: Node<'a, '_>) -> &'a str {
    attribute(code, "name").filter(|name| !name.trim().is_empty()).unwrap_or(UNNAMED)
}
