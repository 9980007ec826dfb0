//! The lists of fonts and styles at the head of RTF.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::{
    charsets::{self, Charset},
    group::{Paragraph, Words},
};
use crate::model::RunKind;

/// More fonts or styles are not kept.
const MOST: usize = 10_000;
/// A longer name of a style is cut.
const LONGEST: usize = 200;

/// The fonts of a document: how bytes in each are read.
#[derive(Default)]
pub(super) struct Fonts {
    all: BTreeMap<i32, Charset>,
    current: i32,
    usual: Option<i32>,
}

impl Fonts {
    /// Takes in what the list says of fonts.
    pub(super) fn set(&mut self, name: &str, value: Option<i32>) {
        let value = value.unwrap_or_default();
        let page = || charsets::of_page(value).map(Charset::Of);
        match name {
            "f" => self.current = value,
            "fcharset" => self.keep(charsets::of_font(value)),
            "cpg" => page().into_iter().for_each(|charset| self.keep(charset)),
            _other => {}
        }
    }

    /// The font of text that names none.
    pub(super) fn set_usual(&mut self, font: Option<i32>) {
        self.usual = font;
    }

    /// How the bytes of text in a font are read; of text that names none, in the usual one. That one being a western font
    /// says less than the encoding of the document.
    pub(super) fn charset_of_text(&self, font: Option<i32>) -> Charset {
        if font.is_some() {
            return self.charset(font);
        }
        Some(self.charset(self.usual)).filter(|usual| *usual != charsets::of_font(0)).unwrap_or(Charset::OfDocument)
    }

    fn keep(&mut self, charset: Charset) {
        if self.all.len() < MOST {
            self.all.insert(self.current, charset);
        }
    }

    /// How the bytes of a font are read; without one as the document says.
    pub(super) fn charset(&self, font: Option<i32>) -> Charset {
        font.and_then(|font| self.all.get(&font)).copied().unwrap_or(Charset::OfDocument)
    }
}

/// The styles of paragraphs of a document.
#[derive(Default)]
pub(super) struct Styles {
    all: BTreeMap<i32, Style>,
    name: Vec<u8>,
}

struct Style {
    kind: Option<RunKind>,
    words: Words,
}

impl Styles {
    /// A part of the name of the style that is being defined.
    pub(super) fn name(&mut self, part: &[u8]) {
        if self.name.len() < LONGEST {
            self.name.extend(part);
        }
    }

    /// The definition of a style ends.
    pub(super) fn end(&mut self, paragraph: Paragraph, words: Words, encoding: &'static Encoding) {
        let name = std::mem::take(&mut self.name);
        let (name, _) = encoding.decode_without_bom_handling(&name);
        let name = name.trim().trim_end_matches(';').to_lowercase();
        if self.all.len() < MOST && !name.is_empty() {
            let kind = of_name(&name).or_else(|| heading(paragraph.outline));
            self.all.insert(paragraph.style, Style { kind, words });
        }
    }

    /// What a paragraph is, if it is more than text.
    pub(super) fn kind(&self, paragraph: Paragraph) -> Option<RunKind> {
        let style = self.all.get(&paragraph.style);
        heading(paragraph.outline).or_else(|| style.and_then(|style| style.kind.clone()))
    }

    /// How words look that are set so in such a paragraph, as (strong, emphasis): what the style of a heading or quotation
    /// says of all of them says nothing of any.
    pub(super) fn look(&self, paragraph: Paragraph, words: Words) -> (bool, bool) {
        let style = self.all.get(&paragraph.style).filter(|style| style.kind.is_some());
        let own = style.map(|style| style.words).unwrap_or_default();
        (words.is_bold && !own.is_bold, words.is_italic && !own.is_italic)
    }
}

/// What a style of this name is for.
fn of_name(name: &str) -> Option<RunKind> {
    match name {
        "title" => Some(RunKind::Heading(1)),
        "subtitle" => Some(RunKind::Heading(2)),
        "quote" | "intense quote" | "block text" | "quotations" => Some(RunKind::Quote),
        name => {
            let level = name.strip_prefix("heading")?.trim().parse().ok();
            level.filter(|level| (1..=9).contains(level)).map(RunKind::Heading)
        }
    }
}

/// The heading of a level that RTF states, which counts from 0; the tenth is that of text.
fn heading(level: Option<i32>) -> Option<RunKind> {
    let level = u8::try_from(level?).ok().filter(|level| *level < 9)?;
    Some(RunKind::Heading(level + 1))
}
