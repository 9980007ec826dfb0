//! The sentences of a claim, the one before and the one after, in words and signs: which are the claim, which are quoted, and
//! which report.

use super::lists::{Does, Form, Lists, Order, plain};
use crate::{
    suggest::cues::Cue,
    text::{ByteOffset, ByteRange, FrozenText, quoted_in, sentence_at, tokens_in},
};

/// The longest stretch around a claim that is looked at, in bytes to each side.
const FAR: usize = 3_000;

/// Where a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Among the words that may name the speaker.
    Outside,
    /// In the claim.
    Claim,
    /// In a quotation that is not the claim.
    Quoted,
}

/// A word or a sign; in scripts without blanks one character, or a run of Latin letters or digits.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    pub range: ByteRange,
    /// As it is written.
    pub text: &'t str,
    /// In small letters.
    pub small: String,
    pub place: Place,
}

impl Piece<'_> {
    pub(super) fn is_word(&self) -> bool {
        self.text.contains(char::is_alphanumeric)
    }

    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    pub(super) fn is(&self, sign: &[&str]) -> bool {
        sign.contains(&self.text)
    }
}

/// A cue among the tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub first: usize,
    pub end: usize,
    pub form: Form,
}

/// The words around a claim.
pub(super) struct Around<'t> {
    pub lists: &'static Lists,
    pub pieces: Vec<Piece<'t>>,
    /// Where the sentences of the claim begin and end among the pieces.
    pub own: (usize, usize),
    /// Whether the claim begins within a quotation.
    pub is_quoted: bool,
}

impl<'t> Around<'t> {
    pub(super) fn of(text: &'t FrozenText, claim: &[ByteRange], lists: &'static Lists) -> Option<Self> {
        let hull = ByteRange { start: claim.first()?.start, end: claim.last()?.end };
        let all = text.as_str();
        let last = ByteOffset::new(all.floor_char_boundary(hull.end.index().saturating_sub(1)));
        let first = sentence_at(text, hull.start, lists.language);
        let own = ByteRange { start: first.start, end: sentence_at(text, last, lists.language).end.max(hull.end) };
        // Lines without words part paragraphs, and are none.
        let solid = |part: &str, end: usize| end - (part.len() - part.trim_end().len());
        let before = all.get(..own.start.index()).map(|part| solid(part, own.start.index())).filter(|end| *end > 0);
        let before =
            before.map(|end| sentence_at(text, ByteOffset::new(all.floor_char_boundary(end - 1)), lists.language));
        let rest = all.get(own.end.index()..).unwrap_or_default();
        let after = own.end.index() + (rest.len() - rest.trim_start().len());
        let after = (after < all.len()).then(|| sentence_at(text, ByteOffset::new(after), lists.language));
        let range = ByteRange {
            start: before.map_or(own.start, |before| before.start),
            end: after.map_or(own.end, |after| after.end),
        };
        let range = ByteRange::new(
            all.floor_char_boundary(range.start.index().max(hull.start.index().saturating_sub(FAR))),
            all.ceil_char_boundary(range.end.index().min(hull.end.index() + FAR)),
        );
        let mut quotes = Vec::new();
        for number in text.paragraph_number(range.start)..=text.paragraph_number(range.end) {
            let paragraph = text.paragraph(number);
            let from = paragraph.start.index();
            let found = quoted_in(text.get(paragraph).unwrap_or_default());
            let found = found.into_iter().map(|quote| ByteRange::new(from + quote.start, from + quote.end));
            quotes.extend(found.filter(|quote| quote.overlaps(range)));
        }
        let pieces = pieces(text, range, lists, claim, &quotes);
        let first = pieces.partition_point(|piece| piece.range.start < own.start);
        let end = pieces.partition_point(|piece| piece.range.start < own.end);
        let is_quoted = quotes.iter().any(|quote| quote.contains(hull.start) || quote.start == hull.start);
        Some(Self { lists, pieces, own: (first, end), is_quoted })
    }

    pub(super) fn piece(&self, at: usize) -> Option<&Piece<'t>> {
        self.pieces.get(at)
    }

    pub(super) fn does(&self, at: usize, what: Does) -> bool {
        self.piece(at).is_some_and(|piece| self.lists.has(what, &piece.small))
    }

    pub(super) fn is_outside(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.place == Place::Outside)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.piece(at).is_some_and(Piece::is_word)
    }

    /// Whether nothing stands between a token and the next.
    pub(super) fn adjoins(&self, at: usize) -> bool {
        self.piece(at).zip(self.piece(at + 1)).is_some_and(|(one, next)| one.range.end == next.range.start)
    }

    /// The longest cue that begins at a token, all of it outside the claim.
    pub(super) fn cue_at(&self, at: usize) -> Option<Found> {
        if !self.is_outside(at) {
            return None;
        }
        let inside = (at..self.pieces.len()).find(|at| !self.is_outside(*at)).unwrap_or(self.pieces.len());
        let (end, form) = cue_at(self.lists, self.pieces.get(..inside)?, at)?;
        Some(Found { first: at, end, form })
    }

    pub(super) fn range(&self, first: usize, end: usize) -> Option<ByteRange> {
        Some(ByteRange { start: self.piece(first)?.range.start, end: self.piece(end.checked_sub(1)?)?.range.end })
    }
}

/// The tokens of a range with where they stand. What parts two pieces of the claim is outside, in a quotation too: somebody
/// has left it out.
pub(super) fn pieces<'t>(
    text: &'t FrozenText,
    range: ByteRange,
    lists: &Lists,
    claim: &[ByteRange],
    quotes: &[ByteRange],
) -> Vec<Piece<'t>> {
    let place = |at: ByteRange| {
        if claim.iter().any(|piece| piece.overlaps(at)) {
            return Place::Claim;
        }
        let is_parting =
            claim.windows(2).any(|pair| matches!(pair, [one, next] if at.start >= one.end && at.end <= next.start));
        match quotes.iter().find(|quote| quote.overlaps(at)) {
            Some(_) if is_parting => Place::Outside,
            Some(quote) if claim.iter().any(|piece| piece.overlaps(*quote)) => Place::Claim,
            Some(_) => Place::Quoted,
            None => Place::Outside,
        }
    };
    let words =
        if lists.order == Order::Unspaced { characters(text, range) } else { tokens_in(text, range, lists.language) };
    let piece = |at: ByteRange| {
        let text = text.get(at).unwrap_or_default();
        Piece { range: at, text, small: plain(text, lists.language), place: place(at) }
    };
    words.into_iter().map(piece).collect()
}

/// Each character of a range but blanks; Latin letters and digits in runs.
fn characters(text: &FrozenText, range: ByteRange) -> Vec<ByteRange> {
    let mut found: Vec<ByteRange> = Vec::new();
    let mut was_run = false;
    for (at, character) in text.get(range).unwrap_or_default().char_indices() {
        let is_run = character.is_ascii_alphanumeric() || matches!(character, '０'..='９' | 'Ａ'..='ｚ');
        let start = range.start.index() + at;
        let end = ByteOffset::new(start + character.len_utf8());
        match found.last_mut() {
            Some(last) if is_run && was_run => last.end = end,
            _ if character.is_whitespace() => {}
            _ => found.push(ByteRange { start: ByteOffset::new(start), end }),
        }
        was_run = is_run;
    }
    found
}

/// The longest cue that begins at a token, with where it ends.
fn cue_at(lists: &Lists, pieces: &[Piece<'_>], at: usize) -> Option<(usize, Form)> {
    let first = pieces.get(at)?;
    // “And” is a part of the first word in Arabic and Hebrew.
    let joined: &[&str] = match lists.language {
        "ar" => &["و", "ف"],
        "he" => &["ו", "ש", "כש"],
        _ => &[],
    };
    let bare = joined.iter().filter_map(|letter| first.small.strip_prefix(letter));
    let starts = std::iter::once(first.small.as_str()).chain(bare);
    starts.filter(|start| start.starts_with(|first| lists.begins_cue(first))).find_map(|start| {
        let mut words = start.to_owned();
        let mut found = lists.cue(&words).map(|form| (at + 1, form));
        for (number, pair) in pieces.get(at..)?.windows(2).enumerate() {
            let [one, next] = pair else { break };
            if one.range.end < next.range.start && lists.order != Order::Unspaced {
                words.push(' ');
            }
            words.push_str(&next.small);
            if words.len() > lists.longest {
                break;
            }
            found = lists.cue(&words).map(|form| (at + number + 2, form)).or(found);
        }
        found
    })
}

/// All cues of a range, by the lists of its language.
pub(in crate::suggest) fn cues_by_list(text: &FrozenText, range: ByteRange, lists: &'static Lists) -> Vec<Cue> {
    let pieces = pieces(text, range, lists, &[], &[]);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let Some((end, form)) = cue_at(lists, &pieces, at) else {
            at += 1;
            continue;
        };
        let bounds = pieces.get(at).zip(pieces.get(end - 1));
        found.extend(bounds.map(|(first, last)| Cue {
            range: ByteRange { start: first.range.start, end: last.range.end },
            tier: form.tier,
            class: form.class,
        }));
        at = end;
    }
    found
}
