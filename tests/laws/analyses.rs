//! What must hold for the table of every analysis.

use std::{collections::BTreeSet, sync::Arc};

use proptest::prelude::*;
use sayso::{
    analysis::{
        ALL, Kind, Table,
        agreed::{Asked, agreed, compared_coders},
        differences::{Lenience, Standing, compare},
    },
    app::Session,
    model::{Coder, CoderId, Fields, Layer, Link, LinkEnd, Project, Span, SpanId, Time},
    store::{Keeping, read_project},
};

use crate::common::arbitrary::{id, project};

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
            // Only one coder marked the sample.
            "agreement" => assert!(table.rows.is_empty()),
            other => panic!("say here what holds for the analysis {other}"),
        }
    }
}

/// Makes every mark twice. What a mark says, and where its links lead and come from, each is with the one or with the other.
fn doubled(project: &Project) -> Project {
    let mut doubled = project.clone();
    let mut number = 0;
    for article in doubled.articles.values_mut().map(Arc::make_mut) {
        let mut twins = std::collections::BTreeMap::new();
        for mut span in article.spans.iter().cloned().collect::<Vec<_>>() {
            number += 1;
            let mut twin = Span { id: SpanId(id(number)), made: Time(span.made.0 + 1), ..span.clone() };
            twins.insert(span.id, twin.id);
            let bare = if number % 2 == 0 { &mut span } else { &mut twin };
            (bare.fields, bare.entity, bare.note) = (Fields::new(), None, String::new());
            bare.by_rule.clear();
            article.spans.extend([span, twin]);
        }
        for (place, link) in article.links.iter().cloned().collect::<Vec<Link>>().into_iter().enumerate() {
            let twin = |id: SpanId, is_moved: bool| if is_moved { twins[&id] } else { id };
            let to = link.to.span().map_or(link.to, |to| LinkEnd::Span(twin(to, place % 3 > 0)));
            article.links.insert(Link { from: twin(link.from, place % 2 == 0), to, ..link });
        }
    }
    doubled
}

#[test]
fn marks_that_are_there_twice_are_one_in_every_analysis_and_count() {
    let two = include_bytes!("../../projects/kremlin-call-two-readers.sayso");
    for project in [sample(), read_project(two).unwrap().project] {
        let doubled = doubled(&project);
        assert_eq!(doubled.span_count(), 2 * project.span_count());
        for analysis in ALL {
            assert_eq!((analysis.table)(&doubled), (analysis.table)(&project), "{}", analysis.name);
        }
        assert_eq!(agreed(&doubled, &Asked::default()), agreed(&project, &Asked::default()));
        let compared = |project: &Project| {
            let mut compared = compare(project, &compared_coders(project), Lenience::STRICT);
            // Decisions are about the marks as they are, and these were changed.
            compared.iter_mut().for_each(|one| one.standing = Standing::Open);
            compared
        };
        assert_eq!(compared(&doubled), compared(&project));
        let counted = |project: &Project| {
            let session = Session::new(project.clone(), None, Keeping::Nowhere(String::new()));
            let tags = project.codebook.tags.iter();
            let tags: Vec<_> = tags.map(|tag| (project.count(&tag.id), session.tag_count(&tag.id))).collect();
            (session.listed_counts(Layer::All), session.span_count(), tags)
        };
        assert_eq!(counted(&doubled), counted(&project));
    }
}

#[test]
fn agreement_counts_what_both_have_and_what_one_alone_has() {
    let mut project = sample();
    let ben = Coder { id: CoderId(id(9)), ..project.coders.values().next().unwrap().clone() };
    let ben = Coder { name: "Ben".to_owned(), ..ben };
    project.coders.insert(ben.id, ben.clone());
    let article = Arc::make_mut(project.articles.values_mut().next().unwrap());
    let claims: Vec<Span> = article.spans.iter().filter(|span| span.tag.as_str() == "claim").cloned().collect();
    // Ben has all claims but one, and one of them twice.
    let mut own: Vec<Span> = claims.iter().skip(1).cloned().collect();
    own.push(own[0].clone());
    let own = own.into_iter().enumerate().map(|(place, span)| Span {
        id: SpanId(id(100 + place as u16)),
        by: ben.id,
        ..span
    });
    article.spans.extend(own);
    let agreement = ALL.iter().find(|analysis| analysis.name == "agreement").unwrap();
    let table = (agreement.table)(&project);
    check(&project, &table).unwrap();
    let claim = table.rows.iter().find(|row| row.cell(0) == "Claim").unwrap();
    let cell = |key: &str| claim.cell(table.place(key).unwrap()).to_owned();
    let alone = [cell("only A"), cell("only B")];
    assert_eq!(
        (cell("both").as_str(), alone.iter().map(|one| one.parse::<usize>().unwrap()).sum::<usize>()),
        ("15", 1)
    );
    assert_eq!((cell("exact F1").as_str(), cell("articles").as_str()), ("0.968", "1"));
    let alpha: f64 = cell("alpha").parse().unwrap();
    assert!((0.8..1.0).contains(&alpha), "{alpha}");
    assert_eq!(cell("alpha from"), "Not defined: fewer than two articles to draw from.");
    let speaker = table.rows.iter().find(|row| row.cell(0) == "Speaker").unwrap();
    assert_eq!(speaker.cell(table.place("exact F1").unwrap()), "0.000", "Ben marked no speaker");
}
