//! Notes and memos, which stand apart and are referred to by what they are about.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::node::guid;
use crate::import::{
    limits::LARGEST,
    package::{attribute, is},
};

/// The notes of a project.
pub(super) struct Notes<'a, 'i> {
    pub(super) nodes: BTreeMap<String, Node<'a, 'i>>,
    /// Those that were read.
    pub(super) read: BTreeSet<String>,
    /// How many bytes of notes may still be read: one may be referred to by many.
    pub(super) left: usize,
}

impl<'a, 'i> Notes<'a, 'i> {
    pub(super) fn of(document: &'a Document<'i>) -> Self {
        let notes = document.descendants().filter(|node| is(*node, "Note"));
        let nodes = notes.map(|note| (guid(note, "guid"), note)).collect();
        Self { nodes, read: BTreeSet::new(), left: LARGEST as usize }
    }

    /// The names of notes that were not read.
    pub(super) fn unread(&self) -> Vec<String> {
        let unread = self.nodes.iter().filter(|(guid, _)| !self.read.contains(*guid));
        unread.map(|(guid, note)| attribute(*note, "name").unwrap_or(guid).to_owned()).collect()
    }
}
