//! References, notes, and the comments that Sayso writes for what brat has no line for.

use std::collections::BTreeSet;

use super::{
    codebook::Writer,
    line::{Line, unescaped},
    reader::{LineError, Reader},
};
use crate::model::{Entity, EntityId, EntityKind, FieldValue, LinkEnd};

/// The kind of comment that is a note, and that which says of a note that it has escapes.
const NOTES: &str = "AnnotatorNotes";
const ESCAPED: &str = "Escaped";

impl Reader<'_> {
    /// `N1<TAB>Reference T1 Wikidata:Q7747<TAB>Vladimir Putin`
    pub(super) fn reference(&mut self, line: Line<'_>) {
        let mut words = line.what.splitn(3, ' ').skip(1);
        let (target, reference) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        self.targets.insert(line.id.to_owned(), target.to_owned());
        let Some(at) = self.spans.get(target).copied() else {
            return self.problem(line, &LineError::missing(target));
        };
        let (base, id) = reference.split_once(':').unwrap_or(("", reference));
        let name = self.own_words(line.rest);
        let name = if name.is_empty() { reference } else { &name };
        let own: Option<EntityId> = id.parse().ok().filter(|_| self.conf.is_ours());
        let Some(span) = self.article.spans.get_mut(at) else { return };
        let entity = match own {
            // Beside ours, what another program called it.
            None if self.conf.is_ours() && span.span.entity.is_some() => {
                if let Some(entity) = span.span.entity.and_then(|id| self.found.entities.get_mut(&id)) {
                    entity.extra.insert("brat".to_owned(), reference.to_owned());
                }
                return;
            }
            Some(own) => {
                let kind = EntityKind::from_word(self.conf.name("entity", base));
                let entity = Entity::new(own, kind, name);
                self.found.entities.entry(own).or_insert(entity).id
            }
            None => {
                let tag = self.found.codebook.tag(&span.span.tag).map_or("", |tag| tag.name.as_str());
                let id_in_base = self.found.entity(kind_by_tag(tag), name);
                if let Some(entity) = self.found.entities.get_mut(&id_in_base) {
                    if base.eq_ignore_ascii_case("wikidata") {
                        id.clone_into(&mut entity.wikidata);
                    }
                    entity.extra.insert("brat".to_owned(), reference.to_owned());
                }
                id_in_base
            }
        };
        span.span.entity = Some(entity);
    }

    /// A text that Sayso wrote, as it was.
    fn own_words(&self, text: &str) -> String {
        match self.conf.writer {
            Writer::Other => text.to_owned(),
            Writer::First => text.replace("\\n", "\n"),
            Writer::Current => unescaped(text),
        }
    }

    /// The notes that have escapes, for people may write backslashes of their own.
    pub(super) fn escaped<'l>(&self, comments: impl Iterator<Item = Line<'l>>) -> BTreeSet<&'l str> {
        let escaped = |line: Line<'l>| line.what.split_once(' ').filter(|(kind, _)| *kind == ESCAPED);
        comments.filter(|_| self.conf.writer == Writer::Current).filter_map(|line| Some(escaped(line)?.1)).collect()
    }

    /// `#1<TAB>AnnotatorNotes T1<TAB>text`
    pub(super) fn comment(&mut self, line: Line<'_>, escaped: &BTreeSet<&str>) {
        let (kind, target) = line.what.split_once(' ').unwrap_or((line.what, ""));
        let text = match self.conf.writer {
            Writer::Current if kind == NOTES && !escaped.contains(line.id) => line.rest.to_owned(),
            Writer::Other | Writer::First | Writer::Current => self.own_words(line.rest),
        };
        if self.conf.is_ours() && self.own_comment(line, kind, target, &text) {
            return;
        }
        let target = self.targets.get(target).cloned().unwrap_or_else(|| target.to_owned());
        let text = if kind == NOTES { text } else { format!("{kind}: {text}") };
        let at = (self.spans.get(&target).copied(), self.links.get(&target).copied());
        let note = match at {
            (Some(at), _) => self.article.spans.get_mut(at).map(|span| &mut span.span.note),
            (None, Some(at)) => self.article.links.get_mut(at).map(|(_, link)| &mut link.note),
            // What is about nothing in the file is about the article.
            (None, None) if target.is_empty() => Some(&mut self.article.facts.note),
            (None, None) => None,
        };
        match note {
            Some(note) if note.is_empty() => *note = text,
            Some(note) => *note = format!("{note}\n{text}"),
            None => self.problem(line, &LineError::missing(target)),
        }
    }

    /// A comment that Sayso wrote for what brat has no line for.
    fn own_comment(&mut self, line: Line<'_>, kind: &str, target: &str, text: &str) -> bool {
        let coder = if kind == "Coder" { Some(self.found.coder(text)) } else { None };
        let span = self.spans.get(target).and_then(|at| self.article.spans.get_mut(*at));
        let link = self.links.get(target).and_then(|at| self.article.links.get_mut(*at)).map(|(_, link)| link);
        match (kind, span, link) {
            (ESCAPED, ..) => {}
            ("Coder", Some(span), _) => span.span.by = coder.unwrap_or(span.span.by),
            ("Coder", None, Some(link)) => link.by = coder.unwrap_or(link.by),
            ("Order", None, Some(link)) => link.order = text.parse().unwrap_or_default(),
            ("Field", ..) => {
                let Some((name, value)) = text.split_once(": ") else { return false };
                self.fill(line, target, name, FieldValue::Text(value.to_owned()));
            }
            ("Link", Some(span), _) => {
                let from = span.span.id;
                let [kind, order, end] = text.splitn(3, "; ").collect::<Vec<_>>()[..] else { return false };
                let to = match end.split_once(' ') {
                    None if end == "unnamed" => LinkEnd::Unnamed,
                    None => LinkEnd::Nobody,
                    Some((of, name)) => {
                        let of = EntityKind::from_word(self.conf.name("entity", of));
                        LinkEnd::Entity(self.found.entity(of, name))
                    }
                };
                let kind = self.conf.link_kind(kind, &mut self.found);
                let by = self.found.coder(&self.annotator);
                self.links.insert(line.id.to_owned(), self.article.links.len());
                let link = self.article.link(&format!("{} {}", self.sha256, line.id), kind, from, to);
                link.order = order.parse().unwrap_or_default();
                link.by = by;
            }
            _ => return false,
        }
        true
    }
}

/// What kind of thing a tag of this name marks.
fn kind_by_tag(tag: &str) -> EntityKind {
    match tag.to_lowercase().as_str() {
        "person" | "per" | "speaker" | "source" => EntityKind::Person,
        "organization" | "organisation" | "org" => EntityKind::Organisation,
        "place" | "location" | "loc" | "gpe" | "geo-political entity" => EntityKind::Place,
        other => EntityKind::Other(other.to_owned()),
    }
}
