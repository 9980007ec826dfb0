//! The analysis structures of UIMA, as INCEpTION and the tools of DKPro exchange them: as JSON ([`json`]), as XMI
//! ([`xmi`]), as WebAnno's table ([`tsv`]), and as a whole project ([`inception`]).
//!
//! All become one thing first, a [`Cas`]: texts and *feature structures*, of which those with a place in a text are
//! annotations. What is what follows here, once for all: annotations become marks, relations, chains and slots become
//! links; tokens and sentences are layout, and marks only where a relation joins them. Offsets count UTF-16 units.

mod arrays;
mod cas;
pub(super) mod inception;
pub(super) mod json;
pub(super) mod tsv;
pub(super) mod xmi;

use std::collections::{BTreeMap, BTreeSet};

use self::cas::{Cas, Feature, Structure};
use crate::{
    import::{
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::{Many, Note, What, Why},
        },
    },
    model::{CoderId, EntityKind, FieldValue, LinkEnd, Mention, SpanId, TagId, Time},
    text::Counting,
};

/// How all of them count.
const COUNTING: Counting = Counting::UTF16;

/// How many bytes of words annotations may share that refer to the same structures.
const MOST_SHARED: usize = 64 << 20;

/// The layer that every project of INCEpTION begins with, whose name says nothing.
const PLAIN: &str = "custom.Span";

/// What is said of a structure in words. What has a place of its own is taken out piece by piece; the rest are fields.
struct Said<'s> {
    structure: &'s Structure,
    taken: Vec<&'s str>,
}

impl<'s> Said<'s> {
    fn of(structure: &'s Structure) -> Self {
        Self { structure, taken: Vec::new() }
    }

    /// Takes out a feature, if it says what is looked for there: one of another program may say something else.
    fn take<T>(&mut self, feature: &'static str, read: impl FnOnce(&'s str) -> Option<T>) -> Option<T> {
        let words = Some(self.structure.words(feature)).filter(|words| !words.is_empty())?;
        let value = read(words)?;
        self.taken.push(feature);
        Some(value)
    }

    /// The value that annotators choose, by which an annotation is called.
    fn label(&mut self) -> Option<&'s str> {
        ["label", "value", "referenceType"].into_iter().find_map(|feature| self.take(feature, Some))
    }

    fn made(&mut self) -> Option<Time> {
        self.take("made", |words| words.parse::<Time>().ok().filter(|made| made.0 > 0))
    }

    fn note(&mut self) -> String {
        self.take("note", Some).unwrap_or_default().to_owned()
    }

    /// What was not taken.
    fn rest(&self) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.structure.features.iter().filter_map(|(name, feature)| match feature {
            Feature::Words(words) if !self.taken.contains(&name.as_str()) && !words.is_empty() => {
                Some((name.as_str(), words.as_str()))
            }
            Feature::Words(_) | Feature::Others(_) => None,
        })
    }
}

/// Where a file's marks go.
struct Reader<'f> {
    found: &'f mut Found,
    cas: &'f Cas,
    article: FoundArticle,
    /// The place of the file, for messages.
    place: &'f str,
    /// Who made what the file does not say.
    coder: CoderId,
    /// Marks by the id of their structure, with their place among the marks.
    marks: BTreeMap<&'f str, (SpanId, usize)>,
    /// Tags by layer and value.
    tags: BTreeMap<(&'f str, Option<&'f str>), TagId>,
    /// How many bytes of words may still be given to annotations that share them.
    left: usize,
}

/// Adds the texts of a file with all that is marked in them. `coder` made what does not say who made it.
fn add(found: &mut Found, cas: &Cas, place: &str, format: &str, sha256: &str, coder: CoderId) {
    for Note { place: within, what } in &cas.problems {
        let place = if within.is_empty() { place.to_owned() } else { format!("{place}, {within}") };
        found.tell(place, what.clone());
    }
    let is_one = cas.texts.len() == 1;
    for (key, text) in &cas.texts {
        let name = if is_one { place.to_owned() } else { format!("{place} ({key})") };
        let known = found.articles.iter().position(|known| known.text.as_ref() == Some(text));
        let article = match known {
            Some(at) => found.articles.swap_remove(at),
            None => new_article(cas, key, text, &name, format, sha256),
        };
        let mut reader = Reader {
            found,
            cas,
            article,
            place,
            coder,
            marks: BTreeMap::new(),
            tags: BTreeMap::new(),
            left: MOST_SHARED,
        };
        reader.marks(key);
        reader.links(key);
        let article = reader.article;
        found.articles.push(article);
    }
}

fn new_article(cas: &Cas, key: &str, text: &str, name: &str, format: &str, sha256: &str) -> FoundArticle {
    let mut article = FoundArticle::with_text(name, format, sha256, text.to_owned());
    let facts = &mut article.facts;
    let of_text = |structure: &&Structure| structure.text == key || structure.text.is_empty();
    for structure in cas.structures.values().filter(of_text) {
        let pairs: &mut [(&mut String, &str)] = match structure.short_kind() {
            "DocumentMetaData" => &mut [(&mut facts.title, "documentTitle"), (&mut facts.language, "language")],
            "DocumentAnnotation" => &mut [(&mut facts.language, "language")],
            "Article" => &mut [
                (&mut facts.outlet, "outlet"),
                (&mut facts.author, "author"),
                (&mut facts.published, "published"),
                (&mut facts.address, "address"),
                (&mut facts.note, "note"),
            ],
            _other => continue,
        };
        for (fact, feature) in pairs {
            let words = structure.words(feature);
            if !matches!(words, "" | "x-unspecified") {
                words.clone_into(fact);
            }
        }
    }
    article
}

impl<'f> Reader<'f> {
    /// Annotations become marks; those that a relation joins among them, though they be layout.
    fn marks(&mut self, key: &str) {
        let cas = self.cas;
        let joined: BTreeSet<&str> =
            cas.structures.values().filter_map(Structure::ends).flat_map(|(from, to)| [from.as_str(), to]).collect();
        let (mut cuts, mut of_words) = (0, 0);
        let mut pieces: Vec<(&String, (u32, u32))> = Vec::new();
        for (id, structure) in &cas.structures {
            let Some(at) = structure.at.filter(|_| structure.text == key && structure.ends().is_none()) else {
                continue;
            };
            if structure.is_layout() && !joined.contains(id.as_str()) {
                cuts += usize::from(structure.is_cut());
                of_words += usize::from(structure.is_of_words());
                continue;
            }
            if let Some(whole) = structure.other("pieceOf") {
                pieces.push((whole, at));
                continue;
            }
            let mut said = Said::of(structure);
            let tag = self.tag(&mut said);
            let by = self.coder_of(&mut said);
            let mark = self.article.span(&format!("{by} {id}"), tag, vec![at]);
            let mut mark = FoundSpan { place: format!("{}, {} {id}", self.place, structure.short_kind()), ..mark };
            mark.span.by = by;
            self.details(said, &mut mark);
            self.marks.insert(id, (mark.span.id, self.article.spans.len()));
            self.article.spans.push(mark);
        }
        for (whole, at) in pieces {
            let whole = self.marks.get(whole.as_str()).map(|(_, place)| *place);
            match whole.and_then(|place| self.article.spans.get_mut(place)) {
                Some(mark) => mark.at.push(at),
                None => self.found.skip(self.place, Why::PieceWithoutMark(at.0)),
            }
        }
        for (left, what) in [(cuts, Many::Layout), (of_words, Many::WordFeatures)] {
            if left > 0 {
                self.found.tell(self.place, What::SkippedMany(left, what));
            }
        }
    }

    fn mark(&self, id: &str) -> Option<SpanId> {
        self.marks.get(id).map(|(mark, _)| *mark)
    }

    fn coder_of(&mut self, said: &mut Said<'_>) -> CoderId {
        match said.take("coder", Some) {
            None => self.coder,
            Some(name) => self.found.coder(name),
        }
    }

    /// The tag of a mark: its value under its layer, or its layer alone.
    fn tag(&mut self, said: &mut Said<'f>) -> TagId {
        let structure = said.structure;
        let (kind, value) = (structure.kind.as_str(), said.label());
        if let Some(tag) = self.tags.get(&(kind, value)) {
            return tag.clone();
        }
        let layer = Some(structure.short_kind()).filter(|layer| !layer.is_empty()).unwrap_or("mark");
        let tag = match value {
            Some(value) if kind == PLAIN => self.found.tag(value),
            Some(value) if value != layer => self.tag_under(layer, value),
            _layer_alone => self.found.tag(layer),
        };
        self.tags.insert((kind, value), tag.clone());
        tag
    }

    /// The tag of a value under the tag of its layer. Where another layer has this value, it is called after both.
    fn tag_under(&mut self, layer: &str, value: &str) -> TagId {
        let parent = self.found.tag(layer);
        let both = format!("{layer}: {value}");
        for name in [value, &both] {
            let lower = name.to_lowercase();
            match self.found.codebook.tags.iter().find(|tag| tag.name.to_lowercase() == lower) {
                Some(known) if known.name == name && known.parent.as_ref() == Some(&parent) => return known.id.clone(),
                Some(_other) => {}
                None => {
                    let id = self.found.tag(name);
                    if let Some(tag) = self.found.codebook.tags.iter_mut().find(|tag| tag.id == id) {
                        tag.parent = Some(parent);
                    }
                    return id;
                }
            }
        }
        self.found.tag(&both)
    }

    fn details(&mut self, mut said: Said<'_>, mark: &mut FoundSpan) {
        let span = &mut mark.span;
        span.note = said.note();
        span.flag = said.take("flag", |words| words.parse::<bool>().ok()).unwrap_or_default();
        let mention = said.take("mention", |words| match words {
            "name" => Some(Mention::Name),
            "pronoun" => Some(Mention::Pronoun),
            "description" => Some(Mention::Description),
            _other => None,
        });
        span.mention = mention.unwrap_or_default();
        span.made = said.made().unwrap_or(span.made);
        if let Some(entity) = said.take("entity", Some) {
            let kind = said.take("entityKind", |words| Some(EntityKind::from_word(words)));
            span.entity = Some(self.found.entity(kind.unwrap_or_else(|| EntityKind::from_word("")), entity));
        }
        // It names the link to the next of a chain, where there is one.
        let has_next = said.structure.other("next").is_some();
        said.take("referenceRelation", |_| has_next.then_some(()));
        let tag: TagId = span.tag.clone();
        for (name, value) in self.fields(&said) {
            let field = self.found.field(&tag, &name);
            span.fields.insert(field, FieldValue::Text(value));
        }
    }

    /// What is said of a structure beside what has a place of its own, each name once.
    fn fields(&mut self, said: &Said<'_>) -> Vec<(String, String)> {
        let rest = said.rest().map(|(name, words)| (name.to_owned(), words.to_owned()));
        let fields = said.structure.others("fields").iter().filter_map(|id| self.cas.structures.get(id));
        let fields = fields.map(|field| (field.words("name").to_owned(), field.words("words").to_owned()));
        let all: Vec<(String, String)> = rest.chain(fields).chain(self.described(said.structure)).collect();
        let mut each: Vec<(String, String)> = Vec::new();
        for (name, words) in all.into_iter().filter(|(name, _)| !name.is_empty()) {
            match each.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = format!("{known}; {words}"),
                None => each.push((name, words)),
            }
        }
        each
    }

    /// What structures without a place say that a structure refers to, in words.
    fn described(&mut self, structure: &Structure) -> Vec<(String, String)> {
        let cas = self.cas;
        let mut described = Vec::new();
        for (name, feature) in &structure.features {
            let Feature::Others(ids) = feature else { continue };
            if name == "fields" {
                continue;
            }
            for told in ids.iter().filter_map(|id| cas.structures.get(id)).filter(|other| is_told(name, other)) {
                let words = told.features.iter().filter_map(|(name, feature)| match feature {
                    Feature::Words(words) if !words.is_empty() => Some(format!("{name}: {words}")),
                    Feature::Words(_) | Feature::Others(_) => None,
                });
                let words = words.collect::<Vec<_>>().join(", ");
                if !words.is_empty() && words.len() <= self.left {
                    self.left -= words.len();
                    described.push((name.clone(), words));
                }
            }
        }
        described
    }

    /// Relations, chains, slots and other features that lead from annotation to annotation become links.
    fn links(&mut self, key: &str) {
        let cas = self.cas;
        let mut lost = 0;
        for (id, structure) in cas.structures.iter().filter(|(_, structure)| structure.text == key) {
            if let Some((from, to)) = structure.ends() {
                lost += usize::from(!self.relation(id, structure, from, to));
                continue;
            }
            let Some(from) = self.mark(id) else { continue };
            // Several features of a structure may have one name, as slots of one role do.
            let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
            for (name, feature) in &structure.features {
                let Feature::Others(ids) = feature else { continue };
                for other in ids {
                    if cas.structures.get(other).is_some_and(|other| is_told(name, other)) {
                        continue;
                    }
                    let count = numbers.entry(name).or_default();
                    let number = *count;
                    *count += 1;
                    // A slot names its role and leads on to its filler.
                    let slot = cas.structures.get(other).filter(|slot| slot.at.is_none());
                    let role = slot.map_or("", |slot| slot.words("role"));
                    let target = slot.and_then(|slot| slot.other("target")).unwrap_or(other);
                    let relation = structure.words("referenceRelation");
                    let kind = [role, if name == "next" { relation } else { "" }, name.as_str()];
                    let kind = kind.into_iter().find(|kind| !kind.is_empty()).unwrap_or_default();
                    match self.mark(target) {
                        Some(to) => {
                            let kind = self.found.link_kind(kind);
                            let by = self.coder_of(&mut Said::of(structure));
                            self.article
                                .link(&format!("{by} {id} {name} {number}"), kind, from, LinkEnd::Span(to))
                                .by = by;
                        }
                        None => lost += 1,
                    }
                }
            }
        }
        if lost > 0 {
            self.found.tell(self.place, What::SkippedMany(lost, Many::References));
        }
    }

    fn relation(&mut self, id: &str, structure: &Structure, from: &str, to: &str) -> bool {
        let Some((from, to)) = self.mark(from).zip(self.mark(to)) else { return false };
        let mut said = Said::of(structure);
        let kind = self.found.link_kind(said.label().unwrap_or_else(|| structure.short_kind()));
        let by = self.coder_of(&mut said);
        let (order, note, made) = (said.take("order", |words| words.parse().ok()), said.note(), said.made());
        let mut fields = BTreeMap::new();
        for (name, value) in self.fields(&said) {
            fields.insert(self.found.link_field(&kind, &name), FieldValue::Text(value));
        }
        let link = self.article.link(&format!("{by} {id}"), kind, from, LinkEnd::Span(to));
        link.by = by;
        link.fields = fields;
        link.order = order.unwrap_or_default();
        link.note = note;
        link.made = made.unwrap_or(link.made);
        true
    }
}

/// Whether what a feature refers to is told in words: it has no place, and leads to nothing that has one.
fn is_told(feature: &str, other: &Structure) -> bool {
    feature == "fields" || other.at.is_none() && other.other("target").is_none()
}

/// What a file holds that has one text after the other, or one alone.
fn found_of(format: &'static str, file: &super::File<'_>, cas: &Cas) -> Found {
    let mut found = Found::new(format, COUNTING);
    add(&mut found, cas, file.name, format, &sha256_of(file.bytes), super::NOBODY_NAMED);
    found
}
