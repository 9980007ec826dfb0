//! Who made marks whose files do not say, where their folders or names do: that is how programs without coders are used by
//! several people.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::{
    self,
    annotations::{Found, NamedAfter},
};

/// Formats of one file for each person and text: `story_anna.conll` beside `story_ben.conll`.
const OF_TEXT_AND_PERSON: [&str; 7] = ["conll", "webanno-tsv", "xmi", "cas-json", "gate-json", "gate-xml", "tei"];
/// Formats of one file for each person: `anna.tsv` beside `ben.tsv`, in a folder for their text or for all.
const OF_PERSON: [&str; 4] = ["webanno-tsv", "xmi", "cas-json", "doccano"];
/// What files are called that are no person's.
const NOBODY: [&str; 12] =
    ["all", "annotations", "data", "dev", "dev2", "export", "gold", "initial_cas", "test", "train", "unknown", "valid"];
/// What may part the name of a text from that of a person.
const PARTING: [char; 3] = ['_', '-', '@'];

/// Credits marks to those after whom their folders or files are named, where several files mark one text and none says
/// who made its marks.
pub(super) fn name_coders(found: &mut [(String, Found)]) {
    let texts: Vec<BTreeSet<String>> = found.iter().map(|(_, found)| texts_of(found)).collect();
    let mut of_text: BTreeMap<&String, BTreeSet<usize>> = BTreeMap::new();
    for (place, texts) in texts.iter().enumerate() {
        for text in texts {
            of_text.entry(text).or_default().insert(place);
        }
    }
    let mut names: BTreeMap<usize, (String, NamedAfter)> = BTreeMap::new();
    for places in of_text.values().filter(|places| places.len() > 1) {
        let within = |place: &usize| found.get(*place).map(|(within, _)| within.as_str()).unwrap_or_default();
        let folders: BTreeSet<&str> = places.iter().map(within).collect();
        for place in places.iter().filter(|_| folders.len() > 1) {
            let folder = within(place).trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            if is_person(folder) {
                names.insert(*place, (folder.to_owned(), NamedAfter::Folder));
            }
        }
        if folders.len() == 1 {
            let files: Vec<(usize, &Found)> =
                places.iter().filter_map(|place| Some((*place, &found.get(*place)?.1))).collect();
            for (place, name) in people(&files) {
                names.insert(place, (name, NamedAfter::File));
            }
        }
    }
    for (place, (name, after)) in names {
        if let Some((_, found)) = found.get_mut(place) {
            found.made_by(&name, after);
        }
    }
}

/// The texts that a file marks, where it does not say who did.
fn texts_of(found: &Found) -> BTreeSet<String> {
    let texts = found.articles.iter().filter(|_| found.names_nobody()).filter_map(|article| article.text.as_ref());
    texts.map(|text| import::sha256_of(text.as_bytes())).collect()
}

/// Those after whom files of one folder and text are named.
fn people(files: &[(usize, &Found)]) -> Vec<(usize, String)> {
    let stem = |found: &Found| {
        let name = found.name.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    };
    let stems: Vec<(usize, String)> = files.iter().map(|(place, found)| (*place, stem(found))).collect();
    let are = |formats: &[&str]| files.iter().all(|(_, found)| formats.contains(&found.format));
    let common = common_prefix(&stems).to_owned();
    let named: Vec<(usize, String)> = if !common.is_empty() && are(&OF_TEXT_AND_PERSON) {
        let rest = |stem: &str| stem.get(common.len()..).unwrap_or_default().trim_matches(PARTING).to_owned();
        stems.iter().map(|(place, stem)| (*place, rest(stem))).collect()
    } else if common.is_empty() && are(&OF_PERSON) {
        stems
    } else {
        return Vec::new();
    };
    named.into_iter().filter(|(_, name)| is_person(name)).collect()
}

/// Whether a part of a name may be a person's: no number, and none of the words that such files are called by.
fn is_person(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && !NOBODY.contains(&name.to_lowercase().as_str())
}

/// What all names begin with, up to something that parts names; a name may end there.
fn common_prefix(names: &[(usize, String)]) -> &str {
    let Some((_, first)) = names.first() else { return "" };
    let ends = first.match_indices(PARTING).map(|(at, _)| at).chain([first.len()]);
    let is_shared = |end: &usize| {
        let prefix = first.get(..*end).unwrap_or_default();
        let begins =
            |name: &str| name.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with(PARTING));
        !prefix.is_empty() && names.iter().all(|(_, name)| begins(name))
    };
    let longest = ends.filter(is_shared).max().unwrap_or_default();
    first.get(..longest).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{import::annotations::FoundArticle, text::Counting};

    fn named(format: &'static str, files: &[&str]) -> Vec<String> {
        let mut found: Vec<(String, Found)> = Vec::new();
        for file in files {
            let (within, name) = file.rsplit_once('/').map_or(("", *file), |(within, name)| (within, name));
            let within = if within.is_empty() { String::new() } else { format!("{within}/") };
            let mut one = Found::new(format, Counting::CODE_POINTS);
            one.articles.push(FoundArticle::with_text(name, format, "", "Anna said no.".to_owned()));
            one.locate(name, &within);
            found.push((within, one));
        }
        name_coders(&mut found);
        let name = |found: &Found| found.coders.values().next().map_or_else(String::new, |coder| coder.name.clone());
        found.iter().map(|(_, found)| name(found)).collect()
    }

    #[test]
    fn folders_and_files_name_those_who_marked_one_text() {
        assert_eq!(named("brat", &["anna/a.ann", "ben/a.ann"]), ["anna", "ben"]);
        assert_eq!(named("conll", &["story_anna.conll", "story_ben.conll"]), ["anna", "ben"]);
        assert_eq!(named("conll", &["story.conll", "story-ben.conll"]), ["", "ben"]);
        assert_eq!(named("webanno-tsv", &["story.txt/anna.tsv", "story.txt/ben.tsv"]), ["anna", "ben"]);
        assert_eq!(named("doccano", &["admin.jsonl", "ben.jsonl"]), ["admin", "ben"]);
    }

    #[test]
    fn other_files_of_one_text_name_nobody() {
        assert_eq!(named("conll", &["story.conll", "story.Speaker.conll"]), ["", ""]);
        assert_eq!(named("cas-json", &["story.json", "story-2.json"]), ["", ""]);
        assert_eq!(named("doccano", &["all.jsonl", "train.jsonl"]), ["", ""]);
        assert_eq!(named("brat", &["wire_ap.ann", "wire_reuters.ann"]), ["", ""]);
        assert_eq!(named("conll", &["only.conll"]), [""]);
    }
}
