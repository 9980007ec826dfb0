//! Which way text runs.

use unicode_bidi::{BidiClass, Direction, bidi_class, get_base_direction_full};

/// Whether a character makes text run to the left, itself or what follows, so that it has to be ordered; none does before the Hebrew
/// letters.
pub fn runs_left(character: char) -> bool {
    use BidiClass::{AL, AN, R, RLE, RLI, RLO};

    character >= '\u{590}' && matches!(bidi_class(character), AL | AN | R | RLE | RLI | RLO)
}

/// Whether a text as a whole runs to the left, as its first letter does; `None` where no letter says so.
pub fn is_rtl(text: &str) -> Option<bool> {
    match get_base_direction_full(text) {
        Direction::Rtl => Some(true),
        Direction::Ltr => Some(false),
        Direction::Mixed => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_says_which_way_a_text_runs() {
        let texts = ["Kyiv قال", "قال Kyiv", "«2022» שלום", "\n– \nשלום", "2022-03-06", ""];
        let expected = [Some(false), Some(true), Some(true), Some(true), None, None];
        assert_eq!(texts.map(is_rtl), expected);
    }
}
