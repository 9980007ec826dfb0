//! The table of claims for spreadsheets: one row per claim, with who said it, to whom, where, and through whom it came.

use super::{
    csv::table,
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    part::Part,
    subject::Subject,
    table::words,
};
use crate::{analysis::ledger, model::Project};

/// The ledger as CSV.
pub(super) const FORMAT: Format = Format {
    name: "ledger",
    title: "Ledger",
    purpose: "the table of claims: who said what, to whom, where",
    extensions: &["csv"],
    holds: &[
        Part::Facts,
        Part::ArticleFields,
        Part::Overlaps,
        Part::Pieces,
        Part::Coders,
        Part::Notes,
        Part::Flags,
        Part::Fields,
        Part::Entities,
        Part::Links,
        Part::OpenLinks,
    ],
    limits: &[Limit::OtherMarks, Limit::LinksOfOtherMarks, Limit::ArticlesWithoutClaims, Limit::Positions],
    note: "",
    subject: Subject::Claims,
    write,
};

/// What is known of a claim's article beyond the columns of the ledger.
const OF_ARTICLE: [&str; 4] = ["author", "address", "language", "article note"];

fn write(project: &Project) -> Written {
    let ledger = ledger(project);
    let heads: Vec<&str> = ledger.columns.iter().map(|column| column.name.as_str()).chain(OF_ARTICLE).collect();
    let rows = ledger.rows.iter().map(|row| {
        let article = row.mark().and_then(|(article_id, _)| project.articles.get(&article_id));
        let facts = article.map(|article| &article.facts);
        let of_article = facts.map(|facts| [&facts.author, &facts.address, &facts.language, &facts.note]);
        let of_article = of_article.map_or_else(Default::default, |facts| facts.map(String::clone));
        words(row).into_iter().chain(of_article).collect()
    });
    Written { losses: beside_claims(project).counted(), ..Written::one(table(&heads, rows)) }
}

/// What a list of claims leaves out.
pub(super) fn beside_claims(project: &Project) -> Losses {
    let claims = project.codebook.claim_tags();
    let mut losses = Losses::default();
    for article in project.listed_articles() {
        let marks = article.spans.len();
        let made = article.spans.iter().filter(|span| claims.contains(&&span.tag)).count();
        let is_of_claim = |from| article.span(from).is_some_and(|span| claims.contains(&&span.tag));
        losses.add(Limit::OtherMarks, marks - made);
        losses.add(Limit::LinksOfOtherMarks, article.links.iter().filter(|link| !is_of_claim(link.from)).count());
        losses.add(Limit::ArticlesWithoutClaims, usize::from(made == 0));
    }
    losses
}
