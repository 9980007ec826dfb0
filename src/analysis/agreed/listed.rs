//! The measures of agreement as a table, a row for each.

use super::{
    super::{
        agreement::{Interval, Outcome},
        table::{Column, Kind, Row, Table},
    },
    measure::{Agreed, Finding, Measured},
    words::ALL_TAGS,
};

/// A row for each measure. Numbers have three decimals at most.
pub fn listed(agreed: &Agreed) -> Table {
    let number = |key: &str| Column { kind: Kind::Number, ..Column::text(key) };
    let columns = vec![
        Column::text("tag"),
        Column::text("field"),
        Column::text("measure"),
        number("value"),
        number("from"),
        number("to"),
        number("n"),
        Column::text("unit"),
        Column::count("articles", "articles"),
        Column::text("coders"),
        Column::text("method"),
        Column::text("source"),
    ];
    Table { columns, rows: agreed.measured.iter().map(row).collect() }
}

fn row(measured: &Measured) -> Row {
    let Measured { tag, field, coders, finding } = measured;
    let Finding { measure, value, interval, n, articles, evidence } = finding;
    let cell = |outcome: Outcome| outcome.map_or_else(|why| why.to_string(), rounded);
    let bound = |of: fn(Interval) -> f64| interval.map_or_else(String::new, |interval| cell(interval.map(of)));
    let cells = [
        tag.as_deref().unwrap_or(ALL_TAGS).to_owned(),
        field.clone().unwrap_or_default(),
        measure.name().to_owned(),
        cell(*value),
        bound(|interval| interval.low),
        bound(|interval| interval.high),
        n.to_string(),
        measure.unit().to_owned(),
        articles.to_string(),
        coders.join(", "),
        measure.method(),
        measure.source().to_owned(),
    ];
    Row::together(cells, evidence)
}

/// A number as programs read it, to three decimals.
fn rounded(value: f64) -> String {
    let rounded = (value * 1_000.0).round() / 1_000.0;
    // Without the sign of a zero.
    (rounded + 0.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_and_zero_has_no_sign() {
        assert_eq!([0.65404, 1.0, -0.0001, 0.8, -0.25].map(rounded), ["0.654", "1", "0", "0.8", "-0.25"]);
    }
}
