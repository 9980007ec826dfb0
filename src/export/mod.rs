//! Annotations for other programs: one file per format and one line in [`ALL`]; a project in, bytes out.

mod claimreview;
mod codebook;
pub mod csv;
mod docx;
mod ledger;
mod markdown;
mod reading;
mod report;
mod xlsx;

use crate::model::Project;

/// A format that a project can be written in.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Endings of its files, without the dot.
    pub extensions: &'static [&'static str],
    /// What it cannot hold.
    pub cannot_hold: &'static str,
    /// Writes a project.
    pub write: fn(&Project) -> Vec<u8>,
}

/// All formats, in the order in which they are listed.
pub const ALL: &[Format] = &[
    csv::FORMAT,
    ledger::FORMAT,
    xlsx::FORMAT,
    report::FORMAT,
    docx::FORMAT,
    markdown::FORMAT,
    codebook::FORMAT,
    claimreview::FORMAT,
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    ALL.iter().find(|format| format.name == name)
}
