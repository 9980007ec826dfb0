//! How the paragraphs and words of an article look in a Word document, and the parts of it that say what these looks are: a
//! document of articles without structure has none of those.

use super::{
    shape::{Kind, Look, Text},
    xml::on_one_line,
};
use crate::model::Project;

/// What articles with headings, items and quotations need besides.
const SHAPE_STYLES: &str = include_str!("../../assets/docx/structure-styles.xml");
const NUMBERING_TYPE: &str = "<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-\
                              officedocument.wordprocessingml.numbering+xml\"/>\n";
const NUMBERING_PLACE: &str = "<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
                               relationships/numbering\" Target=\"numbering.xml\"/>\n";

/// Whether the parts of a document are those for articles with structure.
pub(super) struct Shapes(bool);

impl Shapes {
    pub(super) fn of(project: &Project) -> Self {
        Self(project.listed_articles().iter().any(|article| !article.structure.is_empty()))
    }

    fn with(&self, part: &str, end: &str, more: &str) -> String {
        if self.0 { part.replace(end, &format!("{more}{end}")) } else { part.to_owned() }
    }

    pub(super) fn content_types(&self) -> String {
        self.with(include_str!("../../assets/docx/content-types.xml"), "</Types>", NUMBERING_TYPE)
    }

    pub(super) fn relations(&self) -> String {
        self.with(include_str!("../../assets/docx/document.rels"), "</Relationships>", NUMBERING_PLACE)
    }

    pub(super) fn styles(&self) -> String {
        self.with(include_str!("../../assets/docx/styles.xml"), "</w:styles>", SHAPE_STYLES)
    }

    /// The part that says what the signs before items are.
    pub(super) fn numbering(&self) -> Option<(&'static str, String)> {
        self.0.then(|| ("word/numbering.xml", include_str!("../../assets/docx/numbering.xml").to_owned()))
    }
}

/// The style of a paragraph of an article, whose own headline has the highest heading.
pub(super) fn style(text: Text) -> String {
    match text.kind {
        Kind::Heading(level) => format!("Heading{}", (level + 1).min(6)),
        Kind::Item { depth, begins: true } => format!("ListBullet{}", depth.min(3)),
        Kind::Item { depth, begins: false } => format!("ListContinue{}", depth.min(3)),
        Kind::Plain if text.is_quoted => "Quote".to_owned(),
        Kind::Plain => "ArticleText".to_owned(),
    }
}

/// How a run looks, in the order that its elements must have.
pub(super) fn properties(look: Look<'_>, shade: Option<&str>) -> String {
    let bold = if look.is_strong { "<w:b/><w:bCs/>" } else { "" };
    let italic = if look.is_emphasized { "<w:i/><w:iCs/>" } else { "" };
    let (colour, line) =
        if look.link.is_some() { ("<w:color w:val=\"0B6FA4\"/>", "<w:u w:val=\"single\"/>") } else { ("", "") };
    format!("{bold}{italic}{colour}{line}{}", shade.map(shading).unwrap_or_default())
}

/// Runs as a link.
pub(super) fn linked(runs: &str, look: Look<'_>) -> String {
    match look.link {
        Some(address) if !runs.is_empty() => {
            let address = on_one_line(&address.replace('\\', "%5C"));
            format!("<w:fldSimple w:instr=\" HYPERLINK &quot;{address}&quot; \">{runs}</w:fldSimple>")
        }
        Some(_) | None => runs.to_owned(),
    }
}

/// The colour behind words or in a cell.
pub(super) fn shading(fill: &str) -> String {
    format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>")
}
