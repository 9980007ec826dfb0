//! Tags by article for statistics: a row per article with its facts and a column per tag, which says how many marks of it
//! the article has, or whether it has any (1, 0).
//!
//! A column counts the marks of its own tag. Those of the tags below it have columns of their own: whoever wants a sum adds
//! these, and no mark is counted twice.

use std::collections::BTreeSet;

use rust_xlsxwriter::XlsxError;

use super::{
    article_fields, csv,
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    of_articles::{FACTS, beside_articles, facts, tags},
    part::Part,
    subject::Subject,
    xlsx,
};
use crate::{
    analysis::Kind,
    model::{Article, FieldKind, Project, TagId},
};

/// Counts as CSV.
pub(super) const COUNTS: Format = Format {
    name: "matrix",
    title: "Tags by article",
    purpose: "one row per article: its facts, and how many marks of each tag it has",
    extensions: &["csv"],
    holds: &[Part::Facts, Part::ArticleFields],
    limits: &[Limit::Marks],
    note: NOTE,
    subject: Subject::Articles,
    write: |project| table(project, Cells::Counts),
};

/// Yes and no as CSV.
pub(super) const YES_NO: Format = Format {
    name: "matrix-binary",
    title: "Tags by article (0/1)",
    purpose: "one row per article: its facts, and whether it has marks of each tag (1 or 0)",
    write: |project| table(project, Cells::YesNo),
    ..COUNTS
};

/// Both as a workbook.
pub(super) const WORKBOOK: Format = Format {
    name: "matrix-xlsx",
    title: "Tags by article (Excel)",
    purpose: "one row per article: its facts, and the marks of each tag, as counts and as 1 or 0",
    extensions: &["xlsx"],
    limits: &[Limit::Marks, Limit::FurtherTags, Limit::EndsOfLongCells, Limit::FurtherRows],
    write: workbook,
    ..COUNTS
};

const NOTE: &str = "marks are only counted, each in the column of its own tag";

/// How many columns a sheet has at most.
const MOST_COLUMNS: usize = 16_384;

/// What the column of a tag says.
#[derive(Clone, Copy)]
enum Cells {
    /// How many marks there are.
    Counts,
    /// Whether there are any.
    YesNo,
}

impl Cells {
    fn cell(self, count: usize) -> String {
        match self {
            Self::Counts => count.to_string(),
            Self::YesNo => usize::from(count > 0).to_string(),
        }
    }
}

fn table(project: &Project, cells: Cells) -> Written {
    let tags = tags(project);
    let heads = heads(project, &tags);
    let names: Vec<&str> = heads.iter().map(|(name, _)| name.as_str()).collect();
    let bytes = csv::table(&names, rows(project, &tags, cells));
    Written { losses: beside_articles(project).counted(), ..Written::one(bytes) }
}

fn workbook(project: &Project) -> Written {
    let mut losses = beside_articles(project);
    let bytes = sheets(project, &mut losses);
    xlsx::written(bytes, losses)
}

fn sheets(project: &Project, losses: &mut Losses) -> Result<Vec<u8>, XlsxError> {
    let mut tags = tags(project);
    let room = MOST_COLUMNS.saturating_sub(heads(project, &[]).len());
    losses.add(Limit::FurtherTags, tags.len().saturating_sub(room));
    tags.truncate(room);
    let heads = heads(project, &tags);
    let heads: Vec<xlsx::Head<'_>> = heads.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let newest = project.listed_articles().into_iter().map(|article| article.added).max().unwrap_or_default();
    let mut workbook = xlsx::empty(project, newest);
    for (name, cells) in [("Counts", Cells::Counts), ("Yes or no", Cells::YesNo)] {
        // What is cut is the same in both.
        let mut again = Losses::default();
        let losses = if matches!(cells, Cells::Counts) { &mut *losses } else { &mut again };
        let mut rows = rows(project, &tags, cells);
        xlsx::fill(workbook.add_worksheet(), name, &heads, &mut rows, xlsx::MOST_ROWS, losses)?;
    }
    workbook.save_to_buffer()
}

/// The column that rows are known by in other tables.
const ID: &str = "article id";

/// The columns: what is known of an article, then the tags. No two are called the same.
fn heads(project: &Project, tags: &[(TagId, String)]) -> Vec<(String, Kind)> {
    let first = std::iter::once(ID).chain(FACTS);
    let others: Vec<&str> = first.clone().collect();
    let mut heads: Vec<(String, Kind)> = first.map(|name| (name.to_owned(), xlsx::head(name).1)).collect();
    let fields = article_fields::heads(project, &others).into_iter().zip(&project.codebook.article_fields);
    heads.extend(fields.map(|(name, field)| {
        let kind = if matches!(field.kind, FieldKind::Number) { Kind::Number } else { Kind::Text };
        (name, kind)
    }));
    let mut taken: BTreeSet<String> = heads.iter().map(|(name, _)| name.to_lowercase()).collect();
    for (_, name) in tags {
        let others = (1_usize..).map(|number| match number {
            1 => format!("{name} (tag)"),
            number => format!("{name} (tag {number})"),
        });
        let free = std::iter::once(name.clone()).chain(others).find(|name| taken.insert(name.to_lowercase()));
        heads.push((free.unwrap_or_default(), Kind::Number));
    }
    heads
}

fn rows<'p>(project: &'p Project, tags: &'p [(TagId, String)], cells: Cells) -> impl Iterator<Item = Vec<String>> + 'p {
    project.listed_articles().into_iter().map(move |article: &Article| {
        let known = std::iter::once(article.id.to_string()).chain(facts(article));
        let counts = tags.iter().map(|(id, _)| cells.cell(article.spans.count(id)));
        known.chain(article_fields::cells(project, article)).chain(counts).collect()
    })
}
