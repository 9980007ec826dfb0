//! The table of claims: who said what, to whom, where, in which words. One row a claim; made of the marks, never stored.

use super::chain;
use crate::{
    model::{Article, ArticleId, FieldId, FieldValue, LinkEnd, Project, Span, SpanId},
    text::quote_type,
};

/// What stands between two names of one cell.
const AND: &str = "; ";

/// A claim with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// The article.
    pub article: ArticleId,
    /// The claim.
    pub claim: SpanId,
    /// The cells, in the order of [`LEDGER_COLUMNS`].
    pub cells: [String; LEDGER_COLUMNS.len()],
}

/// The names of the columns.
pub const LEDGER_COLUMNS: [&str; 12] = [
    "speaker",
    "cue",
    "claim",
    "quoted",
    "told to",
    "happened at",
    "said at",
    "chain",
    "article",
    "published",
    "outlet",
    "coder",
];

/// The ledger of a project: article by article in the order of lists, claims in the order of the text. A claim is a
/// mark of any tag from which a voice can be linked.
pub fn ledger(project: &Project) -> Vec<LedgerRow> {
    let kinds = &project.codebook.link_kinds;
    let voices = kinds.iter().filter(|kind| kind.id.as_str() == "said-by");
    let claims: Vec<_> = voices.flat_map(|kind| &kind.from).collect();
    let articles = project.listed_articles().into_iter();
    articles
        .flat_map(|article| {
            let spans = article.spans.in_text_order().filter(|span| claims.contains(&&span.tag));
            spans.map(|claim| row(project, article, claim)).collect::<Vec<_>>()
        })
        .collect()
}

fn row(project: &Project, article: &Article, claim: &Span) -> LedgerRow {
    let ends = |kind: &str| -> String {
        let mut links: Vec<_> =
            article.links.values().filter(|link| link.from == claim.id && link.kind.as_str() == kind).collect();
        links.sort_by_key(|link| (link.order, link.id));
        let names: Vec<String> = links.into_iter().map(|link| name(project, article, link.to)).collect();
        names.join(AND)
    };
    let voices = chain(project, article, claim);
    let speaker = voices.iter().rfind(|voice| voice.of == claim.id).map(|voice| voice.names.join(AND));
    let steps: Vec<String> = voices.iter().map(|voice| voice.names.join(" and ")).collect();
    let quoted = match claim.fields.get(&FieldId::new("quote")) {
        Some(FieldValue::Choice(word)) => word.clone(),
        _ => quote_type(&article.text, &claim.pieces).word().to_owned(),
    };
    let facts = &article.facts;
    LedgerRow {
        article: article.id,
        claim: claim.id,
        cells: [
            speaker.unwrap_or_default(),
            ends("cue"),
            article.words_of(claim),
            quoted,
            ends("told-to"),
            ends("happened-at"),
            ends("said-at"),
            steps.join(" › "),
            facts.title.clone(),
            facts.published.clone(),
            facts.outlet.clone(),
            project.coder_name(claim.by),
        ],
    }
}

/// What a link leads to, by the name of its entity where it has one.
pub(super) fn name(project: &Project, article: &Article, end: LinkEnd) -> String {
    let entity = |id| project.entities.get(&id).map(|entity| entity.name.clone());
    match end {
        LinkEnd::Span(to) => {
            let span = article.span(to);
            let named = span.and_then(|span| span.entity).and_then(entity);
            named.or_else(|| span.map(|span| article.words_of(span))).unwrap_or_else(|| to.to_string())
        }
        LinkEnd::Entity(id) => entity(id).unwrap_or_else(|| id.to_string()),
        LinkEnd::Unnamed => "unnamed source".to_owned(),
        LinkEnd::Nobody => "nobody".to_owned(),
    }
}
