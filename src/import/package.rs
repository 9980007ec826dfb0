//! Files that are ZIP archives of XML: members by name, with limits, and a walk over elements.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use roxmltree::{Document, Node};
use zip::ZipArchive;

use super::{ImportError, LARGEST};
use crate::text::{ByteRange, FrozenText, paragraph_at, trim};

/// An opened archive.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ImportError> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        let damaged = |error| ImportError::Unreadable(format!("the archive is damaged or cut short ({error})"));
        archive.map(|archive| Self { archive }).map_err(damaged)
    }

    /// The text of a member; `None` when there is none of that name. No more than one article may hold is unpacked,
    /// whatever the archive says of its size.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let member = match self.archive.by_name(name) {
            Ok(member) => member,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(ImportError::Unreadable(format!("{name} in it cannot be unpacked ({error})"))),
        };
        let mut bytes = Vec::new();
        let read = member.take(LARGEST + 1).read_to_end(&mut bytes);
        read.map_err(|error| ImportError::Unreadable(format!("{name} in it is damaged ({error})")))?;
        if bytes.len() as u64 > LARGEST {
            return Err(ImportError::TooLarge);
        }
        let text = String::from_utf8(bytes);
        text.map(Some).map_err(|_| ImportError::Unreadable(format!("{name} in it is no UTF-8")))
    }

    /// The text of a member that must be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, ImportError> {
        self.text(name)?.ok_or_else(|| ImportError::Unreadable(format!("{name} is missing in it")))
    }
}

/// The most that an archive of many files may hold when unpacked, in bytes.
const LARGEST_ARCHIVE: u64 = 4 * LARGEST;

/// All files of an archive by their paths, with `/` between folders. A path that leads out of the archive is left out.
///
/// # Errors
/// When it is damaged, or holds more than 256 MiB.
pub fn unpacked(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, ImportError> {
    let mut archive = Package::open(bytes)?.archive;
    let mut files = BTreeMap::new();
    let mut left = LARGEST_ARCHIVE;
    for at in 0..archive.len() {
        let damaged = |error: &dyn std::fmt::Display| {
            ImportError::Unreadable(format!("its file number {} cannot be unpacked ({error})", at + 1))
        };
        let member = archive.by_index(at).map_err(|error| damaged(&error))?;
        let Some(path) = member.enclosed_name().filter(|_| member.is_file()) else { continue };
        let path = path.to_string_lossy().replace('\\', "/");
        let mut unpacked = Vec::new();
        let read = member.take(left + 1).read_to_end(&mut unpacked).map_err(|error| damaged(&error))?;
        left = left.checked_sub(read as u64).ok_or(ImportError::TooLarge)?;
        files.insert(path, unpacked);
    }
    Ok(files)
}

/// Reads XML; entities of its own are refused, so nothing can be blown up or fetched.
pub(super) fn xml<'t>(name: &str, text: &'t str) -> Result<Document<'t>, ImportError> {
    Document::parse(text)
        .map_err(|error| ImportError::Unreadable(format!("{name} in it is no XML that can be read ({error})")))
}

/// Visits a node and all below it in the order of the document; what is under a node for which `enter` says no is
/// skipped. Deep nesting costs no stack.
pub(super) fn walk<'a, 'i>(root: Node<'a, 'i>, mut enter: impl FnMut(Node<'a, 'i>) -> bool) {
    let mut next = Some(root);
    while let Some(node) = next {
        let below = if enter(node) { node.first_child() } else { None };
        next = below.or_else(|| {
            let mut here = Some(node);
            loop {
                let at = here?;
                if at == root {
                    return None;
                }
                if let Some(sibling) = at.next_sibling() {
                    return Some(sibling);
                }
                here = at.parent();
            }
        });
    }
}

/// All text below a node.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|node| if node.is_text() { node.text() } else { None }).collect()
}

/// Whether a node is an element of this name, whatever its namespace.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// An attribute by its name, whatever its namespace.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The words that a remark is about; one that stands at a place and not on words is about its paragraph.
pub(super) fn place_of(text: &FrozenText, start: usize, end: usize) -> ByteRange {
    let (start, end) = (start.min(end).min(text.len()), end.min(text.len()));
    let range = trim(text, ByteRange::new(start, end));
    if range.is_empty() { trim(text, paragraph_at(text, range.start)) } else { range }
}

/// Text as it grows paragraph by paragraph: one empty line between two that hold anything.
#[derive(Default)]
pub(super) struct Paragraphs {
    pub(super) text: String,
    is_new: bool,
}

impl Paragraphs {
    /// What comes next belongs to another paragraph.
    pub(super) fn next(&mut self) {
        self.is_new = true;
    }

    pub(super) fn push(&mut self, text: &str) {
        self.put(text);
    }

    /// Adds words; returns where they are now.
    pub(super) fn put(&mut self, text: &str) -> ByteRange {
        let text = if self.is_new { text.trim_start_matches(' ') } else { text };
        if text.is_empty() {
            return ByteRange::new(self.text.len(), self.text.len());
        }
        if self.is_new && !self.text.is_empty() {
            let kept = self.text.trim_end_matches(' ').len();
            self.text.truncate(kept);
            self.text.push_str("\n\n");
        }
        self.is_new = false;
        self.text.push_str(text);
        ByteRange::new(self.text.len() - text.len(), self.text.len())
    }
}
