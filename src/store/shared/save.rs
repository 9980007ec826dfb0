//! A save of a file of a shared folder.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::vector::{SaveName, Vector};
use crate::{
    model::{Id, Project},
    store::write::{first_ten, write_project},
};

/// A save of a file of a shared folder.
#[derive(Clone, Debug)]
pub struct SharedSave {
    /// The suffix of its file.
    pub suffix: String,
    /// Its name.
    pub name: SaveName,
    /// What it contains: saves of other files, and earlier ones of its own.
    pub vector: Vector,
    /// What it holds.
    pub project: Arc<Project>,
}

/// What tells the content of a project from any other: all but which saves it contains.
pub fn fingerprint(project: &Project) -> String {
    let mut content = project.clone();
    content.ancestors.clear();
    content.team.contains.clear();
    let hash = Sha256::digest(write_project(&content).bytes);
    Id::from_bits(first_ten(&hash)).to_string()
}

impl SharedSave {
    /// The save that a project says it is, in the file with this suffix; `None` where it does not say so, or holds
    /// something else.
    pub(super) fn stated(suffix: &str, project: Project) -> Option<Self> {
        let vector = Vector::of(&project);
        let name = vector.get(suffix)?.clone();
        let is_whole = fingerprint(&project) == name.fingerprint;
        is_whole.then(|| Self { suffix: suffix.to_owned(), name, vector, project: Arc::new(project) })
    }
}
