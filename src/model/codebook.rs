//! The tags, link kinds, fields and rules of a project.

use super::{Extra, FieldDef, LinkKindId, Tag, TagId};

/// A kind of link that the codebook knows.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkKind {
    /// Identity (`said-by`).
    pub id: LinkKindId,
    /// The name shown ("Said by").
    pub name: String,
    /// When to use it.
    pub definition: String,
    /// Tags it may start from; empty for any.
    pub from: Vec<TagId>,
    /// Tags it may lead to; empty for any.
    pub to: Vec<TagId>,
    /// What it asks to be filled in.
    pub fields: Vec<FieldDef>,
    /// What other programs' formats hold about this kind, kept verbatim.
    pub extra: Extra,
}

/// What the codebook expects of the marks; broken rules show as gentle signs, never as errors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Every span of the tag should have a link of the kind.
    Needs {
        /// The tag.
        tag: TagId,
        /// The link kind.
        link: LinkKindId,
    },
    /// Claims may lie inside claims, to this depth (1: not at all).
    NestingDepth(u32),
}

/// The tags in the order shown, the link kinds and the rules; its version counts changes of meaning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    /// Counts changes of the codebook; each span knows the version it was made under.
    pub version: u32,
    /// The tags, in the order shown; children may stand anywhere and are drawn under their parent.
    pub tags: Vec<Tag>,
    /// The kinds of link.
    pub link_kinds: Vec<LinkKind>,
    /// The rules.
    pub rules: Vec<Rule>,
}

impl Codebook {
    /// The tag with this id.
    pub fn tag(&self, tag_id: &TagId) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.id == *tag_id)
    }

    /// The place of a tag in the list.
    pub fn tag_place(&self, tag_id: &TagId) -> Option<usize> {
        self.tags.iter().position(|tag| tag.id == *tag_id)
    }

    /// The tag whose key is `key` (one letter or digit, case ignored).
    pub fn tag_with_key(&self, key: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| !tag.key.is_empty() && tag.key.eq_ignore_ascii_case(key))
    }

    /// The link kind with this id.
    pub fn link_kind(&self, kind: &LinkKindId) -> Option<&LinkKind> {
        self.link_kinds.iter().find(|k| k.id == *kind)
    }

    /// The tags whose marks are claims: those from which a voice can be linked.
    pub fn claim_tags(&self) -> Vec<&TagId> {
        let voices = self.link_kinds.iter().filter(|kind| kind.id.as_str() == LinkKindId::SAID_BY);
        voices.flat_map(|kind| &kind.from).collect()
    }

    /// The tags in tree order, each with its depth (0 at the top). A tag whose parents form a circle counts as top.
    pub fn tree(&self) -> Vec<(usize, &Tag)> {
        let mut rows = Vec::with_capacity(self.tags.len());
        for tag in self.tags.iter().filter(|tag| self.is_top(tag)) {
            self.add_branch(tag, 0, &mut rows);
        }
        rows
    }

    /// Whether `ancestor` stands above `tag_id` in the tree, or is it.
    pub fn is_under(&self, tag_id: &TagId, ancestor: &TagId) -> bool {
        let mut here = Some(tag_id);
        for _ in 0..=self.tags.len() {
            let Some(id) = here else { return false };
            if id == ancestor {
                return true;
            }
            here = self.tag(id).and_then(|tag| tag.parent.as_ref());
        }
        false
    }

    fn is_top(&self, tag: &Tag) -> bool {
        match &tag.parent {
            None => true,
            Some(parent) => self.tag(parent).is_none() || self.is_under(parent, &tag.id),
        }
    }

    fn add_branch<'c>(&'c self, tag: &'c Tag, depth: usize, rows: &mut Vec<(usize, &'c Tag)>) {
        rows.push((depth, tag));
        for child in self.tags.iter().filter(|child| child.parent.as_ref() == Some(&tag.id) && !self.is_top(child)) {
            self.add_branch(child, depth + 1, rows);
        }
    }
}
