//! Articles as a table for quanteda and its like: `doc_id`, `text`, then a column per variable. It is what `readtext()` and
//! `corpus()` of R take by the names of their first two columns.
//!
//! It is UTF-8 without a byte order mark, which R would take for a part of the first name. Texts are written as they are,
//! for their words are counted; only one that begins like a formula has an apostrophe before it.

use super::{
    article_fields, csv,
    file_names::file_names,
    format::{Format, Written},
    limit::Limit,
    of_articles::{FACTS, beside_articles, facts},
    part::Part,
    subject::Subject,
};
use crate::model::Project;

/// A table for quanteda.
pub(super) const FORMAT: Format = Format {
    name: "quanteda",
    title: "quanteda table",
    purpose: "texts with their facts as document variables, for R",
    extensions: &["csv"],
    holds: &[Part::Texts, Part::Facts, Part::ArticleFields],
    limits: &[Limit::Marks, Limit::BeginningsOfFormulas],
    note: "readtext shows straight quotation marks doubled; read.csv and read_csv don't",
    subject: Subject::Articles,
    write,
};

/// The first columns, and the last of our own, by which the rows of other tables are found.
const FIRST: [&str; 2] = ["doc_id", "text"];
const ID: &str = "article_id";

fn write(project: &Project) -> Written {
    let mut losses = beside_articles(project);
    let columns: Vec<&str> = FIRST.into_iter().chain(FACTS).chain([ID]).collect();
    let own = article_fields::heads(project, &columns);
    let names = columns.iter().map(|name| (*name).to_owned()).chain(own.into_iter().map(csv::defused)).collect();
    let rows = file_names(project).into_iter().map(|(article, name)| {
        let text = article.text.as_str();
        let safe = csv::defused_at_start(text);
        losses.add(Limit::BeginningsOfFormulas, usize::from(safe.is_some()));
        let variables = facts(article).chain([article.id.to_string()]).chain(article_fields::cells(project, article));
        [name, safe.unwrap_or_else(|| text.to_owned())].into_iter().chain(variables.map(csv::defused)).collect()
    });
    let mut bytes = Vec::new();
    csv::put_rows(&mut bytes, ::csv::Terminator::Any(b'\n'), std::iter::once(names).chain(rows));
    Written { losses: losses.counted(), ..Written::one(bytes) }
}
