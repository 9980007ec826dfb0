//! Our project, and the copies that are brought in.

use super::choose::Version;
use crate::model::Project;

/// A copy of the project that is brought in.
#[derive(Clone, Copy, Debug)]
pub struct Copy<'p> {
    /// The copy.
    pub project: &'p Project,
    /// What it and ours both began with, if that is known.
    pub base: Option<&'p Project>,
}

/// Our project and the copies.
pub(super) struct Sides<'p> {
    pub(super) ours: &'p Project,
    pub(super) copies: &'p [Copy<'p>],
}

impl<'p> Sides<'p> {
    /// What each copy has of something.
    pub(super) fn versions<V>(&self, of: impl Fn(&'p Project) -> V) -> Vec<Version<V>> {
        let version = |(copy, it): (usize, &Copy<'p>)| Version { copy, base: it.base.map(&of), now: of(it.project) };
        self.copies.iter().enumerate().map(version).collect()
    }

    /// All projects that are known: ours, the copies, and what these began with.
    pub(super) fn all(&self) -> impl Iterator<Item = &'p Project> {
        let copies = self.copies.iter().flat_map(|copy| [Some(copy.project), copy.base]);
        std::iter::once(self.ours).chain(copies.flatten())
    }
}
