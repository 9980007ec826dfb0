//! Drawing articles at random and giving them to coders: the same seed gives the same articles to the same coders, in whatever
//! order they are listed.

use std::{collections::BTreeMap, fmt::Display};

use super::{ArticleId, CoderId, Id};

/// Who is to mark what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assigning {
    /// The coders, who get equally many articles, as far as that is possible.
    pub coders: Vec<CoderId>,
    /// How many articles, drawn at random, several coders are to mark.
    pub shared: usize,
    /// How many coders are to mark each of these.
    pub by: usize,
    /// Whether all other articles get one coder each.
    pub others: bool,
    /// What the articles are drawn with.
    pub seed: u64,
}

impl Assigning {
    /// Which article goes to whom. Who marks the same articles is mixed: each two coders share as many as any other two, as far
    /// as that is possible.
    pub fn assigned(&self, articles: &[ArticleId]) -> Vec<(ArticleId, CoderId)> {
        if self.coders.is_empty() {
            return Vec::new();
        }
        let mut deal = Deal::among(self.drawn(&self.coders));
        for (place, article) in self.drawn(articles).into_iter().enumerate() {
            let by = match place < self.shared {
                true => self.by.min(self.coders.len()),
                false if self.others => 1,
                false => break,
            };
            deal.give(article, by);
        }
        deal.even_out();
        let pairs =
            |(article, coders): (ArticleId, Vec<CoderId>)| coders.into_iter().map(move |coder| (article, coder));
        deal.given.into_iter().flat_map(pairs).collect()
    }

    /// These in an order that the seed draws.
    fn drawn<T: Copy + Ord + Display>(&self, all: &[T]) -> Vec<T> {
        let mut drawn: Vec<(Id, T)> =
            all.iter().map(|one| (Id::of_words(&format!("{} {one}", self.seed)), *one)).collect();
        drawn.sort_unstable();
        drawn.into_iter().map(|(_, one)| one).collect()
    }
}

/// Articles while they are given to coders.
struct Deal {
    /// The coders, in the order in which they come where nothing else tells them apart.
    coders: Vec<CoderId>,
    /// How many articles each has, and each two share; the greater of two comes first.
    loads: BTreeMap<CoderId, usize>,
    shared: BTreeMap<(CoderId, CoderId), usize>,
    given: Vec<(ArticleId, Vec<CoderId>)>,
}

impl Deal {
    fn among(coders: Vec<CoderId>) -> Self {
        let loads = coders.iter().map(|coder| (*coder, 0)).collect();
        Self { coders, loads, shared: BTreeMap::new(), given: Vec::new() }
    }

    /// Gives an article to so many coders: first to one who has the fewest, then to those who have shared the fewest with them.
    fn give(&mut self, article: ArticleId, by: usize) {
        let mut takers: Vec<CoderId> = Vec::with_capacity(by);
        for _ in 0..by {
            let free = self.coders.iter().copied().filter(|coder| !takers.contains(coder));
            let next = free.min_by_key(|coder| (self.shared_with(*coder, &takers), self.load(*coder)));
            takers.extend(next);
        }
        for (place, coder) in takers.iter().enumerate() {
            *self.loads.entry(*coder).or_default() += 1;
            for other in takers.iter().take(place) {
                *self.shared.entry(pair(*coder, *other)).or_default() += 1;
            }
        }
        self.given.push((article, takers));
    }

    /// Has articles go from who has the most to who has the fewest, until nobody has two more than anybody else.
    fn even_out(&mut self) {
        loop {
            let most = self.coders.iter().copied().max_by_key(|coder| self.load(*coder));
            let fewest = self.coders.iter().copied().min_by_key(|coder| self.load(*coder));
            let (Some(most), Some(fewest)) = (most, fewest) else { return };
            if self.load(most) <= self.load(fewest) + 1 || self.pass_on(most, fewest).is_none() {
                return;
            }
        }
    }

    /// Passes on the article with which the one shares the most with others, and the other the fewest.
    fn pass_on(&mut self, from: CoderId, to: CoderId) -> Option<()> {
        let others = |takers: &[CoderId]| takers.iter().copied().filter(|coder| *coder != from).collect::<Vec<_>>();
        let has = |takers: &[CoderId]| takers.contains(&from) && !takers.contains(&to);
        let theirs = self.given.iter().enumerate().filter(|(_, (_, takers))| has(takers));
        let with = theirs.map(|(place, (_, takers))| (place, others(takers)));
        let more = |with: &[CoderId]| self.shared_with(to, with) as i64 - self.shared_with(from, with) as i64;
        let (place, with) = with.min_by_key(|(_, with)| more(with))?;
        for coder in with {
            self.shared.entry(pair(from, coder)).and_modify(|count| *count -= 1);
            *self.shared.entry(pair(to, coder)).or_default() += 1;
        }
        self.loads.entry(from).and_modify(|load| *load -= 1);
        *self.loads.entry(to).or_default() += 1;
        let (_, takers) = self.given.get_mut(place)?;
        takers.iter_mut().filter(|coder| **coder == from).for_each(|coder| *coder = to);
        Some(())
    }

    fn load(&self, coder: CoderId) -> usize {
        self.loads.get(&coder).copied().unwrap_or_default()
    }

    /// How many articles a coder shares with others, those of each together.
    fn shared_with(&self, coder: CoderId, others: &[CoderId]) -> usize {
        others.iter().filter_map(|other| self.shared.get(&pair(coder, *other))).sum()
    }
}

fn pair(one: CoderId, other: CoderId) -> (CoderId, CoderId) {
    (one.max(other), one.min(other))
}

/// How many articles each coder has.
pub fn loads(assigned: &[(ArticleId, CoderId)]) -> BTreeMap<CoderId, usize> {
    let mut loads = BTreeMap::new();
    assigned.iter().for_each(|(_, coder)| *loads.entry(*coder).or_default() += 1);
    loads
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn ids<T>(count: u8, of: fn(Id) -> T) -> Vec<T> {
        (0..count).map(|number| of(Id::from_bits([number; 10]))).collect()
    }

    fn assigning(coders: u8, shared: usize, others: bool, seed: u64) -> Assigning {
        Assigning { coders: ids(coders, CoderId), shared, by: 2, others, seed }
    }

    #[test]
    fn the_same_seed_draws_the_same_however_articles_are_listed() {
        let mut articles = ids(40, ArticleId);
        let sample = assigning(3, 10, false, 7);
        let drawn = sample.assigned(&articles);
        articles.reverse();
        assert_eq!(sample.assigned(&articles), drawn);
        assert_ne!(assigning(3, 10, false, 8).assigned(&articles), drawn, "another seed draws others");
    }

    #[test]
    fn shared_articles_have_different_coders_and_everybody_has_equally_many() {
        for coders in 2..5 {
            let assigned = assigning(coders, 10, true, 3).assigned(&ids(41, ArticleId));
            let pairs: BTreeSet<_> = assigned.iter().collect();
            assert_eq!((assigned.len(), pairs.len()), (51, 51), "nobody has an article twice");
            let loads = loads(&assigned);
            assert!(loads.values().max().unwrap() - loads.values().min().unwrap() <= 1, "{loads:?}");
        }
    }

    /// How many articles each two coders share.
    fn shared(coders: u8, by: usize, articles: u8, seed: u64) -> (Vec<usize>, BTreeMap<CoderId, usize>) {
        let sample = Assigning { by, ..assigning(coders, usize::from(articles), false, seed) };
        let mut of: BTreeMap<ArticleId, BTreeSet<CoderId>> = BTreeMap::new();
        let assigned = sample.assigned(&ids(articles, ArticleId));
        for (article, coder) in &assigned {
            of.entry(*article).or_default().insert(*coder);
        }
        assert!(of.values().all(|coders| coders.len() == by), "{of:?}");
        let coders = sample.coders.clone();
        let pairs =
            coders.iter().flat_map(|one| coders.iter().filter(move |other| one < other).map(move |other| [one, other]));
        let share =
            |pair: [&CoderId; 2]| of.values().filter(|coders| pair.iter().all(|one| coders.contains(one))).count();
        (pairs.map(share).collect(), loads(&assigned))
    }

    #[test]
    fn each_two_coders_share_as_many_articles_as_any_other_two() {
        for (coders, by, each) in [(4, 2, 10), (5, 3, 18), (3, 2, 20), (6, 2, 4), (2, 2, 60)] {
            let (pairs, loads) = shared(coders, by, 60, 5);
            assert!(pairs.iter().all(|count| *count == each), "{coders} by {by}: {pairs:?}");
            let loads: BTreeSet<usize> = loads.into_values().collect();
            assert_eq!(loads.len(), 1, "{coders} by {by}");
        }
        for coders in 2..=9 {
            for by in 2..=usize::from(coders) {
                for articles in [1, 2, 7, 23, 61, 200] {
                    let (pairs, loads) = shared(coders, by, articles, u64::from(articles));
                    let (most, fewest) = (*pairs.iter().max().unwrap(), *pairs.iter().min().unwrap());
                    assert!(most - fewest <= 4, "{coders} by {by}, {articles}: {pairs:?}");
                    assert!(articles < 61 || most <= 2 * fewest, "{coders} by {by}, {articles}: {pairs:?}");
                    let loads =
                        || (0..coders).map(|coder| loads.get(&CoderId(Id::from_bits([coder; 10]))).unwrap_or(&0));
                    assert!(loads().max().unwrap() - loads().min().unwrap() <= 1, "{coders} by {by}, {articles}");
                }
            }
        }
    }

    #[test]
    fn no_coders_and_no_articles_get_nothing() {
        assert!(assigning(0, 10, true, 1).assigned(&ids(5, ArticleId)).is_empty());
        assert!(assigning(2, 10, true, 1).assigned(&[]).is_empty());
    }
}
