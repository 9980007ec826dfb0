//! Finds the article of the project, and the words in it, for marks that come without their text.

use std::collections::{BTreeMap, BTreeSet};

use super::found::{FoundArticle, FoundSpan};
use crate::{
    model::{Article, ArticleId, Project},
    text::{ByteOffset, ByteRange, ExactQuery, FrozenText},
};

/// The listed articles, by what files may call them.
pub(super) struct Candidates {
    by_address: BTreeMap<String, ArticleId>,
    /// By title, and by file with and without folders and ending; several may go by one name.
    by_name: BTreeMap<String, BTreeSet<ArticleId>>,
}

impl Candidates {
    pub(super) fn of(project: &Project) -> Self {
        let mut candidates = Self { by_address: BTreeMap::new(), by_name: BTreeMap::new() };
        for article in project.listed_articles() {
            let file = article.source.name.rsplit('/').next().unwrap_or_default();
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            for name in [article.facts.title.as_str(), &article.source.name, file, stem] {
                candidates.by_name.entry(name.to_owned()).or_default().insert(article.id);
            }
            candidates.by_address.entry(article.facts.address.clone()).or_insert(article.id);
        }
        candidates.by_name.remove("");
        candidates.by_address.remove("");
        candidates
    }

    /// The article of the project that marks without a text belong to: that of the address, title or file name that they
    /// state. Only where they state none of these it is the one that holds the words of most of them, and of at least
    /// half, and how many it holds.
    pub(super) fn article_of<'p>(
        &self,
        project: &'p Project,
        found: &FoundArticle,
    ) -> Option<(&'p Article, Option<usize>)> {
        let facts = &found.facts;
        let title = if facts.title.is_empty() && found.is_own_file { &found.source.name } else { &facts.title };
        if facts.address.is_empty() && title.is_empty() {
            let (article, held) = by_words(project, &found.spans)?;
            return Some((article, Some(held)));
        }
        let named = || self.by_name.get(title).filter(|named| named.len() == 1)?.first();
        let article = self.by_address.get(&facts.address).or_else(named)?;
        Some((project.article(*article)?, None))
    }
}

/// The article that holds the words of most of the marks, and of how many.
fn by_words<'p>(project: &'p Project, spans: &[FoundSpan]) -> Option<(&'p Article, usize)> {
    // The same words stand in many marks; each is looked for once.
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for span in spans {
        *words.entry(span.words.as_deref().unwrap_or_default().trim()).or_default() += 1;
    }
    words.remove("");
    let held = |article: &Article| {
        let text = article.text.as_str();
        words.iter().filter(|(words, _)| text.contains(**words)).map(|(_, count)| count).sum::<usize>()
    };
    let listed = project.listed_articles().into_iter();
    let (most, article) = listed.map(|article| (held(article), article)).max_by_key(|(held, _)| *held)?;
    (most > 0 && most * 2 >= spans.len()).then_some((article, most))
}

/// A place that was found by the words of a mark.
pub(super) struct Quoted {
    pub(super) at: ByteRange,
    /// At how many places the words stand that fit what is stated as well as this one.
    pub(super) equal: usize,
}

/// Where the words of a mark stand that belongs to another rendering of the article: the place whose neighbours are most
/// like those that the file states, then the nearest to its offsets.
pub(super) fn quoted_place(text: &FrozenText, found: &FoundSpan, places: &BTreeMap<u32, ByteOffset>) -> Option<Quoted> {
    let words = found.words.as_deref().map(str::trim).filter(|words| !words.is_empty())?;
    let stated = found.at.first().and_then(|(start, _)| places.get(start)).copied();
    let rank = |at: &ByteRange| {
        let distance = stated.map_or(0, |stated| at.start.0.abs_diff(stated.0));
        (likeness(text, *at, found), std::cmp::Reverse(distance))
    };
    let mut best = None;
    for at in ExactQuery::new(words).find_in(text) {
        let rank = rank(&at);
        match &mut best {
            Some((known, Quoted { equal, .. })) if *known == rank => *equal += 1,
            Some((known, _)) if *known > rank => {}
            _ => best = Some((rank, Quoted { at, equal: 1 })),
        }
    }
    best.map(|(_, quoted)| quoted)
}

/// How many characters beside a place, without blanks, are those that the file states beside the words.
pub(super) fn likeness(text: &FrozenText, at: ByteRange, found: &FoundSpan) -> usize {
    let before = text.as_str().get(..at.start.index()).unwrap_or_default();
    let after = text.as_str().get(at.end.index()..).unwrap_or_default();
    let bare = |c: &char| !c.is_whitespace();
    let same = |ours: &mut dyn Iterator<Item = char>, theirs: &mut dyn Iterator<Item = char>| {
        ours.filter(bare).zip(theirs.filter(bare)).take_while(|(a, b)| a == b).count()
    };
    same(&mut before.chars().rev(), &mut found.before.chars().rev())
        + same(&mut after.chars(), &mut found.after.chars())
}
