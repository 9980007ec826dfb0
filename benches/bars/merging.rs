//! What merging copies of a large project costs, against reading them.

use std::sync::Arc;

use sayso::{
    merge::{Copy, InPlace, merge},
    model::{Project, Span, Time},
    store::{read_project, write_project},
};

use super::{
    generator,
    measure::{ratio, wall_secs},
};

/// How many articles the project has, and how many bytes and marks each.
const ARTICLES: usize = 100;
const BYTES: usize = 20_000;
const MARKS: usize = 1_000;
/// How many marks each side changes.
const CHANGED: usize = 1_000;

/// Three copies of a project with 100,000 marks, of which either side changed 1,000, a hundred of them both.
pub(crate) fn merging() {
    let base = generator::project(5, std::iter::repeat_n((BYTES, MARKS), ARTICLES), false);
    let count: usize = base.span_count();
    let (ours, theirs) = (noted(&base, 0, "ours"), noted(&base, CHANGED - 100, "theirs"));
    let bytes = [&base, &ours, &theirs].map(|project| write_project(project).bytes);
    let pairs: Vec<(f64, f64)> = (0..7)
        .map(|_| {
            let mut read: Vec<Project> = Vec::new();
            let reading = wall_secs(|| read.extend(bytes.iter().map(|bytes| read_project(bytes).unwrap().project)));
            let [base, ours, theirs] = read.as_slice() else { panic!("three copies") };
            let copy = Copy { project: theirs, base: Some(base) };
            let mut merged = None;
            let merging = wall_secs(|| {
                let made = merge(ours, &[copy], InPlace::Ours { made: Time(1) });
                let edits = made.edits(ours);
                merged = Some((made, edits));
            });
            let (made, edits) = merged.unwrap();
            assert_eq!((made.report.open.len(), made.project.span_count()), (100, count));
            assert!(edits.len() > CHANGED - 100);
            (merging, reading)
        })
        .collect();
    ratio("merge_of_100000_marks_vs_reading_three_files", &pairs, 1.0);
}

/// The project with other notes on so many marks, from one on.
fn noted(project: &Project, from: usize, note: &str) -> Project {
    let mut noted = project.clone();
    let mut place = 0;
    for article in noted.articles.values_mut() {
        let spans: Vec<Span> = article.spans.iter().cloned().collect();
        for span in spans {
            // Spread over all articles.
            if place % 50 == 0 && (from..from + CHANGED).contains(&(place / 50)) {
                Arc::make_mut(article).spans.insert(Span { note: note.to_owned(), ..span });
            }
            place += 1;
        }
    }
    noted
}
