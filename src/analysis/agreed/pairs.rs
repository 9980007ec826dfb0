//! Which marks of a tag two coders share: equal ones, and those that overlap.

use std::collections::BTreeSet;

use super::{
    super::{
        agreement::{Pieces, Shared, exact, in_all, overlapping, touched},
        table::Evidence,
    },
    worked::Worked,
};
use crate::model::{CoderId, Span, TagId};

/// What two coders share of a tag, in the articles that both worked on.
#[derive(Default)]
pub(super) struct Shares {
    pub(super) articles: usize,
    pub(super) exact: Shared,
    pub(super) overlapping: Shared,
    /// The marks of both that the other has too.
    pub(super) both: Vec<Evidence>,
    /// The marks that the first, and those that the second alone has.
    pub(super) alone: [Vec<Evidence>; 2],
    /// The marks that touch none of the other coder.
    pub(super) apart: Vec<Evidence>,
}

impl Shares {
    /// Counts what two coders share.
    pub(super) fn new(tag: &TagId, pair: [CoderId; 2], articles: &[Worked<'_>]) -> Self {
        let mut all = Self::default();
        articles.iter().filter(|worked| worked.is_by_all(&pair)).for_each(|worked| all.add(worked, tag, pair));
        all
    }

    /// How many marks were compared.
    pub(super) fn marks(&self) -> usize {
        self.both.len() + self.alone.iter().map(Vec::len).sum::<usize>()
    }

    /// Every mark that was compared.
    pub(super) fn all(&self) -> Vec<Evidence> {
        self.both.iter().chain(self.alone.iter().flatten()).copied().collect()
    }

    /// The marks that the other coder hasn't.
    pub(super) fn differing(&self) -> Vec<Evidence> {
        self.alone.iter().flatten().copied().collect()
    }

    fn add(&mut self, worked: &Worked<'_>, tag: &TagId, pair: [CoderId; 2]) {
        let marks = pair.map(|coder| worked.marks(tag, coder));
        let pieces = marks.map(|marks| marks.iter().map(|mark| pieces_of(mark)).collect::<Vec<_>>());
        let [one, other] = &pieces;
        self.articles += 1;
        self.exact.add(&in_all(&exact(one, other)));
        self.overlapping.add(&in_all(&overlapping(one, other)));
        for ((own, others), (marks, alone)) in
            [(one, other), (other, one)].into_iter().zip(marks.into_iter().zip(&mut self.alone))
        {
            let equal: BTreeSet<&Pieces<()>> = others.iter().collect();
            for ((mark, pieces), is_touched) in marks.iter().zip(own).zip(touched(own, others)) {
                let evidence = evidence(worked, mark);
                if equal.contains(pieces) { &mut self.both } else { &mut *alone }.push(evidence);
                self.apart.extend((!is_touched).then_some(evidence));
            }
        }
    }
}

/// A mark as evidence.
pub(super) fn evidence(worked: &Worked<'_>, mark: &Span) -> Evidence {
    Evidence { article: worked.article.id, span: Some(mark.id) }
}

/// Where a mark lies, for measures that count bytes.
fn pieces_of(mark: &Span) -> Pieces<()> {
    let pieces = mark.pieces.iter().map(|piece| (piece.start.0, piece.end.0)).collect();
    Pieces { label: (), pieces }
}

/// Each two of these coders.
pub(super) fn pairs(coders: &[CoderId]) -> impl Iterator<Item = [CoderId; 2]> {
    let after = |place: usize| coders.iter().skip(place + 1);
    coders.iter().enumerate().flat_map(move |(place, one)| after(place).map(move |other| [*one, *other]))
}
