//! W3C Web Annotations (JSON-LD, www.w3.org/TR/annotation-model): annotations of any program; those that Sayso writes
//! bring texts, codebook and names along under keys of its own.
//!
//! Positions count code points. Annotations of pages have no text here: their words and what stands around them find the
//! place in an article of the project. No JSON-LD is processed: the frame of the recommendation is enough.

mod body;
mod own;
mod reader;
pub(super) mod selector;
mod target;

use std::collections::BTreeMap;

use serde_json::Value;

use self::{
    body::Bodies,
    own::field_value,
    reader::Reader,
    selector::Quote,
    target::{own_id, parts, source_of},
};
use super::{
    format::{File, Format},
    json::{list, mentions, offset, text, values},
    tags::Tags,
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundSpan},
            words::{Note, What, Why},
        },
    },
    model::{CoderId, FieldId, FieldValue, LinkEnd, LinkId, LinkKindId, Mention, SpanId, TagId},
    text::Counting,
};

/// Web Annotations.
pub(super) const FORMAT: Format = Format {
    name: "w3c",
    title: "Web Annotation",
    extensions: &["jsonld", "json"],
    cannot_hold: "annotations of whole documents, selectors other than text selectors, pages in other files",
    is: |file| mentions(file, &["www.w3.org/ns/anno"]),
    read,
};

/// The tag of annotations that name none.
const UNTAGGED: &str = "Annotation";

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (values, problems) = values(file)?;
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    found.has_own_ids = true;
    found.problems = problems;
    let mut annotations = Annotations::default();
    for (place, value) in &values {
        annotations.collect(place, value);
    }
    found.problems.extend(annotations.problems);
    let mut reader = Reader {
        file,
        sha256: sha256_of(file.bytes),
        found,
        tags: Tags::default(),
        names: BTreeMap::new(),
        articles: BTreeMap::new(),
        spans: BTreeMap::new(),
    };
    for (_, value) in &values {
        reader.own(value);
    }
    reader.names_of(&annotations.all, &values);
    let is_link = |annotation: &Value| list(annotation, "motivation").iter().any(|motivation| motivation == "linking");
    let (links, marks): (Vec<_>, Vec<_>) = annotations.all.into_iter().partition(|(_, annotation)| is_link(annotation));
    marks.iter().for_each(|(place, annotation)| reader.mark(place, annotation));
    links.iter().for_each(|(place, annotation)| reader.link(place, annotation));
    let Reader { mut found, articles, .. } = reader;
    found.articles = articles.into_values().collect();
    Ok(found)
}

/// The annotations of a file, each with its place.
#[derive(Default)]
struct Annotations<'v> {
    all: Vec<(String, &'v Value)>,
    problems: Vec<Note>,
}

impl<'v> Annotations<'v> {
    /// Adds those of a value: itself, or those of a collection, its pages and lists.
    fn collect(&mut self, place: &str, value: &'v Value) {
        let is_annotation = list(value, "type").iter().chain(list(value, "@type")).any(|kind| kind == "Annotation");
        if is_annotation || value.get("target").is_some() {
            let id = text(value, "id");
            self.all.push((if id.is_empty() { place.to_owned() } else { format!("{place}, {id}") }, value));
            return;
        }
        for key in ["first", "next", "items", "@graph", "rows"] {
            let (named, there): (Vec<&Value>, Vec<&Value>) =
                list(value, key).iter().partition(|item| item.is_string() || is_page_elsewhere(key, item));
            if let Some(first) = named.first() {
                let is_page = matches!(key, "first" | "next");
                let elsewhere = if is_page { What::PagesElsewhere } else { What::AnnotationsElsewhere };
                let what = elsewhere(named.len(), source_of(first));
                self.problems.push(Note { place: place.to_owned(), what });
            }
            for (at, item) in there.into_iter().enumerate() {
                let within = match key {
                    "first" | "next" => format!("{place}, {key} page"),
                    _list => format!("{place}, annotation {}", at + 1),
                };
                self.collect(&within, item);
            }
        }
    }
}

/// Whether a page of a collection is named, but not there.
fn is_page_elsewhere(key: &str, page: &Value) -> bool {
    matches!(key, "first" | "next") && page.get("items").is_none() && !text(page, "id").is_empty()
}

impl Reader<'_> {
    /// An annotation of words; one of words of several sources is a mark in each.
    fn mark(&mut self, place: &str, annotation: &Value) {
        let quotes = quotes(annotation);
        let bodies = Bodies::of(annotation);
        if quotes.iter().any(|(_, quote)| !quote.is_empty()) {
            let tags = self.tags_of(&bodies);
            let by =
                [creator(annotation), &bodies.author].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
            let by = self.found.coder(by);
            for (source, quote) in quotes.iter().filter(|(_, quote)| !quote.is_empty()) {
                for tag in &tags {
                    self.mark_in(place, annotation, source, quote, (tag, by, &bodies));
                }
            }
        }
        for (source, _) in quotes.iter().filter(|(_, quote)| quote.is_empty()) {
            self.found.skip(place, Why::WholeDocument(source.clone()));
        }
    }

    fn tags_of(&mut self, bodies: &Bodies<'_>) -> Vec<TagId> {
        let mut tags: Vec<TagId> = bodies.own_tag.iter().map(|id| TagId::new(id)).collect();
        if tags.is_empty() {
            tags = bodies.tags.iter().map(|name| self.found.tag(name)).collect();
        }
        tags.extend(bodies.tag_ids.iter().map(|id| self.tag_of_id(id)));
        if tags.is_empty() {
            tags.push(self.found.tag(UNTAGGED));
        }
        tags
    }

    /// The tag that another program knows by an id, which is its name too where the file has none.
    fn tag_of_id(&mut self, id: &str) -> TagId {
        if let Some(tag) = self.tags.of(id) {
            return tag.clone();
        }
        let name = self.names.get(id).map_or_else(|| last_part(id), String::as_str);
        let tag = self.tags.new_tag(&self.found.codebook, id, name, []);
        let id = tag.id.clone();
        if self.found.codebook.tag(&id).is_none() {
            self.found.codebook.tags.push(tag);
        }
        id
    }

    /// Finds the names of tags that annotations know by ids, in whatever the file says of these.
    #[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
    fn names_of(&mut self, annotations: &[(String, &Value)], values: &[(String, Value)]) {
        let ids = annotations.iter().flat_map(|(_, annotation)| Bodies::of(annotation).tag_ids);
        let ids: BTreeMap<&str, &str> = ids.flat_map(|id| [(id, id), (last_part(id), id)]).collect();
        let mut left: Vec<&Value> = values.iter().map(|(_, value)| value).filter(|_| !ids.is_empty()).collect();
        while let Some(value) = left.pop() {
            match value {
                Value::Array(items) => left.extend(items),
                Value::Object(members) => {
                    let id = ["id", "@id", "uuid"].iter().find_map(|key| ids.get(text(value, key)));
                    let name = ["name", "label"].map(|key| text(value, key)).into_iter().find(|name| !name.is_empty());
                    if let Some((id, name)) = id.zip(name) {
                        self.names.insert((*id).to_owned(), name.to_owned());
                    }
                    left.extend(members.values());
                }
                _other => {}
            }
        }
        let nameless: std::collections::BTreeSet<&str> =
            ids.values().filter(|id| !self.names.contains_key(**id)).copied().collect();
        if !nameless.is_empty() {
            self.found.tell(self.file.name, What::TagsWithoutNames(nameless.len()));
        }
    }

    fn mark_in(
        &mut self,
        place: &str,
        annotation: &Value,
        source: &str,
        quote: &Quote,
        (tag, by, bodies): (&TagId, CoderId, &Bodies<'_>),
    ) {
        let fields = self.fields(annotation, tag, bodies);
        let article = match self.articles.get_mut(source) {
            Some(article) => article,
            None => {
                let mut article = self.new_article();
                source.clone_into(&mut article.facts.address);
                self.articles.entry(source.to_owned()).or_insert(article)
            }
        };
        let id = text(annotation, "id");
        let found = FoundSpan {
            words: Some(quote.words.join(" ")).filter(|words| !words.is_empty()),
            before: quote.before.clone(),
            after: quote.after.clone(),
            place: place.to_owned(),
            ..article.span(&format!("{place} {}", article.spans.len()), tag.clone(), quote.at.clone())
        };
        let mut span = found.span.clone();
        let is_first = !self.spans.contains_key(id);
        if let Some(own) = own_id(id, "span").and_then(|id| id.parse().ok()).filter(|_| is_first) {
            span.id = own;
        }
        span.by = by;
        let made = [text(annotation, "created"), &bodies.time].into_iter().find_map(|time| time.parse().ok());
        span.made = made.unwrap_or(span.made);
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
        let firsts = self.spans.entry(id.to_owned()).or_default();
        if firsts.iter().all(|(known, _)| known != source) {
            firsts.push((source.to_owned(), span.id));
        }
        article.spans.push(FoundSpan { span, ..found });
    }

    fn fields(&mut self, annotation: &Value, tag: &TagId, bodies: &Bodies<'_>) -> BTreeMap<FieldId, FieldValue> {
        let mut fields = BTreeMap::new();
        if let Some(Value::Object(own)) = annotation.get("sayso:fields") {
            fields.extend(own.iter().map(|(name, value)| (self.found.field(tag, name), field_value(value))));
        }
        let said = bodies.properties.iter();
        fields.extend(said.map(|(name, words)| (self.found.field(tag, name), FieldValue::Text(words.clone()))));
        fields
    }

    /// A link between two marks, or from a mark to what is none.
    fn link(&mut self, place: &str, annotation: &Value) {
        let targets: Vec<String> = list(annotation, "target").iter().map(source_of).collect();
        let bodies = Bodies::of(annotation);
        let marks =
            |at: usize| targets.get(at).and_then(|id| self.spans.get(id)).map(Vec::as_slice).unwrap_or_default();
        // Where both ends are in several sources, the link is where they are together.
        let in_source = |source: &str| marks(1).iter().find(|(other, _)| other == source).or_else(|| marks(1).first());
        let is_shared = |(source, _): &&(String, SpanId)| marks(1).iter().any(|(other, _)| other == source);
        let Some((source, from)) = marks(0).iter().find(is_shared).or_else(|| marks(0).first()).cloned() else {
            self.found.skip(place, Why::MarkMissing);
            return;
        };
        let end = match (targets.get(1), text(annotation, "sayso:end"), bodies.entity.as_deref()) {
            (Some(_), ..) => in_source(&source).map(|(_, to)| LinkEnd::Span(*to)),
            (None, "unnamed", _) => Some(LinkEnd::Unnamed),
            (None, "nobody", _) => Some(LinkEnd::Nobody),
            (None, _, entity) => entity
                .and_then(|id| own_id(id, "entity"))
                .and_then(|id| id.parse().ok())
                .filter(|id| self.found.entities.contains_key(id))
                .map(LinkEnd::Entity),
        };
        let Some(end) = end else {
            self.found.skip(place, Why::MarkMissing);
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
        let link = article.link(place, kind, from, end);
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

/// What an annotation marks in each of its sources. What names no source belongs to the first that is named; where none
/// is, the words must find the article.
fn quotes(annotation: &Value) -> Vec<(String, Quote)> {
    let targets: Vec<&Value> = list(annotation, "target").iter().flat_map(parts).collect();
    let named = || targets.iter().map(|target| source_of(target)).filter(|source| !source.is_empty());
    let first = named().next().unwrap_or_default();
    let mut quotes: Vec<(String, Quote)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for target in targets.iter().copied() {
        let source = Some(source_of(target)).filter(|source| !source.is_empty()).unwrap_or_else(|| first.clone());
        let at = *places.entry(source.clone()).or_insert(quotes.len());
        if at == quotes.len() {
            quotes.push((source, Quote::default()));
        }
        if let Some((_, quote)) = quotes.get_mut(at) {
            list(target, "selector").iter().for_each(|selector| quote.read(selector));
            quote.end_piece();
        }
    }
    quotes
}

/// The last part of an address.
fn last_part(id: &str) -> &str {
    let id = id.trim_end_matches('/');
    id.rsplit(['/', '#']).next().filter(|part| !part.is_empty()).unwrap_or(id)
}

fn creator(annotation: &Value) -> &str {
    list(annotation, "creator").first().map_or("", |creator| {
        let named = ["name", "nickname", "id"].map(|key| text(creator, key));
        creator.as_str().unwrap_or_else(|| named.into_iter().find(|name| !name.is_empty()).unwrap_or_default())
    })
}
