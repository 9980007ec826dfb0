//! The numbers of the articles in an export: which are missing, and whether there are as many as the file says.

use super::{found::Found, words::Doubt};

/// Articles that were exported together.
pub(super) struct Batch {
    numbers: Vec<usize>,
    stated: Option<usize>,
    count: usize,
}

/// The articles of one database by the batches in which they were exported: a lower number begins the next.
pub(super) fn batches(found: &[&Found]) -> Vec<Batch> {
    let mut all: Vec<Batch> = Vec::new();
    for article in found {
        let begins = |batch: &Batch| {
            let is_lower = article.number.zip(batch.numbers.last()).is_some_and(|(number, last)| number <= *last);
            is_lower || article.of.is_some() && article.of != batch.stated
        };
        if all.last().is_none_or(begins) {
            all.push(Batch { numbers: Vec::new(), stated: article.of, count: 0 });
        }
        if let Some(batch) = all.last_mut() {
            batch.numbers.extend(article.number);
            batch.count += 1;
        }
    }
    all
}

impl Batch {
    /// What should be known of its numbers.
    pub(super) fn doubts(self) -> Vec<Doubt> {
        const MOST: usize = 1_000;
        let gaps = self.numbers.iter().zip(self.numbers.iter().skip(1));
        let missing: Vec<usize> = gaps.flat_map(|(one, next)| one.saturating_add(1)..*next).take(MOST).collect();
        let all = self.count + missing.len();
        let count =
            self.stated.filter(|stated| *stated != all).map(|stated| Doubt::Count { stated, found: self.count });
        let missing = (!missing.is_empty()).then_some(Doubt::Missing(missing));
        missing.into_iter().chain(count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubts(numbers: &[(usize, usize)]) -> Vec<Doubt> {
        let found: Vec<Found> = numbers
            .iter()
            .map(|(number, of)| {
                let mut found = Found::new(0..1);
                (found.number, found.of) = (Some(*number), Some(*of));
                found
            })
            .collect();
        batches(&found.iter().collect::<Vec<_>>()).into_iter().flat_map(Batch::doubts).collect()
    }

    #[test]
    fn missing_numbers_and_wrong_counts() {
        assert_eq!(doubts(&[(1, 2), (2, 2)]), []);
        assert_eq!(doubts(&[(1, 3), (3, 3)]), [Doubt::Missing(vec![2])]);
        assert_eq!(doubts(&[(1, 100), (2, 100)]), [Doubt::Count { stated: 100, found: 2 }]);
        assert_eq!(doubts(&[(1, 2), (2, 2), (1, 1)]), []);
        assert_eq!(doubts(&[(1, usize::MAX), (usize::MAX, usize::MAX)]).len(), 2);
    }
}
