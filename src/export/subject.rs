//! What a format is a list of.

use crate::model::Project;

/// What a format is a list of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// All marks.
    Marks,
    /// Marks that are claims.
    Claims,
    /// The tags of the codebook.
    Tags,
}

impl Subject {
    /// How many of them a project has.
    pub(super) fn count(self, project: &Project) -> usize {
        let claims = project.codebook.claim_tags();
        let spans = project.listed_articles().into_iter().flat_map(|article| article.spans.iter());
        match self {
            Self::Marks => spans.count(),
            Self::Claims => spans.filter(|span| claims.contains(&&span.tag)).count(),
            Self::Tags => project.codebook.tags.len(),
        }
    }
}
