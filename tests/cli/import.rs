//! `sayso import`: articles, annotations and codebooks become projects.

use sayso::store::read_project;

use super::sayso;

#[test]
fn articles_become_a_project() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new.sayso");
    let out = out.to_str().unwrap();
    assert_eq!(sayso(&["import", "tests/data/sample/article.txt", "-o", out]).0, 0);
    assert_eq!(sayso(&["check", out]).0, 0);
    let (code, _, err) = sayso(&["import", "tests/data/sample/article.txt", "-o", out]);
    assert_eq!(code, 2);
    assert!(err.contains("already exists"), "{err}");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let (code, _, err) =
        sayso(&["import", empty.to_str().unwrap(), "-o", folder.path().join("x.sayso").to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("contains nothing that"), "{err}");
}

#[test]
fn a_codebook_alone_makes_a_project_of_tags() {
    let folder = tempfile::tempdir().unwrap();
    let (codebook, output) = (folder.path().join("tags.qdc"), folder.path().join("tags.sayso"));
    let tags = "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes><Code guid=\"6f0e5a3c-0b7e-4d56-9c8e-2d1f0a9b8c7d\" \
                name=\"Border\" isCodable=\"true\"/></Codes></CodeBook>";
    std::fs::write(&codebook, tags).unwrap();
    let (_, _, err) = sayso(&["import", codebook.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    assert!(err.contains("0 articles, 0 marks and 6 tags"), "{err}");
    assert!(output.exists());
}

#[test]
fn how_offsets_count_can_be_said_with_line_ends_and_byte_order_mark() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("a.jsonl"), folder.path().join("a.sayso"));
    // Counted with the mark and each line end as one, the speaker begins at 5.
    std::fs::write(&input, r#"{"text":"\ufeffOn\r\nAnna Bert said.","label":[[4,8,"Speaker"]]}"#).unwrap();
    let (input, output) = (input.to_str().unwrap(), output.to_str().unwrap());
    let chosen = ["--counting", "code-points", "--line-ends-as-one", "--byte-order-mark"];
    let (_, _, err) = sayso(&[&["import", input, "-o", output], &chosen[..]].concat());
    let project = read_project(&std::fs::read(output).unwrap()).unwrap().project;
    let article = project.articles.values().next().unwrap();
    let words: Vec<String> = article.spans.iter().map(|span| article.words_of(span)).collect();
    assert_eq!(words, ["Anna"], "{err}");
    let (code, _, _) = sayso(&["import", input, "-o", output, "--line-ends-as-one"]);
    assert_eq!(code, 2, "alone it means nothing");
}
