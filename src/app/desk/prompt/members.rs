//! Who else is in a shared folder, as it is shown.

use std::{path::PathBuf, sync::Arc, time::SystemTime};

use crate::model::Time;

/// The files of a shared folder, with their lengths and times: what is the same has not changed.
pub type SharedFiles = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// The part that the person takes in a shared folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// The project lies in no shared folder.
    Nowhere,
    /// It lies in this one, which this computer has not joined.
    Outside(PathBuf),
    /// In this one, where the file of the person is another than the one that is open.
    Elsewhere(PathBuf, PathBuf),
    /// In this one, in this file, with these others.
    In(PathBuf, String, Arc<[SharedMember]>),
}

/// Somebody else in a shared folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedMember {
    /// The name of the coder.
    pub name: String,
    /// What the file is named after (`ana-k7f3`).
    pub suffix: String,
    /// Whether it is another computer of the person at work.
    pub is_own: bool,
    /// Whether anything is new.
    pub has_news: bool,
    /// What is new in words, or why the file is left out for now.
    pub news: Result<String, String>,
    /// When the file was written, as the system says.
    pub written: Option<Time>,
}
