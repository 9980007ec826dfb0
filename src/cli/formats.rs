//! `sayso formats`: what can be read and written.

use super::FINE;
use crate::{export, import};

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
        let rows: Vec<String> = rows.iter().map(as_json).collect();
        say!("[\n  {}\n]", rows.join(",\n  "));
    } else {
        for row in rows {
            let how = if row.reads { "reads" } else { "writes" };
            say!("{:<10} {how:<7} .{:<18} cannot hold: {}", row.name, row.extensions.join(" ."), row.cannot_hold);
        }
    }
    FINE
}

/// Names and endings are plain words, so that quoting them as Rust does is quoting them as JSON does.
fn as_json(row: &Row) -> String {
    format!(
        "{{\"name\": {:?}, \"extensions\": {:?}, \"reads\": {}, \"writes\": {}, \"cannot_hold\": {:?}}}",
        row.name, row.extensions, row.reads, row.writes, row.cannot_hold
    )
}
