//! Where coders differ: marks of several coders that are about the same words are put together, one of each, and it is said
//! how they differ. Pure; nothing is decided here.
//!
//! | file | what it answers |
//! |---|---|
//! | `compared.rs` | what an answer is made of |
//! | `groups.rs` | which marks of different coders are about the same |
//! | `extent.rs` | whether two marks are on the same words, and what is not counted as a difference |
//! | `links.rs` | whether two marks lead to the same |
//! | `standing.rs` | what was decided about a difference, and whether it still holds |

mod compared;
mod extent;
mod groups;
mod links;
mod standing;

pub use compared::{Compared, Difference, Side, Tally, tally};
pub use extent::Lenience;
pub use standing::Standing;

use self::{extent::Extents, standing::Decisions};

use super::united::united;
use crate::{
    model::{Article, CoderId, Project, Span, SpanId},
    text::ByteRange,
};

/// Compares what coders have marked in all listed articles, in each those who have worked on it, where these are several.
/// Marks that one coder made twice count once, with the links and the answers of both. What was decided is about the marks as they
/// are.
pub fn compare(project: &Project, coders: &[CoderId], lenience: Lenience) -> Vec<Compared> {
    let (decisions, workers) = (Decisions::of(project), project.workers());
    let mut compared = Vec::new();
    for article in united(project).listed_articles() {
        let Some(workers) = workers.get(&article.id) else { continue };
        let coders: Vec<CoderId> = coders.iter().copied().filter(|coder| workers.contains(coder)).collect();
        if coders.len() > 1 {
            compared.append(&mut compare_in(article, &coders, lenience, &decisions));
        }
    }
    compared
}

fn compare_in(article: &Article, coders: &[CoderId], lenience: Lenience, decisions: &Decisions<'_>) -> Vec<Compared> {
    let extents = Extents::new(article, lenience);
    let groups = groups::groups(article, coders, &extents);
    let counterparts = links::Counterparts::new(article, &groups);
    let mut compared: Vec<Compared> = Vec::with_capacity(groups.len());
    for marks in &groups {
        let present = || marks.iter().flatten();
        let Some(at) = present().map(|span| span.hull()).reduce(around) else { continue };
        let ids: Vec<SpanId> = present().map(|span| span.id).collect();
        let own = |span: &Span| (span.id, span.tag.clone());
        let sides = coders.iter().zip(marks).map(|(coder, mark)| Side { coder: *coder, mark: mark.map(own) });
        compared.push(Compared {
            article: article.id,
            sides: sides.collect(),
            at,
            difference: difference(marks, &extents, &counterparts),
            standing: decisions.standing(article.id, &ids),
        });
    }
    compared.sort_by_key(|group| (group.at.start, std::cmp::Reverse(group.at.end), group.marks().next()));
    compared
}

fn around(one: ByteRange, other: ByteRange) -> ByteRange {
    ByteRange { start: one.start.min(other.start), end: one.end.max(other.end) }
}

fn difference(
    marks: &[Option<&Span>],
    extents: &Extents<'_>,
    counterparts: &links::Counterparts<'_>,
) -> Option<Difference> {
    let present: Vec<&Span> = marks.iter().flatten().copied().collect();
    let (first, others) = present.split_first()?;
    let is_all = |same: &dyn Fn(&Span) -> bool| others.iter().all(|other| same(other));
    if present.len() < marks.len() {
        Some(Difference::Missing)
    } else if !is_all(&|other| other.tag == first.tag) {
        Some(Difference::Tag)
    } else if !is_all(&|other| extents.are_same(first, other)) {
        Some(Difference::Extent)
    } else if !is_all(&|other| counterparts.lead_to_same(first, other)) {
        Some(Difference::Links)
    } else if !is_all(&|other| have_same_answers(first, other)) {
        Some(Difference::Answers)
    } else {
        None
    }
}

/// Whether two marks have the same name and answers. What a rule read from the words of both is none of either.
fn have_same_answers(one: &Span, other: &Span) -> bool {
    let answers = |span: &Span| {
        let is_answer = |field: &_| !(one.by_rule.contains(field) && other.by_rule.contains(field));
        let fields = span.fields.iter().filter(|(field, _)| is_answer(*field));
        (span.entity, span.mention, fields.map(|(field, value)| (field.clone(), value.clone())).collect::<Vec<_>>())
    };
    answers(one) == answers(other)
}

#[cfg(test)]
mod tests;
