//! Words of an article that match what somebody types, to be marked: as whole words, and as the name that they are of.

use super::{names_near::named_in, near::gap_to};
use crate::text::{ByteOffset, ByteRange, FrozenText, Pattern, paragraph_at, previous_grapheme, word_at};

/// Places beyond this number are not looked at.
const MOST: usize = 200;

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
    let mut found: Vec<ByteRange> = pattern.find_in(text).filter(starts_word).take(MOST).collect();
    found.sort_by_key(|range| gap_to(pieces, *range));
    let mut places = Vec::new();
    for range in found {
        let words = whole_words(text, range);
        let name = named_in(text, paragraph_at(text, range.start)).into_iter().find(|name| name.covers(words));
        for place in name.into_iter().chain([words]) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    places
}

/// From the start of a match to the end of its last word, without the ending of a possessive.
fn whole_words(text: &FrozenText, range: ByteRange) -> ByteRange {
    let last = word_at(text, previous_grapheme(text, range.end).max(range.start));
    let words = text.get(last).unwrap_or_default();
    let bare = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words);
    let end = ByteOffset::new(last.start.index() + bare.len()).max(range.end);
    ByteRange { start: range.start, end }
}
