//! What two copies of a project began with: a save that both contain, among those that are kept on this machine.

use std::path::{Path, PathBuf};

use super::{
    conflict_copies::{head_of, stated},
    disk::RealDisk,
    files::open,
    state::folders_of,
    versions::versions,
    write::write_project,
};
use crate::model::{Project, ProjectId};

/// What both began with: the latest save that both contain and that is known. `saved` is ours as it was saved last, if that is
/// at hand; `root` is the state folder of this person.
pub fn base_of(root: Option<&Path>, ours: &Project, saved: Option<&Project>, theirs: &Project) -> Option<Project> {
    let is_last = |project: &Project, save: &String| project.ancestors.last() == Some(save) && is_as_saved(project);
    let mut kept: Option<Vec<(String, PathBuf)>> = None;
    for save in ours.ancestors.iter().rev().filter(|save| theirs.ancestors.contains(save)) {
        if is_last(theirs, save) {
            return Some(theirs.clone());
        }
        if let Some(saved) = saved.filter(|saved| is_last(saved, save)) {
            return Some(saved.clone());
        }
        let kept = kept.get_or_insert_with(|| root.map(|root| kept_saves(root, ours.id)).unwrap_or_default());
        let paths = kept.iter().filter(|(name, _)| name == save).map(|(_, path)| path);
        let mut kept = paths.filter_map(|path| open(path).ok()).map(|loaded| loaded.project);
        if let Some(base) = kept.find(is_as_saved) {
            return Some(base);
        }
    }
    None
}

/// Whether a project is what its last save says. Files that other programs changed still name the save that they were.
fn is_as_saved(project: &Project) -> bool {
    write_project(project).ancestors.last() == project.ancestors.last()
}

/// The names of all saves of a project that are kept, and where.
fn kept_saves(root: &Path, project: ProjectId) -> Vec<(String, PathBuf)> {
    let all = folders_of(root, project).into_iter().flat_map(|folder| versions(&RealDisk, &folder).unwrap_or_default());
    all.filter_map(|version| Some((save_of(&version.path)?, version.path))).collect()
}

/// The name that a file gives to its save, in its head.
fn save_of(path: &Path) -> Option<String> {
    stated(&head_of(path)?, "save").map(str::to_owned)
}
