//! Labels of the propaganda tasks (PTC corpus, SemEval 2020 task 11): for each article `article1.txt` and its
//! `article1.task-flc-tc.labels`, lines of article, technique and place. Offsets count code points.

use std::{collections::BTreeSet, fmt::Write};

use super::{Format, Part, Written, file_names};
use crate::{model::Project, text::CharCursor};

/// Labels of propaganda techniques.
pub(super) const FORMAT: Format = Format {
    name: "ptc",
    title: "PTC labels",
    purpose: "texts with lines of labels, as the SemEval propaganda tasks have them",
    extensions: &["zip"],
    holds: &[Part::Texts, Part::Overlaps],
    limits: "",
    write,
};

fn write(project: &Project) -> Written {
    let mut files = Vec::new();
    let mut taken: BTreeSet<u64> = BTreeSet::new();
    for (article, name) in file_names(project) {
        // An article that came from such files keeps its number.
        let stated = name.strip_prefix("article").and_then(|number| number.parse().ok());
        let number = stated.into_iter().chain(1..).find(|number| taken.insert(*number)).unwrap_or_default();
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
    Written { files, losses: Vec::new() }
}
