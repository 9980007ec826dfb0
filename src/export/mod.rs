//! Annotations for other programs: one file per format and one line in [`ALL`]; a project in, bytes out.

mod archive;
mod article_fields;
mod at_once;
mod bibtex;
mod brat;
mod cas_json;
mod claimreview;
mod codebook;
mod conll;
pub mod csv;
mod doccano;
mod docx;
mod docx_looks;
mod error;
#[cfg(test)]
mod example;
mod file_names;
mod format;
mod iramuteq;
mod json;
mod label_studio;
mod ledger;
mod limit;
mod losses;
mod markdown;
mod matrix;
mod of_articles;
mod part;
mod prodigy;
mod ptc;
mod qdpx;
mod quanteda;
mod reading;
mod report;
mod ris;
mod shape;
pub mod sheet;
mod subject;
pub mod table;
mod texts;
mod w3c;
mod words;
mod xlsx;
mod xml;

pub use self::{
    error::ExportError,
    format::{Format, Written},
    limit::Limit,
    losses::{Loss, Unsupported},
    part::Part,
};

use crate::model::Project;

/// All formats, in the order in which they are listed.
pub const ALL: &[Format] = &[
    csv::FORMAT,
    ledger::FORMAT,
    xlsx::FORMAT,
    report::FORMAT,
    docx::FORMAT,
    markdown::FORMAT,
    codebook::FORMAT,
    matrix::COUNTS,
    matrix::YES_NO,
    matrix::WORKBOOK,
    quanteda::FORMAT,
    iramuteq::FORMAT,
    texts::FORMAT,
    ris::FORMAT,
    bibtex::FORMAT,
    claimreview::FORMAT,
    brat::FORMAT,
    qdpx::FORMAT,
    qdpx::NVIVO,
    qdpx::CODEBOOK,
    conll::FORMAT,
    ptc::FORMAT,
    w3c::FORMAT,
    label_studio::FORMAT,
    doccano::FORMAT,
    prodigy::FORMAT,
    cas_json::FORMAT,
];

/// Who made the marks of a project that are exported, with how many each made, most first.
pub fn coders(project: &Project) -> Vec<(String, usize)> {
    subject::Subject::Marks.coders(project)
}

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    ALL.iter().find(|format| format.name == name)
}
