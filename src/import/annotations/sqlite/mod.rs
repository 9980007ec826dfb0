//! SQLite databases of other programs, read in memory and without trust: nothing in them is run, columns of other versions
//! may be missing, a file that takes too long is given up. A file has 64 MiB at most.

pub(super) mod dna;
pub(super) mod qualcoder;
pub(super) mod rqda;
pub(super) mod taguette;

use std::cell::RefCell;

use encoding_rs::UTF_8;
use rusqlite::{Connection, types::ValueRef};

use super::format::{File, noted};
use crate::import::{charset::Charset, encoding::decode, error::ImportError, join::words::Note};

/// After how many steps of its machine SQLite asks whether to go on, and how often it may for one file.
const STEPS: i32 = 10_000;
const PATIENCE: u32 = 100_000;

/// The most that a table may hold, in bytes: a damaged one may lead round in a circle.
const LARGEST_TABLE: usize = 256 * 1024 * 1024;

/// Whether a file is an SQLite database.
fn is_database(file: &File<'_>) -> bool {
    file.bytes.starts_with(b"SQLite format 3\0")
}

/// An open database, and what people should know of how its texts were read.
struct Database {
    connection: Connection,
    doubts: RefCell<Vec<Note>>,
}

/// The columns of a row that were asked for, in words; empty for what is missing.
type Row = Vec<String>;

impl Database {
    fn open(bytes: &[u8]) -> Result<Self, ImportError> {
        let damaged = |error: rusqlite::Error| ImportError::DamagedDatabase(error.to_string());
        let mut connection = Connection::open_in_memory().map_err(damaged)?;
        connection.deserialize_read_exact("main", bytes, bytes.len(), true).map_err(damaged)?;
        connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;").map_err(damaged)?;
        let mut left = PATIENCE;
        let is_over = move || {
            left = left.saturating_sub(1);
            left == 0
        };
        connection.progress_handler(STEPS, Some(is_over)).map_err(damaged)?;
        Ok(Self { connection, doubts: RefCell::default() })
    }

    /// These columns of all rows of a table, by the order of the first. No rows for a table that is not there.
    ///
    /// # Errors
    /// When the table is damaged, or no table but a query that hides behind its name.
    fn rows(&self, table: &str, columns: &[&str]) -> Result<Vec<Row>, ImportError> {
        let refused =
            |error: rusqlite::Error| ImportError::DamagedTable { table: table.to_owned(), why: error.to_string() };
        let known = self.columns(table).map_err(refused)?;
        if known.is_empty() {
            return Ok(Vec::new());
        }
        let asked = |column: &&str| {
            if known.iter().any(|known| known == column) { format!("\"{column}\"") } else { "''".to_owned() }
        };
        let asked = columns.iter().map(asked).collect::<Vec<_>>().join(", ");
        let mut statement =
            self.connection.prepare(&format!("SELECT {asked} FROM \"{table}\" ORDER BY 1")).map_err(refused)?;
        let (mut all, mut left): (Vec<Row>, _) = (Vec::new(), LARGEST_TABLE);
        let mut rows = statement.query([]).map_err(refused)?;
        while let Some(row) = rows.next().map_err(refused)? {
            let mut words = Vec::with_capacity(columns.len());
            for at in 0..columns.len() {
                words.push(match row.get_ref(at).map_err(refused)? {
                    ValueRef::Null => String::new(),
                    ValueRef::Integer(number) => number.to_string(),
                    ValueRef::Real(number) => number.to_string(),
                    ValueRef::Text(text) | ValueRef::Blob(text) => {
                        let place = format!("table {table}, row {}", all.len() + 1);
                        self.text(text, &place)?
                    }
                });
            }
            left = left
                .checked_sub(words.iter().map(|word| word.len() + size_of::<String>()).sum())
                .ok_or_else(|| ImportError::DatabaseTooLarge(table.to_owned()))?;
            all.push(words);
        }
        Ok(all)
    }

    /// The text of a cell: SQLite gives UTF-8, whatever the database holds.
    fn text(&self, bytes: &[u8], place: &str) -> Result<String, ImportError> {
        let decoded = decode(bytes, Some(Charset::Web(UTF_8)), None)?;
        Ok(noted(decoded, place, &mut self.doubts.borrow_mut()).into_owned())
    }

    /// The columns of a table; none where there is no table of that name, a view included.
    fn columns(&self, table: &str) -> rusqlite::Result<Vec<String>> {
        let is_table = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1";
        let count: i64 = self.connection.query_row(is_table, [table], |row| row.get(0))?;
        if count != 1 {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        statement.query_map([table], |row| row.get(0))?.collect()
    }
}

/// A column of a row; empty beyond its end.
fn cell(row: &Row, at: usize) -> &str {
    row.get(at).map(String::as_str).unwrap_or_default()
}

/// A time as these programs write it (`2024-01-31 10:00:00`), taken for UTC.
fn time(words: &str) -> Option<crate::model::Time> {
    let seconds = words.split('.').next().unwrap_or_default().replacen(' ', "T", 1);
    format!("{seconds}Z").parse().ok()
}
