//! The shape of a text while it is read: headings, lists, emphasis, links, as runs beside the text.

use std::cmp::Reverse;

use crate::{
    model::{COLUMN, Run, RunKind},
    text::ByteRange,
};

/// Runs as a text grows: those that began and those that ended.
#[derive(Debug, Default)]
pub(super) struct Shape {
    open: Vec<(usize, Vec<RunKind>)>,
    done: Vec<(usize, usize, RunKind)>,
}

impl Shape {
    /// What begins at this byte of the text is of these kinds, mostly one or none.
    pub(super) fn begin(&mut self, at: usize, kinds: Vec<RunKind>) {
        self.open.push((at, kinds));
    }

    /// What began last ends at this byte of the text.
    pub(super) fn end(&mut self, at: usize) {
        if let Some((start, kinds)) = self.open.pop() {
            self.done.extend(kinds.into_iter().map(|kind| (start, at, kind)));
        }
    }

    /// A run that is known whole; it goes on with the last one if that is of its kind and ends here.
    pub(super) fn add(&mut self, start: usize, end: usize, kind: RunKind) {
        let is_inline = matches!(kind, RunKind::Strong | RunKind::Emphasis);
        match self.done.last_mut() {
            Some((_, last, before)) if is_inline && *last == start && *before == kind => *last = end.max(start),
            _ if start < end || kind == RunKind::Cell => self.done.push((start, end, kind)),
            _ => {}
        }
    }

    /// The runs of a text that was put behind this one, where it is now; so many of its first bytes were lost.
    pub(super) fn append(&mut self, mut other: Self, at: ByteRange, lost: usize) {
        other.end_all(at.len() as usize + lost);
        let moved = |byte: usize| (byte + at.start.index()).saturating_sub(lost);
        self.done.extend(other.done.into_iter().map(|(from, to, kind)| (moved(from), moved(to), kind)));
    }

    fn end_all(&mut self, at: usize) {
        while !self.open.is_empty() {
            self.end(at);
        }
    }

    /// The runs of the text, as [`runs`] has them; those still open end with the text.
    pub(super) fn finish(mut self, text: &str) -> Vec<Run> {
        self.end_all(text.len());
        runs(text, self.done)
    }
}

/// Where the pages of a text begin.
#[derive(Debug, Default)]
pub(super) struct Pages {
    starts: Vec<usize>,
    /// Whether the last of them was asked for by whoever wrote the text.
    is_wanted: bool,
}

impl Pages {
    /// A page that the writer wanted begins behind this text.
    pub(super) fn wanted(&mut self, text: &str) {
        self.starts.push(text.len());
        self.is_wanted = true;
    }

    /// The program that showed the text began a page here: the one that the writer wanted, if no word stands between.
    pub(super) fn shown(&mut self, text: &str) {
        let last = self.starts.last().copied().filter(|_| self.is_wanted);
        let is_same = last.and_then(|last| text.get(last..)).is_some_and(|since| since.trim().is_empty());
        if !is_same && !text.trim().is_empty() {
            self.starts.push(text.len());
        }
        self.is_wanted = false;
    }

    /// The pages of a text of this length, if it is known where any of them begins.
    pub(super) fn mark(self, end: usize, shape: &mut Shape) {
        let ends = self.starts.iter().copied().chain([end]);
        let starts = [0].into_iter().chain(self.starts.iter().copied());
        for (number, (start, end)) in (1_usize..).zip(starts.zip(ends)).filter(|_| !self.starts.is_empty()) {
            shape.add(start, end, RunKind::Page(number.to_string()));
        }
    }
}

/// Runs in the order of the text, the longer ones first and of equal ones those that hold the others, without blanks at
/// their ends; those without a letter are none. Emphasis of one kind that goes on after nothing but blanks is one run. Starts and ends are bytes of the text.
pub(super) fn runs(text: &str, found: Vec<(usize, usize, RunKind)>) -> Vec<Run> {
    let is_empty = |start: usize, end: usize| text.get(start..end).is_none_or(|words| words.trim().is_empty());
    let columns = columns(&found, is_empty);
    let found = found.into_iter().chain(columns);
    let mut all: Vec<Run> = found.filter_map(|(start, end, kind)| run(text, start, end, kind)).collect();
    all.sort_by_key(|run| (run.at.start, Reverse(run.at.end), rank(&run.kind)));
    let mut runs: Vec<Run> = Vec::with_capacity(all.len());
    for run in all {
        if runs.iter().rev().take_while(|other| other.at.end >= run.at.start).any(|other| *other == run) {
            continue;
        }
        let is_inline = matches!(run.kind, RunKind::Strong | RunKind::Emphasis | RunKind::Link(_));
        let before = runs.iter_mut().rev().take(NEAR).find(|other| is_inline && other.kind == run.kind);
        match before.filter(|before| is_joined(text, before.at, run.at)) {
            Some(before) => before.at.end = before.at.end.max(run.at.end),
            None => runs.push(run),
        }
    }
    runs
}

/// The number of its column, from 1, for each cell that an empty one stands before: a run holds words, and empty cells have
/// none. Cells and rows come in the order in which they end.
pub(super) fn columns(
    found: &[(usize, usize, RunKind)],
    is_empty: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize, RunKind)> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut columns = Vec::new();
    for (start, end, kind) in found {
        match kind {
            RunKind::Cell => open.push((*start, *end)),
            RunKind::Row => {
                let first = open.iter().rposition(|(cell, _)| cell < start).map_or(0, |before| before + 1);
                let cells = open.split_off(first);
                let empty = cells.iter().position(|(start, end)| is_empty(*start, *end)).unwrap_or(cells.len());
                let behind = (1..).zip(cells).skip(empty).filter(|(_, (start, end))| !is_empty(*start, *end));
                columns.extend(behind.map(|(number, (start, end)): (usize, _)| {
                    (start, end, RunKind::Other(COLUMN.to_owned(), number.to_string()))
                }));
            }
            RunKind::Heading(_)
            | RunKind::Item
            | RunKind::Quote
            | RunKind::Strong
            | RunKind::Emphasis
            | RunKind::Link(_)
            | RunKind::Page(_)
            | RunKind::Time(..)
            | RunKind::Turn(_)
            | RunKind::Other(..) => {}
        }
    }
    columns
}

/// Which of two runs holds the other where they are of the same words: that of the lower rank.
fn rank(kind: &RunKind) -> u8 {
    match kind {
        RunKind::Page(_) | RunKind::Time(..) | RunKind::Turn(_) | RunKind::Other(..) => 0,
        RunKind::Row => 1,
        RunKind::Cell => 2,
        RunKind::Heading(_) | RunKind::Item | RunKind::Quote => 3,
        RunKind::Link(_) => 4,
        RunKind::Strong => 5,
        RunKind::Emphasis => 6,
    }
}

/// Among how many runs before it one that goes on is looked for.
const NEAR: usize = 8;

/// Whether nothing but blanks of one line stands between two stretches.
fn is_joined(text: &str, before: ByteRange, after: ByteRange) -> bool {
    let between = text.get(before.end.index().min(after.start.index())..after.start.index()).unwrap_or_default();
    between.chars().all(|character| character.is_whitespace() && character != '\n')
}

fn run(text: &str, start: usize, end: usize, kind: RunKind) -> Option<Run> {
    let (start, end) = (text.floor_char_boundary(start), text.floor_char_boundary(end));
    let words = text.get(start..end)?;
    let start = start + words.len() - words.trim_start().len();
    let at = ByteRange::new(start, start + words.trim().len());
    (!at.is_empty()).then_some(Run { at, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_behind_empty_ones_know_their_columns() {
        let text = "a b\n2019 7\nx";
        let mut shape = Shape::default();
        for (start, end, cells) in [(0, 3, [(0, 1), (1, 2), (2, 3)]), (4, 10, [(4, 8), (9, 9), (9, 10)])] {
            cells.iter().for_each(|(start, end)| shape.add(*start, *end, RunKind::Cell));
            shape.add(start, end, RunKind::Row);
        }
        let columns: Vec<(usize, RunKind)> = shape
            .finish(text)
            .into_iter()
            .filter(|run| matches!(run.kind, RunKind::Other(..)))
            .map(|run| (run.at.start.index(), run.kind))
            .collect();
        let third = || RunKind::Other(COLUMN.to_owned(), "3".to_owned());
        assert_eq!(columns, [(2, third()), (9, third())]);
    }

    #[test]
    fn runs_lose_their_blanks_and_go_on_over_them() {
        let text = "One two  three\n\nfour";
        let mut shape = Shape::default();
        shape.begin(0, vec![RunKind::Item]);
        shape.add(0, 4, RunKind::Strong);
        shape.add(4, 8, RunKind::Strong);
        shape.add(8, 9, RunKind::Emphasis);
        shape.end(16);
        shape.begin(16, vec![RunKind::Strong]);
        let runs: Vec<(usize, usize, RunKind)> =
            shape.finish(text).into_iter().map(|run| (run.at.start.index(), run.at.end.index(), run.kind)).collect();
        assert_eq!(runs, [(0, 14, RunKind::Item), (0, 7, RunKind::Strong), (16, 20, RunKind::Strong)]);
    }

    #[test]
    fn runs_go_with_a_text_that_is_put_behind() {
        let mut aside = Shape::default();
        aside.add(2, 6, RunKind::Strong);
        aside.begin(0, vec![RunKind::Quote]);
        let mut shape = Shape::default();
        shape.append(aside, ByteRange::new(6, 15), 2);
        let text = "Text\n\nNote here";
        let at = |run: &Run| (text.get(run.at.start.index()..run.at.end.index()).unwrap(), run.kind.clone());
        let runs: Vec<_> = shape.finish(text);
        let runs: Vec<_> = runs.iter().map(at).collect();
        assert_eq!(runs, [("Note here", RunKind::Quote), ("Note", RunKind::Strong)]);
    }

    #[test]
    fn a_page_begins_once_though_writer_and_program_say_so() {
        let pages = |steps: fn(&mut Pages)| {
            let (mut pages, mut shape) = (Pages::default(), Shape::default());
            steps(&mut pages);
            pages.mark(11, &mut shape);
            shape.finish("One\n\nThree!").into_iter().map(|run| (run.at.start.index(), run.kind)).collect::<Vec<_>>()
        };
        let both = [(0, RunKind::Page("1".to_owned())), (5, RunKind::Page("2".to_owned()))];
        assert_eq!(pages(|pages| (pages.wanted("One"), pages.shown("One\n\n")).0), both);
        assert_eq!(pages(|pages| pages.shown("One")), both);
        assert_eq!(pages(|pages| pages.shown(" ")), []);
        let empty = pages(|pages| (pages.wanted("One"), pages.wanted("One\n")).0);
        assert_eq!(empty, [(0, RunKind::Page("1".to_owned())), (5, RunKind::Page("3".to_owned()))]);
    }
}
