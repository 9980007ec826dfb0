//! Names as brat takes them: ASCII letters, digits, `_` and `-`. A name that is one already is written to the letter, case
//! and all; another is written without what brat doesn't take. No two things of a sort share a name.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{EntityKind, LinkKindId, Project, TagId};

/// The names of a project's tags, kinds of link, fields and kinds of entities.
#[derive(Default)]
pub(super) struct Names {
    tags: BTreeMap<TagId, String>,
    kinds: BTreeMap<LinkKindId, String>,
    fields: BTreeMap<String, String>,
    entities: BTreeMap<String, String>,
    /// What each name that was given out stands for; brat shows one label for it, whatever its sort.
    shown: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn of(project: &Project) -> Self {
        let codebook = &project.codebook;
        let fields = || {
            let of_links = codebook.link_kinds.iter().flat_map(|kind| &kind.fields);
            codebook.tags.iter().flat_map(|tag| &tag.fields).chain(of_links)
        };
        let entities: BTreeSet<&str> = project.entities.values().map(|entity| entity.kind.as_str()).collect();
        let mut names = Self::default();
        // What is a name already keeps it, so it is given out first.
        for is_first in [true, false] {
            let is_turn = |shown: &str| is_name(shown) == is_first;
            let mut taken: BTreeSet<String> = names.tags.values().cloned().collect();
            for tag in codebook.tags.iter().filter(|tag| is_turn(&tag.name)) {
                names.tags.insert(tag.id.clone(), name(&tag.name, &mut names.shown, &mut taken));
            }
            let mut taken: BTreeSet<String> = names.kinds.values().cloned().collect();
            for kind in codebook.link_kinds.iter().filter(|kind| is_turn(&kind.name)) {
                names.kinds.insert(kind.id.clone(), name(&kind.name, &mut names.shown, &mut taken));
            }
            // Fields and kinds of entities are what they are called.
            let mut taken: BTreeSet<String> = names.fields.values().cloned().collect();
            for field in fields().filter(|field| is_turn(&field.name)) {
                if !names.fields.contains_key(&field.name) {
                    names.fields.insert(field.name.clone(), name(&field.name, &mut names.shown, &mut taken));
                }
            }
            let mut taken: BTreeSet<String> = names.entities.values().cloned().collect();
            for kind in entities.iter().filter(|kind| is_turn(kind)) {
                names.entities.insert((*kind).to_owned(), name(kind, &mut names.shown, &mut taken));
            }
        }
        names
    }

    pub(super) fn tag(&self, id: &TagId) -> String {
        self.tags.get(id).cloned().unwrap_or_else(|| bare(id.as_str()))
    }

    pub(super) fn kind(&self, id: &LinkKindId) -> String {
        self.kinds.get(id).cloned().unwrap_or_else(|| bare(id.as_str()))
    }

    pub(super) fn field(&self, shown: &str) -> String {
        self.fields.get(shown).cloned().unwrap_or_else(|| bare(shown))
    }

    pub(super) fn entity(&self, kind: &EntityKind) -> String {
        self.entities.get(kind.as_str()).cloned().unwrap_or_else(|| bare(kind.as_str()))
    }

    /// Fields and kinds of entities whose names brat doesn't take: their sort, the name written and the name.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let of = |sort: &'static str, names| {
            let names: &BTreeMap<String, String> = names;
            names.iter().map(move |(shown, name)| (sort, name.as_str(), shown.as_str()))
        };
        of("field", &self.fields).chain(of("entity", &self.entities)).filter(|(_, name, shown)| name != shown)
    }

    /// All names that were given out, with what they stand for.
    pub(super) fn shown(&self) -> impl Iterator<Item = (&str, &str)> {
        self.shown.iter().map(|(name, shown)| (name.as_str(), shown.as_str()))
    }

    /// Whether this name stands for something.
    pub(super) fn is_given(&self, name: &str) -> bool {
        self.shown.contains_key(name)
    }
}

/// A name that no other thing of the sort has, and none of another sort that is shown otherwise.
fn name(shown: &str, given: &mut BTreeMap<String, String>, taken: &mut BTreeSet<String>) -> String {
    let bare = bare(shown);
    let numbered = (2_u64..).map(|number| format!("{bare}_{number}"));
    let is_free = |name: &String| !taken.contains(name) && given.get(name).is_none_or(|known| known == shown);
    let name = std::iter::once(bare.clone()).chain(numbered).find(is_free).unwrap_or(bare);
    taken.insert(name.clone());
    given.insert(name.clone(), shown.to_owned());
    name
}

/// Whether brat takes a name as it is.
fn is_name(shown: &str) -> bool {
    bare(shown) == shown
}

/// A name with `_` for all that brat doesn't take. Lines of nothing but `-` part groups in its files.
fn bare(shown: &str) -> String {
    let bare = shown.replace(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'), "_");
    if bare.trim_matches(['_', '-']).is_empty() { "Type".to_owned() } else { bare }
}
