//! The analysis structures of UIMA, as INCEpTION and the tools of DKPro exchange them: as JSON ([`json`]), as XMI
//! ([`xmi`]), as WebAnno's table ([`tsv`]), and as a whole project ([`inception`]).
//!
//! All become one thing first, a [`Cas`]: texts and *feature structures*, of which those with a place in a text are
//! annotations. What is what follows here, once for all: annotations become marks, relations, chains and slots become
//! links; tokens and sentences are layout, and marks only where a relation joins them. Offsets count UTF-16 units.

pub(super) mod inception;
pub(super) mod json;
pub(super) mod tsv;
pub(super) mod xmi;

use std::collections::{BTreeMap, BTreeSet};

use super::{Found, FoundArticle, FoundSpan};
use crate::{
    import::sha256_of,
    model::{CoderId, EntityKind, FieldValue, LinkEnd, Mention, SpanId, TagId, Time},
    text::Counting,
};

/// How all of them count.
const COUNTING: Counting = Counting::UTF16;

/// A file's texts and feature structures.
#[derive(Debug, Default)]
struct Cas {
    /// Texts by the id of their subject of analysis.
    texts: BTreeMap<String, String>,
    /// Feature structures by id.
    structures: BTreeMap<String, Structure>,
    /// What could not be read, each with its place.
    problems: Vec<String>,
}

impl Cas {
    /// Puts what arrays hold in the place of references to arrays.
    fn flatten(&mut self) {
        let is_array =
            |structure: &Structure| structure.kind.starts_with("uima.cas.") && structure.kind.ends_with("Array");
        let elements = |structure: &Structure| match structure.kind.as_str() {
            "uima.cas.FSArray" => Feature::Others(structure.others("elements").to_vec()),
            _values => Feature::Words(structure.others("elements").join("; ")),
        };
        let arrays: BTreeMap<String, Feature> = self
            .structures
            .extract_if(.., |_, structure| is_array(structure))
            .map(|(id, structure)| (id, elements(&structure)))
            .collect();
        for (_, feature) in self.structures.values_mut().flat_map(|structure| &mut structure.features) {
            let Feature::Others(ids) = feature else { continue };
            match ids.as_slice() {
                [one] => match arrays.get(one) {
                    Some(Feature::Others(elements)) => ids.clone_from(elements),
                    Some(Feature::Words(words)) => *feature = Feature::Words(words.clone()),
                    None => {}
                },
                _none_or_several => {}
            }
        }
    }
}

/// A feature structure.
#[derive(Debug, Default)]
struct Structure {
    /// Its type, with the name of its package.
    kind: String,
    /// The text that it is about, if it is about one.
    text: String,
    /// Where it is: begin and end.
    at: Option<(u32, u32)>,
    /// What is said of it, in the file's order.
    features: Vec<(String, Feature)>,
}

/// What a feature says.
#[derive(Debug)]
enum Feature {
    /// A text, number or truth value.
    Words(String),
    /// Other feature structures, by id.
    Others(Vec<String>),
}

impl Structure {
    /// The type without its package.
    fn short_kind(&self) -> &str {
        self.kind.rsplit('.').next().unwrap_or_default()
    }

    fn words(&self, feature: &str) -> &str {
        self.features
            .iter()
            .find_map(|(name, value)| match value {
                Feature::Words(words) if name == feature => Some(words.as_str()),
                Feature::Words(_) | Feature::Others(_) => None,
            })
            .unwrap_or_default()
    }

    fn others(&self, feature: &str) -> &[String] {
        self.features
            .iter()
            .find_map(|(name, value)| match value {
                Feature::Others(ids) if name == feature => Some(ids.as_slice()),
                Feature::Words(_) | Feature::Others(_) => None,
            })
            .unwrap_or_default()
    }

    fn other(&self, feature: &str) -> Option<&String> {
        self.others(feature).first()
    }

    /// Cuts of the text that every pipeline makes, and what is said of the document as a whole.
    fn is_layout(&self) -> bool {
        matches!(
            self.short_kind(),
            "Token" | "Sentence" | "Paragraph" | "DocumentAnnotation" | "DocumentMetaData" | "Sofa"
        )
    }

    /// The ends of a relation: from its governor to its dependent.
    fn ends(&self) -> Option<(&String, &String)> {
        self.other("Governor").zip(self.other("Dependent"))
    }
}

/// Features that are read into a place of their own, or are no more than frame.
const KNOWN: [&str; 16] = [
    "value",
    "label",
    "referenceType",
    "referenceRelation",
    "coder",
    "made",
    "note",
    "flag",
    "mention",
    "entity",
    "entityKind",
    "order",
    "Governor",
    "Dependent",
    "next",
    "pieceOf",
];

/// What an annotation is called: by the value that annotators choose, else by its layer.
fn label(structure: &Structure) -> &str {
    let named = ["label", "value", "referenceType"].map(|feature| structure.words(feature));
    named.into_iter().find(|words| !words.is_empty()).unwrap_or_else(|| structure.short_kind())
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
}

/// Adds the texts of a file with all that is marked in them. `coder` made what does not say who made it.
fn add(found: &mut Found, cas: &Cas, place: &str, format: &str, sha256: &str, coder: CoderId) {
    found.problems.extend(cas.problems.iter().map(|problem| format!("{place}, {problem}")));
    let is_one = cas.texts.len() == 1;
    for (key, text) in &cas.texts {
        let name = if is_one { place.to_owned() } else { format!("{place} ({key})") };
        let known = found.articles.iter().position(|known| known.text.as_ref() == Some(text));
        let article = match known {
            Some(at) => found.articles.swap_remove(at),
            None => new_article(cas, key, text, &name, format, sha256),
        };
        let mut reader = Reader { found, cas, article, place, coder, marks: BTreeMap::new() };
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
        let mut left = 0;
        let mut pieces: Vec<(&String, (u32, u32))> = Vec::new();
        for (id, structure) in &cas.structures {
            let Some(at) = structure.at.filter(|_| structure.text == key && structure.ends().is_none()) else {
                continue;
            };
            if structure.is_layout() && !joined.contains(id.as_str()) {
                left += usize::from(matches!(structure.short_kind(), "Token" | "Sentence" | "Paragraph"));
                continue;
            }
            if let Some(whole) = structure.other("pieceOf") {
                pieces.push((whole, at));
                continue;
            }
            let name = label(structure);
            let tag = self.found.tag(if name.is_empty() { "mark" } else { name });
            let by = self.coder_of(structure);
            let mark = self.article.span(&format!("{by} {id}"), tag, vec![at]);
            let mut mark = FoundSpan { place: format!("{}, {} {id}", self.place, structure.short_kind()), ..mark };
            mark.span.by = by;
            self.details(structure, &mut mark);
            self.marks.insert(id, (mark.span.id, self.article.spans.len()));
            self.article.spans.push(mark);
        }
        for (whole, at) in pieces {
            let whole = self.marks.get(whole.as_str()).map(|(_, place)| *place);
            match whole.and_then(|place| self.article.spans.get_mut(place)) {
                Some(mark) => mark.at.push(at),
                None => self.tell(&format!("a piece at {} belongs to no mark; it was left out.", at.0)),
            }
        }
        if left > 0 {
            self.tell(&format!("{left} tokens, sentences and paragraphs are layout and were left out."));
        }
    }

    fn tell(&mut self, what: &str) {
        self.found.problems.push(format!("{}: {what}", self.place));
    }

    fn mark(&self, id: &str) -> Option<SpanId> {
        self.marks.get(id).map(|(mark, _)| *mark)
    }

    fn coder_of(&mut self, structure: &Structure) -> CoderId {
        match structure.words("coder") {
            "" => self.coder,
            name => self.found.coder(name),
        }
    }

    fn details(&mut self, structure: &Structure, mark: &mut FoundSpan) {
        let span = &mut mark.span;
        structure.words("note").clone_into(&mut span.note);
        span.flag = structure.words("flag") == "true";
        span.mention = match structure.words("mention") {
            "pronoun" => Mention::Pronoun,
            "description" => Mention::Description,
            _name => Mention::Name,
        };
        if let Some(made) = structure.words("made").parse::<Time>().ok().filter(|made| made.0 > 0) {
            span.made = made;
        }
        let entity = structure.words("entity");
        if !entity.is_empty() {
            span.entity = Some(self.found.entity(EntityKind::from_word(structure.words("entityKind")), entity));
        }
        let tag: TagId = span.tag.clone();
        for (name, value) in self.values(structure) {
            let field = self.found.field(&tag, &name);
            span.fields.insert(field, FieldValue::Text(value));
        }
    }

    /// What is said of a structure beside what has a place of its own.
    fn values(&self, structure: &Structure) -> Vec<(String, String)> {
        let mut values = Vec::new();
        for (name, feature) in &structure.features {
            match feature {
                Feature::Words(words) if !KNOWN.contains(&name.as_str()) && !words.is_empty() => {
                    values.push((name.clone(), words.clone()));
                }
                Feature::Others(ids) if name == "fields" => {
                    let fields = ids.iter().filter_map(|id| self.cas.structures.get(id));
                    values.extend(fields.map(|f| (f.words("name").to_owned(), f.words("words").to_owned())));
                }
                Feature::Words(_) | Feature::Others(_) => {}
            }
        }
        values.retain(|(name, _)| !name.is_empty());
        values
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
            for (name, feature) in &structure.features {
                let Feature::Others(ids) = feature else { continue };
                if name == "fields" {
                    continue;
                }
                for (number, other) in ids.iter().enumerate() {
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
                            let by = self.coder_of(structure);
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
            self.tell(&format!("{lost} references lead to no mark; they were left out."));
        }
    }

    fn relation(&mut self, id: &str, structure: &Structure, from: &str, to: &str) -> bool {
        let Some((from, to)) = self.mark(from).zip(self.mark(to)) else { return false };
        let kind = self.found.link_kind(label(structure));
        let by = self.coder_of(structure);
        let mut fields = BTreeMap::new();
        for (name, value) in self.values(structure) {
            fields.insert(self.found.link_field(&kind, &name), FieldValue::Text(value));
        }
        let link = self.article.link(&format!("{by} {id}"), kind, from, LinkEnd::Span(to));
        link.by = by;
        link.fields = fields;
        link.order = structure.words("order").parse().unwrap_or(0);
        structure.words("note").clone_into(&mut link.note);
        if let Some(made) = structure.words("made").parse::<Time>().ok().filter(|made| made.0 > 0) {
            link.made = made;
        }
        true
    }
}

/// What a file holds that has one text after the other, or one alone.
fn found_of(format: &'static str, file: &super::File<'_>, cas: &Cas) -> Found {
    let mut found = Found::new(format, COUNTING);
    add(&mut found, cas, file.name, format, &sha256_of(file.bytes), super::NOBODY_NAMED);
    found
}
