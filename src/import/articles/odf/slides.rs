//! Presentations of LibreOffice: the text of the slides in order, each with its speaker notes.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use super::{
    page::Page,
    text::{body_of, facts, styles},
};
use crate::{
    import::{
        articles::{
            format::{Body, Format, Input, OWN_READER},
            words::{Step, Warning},
        },
        error::ImportError,
        package::{Package, attribute, child, is, parent_is, xml},
    },
    model::RunKind,
};

/// OpenDocument presentations.
pub(crate) const FORMAT: Format = Format {
    name: "odp",
    extensions: &["odp"],
    cannot_hold: "layout, images, charts, headers and footers, slide numbers",
    reader: OWN_READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let mut package = Package::open(input.bytes)?;
    let content = package.needed("content.xml")?;
    let content = xml("content.xml", &content)?;
    let show = content.descendants().find(|node| is(*node, "presentation") && parent_is(*node, "body"));
    let show = show.ok_or(ImportError::NoPresentation)?;
    let styles = styles(&mut package, &content)?;
    let hidden_styles = hidden_styles(&content);
    let mut page = Page::with_boxes(&styles);
    let (mut hidden, mut has_notes) = (Vec::new(), false);
    for (number, slide) in (1_usize..).zip(show.children().filter(|node| is(*node, "page"))) {
        let start = page.paragraphs.end();
        let titles = || slide.descendants().filter(|node| is(*node, "frame") && is_title(*node));
        for title in titles() {
            page.shape.begin(page.paragraphs.end(), vec![RunKind::Heading(1)]);
            page.read(title, is_left_out);
            page.shape.end(page.paragraphs.end());
        }
        page.read(slide, |node| is_left_out(node) || is_title(node));
        let before_notes = page.paragraphs.end();
        for notes in slide.children().filter(|node| is(*node, "notes")) {
            page.read(notes, is_left_out);
        }
        has_notes |= page.paragraphs.end() > before_notes;
        page.shape.add(start, page.paragraphs.end(), RunKind::Page(number.to_string()));
        if attribute(slide, "style-name").is_some_and(|style| hidden_styles.contains(style)) {
            hidden.push(number);
        }
    }
    let facts = facts(&mut package)?;
    let steps = has_notes.then(|| Step::SpeakerNotes.to_string()).into_iter().collect();
    let warnings = Some(hidden).filter(|hidden| !hidden.is_empty()).map(Warning::HiddenSlides).into_iter().collect();
    let body = Body { steps, warnings, ..body_of(page, facts) };
    Ok(vec![body.doubted(package.doubts)])
}

fn is_title(frame: Node<'_, '_>) -> bool {
    is(frame, "frame") && attribute(frame, "class") == Some("title")
}

/// What is on slides and no text of theirs: their numbers and dates, descriptions of pictures, and notes, which follow
/// them.
fn is_left_out(node: Node<'_, '_>) -> bool {
    let is_furniture = || {
        let class = attribute(node, "class").unwrap_or_default();
        matches!(class, "header" | "footer" | "date-time" | "page-number" | "page" | "handout")
    };
    match node.tag_name().name() {
        "notes" => true,
        "frame" | "custom-shape" => is_furniture(),
        _other => false,
    }
}

/// The names of the styles of slides that are hidden.
fn hidden_styles<'d>(content: &'d Document<'_>) -> BTreeSet<&'d str> {
    let is_hidden = |style: &Node<'_, '_>| {
        let properties = child(*style, "drawing-page-properties");
        properties.is_some_and(|properties| attribute(properties, "visibility") == Some("hidden"))
    };
    let styles = content.descendants().filter(|node| is(*node, "style")).filter(is_hidden);
    styles.filter_map(|style| attribute(style, "name")).collect()
}
