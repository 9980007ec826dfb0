//! Links between marks, and from notes to what they are about.

use roxmltree::Node;

use super::{
    node::{add_line, guid},
    reader::Reader,
};
use crate::{
    import::{join::words::Why, package::attribute},
    model::{FieldValue, LinkEnd},
};

impl Reader<'_, '_, '_> {
    pub(super) fn link(&mut self, link: Node<'_, '_>) {
        let name = attribute(link, "name").filter(|name| !name.trim().is_empty()).unwrap_or("Link");
        let (from, to) = (guid(link, "originGUID"), guid(link, "targetGUID"));
        let why = match (self.spans.get(&from).copied(), self.spans.get(&to).copied()) {
            (Some((at, from)), Some((other, to))) if at == other => {
                self.link_marks(link, name, at, [from, to]);
                return;
            }
            (Some(_), Some(_)) => Why::LinksSources(name.to_owned()),
            _no_two_marks if self.memo(&from, &to) || self.memo(&to, &from) => return,
            _no_two_marks => Why::LinksNoSelections(name.to_owned()),
        };
        self.found.skip(self.name, why);
    }

    fn link_marks(&mut self, link: Node<'_, '_>, name: &str, at: usize, ends: [usize; 2]) {
        let note = self.noted(link).join("\n");
        let kind = self.found.link_kind(name);
        // Ours lead from one to the other; what a link is instead is said.
        let direction = match attribute(link, "direction") {
            Some(direction @ ("Associative" | "Bidirectional")) => {
                Some((self.found.link_field(&kind, "direction"), FieldValue::Text(direction.to_lowercase())))
            }
            _one_way => None,
        };
        let Some(article) = self.articles.get_mut(at) else { return };
        let [Some(from), Some(to)] = ends.map(|end| article.spans.get(end).map(|mark| mark.span.id)) else { return };
        let key = format!("link {} {}", article.links.len() + 1, guid(link, "guid"));
        let link = article.link(&key, kind, from, LinkEnd::Span(to));
        link.note = note;
        link.fields.extend(direction);
    }

    /// Puts a note into what a link joins it with: a mark, an article or a code. Whether there is such a note, and such a
    /// thing.
    fn memo(&mut self, note: &str, about: &str) -> bool {
        let span = self.spans.get(about).copied();
        let sources = self.sources.get(about).cloned().unwrap_or_default();
        let tag = self.tags.of(about).cloned();
        if about.is_empty() || span.is_none() && sources.is_empty() && tag.is_none() {
            return false;
        }
        let Some(note) = self.note(note) else { return false };
        if let Some(mark) = span.and_then(|(at, place)| self.articles.get_mut(at)?.spans.get_mut(place)) {
            add_line(&mut mark.span.note, &note);
        }
        for at in sources {
            if let Some(article) = self.articles.get_mut(at) {
                add_line(&mut article.facts.note, &note);
            }
        }
        if let Some(tag) = self.found.codebook.tags.iter_mut().find(|own| Some(&own.id) == tag.as_ref()) {
            add_line(&mut tag.definition, &note);
        }
        true
    }
}
