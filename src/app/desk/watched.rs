//! A folder that is watched for new files, for each project: which, and what was in it already.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::model::ProjectId;

/// Of how many projects the watched folder is remembered.
const MOST_FOLDERS: usize = 20;
/// In a folder with more files than this, all count as known once they were offered.
const MOST_FILES: usize = 20_000;

/// A folder that is watched for a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Watched {
    /// The project's id.
    pub project: String,
    /// The folder.
    pub folder: PathBuf,
    /// The names of the files that are no longer new.
    pub seen: BTreeSet<String>,
}

/// The folders that a person has watched, one for a project, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WatchedFolders(Vec<Watched>);

impl WatchedFolders {
    /// The folder that is watched for a project.
    pub fn of(&self, project: ProjectId) -> Option<&Watched> {
        let project = project.to_string();
        self.0.iter().find(|watched| watched.project == project)
    }

    /// Watches a folder for a project, instead of any other; these files are in it already.
    pub fn watch(&mut self, project: ProjectId, folder: &Path, seen: impl IntoIterator<Item = String>) {
        self.stop(project);
        let seen = seen.into_iter().take(MOST_FILES).collect();
        self.0.insert(0, Watched { project: project.to_string(), folder: folder.to_path_buf(), seen });
        self.0.truncate(MOST_FOLDERS);
    }

    /// Watches no folder for a project any more.
    pub fn stop(&mut self, project: ProjectId) {
        let project = project.to_string();
        self.0.retain(|watched| watched.project != project);
    }

    /// These files are no longer new.
    pub fn add_seen(&mut self, project: ProjectId, names: impl IntoIterator<Item = String>) {
        let project = project.to_string();
        if let Some(watched) = self.0.iter_mut().find(|watched| watched.project == project) {
            watched.seen.extend(names);
        }
    }
}
