//! What is compared: marks of several coders that are about the same, how they differ, and what was decided about them.

use super::standing::Standing;
use crate::{
    model::{ArticleId, CoderId, SpanId, TagId},
    text::ByteRange,
};

/// How marks of several coders differ; of several ways, the first in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// A coder has no mark there.
    Missing,
    /// Their tags are not the same.
    Tag,
    /// They are not on the same words.
    Extent,
    /// They don't lead to the same: another speaker, another cue.
    Links,
    /// Their names or answers to fields are not the same.
    Answers,
}

impl Difference {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Missing, Self::Tag, Self::Extent, Self::Links, Self::Answers];
}

/// What one coder has of what is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The coder.
    pub coder: CoderId,
    /// The coder's mark with its tag, if there is one.
    pub mark: Option<(SpanId, TagId)>,
}

impl Side {
    /// The tag of the coder's mark.
    fn tag(&self) -> Option<&TagId> {
        self.mark.as_ref().map(|(_, tag)| tag)
    }
}

/// Marks of several coders that are about the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The article.
    pub article: ArticleId,
    /// What each coder has who worked on the article, in the order of the coders that are compared.
    pub sides: Vec<Side>,
    /// From the first of their words to the last.
    pub at: ByteRange,
    /// How they differ; `None` where all have the same.
    pub difference: Option<Difference>,
    /// What was decided about them.
    pub standing: Standing,
}

impl Compared {
    /// The marks that are there.
    pub fn marks(&self) -> impl Iterator<Item = SpanId> {
        self.sides.iter().filter_map(|side| side.mark.as_ref().map(|(span, _)| *span))
    }

    /// Whether it is about these marks of this article.
    pub fn is_about(&self, (article, marks): &(ArticleId, Vec<SpanId>)) -> bool {
        self.article == *article && self.marks().eq(marks.iter().copied())
    }

    /// Whether another is different in the same way: by the same class, with the same tags of the same coders.
    pub fn is_like(&self, other: &Self) -> bool {
        let is_like = |one: &Side, other: &Side| one.coder == other.coder && one.tag() == other.tag();
        let (ours, theirs) = (&self.sides, &other.sides);
        self.difference == other.difference
            && ours.len() == theirs.len()
            && ours.iter().zip(theirs).all(|(one, other)| is_like(one, other))
    }

    /// Whether a mark carries this tag.
    pub fn has_tag(&self, tag: &TagId) -> bool {
        self.sides.iter().any(|side| side.tag() == Some(tag))
    }
}

/// How far a comparison is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Groups in which all coders have the same.
    pub same: usize,
    /// Of these, how many are in the consensus.
    pub same_decided: usize,
    /// Differences about which somebody has decided.
    pub decided: usize,
    /// Differences that are open.
    pub open: usize,
}

/// Counts what was compared.
pub fn tally<'c>(compared: impl IntoIterator<Item = &'c Compared>) -> Tally {
    let mut tally = Tally::default();
    for group in compared {
        let is_open = group.standing.is_open();
        match group.difference {
            None => {
                tally.same += 1;
                tally.same_decided += usize::from(!is_open);
            }
            Some(_) if is_open => tally.open += 1,
            Some(_) => tally.decided += 1,
        }
    }
    tally
}
