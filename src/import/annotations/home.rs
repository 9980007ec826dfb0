//! Where marks belong that come without the text that they mark: to which article of the project, and to which words in it.

use std::collections::BTreeMap;

use super::{FoundArticle, FoundSpan};
use crate::{
    model::{Article, Project},
    text::{ByteOffset, ByteRange, ExactQuery, FrozenText},
};

/// The article of the project that marks without a text belong to: that of the address, title or file name that they
/// state. Only where they state none of these it is the one that holds the words of most of them, and of at least half,
/// and how many it holds.
pub(super) fn home_of<'p>(project: &'p Project, found: &FoundArticle) -> Option<(&'p Article, Option<usize>)> {
    let (listed, facts) = (project.listed_articles(), &found.facts);
    let title = if facts.title.is_empty() && found.is_own_file { &found.source.name } else { &facts.title };
    if !facts.address.is_empty() || !title.is_empty() {
        let mut same =
            listed.iter().filter(|article| !facts.address.is_empty() && article.facts.address == facts.address);
        let mut named = listed.iter().filter(|article| !title.is_empty() && is_called(article, title));
        let home = same.next().or_else(|| named.next().filter(|_| named.next().is_none()));
        return home.map(|home| (*home, None));
    }
    // The same words stand in many marks; each is looked for once.
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for span in &found.spans {
        *words.entry(span.words.as_deref().unwrap_or_default().trim()).or_default() += 1;
    }
    words.remove("");
    let held = |article: &Article| {
        let text = article.text.as_str();
        words.iter().filter(|(words, _)| text.contains(**words)).map(|(_, count)| count).sum::<usize>()
    };
    let (most, home) = listed.iter().map(|article| (held(article), *article)).max_by_key(|(held, _)| *held)?;
    (most > 0 && most * 2 >= found.spans.len()).then_some((home, Some(most)))
}

/// Whether an article goes by this name: its title, or its file with or without folders and ending.
fn is_called(article: &Article, name: &str) -> bool {
    let file = article.source.name.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    [article.facts.title.as_str(), &article.source.name, file, stem].contains(&name)
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
