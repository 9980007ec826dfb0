//! What the exports of press databases cost: a thousand articles in one document, read and added to a project.

use std::{fmt::Write as _, io::Write as _, path::Path};

use super::{exchange::in_a_process_of_its_own, measure::report};

/// How many articles a file holds.
const ARTICLES: usize = 1_000;
/// How many paragraphs an article has.
const PARAGRAPHS: usize = 12;

/// An export of Nexis with a thousand articles of some 750 words, as a Word document and as RTF.
pub(crate) fn press() {
    let folder = tempfile::tempdir().unwrap();
    let lines = export();
    for (name, bytes) in [("docx", docx(&lines)), ("rtf", rtf(&lines)), ("txt", lines.join("\n\n").into_bytes())] {
        let path = folder.path().join(format!("export.{name}"));
        std::fs::write(&path, &bytes).unwrap();
        let (secs, peak) = in_a_process_of_its_own("--batch", Path::new(&path));
        report(&format!("export_of_1000_articles_in_{name}_imported_in"), secs, "s");
        println!("    {:.1} MB, {peak:.0} MB at its height", bytes.len() as f64 / 1e6);
    }
}

/// The lines of the export.
fn export() -> Vec<String> {
    let mut lines = Vec::new();
    for number in 1..=ARTICLES {
        let day = number % 28 + 1;
        lines.push(format!("Council {number} votes to rebuild its bridge"));
        lines.push("The Daily Example".to_owned());
        lines.push(format!("March {day}, 2018 Thursday"));
        lines.push("Copyright 2018 Daily Example Ltd".to_owned());
        lines.push("All Rights Reserved".to_owned());
        lines.push(format!("Section: NEWS; Pg. {}", number % 40 + 1));
        lines.push("Length: 755 words".to_owned());
        lines.push("Byline: Ada Example".to_owned());
        lines.push("Body".to_owned());
        for paragraph in 0..PARAGRAPHS {
            let mut words = String::new();
            for sentence in 0..5 {
                write!(words, "The mayor of town {number} said on day {paragraph} that part {sentence} was not safe. ")
                    .unwrap();
            }
            lines.push(words);
        }
        lines.push(format!("Load-Date: March {day}, 2018"));
        lines.push("End of Document".to_owned());
    }
    lines
}

fn docx(lines: &[String]) -> Vec<u8> {
    let mut document =
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>".to_owned();
    for line in lines {
        write!(document, "<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>").unwrap();
    }
    document += "</w:body></w:document>";
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(document.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

fn rtf(lines: &[String]) -> Vec<u8> {
    let mut document = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}".to_owned();
    for line in lines {
        write!(document, r"\plain\f0\fs20 {line}\par ").unwrap();
    }
    document.push('}');
    document.into_bytes()
}
