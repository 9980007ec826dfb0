//! How the structure of a text is drawn: which paragraphs are headings, items, quotations or rows, which words are bold,
//! italic or links, and what is told in the margin.

use std::collections::{BTreeMap, BTreeSet};

use super::words;
use crate::{
    model::{Article, Run, RunKind},
    text::{ByteOffset, ByteRange, FrozenText, IntervalIndex},
    ui::typeset::Face,
};

/// How a paragraph is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// The level of a heading: 0 for the title of the article, 1 for the highest in the text.
    pub heading: Option<u8>,
    /// How many steps it is indented.
    pub steps: u8,
    /// Whether it begins an item of a list that has no sign of its own.
    pub has_bullet: bool,
    /// Whether it is part of a quotation set apart.
    pub is_quote: bool,
    /// Whether it is a row of a table.
    pub is_row: bool,
}

/// Paragraphs are indented so many steps at most.
const MOST_STEPS: u8 = 4;
/// What may stand at the start of an item as its sign.
const SIGNS: [char; 10] = ['-', '*', '+', '•', '–', '—', '·', '◦', '▪', '‣'];

/// The structure of an article as it is drawn.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// Paragraphs that are drawn in their own way, by their number.
    looks: BTreeMap<usize, Look>,
    /// Words that are, by their faces as bits.
    faces: IntervalIndex<u8>,
    /// Where cells of tables begin that others stand before.
    cells: BTreeSet<ByteOffset>,
    /// What is told beside a paragraph, by its number.
    told: BTreeMap<usize, String>,
}

impl Shapes {
    /// The structure of an article; its first line is the heading where it repeats the title.
    pub(super) fn of(article: &Article) -> Self {
        let text = &article.text;
        let mut shapes = Self::default();
        for run in &article.structure {
            shapes.add(text, run);
        }
        if article.heading().is_some() {
            shapes.looks.insert(0, Look { heading: Some(0), ..Look::default() });
        }
        shapes
    }

    /// How a paragraph is drawn.
    pub(super) fn look(&self, paragraph: usize) -> Look {
        self.looks.get(&paragraph).copied().unwrap_or_default()
    }

    /// What is told beside a paragraph: who speaks, or which page begins.
    pub(super) fn told(&self, paragraph: usize) -> Option<&str> {
        self.told.get(&paragraph).map(String::as_str)
    }

    /// The words in a range that have a face of their own.
    pub(super) fn faces(&self, range: ByteRange) -> Vec<(ByteRange, Face)> {
        self.faces.overlapping(range).map(|(at, bits)| (at, Face::from_bits(bits))).collect()
    }

    /// Where in a range a cell of a table begins that another stands before.
    pub(super) fn cells(&self, range: ByteRange) -> impl Iterator<Item = ByteOffset> + '_ {
        self.cells.range(range.start..range.end).copied()
    }

    fn add(&mut self, text: &FrozenText, run: &Run) {
        let first = text.paragraph_number(run.at.start);
        match &run.kind {
            RunKind::Heading(level) => self.each(text, run.at, |look| look.heading = Some((*level).max(1))),
            RunKind::Quote => self.each(text, run.at, |look| {
                look.is_quote = true;
                look.steps = (look.steps + 1).min(MOST_STEPS);
            }),
            RunKind::Item => {
                self.each(text, run.at, |look| look.steps = (look.steps + 1).min(MOST_STEPS));
                let words = text.get(run.at).unwrap_or_default();
                let has_sign = words.starts_with(SIGNS) || is_numbered(words);
                self.looks.entry(first).or_default().has_bullet = !has_sign;
            }
            RunKind::Row => self.each(text, run.at, |look| look.is_row = true),
            RunKind::Strong => self.faces.insert(run.at, Face::BOLD.bits()),
            RunKind::Emphasis => self.faces.insert(run.at, Face::ITALIC.bits()),
            RunKind::Link(_) => self.faces.insert(run.at, Face::LINK.bits()),
            RunKind::Page(number) => drop(self.told.entry(first).or_insert_with(|| words::page(number))),
            RunKind::Turn(name) => match place_of_name(text, run.at, name) {
                Some(at) => self.faces.insert(at, Face::BOLD.bits()),
                None => drop(self.told.insert(first, name.clone())),
            },
            RunKind::Cell => {
                let row = text.paragraph(first);
                self.cells.extend((run.at.start > row.start).then_some(run.at.start));
            }
            RunKind::Time(..) | RunKind::Other(..) => {}
        }
    }

    /// Changes how the paragraphs of a run are drawn.
    fn each(&mut self, text: &FrozenText, at: ByteRange, change: impl Fn(&mut Look)) {
        let last = text.paragraph_number(at.end);
        for number in text.paragraph_number(at.start)..=last {
            change(self.looks.entry(number).or_default());
        }
    }
}

/// Where the name of a speaker stands in the text: at the start of what they say, or before it.
fn place_of_name(text: &FrozenText, said: ByteRange, name: &str) -> Option<ByteRange> {
    let (words, start) = (text.get(said).unwrap_or_default(), said.start.index());
    if name.is_empty() {
        return None;
    }
    if words.starts_with(name) {
        return Some(ByteRange::new(start, start + name.len()));
    }
    let before = text.as_str().get(..start)?.trim_end_matches([' ', ':', '\u{A0}', '：']);
    let at = before.strip_suffix(name)?.len();
    (start - at <= name.len() + 4).then(|| ByteRange::new(at, at + name.len()))
}

/// Whether words begin with a number or letter as the items of a list do: `1.`, `b)`.
fn is_numbered(words: &str) -> bool {
    let sign: String = words.chars().take_while(|character| character.is_alphanumeric()).collect();
    let after = words.get(sign.len()..).unwrap_or_default();
    let is_short =
        sign.chars().count() == 1 || (1..=3).contains(&sign.len()) && sign.bytes().all(|b| b.is_ascii_digit());
    is_short && after.starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{ArticleId, Facts, Source, Time},
        text::ByteRange,
    };

    #[test]
    fn paragraphs_look_as_their_structure_says() {
        let text = "Title\n\nHead\n\nOne\n2. two\nQuoted\nquoted\n\na b\nMayor: So\nAnn: Yes\nNo";
        let frozen = FrozenText::verbatim(text);
        let facts = Facts { title: "Title".to_owned(), ..Facts::default() };
        let id = ArticleId(crate::model::Id::FIRST);
        let mut article = Article::new(id, frozen, facts, Source::default(), Time::default());
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            ByteRange::new(start, start + words.len())
        };
        article.structure = [
            ("Title", RunKind::Heading(1)),
            ("Head", RunKind::Heading(2)),
            ("One", RunKind::Item),
            ("2. two", RunKind::Item),
            ("Quoted\nquoted", RunKind::Quote),
            ("a b", RunKind::Row),
            ("Quoted\nquoted", RunKind::Page("7".to_owned())),
            ("Mayor: So", RunKind::Turn("Mayor".to_owned())),
            ("Yes", RunKind::Turn("Ann".to_owned())),
            ("No", RunKind::Turn("Ben".to_owned())),
        ]
        .map(|(words, kind)| Run { at: at(words), kind })
        .into();
        let shapes = Shapes::of(&article);
        assert_eq!(shapes.look(0).heading, Some(0));
        assert_eq!(shapes.look(2).heading, Some(2));
        assert_eq!(
            [4, 5].map(|number| (shapes.look(number).steps, shapes.look(number).has_bullet)),
            [(1, true), (1, false)]
        );
        assert!(shapes.look(6).is_quote && shapes.look(7).is_quote && !shapes.look(8).is_quote);
        assert!(shapes.look(9).is_row);
        assert_eq!(shapes.faces(at("Mayor: So")), [(at("Mayor"), Face::BOLD)]);
        assert_eq!((shapes.told(6), shapes.told(10), shapes.told(12)), (Some("p. 7"), None, Some("Ben")));
        assert_eq!(shapes.faces(at("Ann")), [(at("Ann"), Face::BOLD)], "also where it stands before the words");
    }
}
