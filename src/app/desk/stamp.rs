//! What new records carry: ids, the time, the person at work, the version of the codebook; and what has to be in the
//! project before they can be.

use std::collections::BTreeMap;

use super::{clock, desk::Desk};
use crate::{
    edit::Edit,
    model::{
        ArticleId, Coder, CoderId, Extra, Link, LinkEnd, LinkId, LinkKindId, Span, SpanId, Status, Tag, TagId, Time,
    },
    text::ByteRange,
};

/// A new mark by the person at work.
pub(crate) fn new_span(desk: &Desk, tag: &TagId, pieces: Vec<ByteRange>) -> Span {
    let mut span = Span::new(SpanId(clock::random_id()), tag.clone(), pieces, desk.coder(), clock::now());
    span.codebook = desk.project().codebook.version;
    span
}

/// A new link by the person at work.
pub(crate) fn new_link(desk: &Desk, from: SpanId, kind: &LinkKindId, to: LinkEnd) -> Link {
    Link {
        id: LinkId(clock::random_id()),
        kind: kind.clone(),
        from,
        to,
        order: 0,
        fields: BTreeMap::new(),
        note: String::new(),
        by: desk.coder(),
        made: clock::now(),
        changed: None,
        extra: BTreeMap::new(),
    }
}

/// A new tag with the first free digit, a badge from its name and the next colour.
pub(crate) fn new_tag(desk: &Desk, name: &str, parent: Option<TagId>) -> Tag {
    let id = TagId::new(clock::random_id().as_str());
    Tag { parent, ..desk.project().codebook.new_tag(id, name.trim()) }
}

/// When and by whom a record is changed now.
pub(crate) fn changed(desk: &Desk) -> Option<(Time, CoderId)> {
    Some((clock::now(), desk.coder()))
}

/// What a mark of the person at work needs first: the person among the coders, the article in work.
pub(crate) fn as_coder(desk: &Desk, article_id: ArticleId) -> Vec<Edit> {
    let mut edits = sign_in(desk);
    if desk.project().status(article_id, desk.coder()) == Status::New {
        edits.push(Edit::SetProgress(article_id, desk.coder(), Status::InWork));
    }
    edits
}

/// Adds the person at work to the project's coders, unless they are among them.
pub(crate) fn sign_in(desk: &Desk) -> Vec<Edit> {
    if desk.project().coders.contains_key(&desk.coder()) {
        return Vec::new();
    }
    vec![Edit::AddCoder(own_coder(desk))]
}

/// The person at work, as a coder.
pub(crate) fn own_coder(desk: &Desk) -> Coder {
    Coder { id: desk.coder(), name: desk.settings.coder_name.clone(), changed: None, extra: Extra::new() }
}

/// Changes of the codebook with the new version number that they bring.
pub(crate) fn codebook_edits(desk: &Desk, mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.push(Edit::SetCodebookVersion(desk.project().codebook.version + 1));
    edits
}
