//! How many marks and claims there are, by what they are, who said or made them, and where they stand. Marks that one coder made
//! twice count once.

use std::collections::BTreeMap;

use super::{
    chain::source,
    table::{Analysis, Column, Evidence, Row, Table},
    united::united,
};
use crate::model::{Article, ArticleId, Project, Span};

/// The name of counts by article.
const ARTICLE: &str = "article";

/// Counts by tag.
pub(super) const BY_TAG: Analysis =
    Analysis { name: "tag", title: "Marks and claims by tag", table: |project| counts(project, "tag", tag) };
/// Counts of claims by who said them; of joint speakers each counts.
pub(super) const BY_SPEAKER: Analysis =
    Analysis { name: "speaker", title: "Claims by speaker", table: |project| counts(project, "speaker", speakers) };
/// Counts by the outlet of the article.
pub(super) const BY_OUTLET: Analysis = Analysis {
    name: "outlet",
    title: "Marks and claims by outlet",
    table: |project| counts(project, "outlet", |marked| vec![marked.article.facts.outlet.clone()]),
};
/// Counts by article.
pub(super) const BY_ARTICLE: Analysis =
    Analysis { name: ARTICLE, title: "Marks and claims by article", table: |project| counts(project, ARTICLE, title) };
/// Counts by who made the marks.
pub(super) const BY_CODER: Analysis = Analysis {
    name: "coder",
    title: "Marks and claims by coder",
    table: |project| counts(project, "coder", |marked| vec![marked.project.coder_name(marked.span.by)]),
};

/// A mark that is counted, and where it stands.
struct Marked<'p> {
    project: &'p Project,
    article: &'p Article,
    span: &'p Span,
    is_claim: bool,
}

/// What is counted under a name.
#[derive(Default)]
struct Count {
    marks: Vec<Evidence>,
    claims: Vec<Evidence>,
}

/// Counts the marks of the listed articles under the names that `names` gives each; most first, then by name.
fn counts(project: &Project, by: &str, names: fn(&Marked<'_>) -> Vec<String>) -> Table {
    let project = &*united(project);
    let mut found: BTreeMap<(String, Option<ArticleId>), Count> = BTreeMap::new();
    let claim_tags = project.codebook.claim_tags();
    for article in project.listed_articles() {
        for span in article.spans.in_text_order() {
            let is_claim = claim_tags.contains(&&span.tag);
            let evidence = Evidence { article: article.id, span: Some(span.id) };
            for name in names(&Marked { project, article, span, is_claim }) {
                // Two articles of one title are two.
                let count = found.entry((name, (by == ARTICLE).then_some(article.id))).or_default();
                count.marks.push(evidence);
                count.claims.extend(is_claim.then_some(evidence));
            }
        }
    }
    let mut counts: Vec<(String, Count)> = found.into_iter().map(|((name, _), count)| (name, count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse((count.marks.len(), count.claims.len())));
    let row = |(name, Count { marks, claims }): (String, Count)| {
        let (of_marks, of_claims) = (marks.len().to_string(), claims.len().to_string());
        Row::of_cells([(name, marks.clone()), (of_marks, marks), (of_claims, claims)])
    };
    let name = Column { name: by.to_owned(), ..Column::text("name") };
    let columns = vec![name, Column::count("marks", "marks"), Column::count("claims", "claims")];
    Table { columns, rows: counts.into_iter().map(row).collect() }
}

fn title(marked: &Marked<'_>) -> Vec<String> {
    vec![marked.article.facts.title.clone()]
}

fn tag(marked: &Marked<'_>) -> Vec<String> {
    let (codebook, tag_id) = (&marked.project.codebook, &marked.span.tag);
    vec![codebook.tag(tag_id).map_or_else(|| tag_id.to_string(), |tag| tag.name.clone())]
}

/// Who said a claim; an empty name where nobody is linked. Other marks have no speaker.
fn speakers(marked: &Marked<'_>) -> Vec<String> {
    let Marked { project, article, span, is_claim } = marked;
    if !is_claim {
        return Vec::new();
    }
    source(project, article, span).map_or_else(|| vec![String::new()], |voice| voice.names)
}
