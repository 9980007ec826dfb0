//! The preview of an article before it is added: everything in its file, paragraph by paragraph, and which paragraphs are
//! the article. People select more of them, or fewer.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::{
    format::{Imported, Request},
    html,
    moved::{BETWEEN, Moved},
    read::{articles, unpacked},
    words::{Step, Warning},
};
use crate::{
    import::{charset::Charset, error::ImportError},
    text::{ByteRange, FrozenText},
};

/// How long the search for the article in its page may take; after that, the article comes after all else.
const PATIENCE: Duration = Duration::from_secs(1);

/// An article, and what its file holds around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The article as it was found.
    pub imported: Imported,
    /// All paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Other texts that the article may be, each as its paragraphs' places among all.
    pub others: Vec<Vec<usize>>,
}

/// A paragraph of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Its words.
    pub words: String,
    /// Where it is in the article as found; `None` if it is not a part of it.
    pub at: Option<ByteRange>,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Contents {
    /// One article.
    One(Box<Preview>),
    /// Several articles.
    Several(Vec<Imported>),
}

impl Contents {
    /// The article, where there is one.
    pub fn one(self) -> Option<Preview> {
        match self {
            Self::One(preview) => Some(*preview),
            Self::Several(_) => None,
        }
    }
}

/// Previews the articles of a file, read as [`articles`] does.
///
/// # Errors
/// Why there is no article in the file.
pub fn preview<'w>(name: &str, bytes: &[u8], request: impl Into<Request<'w>>) -> Result<Contents, ImportError> {
    let request = request.into();
    let encoding = request.reading.encoding;
    let mut read = articles(name, bytes, request)?;
    match read.pop() {
        Some(imported) if read.is_empty() => {
            Ok(Contents::One(Box::new(preview_of_one(imported, name, bytes, encoding)?)))
        }
        last => Ok(Contents::Several(read.into_iter().chain(last).collect())),
    }
}

/// Previews an article that is the only one of its file.
fn preview_of_one(
    imported: Imported,
    name: &str,
    bytes: &[u8],
    encoding: Option<Charset>,
) -> Result<Preview, ImportError> {
    let own = paragraphs_of(&imported.text);
    let words = |at: &ByteRange| imported.text.get(*at).unwrap_or_default().to_owned();
    let taken = |at: &ByteRange| Paragraph { words: words(at), at: Some(*at) };
    let is_page = imported.source.format == html::FORMAT.name;
    let (_, unpacked) = unpacked(name, bytes)?;
    let bytes = unpacked.as_ref();
    let paragraphs = if is_page {
        let page = html::paragraphs(bytes, encoding)?;
        let found: Vec<String> = own.iter().map(words).collect();
        let mut all = Vec::with_capacity(page.len());
        let deadline = Some(Instant::now() + PATIENCE);
        for op in capture_diff_slices_deadline(Algorithm::Myers, &page, &found, deadline) {
            if !matches!(op, DiffOp::Equal { .. }) {
                let others = page.get(op.old_range()).unwrap_or_default();
                all.extend(others.iter().map(|words| Paragraph { words: words.clone(), at: None }));
            }
            all.extend(own.get(op.new_range()).unwrap_or_default().iter().map(taken));
        }
        all
    } else {
        own.iter().map(taken).collect()
    };
    let texts = if is_page { html::texts(bytes, encoding)? } else { Vec::new() };
    let others = others(&paragraphs, texts);
    Ok(Preview { imported, paragraphs, others })
}

/// The most other texts that are offered.
const MOST_OTHERS: usize = 4;

/// Where the paragraphs of texts stand among all, for those texts that differ from what was found and from each other; a
/// text without anything is none.
fn others(paragraphs: &[Paragraph], texts: Vec<Vec<String>>) -> Vec<Vec<usize>> {
    let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let all: Vec<String> = paragraphs.iter().map(|paragraph| plain(&paragraph.words)).collect();
    let mut by_words: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, words) in all.iter().enumerate() {
        by_words.entry(words).or_default().push(place);
    }
    let length = |places: &[usize]| places.iter().filter_map(|place| all.get(*place)).map(String::len).sum::<usize>();
    let is_found = |place: &usize| paragraphs.get(*place).is_some_and(|paragraph| paragraph.at.is_some());
    let found: Vec<usize> = (0..all.len()).filter(is_found).collect();
    let mut others: Vec<Vec<usize>> = Vec::new();
    for text in texts {
        let (mut places, mut next) = (Vec::new(), 0);
        for words in text.iter().map(|words| plain(words)) {
            let there = by_words.get(words.as_str()).and_then(|places| places.iter().find(|place| **place >= next));
            if let Some(place) = there.copied() {
                places.push(place);
                next = place + 1;
            }
        }
        let taken: Vec<usize> = places.iter().copied().filter(is_found).collect();
        let own: BTreeSet<usize> = places.iter().copied().collect();
        let is_known = |other: &Vec<usize>| own.is_subset(&other.iter().copied().collect());
        // Another text, or a part of what was found without the rest.
        let is_other = length(&taken) * 2 < length(&places);
        let is_part = taken.len() == places.len() && length(&places) * 4 < length(&found) * 3;
        if !places.is_empty() && (is_other || is_part) && !others.iter().any(is_known) && others.len() < MOST_OTHERS {
            others.push(places);
        }
    }
    others
}

/// The paragraphs with anything in them, without the blanks around.
fn paragraphs_of(text: &FrozenText) -> Vec<ByteRange> {
    let trimmed = |at: ByteRange| {
        let words = text.get(at).unwrap_or_default();
        let start = at.start.index() + words.len() - words.trim_start().len();
        ByteRange::new(start, start + words.trim().len())
    };
    let all = (0..text.paragraph_count()).map(|number| trimmed(text.paragraph(number)));
    all.filter(|at| !at.is_empty()).collect()
}

impl Preview {
    /// The article of the paragraphs that are chosen: as it was found, if they are those that it was found in.
    pub fn take(&self, chosen: &[bool]) -> Imported {
        let mut imported = self.imported.clone();
        if self.paragraphs.iter().zip(chosen).all(|(paragraph, chosen)| paragraph.at.is_some() == *chosen) {
            return imported;
        }
        let (mut text, mut moved) = (String::new(), Moved::default());
        let mut before: Option<ByteRange> = None;
        for (paragraph, chosen) in self.paragraphs.iter().zip(chosen) {
            if !chosen {
                before = None;
                continue;
            }
            // Between paragraphs that stand together in the article stands what stood there.
            let between = before.zip(paragraph.at).map(|(one, next)| ByteRange { start: one.end, end: next.start });
            let between = between.and_then(|between| self.imported.text.get(between)).unwrap_or(BETWEEN);
            if !text.is_empty() {
                text.push_str(between);
            }
            if let Some(at) = paragraph.at {
                moved.push(at, text.len());
            }
            text.push_str(&paragraph.words);
            before = paragraph.at;
        }
        imported.claims = moved.stretches(&self.imported.claims);
        imported.comments = moved.comments(&self.imported.comments);
        imported.structure = moved.runs(&self.imported.structure);
        let left = self.imported.comments.len() - imported.comments.len();
        if left > 0 {
            imported.warnings.push(Warning::CommentsDeselected(left).to_string());
        }
        let (text, _) = FrozenText::import(&text);
        imported.text = text;
        let paragraphs = chosen.iter().filter(|chosen| **chosen).count();
        imported.source.steps.push(Step::Selected { paragraphs, all: self.paragraphs.len() }.to_string());
        imported
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Comment;

    const PAGE: &str = "<html><head><title>The bridge is closed</title></head><body><nav><ul><li>Home</li><li>Sport</li></ul></nav>\
        <article><h1>The bridge is closed</h1><p>The mayor of the town said on Monday that the bridge would be closed for \
        at least two weeks, and that nobody had been told before.</p><p>Trucks are sent round by the northern road, and \
        the ferry runs at night, said a speaker of the town on Tuesday.</p></article>\
        <footer><p>A correction: it is three weeks.</p></footer></body></html>";

    #[test]
    fn a_page_is_shown_whole_and_the_article_in_it_is_chosen() {
        let preview = preview("a.html", PAGE.as_bytes(), None).unwrap().one().unwrap();
        let chosen: Vec<bool> = preview.paragraphs.iter().map(|paragraph| paragraph.at.is_some()).collect();
        assert!(chosen.iter().any(|chosen| *chosen) && chosen.iter().any(|chosen| !*chosen), "{preview:?}");
        assert_eq!(preview.take(&chosen), preview.imported);
        let words = |wanted: &str| preview.paragraphs.iter().position(|p| p.words.starts_with(wanted)).unwrap();
        assert!(chosen[words("The mayor")] && !chosen[words("A correction")]);
        let mut wider = chosen.clone();
        wider[words("A correction")] = true;
        wider[words("Trucks")] = false;
        let taken = preview.take(&wider);
        assert!(taken.text.as_str().ends_with("told before.\n\nA correction: it is three weeks."), "{:?}", taken.text);
        let step = taken.source.steps.last().unwrap();
        assert!(step.ends_with("paragraphs selected"), "{step}");
    }

    #[test]
    fn other_texts_of_a_page_are_offered() {
        let story =
            "The council of the valley met on Tuesday evening, and its members spoke for three hours about the dam. ";
        let aside = format!(
            "<div class=\"box\"><p>{story}</p><p>{story}Nothing was decided.</p><p>{story}All went home.</p></div>"
        );
        let page = PAGE.replace("<footer>", &format!("{aside}<footer>"));
        let preview = preview("a.html", page.as_bytes(), None).unwrap().one().unwrap();
        let words = |place: &usize| preview.paragraphs[*place].words.as_str();
        let [other] = preview.others.as_slice() else { panic!("{:?}", preview.others) };
        assert!(other.len() == 3 && words(&other[1]).ends_with("decided."), "{preview:?}");
        assert!(other.iter().all(|place| preview.paragraphs[*place].at.is_none()));
    }

    #[test]
    fn remarks_stay_on_their_words_or_go_with_them() {
        let mut preview = preview("a.txt", b"One\n\nTwo words\n\nThree", None).unwrap().one().unwrap();
        let comment = |start: usize, end: usize| Comment {
            at: ByteRange::new(start, end),
            words: String::new(),
            author: String::new(),
            made: None,
        };
        preview.imported.comments = vec![comment(0, 3), comment(9, 14)];
        let taken = preview.take(&[false, true, true]);
        assert_eq!(taken.text.as_str(), "Two words\n\nThree");
        assert_eq!(taken.comments, [comment(4, 9)]);
        assert_eq!(taken.warnings, ["1 comment skipped with the deselected paragraphs."]);
    }

    #[test]
    fn another_encoding_gives_other_characters() {
        let words = |encoding| {
            preview("a.txt", b"\xCF\xF0\xE8\xE2\xE5\xF2", encoding).unwrap().one().unwrap().paragraphs[0].words.clone()
        };
        assert_eq!(words(crate::import::encoding("windows-1251")), "Привет");
        assert_ne!(words(crate::import::encoding("koi8-r")), "Привет");
    }
}
