//! What is known while a project is read.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::{
    super::{format::File, tags::Tags},
    node::guid,
    notes::Notes,
    texts::Texts,
};
use crate::{
    import::{
        join::{
            found::{Found, FoundArticle},
            words::{What, Why},
        },
        package::{attribute, is},
    },
    model::CoderId,
    text::Counting,
};

/// A project on its way.
pub(super) struct Reader<'b, 'a, 'i> {
    /// The file, as messages call it.
    pub(super) name: &'b str,
    pub(super) sha256: String,
    pub(super) texts: Texts<'b>,
    pub(super) found: Found,
    pub(super) users: BTreeMap<String, String>,
    pub(super) variables: BTreeMap<String, String>,
    pub(super) tags: Tags,
    pub(super) notes: Notes<'a, 'i>,
    /// The article and mark of each selection and coding, by their places in their lists.
    pub(super) spans: BTreeMap<String, (usize, usize)>,
    /// The articles of each source.
    pub(super) sources: BTreeMap<String, Vec<usize>>,
    pub(super) articles: Vec<FoundArticle>,
    /// Selections and codings that were read.
    pub(super) read: BTreeSet<usize>,
    /// Sources that are no text and have none.
    pub(super) without_text: Vec<String>,
    /// How many codings of whole sources were read.
    pub(super) whole: usize,
}

impl<'b, 'a, 'i> Reader<'b, 'a, 'i> {
    pub(super) fn new(file: &File<'b>, format: &'static str, document: &'a Document<'i>, texts: Texts<'b>) -> Self {
        let counting = Counting { counts_bom: false, ..Counting::CODE_POINTS };
        let names = |element: &'static str| {
            let named = document.descendants().filter(move |node| is(*node, element));
            named.map(|node| (guid(node, "guid"), attribute(node, "name").unwrap_or_default().to_owned())).collect()
        };
        Self {
            name: file.name,
            sha256: String::new(),
            texts,
            found: Found::new(format, counting),
            users: names("User"),
            variables: names("Variable"),
            tags: Tags::default(),
            notes: Notes::of(document),
            spans: BTreeMap::new(),
            sources: BTreeMap::new(),
            articles: Vec::new(),
            read: BTreeSet::new(),
            without_text: Vec::new(),
            whole: 0,
        }
    }

    /// Says something that people should know of the project.
    pub(super) fn tell(&mut self, what: What) {
        self.found.tell(self.name, what);
    }

    /// Says why something of the project was skipped.
    pub(super) fn skip(&mut self, what: &str, why: Why) {
        self.found.skip(format!("{}, {what}", self.name), why);
    }

    /// Who made a node, or else what it lies in.
    pub(super) fn coder(&mut self, nodes: &[Node<'_, '_>]) -> CoderId {
        let by = nodes.iter().find_map(|node| self.users.get(&guid(*node, "creatingUser")));
        let by = by.cloned().unwrap_or_default();
        self.found.coder(&by)
    }
}
