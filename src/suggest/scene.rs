//! A claim among the words around it: their tokens, which of them are quoted, and which are the claim.

use super::{
    grammar::List,
    tokens::{Token, token_at, tokens},
};
use crate::text::{ByteOffset, ByteRange, FrozenText, quoted_in};

/// How far around a claim to search, in bytes.
const FAR: usize = 3_000;

/// A claim among the words around it.
pub(super) struct Scene<'t> {
    /// The text of the article.
    text: &'t FrozenText,
    /// The words and signs around the claim.
    pub tokens: Vec<Token<'t>>,
    /// Which quotation a token is in, by its first token.
    pub quoted: Vec<Option<usize>>,
    /// The tokens of each piece, as marked.
    pub marked: Vec<(usize, usize)>,
    /// The tokens of each piece, with all of the quotation that it is in.
    pub pieces: Vec<(usize, usize)>,
}

/// The paragraphs around a claim in which its speaker may be named.
fn window(text: &FrozenText, first: ByteOffset, last: ByteOffset) -> (usize, usize) {
    let is_blank = |number: &usize| text.get(text.paragraph(*number)).unwrap_or_default().trim().is_empty();
    let (one, other) = (text.paragraph_number(first), text.paragraph_number(last));
    let before: Vec<usize> = (0..one).rev().filter(|number| !is_blank(number)).take(3).collect();
    let after = (other + 1..text.paragraph_count()).find(|number| !is_blank(number));
    (before.last().copied().unwrap_or(one), after.unwrap_or(other))
}

impl<'t> Scene<'t> {
    pub(super) fn of(text: &'t FrozenText, pieces: &[ByteRange]) -> Option<Self> {
        let (first, last) = (pieces.first()?.start, pieces.last()?.end);
        let inside = ByteOffset::new(last.index().saturating_sub(1));
        let (one, other) = window(text, first, inside);
        let all = text.as_str();
        let least = all.floor_char_boundary(first.index().saturating_sub(FAR));
        let most = all.ceil_char_boundary((last.index() + FAR).min(all.len()));
        let start = text.paragraph(one).start.index().max(least);
        let range = ByteRange::new(start, text.paragraph(other).end.index().min(most).max(start));
        let tokens = tokens(text, range);
        let mut quoted = vec![None; tokens.len()];
        for number in one..=other {
            let paragraph = text.paragraph(number);
            for quote in quoted_in(text.get(paragraph).unwrap_or_default()) {
                let at = paragraph.start.index();
                let from = token_at(&tokens, ByteOffset::new(at + quote.start));
                let to = tokens.partition_point(|token| token.range.start.index() < at + quote.end);
                quoted.iter_mut().take(to).skip(from).for_each(|place| *place = Some(from));
            }
        }
        let marked: Vec<(usize, usize)> = pieces
            .iter()
            .map(|piece| {
                (token_at(&tokens, piece.start), tokens.partition_point(|token| token.range.start < piece.end))
            })
            .filter(|(first, end)| first < end)
            .collect();
        let mut scene = Self { text, tokens, quoted, pieces: marked.clone(), marked };
        scene.pieces = scene.marked.iter().map(|piece| scene.widened(*piece)).collect();
        scene.marked.first()?;
        Some(scene)
    }

    /// A piece with all of the quotations that its ends are in.
    fn widened(&self, (first, end): (usize, usize)) -> (usize, usize) {
        let quote_of = |at: usize| self.quoted.get(at).copied().flatten();
        let start = quote_of(first).unwrap_or(first);
        let last = end.saturating_sub(1);
        let rest = self.quoted.get(last..).unwrap_or_default();
        let own = quote_of(last);
        let more = rest.iter().take_while(|place| own.is_some() && **place == own).count();
        (start.min(first), end.max(last + more))
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token<'t>> {
        self.tokens.get(at)
    }

    pub(super) fn is(&self, at: usize, what: &str) -> bool {
        self.token(at).is_some_and(|token| token.is(what))
    }

    pub(super) fn is_of(&self, at: usize, list: &[&str]) -> bool {
        self.token(at).is_some_and(|token| token.is_of(list))
    }

    pub(super) fn is_in(&self, at: usize, list: List) -> bool {
        self.token(at).is_some_and(|token| token.is_in(list))
    }

    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).is_some_and(Option::is_some)
    }

    /// The words from one token to before another, without the ending of a possessive.
    pub(super) fn range(&self, first: usize, end: usize) -> Option<ByteRange> {
        let (first, last) = (self.token(first)?, self.token(end.checked_sub(1)?)?);
        Some(ByteRange { start: first.range.start, end: last.bare_end() })
    }

    pub(super) fn paragraph(&self, at: usize) -> Option<usize> {
        Some(self.text.paragraph_number(self.token(at)?.range.start))
    }
}
