//! A text as its lines, which is how the exports of press databases are laid out.

use std::ops::Range;

use crate::text::ByteRange;

/// A file of 64 MiB has a tenth of these, if its lines are as long as people write them.
pub(super) const MOST_LINES: usize = 4_000_000;

/// The lines of a text, each without the blanks around it.
pub(super) struct Lines<'t> {
    all: Vec<Line<'t>>,
}

/// A line of a text.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// Its first byte that is no blank.
    start: usize,
    words: &'t str,
    is_indented: bool,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut at = 0;
        let line = |line: &'t str| {
            let start = at + line.len() - line.trim_start().len();
            at += line.len() + 1;
            Line { start, words: line.trim(), is_indented: line.starts_with([' ', '\t']) }
        };
        Self { all: text.split('\n').map(line).collect() }
    }

    /// The lines of what may be an export; `None` if there are more than any has, for each takes memory.
    pub(super) fn of_export(text: &'t str) -> Option<Self> {
        (memchr::memchr_iter(b'\n', text.as_bytes()).count() < MOST_LINES).then(|| Self::of(text))
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The words of a line; none where there is no such line.
    pub(super) fn words(&self, number: usize) -> &'t str {
        self.all.get(number).map_or("", |line| line.words)
    }

    pub(super) fn is_blank(&self, number: usize) -> bool {
        self.words(number).is_empty()
    }

    pub(super) fn is_indented(&self, number: usize) -> bool {
        self.all.get(number).is_some_and(|line| line.is_indented)
    }

    /// Where a line stands in the text, from a byte of its words on.
    pub(super) fn at(&self, number: usize, from: usize) -> ByteRange {
        let (start, words) = self.all.get(number).map_or((0, ""), |line| (line.start, line.words));
        ByteRange::new(start + from.min(words.len()), start + words.len())
    }

    /// The lines of a range with anything in them.
    pub(super) fn full(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        range.filter(|number| !self.is_blank(*number))
    }

    /// The first line of a range with anything in it.
    pub(super) fn first(&self, range: Range<usize>) -> Option<usize> {
        self.full(range).next()
    }

    /// The lines of a range that stand together without an empty one between, as ranges.
    pub(super) fn blocks(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut blocks: Vec<Range<usize>> = Vec::new();
        for number in self.full(range) {
            match blocks.last_mut().filter(|block| block.end == number) {
                Some(block) => block.end = number + 1,
                None => blocks.push(number..number + 1),
            }
        }
        blocks
    }
}
