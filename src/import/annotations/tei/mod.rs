//! TEI P5 (tei-c.org/guidelines): the text with its names, quotations and speech as marks, and what stands off it as
//! `span` or `annotation`, pointing at elements or, by `string-range`, into them.
//!
//! Blanks mean nothing in TEI, so each run of them is one, and offsets of `string-range` count code points of that text.
//! Whether they say start and end or start and length differs; what fits the names written beside them decides, and
//! length where nothing is, as the guidelines have it.

mod element;

use std::collections::BTreeMap;

use roxmltree::Node;

use self::element::{
    FAR, RawNames, collapsed, entity_kind, id_of, ids, is_aside, is_block, is_stand_off, own_text, pointers, raw_names,
};
use super::{
    format::{File, Format},
    json::mentions,
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::{Many, What, Why},
        },
        package::{Paragraphs, attribute, is, one_blank, text_of, walk, xml},
        title::first_line,
    },
    model::{EntityId, EntityKind, FieldValue, LinkEnd, SpanId, TagId},
    text::{ByteRange, CharCursor, CharOffset, CharRange, Counting, FrozenText},
};

/// TEI.
pub(super) const FORMAT: Format = Format {
    name: "tei",
    title: "TEI",
    extensions: &["xml", "tei"],
    cannot_hold: "layout, notes, variant readings, details of names beyond their attributes",
    is: |file| mentions(file, &["http://www.tei-c.org/ns/1.0"]) && mentions(file, &["<text", ":text"]),
    read,
};

/// Elements of the text that are marks.
const MARKS: [&str; 17] = [
    "persName",
    "placeName",
    "geogName",
    "settlement",
    "country",
    "region",
    "district",
    "bloc",
    "orgName",
    "name",
    "rs",
    "said",
    "q",
    "quote",
    "sp",
    "u",
    "term",
];

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let mut found = Found::exact(FORMAT.name, Counting::BYTES);
    let content = file.xml(file.name, file.bytes, &mut found.problems)?;
    let document = xml("TEI", &content)?;
    let sha256 = sha256_of(file.bytes);
    let documents: Vec<Node<'_, '_>> = document.descendants().filter(|node| is(*node, "TEI")).collect();
    for (number, root) in documents.iter().enumerate() {
        let name =
            if documents.len() == 1 { file.name.to_owned() } else { format!("{}, text {}", file.name, number + 1) };
        let mut article = FoundArticle::new(&name, FORMAT.name, &sha256);
        header(*root, &mut article);
        let Some(laid) = Laid::new(*root) else {
            found.skip(name, Why::NoText);
            continue;
        };
        if article.facts.title.is_empty() {
            article.facts.title = first_line(laid.text.as_str());
        }
        if laid.aside > 0 {
            found.tell(name.clone(), What::SkippedMany(laid.aside, Many::NotesAndReadings));
        }
        let ids = ids(*root);
        let mut reader = Reader {
            found: &mut found,
            article,
            laid,
            ids,
            names: BTreeMap::new(),
            left: MOST_SHARED,
            unshared: 0,
            place: name,
        };
        reader.marks(*root);
        reader.stand_off(*root);
        let Reader { mut article, laid, .. } = reader;
        article.text = Some(laid.text.as_str().to_owned());
        found.articles.push(article);
    }
    if found.articles.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(found)
}

/// What the header says of the article.
fn header(root: Node<'_, '_>, article: &mut FoundArticle) {
    let Some(header) = root.children().find(|child| is(*child, "teiHeader")) else { return };
    let of = |parent: &str, name: &str| {
        let parent = header.descendants().find(|node| is(*node, parent));
        parent.and_then(|parent| parent.descendants().find(|node| is(*node, name)))
    };
    let words = |node: Option<Node<'_, '_>>| node.map(|node| collapsed(&text_of(node))).unwrap_or_default();
    article.facts.title = words(of("titleStmt", "title"));
    article.facts.author = words(of("titleStmt", "author"));
    article.facts.outlet = words(of("publicationStmt", "publisher"));
    let date = of("publicationStmt", "date");
    let when = date.and_then(|date| attribute(date, "when")).map(str::to_owned);
    article.facts.published = when.unwrap_or_else(|| words(date));
    let language = of("langUsage", "language").and_then(|language| attribute(language, "ident"));
    language.or_else(|| attribute(root, "lang")).unwrap_or_default().clone_into(&mut article.facts.language);
}

/// A text laid out, and where the words of each of its elements went.
struct Laid {
    text: FrozenText,
    /// For each text node in order: where it begins in the file, and where its words are in the text.
    runs: Vec<(usize, ByteRange)>,
    /// How many elements with words were left out.
    aside: usize,
}

impl Laid {
    /// Lays out the text of a document; `None` if there is none.
    fn new(root: Node<'_, '_>) -> Option<Self> {
        let body = root.children().find(|child| is(*child, "text"))?;
        let (mut paragraphs, mut runs, mut aside) = (Paragraphs::default(), Vec::new(), 0);
        walk(body, |node| {
            let name = node.tag_name().name();
            if node.is_element() && is_aside(node) {
                aside += usize::from(!is_stand_off(name) && !text_of(node).trim().is_empty());
                return false;
            }
            if is_block(node) || node.prev_sibling().is_some_and(is_block) {
                paragraphs.next();
            }
            let is_gap = matches!(name, "lb" | "pb" | "cb" | "cell");
            let words = if is_gap { Some(" ") } else { node.text().filter(|_| node.is_text()) };
            if let Some(words) = words {
                let words = one_blank(words, paragraphs.text.is_empty() || paragraphs.text.ends_with(' '));
                runs.push((node.range().start, paragraphs.put(&words)));
            }
            true
        });
        let text = FrozenText::verbatim(paragraphs.text.trim_end());
        (!text.as_str().is_empty()).then_some(Self { text, runs, aside })
    }

    /// Where the words of an element are, without blanks at the ends; `None` if it has none.
    fn place(&self, node: Node<'_, '_>) -> Option<ByteRange> {
        let source = node.range();
        let first = self.runs.partition_point(|(at, _)| *at < source.start);
        let last = self.runs.partition_point(|(at, _)| *at < source.end);
        let (first, last) =
            self.runs.get(first..last)?.split_first().map(|(first, rest)| (first, rest.last().unwrap_or(first)))?;
        self.trimmed(first.1.start.index(), last.1.end.index())
    }

    /// A stretch of the text without blanks at its ends; `None` if there is nothing else in it.
    fn trimmed(&self, start: usize, end: usize) -> Option<ByteRange> {
        let end = end.min(self.text.len());
        let words = self.text.as_str().get(start..end)?;
        let start = end - words.trim_start().len();
        let words = words.trim();
        (!words.is_empty()).then(|| ByteRange::new(start, start + words.len()))
    }
}

/// A part of the text that an annotation points at.
#[derive(Clone, Copy)]
struct Part {
    /// The words of an element, or of several in a row.
    whole: ByteRange,
    /// Two numbers of a `string-range` into it.
    numbers: Option<(u32, u32)>,
}

/// What the two numbers of a `string-range` say.
#[derive(Clone, Copy)]
enum Reading {
    StartAndEnd,
    StartAndLength,
}

/// An annotation that stands off the text.
struct StandOff<'d, 'i> {
    key: String,
    node: Node<'d, 'i>,
    parts: Vec<Part>,
    /// Its block, which may say what words it marks.
    block: Option<u32>,
}

/// A document being read.
struct Reader<'r, 'd, 'i> {
    found: &'r mut Found,
    article: FoundArticle,
    laid: Laid,
    ids: BTreeMap<&'d str, Node<'d, 'i>>,
    /// Names of whom and what elements describe, once they were asked for.
    names: BTreeMap<u32, String>,
    /// How many bytes of words may still be given to annotations that share them.
    left: usize,
    /// How many words found no room.
    unshared: usize,
    place: String,
}

/// How long the words of a name or feature are at most, in bytes, and all together that many annotations share.
const LONGEST: usize = 500;
const MOST_SHARED: usize = 64 << 20;

impl<'d, 'i> Reader<'_, 'd, 'i> {
    /// Names, quotations and speech in the text.
    fn marks(&mut self, root: Node<'d, 'i>) {
        let Some(body) = root.children().find(|child| is(*child, "text")) else { return };
        let mut marks = Vec::new();
        walk(body, |node| {
            let name = node.tag_name().name();
            if MARKS.contains(&name) {
                marks.push(node);
            }
            !is_aside(node)
        });
        for (number, node) in marks.into_iter().enumerate() {
            let Some(place) = self.laid.place(node) else { continue };
            let kind = node.tag_name().name();
            let tag = self.found.tag(kind);
            let mut mark = self.new_mark(&format!("{kind} {}", number + 1), &tag, &[place]);
            self.details(node, &tag, &mut mark);
            let about = ["ref", "key", "corresp"].into_iter().find_map(|name| attribute(node, name));
            let described = about.and_then(|about| self.ids.get(id_of(about))).copied();
            if let (Some(kind), Some(described)) = (entity_kind(node), described) {
                mark.span.entity = self.entity(&kind, described);
            }
            let span_id = mark.span.id;
            self.article.spans.push(mark);
            self.speakers(node, span_id);
        }
    }

    /// Who speaks: each person or body that an utterance names, by the name that the file has for it.
    fn speakers(&mut self, node: Node<'d, 'i>, from: SpanId) {
        for (number, who) in pointers(attribute(node, "who").unwrap_or_default()).into_iter().enumerate() {
            let described = self.ids.get(id_of(who)).copied();
            let is_body = described.is_some_and(|described| is(described, "org") || is(described, "orgName"));
            let kind = if is_body { EntityKind::Organisation } else { EntityKind::Person };
            let named = described.and_then(|described| self.entity(&kind, described));
            let entity = named.unwrap_or_else(|| self.found.entity(kind, id_of(who)));
            let kind = self.found.link_kind("who");
            let link = self.article.link(&format!("{from} who {number}"), kind, from, LinkEnd::Entity(entity));
            link.order = u32::try_from(number).unwrap_or_default();
        }
    }

    fn new_mark(&self, key: &str, tag: &TagId, at: &[ByteRange]) -> FoundSpan {
        let at = at.iter().map(|place| (place.start.0, place.end.0)).collect();
        FoundSpan { place: format!("{}, {key}", self.place), ..self.article.span(key, tag.clone(), at) }
    }

    /// What the attributes of an element say of its mark.
    fn details(&mut self, node: Node<'_, '_>, tag: &TagId, mark: &mut FoundSpan) {
        for attribute in node.attributes() {
            if !matches!(attribute.name(), "id" | "from" | "to" | "target" | "space") {
                let field = self.found.field(tag, attribute.name());
                mark.span.fields.insert(field, FieldValue::Text(attribute.value().to_owned()));
            }
        }
    }

    /// Whom or what an element describes, by its preferred name.
    fn entity(&mut self, kind: &EntityKind, described: Node<'_, '_>) -> Option<EntityId> {
        let name = self.names.entry(described.id().get()).or_insert_with(|| {
            let names = || described.descendants().filter(|node| entity_kind(*node).as_ref() == Some(kind));
            let is_preferred =
                |name: &Node<'_, '_>| matches!(attribute(*name, "type"), Some("preferredTerm" | "main" | "full"));
            let untyped = || described.descendants().find(|node| is(*node, "name"));
            let name = names().find(is_preferred).or_else(|| names().next()).or_else(untyped);
            let name = name.map(|name| collapsed(&own_text(name))).filter(|name| name.len() <= LONGEST);
            name.or_else(|| attribute(described, "n").map(str::to_owned)).unwrap_or_default()
        });
        (!name.is_empty()).then(|| self.found.entity(kind.clone(), name))
    }

    /// What stands off the text.
    fn stand_off(&mut self, root: Node<'d, 'i>) {
        let raw_names = raw_names(root);
        let mut all = Vec::new();
        let nodes = root.descendants().filter(|node| is(*node, "span") || is(*node, "annotation"));
        for (number, node) in nodes.enumerate() {
            let key = attribute(node, "id").map_or_else(|| format!("span {}", number + 1), str::to_owned);
            let block = node.ancestors().take(FAR).find(|above| is(*above, "annotationBlock"));
            let block = block.map(|block| block.id().get());
            match self.parts(node) {
                Ok(parts) => all.push(StandOff { key, node, parts, block }),
                Err(why) => self.found.skip(format!("{}, {key}", self.place), Why::Error(why.to_string())),
            }
        }
        let reading = self.reading(&all, &raw_names);
        for StandOff { key, node, parts, block } in all {
            let places: Option<Vec<ByteRange>> = parts.iter().map(|part| self.resolve(*part, reading)).collect();
            let Some(places) = places else {
                self.found.skip(format!("{}, {key}", self.place), Why::BeyondTarget);
                continue;
            };
            let group = |above: &Node<'_, '_>| is(*above, "spanGrp") || is(*above, "listAnnotation");
            let group = node.ancestors().take(FAR).find(group).and_then(|group| attribute(group, "type"));
            let kind = group.or_else(|| attribute(node, "type")).unwrap_or_else(|| node.tag_name().name());
            let tag = self.found.tag(kind);
            let mut mark = self.new_mark(&key, &tag, &places);
            self.details(node, &tag, &mut mark);
            self.features(node, &tag, &mut mark);
            mark.span.note = collapsed(&own_text(node));
            if let Some((name, words)) = block.and_then(|block| raw_names.get(&block)) {
                mark.words = self.share(words);
                let described = entity_kind(*name).zip(name.parent_element());
                mark.span.entity = described.and_then(|(kind, described)| self.entity(&kind, described));
            }
            self.article.spans.push(mark);
        }
        if self.unshared > 0 {
            self.found.tell(self.place.clone(), What::SkippedMany(self.unshared, Many::NamesAndFeatures));
        }
    }

    /// Each feature of the structure that an annotation points at, as a field.
    fn features(&mut self, node: Node<'_, '_>, tag: &TagId, mark: &mut FoundSpan) {
        let structure = attribute(node, "ana").and_then(|ana| self.ids.get(ana.trim_start_matches('#'))).copied();
        let features = structure.into_iter().flat_map(|structure| structure.children()).filter(|child| is(*child, "f"));
        for feature in features {
            let symbol = feature.children().find_map(|value| attribute(value, "value"));
            let words = symbol.map_or_else(|| collapsed(&own_text(feature)), str::to_owned);
            let Some(words) = self.share(&words) else {
                if self.left == 0 {
                    return;
                }
                continue;
            };
            let field = self.found.field(tag, attribute(feature, "name").unwrap_or("f"));
            mark.span.fields.insert(field, FieldValue::Text(words));
        }
    }

    /// Words that many annotations may share, as long as there is room for them.
    fn share(&mut self, words: &str) -> Option<String> {
        let has_room = words.len() <= LONGEST && self.left > 0;
        if has_room {
            self.left = self.left.saturating_sub(words.len().max(1));
        } else {
            self.unshared += 1;
        }
        has_room.then(|| words.to_owned())
    }

    /// The parts of the text that an annotation points at.
    fn parts(&self, node: Node<'_, '_>) -> Result<Vec<Part>, PointerError> {
        if let Some(from) = attribute(node, "from") {
            let from = self.part(from)?;
            let Some(to) = attribute(node, "to") else { return Ok(vec![from]) };
            let whole = ByteRange::between(from.whole.start, self.part(to)?.whole.end);
            return Ok(vec![Part { whole, numbers: None }]);
        }
        let target = attribute(node, "target").ok_or(PointerError::Nothing)?;
        pointers(target).into_iter().map(|pointer| self.part(pointer)).collect()
    }

    /// The part of the text that a pointer means: an element, or `string-range(` a path with an id, two numbers `)`.
    fn part(&self, pointer: &str) -> Result<Part, PointerError> {
        let is_missing = || PointerError::Missing(pointer.to_owned());
        let whole = |id: &str| self.ids.get(id).and_then(|node| self.laid.place(*node)).ok_or_else(is_missing);
        let pointer = pointer.trim_start_matches('#');
        let Some(inner) = pointer.strip_prefix("string-range(") else {
            return Ok(Part { whole: whole(pointer)?, numbers: None });
        };
        let mut numbers = inner.trim_end_matches(')').rsplitn(3, ',').map(str::trim);
        let mut number = || numbers.next().and_then(|word| word.parse().ok()).ok_or_else(is_missing);
        let (second, first) = (number()?, number()?);
        let path = numbers.next().ok_or_else(is_missing)?;
        let id = path.split(['\'', '"']).nth(1).unwrap_or_else(|| path.trim_start_matches('#'));
        Ok(Part { whole: whole(id)?, numbers: Some((first, second)) })
    }

    /// Where a part is; `None` when its numbers lead out of the words that they count.
    fn resolve(&self, part: Part, reading: Reading) -> Option<ByteRange> {
        let Some((start, second)) = part.numbers else { return Some(part.whole) };
        let end = match reading {
            Reading::StartAndEnd => second,
            Reading::StartAndLength => start.checked_add(second)?,
        };
        let range = CharRange { start: CharOffset(start), end: CharOffset(end) };
        let within = CharCursor::new(self.laid.text.get(part.whole)?).byte_range(range)?;
        let base = part.whole.start.index();
        Some(ByteRange::new(base + within.start.index(), base + within.end.index()))
    }

    /// The reading that fits the names beside more of the annotations.
    fn reading(&self, all: &[StandOff<'d, 'i>], raw_names: &RawNames<'d, 'i>) -> Reading {
        let fits = |reading: Reading| {
            let fit = |one: &&StandOff<'d, 'i>| {
                let place = one.parts.first().and_then(|part| self.resolve(*part, reading));
                let words = place.and_then(|place| self.laid.text.get(place));
                let name = one.block.and_then(|block| raw_names.get(&block));
                name.zip(words).is_some_and(|((_, name), words)| name == words)
            };
            all.iter().filter(|one| one.parts.iter().any(|part| part.numbers.is_some())).filter(fit).count()
        };
        if fits(Reading::StartAndEnd) > fits(Reading::StartAndLength) {
            Reading::StartAndEnd
        } else {
            Reading::StartAndLength
        }
    }
}

/// Why an annotation that stands off the text has no place in it.
#[derive(Debug, thiserror::Error)]
enum PointerError {
    /// It has no pointer.
    #[error("it does not refer to any text")]
    Nothing,
    /// What its pointer names is missing.
    #[error("it refers to “{0}”, which is not in the text")]
    Missing(String),
}
