//! The versions of a project that git could not merge: it keeps them until the merge is finished.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use super::read::read_project;
use crate::model::Project;

/// The versions of a project in an unfinished merge.
#[derive(Clone, Debug)]
pub struct Unmerged {
    /// What both began with, where there is such a version.
    pub base: Option<Project>,
    /// The version of the branch that is checked out.
    pub ours: Project,
    /// The other version.
    pub theirs: Project,
}

/// The versions of a file that git keeps while a merge is unfinished; `None` where there is no git, no such merge, or a
/// version that cannot be read.
pub fn unmerged(path: &Path) -> Option<Unmerged> {
    let version = |number: u8| Some(read_project(&staged(path, number)?).ok()?.project);
    Some(Unmerged { base: version(1), ours: version(2)?, theirs: version(3)? })
}

/// The bytes of a version, by the number that git gives it.
fn staged(path: &Path, number: u8) -> Option<Vec<u8>> {
    let (folder, name) = (path.parent()?, path.file_name()?.to_str()?);
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut git = Command::new("git");
    // What a repository configures to be run for it is not needed here.
    git.args(["-c", "core.fsmonitor=false", "-C"]).arg(folder);
    git.args(["cat-file", "blob"]).arg(format!(":{number}:./{name}"));
    let output = git.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}
