//! Who waits for a file is told how far it is, and may stop it: within a file of many articles too.

use std::cell::RefCell;

use sayso::{
    app::{ImportAs, Progress, import_into},
    import::{self, ImportError, Reading, Watch},
    model::{Project, ProjectId},
};

use crate::common::arbitrary::id;

/// Files of many articles, by their names.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let rows: String = (0..400).map(|number| format!("Title {number},Text {number}.\n")).collect();
    let records: String =
        (0..400).map(|number| format!("{{\"title\":\"{number}\",\"text\":\"Text {number}.\"}}\n")).collect();
    let mails: String = (0..40)
        .map(|number| {
            format!("From a@b.example Mon Mar  7 10:00:00 2022\nFrom: a@b.example\nSubject: {number}\n\nText.\n\n")
        })
        .collect();
    let export: String = (1..=40)
        .map(|number| format!("Document {number} of 40\n\nTitle {number}\n\nThe Paper\n\nMarch 6, 2022 Sunday\n\nSECTION: News\n\nLENGTH: 4 words\n\nText number {number} is here.\n\nLOAD-DATE: March 7, 2022\n\n"))
        .collect();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, (title, text)) in (0..).zip([("title", "text")].into_iter().chain([("Title", "Text."); 400])) {
        sheet.write(row, 0, title).unwrap();
        sheet.write(row, 1, text).unwrap();
    }
    vec![
        ("a.csv", format!("title,text\n{rows}").into_bytes()),
        ("a.jsonl", records.into_bytes()),
        ("a.mbox", mails.into_bytes()),
        ("a.txt", export.into_bytes()),
        ("a.xlsx", book.save_to_buffer().unwrap()),
    ]
}

#[test]
fn it_is_told_how_far_a_file_is_and_never_less_than_before() {
    for (name, bytes) in files() {
        let heard = RefCell::new(Vec::new());
        let told = |share: f32| {
            heard.borrow_mut().push(share);
            true
        };
        import::articles(name, &bytes, (Reading::default(), Watch::by(&told))).unwrap();
        let heard = heard.into_inner();
        assert!(heard.len() > 1 && heard.is_sorted(), "{name}: {heard:?}");
        assert!(heard.iter().all(|share| (0.0..=1.0).contains(share)), "{name}: {heard:?}");
        assert!(heard.iter().any(|share| (0.2..0.8).contains(share)), "{name}: {heard:?}");
    }
}

#[test]
fn reading_can_be_stopped_within_a_file() {
    for (name, bytes) in files() {
        for limit in [0.0, 0.3, 0.9] {
            let told = |share: f32| share < limit;
            let read = import::articles(name, &bytes, (Reading::default(), Watch::by(&told)));
            assert_eq!(read.err(), Some(ImportError::Stopped), "{name} at {limit}");
        }
    }
}

#[test]
fn what_is_stopped_adds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<std::path::PathBuf> = files().iter().map(|(name, _)| folder.path().join(name)).collect();
    for ((_, bytes), path) in files().iter().zip(&paths) {
        std::fs::write(path, bytes).unwrap();
    }
    let mut project = Project::new(ProjectId(id(1)), "Stopped", Default::default());
    let progress = Progress::default();
    progress.cancel();
    let told = import_into(&mut project, paths, &ImportAs::default(), &progress);
    assert!(project.articles.is_empty());
    assert_eq!(told, ["Canceled. Nothing was added."]);
    assert!(progress.share() < 1.0);
}
