//! The project file, byte by byte, and the formats that are read and written.

mod articles;
mod columns;
mod documents;
pub mod exchange;
mod exchanged;
mod exports;
mod held;
mod joining;
mod json;
mod label_studio;
mod pages;
mod qda;
mod tei;
mod uima;
mod web;

use sayso::store::{read_project, write_project};

/// A file of format 1 as it was first written. It must open for ever.
const V1: &[u8] = include_bytes!("../data/golden/v1.sayso");

#[test]
fn a_file_of_the_first_format_opens_and_is_written_back_byte_for_byte() {
    let loaded = read_project(V1).unwrap();
    assert_eq!(loaded.problems, []);
    let written = write_project(&loaded.project).bytes;
    if std::env::var_os("SAYSO_WRITE").is_some() {
        std::fs::write("tests/data/golden/v1.sayso", &written).unwrap();
    }
    assert_eq!(String::from_utf8(written).unwrap(), String::from_utf8(V1.to_vec()).unwrap());
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
