//! What coders would mark by chance, made from what they did mark.

use super::{super::random::Random, cost::Place};

/// How marks by chance are made. The two differ by some hundredths of gamma on small texts, so name the one that was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampler {
    /// Each coder's marks are those of a coder drawn at random, all moved by one random distance and around the end of the
    /// text; distances lie at least half an average mark apart as long as there is room (Mathet, Widlöcher and Métivier
    /// 2015, section 5.2). Keeps the order of marks and labels.
    Shuffle,
    /// Each coder's marks have numbers, gaps, lengths and labels drawn from the averages and spreads of all
    /// (Titeux and Riad 2021).
    Statistical,
}

/// What is drawn from.
pub(super) struct Source<'p> {
    coders: &'p [Vec<Place>],
    sampler: Sampler,
    count: Spread,
    gap: Spread,
    length: Spread,
}

impl<'p> Source<'p> {
    /// Draws from the marks of coders, which are in text order and not empty altogether.
    pub(super) fn new(coders: &'p [Vec<Place>], sampler: Sampler) -> Self {
        let counts = coders.iter().map(|places| places.len() as f64);
        let between = coders.iter().flat_map(|places| {
            let firsts = places.first().map(|first| first.start).filter(|start| *start > 0.0);
            places.iter().zip(places.iter().skip(1)).map(|(one, next)| next.start - one.end).chain(firsts)
        });
        let lengths = coders.iter().flatten().map(|place| place.end - place.start);
        let (count, gap, length) = (Spread::of(counts), Spread::of(between), Spread::of(lengths));
        Self { coders, sampler, count, gap, length }
    }

    /// Marks by chance, for as many coders.
    pub(super) fn draw(&self, random: &mut Random) -> Vec<Vec<Place>> {
        match self.sampler {
            Sampler::Shuffle => self.shuffled(random),
            Sampler::Statistical => self.coders.iter().map(|_| self.made_up(random)).collect(),
        }
    }

    fn shuffled(&self, random: &mut Random) -> Vec<Vec<Place>> {
        let places = || self.coders.iter().flatten();
        let first = places().map(|place| place.start).fold(f64::INFINITY, f64::min);
        let last = places().map(|place| place.end).fold(first, f64::max);
        let around = last - first;
        let mut free = vec![(0.0, around)];
        let mut shift = |random: &mut Random| {
            let by = drawn_from(&free, random).unwrap_or_else(|| random.share() * around).floor();
            let apart = self.length.mean / 2.0;
            let left = free.iter().flat_map(|(from, to)| [(*from, to.min(by - apart)), (from.max(by + apart), *to)]);
            free = left.filter(|(from, to)| from < to).collect();
            by
        };
        let mut coder = |_: &Vec<Place>| {
            let by = shift(random);
            let moved = |place: &Place| {
                let by = if place.start + by > last { by - around } else { by };
                Place { start: place.start + by, end: place.end + by, label: place.label }
            };
            let drawn = self.coders.get(random.below(self.coders.len()));
            drawn.into_iter().flatten().map(moved).collect()
        };
        self.coders.iter().map(&mut coder).collect()
    }

    fn made_up(&self, random: &mut Random) -> Vec<Place> {
        let labels: Vec<usize> = self.coders.iter().flatten().map(|place| place.label).collect();
        let count = self.count.draw(random).max(1.0) as usize;
        let mut end = 0.0;
        let place = |_: usize| {
            let start = end + self.gap.draw(random);
            end = start + self.length.draw(random).abs();
            let label = labels.get(random.below(labels.len())).copied().unwrap_or_default();
            Place { start, end, label }
        };
        (0..count).map(place).collect()
    }
}

/// A place in stretches, each place as likely as the other; `None` where there is no stretch.
fn drawn_from(stretches: &[(f64, f64)], random: &mut Random) -> Option<f64> {
    let all: f64 = stretches.iter().map(|(from, to)| to - from).sum();
    let mut rest = random.share() * all;
    for (from, to) in stretches {
        if rest <= to - from {
            return Some(from + rest);
        }
        rest -= to - from;
    }
    None
}

/// Average and standard deviation.
struct Spread {
    mean: f64,
    deviation: f64,
}

impl Spread {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let values: Vec<f64> = values.collect();
        let count = (values.len() as f64).max(1.0);
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        Self { mean, deviation: variance.sqrt() }
    }

    fn draw(&self, random: &mut Random) -> f64 {
        random.normal(self.mean, self.deviation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coders() -> Vec<Vec<Place>> {
        let places = |places: &[(u32, u32)]| -> Vec<Place> {
            let place = |(start, end): &(u32, u32)| Place { start: f64::from(*start), end: f64::from(*end), label: 1 };
            places.iter().map(place).collect()
        };
        vec![places(&[(2, 9), (11, 17), (24, 30)]), places(&[(0, 9), (40, 60)])]
    }

    #[test]
    fn shuffled_marks_keep_their_lengths_and_stay_apart() {
        let coders = coders();
        let source = Source::new(&coders, Sampler::Shuffle);
        let mut random = Random::new(3);
        for _ in 0..200 {
            let drawn = source.draw(&mut random);
            assert_eq!(drawn.len(), 2);
            for places in drawn {
                let mut lengths: Vec<f64> = places.iter().map(|place| place.end - place.start).collect();
                lengths.sort_by(f64::total_cmp);
                assert!(lengths == [6.0, 6.0, 7.0] || lengths == [9.0, 20.0], "{places:?}");
                assert!(places.iter().all(|place| place.start >= 0.0 && place.start <= 60.0), "{places:?}");
            }
        }
    }

    #[test]
    fn made_up_marks_have_the_usual_number_and_length() {
        let coders = coders();
        let source = Source::new(&coders, Sampler::Statistical);
        let mut random = Random::new(3);
        let drawn: Vec<Vec<Place>> = (0..500).flat_map(|_| source.draw(&mut random)).collect();
        let count = drawn.iter().map(Vec::len).sum::<usize>() as f64 / drawn.len() as f64;
        assert!((1.8..2.6).contains(&count), "{count}");
        assert!(drawn.iter().flatten().all(|place| place.end > place.start && place.label == 1));
    }
}
