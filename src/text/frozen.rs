//! The text of an article, frozen at import: the one place where imported text is changed at all.
//!
//! BOM removed, CRLF made LF, nothing else: no normalisation, no trimming. After that the text never changes.

use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::{
    ByteOffset, ByteRange,
    detect::{Detected, detected_language},
};

/// What was done to imported text before it was frozen, recorded with the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A byte order mark at the start was removed.
    BomRemoved,
    /// Carriage return + line feed became line feed.
    CrlfToLf,
}

impl Step {
    /// The word for this step in the project file.
    pub fn name(self) -> &'static str {
        match self {
            Self::BomRemoved => "bom removed",
            Self::CrlfToLf => "crlf to lf",
        }
    }
}

/// A text that never changes, with what is computed from it on demand. Cheap to clone.
#[derive(Clone)]
pub struct FrozenText {
    inner: Arc<Inner>,
}

struct Inner {
    text: Memory,
    sha256: OnceLock<[u8; 32]>,
    paragraphs: OnceLock<Vec<u32>>,
    language: OnceLock<Option<Detected>>,
}

/// Where a text lies.
enum Memory {
    Own(Box<str>),
    /// A part of the memory of many texts.
    Shared(Arc<String>, std::ops::Range<usize>),
}

impl FrozenText {
    fn new(text: Memory) -> Self {
        Self {
            inner: Arc::new(Inner {
                text,
                sha256: OnceLock::new(),
                paragraphs: OnceLock::new(),
                language: OnceLock::new(),
            }),
        }
    }

    /// Freezes texts that were frozen before, in order, into one piece of memory: reading all of them, as a search
    /// does, then takes a third of the time. The memory is given back when the last of them goes.
    pub fn together(texts: Vec<String>) -> Vec<Self> {
        let mut all = String::with_capacity(texts.iter().map(String::len).sum());
        let mut places = Vec::with_capacity(texts.len());
        for text in texts {
            let start = all.len();
            all.push_str(&text);
            places.push(start..all.len());
        }
        let all = Arc::new(all);
        places.into_iter().map(|place| Self::new(Memory::Shared(Arc::clone(&all), place))).collect()
    }

    /// Freezes text exactly as it is; for text that was frozen before (a project file, a test).
    pub fn verbatim(text: impl Into<Box<str>>) -> Self {
        Self::new(Memory::Own(text.into()))
    }

    /// Freezes imported text, with or without BOM, CRLF or LF; says which steps it took.
    pub fn import(text: &str) -> (Self, Vec<Step>) {
        let mut steps = Vec::new();
        let mut text = std::borrow::Cow::Borrowed(text);
        if let Some(rest) = text.strip_prefix('\u{FEFF}') {
            text = rest.to_owned().into();
            steps.push(Step::BomRemoved);
        }
        if text.contains("\r\n") {
            text = text.replace("\r\n", "\n").into();
            steps.push(Step::CrlfToLf);
        }
        (Self::verbatim(text.into_owned()), steps)
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        match &self.inner.text {
            Memory::Own(text) => text,
            Memory::Shared(all, place) => all.get(place.clone()).unwrap_or_default(),
        }
    }

    /// The language that its words tell; `None` where they do not.
    pub fn language(&self) -> Option<Detected> {
        *self.inner.language.get_or_init(|| detected_language(self.as_str()))
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.as_str().len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    /// The whole text as a range.
    pub fn range(&self) -> ByteRange {
        ByteRange::new(0, self.len())
    }

    /// The words of `range`, or `None` when it does not lie on characters of this text.
    pub fn get(&self, range: ByteRange) -> Option<&str> {
        self.as_str().get(range.indices())
    }

    /// SHA-256 of the frozen text's UTF-8 bytes; computed once.
    pub fn sha256(&self) -> [u8; 32] {
        *self.inner.sha256.get_or_init(|| Sha256::digest(self.as_str().as_bytes()).into())
    }

    /// Byte offsets at which paragraphs start, ascending; the first is 0. Paragraphs end at LF. Computed once.
    pub fn paragraph_starts(&self) -> &[u32] {
        self.inner.paragraphs.get_or_init(|| {
            let mut starts = vec![0];
            starts.extend(memchr::memchr_iter(b'\n', self.as_str().as_bytes()).map(|i| ByteOffset::new(i + 1).0));
            starts
        })
    }

    /// Number of paragraphs (at least one; empty lines count).
    pub fn paragraph_count(&self) -> usize {
        self.paragraph_starts().len()
    }

    /// The range of paragraph `number` (from 0) without its LF; empty at the end of the text past the last one.
    pub fn paragraph(&self, number: usize) -> ByteRange {
        let starts = self.paragraph_starts();
        let start = starts.get(number).map_or(self.len(), |s| *s as usize);
        let end = starts.get(number + 1).map_or(self.len(), |next| *next as usize - 1);
        ByteRange::new(start, end.max(start))
    }

    /// The number of the paragraph that holds `offset`; an LF belongs to the paragraph it ends.
    pub fn paragraph_number(&self, offset: ByteOffset) -> usize {
        self.paragraph_starts().partition_point(|start| *start <= offset.0).saturating_sub(1)
    }

    /// Whether both are the same text in memory (not merely equal).
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }
}

impl PartialEq for FrozenText {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other) || self.as_str() == other.as_str()
    }
}

impl std::fmt::Debug for FrozenText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let head: String = self.as_str().chars().take(40).collect();
        write!(f, "FrozenText({} bytes, {head:?}…)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn import_removes_bom_and_crlf_only() {
        let (text, steps) = FrozenText::import("\u{FEFF}a\r\nb\rc \u{301}\n");
        assert_eq!(text.as_str(), "a\nb\rc \u{301}\n");
        assert_eq!(steps, [Step::BomRemoved, Step::CrlfToLf]);
        assert_eq!(FrozenText::import("plain").1, []);
    }

    #[test]
    fn texts_frozen_together_stay_apart() {
        let parts = ["Один", "", "two\n"].map(str::to_owned);
        let texts = FrozenText::together(parts.to_vec());
        assert!(texts.iter().map(FrozenText::as_str).eq(parts.iter().map(String::as_str)));
        assert_eq!(texts.iter().map(FrozenText::len).collect::<Vec<_>>(), [8, 0, 4]);
    }

    #[test]
    fn paragraphs_end_at_lf() {
        let text = FrozenText::verbatim("one\n\ntwo\n");
        let all: Vec<_> = (0..text.paragraph_count()).map(|n| text.get(text.paragraph(n)).unwrap()).collect();
        assert_eq!(all, ["one", "", "two", ""]);
        assert_eq!(text.paragraph_number(ByteOffset(3)), 0);
        assert_eq!(text.paragraph_number(ByteOffset(4)), 1);
        assert_eq!(text.paragraph_number(ByteOffset(9)), 3);
        assert_eq!(FrozenText::verbatim("").paragraph(0), ByteRange::new(0, 0));
    }
}
