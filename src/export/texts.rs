//! A folder of plain texts: a file per article with its text as it is, in UTF-8, and beside them `metadata.csv`, which says
//! what is known of the article in each file.

use super::{
    article_fields,
    csv::table,
    file_names::file_names,
    format::{Format, Written},
    limit::Limit,
    of_articles::{FACTS, beside_articles, facts},
    part::Part,
    subject::Subject,
};
use crate::model::Project;

/// A folder of plain texts.
pub(super) const FORMAT: Format = Format {
    name: "texts",
    title: "Text files",
    purpose: "a plain text file per article, and a table of their facts",
    extensions: &["zip"],
    holds: &[Part::Texts, Part::Facts, Part::ArticleFields],
    limits: &[Limit::Marks],
    note: "",
    subject: Subject::Articles,
    write,
};

fn write(project: &Project) -> Written {
    let columns: Vec<&str> = std::iter::once("file").chain(FACTS).chain(["article id"]).collect();
    let own = article_fields::heads(project, &columns);
    let heads: Vec<&str> = columns.iter().copied().chain(own.iter().map(String::as_str)).collect();
    let (mut files, mut rows) = (Vec::new(), Vec::new());
    for (article, name) in file_names(project) {
        let file = format!("{name}.txt");
        let known = std::iter::once(file.clone()).chain(facts(article)).chain([article.id.to_string()]);
        rows.push(known.chain(article_fields::cells(project, article)).collect());
        files.push((file, article.text.as_str().as_bytes().to_vec()));
    }
    files.push(("metadata.csv".to_owned(), table(&heads, rows.into_iter())));
    Written { losses: beside_articles(project).counted(), ..Written::several(files) }
}
