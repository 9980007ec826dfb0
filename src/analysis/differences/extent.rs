//! Whether two marks are on the same words, strictly or leniently.

use std::cell::OnceCell;

use crate::{
    model::{Article, Span},
    text::{ByteOffset, ByteRange, main_language, tokens_in},
};

/// What is not counted as a difference between the extents of two marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lenience {
    /// Blanks and punctuation marks at their ends.
    pub signs: bool,
    /// Articles and "that" at their beginnings.
    pub leading: bool,
    /// Ends that lie apart by at most so many words.
    pub words: u32,
}

impl Lenience {
    /// Nothing but the same words is the same.
    pub const STRICT: Self = Self { signs: false, leading: false, words: 0 };
    /// More words apart than these are never offered.
    pub const MOST_WORDS: u32 = 9;
}

/// Words that a mark may begin with or leave out: articles, and what introduces a reported clause.
const LEADING: &[(&str, &[&str])] = &[
    (
        "de",
        &["dass", "daß", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"],
    ),
    ("en", &["that", "the", "a", "an"]),
    ("es", &["que", "el", "la", "los", "las", "un", "una", "unos", "unas"]),
    ("fr", &["que", "qu", "le", "la", "l", "les", "un", "une", "des"]),
    ("it", &["che", "il", "lo", "la", "l", "i", "gli", "le", "un", "uno", "una"]),
    ("nl", &["dat", "de", "het", "een"]),
    ("pt", &["que", "o", "a", "os", "as", "um", "uma", "uns", "umas"]),
];

/// The extents of the marks of an article. Its words are looked for when they are first needed.
pub(super) struct Extents<'a> {
    article: &'a Article,
    lenience: Lenience,
    words: OnceCell<Vec<ByteRange>>,
}

impl<'a> Extents<'a> {
    pub(super) fn new(article: &'a Article, lenience: Lenience) -> Self {
        Self { article, lenience, words: OnceCell::new() }
    }

    /// Whether two marks are on the same words.
    pub(super) fn are_same(&self, one: &Span, other: &Span) -> bool {
        if one.pieces == other.pieces {
            return true;
        }
        if self.lenience == Lenience::STRICT || one.pieces.len() != other.pieces.len() {
            return false;
        }
        one.pieces.iter().zip(&other.pieces).all(|(one, other)| self.are_near(*one, *other))
    }

    fn are_near(&self, one: ByteRange, other: ByteRange) -> bool {
        let Lenience { signs, words, .. } = self.lenience;
        let (starts, ends) = ([one, other].map(|piece| self.start(piece)), [one, other].map(|piece| self.end(piece)));
        let near = |[a, b]: [usize; 2]| a.abs_diff(b) <= words as usize;
        // Without leave to differ in signs, ends within the same word differ all the same.
        let strict = |same: bool, [a, b]: [usize; 2]| signs || same || a != b;
        let is_start_same = one.start == other.start || (self.lenience.leading && self.skips(one) != self.skips(other));
        near(starts) && near(ends) && strict(is_start_same, starts) && strict(one.end == other.end, ends)
    }

    /// Whether words at the beginning of a piece are left out.
    fn skips(&self, piece: ByteRange) -> bool {
        self.start(piece) != self.first(piece.start)
    }

    /// The number of the first word of a piece that counts.
    fn start(&self, piece: ByteRange) -> usize {
        let (first, end) = (self.first(piece.start), self.end(piece));
        if !self.lenience.leading {
            return first;
        }
        let leading = self.words().iter().take(end.saturating_sub(1)).skip(first);
        first + leading.take_while(|word| self.is_leading(**word)).count()
    }

    /// The number of the first word that ends after a place.
    fn first(&self, offset: ByteOffset) -> usize {
        self.words().partition_point(|word| word.end <= offset)
    }

    /// The number of words that begin before the end of a piece.
    fn end(&self, piece: ByteRange) -> usize {
        self.words().partition_point(|word| word.start < piece.end)
    }

    fn is_leading(&self, word: ByteRange) -> bool {
        let language = main_language(&self.article.facts.language);
        let list = LEADING.iter().find(|(code, _)| *code == language).map_or(&[][..], |(_, words)| words);
        let word = self.article.words(word).to_lowercase();
        list.contains(&word.trim_end_matches(['\'', '’']))
    }

    fn words(&self) -> &[ByteRange] {
        self.words.get_or_init(|| {
            let text = &self.article.text;
            let tokens = tokens_in(text, text.range(), &self.article.facts.language);
            let is_word = |token: &ByteRange| self.article.words(*token).chars().any(char::is_alphanumeric);
            tokens.into_iter().filter(is_word).collect()
        })
    }
}
