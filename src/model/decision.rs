//! What people decided about each other's work: which of two differing marks holds, what was reviewed, and what an article
//! does not mention.

use super::{ArticleId, CoderId, DecisionId, EntityId, Extra, SpanId, Time};

/// Which of some differing marks holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This one.
    Take(SpanId),
    /// All of them.
    Both,
    /// None of them.
    Neither,
    /// A new one, made from them.
    Edited(SpanId),
}

/// A decision about marks that differ between coders. It outlives them: marks that are gone have changed since.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Identity.
    pub id: DecisionId,
    /// The article.
    pub article: ArticleId,
    /// The marks that it is about.
    pub about: Vec<SpanId>,
    /// What was decided.
    pub verdict: Verdict,
    /// Who decided.
    pub by: CoderId,
    /// When.
    pub made: Time,
    /// When, and by whom, it was last changed; `None` since it was made.
    pub changed: Option<(Time, CoderId)>,
    /// Why.
    pub note: String,
    /// What other programs' formats hold about this decision, kept verbatim.
    pub extra: Extra,
}

impl Decision {
    /// The same about the marks that stand for its own.
    #[must_use]
    pub fn about_marks(&self, stands_for: impl Fn(SpanId) -> SpanId) -> Self {
        let about = self.about.iter().map(|span| stands_for(*span)).collect();
        let verdict = match self.verdict {
            Verdict::Take(span) => Verdict::Take(stands_for(span)),
            Verdict::Edited(span) => Verdict::Edited(stands_for(span)),
            other @ (Verdict::Both | Verdict::Neither) => other,
        };
        Self { about, verdict, ..self.clone() }
    }
}

/// Somebody has reviewed a mark of somebody else. It outlives the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reviewed {
    /// The article.
    pub article: ArticleId,
    /// The mark.
    pub span: SpanId,
    /// Who reviewed it.
    pub by: CoderId,
    /// When: a mark that was changed later is to be reviewed again.
    pub made: Time,
}

/// An article does not mention a claim that others make, which is an entity; who found so, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotMentioned {
    /// Who found so.
    pub by: CoderId,
    /// When.
    pub made: Time,
    /// Why.
    pub note: String,
}

/// What [`NotMentioned`] is about: the article, and the claim.
pub type Absence = (ArticleId, EntityId);
