//! Names of files that every system takes: safe letters, none like another but for capitals, none too long.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::model::{Article, Project};

/// The longest name without ending, in bytes; systems take 255 with all endings.
const LONGEST: usize = 100;

/// Gives names of which no two are the same in capitals or small letters.
#[derive(Default)]
pub(super) struct Namer {
    /// The names that are given, in small letters.
    taken: BTreeSet<String>,
    /// The last number behind each name, in small letters.
    last: BTreeMap<String, usize>,
}

impl Namer {
    /// A name like this one, with a number where that is taken.
    pub(super) fn name(&mut self, wanted: &str) -> String {
        let safe = safe(wanted);
        let folded = safe.to_lowercase();
        if self.taken.insert(folded.clone()) {
            return safe;
        }
        let last = self.last.entry(folded.clone()).or_insert(1);
        loop {
            *last += 1;
            if self.taken.insert(format!("{folded}-{last}")) {
                return format!("{safe}-{last}");
            }
        }
    }
}

/// The name without letters that some system refuses.
fn safe(wanted: &str) -> String {
    let safe: String = wanted.nfc().map(|c| if c.is_alphanumeric() || "-_".contains(c) { c } else { '_' }).collect();
    let safe = safe.trim_matches('_');
    let safe = safe.get(..safe.floor_char_boundary(LONGEST)).unwrap_or_default();
    if safe.is_empty() || is_device(safe) { format!("article{safe}") } else { safe.to_owned() }
}

/// Whether Windows takes it for a device, whatever its ending.
fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let numbered = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    ["con", "prn", "aux", "nul"].contains(&&*name) || numbered.is_some_and(|rest| rest.chars().count() == 1)
}

/// Names of files for the articles of a project, without ending: the imported file's, or the title.
pub(super) fn file_names(project: &Project) -> Vec<(&Article, String)> {
    let mut namer = Namer::default();
    let named = project.listed_articles().into_iter().map(|article| {
        let stem = stem(article);
        let stem = if matches!(stem, "" | "pasted") { article.facts.title.as_str() } else { stem };
        (article, namer.name(stem))
    });
    named.collect()
}

/// The name of the file that an article came from, without its ending.
pub(super) fn stem(article: &Article) -> &str {
    let name = article.source.name.as_str();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_short_and_each_its_own() {
        let mut namer = Namer::default();
        let wanted = ["Speaker", "SPEAKER", "a:b?", "a/b", "speaker-2", "", "COM1", "nul", "e\u{301}", "\u{e9}"];
        let names = wanted.map(|wanted| namer.name(wanted));
        assert_eq!(
            names,
            [
                "Speaker",
                "SPEAKER-2",
                "a_b",
                "a_b-2",
                "speaker-2-2",
                "article",
                "articleCOM1",
                "articlenul",
                "\u{e9}",
                "\u{e9}-2"
            ]
        );
        assert!(namer.name(&"語".repeat(300)).len() <= LONGEST);
    }

    #[test]
    fn ten_thousand_of_one_name_take_no_time() {
        let began = std::time::Instant::now();
        let mut namer = Namer::default();
        let last = (0..10_000).map(|_| namer.name("story")).last();
        assert_eq!(last.as_deref(), Some("story-10000"));
        assert!(began.elapsed().as_secs() < 2, "{:?}", began.elapsed());
    }
}
