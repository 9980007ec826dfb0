//! What folders and archives hold that is not read: counted by kind, so that nothing is passed over without a word.

use std::{collections::BTreeMap, path::Path};

use crate::import::ending;

/// Why a file of a folder or archive is not read, apart from what its own reader says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// No format has its ending, in lower case; empty where it has none.
    Ending(String),
    /// It belongs to a project of QualCoder, which holds its text itself.
    OfProject,
    /// A link to a folder, which could lead round in a circle.
    FolderLink,
    /// Its path leads out of the archive, or another file there has the same.
    BadPath,
    /// Systems and office programs leave it beside people's files.
    System,
}

/// Files that were not read, by the folder or archive that was named and by kind.
#[derive(Debug, Default)]
pub(super) struct Skipped {
    places: BTreeMap<String, BTreeMap<Kind, usize>>,
}

impl Skipped {
    /// Counts one more.
    pub(super) fn add(&mut self, place: &str, kind: Kind) {
        self.add_many(place, kind, 1);
    }

    /// Counts so many more.
    pub(super) fn add_many(&mut self, place: &str, kind: Kind, count: usize) {
        if count > 0 {
            *self.places.entry(place.to_owned()).or_default().entry(kind).or_default() += count;
        }
    }

    /// What was counted, by place.
    pub(super) fn places(&self) -> &BTreeMap<String, BTreeMap<Kind, usize>> {
        &self.places
    }
}

/// Why a file is not to be read, by its path in the folder or archive that was named; `None` if it may be read, as the
/// endings say that `is_read` knows.
pub(super) fn kind_of(path: &Path, is_read: impl Fn(&str) -> bool) -> Option<Kind> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_of_system = ["~$", "._"].iter().any(|start| name.starts_with(start))
        || ["desktop.ini", "ehthumbs.db", "thumbs.db", ".ds_store"].contains(&&*name.to_lowercase())
        || path.components().any(|part| part.as_os_str() == "__MACOSX");
    match (is_of_system, is_read(&name)) {
        (true, _) => Some(Kind::System),
        (false, true) => None,
        (false, false) => Some(Kind::Ending(ending(&name))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_by_kind() {
        let mut skipped = Skipped::default();
        let paths = ["a.JPG", "b/c.jpg", "notes", "x/~$a.docx", "__MACOSX/a.txt", "Thumbs.db", "a.txt", ".gitignore"];
        for path in paths {
            if let Some(kind) = kind_of(Path::new(path), |name| name.ends_with(".txt") || name.ends_with(".docx")) {
                skipped.add("week", kind);
            }
        }
        skipped.add_many("week", Kind::BadPath, 0);
        let ending = |ending: &str| Kind::Ending(ending.to_owned());
        let expected = BTreeMap::from([(ending(""), 2), (ending("jpg"), 2), (Kind::System, 3)]);
        assert_eq!(skipped.places(), &BTreeMap::from([("week".to_owned(), expected)]));
    }
}
