//! Codebooks as files of their own: those that come with the program, and those that colleagues share.

use std::collections::BTreeSet;

use ron::ser::PrettyConfig;

use super::{
    convert,
    errors::{ReadError, RecordError},
    format::FIRST_LINE,
    read::{explain, parse, read_project, text_of},
    record::CodebookRecord,
};
use crate::{
    model::{Codebook, Tag},
    packed,
};

/// The codebooks that come with the program; the first is the one that new projects begin with.
const SHIPPED: [&str; 5] = [
    "assets/codebooks/attribution.ron",
    "assets/codebooks/claims.ron",
    "assets/codebooks/persuasion.ron",
    "assets/codebooks/frames.ron",
    "assets/codebooks/places.ron",
];

/// A codebook with its name and origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Its name.
    pub title: String,
    /// What it is for, and after whom.
    pub note: String,
    /// The codebook.
    pub codebook: Codebook,
}

/// The codebooks that come with the program.
#[expect(clippy::expect_used, reason = "the files are part of the program; a test reads them")]
pub fn templates() -> Vec<Template> {
    SHIPPED
        .map(|path| read_codebook(packed::text(path).as_bytes()).expect("BUG: a built-in codebook cannot be read"))
        .into()
}

/// The codebook that new projects begin with: Claim, Speaker, Cue, Addressee, Location.
pub fn builtin_codebook() -> Codebook {
    templates().into_iter().next().map(|template| template.codebook).unwrap_or_default()
}

/// Reads the file of a codebook, or takes the codebook out of a project.
///
/// # Errors
/// What is wrong, and where.
pub fn read_codebook(bytes: &[u8]) -> Result<Template, ReadError> {
    let text = text_of(bytes)?;
    if text.starts_with(FIRST_LINE.trim_end()) {
        let project = read_project(bytes)?.project;
        return Ok(Template { title: project.title, note: project.note, codebook: project.codebook });
    }
    let record: CodebookRecord = parse(text).map_err(|error| explain(text, &error))?;
    let bad = |id: &str, what: RecordError| {
        let before = text.find(&format!("\"{id}\"")).and_then(|at| text.get(..at)).unwrap_or_default();
        ReadError::Record { line: before.matches('\n').count() + 1, what }
    };
    let mut tags = Vec::with_capacity(record.tags.len());
    let (mut ids, mut keys) = (BTreeSet::new(), BTreeSet::new());
    for tag in record.tags {
        let id = tag.id.to_string();
        if !ids.insert(id.clone()) {
            return Err(bad(&id, RecordError::SecondTag(id.clone())));
        }
        if !tag.key.is_empty() && !keys.insert(tag.key.to_lowercase()) {
            return Err(bad(&id, RecordError::TakenKey { tag: tag.name, key: tag.key }));
        }
        tags.push(convert::tag(tag).map_err(|what| bad(&id, what))?);
    }
    let homeless = |tag: &&Tag| tag.parent.as_ref().is_some_and(|parent| !ids.contains(parent.as_str()));
    if let Some(tag) = tags.iter().find(homeless) {
        let parent = tag.parent.as_ref().map(ToString::to_string).unwrap_or_default();
        return Err(bad(tag.id.as_str(), RecordError::NoParent { tag: tag.name.clone(), parent }));
    }
    let mut kinds = BTreeSet::new();
    if let Some(second) = record.link_kinds.iter().find(|kind| !kinds.insert(&kind.id)) {
        return Err(bad(second.id.as_str(), RecordError::SecondLinkKind(second.id.to_string())));
    }
    let codebook = Codebook {
        version: record.version,
        tags: tags.into(),
        link_kinds: record.link_kinds.into_iter().map(convert::link_kind).collect(),
        rules: convert::rules(record.rules),
        article_fields: record.article_fields.into_iter().map(convert::field).collect(),
        cue_classes: record.cue_classes.into_iter().map(convert::cue_class).collect(),
    };
    if let Some(tag) = codebook.tags.looped().next() {
        return Err(bad(tag.id.as_str(), RecordError::Loop(tag.name.clone())));
    }
    Ok(Template { title: record.title, note: record.note, codebook })
}

/// The file of a codebook, formatted for people to read and edit.
pub fn write_codebook(title: &str, codebook: &Codebook) -> Vec<u8> {
    let record = CodebookRecord {
        title: title.to_owned(),
        note: String::new(),
        version: codebook.version,
        tags: codebook.tags.iter().map(convert::tag_record).collect(),
        link_kinds: codebook.link_kinds.iter().map(convert::link_kind_record).collect(),
        rules: codebook.rules.iter().map(convert::rule_record).collect(),
        article_fields: codebook.article_fields.iter().map(convert::field_record).collect(),
        cue_classes: codebook.cue_classes.iter().map(convert::cue_class_record).collect(),
    };
    let layout = PrettyConfig::new().new_line("\n").indentor("  ");
    let text = ron::ser::to_string_pretty(&record, layout).unwrap_or_else(|error| {
        log::error!("BUG: a codebook could not be written: {error}");
        String::new()
    });
    format!("// Sayso codebook\n{text}\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Rule, TagId};

    #[test]
    fn the_built_in_codebooks_are_complete() {
        let all = templates();
        let sizes: Vec<(&str, usize)> =
            all.iter().map(|template| (template.title.as_str(), template.codebook.tags.len())).collect();
        let expected = [
            ("Attribution", 5),
            ("Claims and check-worthiness", 5),
            ("Persuasion techniques", 6 + 23),
            ("Frames", 15),
            ("Places and events", 5),
        ];
        assert_eq!(sizes, expected);
        for Template { title, note, codebook } in &all {
            assert!(note.contains("after"), "{title} names its source");
            let badges: BTreeSet<&str> = codebook.tags.iter().map(|tag| tag.badge.as_str()).collect();
            assert_eq!(badges.len(), codebook.tags.len(), "{title}: each badge once");
            for tag in &codebook.tags {
                assert!(!tag.definition.is_empty(), "{}", tag.name);
                let is_group = codebook.tags.iter().any(|child| child.parent.as_ref() == Some(&tag.id));
                let is_rest = tag.id.as_str() == "frame-other";
                assert!(is_group || is_rest || !tag.examples.yes.is_empty() && !tag.examples.no.is_empty(), "{tag:?}");
            }
            let is_known = |id: &TagId| codebook.tag(id).is_some();
            for kind in &codebook.link_kinds {
                assert!(kind.from.iter().chain(&kind.to).all(is_known), "{title}: {}", kind.name);
            }
            for rule in &codebook.rules {
                if let Rule::Needs { tag, link } = rule {
                    assert!(is_known(tag) && codebook.link_kind(link).is_some());
                }
            }
        }
    }

    #[test]
    fn a_written_codebook_reads_the_same() {
        for template in templates() {
            let written = write_codebook(&template.title, &template.codebook);
            let read = read_codebook(&written).unwrap();
            assert_eq!((read.title, read.codebook), (template.title, template.codebook));
        }
    }

    #[test]
    fn errors_in_a_codebook_name_the_line() {
        let read = |text: &str| read_codebook(text.as_bytes()).unwrap_err().to_string();
        assert!(read("(\n tags: [\n (id: \"a\", nam: \"A\")])").starts_with("line 3, column"));
        let twice = "(\n tags: [\n (id: \"a\", name: \"A\"),\n (id: \"a\", name: \"B\")])";
        assert_eq!(read(twice), "line 3: there is a second tag with the id “a”. Give each tag an id of its own.");
        let orphan = "(tags: [(id: \"a\", name: \"A\", parent: \"b\")])";
        assert!(read(orphan).contains("the tag “A” is under “b”, which does not exist"));
        let circle = "(tags: [(id: \"a\", name: \"A\", parent: \"b\"), (id: \"b\", name: \"B\", parent: \"a\")])";
        assert!(read(circle).contains("under itself"));
        let kinds = "(tags: [], link_kinds: [(id: \"k\", name: \"K\"), (id: \"k\", name: \"L\")])";
        assert!(read(kinds).contains("a second kind of link with the id “k”"));
        assert!(read_codebook(b"").is_err() && read_codebook(&[0xFF, 0]).is_err());
    }
}
