//! REFI-QDA projects that are called otherwise, and whose texts lie elsewhere than in their folder of sources.

use std::collections::BTreeMap;

use sayso::import::annotations::{self, File};

use super::{
    exchange::{read_back, zipped},
    qda::{code, coding, g, marks, qdpx},
};

/// A text source whose text is at this path.
fn source_at(path: &str) -> String {
    let selection = format!(
        "<PlainTextSelection guid=\"{}\" startPosition=\"0\" endPosition=\"4\">{}</PlainTextSelection>",
        g(31),
        coding(32, 10, "")
    );
    format!(
        "<CodeBook><Codes>{}</Codes></CodeBook><Sources><TextSource guid=\"{}\" name=\"Story\" \
         plainTextPath=\"{path}\">{selection}</TextSource></Sources>",
        code(10, "Claim", ""),
        g(30)
    )
}

#[track_caller]
fn is_found(path: &str, files: &[(&str, &[u8])]) {
    let (project, joined) = read_back(annotations::format("qdpx").unwrap(), &qdpx(&source_at(path), files));
    assert_eq!(marks(&project), ["Claim: Anna ()"], "{path}: {:?}", joined.notes);
}

#[test]
fn texts_of_a_project_are_found_however_their_path_is_written() {
    let text: &[u8] = b"Anna left.";
    let other: &[u8] = b"Ben came.";
    for path in ["internal://a.txt", "a.txt", "sources/a.txt", "INTERNAL://A.TXT", "relative://sources/a.txt"] {
        is_found(path, &[("sources/a.txt", text)]);
        is_found(path, &[("Sources/A.txt", text)]);
    }
    for path in ["relative:///../texts/a.txt", "absolute:///C:\\study\\texts\\a.txt", "file:///home/a/texts/a.txt"] {
        is_found(path, &[("texts/a.txt", text), ("older/a.txt", other)]);
        is_found(path, &[("sources/a.txt", text)]);
    }
}

#[test]
fn a_text_outside_of_a_project_is_read_beside_it() {
    for path in ["relative:///../texts/my%20story.txt", "absolute:///C:/texts/my story.txt"] {
        let mut files = qdpx(&source_at(path), &[]);
        files.insert("my story.txt".to_owned(), b"Anna left.".to_vec());
        let file = File { name: "study.qdpx", bytes: &files["study.qdpx"], beside: &files };
        let found = annotations::read(annotations::format("qdpx").unwrap(), &file).unwrap();
        assert_eq!(found.parts, ["my story.txt"], "it is no article besides");
        let (project, joined) = read_back(annotations::format("qdpx").unwrap(), &files);
        assert_eq!(marks(&project), ["Claim: Anna ()"], "{:?}", joined.notes);
    }
    let (project, joined) =
        read_back(annotations::format("qdpx").unwrap(), &qdpx(&source_at("https://x.org/a.txt"), &[]));
    assert!(project.articles.is_empty() && joined.notes[0].contains("its text is not in the file"), "{joined:?}");
}

#[test]
fn a_project_is_known_by_what_it_holds_whatever_its_name() {
    let archive =
        qdpx(&source_at("internal://a.txt"), &[("sources/a.txt", b"Anna left.")]).remove("study.qdpx").unwrap();
    let nothing = BTreeMap::new();
    let name = |name: &str, bytes: &[u8]| {
        annotations::format_of(&File { name, bytes, beside: &nothing }).map(|format| format.name)
    };
    assert_eq!(name("study.qdpx.zip", &archive), Some("qdpx"));
    assert_eq!(name("Study.ZIP", &archive), Some("qdpx"));
    assert_eq!(name("articles.zip", &zipped(&[("a.txt", b"Anna left.")])), None);
    let two = zipped(&[("a/project.qde", b"<Project/>"), ("b/project.qde", b"<Project/>")]);
    assert_eq!(name("two.zip", &two), None);
}
