//! The three ways of counting positions in a text, as types that cannot be mixed, and the conversions between them.
//!
//! In memory marks are byte offsets; files, journal and edits on disk count Unicode code points; some interchange
//! formats count UTF-16 units. A conversion of many offsets is one sweep over the text ([`CharCursor`]).

use std::fmt;

/// A position in a text as a number of UTF-8 bytes from its start. Always on a character boundary of its text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByteOffset(pub u32);

/// A position in a text as a number of Unicode code points from its start: the unit of the project file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct CharOffset(pub u32);

/// A position in a text as a number of UTF-16 code units from its start: the unit of web and Java formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Utf16Offset(pub u32);

/// A stretch of text in bytes, end exclusive. One piece of a span.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByteRange {
    /// The first byte of the stretch.
    pub start: ByteOffset,
    /// The first byte after the stretch.
    pub end: ByteOffset,
}

/// A stretch of text in code points, end exclusive, as the project file writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct CharRange {
    /// The first code point of the stretch.
    pub start: CharOffset,
    /// The first code point after the stretch.
    pub end: CharOffset,
}

impl ByteOffset {
    /// The offset of byte `index`. Texts are limited to 64 MiB at import, so every index of an article fits.
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// This offset as an index into a `str` or byte slice.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl ByteRange {
    /// The stretch from byte index `start` to byte index `end` (exclusive).
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: ByteOffset::new(start), end: ByteOffset::new(end) }
    }

    /// The stretch between two positions given in any order.
    pub fn between(a: ByteOffset, b: ByteOffset) -> Self {
        Self { start: a.min(b), end: a.max(b) }
    }

    /// The byte indices of this stretch, for slicing.
    pub fn indices(self) -> std::ops::Range<usize> {
        self.start.index()..self.end.index()
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end.0.saturating_sub(self.start.0)
    }

    /// Whether the stretch holds no byte.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the byte at `offset` lies inside.
    pub fn contains(self, offset: ByteOffset) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether `inner` lies wholly inside.
    pub fn covers(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two stretches share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shared part, if there is one.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let both = Self { start: self.start.max(other.start), end: self.end.min(other.end) };
        (!both.is_empty()).then_some(both)
    }
}

impl fmt::Debug for ByteOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b{}", self.0)
    }
}

impl fmt::Debug for ByteRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b{}..{}", self.start.0, self.end.0)
    }
}

/// Walks a text and converts offsets met on the way. Asking in ascending order costs one sweep in all; asking for an
/// earlier byte costs the way back, for an earlier code point a new start.
pub struct CharCursor<'t> {
    text: &'t str,
    byte: usize,
    chars: u32,
    utf16: u32,
}

impl<'t> CharCursor<'t> {
    /// A cursor at the start of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, byte: 0, chars: 0, utf16: 0 }
    }

    /// The byte offset of code point `target`, or `None` past the end of the text.
    pub fn byte_of_char(&mut self, target: CharOffset) -> Option<ByteOffset> {
        if target.0 < self.chars {
            self.restart();
        }
        // Whole stretches are counted without looking at each character, which the compiler does many bytes at a time.
        while let Some(stretch) = self.text.as_bytes().get(self.byte..self.byte + STRETCH) {
            let (chars, utf16) = count(stretch);
            if self.chars + chars > target.0 {
                break;
            }
            (self.chars, self.utf16, self.byte) = (self.chars + chars, self.utf16 + utf16, self.byte + STRETCH);
        }
        // A stretch may end inside a character, which is then counted with the stretch that it began in.
        while !self.text.is_char_boundary(self.byte) {
            self.byte += 1;
        }
        let mut rest = self.text.get(self.byte..)?.chars();
        while self.chars < target.0 {
            let character = rest.next()?;
            self.chars += 1;
            self.utf16 += if character.len_utf8() == 4 { 2 } else { 1 };
            self.byte += character.len_utf8();
        }
        Some(ByteOffset::new(self.byte))
    }

    /// The code point count before byte `target`, or `None` when it is past the end or inside a character.
    pub fn char_of_byte(&mut self, target: ByteOffset) -> Option<CharOffset> {
        self.walk_to(target)?;
        Some(CharOffset(self.chars))
    }

    /// The UTF-16 unit count before byte `target`, or `None` when it is past the end or inside a character.
    pub fn utf16_of_byte(&mut self, target: ByteOffset) -> Option<Utf16Offset> {
        self.walk_to(target)?;
        Some(Utf16Offset(self.utf16))
    }

    /// The byte range of a code point range, or `None` when it does not lie in the text.
    pub fn byte_range(&mut self, range: CharRange) -> Option<ByteRange> {
        let start = self.byte_of_char(range.start)?;
        let end = self.byte_of_char(range.end)?;
        Some(ByteRange { start, end })
    }

    /// The code point range of a byte range, or `None` when it does not lie on characters of the text.
    pub fn char_range(&mut self, range: ByteRange) -> Option<CharRange> {
        let start = self.char_of_byte(range.start)?;
        let end = self.char_of_byte(range.end)?;
        Some(CharRange { start, end })
    }

    fn walk_to(&mut self, target: ByteOffset) -> Option<()> {
        if !self.text.is_char_boundary(target.index()) {
            return None;
        }
        // Marks that overlap ask for places a little way back.
        let is_back = target.index() < self.byte;
        let passed = if is_back { target.index()..self.byte } else { self.byte..target.index() };
        for stretch in self.text.get(passed)?.as_bytes().chunks(STRETCH) {
            let (chars, utf16) = count(stretch);
            if is_back {
                (self.chars, self.utf16) = (self.chars.saturating_sub(chars), self.utf16.saturating_sub(utf16));
            } else {
                (self.chars, self.utf16) = (self.chars + chars, self.utf16 + utf16);
            }
        }
        self.byte = target.index();
        Some(())
    }

    fn restart(&mut self) {
        (self.byte, self.chars, self.utf16) = (0, 0, 0);
    }
}

/// How many bytes are counted at once.
const STRETCH: usize = 128;

/// How many characters, and how many UTF-16 units of them, begin in these bytes.
fn count(stretch: &[u8]) -> (u32, u32) {
    let begins = stretch.iter().map(|byte| u8::from((*byte & 0xC0) != 0x80)).fold(0u8, u8::wrapping_add);
    let astral = stretch.iter().map(|byte| u8::from(*byte >= 0xF0)).fold(0u8, u8::wrapping_add);
    (u32::from(begins), u32::from(begins) + u32::from(astral))
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "the offsets are those of the text that is tested")]
mod tests {
    use super::*;

    const MIXED: &str = "İstanbul – 🙂 قال e\u{301}";

    #[test]
    fn converting_there_and_back_gives_the_same_offsets() {
        let text = MIXED.repeat(40);
        let boundaries = || text.char_indices().map(|(byte, _)| ByteOffset::new(byte));
        let mut cursor = CharCursor::new(&text);
        let there: Vec<_> = boundaries().map(|at| (cursor.char_of_byte(at), cursor.utf16_of_byte(at))).collect();
        let mut back: Vec<_> =
            boundaries().rev().map(|at| (cursor.char_of_byte(at), cursor.utf16_of_byte(at))).collect();
        back.reverse();
        assert_eq!(there, back);
    }

    #[test]
    fn every_boundary_converts_both_ways() {
        let mut cursor = CharCursor::new(MIXED);
        let mut utf16 = 0;
        for (count, (byte, character)) in MIXED.char_indices().enumerate() {
            let byte = ByteOffset::new(byte);
            let chars = CharOffset(count as u32);
            assert_eq!(cursor.char_of_byte(byte), Some(chars));
            assert_eq!(cursor.utf16_of_byte(byte), Some(Utf16Offset(utf16)));
            assert_eq!(CharCursor::new(MIXED).byte_of_char(chars), Some(byte));
            utf16 += character.len_utf16() as u32;
        }
    }

    #[test]
    fn long_texts_convert_in_every_order() {
        let text = MIXED.repeat(40);
        let mut cursor = CharCursor::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate().step_by(7) {
            assert_eq!(cursor.byte_of_char(CharOffset(count as u32)), Some(ByteOffset::new(byte)));
            let utf16 = text[..byte].encode_utf16().count() as u32;
            assert_eq!(cursor.utf16_of_byte(ByteOffset::new(byte)), Some(Utf16Offset(utf16)));
        }
    }

    #[test]
    fn an_earlier_offset_restarts_the_cursor() {
        let mut cursor = CharCursor::new(MIXED);
        assert_eq!(cursor.byte_of_char(CharOffset(9)), Some(ByteOffset(10)));
        assert_eq!(cursor.byte_of_char(CharOffset(1)), Some(ByteOffset(2)));
        assert_eq!(cursor.char_of_byte(ByteOffset(0)), Some(CharOffset(0)));
    }

    #[test]
    fn outside_or_inside_a_character_is_none() {
        let mut cursor = CharCursor::new("é");
        assert_eq!(cursor.char_of_byte(ByteOffset(1)), None);
        assert_eq!(cursor.char_of_byte(ByteOffset(3)), None);
        assert_eq!(cursor.byte_of_char(CharOffset(2)), None);
        assert_eq!(cursor.byte_of_char(CharOffset(1)), Some(ByteOffset(2)));
    }
}
