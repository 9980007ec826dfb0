//! Documents of LibreOffice: the text with its shape, and the comments with the words that they are about.

use roxmltree::Document;

use super::{page::Page, styles::Styles};
use crate::{
    import::{
        articles::{
            format::{Body, Comment, Format, Input, OWN_READER},
            html::one_line,
            words::{Step, Warning},
        },
        error::ImportError,
        package::{Package, is, parent_is, place_of, text_of, xml},
    },
    model::Facts,
    text::FrozenText,
};

/// OpenDocument texts.
pub(crate) const FORMAT: Format = Format {
    name: "odt",
    extensions: &["odt"],
    cannot_hold: "layout, images, headers and footers, hidden text, phonetic guides, text deleted in tracked changes",
    reader: OWN_READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let mut package = Package::open(input.bytes)?;
    let content = package.needed("content.xml")?;
    let content = xml("content.xml", &content)?;
    let body = content.descendants().find(|node| is(*node, "text") && parent_is(*node, "body"));
    let body = body.ok_or(ImportError::NoDocument)?;
    let styles = styles(&mut package, &content)?;
    let mut page = Page::new(&styles);
    let has_changes = page.track(body, input.changes);
    page.read(body, |_| false);
    std::mem::take(&mut page.pages).mark(page.paragraphs.end(), &mut page.shape);
    let (mut steps, mut warnings) = (Vec::new(), Vec::new());
    if page.end() {
        steps.push(Step::AsideLast.to_string());
    }
    if page.comments_aside > 0 {
        warnings.push(Warning::CommentsAside(page.comments_aside));
    }
    let facts = facts(&mut package)?;
    let body = body_of(page, facts);
    let body = Body { steps, warnings, has_changes, ..body };
    Ok(vec![body.doubted(package.doubts)])
}

/// The styles of a document: those that it shares with others, and its own.
pub(super) fn styles(package: &mut Package<'_>, content: &Document<'_>) -> Result<Styles, ImportError> {
    let mut styles = Styles::default();
    let shared = package.text("styles.xml")?;
    if let Some(Ok(shared)) = shared.as_deref().map(|shared| xml("styles.xml", shared)) {
        styles.add(&shared);
    }
    styles.add(content);
    Ok(styles)
}

/// The text that was read, with its shape and comments.
pub(super) fn body_of(page: Page<'_>, facts: Facts) -> Body {
    let Page { paragraphs, shape, comments, ends, .. } = page;
    let structure = shape.finish(&paragraphs.text);
    let text = FrozenText::verbatim(paragraphs.text);
    let first = || text.as_str().lines().next().unwrap_or_default().trim().to_owned();
    let title = if facts.title.is_empty() { first() } else { facts.title.clone() };
    let comments = comments.into_iter().map(|(name, start, comment)| {
        let end = ends.get(&name).copied().filter(|_| !name.is_empty()).unwrap_or(start);
        let at = place_of(&text, start, end);
        Comment { at, ..comment }
    });
    let comments = comments.filter(|comment| !comment.at.is_empty()).collect();
    Body { structure, encoding: "UTF-8", comments, ..Body::new(text, Facts { title, ..facts }) }
}

/// Title and author; the day on which the file was made says nothing of publication.
pub(super) fn facts(package: &mut Package<'_>) -> Result<Facts, ImportError> {
    let Some(meta) = package.text("meta.xml")? else { return Ok(Facts::default()) };
    let meta = xml("meta.xml", &meta)?;
    let find = |name: &str| {
        let found = meta.descendants().find(|node| is(*node, name));
        found.map(|node| one_line(&text_of(node))).unwrap_or_default()
    };
    let author = [find("initial-creator"), find("creator")].into_iter().find(|name| !name.is_empty());
    Ok(Facts { title: find("title"), author: author.unwrap_or_default(), ..Facts::default() })
}
