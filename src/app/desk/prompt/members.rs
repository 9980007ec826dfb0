//! Who else is in a shared folder, as it is shown.

use std::{path::PathBuf, time::SystemTime};

use crate::model::Time;

/// The files of a shared folder, with their lengths and times: what is the same has not changed.
pub type SharedFiles = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// Somebody else in a shared folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedMember {
    /// The name of the coder.
    pub name: String,
    /// What the file is named after (`ana-k7f3`).
    pub suffix: String,
    /// Whether it is another computer of the person at work.
    pub is_own: bool,
    /// What is new in words, or why the file is left out for now.
    pub news: Result<String, String>,
    /// When the file was written, as the system says.
    pub written: Option<Time>,
}
