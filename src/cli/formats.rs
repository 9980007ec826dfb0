//! `sayso formats`: what can be read and written.

use serde::Serialize;

use super::{FINE, UNREADABLE};
use crate::{export, import};

#[derive(Serialize)]
struct Row {
    name: &'static str,
    extensions: &'static [&'static str],
    reads: bool,
    writes: bool,
    cannot_hold: &'static str,
}

/// Lists the formats; returns the exit code.
pub(super) fn run(json: bool) -> u8 {
    let reads = import::ALL.iter().map(|f| Row {
        name: f.name,
        extensions: f.extensions,
        reads: true,
        writes: false,
        cannot_hold: f.cannot_hold,
    });
    let writes = export::ALL.iter().map(|f| Row {
        name: f.name,
        extensions: f.extensions,
        reads: false,
        writes: true,
        cannot_hold: f.cannot_hold,
    });
    let rows: Vec<Row> = reads.chain(writes).collect();
    if json {
        match serde_json::to_string_pretty(&rows) {
            Ok(text) => say!("{text}"),
            Err(error) => {
                eprintln!("sayso: {error}");
                return UNREADABLE;
            }
        }
    } else {
        for row in rows {
            let how = if row.reads { "reads" } else { "writes" };
            say!("{:<10} {how:<7} .{:<18} cannot hold: {}", row.name, row.extensions.join(" ."), row.cannot_hold);
        }
    }
    FINE
}
