//! A new version of an article, compared with the one that is here, and what would become of each mark.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    app::desk::session::{SessionId, StateMark},
    edit::{Edit, Replacement},
    model::{Article, ArticleId, SpanId},
    text::{ByteRange, FrozenText},
};

/// What a new version would do to an article and its marks; shown, then carried out or dropped. Cheap to clone.
#[derive(Clone, Debug)]
pub struct NewVersionPlan {
    compared: Arc<Compared>,
}

/// A new version beside its article.
#[derive(Debug)]
pub(in crate::app) struct Compared {
    pub(in crate::app) new: NewVersion,
    pub(in crate::app) replacement: Replacement,
    /// Of which state of which opening it was made.
    pub(in crate::app) of: (SessionId, StateMark),
}

/// An article and what is to replace it.
#[derive(Clone, Debug)]
pub(in crate::app) struct NewVersion {
    pub(in crate::app) old: ArticleId,
    pub(in crate::app) article: Article,
    /// What has to be in the project first: a tag for its comments, those who made them.
    pub(in crate::app) before: Vec<Edit>,
    /// Whether somebody typed the change, and not only brought the text.
    pub(in crate::app) is_typed: bool,
}

/// Plans are compared many times a second, and never change once made.
impl PartialEq for NewVersionPlan {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.compared, &other.compared)
    }
}

/// What is done about a new version.
#[derive(Clone, Debug, PartialEq)]
pub enum NewVersionAction {
    /// Replaces a range of an article with these words.
    Correct(ArticleId, ByteRange, String),
    /// Carries the plan out; of the moved and altered marks, these are carried over.
    Accept(BTreeSet<SpanId>),
}

impl NewVersionPlan {
    /// A new version that was compared.
    pub(in crate::app) fn new(compared: Compared) -> Self {
        Self { compared: Arc::new(compared) }
    }

    /// What was compared.
    pub(in crate::app) fn compared(&self) -> &Compared {
        &self.compared
    }

    /// What becomes of each mark, and what was changed in the text.
    pub fn replacement(&self) -> &Replacement {
        &self.compared.replacement
    }

    /// The article that is replaced.
    pub fn old(&self) -> ArticleId {
        self.compared.new.old
    }

    /// The text that replaces the old.
    pub fn text(&self) -> &FrozenText {
        &self.compared.new.article.text
    }

    /// The marks that are carried over unless somebody says otherwise: those that moved, and altered ones whose words a
    /// person typed.
    pub fn taken(&self) -> BTreeSet<SpanId> {
        let Replacement { moved, altered, .. } = &self.compared.replacement;
        let altered = altered.iter().filter(|_| self.compared.new.is_typed);
        moved.iter().chain(altered).map(|found| found.span_id).collect()
    }
}
