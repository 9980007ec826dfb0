//! How far coders agree on what they answered about the same marks.
//!
//! An item is a mark that several coders have ([`matched`]): overlapping, of one tag. Values are categories. What a rule read
//! from the words nobody answered, and free text is no category, so both are left out.

use std::collections::BTreeSet;

use super::{
    super::{
        agreement::{
            Outcome, Ratings, Undefined, cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha, percent_agreement,
            scott_pi,
        },
        names::value_words,
        table::Evidence,
    },
    matching::Group,
    measure::{Finding, Measure},
    pairs::evidence,
    worked::Worked,
};
use crate::model::{FieldDef, FieldId, FieldKind, Project, Span};

/// The answers of some coders to one field.
pub(super) struct Answers {
    items: Vec<Item>,
}

/// A mark that several coders have.
struct Item {
    /// What each coder answered.
    values: Vec<Option<String>>,
    marks: Vec<Evidence>,
}

/// Whether answers to a field are categories.
pub(super) fn is_compared(field: &FieldDef) -> bool {
    match &field.kind {
        FieldKind::Choice(_) | FieldKind::Number | FieldKind::YesNo | FieldKind::Date | FieldKind::Entity => true,
        FieldKind::Text => false,
    }
}

impl Answers {
    /// The answers to a field of marks that are matched.
    pub(super) fn new(project: &Project, field: &FieldId, matched: &[(&Worked<'_>, Group<'_>)]) -> Self {
        let shared = matched.iter().filter(|(_, group)| group.iter().flatten().count() > 1);
        let item = |(worked, group): &(&Worked<'_>, Group<'_>)| Item {
            values: group.iter().map(|mark| answer(project, (*mark)?, field)).collect(),
            marks: group.iter().flatten().map(|mark| evidence(worked, mark)).collect(),
        };
        Self { items: shared.map(item).collect() }
    }

    /// Whether nobody answered.
    pub(super) fn is_empty(&self) -> bool {
        self.items.iter().all(|item| item.given() == 0)
    }

    /// The measures that take any number of coders.
    pub(super) fn of_all(&self) -> [Finding; 3] {
        let percent = |ratings: &Ratings<String>| percent_agreement(ratings).map(|share| share * 100.0);
        [
            self.finding(Measure::Percent, 2, percent),
            self.finding(Measure::AnswerAlpha, 2, krippendorff_alpha),
            self.finding(Measure::Ac1, 2, gwet_ac1),
        ]
    }

    /// The measures that take exactly two.
    pub(super) fn of_two(&self) -> [Finding; 2] {
        [self.finding(Measure::CohenKappa, 2, cohen_kappa), self.finding(Measure::ScottPi, 2, scott_pi)]
    }

    /// Fleiss' kappa, of the items that all coders answered, for it wants as many answers to each.
    pub(super) fn fleiss(&self, coders: usize) -> Finding {
        let whole = |ratings: &Ratings<String>| {
            let items = ratings.items.iter().filter(|values| values.iter().all(Option::is_some)).cloned();
            let whole = Ratings { items: items.collect() };
            if whole.items.is_empty() { Err(Undefined::NothingSharedByAll) } else { fleiss_kappa(&whole) }
        };
        self.finding(Measure::FleissKappa, coders, whole)
    }

    /// A measure; so many answers at least make an item count.
    fn finding(&self, measure: Measure, least: usize, value: impl Fn(&Ratings<String>) -> Outcome) -> Finding {
        let counted: Vec<&Item> = self.items.iter().filter(|item| item.given() >= least).collect();
        let differing = counted.iter().filter(|item| item.differs()).flat_map(|item| item.marks.iter().copied());
        let articles: BTreeSet<_> = counted.iter().flat_map(|item| &item.marks).map(|mark| mark.article).collect();
        let ratings = Ratings { items: self.items.iter().map(|item| item.values.clone()).collect() };
        Finding {
            measure,
            value: value(&ratings),
            interval: None,
            n: counted.len(),
            articles: articles.len(),
            evidence: differing.collect(),
        }
    }
}

impl Item {
    fn given(&self) -> usize {
        self.values.iter().flatten().count()
    }

    fn differs(&self) -> bool {
        let mut given = self.values.iter().flatten();
        let first = given.next();
        given.any(|value| Some(value) != first)
    }
}

/// What somebody answered to a field of a mark.
fn answer(project: &Project, mark: &Span, field: &FieldId) -> Option<String> {
    let value = mark.fields.get(field).filter(|_| !mark.by_rule.contains(field))?;
    // Two people may have one name.
    Some(value.entity().map_or_else(|| value_words(project, value), |id| id.to_string()))
}
