//! Joins what a file contains with a project: its tags, people and fields are matched with those of the project by id or
//! name, its articles by what tells them apart, its marks are placed. What does not match is set aside or reported.

use std::collections::{BTreeMap, HashSet};

mod address;
mod article;
mod article_values;
mod codebook;
mod counting;
pub(super) mod found;
mod identity;
mod joined;
mod joining;
mod links;
mod marks;
mod names;
mod present;
pub mod words;

pub use self::{
    address::canonical,
    counting::counting_of,
    found::{Found, FoundArticle, FoundSpan, NO_TIME, NOBODY_NAMED},
    joined::{Choices, Decision, Duplicates, InDoubt, Joined, Unsure},
};
use self::{
    article::{Candidates, Match},
    codebook::Matched,
    counting::places_of,
    identity::{Texts, Verdict, new_id},
    joining::Joining,
    marks::{Placing, SHOWN},
    present::Present,
    words::{Matching, Note, What, Why},
};
pub use super::hash::hash_id;
use crate::{
    model::{Article, ArticleId, Link, Project},
    text::{ByteOffset, CharCursor, FrozenText, shortened},
};

/// Adds what a file holds to a project.
pub fn join(project: &mut Project, mut found: Found, choices: &Choices) -> Joined {
    found.credit(&choices.credited);
    found.complete();
    article_values::guess_kinds(&mut found);
    let mut joined = Joined { notes: found.problems.iter().map(ToString::to_string).collect(), ..Joined::default() };
    let (counting, said) = match choices.counting {
        Some(chosen) => (chosen, None),
        None => counting_of(&found),
    };
    let name = std::mem::take(&mut found.name);
    let said = said.map(|said| Note { place: name.clone(), what: What::Counting(said) });
    joined.notes.extend(said.map(|said| said.to_string()));
    let matched = Matched::of(project, &mut found, choices, &mut joined);
    article_values::match_fields(&mut found, &matched);
    let present = Present::new(project, found.has_own_ids);
    let mut joining = Joining {
        name,
        texts: Texts::of(project),
        project,
        counting,
        matched,
        present,
        candidates: None,
        choices,
        joined,
        touched: HashSet::new(),
        others: BTreeMap::new(),
        differing: 0,
    };
    // Marks without a text may belong to one that comes with them.
    let mut articles: Vec<Option<FoundArticle>> = found.articles.into_iter().map(Some).collect();
    let mut links = Vec::new();
    // All marks first, for several articles of the file may be one here.
    for has_text in [true, false] {
        for (at, place) in articles.iter_mut().enumerate() {
            let article = place.take_if(|article| article.text.is_some() == has_text);
            links.extend(article.and_then(|article| joining.article(at, article)));
        }
    }
    for (article_id, links) in links {
        joining.links(article_id, links);
    }
    joining.told()
}

impl Joining<'_> {
    /// Adds an article, or marks to one; returns which, and the links that are still to be added.
    fn article(&mut self, at: usize, mut found: FoundArticle) -> Option<(ArticleId, Vec<(String, Link)>)> {
        let is_quoted = found.text.is_none();
        let mut in_work = self.article_for(at, &mut found)?;
        let article = &mut in_work.article;
        self.present.remember(article);
        let is_known = self.project.articles.contains_key(&article.id);
        if is_known {
            self.tell_more(article, &found);
        }
        // The text for itself, for marks are added to the article meanwhile.
        let text = article.text.clone();
        let (cursor, places, is_quoted) =
            (CharCursor::new(text.as_str()), in_work.places, is_quoted || in_work.is_other);
        let mut to = Placing { text: &text, cursor, places, is_quoted, elsewhere: 0 };
        self.marks(article, found.spans, &mut to);
        if to.elsewhere > 0 {
            self.tell(self.called(&found.source.name), Matching::FoundByWords(to.elsewhere));
        }
        let article = in_work.article;
        let article_id = article.id;
        if !is_known {
            self.texts.add(&article);
            self.joined.new.push((at, article_id));
        }
        if !is_known || self.project.article(article_id) != Some(&article) {
            self.touch(article);
        }
        Some((article_id, found.links))
    }

    /// The article that the marks belong to, the project's own or a new one, which takes over what is found of it.
    fn article_for(&mut self, at: usize, found: &mut FoundArticle) -> Option<InWork> {
        let Some(imported) = &found.text else { return self.quoted_article(at, found) };
        let (frozen, steps) = FrozenText::import(imported);
        if frozen.as_str().trim().is_empty() {
            self.skip(&found.source.name, Why::NoText);
            return None;
        }
        let hash = frozen.sha256();
        let places = |counting| places_of(imported, found.spans.iter(), counting);
        match self.decided(at, found, &hash) {
            Decision::Skip => None,
            Decision::Same(id) => {
                let article = self.project.article(id)?.clone();
                self.texts.take(id, found);
                let is_other = article.text.sha256() != hash;
                let places = if is_other { BTreeMap::new() } else { places(self.counting) };
                Some(InWork { article, places, is_other })
            }
            Decision::Add => {
                let places = places(self.counting);
                let id = new_id(self.project, found, &hash);
                self.texts.take(id, found);
                let (facts, mut source) = (std::mem::take(&mut found.facts), std::mem::take(&mut found.source));
                source.steps.extend(steps.into_iter().map(|step| step.name().to_owned()));
                let mut article = Article::new(id, frozen, facts, source, self.choices.now);
                article.extra = std::mem::take(&mut found.extra);
                Some(InWork { article, places, is_other: false })
            }
        }
    }

    /// What becomes of an article with a text: what somebody decided, or what follows from what is known of it.
    fn decided(&mut self, at: usize, found: &FoundArticle, hash: &[u8; 32]) -> Decision {
        let verdict = self.texts.verdict(self.project, found, hash);
        let (others, usual) = match verdict {
            Verdict::New => return found.decision.unwrap_or(Decision::Add),
            Verdict::Known(id) => return found.decision.unwrap_or(Decision::Same(id)),
            Verdict::Likely(id, others) => (others, Decision::Same(id)),
            Verdict::Another(others) => (others, Decision::Add),
        };
        let first = match usual {
            Decision::Same(id) => Some(id),
            Decision::Add | Decision::Skip => others.first().copied(),
        };
        let chosen = self.choices.duplicates.and_then(|duplicates| match duplicates {
            Duplicates::Add => Some(Decision::Add),
            Duplicates::Skip => Some(Decision::Skip),
            Duplicates::Same => first.map(Decision::Same),
        });
        let done = found.decision.or(chosen).unwrap_or(usual);
        self.doubt(InDoubt { at, called: found.source.name.clone(), why: Unsure::EqualText, others, done });
        let other = first.and_then(|id| self.project.article(id)).map(called).unwrap_or_default();
        let other = shortened(other, SHOWN);
        self.tell(self.called(&found.source.name), Matching::EqualText(other, done));
        done
    }

    fn doubt(&mut self, doubt: InDoubt) {
        self.joined.doubts.push(doubt);
    }

    /// The article of the project that marks without a text belong to.
    fn quoted_article(&mut self, at: usize, found: &FoundArticle) -> Option<InWork> {
        let FoundArticle { facts, source, spans, .. } = found;
        let candidates = self.candidates.get_or_insert_with(|| Candidates::of(self.project));
        let matched = candidates.article_of(self.project, found);
        let names = [&facts.address, &facts.title, &source.name];
        let what = names.into_iter().find(|name| !name.is_empty()).map_or("", String::as_str);
        let chosen = match found.decision {
            Some(Decision::Same(id)) => Some(id),
            Some(Decision::Add | Decision::Skip) | None => self.choices.article,
        };
        let id = match &matched {
            Match::Named(id) => *id,
            Match::ByWords(id, held) => {
                let title = self.project.article(*id).map(called).unwrap_or_default();
                self.tell(self.called(""), Matching::ArticleByWords(shortened(title, SHOWN), *held, spans.len()));
                *id
            }
            Match::Several(such) => {
                let done = chosen.map_or(Decision::Skip, Decision::Same);
                let doubt =
                    InDoubt { at, called: what.to_owned(), why: Unsure::SeveralSuch, others: such.clone(), done };
                self.doubt(doubt);
                if chosen.is_none() {
                    let such = such.iter().filter_map(|id| self.project.article(*id));
                    let such = such.map(|article| shortened(described(article), SHOWN)).collect();
                    self.tell(self.called(what), Matching::SeveralSuch(such, spans.len()));
                }
                chosen?
            }
            Match::Nowhere => {
                let has_name = !facts.address.is_empty() || !facts.title.is_empty() || found.is_own_file;
                let what_is_missing = if has_name { Matching::NoSuchArticle } else { Matching::NoArticleWithWords };
                if chosen.is_none() {
                    self.tell(self.called(what), what_is_missing(spans.len()));
                }
                chosen?
            }
        };
        let article = self.project.article(id)?.clone();
        let places = places_of(article.text.as_str(), spans.iter(), self.counting);
        Some(InWork { article, places, is_other: false })
    }
}

/// The articles that somebody may mean by an id, an address, a title or the name of a file.
pub fn articles_called(project: &Project, name: &str) -> Vec<ArticleId> {
    let mut found = FoundArticle { stated_id: Some(name.to_owned()), ..FoundArticle::default() };
    (found.facts.title, found.facts.address) = (name.to_owned(), name.to_owned());
    match Candidates::of(project).article_of(project, &found) {
        Match::Named(id) | Match::ByWords(id, _) => vec![id],
        Match::Several(such) => such,
        Match::Nowhere => Vec::new(),
    }
}

/// An article that marks are added to.
struct InWork {
    article: Article,
    /// Where the file's offsets lie in it.
    places: BTreeMap<u32, ByteOffset>,
    /// Whether its text is another than that of the file, so that marks are found by their words.
    is_other: bool,
}

/// What messages call an article.
fn called(article: &Article) -> &str {
    if article.facts.title.is_empty() { &article.source.name } else { &article.facts.title }
}

/// What tells an article from another of its title.
fn described(article: &Article) -> &str {
    let facts = &article.facts;
    let all = [&facts.outlet, &facts.address, &article.source.name, &facts.title];
    all.into_iter().find(|words| !words.is_empty()).map_or("", String::as_str)
}
