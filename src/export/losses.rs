//! What a writer could not put into a format, counted as it goes.

use super::{limit::Limit, part::Part};

/// What a format does not support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// A part of a project.
    Part(Part),
    /// Something else.
    Limit(Limit),
}

/// What is missing in a written file, and how many of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What is missing.
    pub what: Unsupported,
    /// How many of it the project has.
    pub count: usize,
}

/// What a writer leaves out, counted as it goes.
#[derive(Default)]
pub(super) struct Losses(Vec<(Limit, usize)>);

impl Losses {
    /// So many more of these.
    pub(super) fn add(&mut self, what: Limit, count: usize) {
        match self.0.iter_mut().find(|(known, _)| *known == what) {
            Some((_, counted)) => *counted += count,
            None => self.0.push((what, count)),
        }
    }

    /// Those of which there are any.
    pub(super) fn counted(self) -> Vec<Loss> {
        let any = self.0.into_iter().filter(|(_, count)| *count > 0);
        any.map(|(limit, count)| Loss { what: Unsupported::Limit(limit), count }).collect()
    }
}
