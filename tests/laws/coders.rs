//! Two coders made one, in any project.

use proptest::prelude::*;
use sayso::{
    edit::{Transaction, apply_all, merge_coder, shared_marks},
    model::{Problem, Project, check},
};

use super::but_marks_set_aside;
use crate::common::arbitrary::project;

/// How many marks, links and shared records a project has by each coder, as ids in text.
fn makers(project: &Project) -> Vec<String> {
    let articles = || project.articles.values();
    let mut makers: Vec<String> = articles().flat_map(|a| a.spans.iter()).map(|span| span.by.to_string()).collect();
    makers.extend(articles().flat_map(|a| a.quarantined.values()).map(|kept| kept.span.by.to_string()));
    makers.extend(articles().flat_map(|a| a.links.iter()).map(|link| link.by.to_string()));
    makers.extend(articles().flat_map(|a| a.spans.iter()).filter_map(|s| Some(s.changed?.1.to_string())));
    makers.extend(project.progress.keys().map(|(_, coder)| coder.to_string()));
    makers.extend(project.decisions.values().map(|decision| decision.by.to_string()));
    makers.extend(project.reviewed.iter().map(|reviewed| reviewed.by.to_string()));
    makers.extend(project.not_mentioned.values().map(|found| found.by.to_string()));
    makers.extend(project.figures.values().map(|figure| figure.by.to_string()));
    makers.extend(project.team.assigned.iter().map(|(_, coder)| coder.to_string()));
    makers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn all_that_one_coder_made_becomes_the_others_and_can_be_undone(project in project()) {
        let coders: Vec<_> = project.coders.values().cloned().collect();
        for from in &coders {
            for into in coders.iter().filter(|into| into.id != from.id) {
                let coincide = shared_marks(&project, from.id, into.id);
                let mut merged = project.clone();
                let edits = merge_coder(&project, from.id, into);
                let inverse = apply_all(&mut merged, Transaction::new("merge", edits)).unwrap();
                prop_assert!(!merged.coders.contains_key(&from.id));
                prop_assert!(!makers(&merged).contains(&from.id.to_string()));
                prop_assert_eq!(merged.span_count() + coincide, project.span_count());
                prop_assert_eq!(but_marks_set_aside(check(&merged)), Vec::<Problem>::new());
                apply_all(&mut merged, inverse).unwrap();
                prop_assert_eq!(&merged, &project);
            }
        }
        if let Some(one) = coders.first() {
            prop_assert_eq!(merge_coder(&project, one.id, one), vec![]);
        }
    }
}
