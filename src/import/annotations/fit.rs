//! Which way of counting fits a file: the documented one is tried first, and every other only where marks do not lie on
//! the words that they should. Nothing is shifted silently: what was found is said.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::{Found, FoundArticle, FoundSpan};
use crate::text::{ByteOffset, ByteRange, Counting};

/// How many marks are looked at, at most, to find out how a file counts.
const LOOKED_AT: usize = 5_000;

/// The way in which the file counts, and a sentence about it when it is not the documented one.
pub fn counting_of(found: &Found) -> (Counting, Option<String>) {
    let articles = || found.articles.iter().filter_map(|article| Some((article.text.as_deref()?, article)));
    let all = articles().map(|(_, article)| article.spans.len()).sum::<usize>().min(LOOKED_AT);
    let mut best = (found.counting, fitting(articles(), found.counting));
    let documented = best.1;
    if documented == all {
        return (found.counting, None);
    }
    for counting in found.counting.alternatives(&articles().map(|(text, _)| text)) {
        let fit = fitting(articles(), counting);
        if fit > best.1 {
            best = (counting, fit);
        }
    }
    let said = (best.0 != found.counting).then(|| {
        format!(
            "Offsets count {}: {} of {all} marks fit so, {documented} as {} documents them ({}).",
            best.0, best.1, found.format, found.counting
        )
    });
    (best.0, said)
}

/// How many marks fit their words, or where there are none, lie on whole words.
fn fitting<'f>(articles: impl Iterator<Item = (&'f str, &'f FoundArticle)>, counting: Counting) -> usize {
    let (mut fit, mut left) = (0, LOOKED_AT);
    for (text, article) in articles {
        let spans = article.spans.get(..left.min(article.spans.len())).unwrap_or_default();
        left -= spans.len();
        let (frozen, _) = crate::text::FrozenText::import(text);
        let places = places_of(text, spans, counting);
        let fits = |span: &&FoundSpan| {
            let Some(pieces) = pieces_of(span, &places) else { return false };
            match &span.words {
                Some(words) => are_words(words, &pieces, frozen.as_str()),
                None => pieces.iter().all(|piece| is_on_words(*piece, frozen.as_str())),
            }
        };
        fit += spans.iter().filter(fits).count();
    }
    fit
}

/// Where all offsets of the spans lie in the frozen text.
pub fn places_of(text: &str, spans: &[FoundSpan], counting: Counting) -> BTreeMap<u32, ByteOffset> {
    let wanted: BTreeSet<u32> =
        spans.iter().flat_map(|span| &span.at).flat_map(|(start, end)| [*start, *end]).collect();
    counting.places(text, &wanted)
}

/// The pieces of a span in order, those that touch or overlap made one; `None` when one of them has no place.
pub fn pieces_of(span: &FoundSpan, places: &BTreeMap<u32, ByteOffset>) -> Option<Vec<ByteRange>> {
    let placed = span.at.iter().map(|(start, end)| {
        let piece = ByteRange { start: *places.get(start)?, end: *places.get(end)? };
        (piece.start <= piece.end).then_some(piece)
    });
    let mut pieces: Vec<ByteRange> = placed.collect::<Option<_>>()?;
    pieces.sort();
    pieces.dedup_by(|next, one| {
        let touches = next.start <= one.end;
        if touches {
            one.end = one.end.max(next.end);
        }
        touches
    });
    Some(pieces)
}

/// Whether the pieces hold these words. Blanks do not count, for formats join pieces and lines each in its own way; if
/// they differ still, composed and decomposed characters are the same.
pub fn are_words(words: &str, pieces: &[ByteRange], text: &str) -> bool {
    let held = || pieces.iter().filter_map(|piece| text.get(piece.indices())).flat_map(str::chars);
    let bare = |c: &char| !c.is_whitespace();
    held().filter(bare).eq(words.chars().filter(bare)) || held().filter(bare).nfc().eq(words.chars().filter(bare).nfc())
}

/// Whether a piece begins and ends where words do.
fn is_on_words(piece: ByteRange, text: &str) -> bool {
    let is_edge = |at: ByteOffset| {
        let before = text.get(..at.index()).and_then(|before| before.chars().next_back());
        let after = text.get(at.index()..).and_then(|after| after.chars().next());
        !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
    };
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let held = text.get(piece.indices()).unwrap_or_default();
    is_edge(piece.start) && is_edge(piece.end) && !is_blank(held.chars().next()) && !is_blank(held.chars().next_back())
}
