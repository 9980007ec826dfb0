//! How far each two coders agree on each tag: who has which marks, and how reliable the tag is in running text.
//!
//! An article counts for two coders when both have worked on it: it has marks of theirs, or they have said that they are
//! at work or done. Marks that a coder made twice count once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    agreement::{Outcome, Pieces, Shared, TextTable, Unit, bootstrap, exact, label_table, overlapping, text_alpha},
    table::{Analysis, Column, Evidence, Kind, Row, Table},
};
use crate::{
    model::{Article, CoderId, Project, Span, SpanId, Status, TagId},
    text::{ByteRange, tokens_in},
};

/// Agreement by tag and pair of coders.
pub(super) const ANALYSIS: Analysis =
    Analysis { name: "agreement", title: "Agreement between coders by tag", table: agreement };

/// How many draws of articles the interval of alpha is made of, and what the draws begin with: the same project gives the
/// same interval.
const DRAWS: usize = 1_000;
const SEED: u64 = 20_220_306;

/// Two coders, and a tag of which at least one has a mark.
struct Pair<'p> {
    tag: &'p TagId,
    coders: [CoderId; 2],
}

/// What two coders have of one tag.
#[derive(Default)]
struct Compared {
    articles: usize,
    exact: Shared,
    overlapping: Shared,
    /// A table of tokens for each article that has any.
    tables: Vec<TextTable<()>>,
    /// The marks of both that the other has too, those of the first alone, and those of the second alone.
    both: Vec<Evidence>,
    alone: [Vec<Evidence>; 2],
}

fn agreement(project: &Project) -> Table {
    let coders: Vec<CoderId> = project.coders.keys().copied().collect();
    let articles: Vec<Worked<'_>> = project.listed_articles().into_iter().map(|it| Worked::of(project, it)).collect();
    let mut rows = Vec::new();
    for tag in project.codebook.tags.iter().map(|tag| &tag.id) {
        for (place, one) in coders.iter().enumerate() {
            for other in coders.iter().skip(place + 1) {
                let pair = Pair { tag, coders: [*one, *other] };
                rows.extend(row(project, &pair, &compared(&pair, &articles)));
            }
        }
    }
    let number = |key: &str, unit| Column { kind: Kind::Number, unit: Some(unit), ..Column::text(key) };
    let columns = vec![
        Column::text("tag"),
        Column::text("coder A"),
        Column::text("coder B"),
        number("articles", "articles"),
        number("both", "marks"),
        number("only A", "marks"),
        number("only B", "marks"),
        number("exact F1", "marks"),
        number("overlap F1", "marks"),
        number("alpha", "tokens"),
        number("alpha from", "tokens"),
        number("alpha to", "tokens"),
    ];
    Table { columns, rows }
}

/// An article, and who worked on it.
struct Worked<'p> {
    article: &'p Article,
    coders: BTreeSet<CoderId>,
    tokens: Vec<ByteRange>,
    /// Marks that are there again.
    doubles: BTreeMap<SpanId, SpanId>,
}

impl<'p> Worked<'p> {
    fn of(project: &Project, article: &'p Article) -> Self {
        let mut coders: BTreeSet<CoderId> = article.spans.iter().map(|span| span.by).collect();
        let began = project.progress.iter().filter(|((id, _), status)| *id == article.id && **status != Status::New);
        coders.extend(began.map(|((_, coder), _)| *coder));
        let tokens = if coders.len() < 2 {
            Vec::new()
        } else {
            tokens_in(&article.text, article.text.range(), &article.facts.language)
        };
        Self { article, coders, tokens, doubles: article.doubles() }
    }

    fn marks(&self, tag: &TagId, coder: CoderId) -> Vec<&'p Span> {
        let is_own = |span: &&Span| span.by == coder && span.tag == *tag && !self.doubles.contains_key(&span.id);
        self.article.spans.in_text_order().filter(is_own).collect()
    }

    /// The tokens that marks touch.
    fn units(&self, marks: &[&Span]) -> Vec<Unit<()>> {
        let place = |piece: &ByteRange| {
            let start = self.tokens.partition_point(|token| token.end <= piece.start);
            let end = self.tokens.partition_point(|token| token.start < piece.end);
            Unit::new(start as u32, end.max(start) as u32, ())
        };
        marks.iter().flat_map(|mark| mark.pieces.iter().map(place)).filter(|unit| unit.start < unit.end).collect()
    }
}

fn compared(pair: &Pair<'_>, articles: &[Worked<'_>]) -> Compared {
    let mut all = Compared::default();
    for worked in articles.iter().filter(|worked| pair.coders.iter().all(|coder| worked.coders.contains(coder))) {
        let marks = pair.coders.map(|coder| worked.marks(pair.tag, coder));
        let pieces = [&marks[0], &marks[1]].map(|marks| marks.iter().map(|mark| pieces_of(mark)).collect::<Vec<_>>());
        let [of_one, of_other] = &pieces;
        all.articles += 1;
        exact(of_one, of_other).values().for_each(|shared| all.exact.add(shared));
        overlapping(of_one, of_other).values().for_each(|shared| all.overlapping.add(shared));
        let units = [&marks[0], &marks[1]].map(|marks| worked.units(marks));
        let [one, other] = &units;
        all.tables.extend(label_table(&[one, other], worked.tokens.len() as u32, &()).ok());
        for (side, own) in marks.iter().enumerate() {
            let others: BTreeSet<&Pieces<()>> = pieces.iter().skip(1 - side).take(1).flatten().collect();
            for mark in own {
                let evidence = Evidence { article: worked.article.id, span: Some(mark.id) };
                match all.alone.get_mut(side) {
                    Some(alone) if !others.contains(&pieces_of(mark)) => alone.push(evidence),
                    Some(_) | None => all.both.push(evidence),
                }
            }
        }
    }
    all
}

fn pieces_of(mark: &Span) -> Pieces<()> {
    let pieces = mark.pieces.iter().map(|piece| (piece.start.0, piece.end.0)).collect();
    Pieces { label: (), pieces }
}

/// The row of a pair; none where neither has a mark of the tag.
fn row(project: &Project, pair: &Pair<'_>, compared: &Compared) -> Option<Row> {
    let Compared { articles, exact, overlapping, tables, both, alone: [only_one, only_other] } = compared;
    let all: Vec<Evidence> = both.iter().chain(only_one).chain(only_other).copied().collect();
    if all.is_empty() {
        return None;
    }
    let words = |outcome: Outcome| outcome.map_or_else(|why| why.to_string(), |value| format!("{value:.3}"));
    let interval = bootstrap(tables, DRAWS, SEED);
    let tag = project.codebook.tag(pair.tag).map_or(pair.tag.as_str(), |tag| &tag.name).to_owned();
    let [one, other] = pair.coders.map(|coder| project.coder_name(coder));
    let behind_all = [tag, one, other, articles.to_string()];
    let measures = [
        words(exact.f1()),
        words(overlapping.f1()),
        words(text_alpha(tables)),
        words(interval.map(|interval| interval.low)),
        words(interval.map(|interval| interval.high)),
    ];
    let counts = [
        (exact.both_of_one.to_string(), both.clone()),
        (exact.only_one.to_string(), only_one.clone()),
        (exact.only_other.to_string(), only_other.clone()),
    ];
    let with_all = |cell: String| (cell, all.clone());
    let cells = behind_all.into_iter().map(with_all).chain(counts).chain(measures.into_iter().map(with_all));
    Some(Row::of_cells(cells))
}
