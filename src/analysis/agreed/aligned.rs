//! Gamma of two coders: which of their marks are meant to be the same, and how much less disorder that leaves than chance would.

use super::{
    super::agreement::{Chance, Costs, Sampler, Undefined, gamma},
    measure::{Finding, Measure},
    pairs::Shares,
    running_text::{As, Continuum},
    worked::Worked,
};
use crate::model::{CoderId, TagId};

/// How gamma compares with chance: with the sampler of its authors, and the same value every time.
pub(super) const CHANCE: Chance = Chance { sampler: Sampler::Shuffle, samples: 100, seed: 20_220_306 };

/// The most marks of a coder that are aligned: the work grows with the square, where marks lie close together with the cube.
pub(super) const MOST_MARKS: usize = 200;

/// Gamma of the marks of some tags.
pub(super) fn of_pair(tags: &[&TagId], pair: [CoderId; 2], articles: &[Worked<'_>]) -> Finding {
    let continuum = Continuum::new(tags, &pair, articles, As::Hulls);
    let coders = continuum.coders();
    let value = if continuum.articles == 0 {
        Err(Undefined::NoArticleOfAll)
    } else if coders.iter().any(|units| units.len() > MOST_MARKS) {
        Err(Undefined::TooManyMarks)
    } else {
        gamma(&coders, &Costs::default(), CHANCE).map(|found| found.gamma)
    };
    Finding {
        measure: Measure::Gamma,
        value,
        interval: None,
        n: continuum.marks,
        articles: continuum.articles,
        evidence: tags.iter().flat_map(|tag| Shares::new(tag, pair, articles).differing()).collect(),
    }
}
