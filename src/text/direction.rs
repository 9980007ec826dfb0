//! Which way text runs.

use unicode_bidi::{BidiClass, bidi_class};

/// Whether a character makes text run to the left, itself or what follows, so that it has to be ordered; none does before the Hebrew
/// letters.
pub fn runs_left(character: char) -> bool {
    use BidiClass::{AL, AN, R, RLE, RLI, RLO};

    character >= '\u{590}' && matches!(bidi_class(character), AL | AN | R | RLE | RLI | RLO)
}
