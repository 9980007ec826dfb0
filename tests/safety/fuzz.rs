//! Damaged and hostile input: whatever bytes a project, a journal or an article's file holds, there is an error or a
//! list of problems, never a panic, never a hang, and nothing that was accepted changes by being saved.
//!
//! `SAYSO_FUZZ_SECONDS=3600 cargo test fuzz -- --nocapture` goes on for an hour, each time with other chances. Input
//! that ever failed is kept in `tests/corpus/` and tried first; a new one is written there.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use sayso::store::{
    journal::{Journal, recover},
    read_project, write_project,
};

use super::hunt::{Files, Hunt, PATIENCE, once_failed};
use crate::common::{
    arbitrary::id,
    sim_disk::{Held, SimDisk},
};

const SAMPLE: &[u8] = include_bytes!("../../projects/kremlin-call.sayso");
const GOLDEN: &[u8] = include_bytes!("../data/golden/v1.sayso");

/// Tries one input; says what is wrong with how it was taken, and whether it was accepted.
fn try_project(bytes: &[u8]) -> Result<bool, String> {
    let loaded = match read_project(bytes) {
        Err(error) if error.to_string().trim_end_matches('.').is_empty() => {
            return Err("an error without words".to_owned());
        }
        Err(_) => return Ok(false),
        Ok(loaded) => loaded,
    };
    let first = write_project(&loaded.project);
    let again = read_project(&first.bytes).map_err(|error| format!("what was written cannot be read: {error}"))?;
    let second = write_project(&again.project);
    if second.bytes != first.bytes {
        return Err("a second save differs from the first".to_owned());
    }
    if again.problems.len() < loaded.problems.len() {
        return Err(format!("{} problems became {}", loaded.problems.len(), again.problems.len()));
    }
    Ok(true)
}

/// A file alone.
fn alone(name: &str, bytes: Vec<u8>) -> Files {
    Files::from([(name.to_owned(), bytes)])
}

#[test]
fn fuzz_projects() {
    let mut hunt = Hunt::begin("fuzz-projects");
    for files in once_failed("project") {
        for (name, bytes) in &files {
            hunt.attempt("project", &files, name, || try_project(bytes));
        }
    }
    while hunt.goes_on() {
        let start = if hunt.chance.below(3) == 0 { GOLDEN } else { SAMPLE };
        let mut bytes = hunt.chance.mutate(start);
        if hunt.chance.below(2) == 0 {
            bytes = hunt.chance.mutate(&bytes);
        }
        let files = alone("a.sayso", bytes);
        hunt.attempt("project", &files, "a.sayso", || try_project(&files["a.sayso"]));
    }
    assert!(hunt.tried > 100 && hunt.accepted > 0, "{} tried, {} accepted", hunt.tried, hunt.accepted);
    hunt.end("projects");
}

/// A journal of some steps, as files.
fn journal() -> Held {
    let disk = SimDisk::default();
    let mut journal = Journal::new(disk.clone(), "/state".into(), sayso::model::ProjectId(id(1)), 0, 0);
    let mut project = sayso::model::Project::new(sayso::model::ProjectId(id(1)), "0", Default::default());
    let mut history = sayso::edit::History::default();
    for number in 0..40 {
        let edit =
            sayso::edit::Edit::SetProjectFacts { title: format!("“{number}” \u{202E}"), note: String::new() };
        let done = history.make(&mut project, sayso::edit::Transaction::one(format!("step {number}"), edit)).unwrap();
        let base = (number == 0).then_some("base");
        journal.append(base, sayso::model::CoderId(id(2)), sayso::model::Time(number), &done).unwrap();
        if number % 15 == 14 {
            journal.close_file();
        }
    }
    disk.now()
}

#[test]
fn fuzz_journals() {
    let whole = journal();
    let labels = |held: &Held| -> Vec<String> {
        let disk = SimDisk::holding(held);
        let found = recover(&disk, Path::new("/state"), sayso::model::ProjectId(id(1)), "base").unwrap();
        found.steps.into_iter().map(|step| step.done.label).collect()
    };
    let all = labels(&whole);
    assert_eq!(all.len(), 40);
    let files: Vec<PathBuf> = whole.keys().cloned().collect();
    let mut hunt = Hunt::begin("fuzz-journals");
    let mut once_failed = once_failed("journal").into_iter().flat_map(Files::into_values);
    while hunt.goes_on() {
        let mut held = whole.clone();
        let known = once_failed.next();
        let file = &files[if known.is_some() { 0 } else { hunt.chance.below(files.len()) }];
        let bytes = known.unwrap_or_else(|| hunt.chance.mutate(&held[file]));
        held.insert(file.clone(), bytes.clone());
        hunt.attempt("journal", &alone("journal", bytes), "journal", || {
            let found = labels(&held);
            // Lines are found out by their checksums: what is left is a beginning of what was written.
            if all.starts_with(&found) {
                Ok(found.len() < all.len())
            } else {
                Err(format!("steps were made up: {found:?}"))
            }
        });
    }
    assert!(hunt.tried > 100 && hunt.accepted > 0);
    hunt.end("journals");
}

/// Deep nesting, huge numbers, keys that stand twice, other kinds of file: each has an error that says what is wrong.
#[test]
fn hostile_projects_get_plain_errors() {
    let sample = std::str::from_utf8(SAMPLE).unwrap();
    let in_extra = |extra: &str| sample.replacen("(\n  head:", &format!("(\n  extra: {extra},\n  head:"), 1);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", Vec::new(), "the file is empty"),
        ("zeros", vec![0; 4096], "byte 0 is not text"),
        ("half", SAMPLE[..SAMPLE.len() / 2].to_vec(), "line "),
        ("not text", b"// Sayso project\n(\xFF\xFE)".to_vec(), "byte 18 is not text"),
        ("deep", format!("({}", "[".repeat(100_000)).into_bytes(), "line 1"),
        ("deep in a record", in_extra(&"[".repeat(100_000)).into_bytes(), "line "),
        ("a key twice", in_extra("{\"a\": \"1\", \"a\": \"2\"}").into_bytes(), "“a” appears twice"),
        (
            "a huge number",
            sample.replacen("codebook_version: 1", "codebook_version: 99999999999", 1).into_bytes(),
            "line 3",
        ),
        ("a huge place", sample.replacen("at: [(", "at: [(99999999999999999999, ", 1).into_bytes(), "line "),
        ("an unknown field", sample.replacen("title:", "tilte:", 1).into_bytes(), "tilte"),
        ("json", b"{\"format\": 1}".to_vec(), "line 1"),
        ("a page", b"<!doctype html><html></html>".to_vec(), "line 1"),
        ("a newer format", sample.replacen("format: 2", "format: 7", 1).into_bytes(), "format 7"),
    ];
    for (name, bytes, expected) in cases {
        let begin = Instant::now();
        let error = match read_project(&bytes) {
            Err(error) => error.to_string(),
            Ok(_) if bytes == SAMPLE => panic!("{name}: the sample has no such place any more"),
            Ok(_) => panic!("{name} was accepted"),
        };
        assert!(error.contains(expected), "{name}: {error}");
        assert!(begin.elapsed() < PATIENCE, "{name} took {:?}", begin.elapsed());
    }
}
