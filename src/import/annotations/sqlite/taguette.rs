//! Taguette's project (`.sqlite3`; taguette.org): documents as HTML, highlights with tags.
//!
//! A highlight counts UTF-8 bytes of the document's text without its markup. Here the text gets a line end where a block
//! of the page ends, and places are moved by what that adds.

use std::collections::BTreeMap;

use dom_query::{Document, NodeRef};

use super::{
    super::{File, Format, Found, FoundArticle, FoundSpan},
    Database, cell, is_database, time,
};
use crate::{
    import::{ImportError, sha256_of},
    model::TagId,
    text::Counting,
};

/// Taguette's project.
pub(in super::super) const FORMAT: Format = Format {
    name: "taguette",
    title: "Taguette",
    extensions: &["sqlite3"],
    cannot_hold: "pictures and type of documents; who made a highlight, which its export does not say",
    is: is_database,
    read,
};

/// The tag of highlights without one.
const UNTAGGED: &str = "Highlight";

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let database = Database::open(file.bytes)?;
    let documents = database.rows("documents", &["id", "name", "description", "contents", "filename"])?;
    if documents.is_empty() {
        return Err(ImportError::Unreadable("it is no project of Taguette, or one without documents".to_owned()));
    }
    let mut found = Found::new(FORMAT.name, Counting::BYTES);
    let mut tags: BTreeMap<String, TagId> = BTreeMap::new();
    let paths = database.rows("tags", &["path", "id", "description"])?;
    for row in &paths {
        let (path, id, description) = (cell(row, 0), cell(row, 1), cell(row, 2));
        let tag = found.tag(path);
        // `a.b` stands under `a`.
        let parent = path.rsplit_once('.').filter(|(parent, _)| paths.iter().any(|row| cell(row, 0) == *parent));
        let parent = parent.map(|(parent, _)| found.tag(parent));
        if let Some(own) = found.codebook.tags.iter_mut().find(|own| own.id == tag) {
            description.clone_into(&mut own.definition);
            own.parent = parent;
        }
        tags.insert(id.to_owned(), tag);
    }
    let mut tags_of: BTreeMap<String, Vec<TagId>> = BTreeMap::new();
    for row in database.rows("highlight_tags", &["highlight_id", "tag_id"])? {
        if let Some(tag) = tags.get(cell(&row, 1)) {
            tags_of.entry(cell(&row, 0).to_owned()).or_default().push(tag.clone());
        }
    }
    let sha256 = sha256_of(file.bytes);
    let mut articles: BTreeMap<String, (FoundArticle, Page)> = BTreeMap::new();
    for row in &documents {
        let page = Page::of(cell(row, 3));
        let name = format!("{}, {}", file.name, cell(row, 1));
        let mut article = FoundArticle::with_text(&name, FORMAT.name, &sha256, page.text.clone());
        cell(row, 2).clone_into(&mut article.facts.note);
        articles.insert(cell(row, 0).to_owned(), (article, page));
    }
    let untagged = Vec::new();
    for row in
        database.rows("highlights", &["id", "document_id", "start_offset", "end_offset", "snippet", "created"])?
    {
        let place = format!("{}, highlight {}", file.name, cell(&row, 0));
        let number = |at: usize| cell(&row, at).parse::<u32>().ok();
        let (Some((article, page)), Some((start, end))) = (articles.get_mut(cell(&row, 1)), number(2).zip(number(3)))
        else {
            found.problems.push(format!("{place}: it has no document or no place; it was left out."));
            continue;
        };
        let tags = tags_of.get(cell(&row, 0)).unwrap_or(&untagged);
        let tags = if tags.is_empty() { vec![found.tag(UNTAGGED)] } else { tags.clone() };
        for tag in tags {
            let key = format!("{} {}", cell(&row, 0), tag.as_str());
            let mark = article.span(&key, tag, vec![(page.start(start), page.end(end))]);
            let mut mark = FoundSpan { place: place.clone(), ..mark };
            mark.words = Some(Page::of(cell(&row, 4)).text).filter(|words| !words.is_empty());
            if let Some(made) = time(cell(&row, 5)) {
                mark.span.made = made;
            }
            article.spans.push(mark);
        }
    }
    found.articles = articles.into_values().map(|(article, _)| article).collect();
    Ok(found)
}

/// A document's text, with the places where line ends were put in.
struct Page {
    text: String,
    /// In the document's own counting, in order.
    added: Vec<u32>,
}

impl Page {
    fn of(html: &str) -> Self {
        let document = Document::from(html);
        let mut page = Self { text: String::new(), added: Vec::new() };
        let mut nodes = vec![(document.root(), false)];
        while let Some((node, is_left)) = nodes.pop() {
            if node.is_text() {
                page.text.push_str(&node.text());
                continue;
            }
            if is_left {
                page.end_line();
                continue;
            }
            if ends_line(&node) {
                nodes.push((node, true));
            }
            let children: Vec<NodeRef<'_>> = node.children();
            nodes.extend(children.into_iter().rev().map(|child| (child, false)));
        }
        page
    }

    /// Ends the line, where something stands in it.
    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.added.push((self.text.len() - self.added.len()) as u32);
            self.text.push('\n');
        }
    }

    /// Where a stretch begins that begins here in the document's own counting: after a line end that was put in there.
    fn start(&self, at: u32) -> u32 {
        at.saturating_add(self.added.partition_point(|place| *place <= at) as u32)
    }

    /// Where a stretch ends: before it.
    fn end(&self, at: u32) -> u32 {
        at.saturating_add(self.added.partition_point(|place| *place < at) as u32)
    }
}

/// Whether a line ends with this element.
fn ends_line(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    matches!(
        &*name,
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "br" | "div" | "tr" | "blockquote" | "pre" | "hr"
    )
}
