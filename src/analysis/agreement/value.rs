//! What a measure answers with: a number, or the reason why there is none.
//!
//! Where its formula has no value, a measure says why; it never returns NaN, or a 1 or 0 made up for the case.

use std::fmt;

/// A measure of agreement: 1 when coders agree on everything, 0 when they agree as often as by chance (F1: never).
pub type Outcome = Result<f64, Undefined>;

/// Why a measure has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// Agreement takes two.
    FewerThanTwoCoders,
    /// A measure for exactly two coders was asked about another number of them.
    NotTwoCoders,
    /// There is no mark by anybody.
    NothingMarked,
    /// No item has values by two coders.
    NothingShared,
    /// No item has values by all coders, and the formula wants them.
    NothingSharedByAll,
    /// No claim that both coders found has such a link.
    NothingLinked,
    /// No article was coded by all coders, and the formula wants the same text for all.
    NoArticleOfAll,
    /// Every coder chose one and the same value throughout, so that chance explains everything.
    OneCategory,
    /// Items have different numbers of values, and the formula wants one number.
    UnequalRatings,
    /// The text, or what is compared, has no length.
    NoText,
    /// A mark ends after the text.
    OutsideText,
    /// Marks of one coder overlap, and the formula wants one value at every place.
    Overlap,
    /// By chance there would be no disagreement at all, so there is nothing to compare with.
    NoChance,
    /// Segments of two coders add up to texts of different lengths.
    DifferentLengths,
    /// An interval over articles takes at least two of them.
    TooFewArticles,
    /// The search for the best alignment reached its limit.
    TooLarge,
    /// A coder has more marks than gamma is computed for.
    TooManyMarks,
}

impl Undefined {
    /// The reason, as the end of a sentence.
    pub fn why(self) -> &'static str {
        match self {
            Self::FewerThanTwoCoders => "fewer than two coders",
            Self::NotTwoCoders => "this measure compares exactly two coders",
            Self::NothingMarked => "nobody marked anything",
            Self::NothingShared => "no item was coded by two coders",
            Self::NothingSharedByAll => "no item was coded by all of these coders",
            Self::NothingLinked => "no claim found by both has such a link",
            Self::NoArticleOfAll => "no article was coded by all of these coders",
            Self::OneCategory => "everybody chose the same category throughout",
            Self::UnequalRatings => "some items were coded by fewer coders than others",
            Self::NoText => "there is no text",
            Self::OutsideText => "a mark lies outside the text",
            Self::Overlap => "marks of one coder overlap",
            Self::NoChance => "no disagreement is expected by chance",
            Self::DifferentLengths => "the segments cover texts of different lengths",
            Self::TooFewArticles => "fewer than two articles to draw from",
            Self::TooLarge => "too many marks to align; compare fewer coders or shorter texts",
            Self::TooManyMarks => "too many marks of one coder to align",
        }
    }
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Not defined: {}.", self.why())
    }
}

impl std::error::Error for Undefined {}
