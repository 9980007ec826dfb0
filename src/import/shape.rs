//! The shape of a text while it is read: headings, lists, emphasis, links, as runs beside the text.

use crate::{
    model::{Run, RunKind},
    text::ByteRange,
};

/// Runs as a text grows: those that began and those that ended.
#[derive(Debug, Default)]
pub(super) struct Shape {
    open: Vec<(usize, RunKind)>,
    done: Vec<(usize, usize, RunKind)>,
}

impl Shape {
    /// A run begins at this byte of the text.
    pub(super) fn begin(&mut self, at: usize, kind: RunKind) {
        self.open.push((at, kind));
    }

    /// The run that began last ends at this byte of the text.
    pub(super) fn end(&mut self, at: usize) {
        if let Some((start, kind)) = self.open.pop() {
            self.done.push((start, at, kind));
        }
    }

    /// A run that is known whole.
    pub(super) fn add(&mut self, start: usize, end: usize, kind: RunKind) {
        self.done.push((start, end, kind));
    }

    /// The runs of the text, as [`runs`] has them; those still open end with the text.
    pub(super) fn finish(mut self, text: &str) -> Vec<Run> {
        while !self.open.is_empty() {
            self.end(text.len());
        }
        runs(text, self.done)
    }
}

/// Runs in the order of the text, the longer ones first, without blanks at their ends; those without a letter are none.
/// Emphasis of one kind that goes on after nothing but blanks is one run. Starts and ends are bytes of the text.
pub(super) fn runs(text: &str, found: Vec<(usize, usize, RunKind)>) -> Vec<Run> {
    let mut all: Vec<Run> = found.into_iter().filter_map(|(start, end, kind)| run(text, start, end, kind)).collect();
    all.sort_by_key(|run| (run.at.start, std::cmp::Reverse(run.at.end)));
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
    fn runs_lose_their_blanks_and_go_on_over_them() {
        let text = "One two  three\n\nfour";
        let mut shape = Shape::default();
        shape.begin(0, RunKind::Item);
        shape.add(0, 4, RunKind::Strong);
        shape.add(4, 8, RunKind::Strong);
        shape.add(8, 9, RunKind::Emphasis);
        shape.end(16);
        shape.begin(16, RunKind::Strong);
        let runs: Vec<(usize, usize, RunKind)> =
            shape.finish(text).into_iter().map(|run| (run.at.start.index(), run.at.end.index(), run.kind)).collect();
        assert_eq!(runs, [(0, 14, RunKind::Item), (0, 7, RunKind::Strong), (16, 20, RunKind::Strong)]);
    }
}
