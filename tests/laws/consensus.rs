//! Comparing coders and deciding where they differ, in any project.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sayso::{
    analysis::differences::{Compared, Lenience, compare},
    edit::{Holds, Ruling, Transaction, apply_all, decide, reopen},
    merge::{self, Copy, InPlace, Side, merge},
    model::{CoderId, Conflict, DecisionId, Layer, Problem, Project, Span, SpanId, Time, Verdict, check},
};

use super::but_marks_set_aside;
use crate::common::arbitrary::project;

fn coders(project: &Project) -> Vec<CoderId> {
    project.people().into_iter().map(|coder| coder.id).collect()
}

fn all_compared(project: &Project) -> Vec<Compared> {
    compare(project, &coders(project), Lenience::STRICT)
}

/// The marks of people, whatever was agreed on.
fn of_people(project: &Project) -> BTreeMap<SpanId, Span> {
    let marks = project.articles.values().flat_map(|article| article.spans.iter());
    marks.filter(|span| span.by != CoderId::CONSENSUS).map(|span| (span.id, span.clone())).collect()
}

/// One decision for each group, by turns: the first, all, none, a copy of the last.
fn rulings(project: &Project, turn: usize) -> Vec<Ruling> {
    let holds = |place: usize, about: &[SpanId]| match (place + turn) % 4 {
        0 => Holds::This(about[0]),
        1 => Holds::All,
        2 => Holds::None,
        _ => Holds::Edited(*about.last().unwrap()),
    };
    let ruling = |(place, compared): (usize, &Compared)| {
        let about: Vec<SpanId> = compared.marks().collect();
        Ruling { article: compared.article, holds: holds(place, &about), about, note: "why".to_owned() }
    };
    all_compared(project).iter().enumerate().map(ruling).collect()
}

fn made(project: &Project, edits: Vec<sayso::edit::Edit>) -> (Project, Transaction) {
    let mut made = project.clone();
    let inverse = apply_all(&mut made, Transaction::new("decide", edits)).unwrap();
    (made, inverse)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn each_mark_is_in_one_group_and_no_group_has_two_of_a_coder(project in project()) {
        let compared = all_compared(&project);
        let mut seen: Vec<SpanId> = compared.iter().flat_map(Compared::marks).collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len(), all);
        for article in project.listed_articles() {
            let workers: Vec<CoderId> = project.workers()[&article.id].iter().copied().filter(|coder| project.coders.contains_key(coder)).collect();
            let doubles = article.doubles();
            for span in article.spans.iter().filter(|span| workers.len() > 1 && workers.contains(&span.by)) {
                prop_assert_eq!(seen.contains(&span.id), !doubles.contains_key(&span.id));
            }
        }
        for group in &compared {
            for side in &group.sides {
                let span = side.mark.as_ref().map(|(id, _)| project.span(group.article, *id).unwrap());
                prop_assert!(span.is_none_or(|span| span.by == side.coder));
            }
        }
    }

    #[test]
    fn what_two_coders_have_the_same_does_not_depend_on_who_comes_first(project in project()) {
        let mut two = coders(&project);
        two.truncate(2);
        let same = |coders: &[CoderId]| {
            let compared = compare(&project, coders, Lenience::STRICT);
            let same = compared.into_iter().filter(|group| group.difference.is_none());
            let mut same: Vec<Vec<SpanId>> = same.map(|group| { let mut marks: Vec<SpanId> = group.marks().collect(); marks.sort_unstable(); marks }).collect();
            same.sort_unstable();
            same
        };
        let turned: Vec<CoderId> = two.iter().rev().copied().collect();
        prop_assert_eq!(same(&two), same(&turned));
    }

    #[test]
    fn decisions_leave_the_coders_marks_and_can_be_undone_and_reopened(project in project(), turn in 0usize..4) {
        let Some(by) = coders(&project).first().copied() else { return Ok(()) };
        let rulings = rulings(&project, turn);
        let (decided, inverse) = made(&project, decide(&project, &rulings, by, Time(5)));
        prop_assert_eq!(of_people(&decided), of_people(&project));
        let (before, after) = (but_marks_set_aside(check(&project)), but_marks_set_aside(check(&decided)));
        let new: Vec<Problem> = after.into_iter().filter(|problem| !before.contains(problem)).collect();
        prop_assert_eq!(new, vec![]);
        let doubles = |project: &Project| {
            let articles = project.articles.values();
            articles.flat_map(|article| article.doubles().into_keys().filter(|id| article.span(*id).unwrap().by == CoderId::CONSENSUS).collect::<Vec<_>>()).count()
        };
        prop_assert_eq!(doubles(&decided), doubles(&project), "what coders marked alike is one mark");
        let open = all_compared(&decided).into_iter().filter(|group| group.standing.is_open()).count();
        prop_assert_eq!(open, 0);
        prop_assert_eq!(decide(&decided, &rulings, by, Time(5)), vec![], "deciding the same again changes nothing");

        let mut undone = decided.clone();
        apply_all(&mut undone, inverse).unwrap();
        prop_assert_eq!(&undone, &project);

        let all: Vec<DecisionId> = decided.decisions.keys().copied().collect();
        let (opened, _) = made(&decided, reopen(&decided, &all));
        prop_assert!(opened.decisions.is_empty());
        prop_assert_eq!(opened.in_layer(Layer::CONSENSUS).span_count(), project.in_layer(Layer::CONSENSUS).span_count());
    }

    /// Two people decide the same differences, each in a copy: what stands in place is what one of them made, and deciding
    /// for the other makes what the other made.
    #[test]
    fn decisions_made_apart_leave_one_consensus(project in project(), one in 0usize..4, other in 0usize..4) {
        let Some(by) = coders(&project).first().copied() else { return Ok(()) };
        let all: Vec<DecisionId> = project.decisions.keys().copied().collect();
        let (base, _) = made(&project, reopen(&project, &all));
        let decided = |turn, at| made(&base, decide(&base, &rulings(&base, turn), by, Time(at))).0;
        let (ours, theirs) = (decided(one, 5), decided(other, 7));
        let copy = Copy { project: &theirs, base: Some(&base) };
        let mut both = merge(&ours, &[copy], InPlace::Ours { made: Time(9) }).project;
        prop_assert_eq!(agreed(&both), agreed(&ours));
        let new: BTreeSet<Conflict> = both.conflicts.difference(&base.conflicts).cloned().collect();
        prop_assert_eq!(new.is_empty(), verdicts(&ours) == verdicts(&theirs), "{:?}", new);
        for conflict in new.iter().filter(|conflict| conflict.section == "decisions") {
            let edits = merge::decide(&both, conflict, Side::Theirs).unwrap();
            apply_all(&mut both, Transaction::new("decide", edits)).unwrap();
        }
        prop_assert_eq!(agreed(&both), agreed(&theirs));
        prop_assert_eq!(verdicts(&both), verdicts(&theirs));
    }
}

/// The marks of the consensus, without when they were made.
fn agreed(project: &Project) -> BTreeMap<SpanId, Span> {
    let marks = project.articles.values().flat_map(|article| article.spans.iter());
    marks.filter(|span| span.by == CoderId::CONSENSUS).map(|span| (span.id, span.clone())).collect()
}

fn verdicts(project: &Project) -> BTreeMap<DecisionId, Verdict> {
    project.decisions.values().map(|decision| (decision.id, decision.verdict)).collect()
}
