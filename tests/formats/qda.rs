//! REFI-QDA projects: those of other programs, and ours by the schema of the standard.

use std::{collections::BTreeMap, process::Command};

use sayso::{
    export::{self, Part},
    import::{annotations, unpacked},
    model::Colour,
};

use super::exchange::{folder, project_with, read_back, told, written};

#[test]
fn the_example_of_the_standard_gives_its_codebook_and_tells_what_it_does_not_hold() {
    let (project, joined) = read_back(annotations::format("qdpx").unwrap(), &folder("tests/data/qdpx"));
    // Its archive holds none of the files that it names.
    assert_eq!((joined.articles, joined.new_tags.len()), (0, 14));
    let tag = |name: &str| project.codebook.tags.iter().find(|tag| tag.name == name).unwrap();
    assert_eq!(
        (tag("Coke").definition.as_str(), tag("Coke").colour),
        ("the breakfast of champions", Colour::Rgb(0x96, 0x64, 0x50))
    );
    assert!(tag("\"rushed\"").definition.is_empty());
    let missing = joined.notes.iter().filter(|note| note.contains("its text is not in the file")).count();
    assert_eq!(missing, 8, "six texts and two PDFs: {:?}", joined.notes);
    assert!(joined.notes.iter().any(|note| note.contains("4 sources that are no text")), "{:?}", joined.notes);
}

/// Codings of NVivo's kind: UTF-16 units, line ends of two characters, a byte order mark that does not count.
#[test]
fn positions_as_nvivo_counts_them_are_found_out() {
    let project = project_with(export::format("qdpx").unwrap().holds);
    let back = |name: &str| {
        let (files, _) = written(export::format(name).unwrap(), &project);
        read_back(annotations::format("qdpx").unwrap(), &files)
    };
    let (standard, joined) = back("qdpx");
    assert_eq!(joined.notes, [""; 0]);
    let (nvivo, joined) = back("qdpx-nvivo");
    assert_eq!(joined.notes.len(), 1);
    assert!(joined.notes[0].starts_with("Offsets count UTF-16 units: 7 of 7 marks fit so"), "{:?}", joined.notes);
    let parts = [Part::Texts, Part::Coders, Part::Notes];
    assert_eq!(told(&nvivo, &parts), told(&standard, &parts));
}

#[test]
fn what_is_written_is_valid_by_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    for (name, parts) in [("qdpx", Part::ALL), ("qdpx-nvivo", Part::ALL), ("qdpx", &[])] {
        let (files, _) = written(export::format(name).unwrap(), &project_with(parts));
        let files: BTreeMap<String, Vec<u8>> = unpacked(files.values().next().unwrap()).unwrap();
        let path = folder.path().join("project.qde");
        std::fs::write(&path, &files["project.qde"]).unwrap();
        let checked =
            Command::new("xmllint").args(["--noout", "--schema", "tests/data/qdpx/Project.xsd"]).arg(&path).output();
        match checked {
            Ok(output) => assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr)),
            Err(error) => eprintln!("skipped: xmllint is not here ({error})"),
        }
        assert_eq!(files.len(), 2, "{:?}", files.keys());
    }
}
