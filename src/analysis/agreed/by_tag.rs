//! How far each two coders agree on each tag, a row for each: who has which marks, and how reliable the tag is in running text.

use super::{
    super::{
        agreement::Outcome,
        table::{Analysis, Column, Evidence, Kind, Row, Table},
        united::united,
    },
    pairs::{Shares, pairs},
    running_text::Alpha,
    worked::{compared_coders, worked},
};
use crate::model::{CoderId, Project, TagId};

/// Agreement by tag and pair of coders.
pub(in crate::analysis) const ANALYSIS: Analysis =
    Analysis { name: "agreement", title: "Agreement between coders by tag", table: agreement };

fn agreement(project: &Project) -> Table {
    let project = &*united(project);
    let coders = compared_coders(project);
    let articles = worked(project, &coders);
    let mut rows = Vec::new();
    for tag in project.codebook.tags.iter().map(|tag| &tag.id) {
        for pair in pairs(&coders) {
            let shares = Shares::new(tag, pair, &articles);
            if shares.marks() > 0 {
                rows.push(row(project, tag, pair, &shares, &Alpha::new(tag, &pair, &articles)));
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

fn row(project: &Project, tag: &TagId, pair: [CoderId; 2], shares: &Shares, alpha: &Alpha) -> Row {
    let all: Vec<Evidence> = shares.all();
    let words = |outcome: Outcome| outcome.map_or_else(|why| why.to_string(), |value| format!("{value:.3}"));
    let name = project.codebook.tag(tag).map_or(tag.as_str(), |tag| &tag.name).to_owned();
    let [one, other] = pair.map(|coder| project.coder_name(coder));
    let behind_all = [name, one, other, shares.articles.to_string()];
    let measures = [
        words(shares.exact.f1()),
        words(shares.overlapping.f1()),
        words(alpha.value),
        words(alpha.interval.map(|interval| interval.low)),
        words(alpha.interval.map(|interval| interval.high)),
    ];
    let [only_one, only_other] = &shares.alone;
    let counts = [
        (shares.exact.both_of_one.to_string(), shares.both.clone()),
        (shares.exact.only_one.to_string(), only_one.clone()),
        (shares.exact.only_other.to_string(), only_other.clone()),
    ];
    let with_all = |cell: String| (cell, all.clone());
    let cells = behind_all.into_iter().map(with_all).chain(counts).chain(measures.into_iter().map(with_all));
    Row::of_cells(cells)
}
