//! The text of a post as it grows, with its links and emphasis beside it.

use crate::{
    import::shape::Shape,
    model::{Run, RunKind},
    text::ByteRange,
};

/// A text as it grows.
#[derive(Debug, Default)]
pub(super) struct Rich {
    text: String,
    shape: Shape,
}

impl Rich {
    /// Adds words; lines end with LF.
    pub(super) fn push(&mut self, words: &str) {
        for (number, part) in words.split("\r\n").enumerate() {
            if number > 0 {
                self.text.push('\n');
            }
            self.text.push_str(part);
        }
    }

    /// Adds words that are something.
    pub(super) fn push_as(&mut self, words: &str, kind: Option<RunKind>) {
        let start = self.text.len();
        self.push(words);
        kind.into_iter().for_each(|kind| self.shape.add(start, self.text.len(), kind));
    }

    /// What comes next stands this many line ends below what is there.
    pub(super) fn below(&mut self, lines: usize) {
        let kept = self.text.trim_end_matches([' ', '\n']).len();
        if kept > 0 {
            let has = self.text.get(kept..).unwrap_or_default().matches('\n').count();
            self.text.truncate(kept);
            self.text.extend(std::iter::repeat_n('\n', lines.max(has.min(2))));
        }
    }

    /// A line ends.
    pub(super) fn end_line(&mut self) {
        self.text.push('\n');
    }

    /// What comes next is something, until it ends.
    pub(super) fn begin(&mut self, kind: RunKind) {
        self.shape.begin(self.text.len(), vec![kind]);
    }

    pub(super) fn end(&mut self) {
        self.shape.end(self.text.len());
    }

    /// Whether a blank that comes next would stand beside another, or at the beginning.
    pub(super) fn ends_blank(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(char::is_whitespace)
    }

    /// The text without the blanks around it, and its runs.
    pub(super) fn finish(self) -> (String, Vec<Run>) {
        let runs = self.shape.finish(&self.text);
        let is_blank = |c: char| c.is_whitespace() || c == '\u{FEFF}';
        let lead = self.text.len() - self.text.trim_start_matches(is_blank).len();
        let text = self.text.trim_matches(is_blank).to_owned();
        let end = text.len();
        let mut runs = moved(runs, |at| at.saturating_sub(lead).min(end));
        runs.retain(|run| !run.at.is_empty());
        (text, runs)
    }
}

/// Runs whose bytes are counted another way.
pub(super) fn moved(runs: Vec<Run>, place: impl Fn(usize) -> usize) -> Vec<Run> {
    let at = |run: &Run| ByteRange::new(place(run.at.start.index()), place(run.at.end.index()));
    runs.into_iter().map(|run| Run { at: at(&run), ..run }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_end_where_the_text_does() {
        let mut rich = Rich::default();
        rich.push("\u{FEFF} ");
        rich.push_as("It\u{FEFF}", Some(RunKind::Strong));
        rich.push_as("\u{FEFF}", Some(RunKind::Emphasis));
        let (text, runs) = rich.finish();
        assert_eq!((text.as_str(), runs.len()), ("It", 1));
        assert_eq!(runs[0].at, ByteRange::new(0, 2));
    }
}
