//! RTF from its first sign to its last: groups open and close, control words set what holds in them, and text goes where
//! its group sends it.

use encoding_rs::{Encoding, MACINTOSH};

use super::{
    bytes::Bytes,
    charsets,
    comments::Comments,
    group::{Destination, Fact, Group, Part, is_furniture},
    lists::{Fonts, Styles},
    out::{Kind, Out},
    signs,
    tokens::{Token, Tokens},
};
use crate::{
    import::{
        articles::{
            format::Changes,
            office::{address_in, symbol},
        },
        error::ImportError,
        shape::Shape,
    },
    model::RunKind,
};

/// What was read of a document, and how far.
pub(super) struct Reader {
    pub(super) article: Out,
    /// Footnotes and boxes, each with what it is.
    pub(super) asides: Vec<(Kind, String, Shape)>,
    pub(super) comments: Comments,
    /// How many comments are on words of footnotes or boxes.
    pub(super) comments_aside: usize,
    pub(super) title: String,
    pub(super) author: String,
    pub(super) has_changes: bool,
    /// Whether the end is missing.
    pub(super) is_cut: bool,
    /// A code page that is not known.
    pub(super) unknown_page: Option<i32>,
    /// Whether there is text in UTF-8 as it is.
    pub(super) has_utf8: bool,
    /// Whether all bytes of the file are UTF-8.
    is_utf8: bool,
    pub(super) bytes: Bytes,
    changes: Changes,
    groups: Vec<Group>,
    /// Footnotes, boxes and comments that are being read, the innermost last.
    inner: Vec<Out>,
    fields: Vec<Field>,
    fonts: Fonts,
    styles: Styles,
    /// How many characters are still to be left out, which stand for one of Unicode.
    fallback: usize,
    /// The first half of a character that Unicode makes of two.
    half: Option<u16>,
}

/// A field: its instruction, where its result begins, and where that goes.
struct Field {
    instruction: String,
    start: Option<usize>,
    around: Destination,
}

/// How deep groups lie in each other, at most.
pub(super) const DEEPEST: usize = 2_000;
/// A longer instruction of a field is cut.
const LONGEST: usize = 10_000;

/// What holds around all groups: text is none there.
fn outside() -> Group {
    Group { destination: Destination::Nowhere, around: Destination::Nowhere, fallback: 1, ..Group::default() }
}

impl Reader {
    /// Reads a document; `chosen` is the encoding that somebody chose for its bytes.
    pub(super) fn read(bytes: &[u8], chosen: Option<&'static Encoding>, changes: Changes) -> Result<Self, ImportError> {
        let mut reader = Self {
            article: Out::default(),
            asides: Vec::new(),
            comments: Comments::default(),
            comments_aside: 0,
            title: String::new(),
            author: String::new(),
            has_changes: false,
            is_cut: false,
            unknown_page: None,
            has_utf8: false,
            // Text is written in ASCII; what is more and is sound in UTF-8 is hardly anything else.
            is_utf8: chosen.is_none() && std::str::from_utf8(bytes).is_ok(),
            bytes: Bytes::new(chosen),
            changes,
            groups: Vec::new(),
            inner: Vec::new(),
            fields: Vec::new(),
            fonts: Fonts::default(),
            styles: Styles::default(),
            fallback: 0,
            half: None,
        };
        let mut tokens = Tokens::of(bytes);
        let mut is_starred = false;
        while let Some(token) = tokens.next() {
            let is_star = token == Token::Sign(b'*');
            if !is_star {
                reader.token(token, tokens.start(), is_starred)?;
            }
            is_starred = is_star;
        }
        reader.is_cut = !reader.groups.is_empty();
        while !reader.groups.is_empty() {
            reader.close();
        }
        Ok(reader)
    }

    fn group(&self) -> Group {
        self.groups.last().copied().unwrap_or_else(outside)
    }

    fn send(&mut self, destination: Destination) {
        if let Some(group) = self.groups.last_mut() {
            group.destination = destination;
        }
    }

    /// The text that is being read.
    fn out(&mut self) -> &mut Out {
        self.inner.last_mut().unwrap_or(&mut self.article)
    }

    fn token(&mut self, token: Token<'_>, at: usize, is_starred: bool) -> Result<(), ImportError> {
        if !matches!(token, Token::Text(_) | Token::Byte(_)) {
            self.flush();
        }
        let Some(token) = self.beyond_fallback(token) else { return Ok(()) };
        match token {
            Token::Open => {
                if self.groups.len() >= DEEPEST {
                    return Err(ImportError::TooDeep(DEEPEST));
                }
                self.groups.push(self.group().inner());
            }
            Token::Close => self.close(),
            Token::Text(text) if self.is_utf8 && !text.is_ascii() => self.utf8(text, at),
            Token::Text(text) => self.bytes.push(text, at),
            Token::Byte(byte) => self.bytes.push(&[byte], at),
            Token::Sign(b'\r' | b'\n') => self.end_paragraph(),
            Token::Sign(sign) => signs::of_sign(sign).into_iter().for_each(|sign| self.put(sign)),
            Token::Word(name, value) => self.word(name, value, is_starred),
        }
        Ok(())
    }

    /// Text in UTF-8 as it is.
    fn utf8(&mut self, text: &[u8], at: usize) {
        if self.group().destination == Destination::Styles {
            return self.bytes.push(text, at);
        }
        self.flush();
        self.has_utf8 = true;
        let text = String::from_utf8_lossy(text);
        let text: String = text.chars().filter(|character| !character.is_control() || *character == '\t').collect();
        self.put(&text);
    }

    /// What is left of a piece when characters that stand for one of Unicode are left out.
    fn beyond_fallback<'b>(&mut self, token: Token<'b>) -> Option<Token<'b>> {
        if self.fallback == 0 {
            return Some(token);
        }
        let is_character = match token {
            Token::Text(text) => {
                let left_out = self.fallback.min(text.len());
                self.fallback -= left_out;
                return text.get(left_out..).filter(|text| !text.is_empty()).map(Token::Text);
            }
            Token::Word(name, _) => signs::of_word(name).is_some(),
            Token::Sign(sign) => signs::of_sign(sign).is_some(),
            Token::Byte(_) => true,
            Token::Open | Token::Close => false,
        };
        self.fallback = if is_character { self.fallback - 1 } else { 0 };
        (!is_character).then_some(token)
    }

    /// Puts the bytes that were gathered where the group sends them.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let group = self.group();
        match group.destination {
            Destination::Nowhere | Destination::Shape | Destination::Fonts => self.bytes.clear(),
            Destination::Styles => self.styles.name(self.bytes.taken().as_slice()),
            Destination::Text | Destination::Fact(_) | Destination::Instruction | Destination::Comment(_) => {
                let is_text = group.destination == Destination::Text;
                let fonts = &self.fonts;
                let charset = if is_text { fonts.charset_of_text(group.font) } else { fonts.charset(group.font) };
                let text = self.bytes.decoded(charset);
                self.put(&text);
            }
        }
    }

    /// Puts characters where the group sends them.
    fn put(&mut self, text: &str) {
        let whole;
        let text = if self.half.take().is_some() {
            whole = format!("\u{FFFD}{text}");
            &whole
        } else {
            text
        };
        if text.is_empty() {
            return;
        }
        let group = self.group();
        match group.destination {
            Destination::Text if group.words.is_hidden || self.is_dropped() => {}
            Destination::Text => {
                let (is_strong, is_emphasis) = self.styles.look(group.paragraph, group.words);
                let out = self.out();
                if out.is_new() && group.paragraph.begins_page && !out.paragraphs.text.trim().is_empty() {
                    out.pages.wanted(&out.paragraphs.text);
                }
                out.push(text, is_strong, is_emphasis, group.paragraph.is_in_table);
            }
            Destination::Fact(Fact::Title) => self.title.push_str(text),
            Destination::Fact(Fact::Author) => self.author.push_str(text),
            Destination::Instruction => {
                let field = self.fields.last_mut().filter(|field| field.instruction.len() < LONGEST);
                field.into_iter().for_each(|field| field.instruction.push_str(text));
            }
            Destination::Comment(part) => self.comments.push(part, text),
            Destination::Nowhere | Destination::Shape | Destination::Fonts | Destination::Styles => {}
        }
    }

    /// Whether what stands here is left out by what was chosen of tracked changes.
    fn is_dropped(&self) -> bool {
        let words = self.group().words;
        match self.changes {
            Changes::Accepted => words.is_deleted,
            Changes::Original => words.is_inserted,
        }
    }

    fn word(&mut self, name: &str, value: Option<i32>, is_starred: bool) {
        if self.destination(name) {
            return;
        }
        if is_starred {
            return self.send(Destination::Nowhere);
        }
        match self.group().destination {
            Destination::Nowhere if name == "rtf" && self.groups.len() == 1 => self.begin_document(),
            Destination::Nowhere | Destination::Shape => {}
            Destination::Fonts => self.fonts.set(name, value),
            destination @ (Destination::Text
            | Destination::Styles
            | Destination::Fact(_)
            | Destination::Instruction
            | Destination::Comment(_)) => {
                if self.groups.last_mut().is_some_and(|group| group.set(name, value)) {
                    let is_change = matches!(name, "deleted" | "revised" | "mvf" | "mvt") && value != Some(0);
                    self.has_changes |= is_change && destination == Destination::Text;
                } else {
                    self.word_of_text(name, value);
                }
            }
        }
    }

    /// A document begins, mostly the only one.
    fn begin_document(&mut self) {
        (self.fonts, self.styles) = (Fonts::default(), Styles::default());
        self.send(Destination::Text);
        self.article.paragraphs.next();
    }

    fn word_of_text(&mut self, name: &str, value: Option<i32>) {
        match name {
            "u" => self.unicode(value.unwrap_or_default()),
            "deff" => self.fonts.set_usual(value),
            "mac" => self.bytes.set_page(MACINTOSH),
            "ansicpg" | "pc" | "pca" => {
                // Those of DOS are not stated by their numbers.
                let page = match name {
                    "pc" => 437,
                    "pca" => 850,
                    _stated => value.unwrap_or_default(),
                };
                match charsets::of_page(page) {
                    Some(encoding) => self.bytes.set_page(encoding),
                    None => self.unknown_page = Some(page),
                }
            }
            name => match signs::of_word(name) {
                Some(sign) => self.put(sign),
                None => self.place(name),
            },
        }
    }

    /// A place in the text where something ends.
    fn place(&mut self, name: &str) {
        if self.group().destination != Destination::Text {
            return;
        }
        match name {
            "par" | "sect" | "nestcell" | "nestrow" => self.end_paragraph(),
            "trowd" => self.out().is_in_row = true,
            "cell" => {
                self.end_paragraph();
                self.out().end_cell();
            }
            "row" => {
                self.end_paragraph();
                self.out().end_row();
            }
            "page" => {
                let out = self.out();
                out.pages.wanted(&out.paragraphs.text);
                out.paragraphs.next();
            }
            "softpage" => {
                let out = self.out();
                out.pages.shown(&out.paragraphs.text);
            }
            _other => {}
        }
    }

    fn end_paragraph(&mut self) {
        let group = self.group();
        if group.destination == Destination::Text && !self.is_dropped() {
            let listed = group.paragraph.is_listed.then_some(RunKind::Item);
            let kind = self.styles.kind(group.paragraph).or(listed);
            self.out().end_paragraph(kind);
        }
    }

    /// A character by its number, which is a signed one of 16 bits in most programs.
    fn unicode(&mut self, number: i32) {
        self.fallback = self.group().fallback;
        let code = u32::try_from(if number < 0 { number + 0x1_0000 } else { number }).unwrap_or_default();
        let unit = u16::try_from(code).ok();
        if let (Some(high), Some(low @ 0xDC00..=0xDFFF)) = (self.half, unit) {
            self.half = None;
            let character = char::decode_utf16([high, low]).next().and_then(Result::ok);
            return self.put(character.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
        }
        if let Some(high @ 0xD800..=0xDBFF) = unit {
            self.put("");
            self.half = Some(high);
            return;
        }
        // Fonts of symbols have their signs here.
        let symbol = u8::try_from(code.wrapping_sub(0xF000)).ok().map(symbol);
        let character = symbol.filter(|symbol| *symbol != '\u{FFFD}').or_else(|| char::from_u32(code));
        if character.is_none_or(|character| !character.is_control()) {
            self.put(character.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
        }
    }

    /// Sends the text of a group elsewhere, if the word says so; returns whether it does.
    fn destination(&mut self, name: &str) -> bool {
        let here = self.group().destination;
        let is_text = here == Destination::Text;
        let destination = match name {
            "fonttbl" => Destination::Fonts,
            "stylesheet" => Destination::Styles,
            "title" if here == Destination::Nowhere && self.title.is_empty() => Destination::Fact(Fact::Title),
            "author" if here == Destination::Nowhere && self.author.is_empty() => Destination::Fact(Fact::Author),
            "listtext" | "pntext" => {
                self.out().has_mark |= is_text;
                Destination::Nowhere
            }
            // Of two variants, the one in Unicode is read.
            "upr" => Destination::Nowhere,
            "ud" => self.groups.iter().rev().nth(1).map(|outer| outer.around).unwrap_or_default(),
            "field" if here != Destination::Nowhere => return self.begin_field(here),
            "fldinst" if here != Destination::Nowhere => Destination::Instruction,
            "fldrslt" if here != Destination::Nowhere => return self.begin_result(),
            "atnid" if is_text => Destination::Comment(Part::Initials),
            "atnauthor" if is_text => Destination::Comment(Part::Author),
            "atndate" if is_text => Destination::Comment(Part::Time),
            "atrfstart" if is_text => Destination::Comment(Part::Start),
            "atrfend" if is_text => Destination::Comment(Part::End),
            "atnref" if is_text => Destination::Comment(Part::Name),
            "annotation" if is_text => return self.begin_text(Kind::Comment),
            "footnote" if is_text => return self.begin_text(Kind::Footnote),
            "shptxt" | "dptxbxtext" if here == Destination::Shape => return self.begin_text(Kind::Box),
            "shpinst" | "do" if is_text => Destination::Shape,
            "shptxt" | "dptxbxtext" | "shpinst" | "do" => return false,
            _ if is_furniture(name) => Destination::Nowhere,
            _text => return false,
        };
        self.send(destination);
        true
    }

    /// What follows in this group is a text of its own.
    fn begin_text(&mut self, kind: Kind) -> bool {
        if self.is_dropped() && kind != Kind::Comment {
            self.send(Destination::Nowhere);
            return true;
        }
        if let Some(group) = self.groups.last_mut() {
            group.ends_text = true;
            group.destination = Destination::Text;
            group.words = Default::default();
            group.paragraph = Default::default();
            self.inner.push(Out::new(kind));
        }
        true
    }

    fn end_text(&mut self) {
        let Some(mut out) = self.inner.pop() else { return };
        out.end_paragraph(None);
        match out.kind {
            Kind::Comment if self.inner.is_empty() => {
                self.comments.add(self.article.paragraphs.end(), out.paragraphs.text);
            }
            Kind::Comment => {
                self.comments.drop_next();
                self.comments_aside += 1;
            }
            Kind::Article | Kind::Footnote | Kind::Box => {
                if !out.paragraphs.text.trim().is_empty() {
                    self.asides.push((out.kind, out.paragraphs.text, out.shape));
                }
            }
        }
    }

    fn begin_field(&mut self, around: Destination) -> bool {
        if let Some(group) = self.groups.last_mut().filter(|group| !group.ends_field) {
            group.ends_field = true;
            self.fields.push(Field { instruction: String::new(), start: None, around });
        }
        true
    }

    fn begin_result(&mut self) -> bool {
        let start = self.out().paragraphs.end();
        if let Some(field) = self.fields.last_mut() {
            field.start = Some(start);
            let around = field.around;
            self.send(around);
        }
        true
    }

    fn end_field(&mut self) {
        let Some(Field { instruction, start: Some(start), .. }) = self.fields.pop() else { return };
        if let Some(address) = address_in(&instruction) {
            let out = self.out();
            out.shape.add(start, out.paragraphs.end(), RunKind::Link(address));
        }
    }

    /// A group ends, and with it what began with it.
    fn close(&mut self) {
        self.flush();
        if self.groups.len() == 1 {
            self.end_paragraph();
        }
        let Some(group) = self.groups.pop() else { return };
        let outer = self.group().destination;
        if let Destination::Comment(part) = group.destination
            && outer != group.destination
        {
            self.comments.end_part(part, self.article.paragraphs.end());
        }
        if (group.destination, outer) == (Destination::Styles, Destination::Styles) {
            self.styles.end(group.paragraph, group.words, self.bytes.page());
        }
        if group.ends_text {
            self.end_text();
        }
        if group.ends_field {
            self.end_field();
        }
    }
}
