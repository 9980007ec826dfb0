//! The shape that an article had in its file, for the formats for readers: its paragraphs as headings, items, quotations and
//! rows of tables, and its words with emphasis and links. An article without structure has plain paragraphs only.

use super::reading::{Cut, cut};
use crate::{
    model::{Article, COLUMN, RunKind},
    text::{ByteOffset, ByteRange, IntervalIndex, visible},
};

/// Items are set in no deeper than this.
const DEEPEST: usize = 8;
/// A row has no more empty cells before a full one than this.
const MOST_COLUMNS: usize = 60;

/// What follows what in an article.
pub(super) enum Block {
    /// A paragraph.
    Text(Text),
    /// Rows of cells.
    Table(Vec<Vec<Cell>>),
}

/// A paragraph with the line feeds that end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) at: ByteRange,
    pub(super) kind: Kind,
    /// Whether it is part of a quotation set apart.
    pub(super) is_quoted: bool,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    /// A heading in the text; 1 is the highest level.
    Heading(usize),
    /// Part of an item of a list that is so deep in others, 1 for one that is in none, and whether the item begins with it.
    Item {
        depth: usize,
        begins: bool,
    },
}

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The cell with what parts it from the next: all marks that begin or end there are the cell's.
    pub(super) at: ByteRange,
    /// Its words.
    pub(super) words: ByteRange,
}

/// How words look, and where they lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look<'a> {
    pub(super) is_strong: bool,
    pub(super) is_emphasized: bool,
    /// A web address.
    pub(super) link: Option<&'a str>,
}

/// The shape of an article.
pub(super) struct Shape<'a> {
    pub(super) article: &'a Article,
    /// Its runs by their places in the list.
    runs: IntervalIndex<usize>,
}

impl<'a> Shape<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        let mut runs = IntervalIndex::default();
        article.structure.iter().enumerate().for_each(|(place, run)| runs.insert(run.at, place));
        Self { article, runs }
    }

    /// The runs that share a byte with a stretch.
    fn over(&self, stretch: ByteRange) -> impl Iterator<Item = (ByteRange, &'a RunKind)> + '_ {
        self.runs.overlapping(stretch).filter_map(|(at, place)| Some((at, &self.article.structure.get(place)?.kind)))
    }

    /// What follows what in these paragraphs.
    pub(super) fn blocks(&self, paragraphs: &[ByteRange]) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut rest = paragraphs;
        while let Some((first, others)) = rest.split_first() {
            let Some((row, count)) = self.row(rest) else {
                blocks.push(Block::Text(self.text(*first)));
                rest = others;
                continue;
            };
            match blocks.last_mut() {
                Some(Block::Table(rows)) if self.goes_on(rows, &row) => rows.push(row),
                Some(Block::Table(_) | Block::Text(_)) | None => blocks.push(Block::Table(vec![row])),
            }
            rest = rest.get(count..).unwrap_or_default();
        }
        blocks
    }

    /// Whether a row is of the table of others: an empty line, and another number of cells, begin another.
    fn goes_on(&self, rows: &[Vec<Cell>], row: &[Cell]) -> bool {
        let (Some(before), Some(first)) = (rows.last(), row.first()) else { return true };
        let end = before.last().map_or(first.words.start, |cell| cell.words.end);
        let between = self.article.words(ByteRange { start: end, end: first.words.start.max(end) });
        before.len() == row.len() || between.matches('\n').count() < 2
    }

    fn text(&self, at: ByteRange) -> Text {
        let words = self.trimmed(at);
        let mut text = Text { at, kind: Kind::Plain, is_quoted: false };
        let (mut depth, mut begins, mut heading) = (0, false, None);
        for (run, kind) in self.over(words).filter(|(run, _)| covers(*run, words)) {
            match kind {
                RunKind::Heading(level) => heading = Some(usize::from(*level).max(1)),
                RunKind::Item => (depth, begins) = (depth + 1, begins || run.start >= at.start),
                RunKind::Quote => text.is_quoted = true,
                RunKind::Strong
                | RunKind::Emphasis
                | RunKind::Link(_)
                | RunKind::Row
                | RunKind::Cell
                | RunKind::Page(_)
                | RunKind::Time(..)
                | RunKind::Turn(_)
                | RunKind::Other(..) => {}
            }
        }
        match heading {
            Some(level) => text.kind = Kind::Heading(level),
            None if depth > 0 => text.kind = Kind::Item { depth: depth.min(DEEPEST), begins },
            None => {}
        }
        text
    }

    /// The row that begins these paragraphs, and how many of them are in it.
    fn row(&self, paragraphs: &[ByteRange]) -> Option<(Vec<Cell>, usize)> {
        let first = *paragraphs.first()?;
        let rows = self.over(first).filter(|(at, kind)| **kind == RunKind::Row && at.start >= first.start);
        let (row, _) = rows.max_by_key(|(at, _)| (at.end, std::cmp::Reverse(at.start)))?;
        let count = paragraphs.iter().take_while(|paragraph| paragraph.start < row.end).count();
        let last = paragraphs.get(count.checked_sub(1)?)?;
        let whole = ByteRange { start: first.start, end: last.end };
        let mut cells: Vec<ByteRange> =
            self.over(row).filter(|(at, kind)| **kind == RunKind::Cell && covers(row, *at)).map(|(at, _)| at).collect();
        cells.sort_unstable_by_key(|at| (at.start, std::cmp::Reverse(at.end)));
        // A table in a cell is part of that.
        let mut outer: Vec<ByteRange> = Vec::new();
        for cell in cells {
            if outer.last().is_none_or(|last| last.end <= cell.start) {
                outer.push(cell);
            }
        }
        let starts = outer.iter().skip(1).map(|cell| cell.start).chain([whole.end]);
        let mut from = whole.start;
        let row: Vec<Cell> = outer
            .iter()
            .zip(starts)
            .map(|(words, end)| {
                let at = ByteRange { start: from, end };
                from = end;
                Cell { at, words: *words }
            })
            .collect();
        // What stands in no cell would be lost.
        let is_gap = |start: ByteOffset, end: ByteOffset| {
            let words = self.article.words(ByteRange { start, end });
            words.chars().all(|c| c.is_whitespace() || c == '|')
        };
        let is_whole = |cell: &Cell| is_gap(cell.at.start, cell.words.start) && is_gap(cell.words.end, cell.at.end);
        (!row.is_empty() && row.iter().all(is_whole)).then(|| (self.in_columns(row), count))
    }

    /// Cells with the empty ones between them.
    fn in_columns(&self, row: Vec<Cell>) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::with_capacity(row.len());
        for cell in row {
            let number = self.over(cell.words).filter(|(at, _)| *at == cell.words).find_map(|(_, kind)| {
                let RunKind::Other(name, number) = kind else { return None };
                number.parse::<usize>().ok().filter(|_| name == COLUMN)
            });
            let before = number.map_or(0, |number| number.min(MOST_COLUMNS).saturating_sub(1));
            let nothing = ByteRange { start: cell.at.start, end: cell.at.start };
            while cells.len() < before {
                cells.push(Cell { at: nothing, words: nothing });
            }
            cells.push(cell);
        }
        cells
    }

    fn trimmed(&self, at: ByteRange) -> ByteRange {
        let words = self.article.words(at);
        let start = at.start.index() + words.len() - words.trim_start().len();
        ByteRange::new(start, start + words.trim().len())
    }

    /// A stretch, cut wherever a mark, an emphasis or a link begins or ends.
    pub(super) fn cut(&self, stretch: ByteRange) -> Vec<Cut<'a>> {
        let is_inline = |kind: &RunKind| matches!(kind, RunKind::Strong | RunKind::Emphasis | RunKind::Link(_));
        let runs = self.over(stretch).filter(|(_, kind)| is_inline(kind));
        let ends: Vec<ByteOffset> = runs.flat_map(|(at, _)| [at.start, at.end]).collect();
        cut(self.article, stretch, ends)
    }

    /// How a part looks that nothing cuts.
    pub(super) fn look(&self, part: ByteRange) -> Look<'a> {
        let mut look = Look::default();
        for (_, kind) in self.over(part).filter(|(at, _)| covers(*at, part)) {
            match kind {
                RunKind::Strong => look.is_strong = true,
                RunKind::Emphasis => look.is_emphasized = true,
                RunKind::Link(address) if is_web_address(address) => look.link = Some(address),
                RunKind::Link(_)
                | RunKind::Heading(_)
                | RunKind::Item
                | RunKind::Quote
                | RunKind::Row
                | RunKind::Cell
                | RunKind::Page(_)
                | RunKind::Time(..)
                | RunKind::Turn(_)
                | RunKind::Other(..) => {}
            }
        }
        look
    }
}

fn covers(outer: ByteRange, inner: ByteRange) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// What of a part is shown.
pub(super) fn shown(part: ByteRange, of: ByteRange) -> ByteRange {
    let start = part.start.clamp(of.start, of.end);
    ByteRange { start, end: part.end.clamp(start, of.end) }
}

/// Whether this leads to a page and does nothing else, and is what it looks like.
fn is_web_address(address: &str) -> bool {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !['<', '>', '"'].contains(&c);
    let begins = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins("https://") || begins("http://")) && address.chars().all(is_plain) && visible(address) == address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_are_led_to() {
        for address in ["https://example.org/a?b=c#d", "HTTP://example.org", "https://example.org/(a)_b"] {
            assert!(is_web_address(address), "{address}");
        }
        for address in
            ["javascript:alert(1)", "mailto:a@b.org", "#note", "", "https://a.org/\"><b", "http://a b", "file:///x"]
        {
            assert!(!is_web_address(address), "{address}");
        }
    }
}
