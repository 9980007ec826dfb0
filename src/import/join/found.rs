//! What a file of another program holds: articles, marks, codebook and people in our terms, but nothing placed in a text
//! and nothing matched with a project yet. [`super::join`] does both, once for all formats.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    joined::Decision,
    words::{NamedAfter, Note, What, Why},
};
use crate::{
    import::{hash::hash_id, title::first_line},
    model::{
        Codebook, Coder, CoderId, Entity, EntityId, EntityKind, Extra, Facts, FieldDef, FieldId, FieldKind, FieldValue,
        Fields, Id, Link, LinkEnd, LinkId, LinkKind, LinkKindId, Source, Span, SpanId, TagId, Time,
    },
    text::Counting,
};

/// The coder of marks whose file does not say who made them.
pub const NOBODY_NAMED: CoderId = CoderId(Id::FIRST);
/// What follows the name of a field of articles in formats that have that name for something else.
const OWN_FIELD: &str = " (field)";
/// When marks were made whose file does not say when.
pub const NO_TIME: Time = Time(0);

/// Everything that a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The format it was read as.
    pub format: &'static str,
    /// The file, as messages call it; empty where that is clear.
    pub name: String,
    /// How that format counts offsets.
    pub counting: Counting,
    /// Its tags, link kinds and their fields.
    pub codebook: Codebook,
    /// Who made its marks.
    pub coders: BTreeMap<CoderId, Coder>,
    /// Whom and what its marks mention.
    pub entities: BTreeMap<EntityId, Entity>,
    /// Its articles with their marks.
    pub articles: Vec<FoundArticle>,
    /// What people should know, each with its place.
    pub problems: Vec<Note>,
    /// Files beside it that were read as a part of it.
    pub parts: Vec<String>,
    /// Whether the offsets are known to count as they should: the reader made them itself, or the file says so.
    pub is_exact: bool,
    /// Whether the file may state ids of marks that Sayso gave, for it came from here.
    pub has_own_ids: bool,
    /// Whether a tag whose name differs in nothing but case is another tag.
    pub has_exact_names: bool,
    /// Where tags stand in the codebook, by name, for the first `indexed` of them.
    by_name: BTreeMap<String, usize>,
    indexed: usize,
}

/// An article and its marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundArticle {
    /// The text as the file holds it, before it is frozen; `None` when the file has marks alone, which belong to an
    /// article of the project that has the same address, or else their words.
    pub text: Option<String>,
    /// What is known about it.
    pub facts: Facts,
    /// Where it came from.
    pub source: Source,
    /// Its marks.
    pub spans: Vec<FoundSpan>,
    /// Their links, each with its place in the file.
    pub links: Vec<(String, Link)>,
    /// What Sayso has no place for.
    pub extra: Extra,
    /// Whether its source is the file of the text itself, which tells it from others even where the text is missing.
    pub is_own_file: bool,
    /// The id by which the file calls it, where that tells it from others of the file; it may be one that we gave.
    pub stated_id: Option<String>,
    /// What somebody decided about it.
    pub decision: Option<Decision>,
}

/// A mark that is not placed yet.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundSpan {
    /// The mark, without pieces.
    pub span: Span,
    /// Where its pieces begin and end, in the file's own counting.
    pub at: Vec<(u32, u32)>,
    /// The words that it should mark, if the file has them.
    pub words: Option<String>,
    /// Words before it, if the file has them.
    pub before: String,
    /// Words after it, if the file has them.
    pub after: String,
    /// Its place in the file ("line 3, T1").
    pub place: String,
}

impl Found {
    /// Nothing yet, of a format that counts so.
    pub fn new(format: &'static str, counting: Counting) -> Self {
        Self {
            format,
            name: String::new(),
            counting,
            codebook: Codebook::default(),
            coders: BTreeMap::new(),
            entities: BTreeMap::new(),
            articles: Vec::new(),
            problems: Vec::new(),
            parts: Vec::new(),
            is_exact: false,
            has_own_ids: false,
            has_exact_names: false,
            by_name: BTreeMap::new(),
            indexed: 0,
        }
    }

    /// Nothing yet, of a format whose counting is certain.
    pub fn exact(format: &'static str, counting: Counting) -> Self {
        Self { is_exact: true, ..Self::new(format, counting) }
    }

    /// Tells which file all this is of: its name, and the folders that it lies `within`, as in `letters/`.
    pub fn locate(&mut self, name: &str, within: &str) {
        self.name = format!("{within}{name}");
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let is_named =
            |told: &str| told.strip_prefix(stem).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let locate = |told: &mut String| {
            *told = if is_named(told) { format!("{within}{told}") } else { format!("{within}{name}: {told}") };
        };
        for note in &mut self.problems {
            if note.place.is_empty() {
                note.place = format!("{within}{name}");
            } else {
                locate(&mut note.place);
            }
        }
        for article in &mut self.articles {
            if is_named(&article.source.name) {
                article.source.name.insert_str(0, within);
            }
            article.spans.iter_mut().for_each(|span| locate(&mut span.place));
            article.links.iter_mut().for_each(|(place, _)| locate(place));
        }
    }

    /// Says something that people should know of what stands at a place in the file.
    pub fn tell(&mut self, place: impl Into<String>, what: What) {
        self.problems.push(Note { place: place.into(), what });
    }

    /// Says why what stands at a place in the file was skipped.
    pub fn skip(&mut self, place: impl Into<String>, why: Why) {
        self.tell(place, What::Skipped(why));
    }

    /// Whether it says of no mark who made it.
    pub fn names_nobody(&self) -> bool {
        self.coders.is_empty()
    }

    /// Credits all that a coder made to another.
    pub fn credit(&mut self, credited: &BTreeMap<CoderId, Coder>) {
        if credited.is_empty() {
            return;
        }
        let credit = |by: &mut CoderId| *by = credited.get(by).map_or(*by, |to| to.id);
        for article in &mut self.articles {
            for span in article.spans.iter_mut().map(|found| &mut found.span) {
                credit(&mut span.by);
                span.changed.iter_mut().for_each(|(_, by)| credit(by));
            }
            article.links.iter_mut().for_each(|(_, link)| credit(&mut link.by));
        }
        let known: Vec<&Coder> =
            credited.iter().filter(|(from, _)| self.coders.contains_key(from)).map(|(_, to)| to).collect();
        self.coders.retain(|id, _| !credited.contains_key(id));
        self.coders.extend(known.into_iter().map(|to| (to.id, to.clone())));
    }

    /// Says who made all marks and links, and what names that coder.
    pub fn made_by(&mut self, name: &str, after: NamedAfter) {
        let coder = self.coder(name);
        for article in &mut self.articles {
            // Its name is that of a person.
            article.is_own_file &= after != NamedAfter::File;
            article.spans.iter_mut().for_each(|found| found.span.by = coder);
            article.links.iter_mut().for_each(|(_, link)| link.by = coder);
        }
        self.tell(self.name.clone(), What::CreditedTo(name.to_owned(), after));
    }

    /// Makes good what a damaged file leaves open: tags and kinds of link that marks name and the codebook does not have
    /// are added under their ids, coders and entities that are nowhere are let go.
    pub(super) fn complete(&mut self) {
        let mut articles = std::mem::take(&mut self.articles);
        let mut tags: BTreeSet<TagId> = self.codebook.tags.iter().map(|tag| tag.id.clone()).collect();
        for span in articles.iter_mut().flat_map(|article| &mut article.spans).map(|found| &mut found.span) {
            if !tags.contains(&span.tag) {
                tags.insert(span.tag.clone());
                let tag = self.codebook.new_tag(span.tag.clone(), span.tag.as_str());
                self.codebook.tags.push(tag);
            }
            self.let_go(&mut span.by, &mut span.fields);
            span.entity = span.entity.filter(|id| self.entities.contains_key(id));
        }
        for article in &mut articles {
            article.facts.fields.retain(|_, value| value.entity().is_none_or(|id| self.entities.contains_key(&id)));
            for (_, link) in &mut article.links {
                if self.codebook.link_kind(&link.kind).is_none() {
                    let kind = LinkKindId::new(link.kind.as_str());
                    self.codebook.link_kinds.push(new_link_kind(kind, link.kind.as_str()));
                }
                self.let_go(&mut link.by, &mut link.fields);
            }
            article.links.retain(|(place, link)| {
                let is_there = link.to.entity().is_none_or(|id| self.entities.contains_key(&id));
                if !is_there {
                    self.problems.push(Note { place: place.clone(), what: What::Skipped(Why::NameMissing) });
                }
                is_there
            });
        }
        self.articles = articles;
        self.untangle();
    }

    /// Puts tags at the top whose parents are missing or form a loop, which no edit allows.
    fn untangle(&mut self) {
        let parents: BTreeMap<&TagId, Option<&TagId>> =
            self.codebook.tags.iter().map(|tag| (&tag.id, tag.parent.as_ref())).collect();
        // Tags that lead to the top, and those that are put there, with what is said of that.
        let mut sound: BTreeSet<&TagId> = BTreeSet::new();
        let mut cut: BTreeMap<TagId, fn(String) -> What> = BTreeMap::new();
        for tag in parents.keys() {
            let (mut way, mut here) = (BTreeSet::new(), *tag);
            while !sound.contains(here) && way.insert(here) {
                let Some(parent) = parents.get(here).copied().flatten() else { break };
                if !parents.contains_key(parent) {
                    cut.insert(here.clone(), What::ParentMissing);
                    break;
                }
                if way.contains(parent) {
                    cut.insert(here.clone(), What::ParentsLoop);
                }
                here = parent;
            }
            sound.extend(way);
        }
        for tag in &mut self.codebook.tags {
            if let Some(moved) = cut.get(&tag.id) {
                self.problems.push(Note { place: String::new(), what: moved(tag.name.clone()) });
                tag.parent = None;
            }
        }
    }

    fn let_go(&self, coder: &mut CoderId, fields: &mut Fields) {
        if !self.coders.contains_key(coder) {
            *coder = NOBODY_NAMED;
        }
        fields.retain(|_, value| value.entity().is_none_or(|id| self.entities.contains_key(&id)));
    }

    /// The tag of this name, a new one if there is none.
    pub fn tag(&mut self, name: &str) -> TagId {
        for (place, tag) in self.codebook.tags.iter().enumerate().skip(self.indexed) {
            self.by_name.entry(tag.name.clone()).or_insert(place);
        }
        self.indexed = self.codebook.tags.len();
        let known = self.by_name.get(name).and_then(|place| self.codebook.tags.get(*place));
        if let Some(tag) = known.filter(|tag| tag.name == name) {
            return tag.id.clone();
        }
        let id = TagId::new(hash_id(&["tag", name]).as_str());
        self.codebook.tags.push(self.codebook.new_tag(id.clone(), name));
        id
    }

    /// The tag with this id, a new one of this name if there is none.
    pub fn tag_with_id(&mut self, id: TagId, name: &str) -> TagId {
        if self.codebook.tag(&id).is_none() {
            self.codebook.tags.push(self.codebook.new_tag(id.clone(), name));
        }
        id
    }

    /// The field of this name that a tag asks for; one of text if it asks for none.
    pub fn field(&mut self, tag_id: &TagId, name: &str) -> FieldId {
        match self.codebook.tags.iter_mut().find(|tag| tag.id == *tag_id) {
            Some(tag) => field_of(&mut tag.fields, name),
            None => FieldId::new(name),
        }
    }

    /// Notes a value of an article that is none of our facts, in a field of this name; empty ones are left out.
    pub fn article_value(&mut self, article: &mut FoundArticle, name: &str, words: &str) {
        // Where a format has the name for something else, exports add a word to it.
        let name = name.strip_suffix(OWN_FIELD).unwrap_or(name);
        if !words.trim().is_empty() {
            let field = field_of(&mut self.codebook.article_fields, name);
            article.facts.fields.insert(field, FieldValue::Text(words.to_owned()));
        }
    }

    /// The kind of link of this name, a new one if there is none.
    pub fn link_kind(&mut self, name: &str) -> LinkKindId {
        if let Some(kind) = self.codebook.link_kinds.iter().find(|kind| kind.name == name) {
            return kind.id.clone();
        }
        self.link_kind_with_id(LinkKindId::new(hash_id(&["link kind", name]).as_str()), name)
    }

    /// The kind of link with this id, a new one of this name if there is none.
    pub fn link_kind_with_id(&mut self, id: LinkKindId, name: &str) -> LinkKindId {
        if self.codebook.link_kind(&id).is_none() {
            self.codebook.link_kinds.push(new_link_kind(id.clone(), name));
        }
        id
    }

    /// The field of this name that a kind of link asks for; one of text if it asks for none.
    pub fn link_field(&mut self, kind_id: &LinkKindId, name: &str) -> FieldId {
        match self.codebook.link_kinds.iter_mut().find(|kind| kind.id == *kind_id) {
            Some(kind) => field_of(&mut kind.fields, name),
            None => FieldId::new(name),
        }
    }

    /// The coder of this name; nobody for an empty one. One name is one coder, in whatever file it stands.
    pub fn coder(&mut self, name: &str) -> CoderId {
        let name = name.trim();
        if name.is_empty() {
            return NOBODY_NAMED;
        }
        let id = CoderId(hash_id(&["coder", name]));
        self.coders.entry(id).or_insert_with(|| Coder {
            id,
            name: name.to_owned(),
            changed: None,
            extra: Extra::new(),
        });
        id
    }

    /// The entity of this kind and name.
    pub fn entity(&mut self, kind: EntityKind, name: &str) -> EntityId {
        let id = EntityId(hash_id(&["entity", kind.as_str(), name]));
        self.entities.entry(id).or_insert_with(|| Entity::new(id, kind, name));
        id
    }
}

fn new_link_kind(id: LinkKindId, name: &str) -> LinkKind {
    let (definition, from, to, fields) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    LinkKind { id, name: name.to_owned(), definition, from, to, fields, changed: None, extra: Extra::new() }
}

fn field_of(fields: &mut Vec<FieldDef>, name: &str) -> FieldId {
    if let Some(field) = fields.iter().find(|field| field.name == name) {
        return field.id.clone();
    }
    let id = FieldId::new(hash_id(&["field", name]).as_str());
    fields.push(FieldDef { id: id.clone(), name: name.to_owned(), kind: FieldKind::Text, definition: String::new() });
    id
}

impl FoundArticle {
    /// An article of which nothing is known yet but the file that it comes from: its name, format and hash.
    pub fn new(name: &str, format: &str, sha256: &str) -> Self {
        let mut article = Self::default();
        article.source.name = name.to_owned();
        article.source.format = format.to_owned();
        article.source.sha256 = sha256.to_owned();
        article
    }

    /// The same with its text, the first line of which is its title until something better is known.
    pub fn with_text(name: &str, format: &str, sha256: &str, text: String) -> Self {
        let mut article = Self::new(name, format, sha256);
        article.facts.title = first_line(&text);
        article.text = Some(text);
        article
    }

    /// A mark of this article, known in the file as `key`, with nothing but its tag and place.
    pub fn span(&self, key: &str, tag: TagId, at: Vec<(u32, u32)>) -> FoundSpan {
        let mut span = Span::new(self.span_id(key), tag, Vec::new(), NOBODY_NAMED, NO_TIME);
        span.origin = crate::model::Origin::Import;
        let (before, after) = (String::new(), String::new());
        FoundSpan { span, at, words: None, before, after, place: key.to_owned() }
    }

    /// The id of the mark that the file knows as `key`: the same whenever the file is read again.
    pub fn span_id(&self, key: &str) -> SpanId {
        SpanId(self.id_of("span", key))
    }

    /// Adds a link between marks, known in the file as `key`.
    pub fn link(&mut self, key: &str, kind: LinkKindId, from: SpanId, to: LinkEnd) -> &mut Link {
        let link = Link {
            id: LinkId(self.id_of("link", key)),
            kind,
            from,
            to,
            order: 0,
            fields: BTreeMap::new(),
            note: String::new(),
            by: NOBODY_NAMED,
            made: NO_TIME,
            changed: None,
            extra: Extra::new(),
        };
        self.links.push((key.to_owned(), link));
        let last = self.links.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "the link was pushed just now")]
        &mut self.links[last].1
    }

    fn id_of(&self, what: &str, key: &str) -> Id {
        hash_id(&[what, &self.source.format, &self.source.name, &self.source.sha256, key])
    }
}
