//! The order in which articles are listed, and gone through one after the other.

use serde::{Deserialize, Serialize};

use crate::model::{Article, CoderId, Project};

/// What articles are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArticleOrder {
    /// As they joined the project.
    #[default]
    Project,
    /// The oldest first.
    Date,
    /// By outlet.
    Outlet,
    /// By title.
    Title,
    /// By how far the coder is with them.
    Status,
}

impl ArticleOrder {
    /// All orders.
    pub const ALL: [Self; 5] = [Self::Project, Self::Date, Self::Outlet, Self::Title, Self::Status];

    /// The word shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Project => "order added",
            Self::Date => "date",
            Self::Outlet => "outlet",
            Self::Title => "title",
            Self::Status => "status",
        }
    }

    /// Sorts articles, which come in the order of the project, for a coder; equal ones stay as they came. Those of which the
    /// fact is not known come last, also in reverse.
    pub fn sort(self, project: &Project, coder: CoderId, is_reversed: bool, articles: &mut [&Article]) {
        let fact = |article: &Article| {
            let facts = &article.facts;
            match self {
                ArticleOrder::Project | ArticleOrder::Status => String::new(),
                ArticleOrder::Date => facts.published.clone(),
                ArticleOrder::Outlet => facts.outlet.to_lowercase(),
                ArticleOrder::Title => facts.title.to_lowercase(),
            }
        };
        match self {
            ArticleOrder::Project => {}
            ArticleOrder::Status => articles.sort_by_key(|article| project.status(article.id, coder)),
            ArticleOrder::Date | ArticleOrder::Outlet | ArticleOrder::Title => {
                articles.sort_by_cached_key(|article| fact(article));
            }
        }
        if is_reversed {
            articles.reverse();
        }
        if matches!(self, ArticleOrder::Date | ArticleOrder::Outlet | ArticleOrder::Title) {
            articles.sort_by_key(|article| fact(article).trim().is_empty());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{ArticleId, CoderId, Facts, Id, ProjectId, Source, Status, Time},
        text::FrozenText,
    };

    fn project() -> Project {
        let mut project = Project::new(ProjectId(Id::FIRST), "p", crate::store::builtin_codebook());
        let articles = [("b", "", "2022-03-06"), ("A", "Post", ""), ("c", "courier", "2021"), ("d", "", "2022-01-02")];
        for (number, (title, outlet, published)) in (1u8..).zip(articles) {
            let facts = Facts {
                title: title.to_owned(),
                outlet: outlet.to_owned(),
                published: published.to_owned(),
                ..Facts::default()
            };
            let id = ArticleId(Id::from_bits([number; 10]));
            let text = FrozenText::verbatim(title);
            let article = Article::new(id, text, facts, Source::default(), Time(number.into()));
            project.articles.insert(id, article.into());
        }
        let done = ArticleId(Id::from_bits([1; 10]));
        project.progress.insert((done, CoderId(Id::FIRST)), Status::Done);
        project
    }

    fn sorted(order: ArticleOrder, is_reversed: bool) -> String {
        let project = project();
        let mut articles = project.listed_articles();
        order.sort(&project, CoderId(Id::FIRST), is_reversed, &mut articles);
        articles.iter().map(|article| article.facts.title.as_str()).collect()
    }

    #[test]
    fn articles_are_sorted_and_those_without_the_fact_come_last_either_way() {
        assert_eq!(ArticleOrder::ALL.map(|order| sorted(order, false)), ["bAcd", "cdbA", "cAbd", "Abcd", "Acdb"]);
        assert_eq!(ArticleOrder::ALL.map(|order| sorted(order, true)), ["dcAb", "bdcA", "Acdb", "dcbA", "bdcA"]);
    }
}
