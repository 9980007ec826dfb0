//! `sayso stats`: counts of marks and claims as a table.

use std::{io::Write, path::Path};

use clap::ValueEnum;
use serde::Serialize;

use super::exit::{FINE, UNREADABLE};
use crate::{
    analysis::{Count, CountBy, counts},
    export::csv::table,
    store,
};

/// What is counted by, as the command line says it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum By {
    Tag,
    Speaker,
    Outlet,
    Article,
    Coder,
}

#[derive(Serialize)]
struct Line<'c> {
    name: &'c str,
    marks: usize,
    claims: usize,
}

/// Counts; returns the exit code.
pub(super) fn run(path: &Path, by: By, json: bool) -> u8 {
    let project = match store::open(path) {
        Ok(loaded) => loaded.project,
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            return UNREADABLE;
        }
    };
    let (by, name) = match by {
        By::Tag => (CountBy::Tag, "tag"),
        By::Speaker => (CountBy::Speaker, "speaker"),
        By::Outlet => (CountBy::Outlet, "outlet"),
        By::Article => (CountBy::Article, "article"),
        By::Coder => (CountBy::Coder, "coder"),
    };
    let counts = counts(&project, by);
    let bytes = if json { as_json(&counts) } else { as_csv(&counts, name) };
    match std::io::stdout().lock().write_all(&bytes) {
        Ok(()) => FINE,
        Err(error) => {
            eprintln!("standard output: {error}.");
            UNREADABLE
        }
    }
}

fn as_csv(counts: &[Count], name: &str) -> Vec<u8> {
    let rows = counts.iter().map(|count| vec![count.name.clone(), count.marks.to_string(), count.claims.to_string()]);
    table(&[name, "marks", "claims"], rows)
}

fn as_json(counts: &[Count]) -> Vec<u8> {
    let lines: Vec<Line<'_>> =
        counts.iter().map(|count| Line { name: &count.name, marks: count.marks, claims: count.claims }).collect();
    let mut bytes = serde_json::to_vec_pretty(&lines).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
