//! How the files of a journal begin.

use crate::model::ProjectId;

/// The folder of the journal's files, in the state folder of a project.
pub const JOURNAL: &str = "journal";

/// The first line of a file of the journal.
pub(super) fn header(project: ProjectId, base: &str, first: u64) -> String {
    format!("{}{base} {first}", header_start(project))
}

/// What the first lines of all files of a project's journal begin with.
pub(super) fn header_start(project: ProjectId) -> String {
    format!("sayso-journal 1 {project} ")
}
