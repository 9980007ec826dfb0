//! `sayso agree`: the same numbers in every format, and a paragraph for a paper.

use std::path::Path;

use sayso::{
    model::{FieldDef, FieldId, FieldKind},
    store::write_project,
};
use serde_json::Value;

use super::sayso;
use crate::common::coded::Coded;

/// A project of Ana and Ben in a folder, as a path.
fn saved(folder: &Path, change: impl FnOnce(&mut Coded)) -> String {
    let mut coded = Coded::by(&["Ana", "Ben"]);
    for title in ["one", "two"] {
        coded.article(title, 10);
        for by in ["Ana", "Ben"] {
            coded.mark(title, by, "claim", 0, 2);
        }
    }
    coded.mark("one", "Ana", "claim", 4, 6);
    coded.mark("one", "Ben", "claim", 5, 7);
    coded.mark("two", "Ben", "cue", 8, 9);
    change(&mut coded);
    let path = folder.join("a.sayso");
    std::fs::write(&path, write_project(&coded.project).bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The rows of a measure in JSON.
fn rows<'r>(json: &'r Value, measure: &str) -> Vec<&'r Value> {
    json.as_array().unwrap().iter().filter(|row| row["measure"] == measure).collect()
}

#[test]
fn every_number_comes_with_measure_unit_count_and_coders() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), |_| {});
    let (code, out, err) = sayso(&["agree", &project]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.starts_with("\u{FEFF}tag,field,measure,value,from,to,n,unit,articles,coders,method,source\r\n"),
        "{out}"
    );
    assert!(out.contains("\r\nClaim,,exact F1,0.667,,,6,marks,2,\"Ana, Ben\",marks on the same words,"), "{out}");
    let (code, out, _) = sayso(&["agree", &project, "--format", "json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    let alpha = rows(&json, "Krippendorff’s alpha on words");
    assert_eq!((code, alpha.len()), (0, 2), "of claims and of cues");
    // By hand: both mark 5 of 20 words and neither 13, one marks 2: 1 - 39 · 4 / (2 · 12 · 28).
    assert_eq!((alpha[0]["value"].as_f64(), alpha[0]["n"].as_u64()), (Some(0.768), Some(20)));
    assert!(alpha[0]["from"].is_number() && alpha[0]["to"].is_number(), "{out}");
    assert_eq!(rows(&json, "exact F1")[1]["value"], 0, "Ben’s cue");
    let together: Vec<_> = json.as_array().unwrap().iter().filter(|row| row["tag"] == "all tags").collect();
    assert!(together.iter().any(|row| row["measure"] == "cu-alpha" && row["unit"] == "tokens"), "{out}");
}

#[test]
fn some_coders_and_tags_can_be_chosen_and_unknown_ones_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), |coded| {
        coded.mark("one", "Ben", "speaker", 2, 3);
        let id = crate::common::coded::coder("Cem");
        let ben = coded.project.coders.values().next().unwrap().clone();
        coded.project.coders.insert(id, sayso::model::Coder { id, name: "Cem".to_owned(), ..ben });
        coded.mark("one", "Cem", "claim", 0, 2);
    });
    let chosen = ["agree", &project, "--coders", "Ben,Cem", "--tag", "claim", "--tag", "Cue", "--format", "json"];
    let (code, out, _) = sayso(&chosen);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0);
    assert!(json.as_array().unwrap().iter().all(|row| row["coders"] == "Ben, Cem"), "{out}");
    let tags = ["Claim", "Cue", "all tags"];
    assert!(json.as_array().unwrap().iter().all(|row| tags.contains(&row["tag"].as_str().unwrap())), "{out}");
    let (code, _, err) = sayso(&["agree", &project, "--coders", "Ana,Zed"]);
    assert!(code == 2 && err.contains("no coder is named “Zed”. Coders of this project: Ana, Ben and Cem."), "{err}");
    let (code, _, err) = sayso(&["agree", &project, "--tag", "weather"]);
    assert!(code == 2 && err.contains("no tag is named “weather”. Tags of this project: Claim, "), "{err}");
    assert_eq!(sayso(&["agree", "no/such.sayso"]).0, 2);
}

#[test]
fn a_workbook_holds_numbers_as_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), |_| {});
    let out = folder.path().join("a.xlsx");
    let (code, _, err) = sayso(&["agree", &project, "-o", out.to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (0, ""), "the ending says the format");
    let parts = sayso::import::unpacked(&std::fs::read(&out).unwrap()).unwrap();
    let sheet = String::from_utf8_lossy(&parts["xl/worksheets/sheet1.xml"]);
    assert!(sheet.contains("<v>0.667</v>") && sheet.contains("<v>0.768</v>"), "{sheet}");
    let book = String::from_utf8_lossy(&parts["xl/workbook.xml"]);
    assert!(book.contains("name=\"Agreement\""), "{book}");
    let (code, _, err) = sayso(&["agree", &project, "--format", "weather"]);
    assert!(code == 2 && err.contains("csv") && err.contains("xlsx"), "{err}");
}

#[test]
fn methods_prints_a_paragraph() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), |_| {});
    let (code, out, _) = sayso(&["agree", &project, "--methods"]);
    assert_eq!((code, out.lines().count()), (0, 1), "{out}");
    assert!(out.starts_with("2 of 2 articles were coded by both Ana (3 marks) and Ben (4 marks)."), "{out}");
    assert!(out.contains("was 0.768 [") && out.contains(concat!("Sayso ", env!("CARGO_PKG_VERSION"), ".\n")), "{out}");
    assert_eq!(sayso(&["agree", &project, "--methods", "--format", "json"]).0, 2, "it is no table");
    let (code, out, _) = sayso(&["agree", "projects/kremlin-call.sayso", "--methods"]);
    assert_eq!((code, out.as_str()), (0, "Agreement is not defined: fewer than two coders.\n"));
}

#[test]
fn fields_of_articles_are_left_out_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let project = saved(folder.path(), |coded| {
        let region = FieldDef {
            id: FieldId::new("region"),
            name: "Region".to_owned(),
            kind: FieldKind::YesNo,
            definition: String::new(),
        };
        coded.project.codebook.article_fields.push(region);
    });
    let (code, out, err) = sayso(&["agree", &project]);
    assert!(code == 0 && err.contains("Article fields are not compared") && !out.contains("Region"), "{err}");
}
