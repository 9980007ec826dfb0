//! The codebook that new projects begin with, embedded.

use serde::Deserialize;

use super::{
    convert,
    record::{LinkKindRecord, RuleRecord, TagRecord},
};
use crate::model::Codebook;

/// A codebook as a file of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodebookRecord {
    #[serde(default)]
    version: u32,
    tags: Vec<TagRecord>,
    #[serde(default)]
    link_kinds: Vec<LinkKindRecord>,
    #[serde(default)]
    rules: Vec<RuleRecord>,
}

/// The built-in codebook of attribution: Claim, Speaker, Cue, Addressee, Location.
#[expect(clippy::expect_used, reason = "the file is part of the program; a test reads it")]
pub fn builtin_codebook() -> Codebook {
    let record: CodebookRecord = ron::from_str(include_str!("../../assets/codebooks/attribution.ron"))
        .expect("BUG: the built-in codebook cannot be read");
    let tags: Result<Vec<_>, String> = record.tags.into_iter().map(convert::tag).collect();
    Codebook {
        version: record.version,
        tags: tags.expect("BUG: a tag of the built-in codebook cannot be read"),
        link_kinds: record.link_kinds.into_iter().map(convert::link_kind).collect(),
        rules: record.rules.into_iter().map(convert::rule).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_codebook_is_whole() {
        let codebook = builtin_codebook();
        let faces: Vec<(&str, &str, &str)> =
            codebook.tags.iter().map(|tag| (tag.id.as_str(), tag.badge.as_str(), tag.key.as_str())).collect();
        let expected = [
            ("claim", "C", "1"),
            ("speaker", "S", "2"),
            ("cue", "Q", "3"),
            ("addressee", "A", "4"),
            ("location", "L", "5"),
        ];
        assert_eq!(faces, expected);
        for tag in &codebook.tags {
            assert!(
                !tag.definition.is_empty() && !tag.examples.yes.is_empty() && !tag.examples.no.is_empty(),
                "{tag:?}"
            );
        }
        for rule in &codebook.rules {
            if let crate::model::Rule::Needs { tag, link } = rule {
                assert!(codebook.tag(tag).is_some() && codebook.link_kind(link).is_some());
            }
        }
    }
}
