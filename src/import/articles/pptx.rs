//! PowerPoint presentations: the text of the slides in order, each with its speaker notes.

use roxmltree::Node;

use super::{
    format::{Body, Format, Input, OWN_READER},
    office::{OLE, Relations, core_facts, main_part, relation_of},
    words::{Step, Warning},
};
use crate::{
    import::{
        error::ImportError,
        package::{Edge, Package, Paragraphs, attribute, child, is, parent_is, text_of, walk_edges, xml},
        shape::Shape,
    },
    model::RunKind,
    text::FrozenText,
};

/// PowerPoint presentations.
pub(super) const FORMAT: Format = Format {
    name: "pptx",
    extensions: &["pptx", "pptm", "ppsx"],
    cannot_hold: "layout, images, charts, diagrams, comments, headers and footers, slide numbers",
    reader: OWN_READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    if input.bytes.starts_with(&OLE) {
        return Err(ImportError::ProtectedPresentation);
    }
    let mut package = Package::open(input.bytes)?;
    let name = main_part(&mut package, "ppt/presentation.xml")?;
    let main = package.needed(&name)?;
    let main = xml(&name, &main)?;
    let slides = Relations::of(&mut package, &name)?;
    let mut show = Show::default();
    let list = main.descendants().find(|node| is(*node, "sldIdLst")).ok_or(ImportError::NoPresentation)?;
    let ids = list.children().filter(|node| is(*node, "sldId"));
    let parts = ids.filter_map(|slide| slides.part(relation_of(slide)?));
    for (number, part) in (1..).zip(parts) {
        show.read(&mut package, part, number)?;
    }
    let structure = show.shape.finish(&show.paragraphs.text);
    let text = FrozenText::verbatim(show.paragraphs.text);
    let mut facts = core_facts(&mut package)?;
    // What PowerPoint calls all presentations that nobody named.
    if facts.title.is_empty() || facts.title == "PowerPoint Presentation" {
        facts.title = text.as_str().lines().next().unwrap_or_default().trim().to_owned();
    }
    let steps = show.has_notes.then(|| Step::SpeakerNotes.to_string()).into_iter().collect();
    let hidden = Some(show.hidden).filter(|hidden| !hidden.is_empty());
    let warnings = hidden.map(Warning::HiddenSlides).into_iter().collect();
    let body = Body { structure, steps, warnings, encoding: "UTF-8", ..Body::new(text, facts) };
    Ok(vec![body.doubted(package.doubts)])
}

/// The text of slides as it is read.
#[derive(Default)]
struct Show {
    paragraphs: Paragraphs,
    shape: Shape,
    /// The numbers of slides that are hidden.
    hidden: Vec<usize>,
    has_notes: bool,
    relations: Relations,
    /// Whether paragraphs are items of lists here unless they say otherwise.
    is_list: bool,
}

impl Show {
    /// Reads a slide, and its notes.
    fn read(&mut self, package: &mut Package<'_>, part: &str, number: usize) -> Result<(), ImportError> {
        let content = package.needed(part)?;
        let slide = xml(part, &content)?;
        self.relations = Relations::of(package, part)?;
        let notes = self.relations.part_of_kind("notesSlide").map(str::to_owned);
        let start = self.paragraphs.end();
        for title in shapes(slide.root()).filter(|shape| is_title(kind_of(*shape))) {
            self.shape.begin(self.paragraphs.end(), vec![RunKind::Heading(1)]);
            self.words(title);
            self.shape.end(self.paragraphs.end());
        }
        let root = slide.root_element();
        walk_edges(root, |edge| match edge {
            Edge::Open(node) if is(node, "sp") => {
                if !is_title(kind_of(node)) {
                    self.words(node);
                }
                false
            }
            Edge::Open(node) if is(node, "graphicFrame") => {
                self.words(node);
                false
            }
            Edge::Open(node) => !is(node, "Fallback"),
            Edge::Close(_) => false,
        });
        if attribute(root, "show").is_some_and(|show| matches!(show, "0" | "false")) {
            self.hidden.push(number);
        }
        if let Some(part) = notes {
            self.notes(package, &part)?;
        }
        self.shape.add(start, self.paragraphs.end(), RunKind::Page(number.to_string()));
        Ok(())
    }

    fn notes(&mut self, package: &mut Package<'_>, part: &str) -> Result<(), ImportError> {
        let Some(content) = package.text(part)? else { return Ok(()) };
        let notes = xml(part, &content)?;
        self.relations = Relations::of(package, part)?;
        let before = self.paragraphs.end();
        for shape in shapes(notes.root()).filter(|shape| kind_of(*shape) == Some("body")) {
            self.words(shape);
        }
        self.has_notes |= self.paragraphs.end() > before;
        Ok(())
    }

    /// Reads the words of a shape or table.
    fn words(&mut self, shape: Node<'_, '_>) {
        let kind = kind_of(shape);
        if kind.is_some_and(|kind| matches!(kind, "sldNum" | "dt" | "ftr" | "hdr" | "sldImg")) {
            return;
        }
        self.is_list = kind == Some("obj");
        walk_edges(shape, |edge| match edge {
            Edge::Open(node) => self.enter(node),
            Edge::Close(node) => {
                if matches!(node.tag_name().name(), "p" | "r" | "fld" | "tr" | "tc") {
                    self.shape.end(self.paragraphs.end());
                }
                false
            }
        });
    }

    fn enter(&mut self, node: Node<'_, '_>) -> bool {
        let kinds = match node.tag_name().name() {
            "Fallback" => return false,
            "p" => {
                self.paragraphs.next();
                self.item(node)
            }
            "r" | "fld" => self.look(child(node, "rPr")),
            "tr" => vec![RunKind::Row],
            "tc" => vec![RunKind::Cell],
            "t" => {
                self.paragraphs.push(&text_of(node));
                return false;
            }
            "br" => {
                self.paragraphs.push("\n");
                return false;
            }
            "tab" if parent_is(node, "r") => {
                self.paragraphs.push("\t");
                return false;
            }
            _ => return true,
        };
        self.shape.begin(self.paragraphs.end(), kinds);
        true
    }

    /// Whether a paragraph is an item of a list.
    fn item(&self, paragraph: Node<'_, '_>) -> Vec<RunKind> {
        let properties = child(paragraph, "pPr");
        let has = |name| properties.is_some_and(|properties| child(properties, name).is_some());
        let is_item = ["buChar", "buAutoNum", "buBlip"].into_iter().any(has) || self.is_list && !has("buNone");
        is_item.then_some(RunKind::Item).into_iter().collect()
    }

    /// How words look, and where they lead.
    fn look(&self, properties: Option<Node<'_, '_>>) -> Vec<RunKind> {
        let Some(properties) = properties else { return Vec::new() };
        let is = |name| attribute(properties, name).is_some_and(|value| matches!(value, "1" | "true"));
        let link = child(properties, "hlinkClick").and_then(relation_of);
        let address = link.and_then(|id| self.relations.address(id)).map(str::to_owned);
        let looks = [(is("b"), RunKind::Strong), (is("i"), RunKind::Emphasis)];
        let looks = looks.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind);
        looks.chain(address.map(RunKind::Link)).collect()
    }
}

/// The shapes below a node, but for those that stand in for others in programs that do not know these.
fn shapes<'a, 'i: 'a>(root: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    let stands_in = |shape: &Node<'_, '_>| shape.ancestors().any(|node| is(node, "Fallback"));
    root.descendants().filter(move |node| is(*node, "sp") && !stands_in(node))
}

fn is_title(kind: Option<&str>) -> bool {
    matches!(kind, Some("title" | "ctrTitle"))
}

/// What a shape is for, where it takes a place that the layout of the slide provides.
fn kind_of<'a>(shape: Node<'a, '_>) -> Option<&'a str> {
    let properties = shape.children().find_map(|node| child(node, "nvPr"))?;
    let place = child(properties, "ph")?;
    Some(attribute(place, "type").unwrap_or("obj"))
}
