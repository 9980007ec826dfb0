//! The edits that turn one state of an article into another, whose text is the same.

use super::Edit;
use crate::model::Article;

/// Facts, marks, marks set aside, and links of one article.
pub(super) fn marks(from: &Article, to: &Article, edits: &mut Vec<Edit>) {
    let id = from.id;
    if from.facts != to.facts {
        edits.push(Edit::SetFacts(id, Box::new(to.facts.clone())));
    }
    if from.stated_sha256 != to.stated_sha256 {
        edits.push(Edit::SetStatedHash(id, to.stated_sha256.clone()));
    }
    let links_gone = from.links.iter().filter(|link| to.links.get(link.id) != Some(link));
    edits.extend(links_gone.map(|link| Edit::RemoveLink(id, link.id)));

    for kept in to.quarantined.values().filter(|kept| !from.quarantined.contains_key(&kept.span.id)) {
        edits.push(Edit::Quarantine(id, Box::new(kept.clone())));
    }
    for kept in from.quarantined.keys().filter(|kept| !to.quarantined.contains_key(kept)) {
        edits.push(match to.span(*kept) {
            Some(span) => Edit::Place(id, Box::new(span.clone())),
            None => Edit::DropQuarantined(id, *kept),
        });
    }
    for span in from.spans.iter() {
        match to.span(span.id) {
            None if !to.quarantined.contains_key(&span.id) => edits.push(Edit::RemoveSpan(id, span.id)),
            Some(other) if other != span => edits.push(Edit::ChangeSpan(id, Box::new(other.clone()))),
            None | Some(_) => {}
        }
    }
    let is_new = |span_id| from.span(span_id).is_none() && !from.quarantined.contains_key(&span_id);
    let new = to.spans.iter().filter(|span| is_new(span.id));
    edits.extend(new.map(|span| Edit::AddSpan(id, Box::new(span.clone()))));

    let links_new = to.links.iter().filter(|link| from.links.get(link.id) != Some(link));
    edits.extend(links_new.map(|link| Edit::AddLink(id, Box::new(link.clone()))));
}
