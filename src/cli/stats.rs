//! `sayso stats`: the table of an analysis, most often counts of marks and claims.

use std::{io::Write, path::Path};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::{exit::FINE, failure::Failure, whose::Whose};
use crate::{
    analysis::{self, Analysis},
    export::table::{as_csv, as_json},
};

/// Reads the name of an analysis; help and completions list all of them.
pub(super) fn by() -> impl TypedValueParser<Value = &'static Analysis> {
    let names = analysis::ALL.iter().map(|analysis| PossibleValue::new(analysis.name).help(analysis.title));
    PossibleValuesParser::new(names)
        .try_map(|name| analysis::ALL.iter().find(|analysis| analysis.name == name).ok_or("there is no such analysis"))
}

/// Prints the table; returns the exit code.
pub(super) fn run(path: &Path, by: &Analysis, json: bool, whose: &Whose) -> Result<u8, Failure> {
    let table = (by.table)(&whose.open(path)?);
    let bytes = if json { as_json(&table) } else { as_csv(&table) };
    std::io::stdout().lock().write_all(&bytes).map_err(Failure::Output)?;
    Ok(FINE)
}
