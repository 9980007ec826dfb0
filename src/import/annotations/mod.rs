//! Annotations of other programs: one file per format and one line in [`ALL`].
//!
//! A format says what a file *holds* ([`Found`]), in the file's own counting and with its own names; [`join`] brings that
//! into a project, the same way for all: [`counting_of`] finds out what offsets count, tags and people are matched by id
//! and name, marks whose place does not hold their words are kept aside.

mod brat;
mod conll;
mod doccano;
mod gate;
mod html_page;
mod hypothesis;
mod json;
mod label_studio;
mod prodigy;
mod ptc;
mod qdpx;
mod spacy;
mod sqlite;
mod table;
mod tags;
mod tei;
mod uima;
mod w3c;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

pub use super::join::{
    Choices, Found, FoundArticle, FoundSpan, Joined, NO_TIME, NOBODY_NAMED, counting_of, hash_id, join,
};

use super::ImportError;

/// A format that annotations can be read from.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name, on the command line and in the article's source.
    pub name: &'static str,
    /// Its name in the window.
    pub title: &'static str,
    /// Endings of its files, without the dot, in lower case.
    pub extensions: &'static [&'static str],
    /// What reading it leaves behind.
    pub cannot_hold: &'static str,
    /// Whether a file of one of these endings is of this format.
    is: fn(&File<'_>) -> bool,
    /// What a file holds.
    read: fn(&File<'_>) -> Result<Found, ImportError>,
}

/// Formats are known by their names.
impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A file to be read.
#[derive(Clone, Copy)]
pub struct File<'f> {
    /// Its name without folder.
    pub name: &'f str,
    /// Its bytes.
    pub bytes: &'f [u8],
    /// The files beside it, for formats of several files.
    pub beside: &'f dyn Beside,
}

/// The files of the folder or archive that a file lies in.
pub trait Beside {
    /// Their names, without folder.
    fn names(&self) -> Vec<String>;
    /// The bytes of one; `None` when there is none, or it cannot be read.
    fn read(&self, name: &str) -> Option<Vec<u8>>;
}

/// Files in memory; an empty map where a file stands alone.
impl Beside for BTreeMap<String, Vec<u8>> {
    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.get(name).cloned()
    }
}

impl File<'_> {
    /// The ending of its name, in lower case.
    fn ending(&self) -> String {
        Path::new(self.name).extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
    }

    /// Its name without the ending.
    fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name, |(stem, _)| stem)
    }
}

/// All formats, in the order in which they are tried and listed.
pub const ALL: &[Format] = &[
    brat::FORMAT,
    qdpx::FORMAT,
    qdpx::CODEBOOK,
    sqlite::taguette::FORMAT,
    sqlite::qualcoder::FORMAT,
    uima::inception::FORMAT,
    uima::json::FORMAT,
    uima::xmi::FORMAT,
    uima::tsv::FORMAT,
    gate::JSON,
    gate::XML,
    tei::FORMAT,
    w3c::FORMAT,
    label_studio::FORMAT,
    hypothesis::FORMAT,
    prodigy::FORMAT,
    spacy::FORMAT,
    doccano::FORMAT,
    conll::FORMAT,
    ptc::FORMAT,
    table::CSV,
    table::XLSX,
];

/// All endings that can be read, without the dot.
pub fn extensions() -> Vec<&'static str> {
    let endings: BTreeSet<&str> = ALL.iter().flat_map(|format| format.extensions).copied().collect();
    endings.into_iter().collect()
}

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    ALL.iter().find(|format| format.name == name)
}

/// The format that a file is of, by its ending and what it holds.
pub fn format_of(file: &File<'_>) -> Option<&'static Format> {
    let ending = file.ending();
    ALL.iter().find(|format| format.extensions.contains(&ending.as_str()) && (format.is)(file))
}

/// What a file of this format holds.
///
/// # Errors
/// Why nothing can be read from it.
pub fn read(format: &Format, file: &File<'_>) -> Result<Found, ImportError> {
    super::check_size(file.name, file.bytes.len() as u64)?;
    (format.read)(file)
}
