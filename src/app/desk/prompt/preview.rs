//! An article that is previewed before it is added.

use std::sync::Arc;

use encoding_rs::Encoding;

use crate::import::Preview;

/// A previewed article. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Previewed {
    looked: Arc<Looked>,
}

#[derive(Debug)]
struct Looked {
    name: String,
    bytes: Arc<[u8]>,
    chosen: Option<&'static Encoding>,
    look: Result<Preview, String>,
}

/// Plans are compared many times a second, and never change once made.
impl PartialEq for Previewed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.looked, &other.looked)
    }
}

/// What is done with a previewed article.
#[derive(Clone, Debug, PartialEq)]
pub enum PreviewAction {
    /// Reads it in this encoding; detects it when `None`.
    Encoding(Option<&'static Encoding>),
    /// Adds it, with the selected paragraphs.
    Accept(Vec<bool>),
}

impl Previewed {
    /// A file with the article that was read of its bytes, or why there is none.
    pub(in crate::app) fn new(
        name: String,
        bytes: Arc<[u8]>,
        chosen: Option<&'static Encoding>,
        look: Result<Preview, String>,
    ) -> Self {
        Self { looked: Arc::new(Looked { name, bytes, chosen, look }) }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.looked.name
    }

    /// The file's bytes.
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.looked.bytes
    }

    /// The encoding that was chosen; none while it is detected.
    pub fn chosen(&self) -> Option<&'static Encoding> {
        self.looked.chosen
    }

    /// The article, or why there is none.
    ///
    /// # Errors
    /// Why the file cannot be read as an article, in a sentence.
    pub fn look(&self) -> Result<&Preview, &str> {
        self.looked.look.as_ref().map_err(String::as_str)
    }
}
