//! Detects how a file counts offsets: the documented way is tried first, and every other only where marks do not lie on
//! the words that they should. Nothing is shifted silently: what was detected is reported.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    found::{Found, FoundSpan},
    words::CountingNote,
};
use crate::{
    import::words::are_words,
    text::{ByteOffset, ByteRange, Counting, FrozenText},
};

/// How many marks are compared, at most, to detect how a file counts.
const COMPARED: usize = 5_000;

/// Marks of one text that tell ways of counting apart.
struct Sample<'f> {
    text: &'f str,
    frozen: FrozenText,
    spans: Vec<&'f FoundSpan>,
}

/// How many marks of a sample fit.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Fit {
    /// Of those with words, how many lie on them.
    quoted: usize,
    /// Of those without, how many begin and end where words do.
    bare: usize,
}

/// The way in which the file counts, and what people should know when it is not the documented one, or when not all marks fit.
pub fn counting_of(found: &Found) -> (Counting, Option<CountingNote>) {
    if found.is_exact {
        return (found.counting, None);
    }
    let samples = samples(found);
    let texts = samples.iter().map(|sample| sample.text);
    let all = Fit {
        quoted: samples.iter().flat_map(|sample| &sample.spans).filter(|span| span.words.is_some()).count(),
        bare: samples.iter().flat_map(|sample| &sample.spans).filter(|span| span.words.is_none()).count(),
    };
    let documented = fitting(&samples, found.counting);
    let mut best = (found.counting, documented);
    if documented != all {
        for counting in found.counting.alternatives(&texts) {
            let fit = fitting(&samples, counting);
            if is_better(fit, best.1, all) {
                best = (counting, fit);
            }
        }
    }
    let (counting, fit) = best;
    let count = |fit: Fit| fit.quoted + fit.bare;
    let is_worth_saying = counting != found.counting || fit != all;
    let note = is_worth_saying.then(|| CountingNote {
        format: found.format,
        documented: found.counting,
        detected: counting,
        has_words: all.quoted > 0,
        fit_documented: count(documented),
        fit_detected: count(fit),
        all: count(all),
    });
    (counting, note)
}

/// Whether one way of counting fits so much better than another that it must be meant. Words say so for certain; where
/// words begin and end only makes it likely, and chance must not move marks that are where they should be.
fn is_better(fit: Fit, other: Fit, all: Fit) -> bool {
    if fit.quoted != other.quoted {
        return fit.quoted > other.quoted;
    }
    let gain = fit.bare.saturating_sub(other.bare);
    gain > 0 && (fit.bare == all.bare || gain * 10 >= all.bare)
}

/// The first marks of the file that lie where ways of counting differ, with their texts.
fn samples(found: &Found) -> Vec<Sample<'_>> {
    let mut samples = Vec::new();
    let mut left = COMPARED;
    for article in &found.articles {
        let Some(text) = article.text.as_deref().filter(|_| left > 0) else { continue };
        let Some(odd) = text.bytes().position(|byte| !byte.is_ascii() || byte == b'\r') else { continue };
        let odd = u32::try_from(odd).unwrap_or(u32::MAX);
        let tells = |span: &&FoundSpan| span.at.iter().any(|(start, end)| *start.max(end) > odd);
        let spans: Vec<&FoundSpan> = article.spans.iter().filter(tells).take(left).collect();
        left -= spans.len();
        if !spans.is_empty() {
            let (frozen, _) = FrozenText::import(text);
            samples.push(Sample { text, frozen, spans });
        }
    }
    samples
}

/// How many marks fit their words, or where there are none, lie on whole words.
fn fitting(samples: &[Sample<'_>], counting: Counting) -> Fit {
    let mut fit = Fit { quoted: 0, bare: 0 };
    for Sample { text, frozen, spans } in samples {
        let places = places_of(text, spans.iter().copied(), counting);
        for span in spans {
            let Some(pieces) = pieces_of(span, &places) else { continue };
            match &span.words {
                Some(words) => fit.quoted += usize::from(are_words(words, &pieces, frozen.as_str())),
                None => fit.bare += usize::from(pieces.iter().all(|piece| is_on_words(*piece, frozen.as_str()))),
            }
        }
    }
    fit
}

/// Where all offsets of the spans lie in the frozen text.
pub(super) fn places_of<'s>(
    text: &str,
    spans: impl Iterator<Item = &'s FoundSpan>,
    counting: Counting,
) -> BTreeMap<u32, ByteOffset> {
    let wanted: BTreeSet<u32> = spans.flat_map(|span| &span.at).flat_map(|(start, end)| [*start, *end]).collect();
    counting.places(text, &wanted)
}

/// The pieces of a span in order, those that touch or overlap made one; `None` when one of them has no place.
pub(super) fn pieces_of(span: &FoundSpan, places: &BTreeMap<u32, ByteOffset>) -> Option<Vec<ByteRange>> {
    let placed = span.at.iter().map(|(start, end)| {
        let piece = ByteRange { start: *places.get(start)?, end: *places.get(end)? };
        (piece.start <= piece.end).then_some(piece)
    });
    let mut pieces: Vec<ByteRange> = placed.collect::<Option<_>>()?;
    pieces.sort_unstable();
    pieces.dedup_by(|next, one| {
        let touches = next.start <= one.end;
        if touches {
            one.end = one.end.max(next.end);
        }
        touches
    });
    Some(pieces)
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
