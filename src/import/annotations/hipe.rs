//! HIPE's columns (HIPE-2020 and HIPE-2022, github.com/hipe-eval/HIPE-2022-data): a token a line under named columns, names
//! of people, places and bodies as IOB, coarse and fine, literal and metonymic, nested, with parts, and linked to Wikidata.
//!
//! A mark is what a coarse literal tag covers; what other columns say of the same words are its fields, and what they say of
//! other words are marks of their own. The text is made of the tokens: `NoSpaceAfter` joins two, a sentence ends a line.

use std::collections::BTreeMap;

use super::{
    conll::{Mark, Token, runs},
    format::{File, Format},
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::found::{Found, FoundArticle},
        title::first_line,
    },
    model::{EntityId, EntityKind, FieldValue},
    text::Counting,
};

/// HIPE's columns.
pub(super) const FORMAT: Format = Format {
    name: "hipe",
    title: "HIPE",
    extensions: &["tsv", "txt"],
    cannot_hold: "ends of print lines, links to images of pages, remarks on single tokens",
    is: |file| {
        let bytes = file.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file.bytes);
        bytes.starts_with(b"TOKEN\tNE-")
    },
    read,
};

/// The columns of tags, each with the field that it is of a mark which covers the same words.
const COLUMNS: [(&str, &str); 6] = [
    ("NE-COARSE-LIT", ""),
    ("NE-COARSE-METO", "Metonymic type"),
    ("NE-FINE-LIT", "Fine type"),
    ("NE-FINE-METO", "Fine metonymic type"),
    ("NE-FINE-COMP", "Component"),
    ("NE-NESTED", "Nested type"),
];
/// The columns of what has no links of its own: parts of marks, and marks in marks.
const UNLINKED: [&str; 2] = ["NE-FINE-COMP", "NE-NESTED"];
/// The columns of links, each with the field for it.
const LINKS: [(&str, &str); 2] = [("NEL-LIT", WIKIDATA), ("NEL-METO", "Metonymic Wikidata")];
const WIKIDATA: &str = "Wikidata";
const REMARKS: &str = "MISC";

/// A line that holds a token.
struct Line<'l> {
    number: usize,
    cells: Vec<&'l str>,
}

/// A document: what lines before it state of it, and its tokens.
#[derive(Default)]
struct Document<'l> {
    stated: BTreeMap<&'l str, &'l str>,
    lines: Vec<Line<'l>>,
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let mut found = Found::exact(FORMAT.name, Counting::CODE_POINTS);
    let decoded = file.text(file.name, file.bytes, &mut found.problems)?;
    let mut lines = decoded.trim_start_matches('\u{FEFF}').lines().enumerate();
    let headings = lines.next().map(|(_, line)| line).unwrap_or_default();
    let head = headings.trim();
    let headings: Vec<&str> = headings.split('\t').map(str::trim).collect();
    let (mut documents, mut document, mut is_head) = (Vec::new(), Document::default(), true);
    for (at, line) in lines {
        if let Some(remark) = line.strip_prefix("# ") {
            let (name, value) =
                remark.split_once('=').map_or((remark, ""), |(name, value)| (name.trim(), value.trim()));
            let name = name.rsplit(':').next().unwrap_or(name);
            // Links to images stand before each line of a page.
            if name.contains("iiif") {
                continue;
            }
            if !is_head || name == "document_id" && document.stated.contains_key(name) {
                documents.push(std::mem::take(&mut document));
                is_head = true;
            }
            document.stated.insert(name, value);
        } else if line.trim() == head {
            // Files that were put together have their headings each.
            documents.push(std::mem::take(&mut document));
            is_head = true;
        } else if !line.trim().is_empty() {
            is_head = false;
            document.lines.push(Line { number: at + 1, cells: line.split('\t').map(str::trim).collect() });
        }
    }
    documents.push(document);
    documents.retain(|document| !document.lines.is_empty());
    if documents.is_empty() {
        return Err(ImportError::Empty);
    }
    let sha256 = sha256_of(file.bytes);
    let mut entities = BTreeMap::new();
    let is_one = documents.len() == 1;
    for (number, document) in documents.iter().enumerate() {
        let name = match document.stated.get("document_id") {
            Some(id) => format!("{}, {id}", file.name),
            None if is_one => file.name.to_owned(),
            None => format!("{}, document {}", file.name, number + 1),
        };
        let article = document.article(file, (&name, &sha256), &headings, &mut found, &mut entities);
        found.articles.push(article);
    }
    Ok(found)
}

impl Document<'_> {
    fn article(
        &self,
        file: &File<'_>,
        (name, sha256): (&str, &str),
        headings: &[&str],
        found: &mut Found,
        entities: &mut BTreeMap<String, EntityId>,
    ) -> FoundArticle {
        let made = self.text(headings.iter().position(|heading| *heading == REMARKS));
        let mut article = FoundArticle::new(name, FORMAT.name, sha256);
        article.facts.title = first_line(&made.text);
        for (name, value) in &self.stated {
            match *name {
                "date" => (*value).clone_into(&mut article.facts.published),
                "language" => (*value).clone_into(&mut article.facts.language),
                "document_id" => article.stated_id = Some((*value).to_owned()),
                "newspaper" => (*value).clone_into(&mut article.facts.outlet),
                other => found.article_value(&mut article, other, value),
            }
        }
        for named in self.named(file.name, headings, &made, found) {
            let Named { mark, fields, .. } = named;
            let key = format!("{} {} {}", mark.kind, mark.start, mark.end);
            let mut span = article.span(&key, found.tag(mark.kind), vec![(mark.start, mark.end)]);
            span.place = format!("{}, line {}", file.name, mark.line);
            let item = fields.iter().find(|(field, _)| *field == WIKIDATA).filter(|(_, item)| is_item(item));
            if let Some((_, item)) = item {
                let words = made.words(mark.start, mark.end).unwrap_or(mark.kind);
                span.span.entity = Some(entity(found, entities, mark.kind, item, words));
            }
            for (name, value) in fields {
                let field = found.field(&span.span.tag, name);
                span.span.fields.insert(field, FieldValue::Text(value.to_owned()));
            }
            article.spans.push(span);
        }
        article.text = Some(made.text);
        article
    }

    /// The marks of all columns, each with what other columns say of its words.
    fn named<'l>(&'l self, file: &str, headings: &[&str], made: &Text, found: &mut Found) -> Vec<Named<'l>> {
        let column = |name: &str| headings.iter().position(|heading| *heading == name);
        let mut marks: Vec<Named<'_>> = Vec::new();
        let mut of_words: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for (heading, field) in COLUMNS {
            let Some(at) = column(heading) else { continue };
            let tokens: Vec<Token<'_>> =
                self.lines.iter().zip(&made.begins).map(|(line, begins)| line.token(at, *begins)).collect();
            for mark in runs(file, "line", &tokens, &made.places, found) {
                let known = of_words.get(&(mark.start, mark.end)).filter(|_| !field.is_empty());
                if let Some(known) = known.and_then(|known| marks.get_mut(*known)) {
                    known.fields.push((field, mark.kind));
                    continue;
                }
                if field.is_empty() {
                    of_words.insert((mark.start, mark.end), marks.len());
                }
                marks.push(Named { mark, is_linked: !UNLINKED.contains(&heading), fields: Vec::new() });
            }
        }
        let lines: BTreeMap<usize, &Line<'_>> = self.lines.iter().map(|line| (line.number, line)).collect();
        for named in marks.iter_mut().filter(|named| named.is_linked) {
            let line = lines.get(&named.mark.line);
            for (heading, field) in LINKS {
                let id = column(heading).and_then(|at| line?.cells.get(at)).copied().unwrap_or_default();
                named.fields.extend(Some((field, id)).filter(|(_, id)| !matches!(*id, "" | "_" | "NIL")));
            }
        }
        marks
    }

    /// The text that the tokens make.
    fn text(&self, remarks: Option<usize>) -> Text {
        let (mut made, mut at, mut between) = (Text::default(), 0u32, "");
        for line in &self.lines {
            let word = line.cells.first().copied().unwrap_or_default();
            let count = |words: &str| u32::try_from(words.chars().count()).unwrap_or_default();
            made.begins.push(made.text.is_empty() || between == "\n");
            made.text.push_str(between);
            at += count(between);
            made.edges.insert(at, made.text.len());
            made.text.push_str(word);
            made.places.push((at, at + count(word)));
            at += count(word);
            made.edges.insert(at, made.text.len());
            let remarks = remarks.and_then(|at| line.cells.get(at)).copied().unwrap_or_default();
            let has = |name: &str| remarks.split('|').any(|remark| remark == name);
            between = match (has("EndOfSentence") || has("EndOfParagraph"), has("NoSpaceAfter")) {
                (true, _) => "\n",
                (false, true) => "",
                (false, false) => " ",
            };
        }
        made
    }
}

/// The text of a document.
#[derive(Default)]
struct Text {
    text: String,
    /// Where the tokens stand, in code points.
    places: Vec<(u32, u32)>,
    /// Whether each begins a sentence.
    begins: Vec<bool>,
    /// Where tokens begin and end in bytes, by code points.
    edges: BTreeMap<u32, usize>,
}

impl Text {
    /// The words between two places at which tokens begin or end.
    fn words(&self, start: u32, end: u32) -> Option<&str> {
        self.text.get(*self.edges.get(&start)?..*self.edges.get(&end)?)
    }
}

/// A mark, and what is said of it.
struct Named<'l> {
    mark: Mark<'l>,
    /// Whether the links of its line are of it.
    is_linked: bool,
    /// Fields with their values.
    fields: Vec<(&'static str, &'l str)>,
}

impl<'l> Line<'l> {
    fn token(&self, column: usize, begins_sentence: bool) -> Token<'l> {
        let tag = self.cells.get(column).copied().filter(|tag| !tag.is_empty()).unwrap_or("O");
        Token { word: self.cells.first().copied().unwrap_or_default(), tag, line: self.number, begins_sentence }
    }
}

/// Whether a link names an item of Wikidata.
fn is_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What an item of Wikidata is here: one entity in all documents, with all names that it goes by.
fn entity(found: &mut Found, known: &mut BTreeMap<String, EntityId>, tag: &str, item: &str, name: &str) -> EntityId {
    let kind = match tag.split('.').next().unwrap_or(tag) {
        "pers" => EntityKind::Person,
        "loc" => EntityKind::Place,
        "org" => EntityKind::Organisation,
        other => EntityKind::Other(other.to_owned()),
    };
    let id = *known.entry(item.to_owned()).or_insert_with(|| found.entity(kind, name));
    if let Some(entity) = found.entities.get_mut(&id) {
        if entity.wikidata.is_empty() {
            item.clone_into(&mut entity.wikidata);
        }
        if entity.name != name && !entity.aliases.iter().any(|alias| alias == name) {
            entity.aliases.push(name.to_owned());
        }
    }
    id
}
