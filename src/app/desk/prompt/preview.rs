//! A file that is previewed before its articles are added.

use std::sync::Arc;

use crate::{
    app::desk::failure::ReadFailure,
    import::{Contents, Mapped, Reading},
};

/// A previewed file. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Previewed {
    read: Arc<Read>,
}

/// A file as it was read.
#[derive(Debug)]
pub struct Read {
    /// The file's name.
    pub name: String,
    /// The file's bytes.
    pub bytes: Arc<[u8]>,
    /// How it was read.
    pub reading: Reading,
    /// What it holds, or why it holds no article.
    pub found: Result<Contents, ReadFailure>,
    /// The columns of a table, or the names in JSON.
    pub columns: Option<Mapped>,
    /// Whether it may be split into articles by a pattern.
    pub may_be_split: bool,
    /// The patterns by which other files of the project were split.
    pub patterns: Vec<String>,
}

/// Files are compared many times a second, and never change once read.
impl PartialEq for Previewed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.read, &other.read)
    }
}

/// What is done with a previewed file.
#[derive(Clone, Debug, PartialEq)]
pub enum PreviewAction {
    /// Reads it in another way.
    Read(Reading),
    /// Adds it: of one article the selected paragraphs, of several the selected articles.
    Accept(Vec<bool>),
}

impl Previewed {
    /// A file as it was read.
    pub(in crate::app) fn new(read: Read) -> Self {
        Self { read: Arc::new(read) }
    }
}

impl std::ops::Deref for Previewed {
    type Target = Read;

    fn deref(&self) -> &Read {
        &self.read
    }
}
