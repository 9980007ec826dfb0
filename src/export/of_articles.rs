//! What the formats that list articles share: their facts as columns, the parts of their dates, the names of their authors,
//! and the tags that are marked in them.

use std::collections::BTreeSet;

use super::{limit::Limit, losses::Losses};
use crate::model::{Article, Project, TagId};

/// The columns for the facts of an article.
pub(super) const FACTS: [&str; 7] = ["title", "outlet", "author", "published", "address", "language", "note"];

/// The cells of those columns.
pub(super) fn facts(article: &Article) -> impl Iterator<Item = String> {
    let facts = &article.facts;
    let all =
        [&facts.title, &facts.outlet, &facts.author, &facts.published, &facts.address, &facts.language, &facts.note];
    all.into_iter().cloned()
}

/// The tags of a project with their names: in the order of the tree, then those that only marks have.
pub(super) fn tags(project: &Project) -> Vec<(TagId, String)> {
    let codebook = &project.codebook;
    let known = codebook.tree().into_iter().map(|(_, tag)| (tag.id.clone(), tag.name.clone()));
    let articles = project.listed_articles();
    let of_marks: BTreeSet<&TagId> =
        articles.iter().flat_map(|article| article.spans.iter()).map(|span| &span.tag).collect();
    let others = of_marks.into_iter().filter(|id| codebook.tag(id).is_none());
    known.chain(others.map(|id| (id.clone(), id.to_string()))).collect()
}

/// The names of those tags that have marks of their own in an article.
pub(super) fn marked<'t>(tags: &'t [(TagId, String)], article: &Article) -> impl Iterator<Item = &'t str> {
    tags.iter().filter(|(id, _)| article.spans.count(id) > 0).map(|(_, name)| name.as_str())
}

/// What a list of articles leaves out: which words are marked.
pub(super) fn beside_articles(project: &Project) -> Losses {
    let mut losses = Losses::default();
    losses.add(Limit::Marks, project.listed_articles().iter().map(|article| article.spans.len()).sum());
    losses
}

/// A date of publication by its parts, as far as they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day<'d> {
    pub(super) year: &'d str,
    pub(super) month: Option<&'d str>,
    pub(super) day: Option<&'d str>,
}

impl<'d> Day<'d> {
    /// The parts of `2022-03-06`, or of as much of it as is stated; a time after it is not among them.
    pub(super) fn of(published: &'d str) -> Option<Self> {
        let (date, _time) = published.split_once(['T', ' ']).unwrap_or((published, ""));
        let mut parts = date.split('-');
        let mut part = |length: usize| match parts.next() {
            Some(part) if part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()) => Some(Some(part)),
            Some(_) => None,
            None => Some(None),
        };
        let day = Self { year: part(4)??, month: part(2)?, day: part(2)? };
        parts.next().is_none().then_some(day)
    }
}

/// The names of authors, one by one. A comma stands between names only where each is of several words, for it also stands
/// between a family name and a first name.
pub(super) fn authors(author: &str) -> Vec<&str> {
    let is_name = |part: &str| part.trim().contains(char::is_whitespace);
    let mut names = Vec::new();
    for part in author.split(';').flat_map(in_sequence) {
        if part.contains(',') && part.split(',').all(is_name) {
            names.extend(part.split(','));
        } else {
            names.push(part);
        }
    }
    names.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// The names that “and” joins; a name that holds the word, as those of ministries do, is one.
fn in_sequence(part: &str) -> Vec<&str> {
    let is_of_body = |word: &str| ["of", "for", "&", "the", "de", "für", "des"].contains(&word);
    let is_person = |name: &str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        words.len() > 1 && !words.iter().any(|word| is_of_body(word))
    };
    let names: Vec<&str> = part.split(" and ").collect();
    if names.iter().all(|name| is_person(name) || name.contains(',')) { names } else { vec![part] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_taken_apart_as_far_as_they_are_known() {
        let day = |year, month, day| Some(Day { year, month, day });
        for (published, parts) in [
            ("2022-03-06", day("2022", Some("03"), Some("06"))),
            ("2022-03-06T14:05", day("2022", Some("03"), Some("06"))),
            ("2022-03", day("2022", Some("03"), None)),
            ("1987", day("1987", None, None)),
            ("", None),
            ("last spring", None),
            ("2022-3-6", None),
            ("2022-03-06-01", None),
        ] {
            assert_eq!(Day::of(published), parts, "{published}");
        }
    }

    #[test]
    fn authors_are_told_from_family_names() {
        for (author, names) in [
            ("Ada Byron", &["Ada Byron"][..]),
            ("Ada Byron, C. Ünal", &["Ada Byron", "C. Ünal"]),
            ("Byron, Ada; Ünal, C.", &["Byron, Ada", "Ünal, C."]),
            ("Ada Byron and C. Ünal", &["Ada Byron", "C. Ünal"]),
            ("García Pérez, Ana", &["García Pérez, Ana"]),
            ("Ministry of Trade and Industry", &["Ministry of Trade and Industry"]),
            ("", &[]),
        ] {
            assert_eq!(authors(author), names, "{author}");
        }
    }
}
