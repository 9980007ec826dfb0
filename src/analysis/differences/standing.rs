//! What was decided about a difference, and whether it still holds: a decision about marks that have changed since is open
//! again.

use std::collections::HashMap;

use crate::model::{ArticleId, Decision, DecisionId, Project, SpanId, Verdict};

/// What was decided about marks that are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Standing {
    /// Nothing.
    #[default]
    Open,
    /// This, and it holds.
    Decided(DecisionId, Verdict),
    /// This, but the marks have changed since, or others have joined them.
    Changed(DecisionId, Verdict),
}

/// All decisions.
pub(super) struct Decisions<'p> {
    project: &'p Project,
    /// By the marks that they are about.
    about: HashMap<SpanId, &'p Decision>,
}

impl<'p> Decisions<'p> {
    pub(super) fn of(project: &'p Project) -> Self {
        let all = project.decisions.values();
        let about = all.flat_map(|decision| decision.about.iter().map(move |span| (*span, decision))).collect();
        Self { project, about }
    }

    /// What was decided about these marks.
    pub(super) fn standing(&self, article: ArticleId, marks: &[SpanId]) -> Standing {
        let Some(decision) = marks.iter().find_map(|span| self.about.get(span)) else { return Standing::Open };
        // It may be about marks of coders who are not compared now.
        let is_about_all = marks.iter().all(|span| decision.about.contains(span));
        if is_about_all && self.project.article(article).is_some_and(|article| decision.holds(article)) {
            Standing::Decided(decision.id, decision.verdict)
        } else {
            Standing::Changed(decision.id, decision.verdict)
        }
    }
}

impl Standing {
    /// Whether somebody has to decide.
    pub fn is_open(self) -> bool {
        match self {
            Self::Open | Self::Changed(..) => true,
            Self::Decided(..) => false,
        }
    }

    /// The decision, whether or not it still holds.
    pub fn decision(self) -> Option<DecisionId> {
        match self {
            Self::Open => None,
            Self::Decided(id, _) | Self::Changed(id, _) => Some(id),
        }
    }
}
