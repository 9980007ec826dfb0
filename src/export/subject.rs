//! What a format is a list of.

use std::collections::BTreeMap;

use crate::model::{CoderId, Project, Span};

/// What a format is a list of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// All marks.
    Marks,
    /// Marks that are claims.
    Claims,
    /// The tags of the codebook.
    Tags,
    /// The articles that lists show.
    Articles,
}

impl Subject {
    /// How many of them a project has.
    pub(super) fn count(self, project: &Project) -> usize {
        match self {
            Self::Marks | Self::Claims => self.spans(project).count(),
            Self::Tags => project.codebook.tags.len(),
            Self::Articles => project.listed_articles().len(),
        }
    }

    /// Who made them, with how many each made, most first; nobody where they are no marks.
    pub(super) fn coders(self, project: &Project) -> Vec<(String, usize)> {
        let mut marks: BTreeMap<CoderId, usize> = BTreeMap::new();
        for span in self.spans(project) {
            *marks.entry(span.by).or_default() += 1;
        }
        let mut coders: Vec<(String, usize)> =
            marks.into_iter().map(|(coder, count)| (project.coder_name(coder), count)).collect();
        coders.sort_unstable_by(|(name, count), (other, less)| less.cmp(count).then_with(|| name.cmp(other)));
        coders
    }

    /// The marks that are meant.
    fn spans(self, project: &Project) -> impl Iterator<Item = &Span> {
        let claims = project.codebook.claim_tags();
        let spans = project.listed_articles().into_iter().flat_map(|article| article.spans.iter());
        spans.filter(move |span| match self {
            Self::Marks => true,
            Self::Claims => claims.contains(&&span.tag),
            Self::Tags | Self::Articles => false,
        })
    }
}
