//! The surroundings of a claim.

use super::tokens::{sentence, token_at, tokens};
use crate::text::{ByteOffset, ByteRange, FrozenText, paragraph_at};

/// How far around the sentences of a claim to search, in bytes.
const FAR: usize = 3_000;
/// A paragraph of at most this many words under a quotation may be its attribution.
const LONGEST_BY_LINE: usize = 12;

/// What lies around a claim.
pub(super) struct Near {
    /// The paragraphs that it lies in, with what leads in to them and what may be a by-line.
    pub window: ByteRange,
    /// The sentences that it lies in.
    pub own: ByteRange,
}

impl Near {
    pub(super) fn of(text: &FrozenText, pieces: &[ByteRange]) -> Self {
        let start = pieces.first().map_or(ByteOffset(0), |piece| piece.start);
        let last = pieces.last().map_or(start, |piece| piece.end);
        let inside = ByteOffset::new(last.index().saturating_sub(1));
        let (one, other) = (paragraph_at(text, start), paragraph_at(text, inside));
        let own = sentences(text, ByteRange { start: one.start, end: other.end }, start, inside);
        let words = |number: usize| text.get(text.paragraph(number)).unwrap_or_default().trim();
        let (first, last) = (text.paragraph_number(start), text.paragraph_number(inside));
        // What leads in to words that stand by themselves, and a by-line under them, belong to the surroundings.
        let lead_in = (0..first).rev().find(|number| !words(*number).is_empty()).filter(|at| words(*at).ends_with(':'));
        let is_by_line = |at: &usize| words(*at).split_whitespace().count() <= LONGEST_BY_LINE;
        let mut below = last + 1..text.paragraph_count();
        let by_line = below.find(|number| !words(*number).is_empty()).filter(is_by_line);
        let begin = lead_in.map_or(one.start, |number| text.paragraph(number).start);
        let end = by_line.map_or(other.end, |number| text.paragraph(number).end);
        // A text in one paragraph has surroundings too, but not all of it.
        let all = text.as_str();
        let least = all.floor_char_boundary(own.start.index().saturating_sub(FAR));
        let most = all.ceil_char_boundary((own.end.index() + FAR).min(all.len()));
        let window = ByteRange::new(begin.index().max(least), end.index().min(most));
        Self { window, own }
    }

    /// How far a place is, from 0 to 39.
    pub(super) fn distance(&self, text: &FrozenText, at: usize) -> f64 {
        let at = ByteOffset::new(at);
        if self.own.contains(at) {
            return 0.0;
        }
        if self.window.contains(at) {
            return 8.0;
        }
        let paragraphs = text.paragraph_number(at).abs_diff(text.paragraph_number(self.window.start));
        let after = if at > self.window.end { 4.0 } else { 0.0 };
        (12.0 + paragraphs as f64 * 4.0 + after).min(39.0)
    }
}

/// How many bytes are between the nearest of these pieces and a range.
pub(super) fn gap_to(pieces: &[ByteRange], range: ByteRange) -> u32 {
    pieces.iter().map(|piece| gap(*piece, range)).min().unwrap_or(0)
}

/// The sentences between two places.
fn sentences(text: &FrozenText, paragraphs: ByteRange, first: ByteOffset, last: ByteOffset) -> ByteRange {
    // Of a text in one paragraph only what is near is looked at.
    let all = text.as_str();
    let start = all.floor_char_boundary(first.index().saturating_sub(FAR)).max(paragraphs.start.index());
    let end = all.ceil_char_boundary((last.index() + FAR).min(all.len())).min(paragraphs.end.index());
    let tokens = tokens(text, ByteRange::new(start.min(first.index()), end.max(last.index())));
    let (from, _) = sentence(&tokens, token_at(&tokens, first));
    let (_, to) = sentence(&tokens, token_at(&tokens, last));
    let from = tokens.get(from).map_or(first, |token| token.range.start.min(first));
    let to = tokens.get(to.saturating_sub(1)).map_or(last, |token| token.range.end.max(last));
    ByteRange { start: from, end: to }
}

fn gap(one: ByteRange, other: ByteRange) -> u32 {
    if one.overlaps(other) {
        0
    } else if one.end <= other.start {
        other.start.0 - one.end.0
    } else {
        one.start.0 - other.end.0
    }
}
