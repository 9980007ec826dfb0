//! The entries of a journal: a step that was made, or the beginning and end of a save.

use serde::{Deserialize, Serialize};

use super::super::{edit_record::EditRecord, errors::RecordError, read::parse, ron_line};
use crate::{
    edit::{Done, Edit, How},
    model::{CoderId, Time},
};

/// A step with who made it and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place among all steps of the project on this machine, from 1.
    pub sequence: u64,
    /// Who was at work.
    pub by: CoderId,
    /// When.
    pub at: Time,
    /// What changed.
    pub done: Done,
}

/// A line of a journal.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// A step.
    Step(Box<Entry>),
    /// A save of all steps so far was about to put these bytes (SHA-256, hexadecimal) at this path.
    Saving { sha256: String, path: String },
    /// All steps so far are in a file with these bytes.
    Saved { sha256: String },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum LineRecord {
    Step { how: HowRecord, label: String, by: CoderId, at: Time, edits: Vec<EditRecord>, back: Vec<EditRecord> },
    Saving { sha256: String, path: String },
    Saved { sha256: String },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum HowRecord {
    Made,
    Undone,
    Redone,
}

/// The payload of a step's line.
pub(super) fn step_text(by: CoderId, at: Time, done: &Done) -> String {
    let how = match done.how {
        How::Made => HowRecord::Made,
        How::Undone => HowRecord::Undone,
        How::Redone => HowRecord::Redone,
    };
    let records = |edits: &[Edit]| edits.iter().map(EditRecord::from).collect();
    let label = done.label.clone();
    text(&LineRecord::Step { how, label, by, at, edits: records(&done.edits), back: records(&done.back) })
}

/// The payload of the line that announces a save.
pub(super) fn saving_text(sha256: &str, path: &str) -> String {
    text(&LineRecord::Saving { sha256: sha256.to_owned(), path: path.to_owned() })
}

/// The payload of the line that says that a save has succeeded.
pub(super) fn saved_text(sha256: &str) -> String {
    text(&LineRecord::Saved { sha256: sha256.to_owned() })
}

fn text(record: &LineRecord) -> String {
    let mut text = String::new();
    if let Err(error) = ron_line::write(&mut text, record) {
        log::error!("BUG: a step could not be written: {error}");
    }
    text
}

/// Why an intact line cannot be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LineError {
    /// This version does not know what it says.
    #[error("a newer version of Sayso may have written it ({0}).")]
    Syntax(ron::Error),
    /// A record in it is wrong.
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// Reads a payload.
///
/// # Errors
/// What cannot be read in it.
pub(super) fn read(sequence: u64, payload: &str) -> Result<Line, LineError> {
    let record: LineRecord = parse(payload).map_err(|error| LineError::Syntax(error.code))?;
    Ok(match record {
        LineRecord::Saving { sha256, path } => Line::Saving { sha256, path },
        LineRecord::Saved { sha256 } => Line::Saved { sha256 },
        LineRecord::Step { how, label, by, at, edits, back } => {
            let how = match how {
                HowRecord::Made => How::Made,
                HowRecord::Undone => How::Undone,
                HowRecord::Redone => How::Redone,
            };
            let edits = edits.into_iter().map(EditRecord::edit).collect::<Result<_, RecordError>>()?;
            let back = back.into_iter().map(EditRecord::edit).collect::<Result<_, RecordError>>()?;
            Line::Step(Box::new(Entry { sequence, by, at, done: Done { how, label, edits, back } }))
        }
    })
}
