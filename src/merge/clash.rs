//! What copies do not agree on, as it is found: the conflicts that the file keeps, and what their losing sides point to.

use std::collections::BTreeSet;

use super::{in_place::InPlace, references::Reference};
use crate::model::{ArticleId, CoderId, Conflict, SpanId};

/// The conflicts of a merge.
pub(super) struct Clashes {
    pub(super) in_place: InPlace,
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

impl Clashes {
    pub(super) fn new(in_place: InPlace) -> Self {
        Self { in_place, found: Vec::new(), needed: BTreeSet::new() }
    }

    /// Notes that a copy has something else.
    pub(super) fn add(&mut self, clash: Clash<'_>) {
        self.add_by(None, clash);
    }

    /// The same, where it is known who made theirs.
    pub(super) fn add_by(&mut self, by: Option<CoderId>, clash: Clash<'_>) {
        let Clash { section, about, field, sides: [base, ours, theirs] } = clash;
        self.found.push(Conflict {
            section: section.to_owned(),
            about: about.to_owned(),
            field: field.to_owned(),
            base,
            ours,
            theirs,
            by,
            made: self.in_place.made(),
        });
    }

    /// Notes that another of the values that are open for a field stands in place.
    pub(super) fn put_in_place(&mut self, (section, about, field): (&str, &str, &str), old: &str, new: &str) {
        for open in &mut self.found {
            if (open.section.as_str(), open.about.as_str(), open.field.as_str()) != (section, about, field) {
                continue;
            }
            if open.theirs == new {
                old.clone_into(&mut open.theirs);
            }
            new.clone_into(&mut open.ours);
        }
    }

    /// Drops what was noted of links from or to a mark that does not stay.
    pub(super) fn forget_links_of(&mut self, article: ArticleId, span: SpanId) {
        let id = span.to_string();
        self.found.retain(|open| open.section != "links" || !open.ours.contains(&id) && !open.theirs.contains(&id));
        self.needed.remove(&Reference::Span(article, span));
    }
}
