//! Labels of the propaganda tasks (PTC corpus, SemEval 2020 task 11, SemEval 2023 task 3): lines of article, technique and
//! place, beside them the articles as `article123.txt`. Offsets count code points.
//!
//! Names of techniques hold commas and are taken whole. The first line of an article is its title.

use std::collections::BTreeMap;

use super::format::{File, Format};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle},
            words::{Note, Why},
        },
    },
    text::Counting,
};

/// Labels of propaganda techniques.
pub(super) const FORMAT: Format = Format {
    name: "ptc",
    title: "propaganda labels",
    extensions: &["labels", "labels-task-si", "labels-task-tc", "labels-task-flc", "txt"],
    cannot_hold: "",
    is: |file| file.ending() != "txt" || is_labels(file.bytes),
    read,
};

/// The tag of marks that name no technique: the task that asks for places alone.
const NO_TECHNIQUE: &str = "Propaganda";
/// How many lines tell whether a text file is one of labels.
const LOOKED_AT: usize = 20;

/// Whether the first lines all are labels.
fn is_labels(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).take(LOOKED_AT);
    let is_label = |line: &[u8]| std::str::from_utf8(line).ok().and_then(label).is_some();
    lines.next().is_some_and(is_label) && lines.all(is_label)
}

/// Article, technique and place of `111111<TAB>Doubt<TAB>265<TAB>323`; the technique may be missing.
fn label(line: &str) -> Option<(&str, &str, (u32, u32))> {
    let parts: Vec<&str> = line.trim_end().split('\t').collect();
    let (article, technique, start, end) = match parts[..] {
        [article, start, end] => (article, NO_TECHNIQUE, start, end),
        [article, technique, start, end] => (article, technique, start, end),
        _ => return None,
    };
    let is_number = !article.is_empty() && article.chars().all(|c| c.is_ascii_digit());
    is_number.then_some((article, technique, (start.parse().ok()?, end.parse().ok()?)))
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    let lines = file.text(file.name, file.bytes, &mut found.problems)?;
    let mut articles: BTreeMap<&str, FoundArticle> = BTreeMap::new();
    let names = file.beside.names();
    let lines = lines.trim_start_matches('\u{FEFF}');
    for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{}, line {}", file.name, number + 1);
        let Some((id, technique, at)) = label(line) else {
            found.skip(place, Why::NotALabel);
            continue;
        };
        let article = articles.entry(id).or_insert_with(|| {
            let name = format!("article{id}.txt");
            let name = names.iter().find(|other| other.eq_ignore_ascii_case(&name)).cloned().unwrap_or(name);
            let article = article(file, &name, &mut found.problems);
            found.parts.push(name);
            article
        });
        let tag = found.tag(technique);
        let mut span = article.span(&format!("{technique} {} {} {}", at.0, at.1, article.spans.len()), tag, vec![at]);
        span.place = place;
        article.spans.push(span);
    }
    found.articles = articles.into_values().collect();
    Ok(found)
}

/// The article of a number, without text where there is no file of it.
fn article(file: &File<'_>, name: &str, notes: &mut Vec<Note>) -> FoundArticle {
    let bytes = file.beside.read(name);
    let text = bytes.as_ref().and_then(|bytes| Some(file.text(name, bytes, notes).ok()?.into_owned()));
    let sha256 = bytes.map(|bytes| sha256_of(&bytes)).unwrap_or_default();
    match text {
        Some(text) => FoundArticle { is_own_file: true, ..FoundArticle::with_text(name, FORMAT.name, &sha256, text) },
        None => FoundArticle { is_own_file: true, ..FoundArticle::new(name, FORMAT.name, &sha256) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_file_of_labels() {
        assert!(is_labels(b"111\tDoubt\t0\t5\n112\tWhataboutism,Straw_Men,Red_Herring\t7\t9\n\n"));
        assert!(is_labels(b"111\t0\t5\r\n"));
        assert!(is_labels(b"\xEF\xBB\xBF111\t0\t5\n"));
        assert!(!is_labels(b"111 people met.\n"));
        assert!(!is_labels(b""));
        assert!(!is_labels(b"111\tDoubt\t0\t5\nAnd then\n"));
    }
}
