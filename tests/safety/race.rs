//! Several people save one file at the same time, without knowing of each other: everybody's marks are somewhere.

use std::{collections::BTreeSet, path::Path};

use super::drive::{follow, mark_line, marked, project};

const PEOPLE: usize = 3;
const ROUNDS: usize = 12;

/// The marks in a file, as another person sees them.
fn marks_in(file: &Path) -> BTreeSet<usize> {
    let elsewhere = tempfile::tempdir().unwrap();
    marked(&follow(elsewhere.path(), file, &["list"]))
}

#[test]
fn no_update_of_a_shared_file_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let told: Vec<String> = std::thread::scope(|scope| {
        let people: Vec<_> = (0..PEOPLE)
            .map(|person| {
                let file = &file;
                scope.spawn(move || {
                    // Each has a machine of their own: no locks and no journals in common.
                    let home = tempfile::tempdir().unwrap();
                    let mut told = String::new();
                    for round in 0..ROUNDS {
                        let line = mark_line(person * 1000 + round);
                        told += &follow(home.path(), file, &[&line, "save", "notices"]);
                    }
                    told
                })
            })
            .collect();
        people.into_iter().map(|person| person.join().unwrap()).collect()
    });
    let files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "sayso")).collect();
    let found: BTreeSet<usize> = files.iter().flat_map(|file| marks_in(file)).collect();
    let made: BTreeSet<usize> =
        (0..PEOPLE).flat_map(|person| (0..ROUNDS).map(move |round| person * 1000 + round)).collect();
    let lost: Vec<_> = made.difference(&found).collect();
    assert!(lost.is_empty(), "{lost:?} are in none of {} files", files.len());
    // Whoever came second was told where the own copy lies.
    let beside = told.iter().map(|told| told.matches("your project is saved beside it").count()).sum::<usize>();
    eprintln!("{} saves of one file by {PEOPLE} people: {beside} went beside it, none was lost", PEOPLE * ROUNDS);
    assert_eq!(files.len(), beside + 1);
}
