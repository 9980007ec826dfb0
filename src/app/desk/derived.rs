//! What follows from the project: derived in the background whenever the project has changed since, never kept in step
//! by hand.

use std::{collections::HashSet, sync::Arc};

use super::{
    selection::{Comparing, Selection},
    session::StateMark,
};
use crate::{
    analysis::{self, differences::Compared},
    model::{Article, ArticleId, Layer, Problem, Project, Quarantined, SpanId},
    suggest::{CheckItem, NameTable},
    text::ByteRange,
};

/// Everything that is derived, as last made.
#[derive(Clone, Debug, Default)]
pub struct AllDerived {
    /// Who said what, one row per claim.
    pub ledger: Derived<analysis::Table>,
    /// Names, their mentions, and possible duplicates.
    pub names: Derived<NameTable>,
    /// What to look at again.
    pub checklist: Derived<Vec<CheckItem>>,
    /// What is wrong, and where marks that were set aside could go.
    pub problems: Derived<Problems>,
    /// Where coders differ.
    pub differences: Derived<Vec<Compared>>,
    /// How far coders agree.
    pub agreement: Derived<Agreement>,
    /// What is shown and compared.
    pub(in crate::app) through: Through,
}

/// Whose marks are shown, and who is compared how: what is derived depends on it, besides the project.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::app) struct Through {
    pub(in crate::app) layer: Layer,
    pub(in crate::app) comparing: Comparing,
}

impl Through {
    /// As it is selected.
    pub(in crate::app) fn of(selection: &Selection) -> Self {
        Self { layer: selection.layer, comparing: selection.comparing.clone() }
    }
}

impl AllDerived {
    /// Has what depends on it derived again, if something else is shown or compared than before. Returns whether marks of
    /// others are shown.
    pub(in crate::app) fn look_through(&mut self, through: Through) -> bool {
        let is_other_layer = self.through.layer != through.layer;
        if is_other_layer {
            (self.ledger.state, self.names.state, self.checklist.state) = (None, None, None);
        }
        if self.through.comparing != through.comparing {
            (self.differences.state, self.agreement.state) = (None, None);
        }
        self.through = through;
        is_other_layer
    }
}

/// Something derived from the project, and from which state of it.
#[derive(Clone, Debug, Default)]
pub struct Derived<T> {
    state: Option<StateMark>,
    value: Arc<T>,
}

impl<T> Derived<T> {
    /// What was derived from a state.
    pub fn new(state: StateMark, value: T) -> Self {
        Self { state: Some(state), value: Arc::new(value) }
    }

    /// Keeps what there is for a state from which nothing could be derived.
    pub(in crate::app) fn leave_at(&mut self, state: StateMark) {
        self.state = Some(state);
    }

    /// What was derived last.
    pub fn value(&self) -> &Arc<T> {
        &self.value
    }

    /// The state of the project that it was derived from; `None` before the first time.
    pub fn state(&self) -> Option<StateMark> {
        self.state
    }
}

/// Which of the derived things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// [`AllDerived::ledger`].
    Ledger,
    /// [`AllDerived::names`].
    Names,
    /// [`AllDerived::checklist`].
    Checklist,
    /// [`AllDerived::problems`].
    Problems,
    /// [`AllDerived::differences`].
    Differences,
    /// [`AllDerived::agreement`].
    Agreement,
}

/// How far coders agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Each measure.
    pub table: analysis::Table,
    /// What a paper says of it.
    pub paragraph: String,
}

/// What is wrong in the project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problems {
    /// Each problem.
    pub list: Vec<Problem>,
    /// The marks that were set aside, with where they could go.
    pub repairs: Vec<Repair>,
}

/// A mark that was set aside, with where it could go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Its article.
    pub article: ArticleId,
    /// The mark.
    pub span: SpanId,
    /// Where its words occur, nearest to the stated place first.
    pub places: Vec<Vec<ByteRange>>,
}

/// How many places are offered for one mark.
const PLACES: usize = 3;

impl Problems {
    /// The problems of a project, those that only the reading of its file could see (`lasting`) first.
    pub fn of(project: &Project, lasting: &[Problem]) -> Self {
        let mut list = lasting.to_vec();
        let known: HashSet<&Problem> = lasting.iter().collect();
        list.extend(crate::model::check(project).into_iter().filter(|problem| !known.contains(problem)));
        // What merges left undecided has a list of its own.
        list.retain(|problem| !matches!(problem, Problem::OpenConflict(_)));
        let repair = |article: &Article, aside: &Quarantined| Repair {
            article: article.id,
            span: aside.span.id,
            places: aside.places(&article.text, PLACES),
        };
        let articles = project.articles.values();
        let repairs =
            articles.flat_map(|article| article.quarantined.values().map(|aside| repair(article, aside))).collect();
        Self { list, repairs }
    }
}
