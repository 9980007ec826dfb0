//! How reliable tags are in running text: Krippendorff's alpha on words and punctuation marks, with its interval over articles,
//! and the u-alpha family.

use std::collections::BTreeMap;

use super::{
    super::{
        agreement::{
            Interval, Outcome, TextTable, Undefined, Unit, bootstrap, cu_alpha, cu_alpha_by_label, label_table,
            text_alpha, u_alpha, u_alpha_binary,
        },
        table::Evidence,
    },
    pairs::evidence,
    worked::Worked,
};
use crate::{
    model::{CoderId, TagId},
    text::ByteRange,
};

/// How many draws of articles the interval of alpha is made of, and what the draws begin with: the same project gives the
/// same interval.
pub(super) const DRAWS: usize = 1_000;
pub(super) const SEED: u64 = 20_220_306;

/// Alpha of a tag against all else, for any number of coders.
pub(super) struct Alpha {
    pub(super) value: Outcome,
    pub(super) interval: Result<Interval, Undefined>,
    pub(super) articles: usize,
    pub(super) tokens: usize,
}

impl Alpha {
    /// Takes every article that two of the coders at least worked on.
    pub(super) fn new(tag: &TagId, coders: &[CoderId], articles: &[Worked<'_>]) -> Self {
        if coders.len() < 2 {
            let why = Undefined::FewerThanTwoCoders;
            return Self { value: Err(why), interval: Err(why), articles: 0, tokens: 0 };
        }
        let (mut tables, mut tokens, mut count) = (Vec::<TextTable<()>>::new(), 0, 0);
        for (worked, coders) in compared(coders, articles) {
            count += 1;
            tokens += worked.tokens.len();
            let units: Vec<_> = coders.iter().map(|coder| worked.pieces(worked.marks(tag, *coder), &())).collect();
            let units: Vec<&[Unit<()>]> = units.iter().map(Vec::as_slice).collect();
            tables.extend(label_table(&units, worked.length(), &()).ok());
        }
        Self { value: text_alpha(&tables), interval: bootstrap(&tables, DRAWS, SEED), articles: count, tokens }
    }
}

/// The articles that two of the coders at least worked on, with those who did.
pub(super) fn compared<'w, 'p>(
    coders: &'w [CoderId],
    articles: &'w [Worked<'p>],
) -> impl Iterator<Item = (&'w Worked<'p>, Vec<CoderId>)> {
    articles.iter().map(|worked| (worked, worked.of(coders))).filter(|(_, coders)| coders.len() > 1)
}

/// The marks of a tag that not all who worked on their article have.
pub(super) fn differing(tag: &TagId, coders: &[CoderId], articles: &[Worked<'_>]) -> Vec<Evidence> {
    let mut found = Vec::new();
    for (worked, coders) in compared(coders, articles) {
        let marks: Vec<_> = coders.iter().flat_map(|coder| worked.marks(tag, *coder)).collect();
        let mut counts: BTreeMap<&[ByteRange], usize> = BTreeMap::new();
        marks.iter().for_each(|mark| *counts.entry(mark.pieces.as_slice()).or_default() += 1);
        let differ = marks.iter().filter(|mark| counts.get(mark.pieces.as_slice()) != Some(&coders.len()));
        found.extend(differ.map(|mark| evidence(worked, mark)));
    }
    found
}

/// The articles that all of some coders worked on, end to end, with the stretches that each marked.
pub(super) struct Continuum<'t> {
    tags: Vec<&'t TagId>,
    units: Vec<Vec<Unit<&'t TagId>>>,
    length: u32,
    pub(super) articles: usize,
    pub(super) marks: usize,
}

/// Whether a mark in pieces is one unit for each, or one as a whole.
#[derive(Clone, Copy)]
pub(super) enum As {
    Pieces,
    Hulls,
}

impl<'t> Continuum<'t> {
    /// Puts the marks of some tags end to end.
    pub(super) fn new(tags: &[&'t TagId], coders: &[CoderId], articles: &[Worked<'_>], marks: As) -> Self {
        let mut all =
            Self { tags: tags.to_vec(), units: vec![Vec::new(); coders.len()], length: 0, articles: 0, marks: 0 };
        for worked in articles.iter().filter(|worked| worked.is_by_all(coders)) {
            for (coder, units) in coders.iter().zip(&mut all.units) {
                for tag in tags {
                    let own = worked.marks(tag, *coder);
                    let placed = match marks {
                        As::Pieces => worked.pieces(own, tag),
                        As::Hulls => worked.hulls(own, tag),
                    };
                    let moved =
                        |unit: Unit<_>| Unit { start: unit.start + all.length, end: unit.end + all.length, ..unit };
                    units.extend(placed.into_iter().map(moved));
                    all.marks += own.len();
                }
            }
            all.length += worked.length();
            all.articles += 1;
        }
        all
    }

    /// The units of each coder.
    pub(super) fn coders(&self) -> Vec<&[Unit<&'t TagId>]> {
        self.units.iter().map(Vec::as_slice).collect()
    }

    /// How many tokens the articles have.
    pub(super) fn tokens(&self) -> usize {
        self.length as usize
    }

    /// A measure of the u-alpha family.
    fn measured<T>(
        &self,
        measure: impl Fn(&[&[Unit<&'t TagId>]], u32) -> Result<T, Undefined>,
    ) -> Result<T, Undefined> {
        if self.articles == 0 { Err(Undefined::NoArticleOfAll) } else { measure(&self.coders(), self.length) }
    }

    /// u-alpha: stretches and tags together.
    pub(super) fn u_alpha(&self) -> Outcome {
        self.measured(u_alpha)
    }

    /// |u-alpha: stretches, whatever the tag.
    pub(super) fn u_alpha_binary(&self) -> Outcome {
        self.measured(u_alpha_binary)
    }

    /// cu-alpha: tags of what several coders marked.
    pub(super) fn cu_alpha(&self) -> Outcome {
        self.measured(cu_alpha)
    }

    /// (k)cu-alpha: the same for each tag, in the order in which the tags were put end to end.
    pub(super) fn cu_alpha_by_tag(&self) -> Vec<Outcome> {
        let by_tag = self.measured(cu_alpha_by_label);
        let of = |tag: &&TagId| match &by_tag {
            Ok(values) => values.get(*tag).copied().unwrap_or(Err(Undefined::NothingMarked)),
            Err(why) => Err(*why),
        };
        self.tags.iter().map(of).collect()
    }
}
