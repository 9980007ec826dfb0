//! What was chosen for the columns of tables, remembered for other tables of the same columns.

use serde::{Deserialize, Serialize};

use crate::import::Mapping;

/// For how many shapes of tables it is remembered.
const MOST: usize = 100;

/// What was chosen for the columns of tables, by the key of their shape, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mappings(Vec<(String, String)>);

impl Mappings {
    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was chosen for tables of this shape.
    pub fn of(&self, key: &str) -> Option<Mapping> {
        let (_, mapping) = self.0.iter().find(|(other, _)| other == key)?;
        Mapping::parse(mapping)
    }

    /// Remembers nothing of tables of this shape any more.
    pub fn forget(&mut self, key: &str) {
        self.0.retain(|(other, _)| other != key);
    }

    /// Remembers what was chosen for tables of this shape.
    pub fn remember(&mut self, key: String, mapping: &Mapping) {
        self.forget(&key);
        self.0.insert(0, (key, mapping.to_string()));
        self.0.truncate(MOST);
    }
}
