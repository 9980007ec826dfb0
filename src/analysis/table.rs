//! What every analysis answers with: one table, of which each cell can name the marks or articles behind it.

use crate::model::{ArticleId, Project, SpanId};

/// An analysis, as menus and the command line offer it.
#[derive(Clone, Copy, Debug)]
pub struct Analysis {
    /// Its name on the command line (`speaker`).
    pub name: &'static str,
    /// What it is called (“Marks and claims by speaker”).
    pub title: &'static str,
    /// Answers it for a project.
    pub table: fn(&Project) -> Table,
}

/// The answer of an analysis. All rows have as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the cells of the rows say, from left to right.
    pub columns: Vec<Column>,
    /// The rows, in an order that means something to people.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What settings and programs know it by: survives renaming in the codebook.
    pub key: String,
    /// Its head.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// What its numbers count or measure (`marks`).
    pub unit: Option<&'static str>,
}

/// What the cells of a column hold. An empty cell holds nothing; where something else stands, it is text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    #[default]
    Text,
    /// A number, written with a point.
    Number,
    /// A day (`2022-03-06`), or as much of one as is known.
    Date,
    /// A time of UTC (`2022-03-07T09:00:00Z`).
    Time,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The cells, in the order of the columns.
    pub cells: Box<[Box<str>]>,
    behind: Behind,
}

/// What a cell is made from: a mark, or an article as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The article.
    pub article: ArticleId,
    /// The mark in it.
    pub span: Option<SpanId>,
}

/// The evidence for the cells of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Behind {
    /// The same behind all.
    All(Box<[Evidence]>),
    /// The same behind all, which the row is about together, be it a single mark.
    Together(Box<[Evidence]>),
    /// Something else behind each, in the order of the columns.
    Each(Box<[Box<[Evidence]>]>),
}

impl Column {
    /// A column of text that has its key for a name.
    pub fn text(key: &str) -> Self {
        Self { key: key.to_owned(), name: key.to_owned(), kind: Kind::Text, unit: None }
    }

    /// A column of counts.
    pub fn count(key: &str, unit: &'static str) -> Self {
        Self { kind: Kind::Number, unit: Some(unit), ..Self::text(key) }
    }
}

impl Row {
    /// A row of which each cell is made from the same.
    pub fn new(cells: Box<[Box<str>]>, evidence: &[Evidence]) -> Self {
        Self { cells, behind: Behind::All(evidence.into()) }
    }

    /// A row about several marks together, of which each cell is made from the same.
    pub fn together(cells: impl IntoIterator<Item = String>, evidence: &[Evidence]) -> Self {
        let cells = cells.into_iter().map(String::into_boxed_str).collect();
        Self { cells, behind: Behind::Together(evidence.into()) }
    }

    /// A row of cells, each with what it is made from.
    pub fn of_cells(cells: impl IntoIterator<Item = (String, Vec<Evidence>)>) -> Self {
        let (cells, behind): (Vec<Box<str>>, Vec<Box<[Evidence]>>) =
            cells.into_iter().map(|(cell, evidence)| (cell.into_boxed_str(), evidence.into_boxed_slice())).unzip();
        Self { cells: cells.into(), behind: Behind::Each(behind.into()) }
    }

    /// The cell of a column, by its place; empty beyond the last.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell)
    }

    /// What the cell of a column is made from.
    pub fn evidence(&self, column: usize) -> &[Evidence] {
        match &self.behind {
            Behind::All(evidence) | Behind::Together(evidence) => evidence,
            Behind::Each(cells) => cells.get(column).map_or(&[], |evidence| evidence),
        }
    }

    /// The mark that the row is about, where it is about one alone.
    pub fn mark(&self) -> Option<(ArticleId, SpanId)> {
        match &self.behind {
            Behind::All(evidence) => match evidence.as_ref() {
                [Evidence { article, span: Some(span) }] => Some((*article, *span)),
                _ => None,
            },
            Behind::Together(_) | Behind::Each(_) => None,
        }
    }
}

impl Table {
    /// The place of the column with a key.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}
