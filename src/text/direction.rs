//! Which way text runs.

use unicode_bidi::{BidiClass, bidi_class};

/// Whether a character makes text run to the left, itself or what follows, so that it has to be ordered; none does before the Hebrew
/// letters.
pub fn runs_left(character: char) -> bool {
    use BidiClass::{AL, AN, R, RLE, RLI, RLO};

    character >= '\u{590}' && matches!(bidi_class(character), AL | AN | R | RLE | RLI | RLO)
}

/// Of a longer text than this, in bytes, the beginning decides.
const MOST: usize = 64 * 1024;

/// Whether most letters of a text run to the left; `None` where there are as many of either kind, or none.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
pub fn mostly_runs_left(text: &str) -> Option<bool> {
    let beginning = text.get(..text.floor_char_boundary(MOST)).unwrap_or_default();
    let (mut left, mut right) = (0_usize, 0_usize);
    for character in beginning.chars() {
        match bidi_class(character) {
            BidiClass::L => right += 1,
            BidiClass::R | BidiClass::AL => left += 1,
            _other => {}
        }
    }
    (left != right).then_some(left > right)
}

/// Whether a language, given as a BCP 47 code (`ar`, `he-IL`, `pa-Arab`), is written from right to left.
pub fn language_runs_left(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    let mut parts = code.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let script = parts.find(|part| part.len() == 4);
    match script {
        Some(script) => matches!(script, "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "aran"),
        None => matches!(
            language,
            "ar" | "arc"
                | "ckb"
                | "dv"
                | "fa"
                | "he"
                | "iw"
                | "ji"
                | "nqo"
                | "ps"
                | "prs"
                | "sd"
                | "syr"
                | "ug"
                | "ur"
                | "yi"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_decide() {
        assert_eq!(mostly_runs_left("CNN: הנשיא אמר כי המחאות"), Some(true));
        assert_eq!(mostly_runs_left("الجزيرة said that the talks go on"), Some(false));
        assert_eq!(mostly_runs_left("ab אב 12 !"), None);
        assert_eq!(mostly_runs_left("2022, 70 %"), None);
        assert_eq!(mostly_runs_left(&format!("{}{}", "א".repeat(MOST), "a".repeat(3 * MOST))), Some(true));
    }

    #[test]
    fn languages_have_a_direction() {
        for code in ["ar", "he-IL", "fa", "ur_PK", "pa-Arab-PK", "UG", "az-Arab"] {
            assert!(language_runs_left(code), "{code}");
        }
        for code in ["", "en", "tr", "ku", "ar-Latn", "ha", "arn"] {
            assert!(!language_runs_left(code), "{code}");
        }
    }
}
