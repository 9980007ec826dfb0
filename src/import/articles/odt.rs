//! Documents of LibreOffice: the text, and the comments with the words that they are about.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{
    format::{Body, Comment, Format, Input, OWN_READER},
    html::one_line,
    words::{Step, Warning},
};
use crate::{
    import::{
        error::ImportError,
        package::{Package, Paragraphs, attribute, is, one_blank, place_of, text_of, walk, xml},
    },
    model::Facts,
    text::FrozenText,
};

/// OpenDocument texts.
pub(super) const FORMAT: Format = Format {
    name: "odt",
    extensions: &["odt"],
    cannot_hold: "layout, images, headers and footers, text deleted in tracked changes",
    reader: OWN_READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let mut package = Package::open(input.bytes)?;
    let content = package.needed("content.xml")?;
    let content = xml("content.xml", &content)?;
    let body = content.descendants().find(|node| is(*node, "text") && node.parent().is_some_and(|p| is(p, "body")));
    let body = body.ok_or(ImportError::NoDocument)?;
    let mut page = Page::default();
    walk(body, |node| page.enter(node));
    let (mut steps, mut warnings) = (Vec::new(), Vec::new());
    if page.end() {
        steps.push(Step::AsideLast.to_string());
    }
    if page.comments_aside > 0 {
        warnings.push(Warning::CommentsAside(page.comments_aside));
    }
    let text = FrozenText::verbatim(page.paragraphs.text.as_str());
    let facts = match package.text("meta.xml")? {
        Some(meta) => facts(&meta)?,
        None => Facts::default(),
    };
    let title =
        if facts.title.is_empty() { text.as_str().lines().next().unwrap_or_default().trim() } else { &facts.title };
    let facts = Facts { title: title.to_owned(), ..facts.clone() };
    let comments = page.comments.into_iter().map(|(name, start, comment)| {
        let end = page.ends.get(&name).copied().filter(|_| !name.is_empty()).unwrap_or(start);
        let at = place_of(&text, start, end);
        Comment { at, ..comment }
    });
    let comments = comments.filter(|comment| !comment.at.is_empty()).collect();
    let body = Body { encoding: "UTF-8", steps, warnings, comments, ..Body::new(text, facts) };
    Ok(vec![body.doubted(package.doubts)])
}

#[derive(Default)]
struct Page {
    paragraphs: Paragraphs,
    comments: Vec<(String, usize, Comment)>,
    ends: BTreeMap<String, usize>,
    /// What stands in the middle of a sentence and is no part of it: footnotes, and the text of boxes.
    aside: Vec<String>,
    comments_aside: usize,
    /// In how many of these this one lies.
    depth: usize,
}

/// How deep footnotes and boxes lie in each other, at most; deeper ones stand where they are.
const DEEPEST: usize = 8;

impl Page {
    fn enter(&mut self, node: Node<'_, '_>) -> bool {
        if node.is_text() {
            // In this format blanks and line breaks of the file are one blank; more are said by elements. Between
            // paragraphs they are nothing.
            let text = node.text().unwrap_or_default();
            let within = |name| node.parent().is_some_and(|parent| is(parent, name));
            if !text.trim().is_empty() || ["p", "h", "span", "a"].into_iter().any(within) {
                self.paragraphs.push(&one_blank(text, self.paragraphs.text.ends_with([' ', '\n', '\t'])));
            }
            return true;
        }
        let at = self.paragraphs.text.len();
        match node.tag_name().name() {
            "tracked-changes" | "note-citation" | "sequence-decls" => return false,
            "note-body" | "text-box" if self.depth < DEEPEST => {
                let mut page = Self { depth: self.depth + 1, ..Self::default() };
                node.children().for_each(|child| walk(child, |node| page.enter(node)));
                page.end();
                self.comments_aside += page.comments.len() + page.comments_aside;
                self.aside.extend(Some(page.paragraphs.text).filter(|text| !text.trim().is_empty()));
                return false;
            }
            "p" | "h" => self.paragraphs.next(),
            "tab" => self.paragraphs.push("\t"),
            "line-break" => self.paragraphs.push("\n"),
            "s" => {
                let count = attribute(node, "c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.paragraphs.push(&" ".repeat(count.min(1_000)));
            }
            "annotation" => {
                self.comments.push((attribute(node, "name").unwrap_or_default().to_owned(), at, comment(node)));
                return false;
            }
            "annotation-end" => drop(self.ends.insert(attribute(node, "name").unwrap_or_default().to_owned(), at)),
            _ => {}
        }
        true
    }
}

impl Page {
    /// Puts at the end what stood aside; returns whether there was any.
    fn end(&mut self) -> bool {
        let aside = std::mem::take(&mut self.aside);
        for text in &aside {
            self.paragraphs.next();
            self.paragraphs.push(text);
        }
        !aside.is_empty()
    }
}

fn comment(annotation: Node<'_, '_>) -> Comment {
    let child = |name: &str| annotation.children().find(|node| is(*node, name)).map(text_of).unwrap_or_default();
    let paragraphs = annotation.children().filter(|node| is(*node, "p")).map(text_of);
    // The time stands without a zone; it is taken as UTC.
    let date = child("date").split('.').next().unwrap_or_default().to_owned();
    Comment {
        at: crate::text::ByteRange::default(),
        words: paragraphs.collect::<Vec<_>>().join("\n\n"),
        author: child("creator"),
        made: format!("{}Z", date.trim_end_matches('Z')).parse().ok(),
    }
}

/// Title and author; the day on which the file was made says nothing of publication.
fn facts(meta: &str) -> Result<Facts, ImportError> {
    let meta = xml("meta.xml", meta)?;
    let find = |name: &str| {
        let found = meta.descendants().find(|node| is(*node, name));
        found.map(|node| one_line(&text_of(node))).unwrap_or_default()
    };
    let author = [find("initial-creator"), find("creator")].into_iter().find(|name| !name.is_empty());
    Ok(Facts { title: find("title"), author: author.unwrap_or_default(), ..Facts::default() })
}
