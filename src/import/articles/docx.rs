//! Word documents: the text with its footnotes, and the comments with the words that they are about. Deleted text of tracked
//! changes stays behind, inserted text counts.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{
    format::{Body, Comment, Format, Input, OWN_READER},
    html::one_line,
    words::Step,
};
use crate::{
    import::{
        error::ImportError,
        package::{Package, Paragraphs, attribute, is, place_of, text_of, walk, xml},
    },
    model::{Facts, Time},
    text::FrozenText,
};

/// Word documents.
pub(super) const FORMAT: Format = Format {
    name: "docx",
    extensions: &["docx"],
    cannot_hold: "layout, images, headers and footers, text deleted in tracked changes",
    reader: OWN_READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    if input.bytes.starts_with(&OLE) {
        return Err(ImportError::ProtectedWord);
    }
    let mut package = Package::open(input.bytes)?;
    let name = main_part(&mut package)?;
    let main = package.needed(&name)?;
    let main = xml(&name, &main)?;
    let mut page = Page::default();
    walk(main.root(), |node| page.enter(node));
    let mut steps = Vec::new();
    // The other parts lie beside the main one.
    let folder = name.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"));
    for (part, kind) in [("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")] {
        let part = format!("{folder}{part}");
        let Some(notes) = package.text(&part)? else { continue };
        let notes = xml(&part, &notes)?;
        let is_note = |node: &Node<'_, '_>| is(*node, kind) && attribute(*node, "type").is_none();
        let before = page.paragraphs.text.len();
        for note in notes.descendants().filter(is_note) {
            walk(note, |node| page.enter(node));
        }
        if page.paragraphs.text.len() > before {
            steps.push(Step::NotesLast(kind).to_string());
        }
    }
    let text = FrozenText::verbatim(page.paragraphs.text.as_str());
    let comments = match package.text(&format!("{folder}comments.xml"))? {
        Some(xml) => comments(&xml, &page, &text)?,
        None => Vec::new(),
    };
    let mut facts = match package.text("docProps/core.xml")? {
        Some(core) => core_facts(&core)?,
        None => Facts::default(),
    };
    if facts.title.is_empty() {
        facts.title = text.as_str().lines().next().unwrap_or_default().trim().to_owned();
    }
    let body = Body { steps, encoding: "UTF-8", comments, ..Body::new(text, facts) };
    Ok(vec![body.doubted(package.doubts)])
}

/// How a Word document that is protected begins, and one of an old Word: both are containers of another kind (OLE).
const OLE: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// The name of the part that holds the text: the one that the package says, mostly `word/document.xml`.
fn main_part(package: &mut Package<'_>) -> Result<String, ImportError> {
    let usual = || "word/document.xml".to_owned();
    let Some(relations) = package.text("_rels/.rels")? else { return Ok(usual()) };
    let relations = xml("_rels/.rels", &relations)?;
    let is_main = |node: &Node<'_, '_>| attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
    let main = relations.descendants().filter(is_main).find_map(|node| attribute(node, "Target"));
    Ok(main.map_or_else(usual, |name| name.trim_start_matches('/').to_owned()))
}

/// When a comment was made; a time without a zone is taken as UTC.
fn time(date: &str) -> Option<Time> {
    date.parse().ok().or_else(|| format!("{date}Z").parse().ok())
}

/// The text as it is read, with where comments stand.
#[derive(Default)]
struct Page {
    paragraphs: Paragraphs,
    starts: BTreeMap<String, usize>,
    ranges: BTreeMap<String, (usize, usize)>,
}

impl Page {
    fn enter(&mut self, node: Node<'_, '_>) -> bool {
        let at = self.paragraphs.text.len();
        let id = || attribute(node, "id").unwrap_or_default().to_owned();
        match node.tag_name().name() {
            // Text boxes stand in the file twice, once for programs that do not know them.
            "Fallback" | "del" | "moveFrom" => return false,
            "p" => self.paragraphs.next(),
            "t" => self.paragraphs.push(&text_of(node)),
            "tab" if parent_is(node, "r") => self.paragraphs.push("\t"),
            "br" | "cr" => self.paragraphs.push("\n"),
            "noBreakHyphen" => self.paragraphs.push("\u{2011}"),
            "commentRangeStart" => drop(self.starts.insert(id(), at)),
            "commentRangeEnd" => {
                let start = self.starts.get(&id()).copied().unwrap_or(at);
                self.ranges.insert(id(), (start, at));
            }
            "commentReference" => drop(self.ranges.entry(id()).or_insert((at, at))),
            _ => {}
        }
        !is(node, "t")
    }
}

fn comments(content: &str, page: &Page, text: &FrozenText) -> Result<Vec<Comment>, ImportError> {
    let document = xml("word/comments.xml", content)?;
    let mut comments = Vec::new();
    for comment in document.descendants().filter(|node| is(*node, "comment")) {
        let mut words = Paragraphs::default();
        walk(comment, |node| {
            match node.tag_name().name() {
                "p" => words.next(),
                "t" => words.push(&text_of(node)),
                _ => {}
            }
            true
        });
        let id = attribute(comment, "id").unwrap_or_default();
        let (start, end) = page.ranges.get(id).copied().unwrap_or_default();
        let at = place_of(text, start, end);
        comments.push(Comment {
            at,
            words: words.text,
            author: attribute(comment, "author").unwrap_or_default().to_owned(),
            made: attribute(comment, "date").and_then(time),
        });
    }
    comments.retain(|comment| !comment.at.is_empty());
    Ok(comments)
}

/// Title and author as the document states them; the day on which the file was made says nothing of publication.
pub(super) fn core_facts(core: &str) -> Result<Facts, ImportError> {
    let core = xml("docProps/core.xml", core)?;
    let find = |name: &str| {
        let found = core.descendants().find(|node| is(*node, name));
        found.map(|node| one_line(&text_of(node))).unwrap_or_default()
    };
    Ok(Facts { title: find("title"), author: find("creator"), language: find("language"), ..Facts::default() })
}

fn parent_is(node: Node<'_, '_>, name: &str) -> bool {
    node.parent().is_some_and(|parent| is(parent, name))
}
