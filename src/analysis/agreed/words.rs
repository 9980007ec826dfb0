//! What measures are called, what they count, and how they are made, in words.

use super::{
    super::agreement::Sampler,
    aligned::{CHANCE, MOST_MARKS},
    measure::Measure,
    running_text::{DRAWS, SEED},
};
use crate::text::{grouped, plural};

/// What stands where a value is about all tags together.
pub(super) const ALL_TAGS: &str = "all tags";

impl Measure {
    /// Its name, by which programs know it too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alpha => "Krippendorff’s alpha on words",
            Self::ExactF1 => "exact F1",
            Self::OverlapF1 => "overlap F1",
            Self::Both => "both",
            Self::OnlyA => "only A",
            Self::OnlyB => "only B",
            Self::UAlpha => "u-alpha",
            Self::UAlphaBinary => "|u-alpha",
            Self::CuAlpha => "cu-alpha",
            Self::CuAlphaOfTag => "(k)cu-alpha",
            Self::Gamma => "gamma",
            Self::Percent => "percent agreement",
            Self::CohenKappa => "Cohen’s kappa",
            Self::ScottPi => "Scott’s pi",
            Self::FleissKappa => "Fleiss’ kappa",
            Self::AnswerAlpha => "Krippendorff’s alpha of answers",
            Self::Ac1 => "Gwet’s AC1",
            Self::FoundByBoth => "claims found by both",
            Self::SameSpeaker => "same speaker",
            Self::SameCue => "same cue",
            Self::SameAddressee => "same addressee",
        }
    }

    /// What it counts.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Alpha | Self::UAlpha | Self::UAlphaBinary | Self::CuAlpha | Self::CuAlphaOfTag => "tokens",
            Self::ExactF1 | Self::OverlapF1 | Self::Both | Self::OnlyA | Self::OnlyB | Self::Gamma => "marks",
            Self::Percent | Self::CohenKappa | Self::ScottPi | Self::FleissKappa | Self::AnswerAlpha | Self::Ac1 => {
                "matched marks"
            }
            Self::FoundByBoth => "claims",
            Self::SameSpeaker | Self::SameCue | Self::SameAddressee => "claims found by both",
        }
    }

    /// What it counts, in the singular.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Alpha | Self::UAlpha | Self::UAlphaBinary | Self::CuAlpha | Self::CuAlphaOfTag => "token",
            Self::FoundByBoth | Self::SameSpeaker | Self::SameCue | Self::SameAddressee => "claim",
            Self::ExactF1
            | Self::OverlapF1
            | Self::Both
            | Self::OnlyA
            | Self::OnlyB
            | Self::Gamma
            | Self::Percent
            | Self::CohenKappa
            | Self::ScottPi
            | Self::FleissKappa
            | Self::AnswerAlpha
            | Self::Ac1 => "mark",
        }
    }

    /// Where it was published; empty for counts and shares.
    pub fn source(self) -> &'static str {
        match self {
            Self::Alpha | Self::AnswerAlpha => "Krippendorff 1970",
            Self::ExactF1 | Self::OverlapF1 => "Hripcsak and Rothschild 2005",
            Self::UAlpha | Self::UAlphaBinary | Self::CuAlpha | Self::CuAlphaOfTag => "Krippendorff and others 2016",
            Self::Gamma => "Mathet, Widlöcher and Métivier 2015",
            Self::CohenKappa => "Cohen 1960",
            Self::ScottPi => "Scott 1955",
            Self::FleissKappa => "Fleiss 1971",
            Self::Ac1 => "Gwet 2008",
            Self::Both
            | Self::OnlyA
            | Self::OnlyB
            | Self::Percent
            | Self::FoundByBoth
            | Self::SameSpeaker
            | Self::SameCue
            | Self::SameAddressee => "",
        }
    }

    /// What is compared, and how.
    pub fn method(self) -> String {
        match self {
            Self::Alpha => format!(
                "each word and punctuation mark, the tag against all else; from and to: 95% of {} draws of articles, \
                 seed {SEED}, percentile method (Efron 1979)",
                grouped(DRAWS)
            ),
            Self::ExactF1 => "marks on the same words".to_owned(),
            Self::OverlapF1 => "marks that share words".to_owned(),
            Self::Both => "marks on the same words, counted once".to_owned(),
            Self::OnlyA => "marks of the first coder that the second doesn’t have on the same words".to_owned(),
            Self::OnlyB => "marks of the second coder that the first doesn’t have on the same words".to_owned(),
            Self::UAlpha => "stretches and tags, over articles end to end; a unit for each piece".to_owned(),
            Self::UAlphaBinary => {
                "stretches whatever the tag, over articles end to end; a unit for each piece".to_owned()
            }
            Self::CuAlpha => "tags of what several coders marked, over articles end to end".to_owned(),
            Self::CuAlphaOfTag => "this tag in what several coders marked, over articles end to end".to_owned(),
            Self::Gamma => gamma(),
            Self::Percent => format!("equal answers in a hundred, averaged over pairs of coders; {MATCHED}"),
            Self::FleissKappa => format!("marks that all coders answered; {MATCHED}"),
            Self::CohenKappa | Self::ScottPi | Self::AnswerAlpha | Self::Ac1 => MATCHED.to_owned(),
            Self::FoundByBoth => "claims that overlap, one to one, of all claims of either coder".to_owned(),
            Self::SameSpeaker => format!("speakers who said the words; {SAME}"),
            Self::SameCue | Self::SameAddressee => SAME.to_owned(),
        }
    }
}

/// Which marks are one for answers.
const MATCHED: &str = "answers as categories, to marks of one tag that overlap, those that share most first";
/// Which ends of links are the same.
const SAME: &str =
    "the same name, or, without names, marks that share words; of claims for which either coder linked one";

fn gamma() -> String {
    let sampler = match CHANCE.sampler {
        Sampler::Shuffle => "shuffled",
        Sampler::Statistical => "statistical",
    };
    format!(
        "marks from first to last word, over articles end to end; all weights 1; {}, seed {}; up to {} of a coder",
        plural(CHANCE.samples, &format!("{sampler} sample")),
        CHANCE.seed,
        plural(MOST_MARKS, "mark"),
    )
}
