//! Word documents: the text with its shape and footnotes, and the comments with the words that they are about. Of tracked
//! changes, deleted text stays behind and inserted text counts, or the other way round.

mod page;
mod styles;

use std::collections::BTreeMap;

use roxmltree::Node;

use self::{page::Page, styles::Styles};
use super::{
    format::{Body, Comment, Format, Input, OWN_READER},
    office::{OLE, Relations, core_facts, main_part},
    words::Step,
};
use crate::{
    import::{
        error::ImportError,
        package::{Package, Paragraphs, attribute, is, place_of, text_of, walk, xml},
    },
    model::Time,
    text::FrozenText,
};

/// Word documents.
pub(super) const FORMAT: Format = Format {
    name: "docx",
    extensions: &["docx", "docm", "doc"],
    cannot_hold: "layout, images, headers and footers, hidden text, phonetic guides, text deleted in tracked changes",
    reader: OWN_READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    if input.bytes.starts_with(&OLE) {
        return Err(ImportError::ProtectedWord);
    }
    let mut package = Package::open(input.bytes)?;
    let name = main_part(&mut package, "word/document.xml")?;
    let main = package.needed(&name)?;
    let main = xml(&name, &main)?;
    // The other parts lie beside the main one.
    let folder = name.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"));
    let styles = styles(&mut package, &folder)?;
    let mut page = Page::new(&styles, input.changes);
    page.relate(Relations::of(&mut package, &name)?);
    page.read(main.root());
    std::mem::take(&mut page.pages).mark(page.paragraphs.end(), &mut page.shape);
    let mut steps = Vec::new();
    let has_boxes = page.end_boxes();
    if has_boxes {
        steps.push(Step::AsideLast.to_string());
    }
    for (part, kind) in [("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")] {
        let part = format!("{folder}{part}");
        let Some(notes) = package.text(&part)? else { continue };
        let notes = xml(&part, &notes)?;
        page.relate(Relations::of(&mut package, &part)?);
        let is_note = |node: &Node<'_, '_>| is(*node, kind) && attribute(*node, "type").is_none();
        let before = page.paragraphs.text.len();
        for note in notes.descendants().filter(is_note) {
            page.read(note);
        }
        page.end_boxes();
        if page.paragraphs.text.len() > before && !(has_boxes && kind == "footnote") {
            steps.push(Step::NotesLast(kind).to_string());
        }
    }
    let Page { paragraphs, shape, ranges, has_changes, .. } = page;
    let structure = shape.finish(&paragraphs.text);
    let text = FrozenText::verbatim(paragraphs.text);
    let comments = match package.text(&format!("{folder}comments.xml"))? {
        Some(xml) => comments(&xml, &ranges, &text)?,
        None => Vec::new(),
    };
    let mut facts = core_facts(&mut package)?;
    if facts.title.is_empty() {
        facts.title = text.as_str().lines().next().unwrap_or_default().trim().to_owned();
    }
    let body = Body { structure, steps, encoding: "UTF-8", comments, has_changes, ..Body::new(text, facts) };
    Ok(vec![body.doubted(package.doubts)])
}

/// The styles of the document; without them its text is all there, and plain.
fn styles(package: &mut Package<'_>, folder: &str) -> Result<Styles, ImportError> {
    let name = format!("{folder}styles.xml");
    let content = package.text(&name)?;
    Ok(content.and_then(|content| Styles::read(&name, &content).ok()).unwrap_or_default())
}

/// When a comment was made; a time without a zone is taken as UTC.
fn time(date: &str) -> Option<Time> {
    date.parse().ok().or_else(|| format!("{date}Z").parse().ok())
}

/// The comments, on the words whose places are known by their names.
fn comments(
    content: &str,
    ranges: &BTreeMap<String, (usize, usize)>,
    text: &FrozenText,
) -> Result<Vec<Comment>, ImportError> {
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
        let (start, end) = ranges.get(id).copied().unwrap_or_default();
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
