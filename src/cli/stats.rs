//! `sayso stats`: the table of an analysis, most often counts of marks and claims.

use std::{io::Write, path::Path};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::exit::{FINE, UNREADABLE};
use crate::{
    analysis::{self, Analysis},
    export::table::{as_csv, as_json},
    store,
};

/// Reads the name of an analysis; help and completions list all of them.
pub(super) fn by() -> impl TypedValueParser<Value = &'static Analysis> {
    let names = analysis::ALL.iter().map(|analysis| PossibleValue::new(analysis.name).help(analysis.title));
    PossibleValuesParser::new(names)
        .try_map(|name| analysis::ALL.iter().find(|analysis| analysis.name == name).ok_or("there is no such analysis"))
}

/// Prints the table; returns the exit code.
pub(super) fn run(path: &Path, by: &Analysis, json: bool) -> u8 {
    let project = match store::open(path) {
        Ok(loaded) => loaded.project,
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            return UNREADABLE;
        }
    };
    let table = (by.table)(&project);
    let bytes = if json { as_json(&table) } else { as_csv(&table) };
    match std::io::stdout().lock().write_all(&bytes) {
        Ok(()) => FINE,
        Err(error) => {
            eprintln!("standard output: {error}.");
            UNREADABLE
        }
    }
}
