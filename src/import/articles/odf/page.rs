//! The text of an OpenDocument as it is read: its shape, its comments, what stands aside, and what tracked changes say of
//! it.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::styles::Styles;
use crate::{
    import::{
        articles::format::{Changes, Comment},
        package::{Edge, Paragraphs, attribute, child, is, one_blank, parent_is, text_of, walk_edges},
        shape::{Pages, Shape},
    },
    model::RunKind,
};

/// The text as it is read.
pub(super) struct Page<'d> {
    pub(super) paragraphs: Paragraphs,
    pub(super) shape: Shape,
    pub(super) pages: Pages,
    pub(super) comments: Vec<(String, usize, Comment)>,
    pub(super) ends: BTreeMap<String, usize>,
    pub(super) comments_aside: usize,
    styles: &'d Styles,
    /// What stands in the middle of a sentence and is no part of it: footnotes, and the text of boxes.
    aside: Vec<(String, Shape)>,
    /// In how many of these this one lies.
    depth: usize,
    looks: Vec<Look>,
    changed: Changed<'d>,
}

/// Tracked changes that are to be undone.
#[derive(Default)]
struct Changed<'d> {
    /// The names of insertions.
    inserted: BTreeSet<&'d str>,
    /// What was deleted, by its names; each is put back once.
    deleted: BTreeMap<&'d str, Node<'d, 'd>>,
    /// In how many insertions this place lies.
    skipping: usize,
    /// Whether the next paragraph goes on with this one.
    goes_on: bool,
}

/// How words look here.
#[derive(Clone, Copy, Default)]
struct Look {
    bold: bool,
    italic: bool,
    is_hidden: bool,
    /// What is the same for all words of a heading or quotation, and says nothing of any of them.
    own: (bool, bool),
}

/// How deep footnotes and boxes lie in each other, at most; deeper ones stand where they are.
const DEEPEST: usize = 8;

impl<'d> Page<'d> {
    pub(super) fn new(styles: &'d Styles) -> Self {
        Self {
            paragraphs: Paragraphs::default(),
            shape: Shape::default(),
            pages: Pages::default(),
            comments: Vec::new(),
            ends: BTreeMap::new(),
            comments_aside: 0,
            styles,
            aside: Vec::new(),
            depth: 0,
            looks: Vec::new(),
            changed: Changed::default(),
        }
    }

    /// A page that keeps footnotes and boxes where they stand.
    pub(super) fn with_boxes(styles: &'d Styles) -> Self {
        Self { depth: DEEPEST, ..Self::new(styles) }
    }

    /// Notes the tracked changes of the document; returns whether there are any.
    pub(super) fn track(&mut self, body: Node<'d, 'd>, changes: Changes) -> bool {
        let tracked = child(body, "tracked-changes");
        let regions = tracked.into_iter().flat_map(|tracked| tracked.children());
        let mut has_changes = false;
        for region in regions.filter(|node| is(*node, "changed-region")) {
            let name = attribute(region, "id").unwrap_or_default();
            let (inserted, deleted) = (child(region, "insertion"), child(region, "deletion"));
            has_changes |= inserted.is_some() || deleted.is_some();
            if changes == Changes::Original {
                self.changed.inserted.extend(inserted.map(|_| name));
                self.changed.deleted.extend(deleted.map(|deleted| (name, deleted)));
            }
        }
        has_changes
    }

    /// Reads what is below a node, without what `is_left_out`.
    pub(super) fn read(&mut self, root: Node<'d, 'd>, is_left_out: fn(Node<'_, '_>) -> bool) {
        walk_edges(root, |edge| match edge {
            Edge::Open(node) => !(node != root && is_left_out(node)) && self.enter(node),
            Edge::Close(node) if node != root && is_left_out(node) => false,
            Edge::Close(node) => {
                self.leave(node);
                false
            }
        });
    }

    fn enter(&mut self, node: Node<'d, 'd>) -> bool {
        if node.is_text() {
            self.words(node);
            return true;
        }
        let at = self.paragraphs.text.len();
        let name = || attribute(node, "name").unwrap_or_default().to_owned();
        match node.tag_name().name() {
            "tracked-changes" | "note-citation" | "sequence-decls" => return false,
            name if is_unseen(node, name) => return false,
            "note-body" | "text-box" if self.depth < DEEPEST => {
                self.read_aside(node);
                return false;
            }
            "p" | "h" => {
                self.paragraph(node);
                return !is_hidden_paragraph(node);
            }
            "span" | "a" | "list-item" | "table-row" | "table-cell" => self.begin(node),
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "s" => {
                let count = attribute(node, "c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.push(&" ".repeat(count.min(1_000)));
            }
            "soft-page-break" => self.pages.shown(&self.paragraphs.text),
            "annotation" => {
                self.comments.push((name(), at, comment(node)));
                return false;
            }
            "annotation-end" => drop(self.ends.insert(name(), at)),
            "change" | "change-start" | "change-end" => self.change(node),
            _ => {}
        }
        true
    }

    /// In this format blanks and line breaks of the file are one blank; more are said by elements. Between paragraphs they
    /// are nothing.
    fn words(&mut self, node: Node<'_, '_>) {
        let text = node.text().unwrap_or_default();
        if !text.trim().is_empty() || ["p", "h", "span", "a"].into_iter().any(|name| parent_is(node, name)) {
            self.push(&one_blank(text, self.paragraphs.text.ends_with([' ', '\n', '\t'])));
        }
    }

    fn push(&mut self, text: &str) {
        let Look { bold, italic, is_hidden, own } = self.looks.last().copied().unwrap_or_default();
        if self.changed.skipping > 0 || is_hidden {
            return;
        }
        let at = self.paragraphs.put(text);
        for (is, kind) in [(bold && !own.0, RunKind::Strong), (italic && !own.1, RunKind::Emphasis)] {
            if is {
                self.shape.add(at.start.index(), at.end.index(), kind);
            }
        }
    }

    fn read_aside(&mut self, node: Node<'d, 'd>) {
        if self.changed.skipping > 0 {
            return;
        }
        let changed = std::mem::take(&mut self.changed);
        let mut page = Self { depth: self.depth + 1, changed, ..Self::new(self.styles) };
        node.children().for_each(|child| page.read(child, |_| false));
        page.end();
        self.changed = std::mem::take(&mut page.changed);
        self.comments_aside += page.comments.len() + page.comments_aside;
        self.aside.extend(Some((page.paragraphs.text, page.shape)).filter(|(text, _)| !text.trim().is_empty()));
    }

    /// A paragraph or heading begins.
    fn paragraph(&mut self, node: Node<'d, 'd>) {
        if !std::mem::take(&mut self.changed.goes_on) && self.changed.skipping == 0 {
            self.paragraphs.next();
        }
        let style = attribute(node, "style-name").unwrap_or_default();
        if self.styles.begins_page(style) && !self.paragraphs.text.trim().is_empty() {
            self.pages.wanted(&self.paragraphs.text);
        }
        let level = || attribute(node, "outline-level").and_then(|level| level.parse().ok()).unwrap_or(1_u8).max(1);
        let kind = if is(node, "h") { Some(RunKind::Heading(level())) } else { self.styles.kind(style) };
        let (bold, italic) = self.styles.look_of_paragraph(style);
        let own = if kind.is_some() { (bold, italic) } else { (false, false) };
        self.looks.push(Look { bold, italic, is_hidden: self.styles.hides_paragraph(style), own });
        self.shape.begin(self.paragraphs.end(), kind.into_iter().collect());
    }

    /// Something else begins that has a shape.
    fn begin(&mut self, node: Node<'_, '_>) {
        let kind = match node.tag_name().name() {
            "list-item" => Some(RunKind::Item).filter(|_| child(node, "h").is_none()),
            "table-row" => Some(RunKind::Row),
            "table-cell" => Some(RunKind::Cell),
            _words => {
                let look = self.looks.last().copied().unwrap_or_default();
                let style = attribute(node, "style-name").unwrap_or_default();
                let (bold, italic) = self.styles.look_of_words(style, (look.bold, look.italic));
                let is_hidden = self.styles.hides_words(style).unwrap_or(look.is_hidden);
                self.looks.push(Look { bold, italic, is_hidden, ..look });
                let address = attribute(node, "href").filter(|address| !address.starts_with('#') && is(node, "a"));
                address.map(|address| RunKind::Link(address.to_owned()))
            }
        };
        self.shape.begin(self.paragraphs.end(), kind.into_iter().collect());
    }

    fn leave(&mut self, node: Node<'_, '_>) {
        match node.tag_name().name() {
            "p" | "h" | "span" | "a" => drop(self.looks.pop()),
            "list-item" | "table-row" | "table-cell" => {}
            _ => return,
        }
        self.shape.end(self.paragraphs.end());
    }

    /// A tracked change that is to be undone: an insertion begins or ends here, or what was deleted here is put back.
    fn change(&mut self, node: Node<'_, '_>) {
        let name = attribute(node, "change-id").unwrap_or_default();
        if self.changed.inserted.contains(name) {
            let skipping = self.changed.skipping;
            let is_start = is(node, "change-start");
            self.changed.skipping = if is_start { skipping + 1 } else { skipping.saturating_sub(1) };
        } else if let Some(deleted) = self.changed.deleted.remove(name).filter(|_| is(node, "change")) {
            let parts = deleted.children().filter(|node| node.is_element() && !is(*node, "change-info"));
            for (number, part) in parts.enumerate() {
                // What comes first belongs to the paragraph here, and what follows here to the last.
                self.changed.goes_on = number == 0;
                self.read(part, |node| is(node, "change"));
            }
            self.changed.goes_on = false;
        }
    }

    /// Puts at the end what stood aside; returns whether there was any.
    pub(super) fn end(&mut self) -> bool {
        let aside = std::mem::take(&mut self.aside);
        let is_any = !aside.is_empty();
        for (text, shape) in aside {
            self.paragraphs.next();
            let at = self.paragraphs.put(&text);
            self.shape.append(shape, at, text.len() - at.len() as usize);
        }
        is_any
    }
}

/// Whether an element holds words that are shown nowhere: what an index is made from, descriptions of pictures, and what
/// is hidden. The readings over characters stand beside these, and are no part of a sentence.
pub(super) fn is_unseen(node: Node<'_, '_>, name: &str) -> bool {
    // A field for the title of the document bears the same name.
    let is_of_drawing = |space: &str| space.contains("svg");
    let is_drawn = || parent_is(node, "frame") || node.tag_name().namespace().is_some_and(is_of_drawing);
    match name {
        "title" | "desc" => is_drawn(),
        "ruby-text" | "forms" | "event-listeners" => true,
        "hidden-text" => attribute(node, "is-hidden") != Some("false"),
        "section" => attribute(node, "display") == Some("none"),
        name => name.ends_with("-source"),
    }
}

/// Whether a field in a paragraph hides all of it.
fn is_hidden_paragraph(paragraph: Node<'_, '_>) -> bool {
    paragraph.children().any(|node| is(node, "hidden-paragraph") && attribute(node, "is-hidden") == Some("true"))
}

fn comment(annotation: Node<'_, '_>) -> Comment {
    let child = |name: &str| child(annotation, name).map(text_of).unwrap_or_default();
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
