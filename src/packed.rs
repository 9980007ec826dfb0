//! Texts that come with the program, packed by `build.rs` and unpacked when one of them is first asked for: lists of words, codebooks,
//! the sample project, licences.

use std::{io::Read, sync::OnceLock};

use brotli::Decompressor;

/// All texts, one behind the other, each behind a mark and a line with its path.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/texts"));
/// What no text has in it.
const MARK: char = '\u{1}';

/// The text of a file of the project, by its path from the top; empty if it is not packed.
pub(crate) fn text(path: &str) -> &'static str {
    static ALL: OnceLock<String> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let mut all = String::new();
        match Decompressor::new(PACKED, 4096).read_to_string(&mut all) {
            Ok(_) => all,
            Err(error) => {
                log::error!("BUG: the texts of the program cannot be read: {error}");
                String::new()
            }
        }
    });
    let found = all.split(MARK).filter_map(|text| text.split_once('\n')).find(|(name, _)| *name == path);
    found.map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_as_its_file() {
        for path in [
            "LICENSE-MIT",
            "assets/text/abbreviations.tsv",
            "projects/kremlin-call.sayso",
            "assets/codebooks/claims.ron",
        ] {
            assert_eq!(text(path), std::fs::read_to_string(path).unwrap(), "{path}");
        }
        assert_eq!(text("assets"), "");
    }
}
