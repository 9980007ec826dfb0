//! An article that is previewed before it is added.

use std::sync::Arc;

use crate::{
    app::desk::failure::ReadFailure,
    import::{Changes, Charset, Preview, Reading},
};

/// A previewed article. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Previewed {
    read: Arc<Read>,
}

#[derive(Debug)]
struct Read {
    name: String,
    bytes: Arc<[u8]>,
    reading: Reading,
    article: Result<Preview, ReadFailure>,
}

/// Plans are compared many times a second, and never change once made.
impl PartialEq for Previewed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.read, &other.read)
    }
}

/// What is done with a previewed article.
#[derive(Clone, Debug, PartialEq)]
pub enum PreviewAction {
    /// Reads it in this encoding; detects it when `None`.
    Encoding(Option<Charset>),
    /// Reads it so, with what becomes of tracked changes.
    Changes(Changes),
    /// Adds it, with the selected paragraphs.
    Accept(Vec<bool>),
}

impl Previewed {
    /// A file with the article that was read of its bytes, or why there is none.
    pub(in crate::app) fn new(
        name: String,
        bytes: Arc<[u8]>,
        reading: Reading,
        article: Result<Preview, ReadFailure>,
    ) -> Self {
        Self { read: Arc::new(Read { name, bytes, reading, article }) }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.read.name
    }

    /// The file's bytes.
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.read.bytes
    }

    /// The encoding that was chosen; none while it is detected.
    pub fn chosen(&self) -> Option<Charset> {
        self.read.reading.encoding
    }

    /// How it was read.
    pub fn reading(&self) -> Reading {
        self.read.reading.clone()
    }

    /// The article, or why there is none.
    ///
    /// # Errors
    /// Why the file cannot be read as an article.
    pub fn article(&self) -> Result<&Preview, &ReadFailure> {
        self.read.article.as_ref()
    }
}
