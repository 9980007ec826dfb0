//! A number of agreement with all that has to be said with it: its measure, what it is about, how much was compared, and by whom.

use super::super::{
    agreement::{Interval, Outcome, Undefined},
    table::Evidence,
};

/// What was measured. Each has a name, a unit and a source in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Krippendorff's alpha on words: a tag against all else.
    Alpha,
    /// F1 of marks on the same words.
    ExactF1,
    /// F1 of marks that share words.
    OverlapF1,
    /// How many marks both coders have.
    Both,
    /// How many marks the first coder alone has.
    OnlyA,
    /// How many marks the second coder alone has.
    OnlyB,
    /// u-alpha: the same stretches with the same tags.
    UAlpha,
    /// |u-alpha: the same stretches, whatever the tag.
    UAlphaBinary,
    /// cu-alpha: the same tags where several marked.
    CuAlpha,
    /// (k)cu-alpha: the same for one tag.
    CuAlphaOfTag,
    /// Gamma.
    Gamma,
    /// The share of equal answers, in a hundred.
    Percent,
    /// Cohen's kappa of answers.
    CohenKappa,
    /// Scott's pi of answers.
    ScottPi,
    /// Fleiss' kappa of answers.
    FleissKappa,
    /// Krippendorff's alpha of answers.
    AnswerAlpha,
    /// Gwet's AC1 of answers.
    Ac1,
    /// The share of claims that both coders found.
    FoundByBoth,
    /// Of those, the share with the same speaker.
    SameSpeaker,
    /// Of those, the share with the same cue.
    SameCue,
    /// Of those, the share with the same addressee.
    SameAddressee,
}

/// A number, or why there is none, with how much it is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What was measured.
    pub measure: Measure,
    /// The value; of counts, the count.
    pub value: Outcome,
    /// Where 95 of 100 draws of articles lie, for measures that have an interval.
    pub interval: Option<Result<Interval, Undefined>>,
    /// How many units were compared.
    pub n: usize,
    /// How many articles they are from.
    pub articles: usize,
    /// The marks that differ, which pull the value down; of counts, the marks counted.
    pub evidence: Vec<Evidence>,
}

/// A finding with what it is about, and whose work was compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The name of the tag; none for all tags together.
    pub tag: Option<String>,
    /// The name of the field that was answered, for measures of answers.
    pub field: Option<String>,
    /// The names of the coders.
    pub coders: Vec<String>,
    /// What was found.
    pub finding: Finding,
}

/// What was compared, and every measure of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreed {
    /// Who was compared.
    pub coders: Vec<Work>,
    /// How many articles the project lists.
    pub articles: usize,
    /// How many of them two of the coders at least worked on.
    pub shared: usize,
    /// The measures, tag by tag, then of all tags together.
    pub measured: Vec<Measured>,
}

/// What a coder did in the articles that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The name.
    pub name: String,
    /// How many of the articles they worked on.
    pub articles: usize,
    /// How many marks they made in them, with the tags that are compared.
    pub marks: usize,
}
