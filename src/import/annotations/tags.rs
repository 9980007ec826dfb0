//! New tags for what a file tells apart by more than names: programs with trees of codes let two codes of different parents
//! have one name, and here a name is a tag.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    import::hash::hash_id,
    model::{Codebook, Tag, TagId},
};

/// The tags of a file by what it knows them as.
#[derive(Default)]
pub(super) struct Tags {
    known: BTreeMap<String, TagId>,
    /// Their names in lower case, for a tag is found by its name whatever its case.
    names: BTreeSet<String>,
}

impl Tags {
    /// The tag that the file knows as `key`.
    pub(super) fn of(&self, key: &str) -> Option<&TagId> {
        self.known.get(key)
    }

    /// A tag that the file knows as `key`, still to be added to `codebook`, with a name of its own.
    pub(super) fn new_tag<'n>(
        &mut self,
        codebook: &Codebook,
        key: &str,
        name: &str,
        above: impl IntoIterator<Item = &'n str>,
    ) -> Tag {
        let name = self.own_name(name, above);
        // A GUID means the same in every file, another key in its own alone.
        let id = TagId::new(hash_id(&["tag", if is_guid(key) { key } else { &name }]).as_str());
        self.known.insert(key.to_owned(), id.clone());
        codebook.new_tag(id, &name)
    }

    /// A name that no other tag has from now on. Where one has it, the names `above` the tag are put before, the nearest
    /// first; where that does not help, it gets a number.
    pub(super) fn own_name<'n>(&mut self, name: &str, above: impl IntoIterator<Item = &'n str>) -> String {
        const HIGHEST: usize = 8;
        let mut own = name.to_owned();
        for above in above.into_iter().take(HIGHEST) {
            if self.is_free(&own) {
                break;
            }
            own = format!("{above}: {own}");
        }
        let numbered = (2u32..).map(|number| format!("{own} ({number})"));
        let free = std::iter::once(own.clone()).chain(numbered).find(|name| self.is_free(name)).unwrap_or(own);
        self.names.insert(free.to_lowercase());
        free
    }

    fn is_free(&self, name: &str) -> bool {
        !self.names.contains(&name.to_lowercase())
    }
}

/// Whether a key is a GUID, in lower case and without braces.
fn is_guid(key: &str) -> bool {
    let lengths = key.split('-').map(|part| part.chars().filter(char::is_ascii_hexdigit).count());
    lengths.eq([8, 4, 4, 4, 12]) && key.len() == 36
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_one_name_are_told_apart_by_what_is_above_them() {
        let (mut tags, codebook) = (Tags::default(), Codebook::default());
        let mut name =
            |key: &str, name: &str, above: &[&str]| tags.new_tag(&codebook, key, name, above.iter().copied()).name;
        assert_eq!(name("1", "Positive", &["Economy"]), "Positive");
        assert_eq!(name("2", "positive", &["Migration"]), "Migration: positive");
        assert_eq!(name("3", "Positive", &["Migration", "Themes"]), "Themes: Migration: Positive");
        assert_eq!(name("4", "Positive", &[]), "Positive (2)");
    }

    #[test]
    fn a_guid_is_one_tag_in_every_file_and_another_key_is_not() {
        let id = |key: &str, name: &str| Tags::default().new_tag(&Codebook::default(), key, name, []).id;
        let guid = "85d17f60-7bb0-481e-b742-b4861dd669df";
        assert_eq!(id(guid, "Positive"), id(guid, "Renamed since"));
        assert_ne!(id("c001", "Positive"), id("c001", "Negative"));
        assert_eq!(id("c001", "Positive"), id("c002", "Positive"));
    }
}
