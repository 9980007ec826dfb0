//! The project file, byte by byte, and the formats that are read and written.

mod articles;
mod blocks;
mod brat;
mod codebooks;
mod columns;
mod data_files;
mod directions;
pub(crate) mod dna;
mod documents;
mod encodings;
pub(crate) mod exchange;
mod exchanged;
mod exports;
mod held;
mod joining;
mod json;
mod label_studio;
mod large;
mod lists;
mod mappings;
pub(crate) mod neighbours;
mod pages;
mod pdf;
mod press;
mod published;
mod qda;
mod qda_paths;
pub(crate) mod qualcoder;
mod returning;
mod shaped;
mod tables;
mod talk;
pub(crate) mod tei;
mod uima;
mod unseen;
mod waiting;
mod web;
mod word;

use std::sync::Arc;

use sayso::{
    edit::{Edit, Position, Transaction, apply_all},
    model::{
        Conflict, Coordinates, CueClass, CueClassId, Dating, Decision, DecisionId, Direction, Entity, EntityId,
        EntityKind, FieldDef, FieldId, FieldKind, FieldValue, Figure, FigureId, LanguageOrigin, NotMentioned, Problem,
        Project, Reviewed, Run, RunKind, Subject, Time, Verdict,
    },
    store::{FORMAT, read_project, write_project},
};

use crate::common::arbitrary::id;

/// A file of format 1 as it was last written. It must open for ever, and nothing may change in it.
const V1: &[u8] = include_bytes!("../data/golden/v1.sayso");
/// A file of format 2 that holds a record of every kind. It must open for ever.
const V2: &[u8] = include_bytes!("../data/golden/v2.sayso");

#[test]
fn a_file_of_the_first_format_opens_and_changes_by_nothing_but_the_number() {
    let loaded = read_project(V1).unwrap();
    assert_eq!((loaded.problems, loaded.format), (Vec::new(), 1));
    let written = String::from_utf8(write_project(&loaded.project).bytes).unwrap();
    let expected = String::from_utf8(V1.to_vec()).unwrap().replacen("format: 1", "format: 2", 1);
    assert_eq!(written, expected);
}

#[test]
fn a_file_of_the_second_format_opens_and_is_written_back_byte_for_byte() {
    if std::env::var_os("SAYSO_WRITE").is_some() {
        let mut project = read_project(V1).unwrap().project;
        every_record(&mut project);
        std::fs::write("tests/data/golden/v2.sayso", write_project(&project).bytes).unwrap();
        return;
    }
    let loaded = read_project(V2).unwrap();
    assert!(matches!(loaded.problems.as_slice(), [Problem::OpenConflict(_)]), "{:?}", loaded.problems);
    assert_eq!(loaded.format, FORMAT);
    for section in [
        "article_fields",
        "cue_classes",
        "structure",
        "assigned",
        "decisions",
        "reviewed",
        "not_mentioned",
        "figures",
        "conflicts",
    ] {
        let opening = format!("\n  {section}: [\n    (");
        assert!(String::from_utf8_lossy(V2).contains(&opening), "{section}");
    }
    assert_eq!(String::from_utf8(write_project(&loaded.project).bytes).unwrap(), String::from_utf8_lossy(V2));
}

/// Adds a record of every kind that format 2 brought.
fn every_record(project: &mut Project) {
    let (article_id, by) = (*project.articles.keys().next().unwrap(), *project.coders.keys().next().unwrap());
    let claim = Entity::new(EntityId(id(900)), EntityKind::Claim, "It rains");
    let field = FieldDef {
        id: FieldId::new("region"),
        name: "Region".to_owned(),
        kind: FieldKind::Choice(vec!["north".to_owned(), "south".to_owned()]),
        definition: "Where the outlet is read.".to_owned(),
    };
    let class = CueClass {
        id: CueClassId::new("doubt"),
        name: "Doubt".to_owned(),
        definition: "Casts doubt on what is reported.".to_owned(),
        cues: vec!["claim".to_owned(), "allege".to_owned()],
        extra: Default::default(),
    };
    let article = project.article(article_id).unwrap().clone();
    let mut facts = article.facts.clone();
    facts.dating = Dating { stated: "6 March 2022".to_owned(), source: "dateline".to_owned(), is_doubtful: true };
    (facts.language_by, facts.direction) = (LanguageOrigin::Set, Direction::LeftToRight);
    facts.fields.insert(field.id.clone(), FieldValue::Choice("north".to_owned()));
    facts.changed = Some((Time(1_700_000_000), by));
    let span = article.spans.iter().next().unwrap().id;
    let (made, note) = (Time(1_700_000_001), "A note".to_owned());
    let decision = Decision {
        id: DecisionId(id(901)),
        article: article_id,
        about: vec![span],
        verdict: Verdict::Take(span),
        by,
        made,
        changed: Some((Time(1_700_000_002), by)),
        note: note.clone(),
        extra: Default::default(),
    };
    let figure = Figure {
        id: FigureId(id(902)),
        title: "Denials by outlet".to_owned(),
        analysis: "counts".to_owned(),
        settings: [("rows".to_owned(), "outlet".to_owned())].into(),
        note: note.clone(),
        by,
        made,
        changed: None,
        extra: Default::default(),
    };
    let place = Entity {
        coordinates: Some(Coordinates { latitude: 41.0, longitude: -28.95 }),
        ..Entity::new(EntityId(id(903)), EntityKind::Place, "Somewhere")
    };
    let about = (article_id, claim.id);
    let edits = vec![
        Edit::SetArticleField(field.id.clone(), Some((Position::Last, Box::new(field)))),
        Edit::SetCueClass(class.id.clone(), Some((Position::Last, Box::new(class)))),
        Edit::AddEntity(Box::new(claim)),
        Edit::AddEntity(Box::new(place)),
        Edit::SetFacts(article_id, Box::new(facts)),
        Edit::SetSharing { is_blind: true, seed: Some(7) },
        Edit::SetAssigned(article_id, by, true),
        Edit::SetDecision(decision.id, Some(Box::new(decision))),
        Edit::SetReviewed(Reviewed { article: article_id, span, by, made }, true),
        Edit::SetNotMentioned(about, Some(Box::new(NotMentioned { by, made, note }))),
        Edit::SetFigure(figure.id, Some(Box::new(figure))),
    ];
    apply_all(project, Transaction::new("every record", edits)).unwrap();
    project.team.contains.insert("ana-k7f3".to_owned(), "abcdefghijklmnop".to_owned());
    project.conflicts.insert(Conflict {
        section: "spans".to_owned(),
        about: span.to_string(),
        field: "note".to_owned(),
        base: "\"\"".to_owned(),
        ours: "\"one\"".to_owned(),
        theirs: "\"other\"".to_owned(),
        by: Some(by),
        made: Some(made),
    });
    let article = Arc::make_mut(project.articles.get_mut(&article_id).unwrap());
    article.structure.push(Run { at: article.text.paragraph(0), kind: RunKind::Heading(1) });
    article.source.split = "^Document ".to_owned();
}

#[test]
fn structure_outside_the_text_is_reported_and_written_back() {
    let file = String::from_utf8(V2.to_vec()).unwrap();
    let line = file.lines().find(|line| line.contains("kind: heading(1)")).unwrap();
    let (before, after) = line.split_once("at: (").unwrap();
    let outside = format!("{before}at: (9000000, {}", after.split_once(", ").unwrap().1);
    let damaged = file.replacen(line, &outside, 1);
    let loaded = read_project(damaged.as_bytes()).unwrap();
    assert!(matches!(loaded.problems.as_slice(), [Problem::Dangling { what: Subject::Structure, .. }, ..]));
    let written = String::from_utf8(write_project(&loaded.project).bytes).unwrap();
    assert!(written.contains(outside.trim().trim_end_matches(',')), "{outside}");
}

#[test]
fn a_file_laid_out_by_other_hands_reads_the_same() {
    let file = String::from_utf8(V1.to_vec()).unwrap();
    let as_written = read_project(V1).unwrap().project;
    let one_line = file.lines().filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join(" ");
    assert_eq!(read_project(one_line.as_bytes()).unwrap().project, as_written);

    // Strings of other hands may hold line breaks, and so lines that look like those between the lists.
    let decoy = "raw\n  articles: [\n  ],\n  spans: [\n    (id: 1),\n  ],\n";
    let title = format!("title: \"{}\"", as_written.title);
    let with_decoy = file.replacen(&title, &format!("title: \"{decoy}\""), 1);
    assert_ne!(with_decoy, file);
    let mut expected = as_written.clone();
    decoy.clone_into(&mut expected.title);
    assert_eq!(read_project(with_decoy.as_bytes()).unwrap().project, expected);
}

#[test]
fn an_error_in_any_list_is_told_with_its_line() {
    let file = String::from_utf8(V1.to_vec()).unwrap();
    for section in ["articles", "spans", "links"] {
        let opening = format!("\n  {section}: [\n");
        let line = file[..file.find(&opening).unwrap() + opening.len()].matches('\n').count() + 1;
        let broken = file.replacen(&opening, &format!("{opening}    (id: 7),\n"), 1);
        let error = read_project(broken.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("line {line}, column ")), "{section}: {error}");
    }
}
