//! Leaving the open project: where to, and what belongs to it. One value, which goes along through the question about
//! unsaved changes, the save, and the opening of what comes next.

use std::path::PathBuf;

/// Leaving the open project.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaving {
    /// What comes next.
    pub to: Destination,
    /// Files that were named together with the next project: they are imported once it is open.
    pub import: Vec<PathBuf>,
    /// Whether unsaved changes are not wanted any more.
    pub discard: bool,
}

/// What comes after the open project.
#[derive(Clone, Debug, PartialEq)]
pub enum Destination {
    /// Nothing: the program ends.
    Quit,
    /// An empty project.
    New,
    /// The project in this file.
    Open(PathBuf),
    /// A project that was never saved when the program ended.
    Recover,
}

impl Leaving {
    /// Leaves for a destination.
    pub fn to(destination: Destination) -> Self {
        Self { to: destination, import: Vec::new(), discard: false }
    }

    /// Leaves for the project in a file.
    pub fn open(path: PathBuf) -> Self {
        Self::to(Destination::Open(path))
    }
}
