//! How many words each article has: the analysis that CONTRIBUTING.md adds as an example. Built for tests only.

use super::table::{Analysis, Column, Evidence, Row, Table};
use crate::model::{Article, Project};

/// Words by article.
pub const ANALYSIS: Analysis = Analysis { name: "length", title: "Words by article", table };

fn table(project: &Project) -> Table {
    let columns = vec![Column::text("article"), Column::count("words", "words")];
    Table { columns, rows: project.listed_articles().into_iter().map(row).collect() }
}

fn row(article: &Article) -> Row {
    let words = article.text.as_str().split_whitespace().count().to_string();
    let cells = [article.facts.title.clone(), words].map(String::into_boxed_str);
    Row::new(Box::new(cells), &[Evidence { article: article.id, span: None }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{ArticleId, Codebook, Facts, Id, ProjectId, Source, Time},
        text::FrozenText,
    };

    #[test]
    fn each_article_is_a_row_and_leads_to_itself() {
        let (one, two) = (ArticleId(Id::from_bits([1; 10])), ProjectId(Id::from_bits([2; 10])));
        let text = FrozenText::verbatim("Alice said\nso.");
        let article = Article::new(one, text, Facts::default(), Source::default(), Time(0));
        let mut project = Project::new(two, "", Codebook::default());
        project.articles.insert(one, article.into());
        let table = (ANALYSIS.table)(&project);
        assert_eq!(table.rows[0].cell(1), "3");
        assert_eq!(table.rows[0].evidence(1), [Evidence { article: one, span: None }]);
    }
}
