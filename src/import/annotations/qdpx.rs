//! REFI-QDA projects (`.qdpx`, the exchange standard 1.5 of NVivo, MAXQDA, ATLAS.ti and others): an archive with
//! `project.qde` and the texts of the sources.
//!
//! A mark is a coding of a selection. The standard counts code points; NVivo counts UTF-16 units and CR + LF as two: what
//! fits the words is found out. No more than 256 MiB is unpacked.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{File, Format, Found, FoundArticle, FoundSpan};
use crate::{
    import::{
        ImportError, encoding, first_line,
        package::{attribute, is, text_of, unpacked, xml},
        sha256_of,
    },
    model::{Colour, LinkEnd, SpanId, TagId},
    text::Counting,
};

/// REFI-QDA projects.
pub(super) const FORMAT: Format = Format {
    name: "qdpx",
    title: "REFI-QDA project",
    extensions: &["qdpx"],
    cannot_hold: "pictures, sound and video, sets, cases and graphs",
    is: |_| true,
    read,
};

/// REFI-QDA codebooks.
pub(super) const CODEBOOK: Format = Format {
    name: "qdc",
    title: "REFI-QDA codebook",
    extensions: &["qdc"],
    cannot_hold: "sets of codes",
    is: |_| true,
    read: |file| {
        let text = encoding::decode(file.bytes, None, None)?.text;
        let document = xml(file.name, &text)?;
        let files = BTreeMap::new();
        let mut reader = Reader::new(&files, Found::new(CODEBOOK.name, Counting::CODE_POINTS));
        for code in document.descendants().filter(|node| is(*node, "Code")) {
            reader.code(code);
        }
        let sets = document.descendants().filter(|node| is(*node, "Set")).count();
        if sets > 0 {
            reader.found.problems.push(format!("{}: {sets} sets were left behind.", file.name));
        }
        Ok(reader.found)
    },
};

/// The tag of selections that nobody coded.
const UNCODED: &str = "Selection";

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let files = unpacked(file.bytes)?;
    let mut projects = files.iter().filter(|(name, _)| name.to_lowercase().ends_with(".qde"));
    let (Some((name, bytes)), None) = (projects.next(), projects.next()) else {
        return Err(ImportError::Unreadable("it must hold one project (.qde)".to_owned()));
    };
    let text = encoding::decode(bytes, None, None)?.text;
    let document = xml(name, &text)?;
    let counting = Counting { counts_bom: false, ..Counting::CODE_POINTS };
    let names = |element: &'static str| {
        let named = document.descendants().filter(move |node| is(*node, element));
        named.map(|node| (guid(node, "guid"), attribute(node, "name").unwrap_or_default().to_owned())).collect()
    };
    let mut reader = Reader {
        sha256: sha256_of(file.bytes),
        users: names("User"),
        variables: names("Variable"),
        ..Reader::new(&files, Found::new(FORMAT.name, counting))
    };
    for note in document.descendants().filter(|node| is(*node, "Note")) {
        let words = reader.text_of_source(note).unwrap_or_default();
        reader.notes.insert(guid(note, "guid"), words.trim().to_owned());
    }
    for code in document.descendants().filter(|node| is(*node, "Code")) {
        reader.code(code);
    }
    let sources = document.descendants().find(|node| is(*node, "Sources"));
    let mut others = 0;
    for source in sources.into_iter().flat_map(|sources| sources.children()).filter(Node::is_element) {
        let text = child(source, "Representation").unwrap_or(source);
        if is(source, "TextSource") || is(source, "PDFSource") && text != source {
            reader.source(source, text);
        } else {
            others += 1;
        }
    }
    for link in document.descendants().filter(|node| is(*node, "Link")) {
        reader.link(link);
    }
    let Reader { mut found, articles, .. } = reader;
    found.articles = articles;
    let sets =
        document.descendants().filter(|node| is(*node, "Set") || is(*node, "Case") || is(*node, "Graph")).count();
    for (count, what) in [(others, "sources that are no text"), (sets, "sets, cases and graphs")] {
        if count > 0 {
            found.problems.push(format!("{}: {count} {what} were left behind.", file.name));
        }
    }
    Ok(found)
}

/// A GUID as programs write it in many ways: in braces or not, in capitals or not.
fn guid(node: Node<'_, '_>, name: &str) -> String {
    attribute(node, name).unwrap_or_default().trim_matches(['{', '}']).to_lowercase()
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

struct Reader<'f> {
    files: &'f BTreeMap<String, Vec<u8>>,
    sha256: String,
    found: Found,
    users: BTreeMap<String, String>,
    variables: BTreeMap<String, String>,
    codes: BTreeMap<String, TagId>,
    notes: BTreeMap<String, String>,
    /// The article and mark of each selection and coding.
    spans: BTreeMap<String, (usize, SpanId)>,
    articles: Vec<FoundArticle>,
}

impl<'f> Reader<'f> {
    fn new(files: &'f BTreeMap<String, Vec<u8>>, found: Found) -> Self {
        Self {
            files,
            sha256: String::new(),
            found,
            users: BTreeMap::new(),
            variables: BTreeMap::new(),
            codes: BTreeMap::new(),
            notes: BTreeMap::new(),
            spans: BTreeMap::new(),
            articles: Vec::new(),
        }
    }

    fn code(&mut self, code: Node<'_, '_>) {
        let name = attribute(code, "name").unwrap_or_default();
        let id = self.found.tag(name);
        let parent = code.parent().filter(|parent| is(*parent, "Code"));
        let parent = parent.and_then(|parent| self.codes.get(&guid(parent, "guid")).cloned());
        self.codes.insert(guid(code, "guid"), id.clone());
        let Some(tag) = self.found.codebook.tags.iter_mut().find(|tag| tag.id == id) else { return };
        tag.parent = parent.filter(|parent| *parent != id);
        tag.definition = child(code, "Description").map(text_of).unwrap_or_default();
        if let Some(colour) = attribute(code, "color").and_then(Colour::from_hex) {
            tag.colour = colour;
        }
    }

    /// The text of a source or note: in the project itself, or a file of the archive.
    fn text_of_source(&self, source: Node<'_, '_>) -> Option<String> {
        if let Some(content) = child(source, "PlainTextContent") {
            return Some(text_of(content));
        }
        let path = attribute(source, "plainTextPath")?.strip_prefix("internal://")?.to_lowercase();
        let (_, bytes) = self.files.iter().find(|(name, _)| {
            let name = name.to_lowercase();
            name.rsplit('/').next() == Some(path.as_str()) || name == path
        })?;
        Some(encoding::decode(bytes, None, None).ok()?.text.into_owned())
    }

    fn source(&mut self, source: Node<'_, '_>, text: Node<'_, '_>) {
        let name = attribute(source, "name").unwrap_or_default().to_owned();
        let Some(content) = self.text_of_source(text) else {
            self.found.problems.push(format!("{name}: its text is not in the file; it was left out."));
            return;
        };
        let mut article = FoundArticle::new(&guid(source, "guid"), FORMAT.name, &self.sha256);
        article.facts.title = if name.trim().is_empty() { first_line(&content) } else { name.clone() };
        let description = child(source, "Description").map(text_of);
        article.facts.note = description.into_iter().chain(self.noted(source)).collect::<Vec<_>>().join("\n");
        self.facts(source, &mut article);
        article.text = Some(content);
        for selection in text.children().filter(|node| is(*node, "PlainTextSelection")) {
            self.selection(selection, &name, &mut article);
        }
        article.source.name = name;
        self.articles.push(article);
    }

    /// Values of variables that are named like facts.
    fn facts(&self, source: Node<'_, '_>, article: &mut FoundArticle) {
        for value in source.children().filter(|node| is(*node, "VariableValue")) {
            let variable = child(value, "VariableRef").and_then(|node| self.variables.get(&guid(node, "targetGUID")));
            let words = value.children().filter(|node| !is(*node, "VariableRef")).map(text_of).collect::<String>();
            let facts = &mut article.facts;
            match variable.map(|name| name.to_lowercase()).as_deref() {
                Some("outlet") => facts.outlet = words,
                Some("author") => facts.author = words,
                Some("published" | "date") => facts.published = words,
                Some("address" | "url") => facts.address = words,
                Some("language") => facts.language = words,
                _ => {}
            }
        }
    }

    /// The notes that a node refers to.
    fn noted(&self, node: Node<'_, '_>) -> Vec<String> {
        let references = node.children().filter(|child| is(*child, "NoteRef"));
        references.filter_map(|reference| self.notes.get(&guid(reference, "targetGUID")).cloned()).collect()
    }

    fn selection(&mut self, selection: Node<'_, '_>, name: &str, article: &mut FoundArticle) {
        let id = guid(selection, "guid");
        let place = format!("{name}, selection {id}");
        let number = |name| attribute(selection, name).and_then(|number| number.trim().parse::<u32>().ok());
        let Some(at) = number("startPosition").zip(number("endPosition")) else {
            self.found.problems.push(format!("{place}: its place is no number; it was left out."));
            return;
        };
        let description = child(selection, "Description").map(text_of).filter(|words| !words.trim().is_empty());
        let about: Vec<String> = description.into_iter().chain(self.noted(selection)).collect();
        let mut codings: Vec<Node<'_, '_>> = selection.children().filter(|node| is(*node, "Coding")).collect();
        if codings.is_empty() {
            codings.push(selection);
        }
        for coding in codings {
            let code = child(coding, "CodeRef").map(|code| guid(code, "targetGUID"));
            let tag = match code.as_ref().map(|code| self.codes.get(code).cloned()) {
                Some(Some(tag)) => tag,
                Some(None) => {
                    self.found
                        .problems
                        .push(format!("{place}: its code is not in the codebook; it is marked “{UNCODED}”."));
                    self.found.tag(UNCODED)
                }
                None => self.found.tag(UNCODED),
            };
            let key = guid(coding, "guid");
            let mut span = FoundSpan { place: place.clone(), ..article.span(&format!("{id} {key}"), tag, vec![at]) };
            let by = [guid(coding, "creatingUser"), guid(selection, "creatingUser")];
            let by = by.iter().find_map(|user| self.users.get(user)).cloned().unwrap_or_default();
            span.span.by = self.found.coder(&by);
            let made =
                [coding, selection].into_iter().find_map(|node| attribute(node, "creationDateTime")?.parse().ok());
            span.span.made = made.unwrap_or(span.span.made);
            let own = if coding == selection { Vec::new() } else { self.noted(coding) };
            span.span.note = about.iter().cloned().chain(own).collect::<Vec<_>>().join("\n");
            let here = (self.articles.len(), span.span.id);
            self.spans.entry(id.clone()).or_insert(here);
            self.spans.insert(key, here);
            article.spans.push(span);
        }
    }

    fn link(&mut self, link: Node<'_, '_>) {
        let end = |name| self.spans.get(&guid(link, name)).copied();
        let (Some((at, from)), Some((other, to))) = (end("originGUID"), end("targetGUID")) else {
            let name = attribute(link, "name").unwrap_or_default();
            self.found.problems.push(format!("The link “{name}” joins no two selections of text; it was left out."));
            return;
        };
        let name = attribute(link, "name").filter(|name| !name.trim().is_empty()).unwrap_or("Link");
        let kind = self.found.link_kind(name);
        let key = guid(link, "guid");
        match self.articles.get_mut(at).filter(|_| at == other) {
            Some(article) => {
                article.link(&key, kind, from, LinkEnd::Span(to));
            }
            None => self.found.problems.push(format!("The link “{name}” joins two sources; it was left out.")),
        }
    }
}
