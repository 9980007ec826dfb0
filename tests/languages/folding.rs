//! What is found however it is spelt, and what is another word.

use sayso::text::{FrozenText, Pattern, folded, is_spelt_alike};

use super::table;

const TABLES: [&str; 2] = ["fold.tsv", "fold-2.tsv"];

/// The lines of a table that search gets wrong.
fn wrong(name: &str) -> Vec<String> {
    let is_wrong = |line: &Vec<String>| {
        let (text, query, expected) = (FrozenText::verbatim(line[1].clone()), &line[2], line[3] == "1");
        Pattern::folded(query).find_in(&text).next().is_some() != expected
    };
    table(name).into_iter().filter(is_wrong).map(|line| line.join("  ")).collect()
}

#[test]
fn every_pair_is_found_or_not_as_readers_expect() {
    for name in TABLES {
        assert_eq!(wrong(name), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn names_are_compared_as_search_finds_them() {
    for line in TABLES.into_iter().flat_map(table) {
        let (text, query) = (&line[1], &line[2]);
        if line[3] == "0" {
            assert_ne!(folded(text), folded(query), "{line:?}");
        } else if !query.contains(' ') {
            assert!(is_spelt_alike(text, query), "{line:?}: {} and {}", folded(text), folded(query));
        }
    }
}
