//! Articles that are nearly the same: how many runs of five words their texts share (Broder 1997, "On the resemblance
//! and containment of documents"), estimated from the smallest hashes of each.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::cues::words_in;
use crate::text::{FrozenText, folded};

/// Words in a run.
const RUN: usize = 5;
/// Hashes kept of a text: shares are estimated to about 1 / √256 = 6 in a hundred.
const KEPT: usize = 256;
/// The share of runs from which two texts count as nearly the same.
const NEARLY: f64 = 0.5;
/// The first so many texts that hold a hash are known by it: what more of them share tells none from the others.
const MOST_WITH: usize = 1_000;

/// The smallest hashes of the runs of five words in a text; those of all of it for texts shorter than that.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sketch(BTreeSet<u64>);

impl Sketch {
    fn of(text: &FrozenText) -> Self {
        let words: Vec<String> =
            words_in(text, text.range()).into_iter().map(|word| folded(text.get(word).unwrap_or_default())).collect();
        let hash = |run: &[String]| {
            let mut hasher = DefaultHasher::new();
            run.hash(&mut hasher);
            hasher.finish()
        };
        let all: BTreeSet<u64> = words.windows(RUN.min(words.len()).max(1)).map(hash).collect();
        Self(all.into_iter().take(KEPT).collect())
    }

    /// The share of runs in common, of those that either text has: estimated from the smallest of both.
    fn resemblance(&self, other: &Self) -> f64 {
        let smallest: Vec<&u64> = self.0.union(&other.0).take(KEPT).collect();
        let common = smallest.iter().filter(|hash| self.0.contains(hash) && other.0.contains(hash)).count();
        if smallest.is_empty() { 0.0 } else { common as f64 / smallest.len() as f64 }
    }
}

/// Texts, each known by a `K`, among which nearly the same ones are found quickly.
#[derive(Debug)]
pub struct Texts<K> {
    sketches: Vec<(K, Sketch)>,
    /// Which sketches hold a hash, the first of them.
    with: HashMap<u64, Vec<usize>>,
}

impl<K> Default for Texts<K> {
    fn default() -> Self {
        Self { sketches: Vec::new(), with: HashMap::new() }
    }
}

impl<'t, K> FromIterator<(K, &'t FrozenText)> for Texts<K> {
    fn from_iter<I: IntoIterator<Item = (K, &'t FrozenText)>>(all: I) -> Self {
        let mut texts = Self::default();
        all.into_iter().for_each(|(key, text)| texts.add(key, text));
        texts
    }
}

impl<K> Texts<K> {
    /// Adds a text.
    pub fn add(&mut self, key: K, text: &FrozenText) {
        let sketch = Sketch::of(text);
        for hash in &sketch.0 {
            let with = self.with.entry(*hash).or_default();
            if with.len() < MOST_WITH {
                with.push(self.sketches.len());
            }
        }
        self.sketches.push((key, sketch));
    }

    /// The text that shares most with this one, and the share of runs in common (0.5 … 1); `None` when none is nearly the
    /// same.
    pub fn nearest(&self, text: &FrozenText) -> Option<(&K, f64)> {
        let sketch = Sketch::of(text);
        let (key, other) = self.sketches.get(self.likeliest(&sketch)?)?;
        let share = sketch.resemblance(other);
        (share >= NEARLY).then_some((key, share))
    }

    /// The place of the sketch that holds most hashes of this one; of several the first.
    fn likeliest(&self, sketch: &Sketch) -> Option<usize> {
        let with: Vec<&Vec<usize>> = sketch.0.iter().filter_map(|hash| self.with.get(hash)).collect();
        let rank = |(place, count): &(usize, u32)| (*count, Reverse(*place));
        // Counts by place are fast where most texts share something, and slow to make where few do.
        let is_shared_by_most = with.iter().map(|with| with.len()).sum::<usize>() > self.sketches.len();
        let likeliest = if is_shared_by_most {
            let mut common = vec![0_u32; self.sketches.len()];
            for place in with.into_iter().flatten() {
                if let Some(count) = common.get_mut(*place) {
                    *count += 1;
                }
            }
            common.into_iter().enumerate().filter(|(_, count)| *count > 0).max_by_key(rank)
        } else {
            let mut common: HashMap<usize, u32> = HashMap::new();
            for place in with.into_iter().flatten() {
                *common.entry(*place).or_default() += 1;
            }
            common.into_iter().max_by_key(rank)
        };
        likeliest.map(|(place, _)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The mayor said on Monday that the bridge would be closed for two weeks. Trucks are sent round by \
                         the northern road, and the ferry runs at night, said a speaker of the town. Shops complain.";

    fn text(text: &str) -> FrozenText {
        FrozenText::verbatim(text)
    }

    #[test]
    fn a_story_with_one_changed_sentence_is_found_and_another_is_not() {
        let mut texts = Texts::default();
        texts.add(
            1,
            &text("Parliament votes on the budget today. Nobody expects a surprise, said a deputy of the left."),
        );
        texts.add(2, &text(STORY));
        let changed = STORY.replace("Shops complain.", "The shops along the river complain.");
        let (found, share) = texts.nearest(&text(&changed)).unwrap();
        assert_eq!(*found, 2);
        assert!((0.7..1.0).contains(&share), "{share}");
        assert_eq!(
            texts.nearest(&text("Rain is expected on Friday in the north, and wind along the whole coast.")),
            None
        );
    }

    #[test]
    fn the_resemblance_is_the_share_of_common_runs() {
        // 7 words each, 3 runs each, 2 of them in common; 4 in all.
        let (one, other) = (Sketch::of(&text("a b c d e f g")), Sketch::of(&text("a b c d e f x")));
        assert_eq!(one.resemblance(&other), 0.5);
        assert_eq!(one.resemblance(&one), 1.0);
    }

    #[test]
    fn short_and_empty_texts_can_be_added() {
        let mut texts = Texts::default();
        texts.add(1, &text(""));
        texts.add(2, &text("One word"));
        assert_eq!(texts.nearest(&text("")), None);
        assert_eq!(texts.nearest(&text("one WORD")), Some((&2, 1.0)));
    }

    #[test]
    fn the_estimate_for_long_texts_is_close() {
        let words: Vec<String> = (0..6000).map(|number| format!("w{number}")).collect();
        let (one, other) = (words[..5000].join(" "), words[1000..].join(" "));
        let share = Sketch::of(&text(&one)).resemblance(&Sketch::of(&text(&other)));
        assert!((share - 2.0 / 3.0).abs() < 0.1, "4,000 of 6,000 runs are in common, and {share} was found");
    }
}
