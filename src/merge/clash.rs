//! What copies do not agree on, as it is found: the conflicts that the file keeps, and what their losing sides point to.

use std::collections::BTreeSet;

use super::references::Reference;
use crate::model::{CoderId, Conflict, Time};

/// The conflicts of a merge.
pub(super) struct Clashes<'c> {
    /// Whose copies are merged.
    by: &'c [Option<CoderId>],
    made: Time,
    pub(super) found: Vec<Conflict>,
    /// What the values point to that did not hold: it has to be there when somebody decides for them.
    pub(super) needed: BTreeSet<Reference>,
}

/// A value that people have to decide about.
pub(super) struct Clash<'v> {
    pub(super) section: &'v str,
    pub(super) about: &'v str,
    pub(super) field: &'v str,
    /// What all began with, ours, and theirs, as the file writes them; empty where there is none.
    pub(super) sides: [String; 3],
}

impl<'c> Clashes<'c> {
    pub(super) fn new(by: &'c [Option<CoderId>], made: Time) -> Self {
        Self { by, made, found: Vec::new(), needed: BTreeSet::new() }
    }

    /// Notes that a copy has something else.
    pub(super) fn add(&mut self, copy: usize, clash: Clash<'_>) {
        self.add_by(copy, None, clash);
    }

    /// The same, where it is known who made theirs.
    pub(super) fn add_by(&mut self, copy: usize, by: Option<CoderId>, clash: Clash<'_>) {
        let Clash { section, about, field, sides: [base, ours, theirs] } = clash;
        self.found.push(Conflict {
            section: section.to_owned(),
            about: about.to_owned(),
            field: field.to_owned(),
            base,
            ours,
            theirs,
            by: by.or_else(|| self.by.get(copy).copied().flatten()),
            made: Some(self.made),
        });
    }
}
