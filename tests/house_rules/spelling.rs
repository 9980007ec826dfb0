//! The spelling of code, strings and documents, by codespell. It knows common misspellings only, so it is seldom wrong.

use std::{path::Path, process::Command};

use super::{files, text_of};
use crate::common::tools::is_here;

/// What was written elsewhere, or is no English.
const NOT_OURS: &[&str] = &[
    "tests/data/",
    "tests/corpus/",
    "assets/fonts/",
    "assets/text/",
    "assets/suggest/languages/",
    "projects/",
    "Cargo.lock",
    "LICENSE-",
];

/// Words that look like misspellings and are none: the word, where it stands, and why.
const RIGHT: &[(&str, &str, &str)] = &[
    ("bloc", "src/import/annotations/tei", "an element of TEI"),
    ("crate", "", "Rust's word"),
    ("ser", "src/", "half of serde's names"),
    ("ser", "tests/formats/uima.rs", "the ending of serialized Java objects"),
    ("flate", "", "the compression of PDF and ZIP"),
    ("cant", "src/export/docx.rs", "Word's setting cantSplit"),
    ("anid", "", "a column of Taguette's and QualCoder's files"),
    ("ot", "assets/codebooks/frames.ron", "a badge"),
    ("nin", "src/text/segment.rs", "an ending of Turkish"),
    ("tha", "src/text/detect.rs", "the code of a language"),
    ("vie", "src/text/detect.rs", "the code of a language"),
    ("te", "", "a piece of text in tests"),
    ("fo", "src/ui/", "what a person has typed so far"),
    ("nam", "src/store/codebook.rs", "a misspelt field that is refused"),
    ("exprot", "tests/", "a misspelt command that is refused"),
    ("nothern", "tests/scenarios/replacing.rs", "a misspelling that is put right"),
    ("groupe", "src/import/annotations/codebook/columns.rs", "a French word"),
    ("categorie", "src/import/annotations/codebook/columns.rs", "a Dutch word"),
    ("exemple", "src/import/annotations/codebook/columns.rs", "a French word"),
    ("exemples", "src/import/annotations/codebook/columns.rs", "a French word"),
    ("rouge", "src/import/annotations/codebook/colour.rs", "a French word"),
    ("nd", "src/import/annotations/html_page.rs", "a piece of a word"),
    ("wil", "tests/formats/tei.rs", "a piece of a word"),
    ("titel", "src/import/headings.rs", "German for title"),
    ("jornal", "src/import/headings.rs", "Portuguese for newspaper"),
    ("autor", "src/import/headings.rs", "German for author"),
    ("adresse", "src/import/headings.rs", "German for address"),
    ("adres", "src/import/headings.rs", "Turkish for address"),
    ("ende", "src/import/headings.rs", "German for end"),
    ("bitis", "src/import/headings.rs", "Turkish for end"),
    ("titel", "tests/formats/tables.rs", "a German heading"),
    ("ende", "tests/formats/tables.rs", "a German heading"),
    ("ue", "tests/house_rules/words.rs", "a piece of a word"),
    ("ues", "tests/house_rules/words.rs", "a piece of a word"),
    ("autor", "src/import/articles/", "a word of other languages"),
    ("alle", "src/import/articles/press/", "a German word"),
    ("ende", "src/import/articles/press/", "a German word"),
    ("mot", "src/import/articles/press/", "a French word"),
    ("ocurr", "src/import/articles/press/", "a class of Europresse"),
    ("portugues", "src/import/articles/press/", "a Portuguese word"),
    ("titel", "src/import/articles/press/", "a German word"),
    ("autor", "tests/formats/press.rs", "a German word"),
    ("ende", "tests/formats/press.rs", "a German word"),
    ("exemple", "tests/formats/press.rs", "a French word"),
    ("mot", "tests/formats/press.rs", "a French word"),
    ("titel", "tests/formats/press.rs", "a German word"),
    ("tekst", "src/import/articles/authors.rs", "a word of other languages"),
    ("correspondant", "src/import/articles/authors.rs", "a word of other languages"),
    ("updat", "src/import/articles/page/dates.rs", "the beginning of a word"),
    ("pard", "src/import/articles/rtf/", "a word of RTF"),
    ("headerr", "src/import/articles/rtf/", "a word of RTF"),
    ("pard", "tests/", "a word of RTF"),
    ("bu", "src/import/articles/pptx.rs", "the beginning of names of bullets"),
    ("nam", "src/import/articles/dates/", "a word of other languages"),
    ("nd", "src/import/articles/dates/reader.rs", "an ordinal"),
    ("thn", "src/import/articles/dates/reader.rs", "a word of other languages"),
    ("alle", "src/import/articles/dates/reader.rs", "a word of other languages"),
    ("ore", "src/import/articles/dates/reader.rs", "a word of other languages"),
    ("pont", "src/import/articles/dates/dateline.rs", "a word of other languages"),
    ("titel", "src/import/articles/dates/dateline.rs", "a word of other languages"),
    ("januar", "src/import/articles/dates/months.rs", "a word of other languages"),
    ("februar", "src/import/articles/dates/months.rs", "a word of other languages"),
];

/// A text as people read it: the words of names in code stand apart (`NotANumber`, `not_a_number`). Lines stay.
fn words_apart(text: &str) -> String {
    let mut apart = String::new();
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let ends_capitals = before.is_uppercase() && characters.peek().is_some_and(|next| next.is_lowercase());
        if character.is_uppercase() && (before.is_lowercase() || ends_capitals) {
            apart.push(' ');
        }
        before = character;
        apart.push(if character == '_' { ' ' } else { character });
    }
    apart
}

/// What codespell says of the texts in a folder: (file, line, word, proposal).
fn misspelt(folder: &Path) -> Vec<(String, String, String, String)> {
    let output = Command::new("codespell").arg(".").current_dir(folder).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let parts = told.lines().filter_map(|line| {
        let (place, change) = line.split_once(": ")?;
        let (word, proposal) = change.split_once(" ==> ")?;
        let (file, line) = place.rsplit_once(':')?;
        let file = file.strip_prefix("./").unwrap_or(file);
        Some((file.to_owned(), line.to_owned(), word.to_lowercase(), proposal.to_owned()))
    });
    parts.collect()
}

#[test]
fn nothing_is_misspelt() {
    if !is_here("codespell") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let ours = files().into_iter().filter(|path| !NOT_OURS.iter().any(|place| path.starts_with(place)));
    for (path, text) in ours.filter_map(|path| Some((path.clone(), text_of(&path)?))) {
        // The list of words that are right is not to prove itself.
        if path != file!() {
            let copy = folder.path().join(path);
            std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
            std::fs::write(copy, words_apart(&text)).unwrap();
        }
    }
    let found = misspelt(folder.path());
    let is_right =
        |file: &str, word: &str| RIGHT.iter().any(|(right, place, _)| *right == word && file.starts_with(place));
    let wrong: Vec<String> = found
        .iter()
        .filter(|(file, _, word, _)| !is_right(file, word))
        .map(|(file, line, word, proposal)| format!("{file}:{line}: {word} ==> {proposal}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (right, place, why) in RIGHT {
        let stands = found.iter().any(|(file, _, word, _)| word == right && file.starts_with(place));
        assert!(stands, "{right} ({why}) stands nowhere in {place:?} any more; take it off the list");
    }
}

#[test]
fn a_misspelling_is_found_in_names_too() {
    if !is_here("codespell") {
        return;
    }
    assert_eq!(words_apart("NotANumber is_a XML ÉtéX"), "Not A Number is a XML Été X");
    let folder = tempfile::tempdir().unwrap();
    // Put together here so that this file has no misspelling.
    let wrong = ["rec", "ieve"].concat();
    std::fs::write(folder.path().join("a.rs"), words_apart(&format!("fn all() {{}}\nfn {wrong}_all() {{}}"))).unwrap();
    std::fs::write(folder.path().join("b.rs"), words_apart(&format!("struct all{}{};", &"R", &wrong[1..]))).unwrap();
    let found: Vec<String> =
        misspelt(folder.path()).into_iter().map(|(file, line, word, _)| file + &line + &word).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.contains(&format!("a.rs2{wrong}")), "{found:?}");
}
