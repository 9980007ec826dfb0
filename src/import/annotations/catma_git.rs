//! Projects of CATMA 6 and 7 as their Git repositories hold them (catma.de, “Git access”; github.com/forTEXT/gitma): pages
//! of annotations in `collections/C_…/annotations/`, texts in `documents/D_…/`, tags in `tagsets/T_…/CATMA_…/`, of which
//! each is a file. Offsets count UTF-16 units.
//!
//! A page takes along what it names of the other folders. Texts and tags that no page names are read by themselves.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    catma::{AUTHOR, COLOUR, TIME, colour},
    format::{File, Format},
    json::{list, mentions, offset, text, values, words},
    tags::Tags,
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::{What, Why},
        },
    },
    model::{FieldId, FieldValue, TagId},
    text::Counting,
};

/// The files of a CATMA project.
pub(super) const FORMAT: Format = Format {
    name: "catma-git",
    title: "CATMA project",
    extensions: &["json"],
    cannot_hold: "names and descriptions of tag sets and collections, proposed values of properties, comments",
    is: |file| kind_of(file).is_some(),
    read,
};

/// What the files are called that say what a folder is, and what a tag is.
const HEADER: &str = "header.json";
const DEFINITION: &str = "propertydefs.json";
/// The ids that CATMA gives to its names for who made an annotation, and when, in every project.
const AUTHOR_ID: &str = "CATMA_AB27F1D4-303A-3622-BB2C-72C310D0C1BF";
const TIME_ID: &str = "CATMA_54A5F93F-5333-3F0D-92F7-7BD5930DB9E6";
/// The way from the folder of a page to that of the project.
const PROJECT: &str = "../../..";
/// Beside the text of a document lies what it was made of, and, of CATMA 6, its index of words.
const ORIGINALS: [&str; 11] = [
    ".json",
    "_orig.txt",
    "_orig.text",
    "_orig.html",
    "_orig.htm",
    "_orig.xml",
    "_orig.pdf",
    "_orig.docx",
    "_orig.doc",
    "_orig.rtf",
    "_orig.odt",
];
/// How many tags may stand above each other.
const DEEPEST: usize = 64;

/// The files that a project consists of.
#[derive(Clone, Copy)]
enum Kind {
    /// Annotations of one person.
    Page,
    /// A tag.
    Tag,
    /// A text.
    Document,
    /// A collection of annotations, or a set of tags.
    Folder,
}

fn kind_of(file: &File<'_>) -> Option<Kind> {
    match file.name {
        DEFINITION if mentions(file, &["systemPropertyDefinitions"]) => Some(Kind::Tag),
        HEADER if mentions(file, &["gitContentInfoSet"]) => Some(Kind::Document),
        HEADER if mentions(file, &["\"sourceDocumentId\"", "\"deletedDefinitions\""]) => Some(Kind::Folder),
        _page => {
            let is_page = mentions(file, &["www.w3.org/ns/anno"]) && mentions(file, &["\"tagsets/T_", "git.catma.de/"]);
            is_page.then_some(Kind::Page)
        }
    }
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (values, problems) = values(file)?;
    let mut found = Found::new(FORMAT.name, Counting::UTF16);
    found.problems = problems;
    let mut reader =
        Reader { file, found, tags: Tags::default(), names: BTreeMap::new(), articles: BTreeMap::new(), unnamed: 0 };
    match kind_of(file).unwrap_or(Kind::Page) {
        Kind::Page => values.iter().for_each(|(place, value)| reader.annotation(place, value)),
        Kind::Tag => drop(reader.tag(".", DEEPEST)),
        Kind::Document => {
            let name = file.beside.names().into_iter().find_map(|name| {
                let id = name.strip_suffix(".txt")?;
                (id.starts_with("D_") && !id.ends_with("_orig")).then(|| id.to_owned())
            });
            if let Some(id) = name {
                reader.article(".", &id);
            }
        }
        Kind::Folder => {}
    }
    let Reader { mut found, articles, unnamed, .. } = reader;
    if unnamed > 0 {
        found.tell(file.name, What::TagsWithoutNames(unnamed));
    }
    found.articles = articles.into_values().collect();
    Ok(found)
}

struct Reader<'f> {
    file: &'f File<'f>,
    found: Found,
    tags: Tags,
    /// The names of properties by their ids.
    names: BTreeMap<String, String>,
    articles: BTreeMap<String, FoundArticle>,
    /// How many tags have no file.
    unnamed: usize,
}

impl Reader<'_> {
    fn annotation(&mut self, place: &str, annotation: &Value) {
        let id = text(annotation, "id");
        let id = id.rsplit('/').next().unwrap_or(id).trim_end_matches(".json");
        let place = if id.is_empty() { place.to_owned() } else { format!("{}, {id}", self.file.name) };
        let body = annotation.get("body").unwrap_or(&Value::Null);
        let Some(tag) = folder_of(text(body, "tag")).map(|folder| self.tag_of(&folder)) else {
            self.found.skip(place, Why::NoCode);
            return;
        };
        let mut sources: BTreeMap<&str, Vec<(u32, u32)>> = BTreeMap::new();
        let target = annotation.get("target").unwrap_or(&Value::Null);
        for item in list(target, "items") {
            let selector = item.get("selector").unwrap_or(&Value::Null);
            if let Some(at) = offset(selector, "start").zip(offset(selector, "end")) {
                let source = text(item, "source");
                sources.entry(source.rsplit('/').next().unwrap_or(source)).or_default().push(at);
            }
        }
        if sources.is_empty() {
            self.found.skip(place.clone(), Why::NoPosition);
        }
        for (source, at) in sources {
            if !self.articles.contains_key(source) {
                self.article(&format!("{PROJECT}/documents/{source}"), source);
            }
            let key = if id.is_empty() { &place } else { id };
            let Some(article) = self.articles.get(source) else { continue };
            let mut mark = FoundSpan { place: place.clone(), ..article.span(key, tag.clone(), at) };
            self.properties(body, &mut mark);
            if let Some(article) = self.articles.get_mut(source) {
                article.spans.push(mark);
            }
        }
    }

    /// What is said of an annotation: who made it and when, and the values of its own properties.
    fn properties(&mut self, body: &Value, mark: &mut FoundSpan) {
        let properties = body.get("properties").unwrap_or(&Value::Null);
        for group in ["system", "user"] {
            for (id, value) in properties.get(group).and_then(Value::as_object).into_iter().flatten() {
                let said = match value {
                    Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join("; "),
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                        words(value)
                    }
                };
                let name = self.names.get(id).map_or(id.as_str(), String::as_str).to_owned();
                match (&*name, id.as_str()) {
                    _any if said.trim().is_empty() => {}
                    (AUTHOR, _) | (_, AUTHOR_ID) => mark.span.by = self.found.coder(&said),
                    (TIME, _) | (_, TIME_ID) => mark.span.made = said.parse().unwrap_or(mark.span.made),
                    (COLOUR, _) => {}
                    (name, _) => {
                        let field: FieldId = self.found.field(&mark.span.tag, name);
                        mark.span.fields.insert(field, FieldValue::Text(said));
                    }
                }
            }
        }
    }

    /// The tag of a folder, which has its id for a name where the folder is not there.
    fn tag_of(&mut self, folder: &str) -> TagId {
        if let Some(tag) = self.tag(&format!("{PROJECT}/{folder}"), DEEPEST) {
            return tag;
        }
        let id = folder.rsplit('/').next().unwrap_or(folder);
        if let Some(tag) = self.tags.of(&key(id)) {
            return tag.clone();
        }
        self.unnamed += 1;
        let tag = self.tags.new_tag(&self.found.codebook, &key(id), id, []);
        let id = tag.id.clone();
        self.found.codebook.tags.push(tag);
        id
    }

    /// The tag that the file in a folder defines, and those above it.
    fn tag(&mut self, folder: &str, deep: usize) -> Option<TagId> {
        let id = folder.rsplit('/').next().filter(|id| !matches!(*id, "." | "..")).map(key);
        if let Some(tag) = id.and_then(|id| self.tags.of(&id)) {
            return Some(tag.clone());
        }
        let bytes = match folder {
            "." => self.file.bytes.to_vec(),
            _elsewhere => self.file.beside.at(&format!("{folder}/{DEFINITION}"))?,
        };
        let json = self.file.json(DEFINITION, &bytes, &mut self.found.problems).ok()?;
        let definition: Value = serde_json::from_str(json.trim_start_matches('\u{FEFF}')).ok()?;
        let id = key(text(&definition, "uuid"));
        if let Some(tag) = self.tags.of(&id) {
            return Some(tag.clone());
        }
        let deep = deep.checked_sub(1).filter(|_| !text(&definition, "parentUuid").is_empty());
        let parent = deep.and_then(|deep| self.tag(&above(folder), deep));
        let above = parent.as_ref().and_then(|id| self.found.codebook.tag(id)).map(|tag| tag.name.clone());
        let mut tag = self.tags.new_tag(&self.found.codebook, &id, text(&definition, "name"), above.as_deref());
        tag.parent = parent;
        let id = tag.id.clone();
        let properties = |group: &str| definition.get(group).and_then(Value::as_object).into_iter().flatten();
        let system = properties("systemPropertyDefinitions").find(|(_, one)| text(one, "name") == COLOUR);
        let value = system.and_then(|(_, one)| list(one, "possibleValueList").first()).map(words);
        tag.colour = value.and_then(|value| colour(&value)).unwrap_or(tag.colour);
        self.found.codebook.tags.push(tag);
        for (property, one) in properties("systemPropertyDefinitions") {
            self.names.insert(property.clone(), text(one, "name").to_owned());
        }
        for (property, one) in properties("userDefinedPropertyDefinitions") {
            let name = text(one, "name");
            if !name.is_empty() {
                self.names.insert(property.clone(), name.to_owned());
                self.found.field(&id, name);
            }
        }
        Some(id)
    }

    /// Adds the article of a document, with its text if that is there.
    fn article(&mut self, folder: &str, id: &str) {
        let beside = self.file.beside;
        let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        let read = |name: &str| if folder == "." { beside.read(name) } else { beside.at(&format!("{folder}/{name}")) };
        let name = format!("{id}.txt");
        let bytes = if is_id { read(&name) } else { None };
        let text_of = |bytes: &[u8]| Some(self.file.text(&name, bytes, &mut Vec::new()).ok()?.into_owned());
        let held = bytes.as_ref().and_then(|bytes| Some((text_of(bytes)?, sha256_of(bytes))));
        let mut article = match held {
            Some((text, sha256)) => FoundArticle::with_text(&name, FORMAT.name, &sha256, text),
            None => FoundArticle::new(id, FORMAT.name, &sha256_of(self.file.bytes)),
        };
        article.is_own_file = true;
        let parts = std::iter::once(name).chain(ORIGINALS.iter().map(|ending| format!("{id}{ending}")));
        if folder == "." {
            let there = self.file.beside.names();
            self.found.parts.extend(parts.filter(|part| there.contains(part)));
        } else if is_id {
            // What was asked for is a part.
            parts.skip(1).for_each(|part| drop(read(&part)));
        }
        let header = match folder {
            "." => Some(self.file.bytes.to_vec()),
            _elsewhere if is_id => read(HEADER),
            _elsewhere => None,
        };
        let header = header.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok()).unwrap_or_default();
        let said = |group: &str, key: &str| header.get(group).map_or("", |group| text(group, key)).to_owned();
        let facts = &mut article.facts;
        for (fact, group, key) in [
            (&mut facts.title, "gitContentInfoSet", "title"),
            (&mut facts.author, "gitContentInfoSet", "author"),
            (&mut facts.outlet, "gitContentInfoSet", "publisher"),
            (&mut facts.note, "gitContentInfoSet", "description"),
            (&mut facts.language, "gitIndexInfoSet", "locale"),
        ] {
            *fact =
                Some(said(group, key)).filter(|said| !said.trim().is_empty()).unwrap_or_else(|| std::mem::take(fact));
        }
        self.articles.insert(id.to_owned(), article);
    }
}

/// The folder of a tag in the project, by the address that annotations name; `None` where that leads elsewhere.
fn folder_of(address: &str) -> Option<String> {
    let folder = address.get(address.find("tagsets/")?..)?.trim_end_matches('/');
    let is_plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    folder.split('/').all(is_plain).then(|| folder.to_owned())
}

/// The folder that a folder lies in.
fn above(folder: &str) -> String {
    match folder.rsplit_once('/') {
        None if folder == "." => "..".to_owned(),
        Some((above, name)) if name != ".." => above.to_owned(),
        None | Some(_) => format!("{folder}/.."),
    }
}

/// What a tag is known as: its id, which is a GUID but for what CATMA puts before.
fn key(id: &str) -> String {
    id.trim_start_matches("CATMA_").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_tags_lead_to_folders_of_the_project_alone() {
        assert_eq!(folder_of("tagsets/T_1/CATMA_A-1").as_deref(), Some("tagsets/T_1/CATMA_A-1"));
        let address = "https://git.catma.de/root/tagsets/T_1/CATMA_A/CATMA_B/";
        assert_eq!(folder_of(address).as_deref(), Some("tagsets/T_1/CATMA_A/CATMA_B"));
        for address in ["", "tagsets/../../secret", "tagsets//a", "documents/D_1", "tagsets/a b"] {
            assert_eq!(folder_of(address), None, "{address}");
        }
        assert_eq!(
            [".", "..", "../..", "../../../tagsets/T/A"].map(above),
            ["..", "../..", "../../..", "../../../tagsets/T"]
        );
    }
}
