//! The names of files in a shared folder: a person's name and a few random letters of the installation, `ana-k7f3`.

use unicode_normalization::UnicodeNormalization;

use crate::model::Id;

/// How many letters of a person's name are used.
const NAME: usize = 20;
/// How many random letters follow it.
const LETTERS: usize = 4;
/// What a person is called whose name has no Latin letter.
const NAMELESS: &str = "coder";
/// The ending of a project file.
pub(super) const ENDING: &str = ".sayso";

/// Random letters.
pub(super) fn random_id() -> Id {
    let mut bits = [0; 10];
    if let Err(error) = getrandom::fill(&mut bits) {
        // A name that somebody else has is noticed as a save that we did not write.
        log::error!("no random source: {error}");
    }
    Id::from_bits(bits)
}

/// A new suffix for somebody of this name.
pub(super) fn new_suffix(name: &str, random: &Id) -> String {
    let letters = name.nfkd().flat_map(char::to_lowercase).filter(char::is_ascii_alphanumeric);
    let mut name: String = letters.take(NAME).collect();
    if name.is_empty() {
        NAMELESS.clone_into(&mut name);
    }
    let random: String = random.as_str().chars().take(LETTERS).collect();
    format!("{name}-{random}")
}

/// The suffix that a file is named after; `None` for files that no Sayso named so.
pub(super) fn suffix_of(file_name: &str) -> Option<&str> {
    let suffix = file_name.strip_suffix(ENDING)?;
    let (name, random) = suffix.split_once('-')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
    let is_random = random.len() == LETTERS && random.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'));
    (is_name && is_random).then_some(suffix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_is_a_plain_name_and_random_letters() {
        let made = |name| new_suffix(name, &Id::from_bits([7; 10]));
        assert!(made("Ana María Núñez").starts_with("anamarianunez-"), "{}", made("Ana María Núñez"));
        assert!(made("محمد").starts_with("coder-"));
        for name in ["Ana", "محمد", "x-y_z", "A very long name of somebody with titles"] {
            let file = format!("{}.sayso", made(name));
            assert_eq!(suffix_of(&file), Some(made(name).as_str()));
        }
    }

    #[test]
    fn other_names_are_not_taken_for_one() {
        for name in [
            "ana-k7f3 (conflicted copy).sayso",
            "ana.sayso",
            "ana-k7f3",
            "Ana-k7f3.sayso",
            ".x.sayso-tmp",
            "ana-k7f39.sayso",
        ] {
            assert_eq!(suffix_of(name), None, "{name}");
        }
    }
}
