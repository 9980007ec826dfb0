//! The values of records as cells under the paths of their names: `source.name`, `authors[].name`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::words::Warning,
    names::{compared, is_of_paragraphs, is_type},
    survey::{LONGEST_NAME, Places},
    walk::JsonEvent,
};
use crate::import::{
    error::ImportError,
    sheet::{Held, MOST_COLUMNS, Sheet},
};

/// Between the values of a list.
const AND: &str = "; ";
/// Between the paragraphs of one.
const BETWEEN: &str = "\n\n";
/// From this length on, in bytes, values of a list are paragraphs.
const LONG: usize = 200;
/// How many names beside the articles are told.
const TOLD: usize = 10;

/// The records of one place.
#[derive(Default)]
struct Grid {
    /// The columns by their paths, and whether their values are paragraphs.
    columns: BTreeMap<String, (usize, bool)>,
    rows: Vec<(usize, Vec<String>)>,
}

/// What was opened and not closed yet, with the length of the path that leads to it.
enum Open {
    Map(usize),
    List(usize),
}

/// A record that is open.
struct Record {
    /// How many are open around it.
    depth: usize,
    /// The list that it stands in.
    list: String,
    /// Its number: that of its line, or its place in the list.
    number: usize,
    cells: Vec<String>,
    /// The columns that hold paragraphs.
    long: BTreeSet<usize>,
}

/// The records of all places, as they are read.
pub(super) struct Grids<'w> {
    places: Places,
    grids: BTreeMap<String, Grid>,
    open: Vec<Open>,
    /// The path of the document, and inside a record that of the record.
    path: String,
    record: Option<Record>,
    /// The line of the document; 0 where there is one document.
    line: usize,
    held: Held<'w>,
    error: Option<ImportError>,
    /// What stands beside the records.
    beside: BTreeSet<String>,
    /// How many values have names that are not read, and how many have none.
    unnamed: usize,
    stray: usize,
}

impl<'w> Grids<'w> {
    pub(super) fn of(places: Places, held: Held<'w>) -> Self {
        Self {
            places,
            grids: BTreeMap::new(),
            open: Vec::new(),
            path: String::new(),
            record: None,
            line: 0,
            held,
            error: None,
            beside: BTreeSet::new(),
            unnamed: 0,
            stray: 0,
        }
    }

    /// Another value of the file begins, in this line.
    pub(super) fn begin(&mut self, line: usize) {
        self.open.clear();
        self.path.clear();
        (self.record, self.line) = (None, line);
    }

    /// Takes what comes next; says whether to go on.
    pub(super) fn hear(&mut self, event: JsonEvent<'_>) -> bool {
        match event {
            JsonEvent::Map => self.open_map(),
            JsonEvent::List => self.open.push(Open::List(self.path.len())),
            JsonEvent::Key(key) => self.name(key),
            JsonEvent::EndMap | JsonEvent::EndList => self.close(),
            JsonEvent::Text(value) | JsonEvent::Value(value) => self.value(value),
        }
        self.error.is_none()
    }

    fn open_map(&mut self) {
        let is_listed = matches!(self.open.last(), Some(Open::List(_)));
        if self.record.is_none() {
            let is_record = match &self.places {
                Places::Whole => self.open.is_empty(),
                Places::Lists(lists) => {
                    let maps = self.open.iter().filter(|open| matches!(open, Open::Map(_))).count();
                    is_listed && self.open.len() == maps + 1 && lists.contains(&self.path)
                }
            };
            if is_record {
                let list = self.path.clone();
                let number = match (self.line, self.grids.get(&list)) {
                    (0, grid) => grid.map_or(0, |grid| grid.rows.len()) + 1,
                    (line, _) => line,
                };
                self.record =
                    Some(Record { depth: self.open.len(), list, number, cells: Vec::new(), long: BTreeSet::new() });
                self.open.push(Open::Map(self.path.len()));
                self.path.clear();
                return;
            }
        }
        self.open.push(Open::Map(self.path.len()));
        if is_listed && self.record.is_some() {
            self.path.push_str("[]");
        }
    }

    /// The length of the path that leads to the object which is open.
    fn base(&self) -> usize {
        let is_record = self.record.as_ref().is_some_and(|record| record.depth + 1 == self.open.len());
        match self.open.last() {
            Some(Open::Map(_)) if is_record => 0,
            Some(Open::Map(length)) => {
                let is_in_list = self.open.iter().rev().nth(1).is_some_and(|open| matches!(open, Open::List(_)));
                if is_in_list && self.record.is_some() { length + "[]".len() } else { *length }
            }
            Some(Open::List(length)) => *length,
            None => 0,
        }
    }

    fn name(&mut self, key: &str) {
        let base = self.base();
        self.path.truncate(base);
        if is_type(&self.path, key) {
            return;
        }
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(key.get(..key.floor_char_boundary(LONGEST_NAME)).unwrap_or(key));
    }

    fn close(&mut self) {
        let length = match self.open.pop() {
            Some(Open::Map(length) | Open::List(length)) => length,
            None => 0,
        };
        let is_record = self.record.as_ref().is_some_and(|record| record.depth == self.open.len());
        match self.record.take_if(|_| is_record) {
            Some(Record { list, number, cells, .. }) => {
                self.path.clone_from(&list);
                self.grids.entry(list).or_default().rows.push((number, cells));
            }
            None => self.path.truncate(length),
        }
    }

    fn value(&mut self, value: &str) {
        let Some(record) = &mut self.record else {
            if self.path.is_empty() {
                self.stray += 1;
            } else if self.beside.len() <= TOLD && !value.is_empty() && self.path.len() < LONGEST_NAME {
                self.beside.insert(self.path.clone());
            }
            return;
        };
        let grid = self.grids.entry(record.list.clone()).or_default();
        let (column, is_text) = match grid.columns.get(&self.path) {
            Some(column) => *column,
            None if grid.columns.len() < MOST_COLUMNS as usize && self.path.len() <= LONGEST_NAME => {
                let column = (grid.columns.len(), is_of_paragraphs(&self.path));
                grid.columns.insert(self.path.clone(), column);
                column
            }
            None => {
                self.unnamed += 1;
                return;
            }
        };
        // What is empty has a column all the same.
        if value.trim().is_empty() {
            return;
        }
        let length = record.cells.len().max(column + 1);
        let more = value.len() + BETWEEN.len();
        if let Err(error) = self.held.add(grid.rows.len(), length - record.cells.len(), more) {
            self.error = Some(error);
            return;
        }
        record.cells.resize(length, String::new());
        if let Some(cell) = record.cells.get_mut(column) {
            if !cell.is_empty() {
                if is_text || value.len() > LONG {
                    record.long.insert(column);
                }
                cell.push_str(if record.long.contains(&column) { BETWEEN } else { AND });
            }
            cell.push_str(value);
        }
    }

    /// The records of each place as a sheet, and what should be known of what was left out.
    pub(super) fn finish(self) -> Result<(Vec<Sheet>, Vec<Warning>), ImportError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut warnings = Vec::new();
        if !self.beside.is_empty() {
            let mut names: Vec<String> = self.beside.into_iter().collect();
            if names.len() > TOLD {
                names.truncate(TOLD);
                names.push("…".to_owned());
            }
            warnings.push(Warning::BesideArticles(names));
        }
        warnings.extend((self.stray > 0).then_some(Warning::ValuesSkipped(self.stray)));
        warnings.extend((self.unnamed > 0).then_some(Warning::NamesSkipped(self.unnamed)));
        let sheets = self.grids.into_iter().map(|(list, grid)| {
            let mut headings: Vec<(String, (usize, bool))> = grid.columns.into_iter().collect();
            headings.sort_by_key(|(_, (column, _))| *column);
            let headings: Vec<String> = headings.into_iter().map(|(heading, _)| heading).collect();
            let compared = headings.iter().map(|heading| compared(heading)).collect();
            Sheet::of_headings(&list, headings, compared, grid.rows)
        });
        Ok((sheets.collect(), warnings))
    }
}
