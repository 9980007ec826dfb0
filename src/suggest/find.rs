//! Words of an article that match what somebody types, to be marked: as whole words, and as the name that they are of.

use super::{names_near::named_in, near::gap_to};
use crate::text::{ByteOffset, ByteRange, FrozenText, Pattern, in_context, previous_grapheme, word_at};

/// Of the nearest places no more than this are looked at.
const MOST: usize = 200;
/// How far around words to look for the name that they are of, in bytes.
const FAR: usize = 300;

/// Where the typed words begin a word, nearest to the pieces of a mark first. Of a name, all of it comes before the words
/// alone.
pub fn words_like(text: &FrozenText, typed: &str, pieces: &[ByteRange]) -> Vec<ByteRange> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Vec::new();
    }
    let starts_word = |range: &ByteRange| {
        let before = text.as_str().get(..range.start.index()).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric())
    };
    let pattern = Pattern::folded(typed);
    let mut found: Vec<ByteRange> = pattern.find_in(text).filter(starts_word).collect();
    found.sort_by_cached_key(|range| gap_to(pieces, *range));
    found.truncate(MOST);
    let mut places = Vec::new();
    for range in found {
        let words = to_word_ends(text, range);
        let name = names_around(text, words).into_iter().find(|name| name.covers(words));
        for place in name.into_iter().chain([words]) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    places
}

/// The names in the paragraph of some words, or of a long one in the part near them.
fn names_around(text: &FrozenText, words: ByteRange) -> Vec<ByteRange> {
    let [before, _, after] = in_context(text, words, FAR);
    named_in(text, ByteRange { start: before.start, end: after.end })
}

/// From the start of a match to the end of its last word, without the ending of a possessive.
fn to_word_ends(text: &FrozenText, range: ByteRange) -> ByteRange {
    let last = word_at(text, previous_grapheme(text, range.end).max(range.start));
    let words = text.get(last).unwrap_or_default();
    let bare = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words);
    let end = ByteOffset::new(last.start.index() + bare.len()).max(range.end);
    ByteRange { start: range.start, end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_places_the_nearest_come_first() {
        let text = FrozenText::verbatim("Rain came. ".repeat(1_000));
        let claim = [ByteRange::new(9_900, 9_904)];
        assert_eq!(words_like(&text, "cam", &claim).first(), Some(&ByteRange::new(9_905, 9_909)));
        assert_eq!(words_like(&text, "rain", &claim).first(), Some(&claim[0]));
    }
}
