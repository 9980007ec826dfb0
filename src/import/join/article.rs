//! Finds the article of the project, and the words in it, for marks that come without their text.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    address::canonical,
    found::{FoundArticle, FoundSpan},
    identity::is_own_id,
    names::{folded, names_of, stems_of},
};
use crate::{
    model::{Article, ArticleId, Project},
    text::{ByteOffset, ByteRange, ExactQuery, FrozenText},
};

/// The listed articles, by what files may call them; several may go by one name or address.
pub(super) struct Candidates {
    by_address: BTreeMap<String, BTreeSet<ArticleId>>,
    by_name: BTreeMap<String, BTreeSet<ArticleId>>,
}

/// Which article marks without a text belong to.
pub(super) enum Match {
    /// This one, by its id, address or name.
    Named(ArticleId),
    /// This one, which holds the words of so many of them.
    ByWords(ArticleId, usize),
    /// Several go by the same name or address, or hold the same words.
    Several(Vec<ArticleId>),
    /// None.
    Nowhere,
}

impl Candidates {
    pub(super) fn of(project: &Project) -> Self {
        let mut candidates = Self { by_address: BTreeMap::new(), by_name: BTreeMap::new() };
        for article in project.listed_articles() {
            for name in names_of(article) {
                candidates.by_name.entry(name).or_default().insert(article.id);
            }
            candidates.by_address.entry(canonical(&article.facts.address)).or_default().insert(article.id);
        }
        candidates.by_address.remove("");
        candidates
    }

    /// The article of the project that marks without a text belong to: that of the id, address, title or file name that they
    /// state. Only where they state none of these it is the one that holds the words of most of them, and of at least
    /// half.
    pub(super) fn article_of(&self, project: &Project, found: &FoundArticle) -> Match {
        let facts = &found.facts;
        let title = if facts.title.is_empty() && found.is_own_file { &found.source.name } else { &facts.title };
        if let Some(own) = project.articles.keys().find(|id| is_own_id(**id, found)) {
            return Match::Named(*own);
        }
        if facts.address.is_empty() && title.is_empty() {
            return by_words(project, &found.spans);
        }
        // An address may be the name of a file, or a title, where no page is meant.
        let names = || [title, &facts.address].into_iter().filter(|name| !name.is_empty());
        let by_address = self.by_address.get(&canonical(&facts.address));
        let exactly = || names().find_map(|name| self.by_name.get(&folded(name)));
        let by_stem = || names().flat_map(|name| stems_of(name)).find_map(|name| self.by_name.get(&name));
        let Some(such) = by_address.or_else(exactly).or_else(by_stem) else { return Match::Nowhere };
        // Of several of one address, the title tells; of several of one name, the address has told already.
        let also_named = by_address.and_then(|_| self.by_name.get(&folded(title)));
        let both: BTreeSet<ArticleId> = also_named.map(|named| such & named).unwrap_or_default();
        let such = if both.is_empty() { such.clone() } else { both };
        match such.iter().collect::<Vec<_>>().as_slice() {
            [one] => Match::Named(**one),
            _several => only_with_words(project, &such, &found.spans)
                .map_or_else(|| Match::Several(in_order(project, &such)), Match::Named),
        }
    }
}

/// Articles in the order in which lists show them.
fn in_order(project: &Project, such: &BTreeSet<ArticleId>) -> Vec<ArticleId> {
    project.listed_articles().iter().map(|article| article.id).filter(|id| such.contains(id)).collect()
}

/// The words of marks, each with how many marks have them: the same words stand in many and are looked for once.
fn words_of(spans: &[FoundSpan]) -> BTreeMap<&str, usize> {
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for span in spans {
        *words.entry(span.words.as_deref().unwrap_or_default().trim()).or_default() += 1;
    }
    words.remove("");
    words
}

/// The only one of several articles that holds the words of all marks.
fn only_with_words(project: &Project, such: &BTreeSet<ArticleId>, spans: &[FoundSpan]) -> Option<ArticleId> {
    let words = words_of(spans);
    let holds = |article: &&Article| words.keys().all(|words| article.text.as_str().contains(words));
    let mut holding = such.iter().filter_map(|id| project.article(*id)).filter(holds);
    let only = holding.next().filter(|_| !words.is_empty())?;
    holding.next().is_none().then_some(only.id)
}

/// The article that holds the words of most of the marks, and of how many.
fn by_words(project: &Project, spans: &[FoundSpan]) -> Match {
    let words = words_of(spans);
    let held = |article: &Article| {
        let text = article.text.as_str();
        words.iter().filter(|(words, _)| text.contains(**words)).map(|(_, count)| count).sum::<usize>()
    };
    let held: Vec<(usize, ArticleId)> =
        project.listed_articles().into_iter().map(|article| (held(article), article.id)).collect();
    let most = held.iter().map(|(held, _)| *held).max().unwrap_or_default();
    if most == 0 || most * 2 < spans.len() {
        return Match::Nowhere;
    }
    let best: Vec<ArticleId> = held.into_iter().filter(|(held, _)| *held == most).map(|(_, id)| id).collect();
    match best.as_slice() {
        [one] => Match::ByWords(*one, most),
        _several => Match::Several(best),
    }
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
