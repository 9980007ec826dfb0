//! What a measure answers with: a number, or the reason why there is none.
//!
//! Where its formula has no value, a measure says why; it never returns NaN, or a 1 or 0 made up for the case.

/// A measure of agreement: 1 when coders agree on everything, 0 when they agree as often as by chance (F1: never).
pub type Outcome = Result<f64, Undefined>;

/// Why a measure has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undefined {
    /// Agreement takes two.
    #[error("Not defined: fewer than two coders.")]
    FewerThanTwoCoders,
    /// A measure for exactly two coders was asked about another number of them.
    #[error("Not defined: this measure compares exactly two coders.")]
    NotTwoCoders,
    /// There is no mark by anybody.
    #[error("Not defined: nobody marked anything.")]
    NothingMarked,
    /// No item has values by two coders.
    #[error("Not defined: no item was coded by two coders.")]
    NothingShared,
    /// Every coder chose one and the same value throughout, so that chance explains everything.
    #[error("Not defined: everybody chose the same category throughout.")]
    OneCategory,
    /// Items have different numbers of values, and the formula wants one number.
    #[error("Not defined: some items were coded by fewer coders than others.")]
    UnequalRatings,
    /// The text, or what is compared, has no length.
    #[error("Not defined: there is no text.")]
    NoText,
    /// A mark ends after the text.
    #[error("Not defined: a mark lies outside the text.")]
    OutsideText,
    /// Marks of one coder overlap, and the formula wants one value at every place.
    #[error("Not defined: marks of one coder overlap.")]
    Overlap,
    /// By chance there would be no disagreement at all, so there is nothing to compare with.
    #[error("Not defined: no disagreement is expected by chance.")]
    NoChance,
    /// Segments of two coders add up to texts of different lengths.
    #[error("Not defined: the segments cover texts of different lengths.")]
    DifferentLengths,
    /// An interval over articles takes at least two of them.
    #[error("Not defined: fewer than two articles to draw from.")]
    TooFewArticles,
    /// The search for the best alignment reached its limit.
    #[error("Not defined: too many marks to align; compare fewer coders or shorter texts.")]
    TooLarge,
}
