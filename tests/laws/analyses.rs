//! What must hold for the table of every analysis.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sayso::{
    analysis::{ALL, Kind, Table},
    model::Project,
    store::read_project,
};

use crate::common::arbitrary::project;

fn sample() -> Project {
    read_project(include_bytes!("../../projects/kremlin-call.sayso")).unwrap().project
}

/// Checks a table; returns how many numbers of it count marks.
fn check(project: &Project, table: &Table) -> Result<usize, TestCaseError> {
    let keys: BTreeSet<&str> = table.columns.iter().map(|column| column.key.as_str()).collect();
    prop_assert_eq!(keys.len(), table.columns.len(), "each key once");
    let mut counted = 0;
    for row in &table.rows {
        prop_assert_eq!(row.cells.len(), table.columns.len());
        for (place, column) in table.columns.iter().enumerate() {
            let evidence = row.evidence(place);
            prop_assert!(!evidence.is_empty() || row.cell(place) == "0", "{} has nothing behind it", column.name);
            for behind in evidence {
                let article = project.article(behind.article);
                prop_assert!(
                    article.is_some_and(|article| behind.span.is_none_or(|span| article.span(span).is_some()))
                );
            }
            if column.kind == Kind::Number && ["marks", "claims"].contains(&column.key.as_str()) {
                prop_assert_eq!(row.cell(place), evidence.len().to_string());
                counted += if column.key == "marks" { evidence.len() } else { 0 };
            }
        }
    }
    Ok(counted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_cell_of_every_analysis_names_what_is_behind_it(project in project()) {
        for analysis in ALL {
            check(&project, &(analysis.table)(&project))?;
        }
    }
}

#[test]
fn counts_are_the_numbers_of_the_marks_and_claims_behind_them() {
    let project = sample();
    let claims: usize = project.codebook.claim_tags().iter().map(|tag| project.count(tag)).sum();
    assert_eq!((project.span_count(), claims), (61, 16));
    for analysis in ALL {
        let table = (analysis.table)(&project);
        let counted = check(&project, &table).unwrap();
        let of_claims = || {
            let place = table.place("claims").unwrap();
            table.rows.iter().map(|row| row.evidence(place).len()).sum::<usize>()
        };
        match analysis.name {
            "tag" | "outlet" | "article" | "coder" => assert_eq!((counted, of_claims()), (61, 16), "{}", analysis.name),
            // One claim has two speakers, who count both.
            "speaker" => assert_eq!((counted, of_claims()), (17, 17)),
            "claim" => assert!(table.rows.len() == 16 && table.rows.iter().all(|row| row.mark().is_some())),
            other => panic!("say here what holds for the analysis {other}"),
        }
    }
}
