//! Drawing articles at random and giving them to coders: the same seed gives the same articles to the same coders, in whatever
//! order they are listed.

use std::collections::BTreeMap;

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
    /// Which article goes to whom.
    pub fn assigned(&self, articles: &[ArticleId]) -> Vec<(ArticleId, CoderId)> {
        if self.coders.is_empty() {
            return Vec::new();
        }
        let mut drawn: Vec<(Id, ArticleId)> = articles.iter().map(|article| (self.lot(*article), *article)).collect();
        drawn.sort_unstable();
        let mut coders = self.coders.clone();
        coders.sort_unstable();
        let mut next = coders.iter().copied().cycle();
        let mut assigned = Vec::new();
        for (place, (_, article)) in drawn.into_iter().enumerate() {
            let by = match place < self.shared {
                true => self.by.min(coders.len()),
                false if self.others => 1,
                false => break,
            };
            assigned.extend(next.by_ref().take(by).map(|coder| (article, coder)));
        }
        assigned
    }

    fn lot(&self, article: ArticleId) -> Id {
        Id::of_words(&format!("{} {article}", self.seed))
    }
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

    #[test]
    fn no_coders_and_no_articles_get_nothing() {
        assert!(assigning(0, 10, true, 1).assigned(&ids(5, ArticleId)).is_empty());
        assert!(assigning(2, 10, true, 1).assigned(&[]).is_empty());
    }
}
