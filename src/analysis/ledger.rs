//! The table of claims: who said what, to whom, where, in which words. One row a claim, also where one coder marked it twice;
//! made of the marks, never stored.

use super::{
    chain::{Voice, chain_in, farthest, source},
    names::{end_name, value_words},
    nesting::Nesting,
    table::{Analysis, Column, Evidence, Kind, Row, Table},
    united::united,
};
use crate::{
    model::{Article, FieldDef, FieldId, FieldKind, FieldValue, LinkKindId, Project, Span, TagId},
    text::quote_type,
};

/// The ledger.
pub(super) const ANALYSIS: Analysis = Analysis { name: "claim", title: "Ledger", table: ledger };

/// The separator between two names in one cell.
const AND: &str = "; ";
/// The field of a claim that says whether its words are quoted.
pub const QUOTE: &str = "quote";

/// The keys of the columns shown until somebody chooses others.
pub const USUAL_COLUMNS: [&str; 10] = [
    "speaker",
    "cue",
    "claim",
    "quoted",
    "link told-to",
    "link about",
    "link happened-at",
    "field stance",
    "chain",
    "article",
];

/// What a column of the ledger says of a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LedgerColumn {
    /// Who said it.
    Speaker,
    /// The words that signal it.
    Cue,
    /// The claim's words.
    Claim,
    /// Direct, mixed or indirect: as answered, else as the quotation marks say.
    Quoted,
    /// What a link of this kind leads to.
    End(LinkKindId),
    /// A field that the codebook defines for claims.
    Field(FieldId),
    /// A field that the codebook defines for articles.
    ArticleField(FieldId),
    /// Everybody who passed it on, the farthest from the words first.
    Chain,
    /// The farthest from the words.
    FirstVoice,
    /// The nearest to the words.
    LastVoice,
    /// How many claims report it, each within the next.
    Depth,
    /// The group of the same claim in all articles.
    SameClaim,
    /// The title of the article.
    Article,
    /// When the article was published.
    Published,
    /// Who published the article.
    Outlet,
    /// Who marked it.
    Coder,
    /// The remark on it.
    Note,
    /// Whether it is to be looked at again.
    LookAgain,
}

/// The columns that every codebook has, with their keys.
static FIXED: [(LedgerColumn, &str); 15] = [
    (LedgerColumn::Speaker, "speaker"),
    (LedgerColumn::Cue, "cue"),
    (LedgerColumn::Claim, "claim"),
    (LedgerColumn::Quoted, "quoted"),
    (LedgerColumn::Chain, "chain"),
    (LedgerColumn::Article, "article"),
    (LedgerColumn::Published, "published"),
    (LedgerColumn::Outlet, "outlet"),
    (LedgerColumn::Coder, "coder"),
    (LedgerColumn::Note, "note"),
    (LedgerColumn::LookAgain, "look again"),
    (LedgerColumn::FirstVoice, "first voice"),
    (LedgerColumn::LastVoice, "last voice"),
    (LedgerColumn::Depth, "depth"),
    (LedgerColumn::SameClaim, "same claim"),
];
/// The prefixes of the keys of columns for link kinds and fields.
const LINK: &str = "link ";
const FIELD: &str = "field ";
const ARTICLE_FIELD: &str = "article field ";

impl LedgerColumn {
    /// The key of the column in the table.
    pub fn key(&self) -> String {
        if let Self::End(kind) = self {
            return format!("{LINK}{kind}");
        }
        if let Self::Field(field) = self {
            return format!("{FIELD}{field}");
        }
        if let Self::ArticleField(field) = self {
            return format!("{ARTICLE_FIELD}{field}");
        }
        FIXED.iter().find(|(column, _)| column == self).map_or("", |(_, key)| key).to_owned()
    }

    /// The column with this key.
    pub fn of_key(key: &str) -> Option<Self> {
        if let Some(kind) = key.strip_prefix(LINK) {
            return Some(Self::End(LinkKindId::new(kind)));
        }
        if let Some(field) = key.strip_prefix(FIELD) {
            return Some(Self::Field(FieldId::new(field)));
        }
        if let Some(field) = key.strip_prefix(ARTICLE_FIELD) {
            return Some(Self::ArticleField(FieldId::new(field)));
        }
        FIXED.iter().find(|(_, known)| *known == key).map(|(column, _)| column.clone())
    }

    /// The cell of this column for a claim of an article whose nesting is known.
    fn cell(&self, project: &Project, article: &Article, nesting: &Nesting<'_>, claim: &Span) -> String {
        let facts = &article.facts;
        match self {
            Self::Speaker => voice(source(project, article, claim)),
            Self::Cue => ends(project, article, claim, LinkKindId::CUE),
            Self::Claim => article.words_of(claim),
            Self::Quoted => quoted(article, claim),
            Self::End(kind) => ends(project, article, claim, kind.as_str()),
            Self::Field(field) => claim.fields.get(field).map(|value| value_words(project, value)).unwrap_or_default(),
            Self::ArticleField(field) => {
                facts.fields.get(field).map(|value| value_words(project, value)).unwrap_or_default()
            }
            Self::Chain => {
                let chain = chain_in(project, article, nesting, claim);
                let farther = chain.is_cut.then(|| "…".to_owned());
                let steps = farther.into_iter().chain(chain.voices.iter().map(|voice| voice.names.join(" and ")));
                steps.collect::<Vec<_>>().join(" › ")
            }
            Self::FirstVoice => {
                voice(nesting.farthest_voice(claim.id).and_then(|claim| farthest(project, article, claim)))
            }
            Self::LastVoice => voice(nesting.nearest_voice(claim.id).and_then(|claim| source(project, article, claim))),
            Self::Depth => nesting.depth(claim.id).to_string(),
            Self::SameClaim => {
                let group = claim.entity.and_then(|id| project.entities.get(&id));
                group.map(|entity| entity.name.clone()).unwrap_or_default()
            }
            Self::Article => facts.title.clone(),
            Self::Published => facts.published.clone(),
            Self::Outlet => facts.outlet.clone(),
            Self::Coder => project.coder_name(claim.by),
            Self::Note => claim.note.clone(),
            Self::LookAgain => (if claim.flag { "yes" } else { "" }).to_owned(),
        }
    }
}

/// Direct, mixed or indirect: as answered, else as the quotation marks say.
pub fn quoted(article: &Article, claim: &Span) -> String {
    match claim.fields.get(&FieldId::new(QUOTE)) {
        Some(FieldValue::Choice(word)) => word.clone(),
        Some(_) | None => quote_type(&article.text, &claim.pieces).word().to_owned(),
    }
}

/// The ledger of a project: one row per claim, article by article in the order of lists, claims in the order of the text.
pub fn ledger(project: &Project) -> Table {
    let project = &*united(project);
    let claims = project.codebook.claim_tags();
    let columns = columns(project, &claims);
    let row = |article: &Article, nesting: &Nesting<'_>, claim: &Span| {
        let cells = columns.iter().map(|(column, _)| column.cell(project, article, nesting, claim).into_boxed_str());
        Row::new(cells.collect(), &[Evidence { article: article.id, span: Some(claim.id) }])
    };
    let mut rows = Vec::new();
    for article in project.listed_articles() {
        let spans = article.spans.in_text_order().filter(|span| claims.contains(&&span.tag));
        let nesting = Nesting::of(article, &claims);
        rows.extend(spans.map(|claim| row(article, &nesting, claim)));
    }
    Table { columns: columns.into_iter().map(|(_, column)| column).collect(), rows }
}

/// The columns for a codebook.
fn columns(project: &Project, claims: &[&TagId]) -> Vec<(LedgerColumn, Column)> {
    let fixed = |range: std::ops::Range<usize>| {
        let columns = FIXED.get(range).unwrap_or_default();
        columns.iter().map(|(column, key)| {
            let unit = (*column == LedgerColumn::Depth).then_some("claims");
            (column.clone(), Column { kind: kind_of(column), unit, ..Column::text(key) })
        })
    };
    // Who said it, in which words; then where links lead; then the rest.
    const FIRST: usize = 4;
    const CHAIN: usize = 5;
    let mut columns: Vec<(LedgerColumn, Column)> = fixed(0..FIRST).collect();
    let apart = [LinkKindId::SAID_BY, LinkKindId::CUE, LinkKindId::WITHIN];
    for kind in &project.codebook.link_kinds {
        let from_claims = kind.from.is_empty() || kind.from.iter().any(|tag| claims.contains(&tag));
        if from_claims && !apart.contains(&kind.id.as_str()) {
            let column = LedgerColumn::End(kind.id.clone());
            let named = Column { name: kind.name.to_lowercase(), ..Column::text(&column.key()) };
            columns.push((column, named));
        }
    }
    columns.extend(fixed(FIRST..CHAIN));
    for field in project.codebook.tags.iter().filter(|tag| claims.contains(&&tag.id)).flat_map(|tag| &tag.fields) {
        let column = LedgerColumn::Field(field.id.clone());
        if field.id.as_str() != QUOTE && !columns.iter().any(|(known, _)| *known == column) {
            let named = Column { name: field.name.to_lowercase(), kind: held_by(field), ..Column::text(&column.key()) };
            columns.push((column, named));
        }
    }
    columns.extend(fixed(CHAIN..FIXED.len()));
    for field in &project.codebook.article_fields {
        let column = LedgerColumn::ArticleField(field.id.clone());
        let named = Column { name: field.name.to_lowercase(), kind: held_by(field), ..Column::text(&column.key()) };
        columns.push((column, named));
    }
    columns
}

fn kind_of(column: &LedgerColumn) -> Kind {
    match column {
        LedgerColumn::Published => Kind::Date,
        LedgerColumn::Depth => Kind::Number,
        LedgerColumn::Speaker
        | LedgerColumn::Cue
        | LedgerColumn::Claim
        | LedgerColumn::Quoted
        | LedgerColumn::End(_)
        | LedgerColumn::Field(_)
        | LedgerColumn::ArticleField(_)
        | LedgerColumn::Chain
        | LedgerColumn::FirstVoice
        | LedgerColumn::LastVoice
        | LedgerColumn::SameClaim
        | LedgerColumn::Article
        | LedgerColumn::Outlet
        | LedgerColumn::Coder
        | LedgerColumn::Note
        | LedgerColumn::LookAgain => Kind::Text,
    }
}

fn held_by(field: &FieldDef) -> Kind {
    match field.kind {
        FieldKind::Number => Kind::Number,
        FieldKind::Date => Kind::Date,
        FieldKind::Choice(_) | FieldKind::Text | FieldKind::YesNo | FieldKind::Entity => Kind::Text,
    }
}

fn voice(voice: Option<Voice>) -> String {
    voice.map(|voice| voice.names.join(AND)).unwrap_or_default()
}

fn ends(project: &Project, article: &Article, claim: &Span, kind: &str) -> String {
    let mut links: Vec<_> = article.links.of_kind(claim.id, kind).collect();
    links.sort_unstable_by_key(|link| (link.order, link.id));
    let names: Vec<String> = links.into_iter().map(|link| end_name(project, article, link.to)).collect();
    names.join(AND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_found_by_its_key() {
        let ends = [
            LedgerColumn::End(LinkKindId::new("told-to")),
            LedgerColumn::Field(FieldId::new("stance")),
            LedgerColumn::ArticleField(FieldId::new("region")),
        ];
        for column in FIXED.iter().map(|(column, _)| column.clone()).chain(ends) {
            assert!(!column.key().is_empty());
            assert_eq!(LedgerColumn::of_key(&column.key()), Some(column));
        }
        assert_eq!(LedgerColumn::of_key("weather"), None);
    }
}
