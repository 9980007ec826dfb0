//! The text of a Word document as it is read: its shape, where comments stand, and what tracked changes say of it.

use std::{collections::BTreeMap, mem::take};

use roxmltree::Node;

use super::styles::{Kind, Styles, is_on};
use crate::{
    import::{
        articles::{
            format::Changes,
            office::{Relations, address_in, relation_of, symbol_of},
        },
        package::{Edge, Paragraphs, attribute, child, is, parent_is, text_of, walk_edges},
        shape::{Pages, Shape},
    },
    model::RunKind,
};

/// The text as it is read.
pub(super) struct Page<'s> {
    pub(super) paragraphs: Paragraphs,
    pub(super) shape: Shape,
    pub(super) pages: Pages,
    /// Where the words of comments are, by the names of these.
    pub(super) ranges: BTreeMap<String, (usize, usize)>,
    /// Whether there are tracked changes.
    pub(super) has_changes: bool,
    starts: BTreeMap<String, usize>,
    styles: &'s Styles,
    relations: Relations,
    changes: Changes,
    /// Whether the next paragraph goes on with this one: the end between them is no more, or this one is a large initial.
    goes_on: bool,
    /// In how many changes this place lies whose text is left out.
    dropped: usize,
    /// The paragraphs that this place lies in.
    around: Vec<Around>,
    /// Whether the runs of words are hidden that this place lies in.
    hidden: Vec<bool>,
    fields: Vec<Field>,
    /// The texts of boxes, which stand in the middle of a sentence and are no part of it.
    boxes: Vec<Aside>,
    /// In how many of these this one lies.
    depth: usize,
}

/// A text that stands aside, with its shape and the places of comments in it.
struct Aside {
    text: String,
    shape: Shape,
    ranges: BTreeMap<String, (usize, usize)>,
}

/// A paragraph: its style, how words look by that, and whether it is text.
#[derive(Default)]
struct Around {
    style: String,
    look: (bool, bool),
    is_text: bool,
}

/// A field: its instruction, and where its result begins.
#[derive(Default)]
struct Field {
    instruction: String,
    start: Option<usize>,
}

/// So many fields may lie in each other.
const DEEPEST: usize = 32;
/// So many boxes may lie in each other; deeper ones stand where they are.
const DEEPEST_BOX: usize = 8;

impl<'s> Page<'s> {
    pub(super) fn new(styles: &'s Styles, changes: Changes) -> Self {
        Self {
            paragraphs: Paragraphs::default(),
            shape: Shape::default(),
            pages: Pages::default(),
            ranges: BTreeMap::new(),
            has_changes: false,
            starts: BTreeMap::new(),
            styles,
            relations: Relations::default(),
            changes,
            goes_on: false,
            dropped: 0,
            around: Vec::new(),
            hidden: Vec::new(),
            fields: Vec::new(),
            boxes: Vec::new(),
            depth: 0,
        }
    }

    /// Reads on in a part with these relations.
    pub(super) fn read(&mut self, root: Node<'_, '_>) {
        walk_edges(root, |edge| match edge {
            Edge::Open(node) => self.enter(node),
            Edge::Close(node) => {
                self.leave(node);
                false
            }
        });
    }

    /// What the part that is read next says of others.
    pub(super) fn relate(&mut self, relations: Relations) {
        self.relations = relations;
    }

    fn enter(&mut self, node: Node<'_, '_>) -> bool {
        let name = node.tag_name().name();
        self.has_changes |= matches!(name, "del" | "ins" | "moveFrom" | "moveTo");
        match name {
            // Text boxes stand in the file twice, once for programs that do not know them. Readings stand over characters.
            "Fallback" | "rt" => return false,
            _ if self.is_dropped(name) => {
                self.dropped += 1;
                self.goes_on |= is_end_of_paragraph(node);
            }
            "p" | "r" | "tr" | "tc" | "hyperlink" => self.begin(node),
            // Comments on what is left out are still at a place.
            _ if self.dropped > 0 || self.hidden.last() == Some(&true) => {
                self.mark_of_left_out(node);
                return name != "txbxContent";
            }
            "txbxContent" if self.depth < DEEPEST_BOX => {
                self.read_box(node);
                return false;
            }
            "t" | "delText" => self.paragraphs.push(&text_of(node)),
            "tab" if parent_is(node, "r") => self.paragraphs.push("\t"),
            "ptab" => self.paragraphs.push("\t"),
            "sym" => self.symbol(node),
            "br" | "cr" => {
                self.paragraphs.push("\n");
                if attribute(node, "type") == Some("page") {
                    self.pages.wanted(&self.paragraphs.text);
                }
            }
            "lastRenderedPageBreak" => self.pages.shown(&self.paragraphs.text),
            "noBreakHyphen" => self.paragraphs.push("\u{2011}"),
            _ => self.mark(node),
        }
        !matches!(name, "t" | "delText")
    }

    /// A sign by its number in a font.
    fn symbol(&mut self, node: Node<'_, '_>) {
        let number = attribute(node, "char").and_then(|number| u32::from_str_radix(number, 16).ok());
        let font = attribute(node, "font").unwrap_or_default();
        let sign = number.map_or('\u{FFFD}', |number| symbol_of(font, number));
        self.paragraphs.push(sign.encode_utf8(&mut [0; 4]));
    }

    /// Reads the text of a box, which is put at the end.
    fn read_box(&mut self, node: Node<'_, '_>) {
        let mut page = Self {
            depth: self.depth + 1,
            relations: take(&mut self.relations),
            ..Self::new(self.styles, self.changes)
        };
        node.children().for_each(|child| page.read(child));
        page.end_boxes();
        let Self { paragraphs, shape, ranges, has_changes, relations, .. } = page;
        self.has_changes |= has_changes;
        self.relations = relations;
        if !paragraphs.text.trim().is_empty() {
            self.boxes.push(Aside { text: paragraphs.text, shape, ranges });
        }
    }

    /// Puts the texts of boxes at the end; returns whether there are any.
    pub(super) fn end_boxes(&mut self) -> bool {
        let boxes = take(&mut self.boxes);
        let is_any = !boxes.is_empty();
        for Aside { text, shape, ranges } in boxes {
            self.paragraphs.next();
            let at = self.paragraphs.put(&text);
            let lost = text.len() - at.len() as usize;
            self.shape.append(shape, at, lost);
            let moved = |place: usize| (place + at.start.index()).saturating_sub(lost);
            self.ranges.extend(ranges.into_iter().map(|(id, (start, end))| (id, (moved(start), moved(end)))));
        }
        is_any
    }

    /// Comments and fields are at a place, and begin and end, where words are left out, too.
    fn mark_of_left_out(&mut self, node: Node<'_, '_>) {
        if self.dropped == 0 {
            self.mark(node);
        } else {
            self.comment(node);
        }
    }

    /// Whether what was changed so is left out.
    fn is_dropped(&self, name: &str) -> bool {
        match self.changes {
            Changes::Accepted => matches!(name, "del" | "moveFrom"),
            Changes::Original => matches!(name, "ins" | "moveTo"),
        }
    }

    /// Where a comment begins, ends or stands.
    fn comment(&mut self, node: Node<'_, '_>) {
        let at = self.paragraphs.text.len();
        let id = || attribute(node, "id").unwrap_or_default().to_owned();
        match node.tag_name().name() {
            "commentRangeStart" => drop(self.starts.insert(id(), at)),
            "commentRangeEnd" => {
                let start = self.starts.get(&id()).copied().unwrap_or(at);
                self.ranges.insert(id(), (start, at));
            }
            "commentReference" => drop(self.ranges.entry(id()).or_insert((at, at))),
            _ => {}
        }
    }

    /// What stands at a place without being text: comments and fields.
    fn mark(&mut self, node: Node<'_, '_>) {
        match node.tag_name().name() {
            "instrText" => {
                if let Some(field) = self.fields.last_mut().filter(|field| field.start.is_none()) {
                    field.instruction.push_str(&text_of(node));
                }
            }
            "fldChar" => self.field(attribute(node, "fldCharType").unwrap_or_default()),
            "fldSimple" => self.begin(node),
            _ => self.comment(node),
        }
    }

    fn field(&mut self, part: &str) {
        let at = self.paragraphs.end();
        match part {
            "begin" if self.fields.len() < DEEPEST => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.start = Some(at);
                }
            }
            "end" => {
                let Some(Field { instruction, start: Some(start) }) = self.fields.pop() else { return };
                if let Some(address) = address_in(&instruction) {
                    self.shape.add(start, at, RunKind::Link(address));
                }
            }
            _ => {}
        }
    }

    /// A paragraph, a run of words, a row, a cell or a link begins.
    fn begin(&mut self, node: Node<'_, '_>) {
        let kinds = match node.tag_name().name() {
            "p" => self.paragraph(node),
            "r" => self.look(child(node, "rPr")),
            name @ ("tr" | "tc") => {
                self.goes_on = false;
                vec![if name == "tr" { RunKind::Row } else { RunKind::Cell }]
            }
            "fldSimple" => attribute(node, "instr").and_then(address_in).map(RunKind::Link).into_iter().collect(),
            _link => {
                let address = relation_of(node).and_then(|id| self.relations.address(id));
                address.map(|address| RunKind::Link(address.to_owned())).into_iter().collect()
            }
        };
        self.shape.begin(self.paragraphs.end(), kinds);
    }

    /// A paragraph begins; says what it is.
    fn paragraph(&mut self, node: Node<'_, '_>) -> Vec<RunKind> {
        if !take(&mut self.goes_on) {
            self.paragraphs.next();
        }
        let properties = child(node, "pPr");
        let is_break = properties.and_then(|properties| child(properties, "pageBreakBefore")).is_some_and(is_on);
        if is_break && !self.paragraphs.text.trim().is_empty() {
            self.pages.wanted(&self.paragraphs.text);
        }
        let style = self.styles.of_paragraph(properties);
        let kind = self.styles.kind(properties, style);
        let look = self.styles.look(style);
        self.around.push(Around { style: style.to_owned(), look, is_text: kind == Kind::Body });
        match kind {
            Kind::Heading(level) => vec![RunKind::Heading(level)],
            Kind::Quote => vec![RunKind::Quote],
            Kind::Body if self.styles.is_listed(properties, style) => vec![RunKind::Item],
            Kind::Body => Vec::new(),
        }
    }

    /// How words look; how headings and quotations look by their own styles says nothing more of them.
    fn look(&mut self, properties: Option<Node<'_, '_>>) -> Vec<RunKind> {
        let own = Around::default();
        let Around { style, look, is_text } = self.around.last().unwrap_or(&own);
        self.hidden.push(self.styles.hides(properties, style));
        let (style, is_text) = (*look, *is_text);
        let (bold, italic) = self.styles.look_of(properties, style);
        let strong = Some(RunKind::Strong).filter(|_| bold && (is_text || !style.0));
        let emphasis = Some(RunKind::Emphasis).filter(|_| italic && (is_text || !style.1));
        strong.into_iter().chain(emphasis).collect()
    }

    fn leave(&mut self, node: Node<'_, '_>) {
        match node.tag_name().name() {
            "p" => {
                self.around.pop();
                self.goes_on |= is_large_initial(node);
            }
            "r" => drop(self.hidden.pop()),
            "fldSimple" if self.dropped > 0 => return,
            "tr" | "tc" | "hyperlink" | "fldSimple" => {}
            name => {
                self.dropped -= usize::from(self.is_dropped(name));
                return;
            }
        }
        self.shape.end(self.paragraphs.end());
    }
}

/// Whether a paragraph is the first letter of the next one, set large.
fn is_large_initial(paragraph: Node<'_, '_>) -> bool {
    let frame = child(paragraph, "pPr").and_then(|properties| child(properties, "framePr"));
    frame.and_then(|frame| attribute(frame, "dropCap")).is_some_and(|kind| kind != "none")
}

/// Whether what was inserted or deleted is the end of a paragraph.
fn is_end_of_paragraph(changed: Node<'_, '_>) -> bool {
    let properties = changed.parent().filter(|parent| is(*parent, "rPr"));
    properties.is_some_and(|properties| parent_is(properties, "pPr"))
}
