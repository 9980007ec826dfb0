//! Annotations of other programs: one file per format and one line in [`ALL`].
//!
//! A format says what a file *contains* ([`Found`]), in the file's own counting and with its own names; [`join`] brings
//! that into a project, the same way for all: [`counting_of`] detects what offsets count, tags and people are matched by
//! id and name, marks whose text does not match are set aside.

mod brat;
mod catma;
mod catma_git;
mod codebook;
mod conll;
mod doccano;
mod format;
mod gate;
mod hipe;
mod html_page;
mod hypothesis;
mod json;
mod label_studio;
mod prodigy;
mod ptc;
mod qdpx;
mod recogito;
mod spacy;
mod sqlite;
mod table;
mod tags;
mod tei;
mod uima;
mod w3c;
mod whole;

use std::collections::BTreeSet;

use super::{error::ImportError, limits::check_size};

pub use self::format::{Beside, File, Format};
pub use super::join::words::NamedAfter;
pub use super::join::{
    Choices, Decision, Duplicates, Found, FoundArticle, FoundSpan, InDoubt, Joined, NO_TIME, NOBODY_NAMED, Unsure,
    articles_called, canonical, counting_of, hash_id, join,
};

/// All formats, in the order in which they are tried and listed.
pub const ALL: &[Format] = &[
    brat::FORMAT,
    qdpx::FORMAT,
    qdpx::CODEBOOK,
    sqlite::taguette::FORMAT,
    sqlite::qualcoder::FORMAT,
    sqlite::rqda::FORMAT,
    sqlite::dna::FORMAT,
    uima::inception::FORMAT,
    uima::json::FORMAT,
    uima::xmi::FORMAT,
    uima::tsv::FORMAT,
    hipe::FORMAT,
    gate::JSON,
    gate::XML,
    catma::FORMAT,
    catma_git::FORMAT,
    tei::FORMAT,
    w3c::FORMAT,
    label_studio::FORMAT,
    hypothesis::FORMAT,
    prodigy::FORMAT,
    spacy::FORMAT,
    doccano::FORMAT,
    conll::FORMAT,
    ptc::FORMAT,
    codebook::FORMAT,
    recogito::FORMAT,
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
    check_size(file.name, file.bytes.len() as u64)?;
    (format.read)(file)
}
