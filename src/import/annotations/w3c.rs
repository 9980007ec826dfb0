//! W3C Web Annotations (JSON-LD, www.w3.org/TR/annotation-model): annotations of any program; those that Sayso writes
//! bring texts, codebook and names along under keys of its own.
//!
//! Positions count code points. Annotations of pages have no text here: their words and what stands around them find the
//! place in an article of the project. No JSON-LD is processed: the frame of the recommendation is enough.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    File, Format, Found, FoundArticle, FoundSpan,
    json::{list, mentions, offset, text, values, words},
};
use crate::{
    import::{ImportError, sha256_of},
    model::{
        Colour, Entity, EntityId, EntityKind, FieldDef, FieldId, FieldKind, FieldValue, LinkEnd, LinkId, LinkKindId,
        Mention, SpanId, TagId,
    },
    text::Counting,
};

/// Web Annotations.
pub(super) const FORMAT: Format = Format {
    name: "w3c",
    title: "Web Annotation",
    extensions: &["jsonld", "json"],
    cannot_hold: "annotations of whole documents, selectors but those of text",
    is: |file| mentions(file, &["www.w3.org/ns/anno"]),
    read,
};

/// The tag of annotations that name none.
const UNTAGGED: &str = "Annotation";

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (values, problems) = values(file)?;
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    found.problems = problems;
    let mut reader =
        Reader { file, sha256: sha256_of(file.bytes), found, articles: BTreeMap::new(), spans: BTreeMap::new() };
    let mut annotations = Vec::new();
    for (place, value) in &values {
        reader.own(value);
        collect(place, value, &mut annotations, 0);
    }
    let is_link = |annotation: &Value| list(annotation, "motivation").iter().any(|motivation| motivation == "linking");
    let (links, marks): (Vec<_>, Vec<_>) = annotations.into_iter().partition(|(_, annotation)| is_link(annotation));
    marks.iter().for_each(|(place, annotation)| reader.mark(place, annotation));
    links.iter().for_each(|(place, annotation)| reader.link(place, annotation));
    let Reader { mut found, articles, .. } = reader;
    found.articles = articles.into_values().collect();
    Ok(found)
}

/// The annotations of a value: itself, or those of a collection, its pages and lists.
fn collect<'v>(place: &str, value: &'v Value, annotations: &mut Vec<(String, &'v Value)>, depth: usize) {
    const DEEPEST: usize = 8;
    if depth > DEEPEST {
        return;
    }
    let is_annotation = list(value, "type").iter().chain(list(value, "@type")).any(|kind| kind == "Annotation");
    if is_annotation || value.get("target").is_some() {
        let id = text(value, "id");
        annotations.push((if id.is_empty() { place.to_owned() } else { format!("{place}, {id}") }, value));
        return;
    }
    for key in ["first", "next", "items", "@graph", "rows"] {
        for (at, item) in list(value, key).iter().enumerate() {
            collect(&format!("{place}, annotation {}", at + 1), item, annotations, depth + 1);
        }
    }
}

struct Reader<'f> {
    file: &'f File<'f>,
    sha256: String,
    found: Found,
    /// Articles by the address or name of the source.
    articles: BTreeMap<String, FoundArticle>,
    /// Where the marks of an annotation are: the source, and the id of the first.
    spans: BTreeMap<String, (String, SpanId)>,
}

impl Reader<'_> {
    /// Texts, names and codebook that Sayso wrote.
    fn own(&mut self, value: &Value) {
        for article in list(value, "sayso:articles") {
            let mut own = self.new_article();
            let fact = |key: &str| text(article, key).to_owned();
            own.source.name = fact("file");
            own.text = Some(fact("text"));
            own.facts = crate::model::Facts {
                title: fact("title"),
                outlet: fact("outlet"),
                author: fact("author"),
                published: fact("published"),
                address: fact("address"),
                language: fact("language"),
                note: fact("note"),
            };
            self.articles.insert(fact("id"), own);
        }
        for entity in list(value, "sayso:entities") {
            let Some(id) = own_id(text(entity, "id"), "entity").and_then(|id| id.parse::<EntityId>().ok()) else {
                continue;
            };
            let own = Entity {
                aliases: list(entity, "aliases").iter().map(words).collect(),
                key: text(entity, "key").to_owned(),
                role: text(entity, "role").to_owned(),
                side: text(entity, "side").to_owned(),
                country: text(entity, "country").to_owned(),
                wikidata: text(entity, "wikidata").to_owned(),
                note: text(entity, "note").to_owned(),
                ..Entity::new(id, EntityKind::from_word(text(entity, "kind")), text(entity, "name"))
            };
            self.found.entities.insert(id, own);
        }
        let codebook = value.get("sayso:codebook").unwrap_or(&Value::Null);
        for tag in list(codebook, "tags") {
            let id = TagId::new(text(tag, "id"));
            let mut own = self.found.codebook.new_tag(id, text(tag, "name"));
            own.parent = Some(text(tag, "parent")).filter(|parent| !parent.is_empty()).map(TagId::new);
            own.badge = text(tag, "badge").to_owned();
            own.key = text(tag, "key").to_owned();
            own.definition = text(tag, "definition").to_owned();
            own.examples.yes = list(tag, "cases").iter().map(words).collect();
            own.examples.no = list(tag, "notCases").iter().map(words).collect();
            own.colour = colour(text(tag, "colour")).unwrap_or(own.colour);
            own.fields = list(tag, "fields").iter().map(field).collect();
            self.found.codebook.tags.push(own);
        }
        for kind in list(codebook, "linkKinds") {
            let id = self.found.link_kind(text(kind, "name"));
            if let Some(own) = self.found.codebook.link_kinds.iter_mut().find(|own| own.id == id) {
                own.id = LinkKindId::new(text(kind, "id"));
                own.definition = text(kind, "definition").to_owned();
                own.fields = list(kind, "fields").iter().map(field).collect();
                own.from = list(kind, "from").iter().map(|id| TagId::new(&words(id))).collect();
                own.to = list(kind, "to").iter().map(|id| TagId::new(&words(id))).collect();
            }
        }
    }

    fn new_article(&self) -> FoundArticle {
        FoundArticle::new(self.file.name, FORMAT.name, &self.sha256)
    }

    fn mark(&mut self, place: &str, annotation: &Value) {
        let targets: Vec<&Value> = list(annotation, "target").iter().flat_map(parts).collect();
        // Where none is named, the words must find the article.
        let sources = targets.iter().map(|target| source_of(target));
        let source = sources.into_iter().find(|source| !source.is_empty()).unwrap_or_default();
        let mut quote = Quote::default();
        for target in &targets {
            list(target, "selector").iter().for_each(|selector| quote.read(selector));
            quote.end_piece();
        }
        if quote.at.is_empty() && quote.words.is_empty() {
            let told =
                format!("{place}: it is about the whole of {source}, or a part that is no text; it was left out.");
            self.found.problems.push(told);
            return;
        }
        let bodies = Bodies::of(annotation);
        let mut tags: Vec<TagId> = bodies.own_tag.iter().map(|id| TagId::new(id)).collect();
        if tags.is_empty() {
            tags = bodies.tags.iter().map(|name| self.found.tag(name)).collect();
        }
        if tags.is_empty() {
            tags.push(self.found.tag(UNTAGGED));
        }
        let coder = creator(annotation);
        let coder = self.found.coder(coder);
        let id = text(annotation, "id");
        for (number, tag) in tags.into_iter().enumerate() {
            let fields = self.fields(annotation, &tag);
            let article = match self.articles.get_mut(&source) {
                Some(article) => article,
                None => {
                    let mut article = self.new_article();
                    article.facts.address.clone_from(&source);
                    self.articles.entry(source.clone()).or_insert(article)
                }
            };
            let key = if id.is_empty() { format!("{place} {number}") } else { format!("{id} {number}") };
            let found = FoundSpan {
                words: Some(quote.words.join(" ")).filter(|words| !words.is_empty()),
                before: quote.before.clone(),
                after: quote.after.clone(),
                place: place.to_owned(),
                ..article.span(&key, tag, quote.at.clone())
            };
            let mut span = found.span.clone();
            if let Some(own) = own_id(id, "span").and_then(|id| id.parse().ok()) {
                span.id = own;
            }
            span.by = coder;
            span.made = text(annotation, "created").parse().unwrap_or(span.made);
            span.note = bodies.notes.join("\n");
            span.flag = annotation.get("sayso:flag").and_then(Value::as_bool).unwrap_or_default();
            span.mention = match text(annotation, "sayso:mention") {
                "pronoun" => Mention::Pronoun,
                "description" => Mention::Description,
                _ => Mention::Name,
            };
            span.entity = bodies.entity.as_deref().and_then(|id| own_id(id, "entity")).and_then(|id| id.parse().ok());
            span.entity = span.entity.filter(|id| self.found.entities.contains_key(id));
            span.fields = fields;
            self.spans.entry(id.to_owned()).or_insert((source.clone(), span.id));
            article.spans.push(FoundSpan { span, ..found });
        }
    }

    fn fields(&mut self, annotation: &Value, tag: &TagId) -> BTreeMap<FieldId, FieldValue> {
        let Some(Value::Object(fields)) = annotation.get("sayso:fields") else { return BTreeMap::new() };
        fields.iter().map(|(name, value)| (self.found.field(tag, name), field_value(value))).collect()
    }

    /// A link between two marks, or from a mark to what is none.
    fn link(&mut self, place: &str, annotation: &Value) {
        let targets: Vec<String> = list(annotation, "target").iter().map(source_of).collect();
        let bodies = Bodies::of(annotation);
        let Some((source, from)) = targets.first().and_then(|id| self.spans.get(id)).cloned() else {
            self.found.problems.push(format!("{place}: it links no annotation of this file; it was left out."));
            return;
        };
        let end = match (targets.get(1), text(annotation, "sayso:end"), bodies.entity.as_deref()) {
            (Some(to), ..) => self.spans.get(to).map(|(_, to)| LinkEnd::Span(*to)),
            (None, "unnamed", _) => Some(LinkEnd::Unnamed),
            (None, "nobody", _) => Some(LinkEnd::Nobody),
            (None, _, entity) => entity
                .and_then(|id| own_id(id, "entity"))
                .and_then(|id| id.parse().ok())
                .filter(|id| self.found.entities.contains_key(id))
                .map(LinkEnd::Entity),
        };
        let Some(end) = end else {
            self.found.problems.push(format!("{place}: where it leads is not in this file; it was left out."));
            return;
        };
        let kind = match bodies.own_kind {
            Some(id) => LinkKindId::new(&id),
            None => self.found.link_kind(bodies.tags.first().map_or("Link", String::as_str)),
        };
        let by = self.found.coder(creator(annotation));
        let fields = match annotation.get("sayso:fields") {
            Some(Value::Object(fields)) => {
                fields.iter().map(|(name, value)| (self.found.link_field(&kind, name), field_value(value))).collect()
            }
            _ => BTreeMap::new(),
        };
        let Some(article) = self.articles.get_mut(&source) else { return };
        let id = text(annotation, "id");
        let link = article.link(if id.is_empty() { place } else { id }, kind, from, end);
        if let Some(own) = own_id(id, "link").and_then(|id| id.parse::<LinkId>().ok()) {
            link.id = own;
        }
        link.by = by;
        link.made = text(annotation, "created").parse().unwrap_or(link.made);
        link.note = bodies.notes.join("\n");
        link.order = offset(annotation, "sayso:order").unwrap_or_default();
        link.fields = fields;
    }
}

/// A target, or the targets that it is made of.
fn parts(target: &Value) -> Vec<&Value> {
    match list(target, "items") {
        [] => vec![target],
        items => items.iter().collect(),
    }
}

/// What a target is of: an address, or the id of another annotation.
fn source_of(target: &Value) -> String {
    let source = target.get("source").unwrap_or(target);
    let id = source.as_str().unwrap_or_else(|| text(source, "id"));
    id.to_owned()
}

fn creator(annotation: &Value) -> &str {
    list(annotation, "creator").first().map_or("", |creator| {
        let named = ["name", "nickname", "id"].map(|key| text(creator, key));
        creator.as_str().unwrap_or_else(|| named.into_iter().find(|name| !name.is_empty()).unwrap_or_default())
    })
}

/// What the bodies of an annotation say.
#[derive(Default)]
struct Bodies {
    tags: Vec<String>,
    notes: Vec<String>,
    own_tag: Option<String>,
    own_kind: Option<String>,
    entity: Option<String>,
}

impl Bodies {
    fn of(annotation: &Value) -> Self {
        let mut bodies = Self::default();
        let value = text(annotation, "bodyValue");
        bodies.notes.extend(Some(value.to_owned()).filter(|value| !value.is_empty()));
        for body in list(annotation, "body").iter().flat_map(parts) {
            let purposes = list(body, "purpose");
            let is_for = |purpose: &str| purposes.iter().any(|other| other == purpose);
            let (value, source) = (text(body, "value").to_owned(), source_of(body));
            let own_tag = own_id(&source, "tag");
            let own_kind = own_id(&source, "link-kind");
            if own_tag.is_some() {
                bodies.own_tag = own_tag.map(str::to_owned);
            } else if own_kind.is_some() {
                bodies.own_kind = own_kind.map(str::to_owned);
            } else if is_for("identifying") {
                bodies.entity = Some(source);
            } else if is_for("tagging") || is_for("classifying") {
                bodies.tags.push(if value.is_empty() { source } else { value });
            } else {
                bodies.notes.extend([value, source].into_iter().find(|words| !words.is_empty()));
            }
        }
        bodies
    }
}

/// The pieces that selectors name.
#[derive(Default)]
pub(super) struct Quote {
    pub(super) at: Vec<(u32, u32)>,
    pub(super) words: Vec<String>,
    pub(super) before: String,
    pub(super) after: String,
    has_words: bool,
    has_place: bool,
}

impl Quote {
    /// Reads one of the selectors of a piece; several are different ways to name the same piece.
    pub(super) fn read(&mut self, selector: &Value) {
        match text(selector, "type") {
            "TextPositionSelector" => {
                let place = offset(selector, "start").zip(offset(selector, "end"));
                if let Some(place) = place.filter(|_| !self.has_place) {
                    self.at.push(place);
                    self.has_place = true;
                }
            }
            "TextQuoteSelector" if !self.has_words => {
                if self.words.is_empty() {
                    text(selector, "prefix").clone_into(&mut self.before);
                }
                text(selector, "suffix").clone_into(&mut self.after);
                self.words.push(text(selector, "exact").to_owned());
                self.has_words = true;
            }
            _ => {}
        }
        // Nested deeper than a few the frame is not followed.
        list(selector, "refinedBy").iter().take(4).for_each(|inner| {
            list(inner, "refinedBy").iter().take(4).chain([inner]).for_each(|selector| self.read_flat(selector));
        });
    }

    fn read_flat(&mut self, selector: &Value) {
        let bare = serde_json::json!({
            "type": text(selector, "type"), "start": selector.get("start"), "end": selector.get("end"),
            "exact": text(selector, "exact"), "prefix": text(selector, "prefix"), "suffix": text(selector, "suffix"),
        });
        self.read(&bare);
    }

    /// What follows is another piece.
    pub(super) fn end_piece(&mut self) {
        (self.has_words, self.has_place) = (false, false);
    }
}

/// The id of ours in a URN of this kind (`urn:sayso:span:…`).
fn own_id<'i>(id: &'i str, kind: &str) -> Option<&'i str> {
    id.strip_prefix("urn:sayso:")?.strip_prefix(kind)?.strip_prefix(':')
}

fn colour(words: &str) -> Option<Colour> {
    if let Some(slot) = words.strip_prefix("slot ") {
        return slot.parse().ok().map(Colour::Slot);
    }
    Colour::from_hex(words)
}

fn field(value: &Value) -> FieldDef {
    let kind = match text(value, "kind") {
        "choice" => FieldKind::Choice(list(value, "choices").iter().map(words).collect()),
        "number" => FieldKind::Number,
        "yes or no" => FieldKind::YesNo,
        "date" => FieldKind::Date,
        "entity" => FieldKind::Entity,
        _ => FieldKind::Text,
    };
    FieldDef {
        id: FieldId::new(text(value, "id")),
        name: text(value, "name").to_owned(),
        kind,
        definition: text(value, "definition").to_owned(),
    }
}

fn field_value(value: &Value) -> FieldValue {
    match value {
        Value::Bool(yes) => FieldValue::YesNo(*yes),
        Value::Number(number) => FieldValue::Number(number.as_f64().unwrap_or_default()),
        other => {
            let words = words(other);
            match own_id(&words, "entity").and_then(|id| id.parse().ok()) {
                Some(id) => FieldValue::Entity(id),
                None => FieldValue::Text(words),
            }
        }
    }
}
