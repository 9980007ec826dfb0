//! What it takes to say how far coders agree.

use std::sync::Arc;

use sayso::{
    analysis::{
        agreed::{Asked, agreed, listed},
        agreement::{Chance, Costs, Sampler, Unit, gamma},
    },
    app::{Action, Command, CompareAction, Comparing, Panel},
    model::{ArticleId, Coder, CoderId, Id, Project, Span, SpanId, Status},
    text::ByteRange,
};

use super::{
    frames::Bench,
    generator,
    measure::{ratio, report, secs, wall_secs},
};

/// How many articles the project has, and how many bytes and marks of the first coder each.
const ARTICLES: usize = 680;
const BYTES: usize = 5_000;
const MARKS: usize = 50;
/// How many articles there are where coders are compared: 10,000 marks.
const ARTICLES_COMPARED: usize = 203;
const SECOND: CoderId = CoderId(Id::LAST);

/// Every measure of three coders with 100,000 marks together, and gamma of two with 100 each.
pub(crate) fn agreement() {
    let project = three_coders();
    let count = project.span_count();
    assert!((99_000..105_000).contains(&count), "{count}");
    let mut rows = 0;
    let took = wall_secs(|| rows = listed(&agreed(&project, &Asked::default())).rows.len());
    assert!(rows > 100, "{rows}");
    report("agreement_of_3_coders_over_100000_marks", took, "s by the clock: alpha with its interval, F1 and the rest");
    let coder = |shift: u32| -> Vec<Unit<u32>> {
        (0..100).map(|n| Unit::new(n * 12 + n * shift % 5, n * 12 + 7 + n * shift % 4, n % 3)).collect()
    };
    let chance = Chance { sampler: Sampler::Shuffle, samples: 100, seed: 1 };
    let took = wall_secs(|| {
        let found = gamma(&[&coder(0), &coder(3)], &Costs::default(), chance).unwrap().gamma;
        assert!((0.0..1.0).contains(&found), "{found}");
    });
    report("gamma_of_2_coders_with_100_marks_each", took * 1000.0, "ms by the clock, with 100 samples");
}

/// The panel that compares coders, opened on many differences and on few.
pub(crate) fn compare() {
    // The same articles, so that the lists beside the panel have as many lines.
    let [mut many, mut few] = [ARTICLES_COMPARED - 1, 2].map(|compared| Bench::new(&missing(compared)));
    let show = || Action::Command(Command::Show(Panel::Compare));
    let opened = |bench: &mut Bench| {
        let took = secs(|| {
            bench.act(show());
            bench.frame(Vec::new());
        });
        bench.act(show());
        bench.frame(Vec::new());
        took
    };
    for bench in [&mut many, &mut few] {
        let first = *bench.view().project().coders.keys().find(|coder| ![SECOND, third()].contains(coder)).unwrap();
        let comparing = Comparing { chosen: vec![first, SECOND], ..Comparing::default() };
        bench.act(Action::Compare(CompareAction::Choose(comparing)));
        bench.act(show());
        (0..30).for_each(|_| bench.frame(Vec::new()));
        bench.act(show());
        bench.frame(Vec::new());
    }
    let differences = |bench: &Bench| bench.view().derived.differences.value().len();
    // A few marks of the generator are there twice, and count once.
    assert!(differences(&many) >= 10_000 && differences(&few) <= 2 * MARKS, "{}", differences(&many));
    let pairs: Vec<(f64, f64)> = (0..60).map(|_| (opened(&mut many), opened(&mut few))).collect();
    ratio("first_frame_of_compare_with_10000_differences_vs_100", &pairs, 1.25);
}

fn third() -> CoderId {
    CoderId(Id::from_bits([254; 10]))
}

/// Articles in which one coder marked everything; in so many of them a second has looked, and marked nothing, in all others a
/// third, who is not compared.
fn missing(compared: usize) -> Project {
    let mut project = generator::project(9, std::iter::repeat_n((BYTES, MARKS), ARTICLES_COMPARED), false);
    let first = project.coders.values().next().unwrap().clone();
    let articles: Vec<ArticleId> = project.articles.keys().copied().collect();
    let who = |place: usize| if place < compared { SECOND } else { third() };
    let done = articles.into_iter().enumerate().map(|(place, article)| ((article, who(place)), Status::Done));
    project.progress.extend(done);
    for (id, name) in [(SECOND, "Second"), (third(), "Third")] {
        project.coders.insert(id, Coder { id, name: name.to_owned(), ..first.clone() });
    }
    project
}

/// The marks of one coder, again by two others who now and then left one out or ended it elsewhere.
fn three_coders() -> Project {
    let mut project = generator::project(9, std::iter::repeat_n((BYTES, MARKS), ARTICLES), false);
    let first = project.coders.values().next().unwrap().clone();
    let id = |number: usize| {
        let mut bits = [9; 10];
        bits[..8].copy_from_slice(&(number as u64).to_be_bytes());
        Id::from_bits(bits)
    };
    let others = [1, 2].map(|number| CoderId(id(usize::MAX - number)));
    for (other, name) in others.into_iter().zip(["Second", "Third"]) {
        project.coders.insert(other, Coder { id: other, name: name.to_owned(), ..first.clone() });
    }
    let mut number = 0;
    for article in project.articles.values_mut() {
        let article = Arc::make_mut(article);
        let spans: Vec<Span> = article.spans.iter().cloned().collect();
        for (place, coder) in others.into_iter().enumerate() {
            for span in &spans {
                number += 1;
                if number % 40 == 0 {
                    continue;
                }
                let mut pieces = span.pieces.clone();
                let end = pieces.last().unwrap().end;
                let next = article.text.as_str()[end.index()..].find(' ').map(|more| end.index() + more);
                if let Some(next) = next.filter(|_| number % (5 + place) == 0) {
                    let last = pieces.last_mut().unwrap();
                    *last = ByteRange::new(last.start.index(), next.max(end.index()));
                }
                article.spans.insert(Span { id: SpanId(id(number)), by: coder, pieces, ..span.clone() });
            }
        }
    }
    project
}
