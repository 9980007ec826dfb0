//! What is known while the annotations of a file are read.

use std::collections::BTreeMap;

use super::super::{format::File, tags::Tags};
use crate::{
    import::join::found::{Found, FoundArticle},
    model::SpanId,
};

/// A file on its way.
pub(super) struct Reader<'f> {
    pub(super) file: &'f File<'f>,
    pub(super) sha256: String,
    pub(super) found: Found,
    /// Tags that go by ids of another program.
    pub(super) tags: Tags,
    /// The names that the file has for these ids.
    pub(super) names: BTreeMap<String, String>,
    /// Articles by the address or name of the source.
    pub(super) articles: BTreeMap<String, FoundArticle>,
    /// The first mark of an annotation in each of its sources.
    pub(super) spans: BTreeMap<String, Vec<(String, SpanId)>>,
}

impl Reader<'_> {
    /// An article of which nothing is known yet.
    pub(super) fn new_article(&self) -> FoundArticle {
        FoundArticle::new(self.file.name, self.found.format, &self.sha256)
    }
}
