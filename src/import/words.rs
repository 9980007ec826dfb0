//! The words of a file compared with those that a text holds.

use unicode_normalization::UnicodeNormalization;

use crate::{model::BETWEEN_PIECES, text::ByteRange};

/// What may stand between the words of two pieces, besides blanks.
const BETWEEN: [&str; 3] = ["", BETWEEN_PIECES, "[...]"];

/// Whether the pieces hold these words. Blanks do not count, for formats join pieces and lines each in its own way; if
/// they differ still, composed and decomposed characters are the same.
pub(super) fn are_words(words: &str, pieces: &[ByteRange], text: &str) -> bool {
    let bare = |c: &char| !c.is_whitespace();
    let are = |between: &'static str| {
        let words_of = |piece: &ByteRange| text.get(piece.indices()).unwrap_or_default().chars();
        let before = |number: usize| if number == 0 { "" } else { between }.chars();
        let held = || pieces.iter().enumerate().flat_map(|(number, piece)| before(number).chain(words_of(piece)));
        let held = || held().filter(bare);
        held().eq(words.chars().filter(bare)) || held().nfc().eq(words.chars().filter(bare).nfc())
    };
    let ways = if pieces.len() > 1 { BETWEEN.len() } else { 1 };
    BETWEEN.iter().take(ways).any(|between| are(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_may_be_joined_in_several_ways_and_signs_between_words_are_words() {
        let text = "He said [...] no … and left";
        let pieces = [ByteRange::new(0, 7), ByteRange::new(14, 16)];
        for words in ["He said no", "He said … no", "He said [...] no", "He said\nno"] {
            assert!(are_words(words, &pieces, text), "{words}");
        }
        for words in ["He said and no", "He said; no"] {
            assert!(!are_words(words, &pieces, text), "{words}");
        }
        let one = [ByteRange::new(0, 16)];
        assert!(are_words("He said [...] no", &one, text) && !are_words("He said no", &one, text));
    }
}
