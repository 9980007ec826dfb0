//! The words of a file compared with those that a text holds.

use unicode_normalization::UnicodeNormalization;

use crate::text::ByteRange;

/// Whether the pieces hold these words. Blanks do not count, for formats join pieces and lines each in its own way; if
/// they differ still, composed and decomposed characters are the same.
pub(super) fn are_words(words: &str, pieces: &[ByteRange], text: &str) -> bool {
    let held = || pieces.iter().filter_map(|piece| text.get(piece.indices())).flat_map(str::chars);
    let bare = |c: &char| !c.is_whitespace();
    held().filter(bare).eq(words.chars().filter(bare)) || held().filter(bare).nfc().eq(words.chars().filter(bare).nfc())
}
