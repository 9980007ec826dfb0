//! A text as RTF makes it grow: the article, a footnote or the words of a comment, each with its shape.

use crate::{
    import::{
        package::Paragraphs,
        shape::{Pages, Shape},
    },
    model::RunKind,
    text::ByteRange,
};

/// A text as it grows.
#[derive(Default)]
pub(super) struct Out {
    pub(super) paragraphs: Paragraphs,
    pub(super) shape: Shape,
    pub(super) pages: Pages,
    pub(super) kind: Kind,
    /// Where this paragraph begins.
    start: usize,
    /// Where this row and this cell of a table begin, once there is anything in them.
    row: Option<usize>,
    cell: Option<usize>,
    /// Whether a row was announced whose cells follow.
    pub(super) is_in_row: bool,
    /// Whether this paragraph has the mark of a list before it.
    pub(super) has_mark: bool,
    has_words: bool,
}

/// What a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Article,
    Footnote,
    Box,
    Comment,
}

impl Out {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// Whether no words of this paragraph were read yet.
    pub(super) fn is_new(&self) -> bool {
        !self.has_words
    }

    /// Adds words.
    pub(super) fn push(&mut self, words: &str, is_strong: bool, is_emphasis: bool, is_in_table: bool) {
        let ByteRange { start, end } = self.paragraphs.put(words);
        if start == end {
            return;
        }
        let (start, end) = (start.index(), end.index());
        self.has_words = true;
        if is_strong {
            self.shape.add(start, end, RunKind::Strong);
        }
        if is_emphasis {
            self.shape.add(start, end, RunKind::Emphasis);
        }
        if is_in_table || self.is_in_row {
            self.row.get_or_insert(start);
            self.cell.get_or_insert(start);
        }
    }

    /// A paragraph ends, which is of this kind.
    pub(super) fn end_paragraph(&mut self, kind: Option<RunKind>) {
        let end = self.paragraphs.end();
        let kind = kind.or(Some(RunKind::Item).filter(|_| self.has_mark));
        if let Some(kind) = kind {
            self.shape.add(self.start, end, kind);
        }
        (self.start, self.has_mark, self.has_words) = (end, false, false);
        self.paragraphs.next();
    }

    /// A cell of a table ends.
    pub(super) fn end_cell(&mut self) {
        if let Some(start) = self.cell.take() {
            self.shape.add(start, self.paragraphs.end(), RunKind::Cell);
        }
    }

    /// A row of a table ends.
    pub(super) fn end_row(&mut self) {
        self.is_in_row = false;
        self.end_cell();
        if let Some(start) = self.row.take() {
            self.shape.add(start, self.paragraphs.end(), RunKind::Row);
        }
    }
}
