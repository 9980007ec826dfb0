//! Labels of the propaganda tasks (PTC corpus, SemEval 2020 task 11): for each article `article1.txt` and its
//! `article1.task-flc-tc.labels`, lines of article, technique and place. Offsets count code points.

use std::{collections::BTreeMap, fmt::Write};

use super::{
    file_names::stem,
    format::{Format, Written},
    part::Part,
    subject::Subject,
};
use crate::{
    model::{Article, Project},
    text::CharCursor,
};

/// Labels of propaganda techniques.
pub(super) const FORMAT: Format = Format {
    name: "ptc",
    title: "PTC labels",
    purpose: "texts with label files, as in the SemEval propaganda tasks",
    extensions: &["zip"],
    holds: &[Part::Texts, Part::Overlaps],
    limits: &[],
    note: "",
    subject: Subject::Marks,
    write,
};

fn write(project: &Project) -> Written {
    let mut files = Vec::new();
    for (number, article) in numbered(project) {
        let mut labels = String::new();
        let mut cursor = CharCursor::new(article.text.as_str());
        for span in article.spans.in_text_order() {
            let tag = project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| tag.name.as_str());
            for piece in span.pieces.iter().filter_map(|piece| cursor.char_range(*piece)) {
                let technique = tag.replace(['\t', '\n', '\r'], " ");
                let _in_memory = writeln!(labels, "{number}\t{technique}\t{}\t{}", piece.start.0, piece.end.0);
            }
        }
        files.push((format!("article{number}.txt"), article.text.as_str().as_bytes().to_vec()));
        files.push((format!("article{number}.task-flc-tc.labels"), labels.into_bytes()));
    }
    Written::several(files)
}

/// The articles by their numbers. One that came from such files keeps its number; the others get those that are left.
fn numbered(project: &Project) -> BTreeMap<u64, &Article> {
    let mut numbered = BTreeMap::new();
    let mut others = Vec::new();
    for article in project.listed_articles() {
        let stated = stem(article).strip_prefix("article").and_then(|number| number.parse().ok());
        match stated.filter(|number| !numbered.contains_key(number)) {
            Some(number) => drop(numbered.insert(number, article)),
            None => others.push(article),
        }
    }
    let mut next = 1;
    for article in others {
        while numbered.contains_key(&next) {
            next += 1;
        }
        numbered.insert(next, article);
    }
    numbered
}
