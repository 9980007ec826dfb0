//! Files that are ZIP archives of XML: members by name, with limits, and a walk over elements.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::{doubt::Doubt, error::ImportError, limits::LARGEST, markup};
use crate::text::{ByteRange, FrozenText, paragraph_at, trim};

/// The most that is unpacked of an archive, in bytes.
const LARGEST_INSIDE: u64 = 4 * LARGEST;

/// An opened archive. Its members are unpacked one by one, when they are asked for: no more than [`LARGEST`] of each and
/// [`LARGEST_INSIDE`] of all, whatever the archive says of their sizes.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How much may still be unpacked, in bytes.
    left: u64,
    /// What people should know of how its members became text, by their names.
    pub(super) doubts: Vec<(String, Doubt)>,
}

/// A member of an archive.
pub(super) struct Member {
    /// Its path, with `/` between folders.
    pub(super) path: String,
    /// Its place in the archive.
    at: usize,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ImportError> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        let damaged = |error: zip::result::ZipError| ImportError::DamagedArchive(error.to_string());
        archive.map(|archive| Self { archive, left: LARGEST_INSIDE, doubts: Vec::new() }).map_err(damaged)
    }

    /// Opens an archive that lies in this one; what is unpacked of it counts here too, once it is [`Self::close`]d.
    pub(super) fn open_inner<'i>(&self, bytes: &'i [u8]) -> Result<Package<'i>, ImportError> {
        Package::open(bytes).map(|inner| Package { left: self.left, ..inner })
    }

    /// Is done with an archive that lies in this one.
    pub(super) fn close(&mut self, inner: &Package<'_>) {
        self.left = self.left.min(inner.left);
    }

    /// Its files in the order of the archive. One whose path leads out of the archive is left out.
    pub(super) fn members(&self) -> Vec<Member> {
        let member = |at| {
            let name = self.archive.name_for_index(at)?.ok()?;
            path_of(&name).map(|path| Member { path, at })
        };
        (0..self.archive.len()).filter_map(member).collect()
    }

    /// The bytes of a member.
    pub(super) fn unpack(&mut self, member: &Member) -> Result<Vec<u8>, ImportError> {
        self.unpack_within(member, LARGEST)
    }

    fn unpack_within(&mut self, member: &Member, largest: u64) -> Result<Vec<u8>, ImportError> {
        let path = &member.path;
        let damaged =
            |error: &dyn std::fmt::Display| ImportError::DamagedMember { path: path.clone(), why: error.to_string() };
        let mut bytes = Vec::new();
        let packed = self.archive.by_index(member.at).map_err(|error| damaged(&error))?;
        let read = packed.take(largest.min(self.left) + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        let read = read as u64;
        let is_too_much = read > self.left;
        self.left = self.left.saturating_sub(read);
        match read {
            read if read > largest => Err(ImportError::TooLargeInside(path.clone())),
            _fits if is_too_much => Err(ImportError::TooMuchInside),
            _fits => Ok(bytes),
        }
    }

    /// The text of a member that is XML; `None` when there is none of that name.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        self.read(name, markup::xml)
    }

    /// The text of a member that is a page.
    pub(super) fn page(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        self.read(name, markup::html)
    }

    fn read(&mut self, name: &str, reader: markup::Reader) -> Result<Option<String>, ImportError> {
        let Some(at) = self.archive.index_for_name(name) else { return Ok(None) };
        let bytes = self.unpack(&Member { path: name.to_owned(), at })?;
        let decoded = reader(&bytes, None, None)
            .map_err(|why| ImportError::UnreadableMember { path: name.to_owned(), why: Box::new(why) })?;
        self.doubts.extend(decoded.doubts.into_iter().map(|doubt| (name.to_owned(), doubt)));
        Ok(Some(decoded.text.into_owned()))
    }

    /// The text of a member that must be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, ImportError> {
        self.text(name)?.ok_or_else(|| ImportError::MissingMember(name.to_owned()))
    }
}

/// The path of a file by its name in an archive, which some programs write with `\\`; `None` for a folder, and for what
/// leads out of the archive.
fn path_of(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let leads_out = name.starts_with('/') || parts.contains(&"..") || name.contains('\0');
    (!parts.is_empty() && !name.ends_with('/') && !leads_out).then(|| parts.join("/"))
}

/// All files of an archive by their paths, with `/` between folders. A path that leads out of the archive is left out.
///
/// # Errors
/// When it is damaged, or holds more than 256 MiB.
pub fn unpacked(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, ImportError> {
    let mut package = Package::open(bytes)?;
    let mut files = BTreeMap::new();
    for member in package.members() {
        let bytes = package.unpack_within(&member, LARGEST_INSIDE)?;
        files.insert(member.path, bytes);
    }
    Ok(files)
}

/// How many files an archive lists, those with the same path and those whose path leads out of it among them.
pub fn file_count(bytes: &[u8]) -> usize {
    let Ok(package) = Package::open(bytes) else { return 0 };
    let names = (0..package.archive.len()).filter_map(|at| package.archive.name_for_index(at));
    names.filter(|name| name.as_ref().map_or(true, |name| !name.ends_with(['/', '\\']))).count()
}

/// Reads XML; entities of its own are refused, so nothing can be blown up or fetched.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
pub(super) fn xml<'t>(name: &str, text: &'t str) -> Result<Document<'t>, ImportError> {
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    // Some programs write line ends before the declaration, where there may be none.
    let declared = text.trim_start_matches('\u{FEFF}').trim_start();
    let text = if declared.starts_with("<?xml") { declared } else { text };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => {
            ImportError::TooManyElements { name: name.to_owned(), most: MOST_NODES as usize }
        }
        error => ImportError::NotXml { name: name.to_owned(), why: error.to_string() },
    })
}

/// The most elements and texts that one XML may hold: each costs memory, however short it is written.
const MOST_NODES: u32 = 5_000_000;

/// A step of a walk over elements.
#[derive(Clone, Copy)]
pub(super) enum Edge<'a, 'i> {
    /// A node begins.
    Open(Node<'a, 'i>),
    /// A node ends, one that was not entered too.
    Close(Node<'a, 'i>),
}

/// Visits a node and all below it in the order of the document, where each begins and where it ends; what is under a node
/// for whose beginning `enter` says no is skipped. Deep nesting costs no stack.
pub(super) fn walk_edges<'a, 'i>(root: Node<'a, 'i>, mut enter: impl FnMut(Edge<'a, 'i>) -> bool) {
    let mut next = Some(root);
    while let Some(node) = next {
        let below = if enter(Edge::Open(node)) { node.first_child() } else { None };
        next = below.or_else(|| {
            let mut at = node;
            loop {
                enter(Edge::Close(at));
                if at == root {
                    return None;
                }
                if let Some(sibling) = at.next_sibling() {
                    return Some(sibling);
                }
                at = at.parent()?;
            }
        });
    }
}

/// The same where it does not matter where a node ends.
pub(super) fn walk<'a, 'i>(root: Node<'a, 'i>, mut enter: impl FnMut(Node<'a, 'i>) -> bool) {
    walk_edges(root, |edge| match edge {
        Edge::Open(node) => enter(node),
        Edge::Close(_) => false,
    });
}

/// All text below a node.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|node| if node.is_text() { node.text() } else { None }).collect()
}

/// Whether a node is an element of this name, whatever its namespace.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child of this name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

/// Whether the parent of a node is an element of this name.
pub(super) fn parent_is(node: Node<'_, '_>, name: &str) -> bool {
    node.parent().is_some_and(|parent| is(parent, name))
}

/// An attribute by its name, whatever its namespace.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The words that a comment is about; one that stands at a place and not on words is about its paragraph.
pub(super) fn place_of(text: &FrozenText, start: usize, end: usize) -> ByteRange {
    let (start, end) = (start.min(end).min(text.len()), end.min(text.len()));
    let range = trim(text, ByteRange::new(start, end));
    if range.is_empty() { trim(text, paragraph_at(text, range.start)) } else { range }
}

/// Each run of blanks as one; none at the start where a blank stands before.
pub(super) fn one_blank(words: &str, mut after_blank: bool) -> String {
    let mut out = String::with_capacity(words.len());
    for character in words.chars() {
        let is_blank = character.is_whitespace() && character != '\u{A0}';
        if !is_blank {
            out.push(character);
        } else if !after_blank {
            out.push(' ');
        }
        after_blank = is_blank;
    }
    out
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

    /// Where the text ends by now, blanks aside: those may yet go.
    pub(super) fn end(&self) -> usize {
        self.text.trim_end_matches(' ').len()
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
