//! Bytes of text that stand together in RTF, and the characters that they are.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::{super::office::symbol, charsets::Charset};
use crate::import::doubt::{At, Bad, Doubt, Place};

/// Bytes that are gathered until it is known that their text ends.
pub(super) struct Bytes {
    gathered: Vec<u8>,
    /// Where the first of them stands in the file that is not ASCII.
    at: Option<usize>,
    chosen: Option<&'static Encoding>,
    /// The encoding that the document states.
    page: &'static Encoding,
    /// Those that had no character, each at its place in the file, with its line still unknown.
    bad: Bad,
    bad_in: &'static str,
}

/// So many bytes are told of a place where some have no character.
const TOLD: usize = 4;

impl Bytes {
    pub(super) fn new(chosen: Option<&'static Encoding>) -> Self {
        Self { gathered: Vec::new(), at: None, chosen, page: WINDOWS_1252, bad: Bad::default(), bad_in: "" }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.gathered.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.gathered.clear();
        self.at = None;
    }

    /// Gathers more bytes, which stand here in the file.
    pub(super) fn push(&mut self, bytes: &[u8], at: usize) {
        if self.at.is_none() {
            self.at = bytes.iter().position(|byte| !byte.is_ascii()).map(|first| at + first);
        }
        self.gathered.extend_from_slice(bytes);
    }

    /// Takes what was gathered as it is.
    pub(super) fn taken(&mut self) -> Vec<u8> {
        self.at = None;
        std::mem::take(&mut self.gathered)
    }

    /// The encoding of the document.
    pub(super) fn page(&self) -> &'static Encoding {
        self.chosen.unwrap_or(self.page)
    }

    /// The document states its encoding.
    pub(super) fn set_page(&mut self, page: &'static Encoding) {
        self.page = page;
    }

    /// Takes what was gathered as characters.
    pub(super) fn decoded(&mut self, charset: Charset) -> String {
        let encoding = match (self.chosen, charset) {
            (None, Charset::Symbols) => {
                return self.taken().into_iter().map(symbol).collect();
            }
            (None, Charset::Of(encoding)) => encoding,
            (None, Charset::OfDocument) => self.page,
            (Some(chosen), _) => chosen,
        };
        let (text, is_damaged) = encoding.decode_without_bom_handling(&self.gathered);
        if is_damaged {
            let what: Vec<String> =
                self.gathered.iter().filter(|byte| !byte.is_ascii()).take(TOLD).copied().map(hex).collect();
            self.bad.add(|| Place { line: 0, at: At::Byte(self.at.unwrap_or_default()), what: what.join(" ") });
            self.bad_in = encoding.name();
        }
        let text = text.chars().filter(|character| !character.is_control() || *character == '\t').collect();
        self.clear();
        text
    }

    /// What should be known of how bytes of this file became characters.
    pub(super) fn doubt(self, file: &[u8]) -> Option<Doubt> {
        let mut bad = self.bad;
        for place in &mut bad.first {
            if let At::Byte(byte) = place.at {
                place.line = memchr::memchr_iter(b'\n', file.get(..byte).unwrap_or_default()).count() + 1;
            }
        }
        (bad.count > 0).then_some(Doubt::BytesReplaced(self.bad_in, bad))
    }
}

fn hex(byte: u8) -> String {
    format!("0x{byte:02X}")
}
