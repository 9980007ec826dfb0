//! What must hold for agreement in a project, and values that were computed by hand.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sayso::{
    analysis::{
        agreed::{Agreed, Asked, Measure, Measured, agreed, compared_coders, listed, methods},
        agreement::Undefined,
        differences::{Lenience, compare},
    },
    model::{Entity, EntityId, EntityKind, LinkEnd, LinkKindId, Project, Span, SpanId, Status, TagId, Time},
};

use crate::common::{
    arbitrary::project,
    coded::{Coded, coder},
    marked::id_of,
};

/// Two articles of ten words by Ana and Ben; Cem coded the first alone.
fn two_articles() -> Coded {
    let mut coded = Coded::by(&["Ana", "Ben", "Cem"]);
    coded.article("one", 10);
    coded.article("two", 10);
    for (title, by, from, to) in [
        ("one", "Ana", 0, 2),
        ("one", "Ana", 4, 6),
        ("one", "Ben", 0, 2),
        ("one", "Ben", 5, 7),
        ("one", "Cem", 0, 2),
        ("two", "Ana", 0, 4),
        ("two", "Ben", 0, 4),
    ] {
        coded.mark(title, by, "claim", from, to);
    }
    coded
}

fn asked(coders: &[&str]) -> Asked {
    Asked { coders: Some(coders.iter().map(|name| coder(name)).collect()), tags: None }
}

#[track_caller]
fn the<'a>(agreed: &'a Agreed, measure: Measure, coders: &[&str]) -> &'a Measured {
    let is_it = |one: &&Measured| one.finding.measure == measure && one.coders == coders;
    agreed.measured.iter().find(is_it).unwrap_or_else(|| panic!("{measure:?} of {coders:?}"))
}

#[track_caller]
fn is(measured: &Measured, value: f64, n: usize, articles: usize) {
    let finding = &measured.finding;
    let found = finding.value.unwrap();
    assert!((found - value).abs() < 1e-9, "{:?}: {found} is not {value}", finding.measure);
    assert_eq!((finding.n, finding.articles), (n, articles), "{:?}", finding.measure);
}

/// Alpha by hand, from how often values meet. Ana and Ben: of 20 words both mark 7 and neither 11; one marks 2. So 14, 22 and
/// twice 2 of 40 values meet, 16 of them claims and 24 none: 1 - 39 · 4 / (2 · 16 · 24). With Cem a word of the first article has
/// three values, of which each pair counts half: 15, 29 and twice 3 of 50 meet, 18 and 32: 1 - 49 · 6 / (2 · 18 · 32).
#[test]
fn alpha_is_what_a_table_of_coincidences_gives_by_hand() {
    let Coded { project, .. } = two_articles();
    let two = agreed(&project, &asked(&["Ana", "Ben"]));
    is(the(&two, Measure::Alpha, &["Ana", "Ben"]), 1.0 - 39.0 * 4.0 / 768.0, 20, 2);
    let three = agreed(&project, &Asked::default());
    let alpha = the(&three, Measure::Alpha, &["Ana", "Ben", "Cem"]);
    is(alpha, 1.0 - 49.0 * 6.0 / 1152.0, 20, 2);
    let interval = alpha.finding.interval.unwrap().unwrap();
    assert!(interval.low < alpha.finding.value.unwrap() && interval.high == 1.0, "{interval:?}: one article is alike");
    // All but the second mark of Ana and of Ben in the first article are there as often as coders worked on it.
    assert_eq!(alpha.finding.evidence.len(), 2);
}

/// By hand: each has three marks, of which two are equal and all overlap: 2 · 2 / 6, and 1.
#[test]
fn f1_is_counted_by_hand() {
    let Coded { project, .. } = two_articles();
    let found = agreed(&project, &Asked::default());
    let pair = ["Ana", "Ben"];
    is(the(&found, Measure::ExactF1, &pair), 2.0 / 3.0, 6, 2);
    is(the(&found, Measure::OverlapF1, &pair), 1.0, 6, 2);
    is(the(&found, Measure::Both, &pair), 2.0, 6, 2);
    is(the(&found, Measure::OnlyA, &pair), 1.0, 6, 2);
    is(the(&found, Measure::OnlyB, &pair), 1.0, 6, 2);
    let evidence = |measure| the(&found, measure, &pair).finding.evidence.len();
    assert_eq!([Measure::ExactF1, Measure::OverlapF1, Measure::Both, Measure::OnlyA].map(evidence), [2, 0, 4, 1]);
    // Of Ana and Cem only the first article counts.
    is(the(&found, Measure::ExactF1, &["Ana", "Cem"]), 2.0 / 3.0, 3, 1);
}

/// u-alpha by hand: over 20 words, 2 and 2 words meet as in alpha, so what differs is 4 of 40. Expected: 2 · 16 · 24 / (40 - S / 40),
/// where S sums the squared lengths of units, twice 4 + 4 + 16, and the length of gaps, 24.
#[test]
fn u_alpha_is_what_its_formula_gives_by_hand() {
    let Coded { project, .. } = two_articles();
    let found = agreed(&project, &asked(&["Ana", "Ben"]));
    let expected = 2.0 * 16.0 * 24.0 / (40.0 - (2.0 * 24.0 + 24.0) / 40.0);
    is(the(&found, Measure::UAlpha, &["Ana", "Ben"]), 1.0 - 4.0 / expected, 20, 2);
    // Cem coded one article, and with all three only that counts.
    let found = agreed(&project, &Asked::default());
    assert_eq!(the(&found, Measure::UAlpha, &["Ana", "Ben", "Cem"]).finding.articles, 1);
}

/// Ten claims on the same words with the answers of Krippendorff 2011: alpha 0.095. By hand: kappa (0.6 - 0.56) / 0.44, pi
/// (0.6 - 0.58) / 0.42, AC1 (0.6 - 0.42) / 0.58. With a third coder like the first, Fleiss' kappa: of six items all pairs agree, of
/// four a third, and 8 of 30 answers are the one: (22/30 - 137/225) / (88/225).
#[test]
fn answers_are_measured_as_published_and_by_hand() {
    let mut coded = Coded::by(&["Ana", "Ben", "Cem"]);
    coded.article("one", 20);
    for (place, answers) in "01 11 01 00 00 01 00 00 10 00".split(' ').enumerate() {
        let of = |number: usize| if answers.as_bytes()[number] == b'1' { "for" } else { "against" };
        for (name, answer) in [("Ana", of(0)), ("Ben", of(1)), ("Cem", of(0))] {
            let mark = coded.mark("one", name, "claim", 2 * place, 2 * place + 1);
            coded.answer("one", mark, answer);
        }
    }
    let two = agreed(&coded.project, &asked(&["Ana", "Ben"]));
    let pair = ["Ana", "Ben"];
    for (measure, value) in [
        (Measure::Percent, 60.0),
        (Measure::CohenKappa, 0.04 / 0.44),
        (Measure::ScottPi, 0.02 / 0.42),
        (Measure::AnswerAlpha, 1.0 - 19.0 * 8.0 / (2.0 * 6.0 * 14.0)),
        (Measure::Ac1, 0.18 / 0.58),
    ] {
        is(the(&two, measure, &pair), value, 10, 1);
        let evidence = &the(&two, measure, &pair).finding.evidence;
        assert_eq!(evidence.len(), 8, "the marks of the four items that were answered in two ways");
    }
    assert_eq!(the(&two, Measure::Percent, &pair).field.as_deref(), Some("Stance"));
    let three = agreed(&coded.project, &Asked::default());
    let all = ["Ana", "Ben", "Cem"];
    is(the(&three, Measure::FleissKappa, &all), 7.0 / 22.0, 10, 1);
    is(the(&three, Measure::CohenKappa, &["Ana", "Cem"]), 1.0, 10, 1);
    is(the(&three, Measure::CohenKappa, &pair), 0.04 / 0.44, 10, 1);
}

#[test]
fn what_a_rule_read_and_free_text_are_no_answers() {
    let mut coded = Coded::by(&["Ana", "Ben"]);
    coded.article("one", 4);
    for (name, answer) in [("Ana", "for"), ("Ben", "against")] {
        let mark = coded.mark("one", name, "claim", 0, 2);
        coded.answer("one", mark, answer);
        let mut span = coded.of("one").span(mark).unwrap().clone();
        span.by_rule.extend(span.fields.keys().cloned());
        span.fields.insert(sayso::model::FieldId::new("restated"), sayso::model::FieldValue::Text("so".to_owned()));
        coded.of("one").spans.insert(span);
    }
    let found = agreed(&coded.project, &Asked::default());
    assert!(!found.measured.is_empty() && found.measured.iter().all(|one| one.field.is_none()));
}

/// By hand: Ana and Ben have four claims each, of which three overlap: 3 of 5. One has speakers on shared words, one speakers of
/// two names, and one a speaker of Ana's alone: 1 of 3. One has cues: 1 of 1. Nobody has an addressee.
#[test]
fn attributions_are_compared_part_by_part() {
    let mut coded = Coded::by(&["Ana", "Ben"]);
    coded.article("one", 40);
    let [putin, erdogan] = ["Putin", "Erdogan"].map(|name| {
        let id = EntityId(id_of(&["entity", name]));
        coded.project.entities.insert(id, Entity::new(id, EntityKind::Person, name).into());
        id
    });
    let claims = |coded: &mut Coded, by: &str, places: [(usize, usize); 4]| -> Vec<SpanId> {
        places.into_iter().map(|(from, to)| coded.mark("one", by, "claim", from, to)).collect()
    };
    let of_ana = claims(&mut coded, "Ana", [(0, 4), (10, 14), (20, 24), (30, 32)]);
    let of_ben = claims(&mut coded, "Ben", [(1, 4), (10, 14), (20, 23), (34, 36)]);
    for (by, claims, from) in [("Ana", &of_ana, 5), ("Ben", &of_ben, 6)] {
        let speaker = coded.mark("one", by, "speaker", from, 8);
        coded.link("one", claims[0], LinkKindId::SAID_BY, LinkEnd::Span(speaker));
        let cue = coded.mark("one", by, "cue", 8, 9);
        coded.link("one", claims[0], LinkKindId::CUE, LinkEnd::Span(cue));
    }
    coded.link("one", of_ana[1], LinkKindId::SAID_BY, LinkEnd::Entity(putin));
    coded.link("one", of_ben[1], LinkKindId::SAID_BY, LinkEnd::Entity(erdogan));
    coded.link("one", of_ana[2], LinkKindId::SAID_BY, LinkEnd::Unnamed);
    let found = agreed(&coded.project, &Asked::default());
    let pair = ["Ana", "Ben"];
    is(the(&found, Measure::FoundByBoth, &pair), 0.6, 5, 1);
    is(the(&found, Measure::SameSpeaker, &pair), 1.0 / 3.0, 3, 1);
    is(the(&found, Measure::SameCue, &pair), 1.0, 1, 1);
    assert_eq!(the(&found, Measure::SameAddressee, &pair).finding.value, Err(Undefined::NothingLinked));
    let differing: BTreeSet<SpanId> =
        the(&found, Measure::SameSpeaker, &pair).finding.evidence.iter().filter_map(|evidence| evidence.span).collect();
    assert_eq!(differing, BTreeSet::from([of_ana[1], of_ben[1], of_ana[2], of_ben[2]]));
    // Both name the same one after all.
    coded.link("one", of_ben[1], LinkKindId::SAID_BY, LinkEnd::Entity(putin));
    let found = agreed(&coded.project, &Asked::default());
    is(the(&found, Measure::SameSpeaker, &pair), 2.0 / 3.0, 3, 1);
}

/// Ana has her claim twice, the second time with who said it; Ben has it once, with the same.
#[test]
fn the_links_and_answers_of_marks_that_are_there_twice_are_those_of_one() {
    let mut coded = Coded::by(&["Ana", "Ben"]);
    coded.article("one", 20);
    let putin = EntityId(id_of(&["entity", "Putin"]));
    coded.project.entities.insert(putin, Entity::new(putin, EntityKind::Person, "Putin").into());
    let [older, newer, of_ben] = ["Ana", "Ana", "Ben"].map(|by| coded.mark("one", by, "claim", 0, 4));
    let older_is_first = Span { made: Time(0), ..coded.of("one").span(older).unwrap().clone() };
    coded.of("one").spans.insert(older_is_first);
    for mark in [newer, of_ben] {
        coded.link("one", mark, LinkKindId::SAID_BY, LinkEnd::Entity(putin));
        coded.answer("one", mark, "for");
    }
    let found = agreed(&coded.project, &Asked::default());
    let pair = ["Ana", "Ben"];
    is(the(&found, Measure::SameSpeaker, &pair), 1.0, 1, 1);
    is(the(&found, Measure::Percent, &pair), 100.0, 1, 1);
    is(the(&found, Measure::Both, &pair), 1.0, 2, 1);
    let compared = compare(&coded.project, &pair.map(coder), Lenience::STRICT);
    assert_eq!(compared.iter().map(|one| one.difference).collect::<Vec<_>>(), [None]);
    assert_eq!(compared[0].marks().collect::<Vec<_>>(), [older, of_ben], "the oldest stands for both");
}

#[test]
fn a_coder_alone_or_without_a_common_article_has_no_agreement() {
    let mut coded = two_articles();
    let alone = agreed(&coded.project, &asked(&["Ana"]));
    assert_eq!(alone.measured.len(), 1);
    assert_eq!(the(&alone, Measure::Alpha, &["Ana"]).finding.value, Err(Undefined::FewerThanTwoCoders));
    assert_eq!(methods(&alone), "Agreement is not defined: fewer than two coders.");
    coded.article("three", 10);
    coded.mark("three", "Cem", "speaker", 0, 2);
    let found = agreed(&coded.project, &Asked { tags: Some(vec![TagId::new("speaker")]), ..Asked::default() });
    let apart = the(&found, Measure::ExactF1, &["Ana", "Cem"]);
    assert_eq!(apart.finding.value, Err(Undefined::NothingMarked), "Cem’s speaker is in an article of Cem’s own");
    // As soon as Ana says that she is done with it, she has read it and marked nothing.
    let three = coded.of("three").id;
    coded.project.progress.insert((three, coder("Ana")), Status::Done);
    let found = agreed(&coded.project, &Asked { tags: Some(vec![TagId::new("speaker")]), ..Asked::default() });
    assert_eq!(the(&found, Measure::ExactF1, &["Ana", "Cem"]).finding.value, Ok(0.0));
}

#[test]
fn gamma_is_for_so_many_marks_and_says_so_beyond() {
    let mut coded = Coded::by(&["Ana", "Ben"]);
    coded.article("one", 1_000);
    for place in 0..201 {
        coded.mark("one", "Ana", "cue", 4 * place, 4 * place + 2);
        if place < 200 {
            coded.mark("one", "Ben", "cue", 4 * place, 4 * place + 3);
            coded.mark("one", "Ben", "speaker", 4 * place, 4 * place + 1);
            coded.mark("one", "Ana", "speaker", 4 * place, 4 * place + 2);
        }
    }
    let found = agreed(&coded.project, &Asked::default());
    let gammas: Vec<_> = found.measured.iter().filter(|one| one.finding.measure == Measure::Gamma).collect();
    let of = |tag: Option<&str>| gammas.iter().find(|one| one.tag.as_deref() == tag).unwrap().finding.value;
    assert_eq!((of(Some("Cue")), of(None)), (Err(Undefined::TooManyMarks), Err(Undefined::TooManyMarks)));
    assert!((0.0..1.0).contains(&of(Some("Speaker")).unwrap()), "{:?}", of(Some("Speaker")));
}

#[test]
fn a_paragraph_says_who_coded_what_and_every_value_with_its_measure() {
    let Coded { project, .. } = two_articles();
    let said = methods(&agreed(&project, &asked(&["Ana", "Ben"])));
    for part in [
        "2 of 2 articles were coded by both Ana (3 marks) and Ben (3 marks).",
        "Krippendorff’s alpha (Krippendorff 1970) of words and punctuation marks, each tag against all else, with intervals that \
         hold 95% of 1,000 bootstrap draws of the articles (Efron 1979), was 0.797 [",
        "] for Claim (20 tokens).",
        "F1 (Hripcsak and Rothschild 2005) of marks on the same words was 0.667 for Claim (6 marks).",
        "The share of claims that both coders found was 1.000 for Claim (3 claims).",
        "The share of these with the same cue is not defined for Claim (no claim found by both has such a link).",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(said.ends_with(concat!("All values were computed with Sayso ", env!("CARGO_PKG_VERSION"), ".")), "{said}");
    assert!(!said.contains("kappa"), "nobody answered a question: {said}");
    let said = methods(&agreed(&project, &Asked::default()));
    assert!(said.starts_with(
        "2 of 2 articles were coded by at least two of 3 coders: Ana (2 articles, 3 marks), Ben (2 articles, 3 marks) and \
         Cem (1 article, 1 mark)."
    ), "{said}");
    assert!(said.contains("same words was 0.667 for Claim (3 to 6 marks)."), "every pair has two thirds: {said}");
}

/// Some marks of each coder: (article, tag, from, length).
fn marks() -> impl Strategy<Value = Vec<Vec<(bool, bool, usize, usize)>>> {
    prop::collection::vec(prop::collection::vec((any::<bool>(), any::<bool>(), 0usize..25, 1usize..5), 0..6), 3)
}

fn coded(names: &[&str; 3], marks: &[Vec<(bool, bool, usize, usize)>]) -> Project {
    let mut coded = Coded::by(names);
    for title in ["one", "two"] {
        coded.article(title, 30);
    }
    for (name, marks) in names.iter().zip(marks) {
        for (is_first, is_claim, from, length) in marks {
            let (title, tag) = (if *is_first { "one" } else { "two" }, if *is_claim { "claim" } else { "cue" });
            let mark = coded.mark(title, name, tag, *from, from + length);
            if *is_claim {
                coded.answer(title, mark, if length % 2 == 0 { "for" } else { "against" });
            }
        }
        for title in ["one", "two"] {
            let article = coded.of(title).id;
            coded.project.progress.insert((article, coder(name)), Status::Done);
        }
    }
    coded.project
}

/// What is found of a measure: for each tag and field the values with the least first.
fn values(agreed: &Agreed) -> Vec<(Option<String>, Option<String>, Measure, f64)> {
    let value = |one: &Measured| {
        let measure = if one.finding.measure == Measure::OnlyB { Measure::OnlyA } else { one.finding.measure };
        (one.tag.clone(), one.field.clone(), measure, one.finding.value.unwrap_or(-9.0))
    };
    let mut values: Vec<_> = agreed.measured.iter().map(value).collect();
    values.sort_by(|one, other| {
        (&one.0, &one.1, one.2).cmp(&(&other.0, &other.1, other.2)).then(one.3.total_cmp(&other.3))
    });
    values
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_coders_makes_no_difference(marks in marks()) {
        let one = values(&agreed(&coded(&["Ana", "Ben", "Cem"], &marks), &Asked::default()));
        let other = values(&agreed(&coded(&["Cem", "Ana", "Ben"], &marks), &Asked::default()));
        prop_assert_eq!(one.len(), other.len());
        for (one, other) in one.iter().zip(&other) {
            prop_assert_eq!((&one.0, &one.1, one.2), (&other.0, &other.1, other.2));
            prop_assert!((one.3 - other.3).abs() < 1e-9, "{:?} is not {:?}", one, other);
        }
    }

    #[test]
    fn equal_work_agrees_fully(marks in marks()) {
        let same = vec![marks[0].clone(); 3];
        let found = agreed(&coded(&["Ana", "Ben", "Cem"], &same), &Asked::default());
        for Measured { finding, .. } in &found.measured {
            let Ok(value) = finding.value else { continue };
            let expected = match finding.measure {
                Measure::Both => finding.n as f64 / 2.0,
                Measure::Percent => 100.0,
                measure => f64::from(u8::from(![Measure::OnlyA, Measure::OnlyB].contains(&measure))),
            };
            prop_assert!((value - expected).abs() < 1e-9, "{:?}: {value}", finding.measure);
            prop_assert!(finding.measure == Measure::Both || finding.evidence.is_empty(), "{:?}", finding.measure);
        }
    }

    #[test]
    fn every_row_says_all_that_belongs_to_a_number(project in project()) {
        let found = agreed(&project, &Asked::default());
        let table = listed(&found);
        prop_assert_eq!(table.rows.len(), found.measured.len());
        for (row, measured) in table.rows.iter().zip(&found.measured) {
            prop_assert_eq!(row.cells.len(), table.columns.len());
            for key in ["measure", "value", "n", "unit", "articles", "method"] {
                prop_assert!(!row.cell(table.place(key).unwrap()).is_empty(), "{} of {:?}", key, measured);
            }
            let cell = row.cell(table.place("value").unwrap());
            prop_assert!(cell.parse::<f64>().is_ok_and(f64::is_finite) || cell.starts_with("Not defined: "), "{}", cell);
            for evidence in row.evidence(3) {
                prop_assert!(project.span(evidence.article, evidence.span.unwrap()).is_some());
            }
        }
        prop_assert!(!methods(&found).contains("NaN"));
        prop_assert_eq!(compared_coders(&project).len(), found.coders.len());
    }
}
