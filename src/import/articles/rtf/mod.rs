//! RTF, as Word, LibreOffice and news archives write it: the text with its shape and footnotes, and the comments with the
//! words that they are about.

mod bytes;
mod charsets;
mod comments;
mod group;
mod lists;
mod out;
mod reader;
mod signs;
mod tokens;

use self::{
    out::{Kind, Out},
    reader::Reader,
};
use super::{
    format::{Body, Format, Input, OWN_READER},
    html::one_line,
    words::{Step, Warning},
};
use crate::{
    import::{charset::Charset, error::ImportError},
    model::Facts,
    text::FrozenText,
};

/// Rich text.
pub(super) const FORMAT: Format = Format {
    name: "rtf",
    extensions: &["rtf"],
    cannot_hold: "layout, images, formulas, headers and footers, hidden text, text deleted in tracked changes",
    reader: OWN_READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let bytes = input.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(input.bytes);
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Err(ImportError::NotRtf);
    }
    // Control words are ASCII, so the bytes between them are in no wide encoding.
    let chosen = input.encoding.filter(|chosen| !chosen.is_wide()).and_then(Charset::of_web);
    let mut reader = Reader::read(bytes, chosen, input.changes)?;
    let mut warnings = Vec::new();
    if reader.is_cut {
        warnings.push(Warning::RtfIncomplete);
    }
    if reader.comments_aside > 0 {
        warnings.push(Warning::CommentsAside(reader.comments_aside));
    }
    if reader.has_utf8 {
        warnings.push(Warning::RtfInUtf8);
    }
    warnings.extend(reader.unknown_page.filter(|_| chosen.is_none()).map(Warning::CodePageUnknown));
    let steps = put_aside_last(&mut reader).map(|step| step.to_string()).into_iter().collect();
    let Reader { article, comments, title, author, has_changes, bytes: decoding, .. } = reader;
    let Out { paragraphs, shape, .. } = article;
    let structure = shape.finish(&paragraphs.text);
    let text = FrozenText::verbatim(paragraphs.text);
    let comments = comments.on(&text);
    let first = || text.as_str().lines().next().unwrap_or_default().trim().to_owned();
    let title = Some(one_line(&title)).filter(|title| !title.is_empty()).unwrap_or_else(first);
    let facts = Facts { title, author: one_line(&author), ..Facts::default() };
    let body = Body { structure, steps, comments, warnings, has_changes, ..Body::new(text, facts) };
    let encoding = decoding.page().name();
    Ok(vec![body.decoded(encoding, decoding.doubt(bytes))])
}

/// Puts footnotes and boxes behind the article; returns the step that records it.
fn put_aside_last(reader: &mut Reader) -> Option<Step> {
    let article = &mut reader.article;
    std::mem::take(&mut article.pages).mark(article.paragraphs.end(), &mut article.shape);
    let has_boxes = reader.asides.iter().any(|(kind, ..)| *kind == Kind::Box);
    let step = if has_boxes { Step::AsideLast } else { Step::NotesLast("footnote") };
    let step = Some(step).filter(|_| !reader.asides.is_empty());
    for (_, text, shape) in reader.asides.drain(..) {
        article.paragraphs.next();
        let at = article.paragraphs.put(&text);
        article.shape.append(shape, at, text.len() - at.len() as usize);
    }
    step
}
