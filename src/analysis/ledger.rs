//! The table of claims: who said what, to whom, where, in which words. One row a claim; made of the marks, never stored.

use super::{
    chain, depth,
    names::{end_name, value_words},
};
use crate::{
    model::{Article, ArticleId, FieldId, FieldValue, LinkKindId, Project, Span, SpanId, TagId},
    text::quote_type,
};

/// What stands between two names of one cell.
const AND: &str = "; ";
/// The field of a claim that says whether its words are quoted.
pub const QUOTE: &str = "quote";

/// A column of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Who said it.
    Speaker,
    /// The words that signal it.
    Cue,
    /// The claim's words.
    Claim,
    /// Direct, mixed or indirect: as somebody has said, else as the quotation marks say.
    Quoted,
    /// What a link of this kind leads to.
    End(LinkKindId),
    /// A field that the codebook asks of claims.
    Field(FieldId),
    /// All through whom it came, the farthest from the words first.
    Chain,
    /// The farthest from the words.
    FirstVoice,
    /// The nearest to the words.
    LastVoice,
    /// How many claims report it, each within the next.
    Depth,
    /// The claim of which it is one statement, over all articles.
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

/// The ledger of a project: what its columns are and what stands in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The columns with their names.
    pub columns: Vec<(Column, String)>,
    /// One row a claim: article by article in the order of lists, claims in the order of the text.
    pub rows: Vec<LedgerRow>,
}

/// A claim with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// The article.
    pub article: ArticleId,
    /// The claim.
    pub claim: SpanId,
    /// The cells, in the order of the columns.
    pub cells: Box<[Box<str>]>,
}

impl Ledger {
    /// The place of a column.
    pub fn place(&self, column: &Column) -> Option<usize> {
        self.columns.iter().position(|(known, _)| known == column)
    }
}

impl Column {
    /// The name in the settings of a person: survives renaming in the codebook.
    pub fn key(&self) -> String {
        match self {
            Self::End(kind) => format!("link {kind}"),
            Self::Field(field) => format!("field {field}"),
            Self::Speaker => "speaker".to_owned(),
            Self::Cue => "cue".to_owned(),
            Self::Claim => "claim".to_owned(),
            Self::Quoted => "quoted".to_owned(),
            Self::Chain => "chain".to_owned(),
            Self::FirstVoice => "first voice".to_owned(),
            Self::LastVoice => "last voice".to_owned(),
            Self::Depth => "depth".to_owned(),
            Self::SameClaim => "same claim".to_owned(),
            Self::Article => "article".to_owned(),
            Self::Published => "published".to_owned(),
            Self::Outlet => "outlet".to_owned(),
            Self::Coder => "coder".to_owned(),
            Self::Note => "note".to_owned(),
            Self::LookAgain => "look again".to_owned(),
        }
    }

    /// What stands in this column for a claim.
    fn cell(&self, project: &Project, article: &Article, claim: &Span) -> String {
        let facts = &article.facts;
        match self {
            Self::Speaker => {
                let voices = chain(project, article, claim);
                let own = voices.iter().rfind(|voice| voice.of == claim.id);
                own.map(|voice| voice.names.join(AND)).unwrap_or_default()
            }
            Self::Cue => ends(project, article, claim, LinkKindId::CUE),
            Self::Claim => article.words_of(claim),
            Self::Quoted => match claim.fields.get(&FieldId::new(QUOTE)) {
                Some(FieldValue::Choice(word)) => word.clone(),
                _ => quote_type(&article.text, &claim.pieces).word().to_owned(),
            },
            Self::End(kind) => ends(project, article, claim, kind.as_str()),
            Self::Field(field) => claim.fields.get(field).map(|value| value_words(project, value)).unwrap_or_default(),
            Self::Chain => {
                let steps = chain(project, article, claim).into_iter().map(|voice| voice.names.join(" and "));
                steps.collect::<Vec<_>>().join(" › ")
            }
            Self::FirstVoice => voice(chain(project, article, claim).first()),
            Self::LastVoice => voice(chain(project, article, claim).last()),
            Self::Depth => depth(article, claim).to_string(),
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

/// The ledger of a project.
pub fn ledger(project: &Project) -> Ledger {
    let claims = project.codebook.claim_tags();
    let columns = columns(project, &claims);
    let row = |article: &Article, claim: &Span| LedgerRow {
        article: article.id,
        claim: claim.id,
        cells: columns.iter().map(|(column, _)| column.cell(project, article, claim).into_boxed_str()).collect(),
    };
    let mut rows = Vec::new();
    for article in project.listed_articles() {
        let spans = article.spans.in_text_order().filter(|span| claims.contains(&&span.tag));
        rows.extend(spans.map(|claim| row(article, claim)));
    }
    Ledger { columns, rows }
}

/// The columns that the codebook gives rise to, with their names.
fn columns(project: &Project, claims: &[&TagId]) -> Vec<(Column, String)> {
    let named = |column: Column| {
        let key = column.key();
        (column, key)
    };
    let mut columns: Vec<(Column, String)> =
        [Column::Speaker, Column::Cue, Column::Claim, Column::Quoted].map(named).into();
    let apart = [LinkKindId::SAID_BY, LinkKindId::CUE, LinkKindId::WITHIN];
    for kind in &project.codebook.link_kinds {
        let from_claims = kind.from.is_empty() || kind.from.iter().any(|tag| claims.contains(&tag));
        if from_claims && !apart.contains(&kind.id.as_str()) {
            columns.push((Column::End(kind.id.clone()), kind.name.to_lowercase()));
        }
    }
    columns.push(named(Column::Chain));
    for field in project.codebook.tags.iter().filter(|tag| claims.contains(&&tag.id)).flat_map(|tag| &tag.fields) {
        let column = Column::Field(field.id.clone());
        if field.id.as_str() != QUOTE && !columns.iter().any(|(known, _)| *known == column) {
            columns.push((column, field.name.to_lowercase()));
        }
    }
    let rest = [
        Column::Article,
        Column::Published,
        Column::Outlet,
        Column::Coder,
        Column::Note,
        Column::LookAgain,
        Column::FirstVoice,
        Column::LastVoice,
        Column::Depth,
        Column::SameClaim,
    ];
    columns.extend(rest.map(named));
    columns
}

fn voice(voice: Option<&super::Voice>) -> String {
    voice.map(|voice| voice.names.join(AND)).unwrap_or_default()
}

fn ends(project: &Project, article: &Article, claim: &Span, kind: &str) -> String {
    let mut links: Vec<_> = article.links.of_kind(claim.id, kind).collect();
    links.sort_by_key(|link| (link.order, link.id));
    let names: Vec<String> = links.into_iter().map(|link| end_name(project, article, link.to)).collect();
    names.join(AND)
}
