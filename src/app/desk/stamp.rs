//! What new records carry: ids, the time, the person at work, the version of the codebook; and what has to be in the
//! project before they can be.

use std::collections::BTreeMap;

use super::{clock, desk::Desk};
use crate::{
    edit::{Edit, Transaction},
    model::{
        Article, ArticleId, Coder, CoderId, Extra, Link, LinkEnd, LinkId, LinkKindId, Span, SpanId, Status, Tag, TagId,
        Time,
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

/// A change as the person at work makes it: marks and links that it makes others say by whom and when, unless it says so
/// itself, as what is imported does.
pub(crate) fn stamped(desk: &Desk, change: Transaction) -> Transaction {
    let (project, now) = (desk.whole(), changed(desk));
    let mut is_stamped = false;
    let mut stamp = |record: &mut Option<(Time, CoderId)>, former: Option<(Time, CoderId)>| {
        if *record == former {
            *record = now;
            is_stamped = true;
        }
    };
    let Transaction { label, mut edits } = change;
    for edit in &mut edits {
        if let Edit::ChangeSpan(article, span) = edit
            && let Some(former) = project.span(*article, span.id)
            && **span != (Span { by: span.by, made: span.made, changed: span.changed, ..former.clone() })
        {
            stamp(&mut span.changed, former.changed);
        } else if let Edit::ChangeLink(article, link) = edit
            && let Some(former) = project.article(*article).and_then(|article| article.links.get(link.id))
            && **link != (Link { by: link.by, made: link.made, changed: link.changed, ..former.clone() })
        {
            stamp(&mut link.changed, former.changed);
        } else if let Edit::AddArticle(new) = edit
            && let Some(old) = new.replaces.and_then(|old| project.article(old))
        {
            for (mut span, former) in with_other_words(old, new) {
                stamp(&mut span.changed, former);
                new.spans.insert(span);
            }
        }
    }
    let knows_coder = edits.iter().any(|edit| matches!(edit, Edit::AddCoder(coder) if coder.id == desk.coder()));
    if is_stamped && !knows_coder {
        edits.splice(0..0, sign_in(desk));
    }
    Transaction { label, edits }
}

/// The marks of a new version that stand on other words than in the old one, and when they were changed there.
fn with_other_words(old: &Article, new: &Article) -> Vec<(Span, Option<(Time, CoderId)>)> {
    let carried = new.spans.iter().filter_map(|span| Some((span, old.span(span.id)?)));
    let altered = carried.filter(|(span, former)| new.words_of(span) != old.words_of(former));
    altered.map(|(span, former)| (span.clone(), former.changed)).collect()
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
