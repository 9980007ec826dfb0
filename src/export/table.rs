//! The table of an analysis for other programs: as CSV and as JSON.

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use super::csv;
use crate::analysis::{Kind, Row, Table};

/// The table as spreadsheets open it.
pub fn as_csv(table: &Table) -> Vec<u8> {
    let heads: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    csv::table(&heads, table.rows.iter().map(words))
}

/// The table as a list of objects, one a row, by the keys of the columns. Numbers are numbers.
pub fn as_json(table: &Table) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&Rows(table)).unwrap_or_else(|error| {
        log::error!("BUG: a table could not be written: {error}");
        Vec::new()
    });
    bytes.push(b'\n');
    bytes
}

/// The cells of a row, each as text.
pub(super) fn words(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| String::from(&**cell)).collect()
}

struct Rows<'t>(&'t Table);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.rows.len()))?;
        for row in &self.0.rows {
            list.serialize_element(&OfRow(self.0, row))?;
        }
        list.end()
    }
}

struct OfRow<'t>(&'t Table, &'t Row);

impl Serialize for OfRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.columns.len()))?;
        for (column, cell) in self.0.columns.iter().zip(&self.1.cells) {
            // A count stays whole; what only looks like a number stays text.
            match (column.kind, cell.parse::<u64>(), cell.parse::<f64>()) {
                (Kind::Number, Ok(count), _) => map.serialize_entry(&column.key, &count)?,
                (Kind::Number, Err(_), Ok(number)) if number.is_finite() => {
                    map.serialize_entry(&column.key, &number)?;
                }
                (Kind::Number | Kind::Text | Kind::Date | Kind::Time, _, _) => {
                    map.serialize_entry(&column.key, &**cell)?;
                }
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Column;

    #[test]
    fn numbers_are_numbers_and_text_stays_text() {
        let cells = |cells: [&str; 3]| cells.map(Box::from).into();
        let rows = vec![Row::new(cells(["7", "12", "0.5"]), &[]), Row::new(cells(["Ada", "", "many"]), &[])];
        let number = |key: &str| Column::count(key, "marks");
        let table = Table { columns: vec![Column::text("name"), number("marks"), number("share")], rows };
        let json: serde_json::Value = serde_json::from_slice(&as_json(&table)).unwrap();
        let expected = r#"[{"name":"7","marks":12,"share":0.5},{"name":"Ada","marks":"","share":"many"}]"#;
        assert_eq!(json, serde_json::from_str::<serde_json::Value>(expected).unwrap());
        assert_eq!(as_csv(&table), "\u{FEFF}name,marks,share\r\n7,12,0.5\r\nAda,,many\r\n".as_bytes());
    }
}
