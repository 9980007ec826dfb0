//! The history: the steps that have been saved. They are never replayed, only shown and undone.

use std::{io, path::Path};

use super::{
    super::disk::Disk,
    entry::{self, Entry, Line, saved_text},
    line::{Scan, Tail, line, scan},
};
use crate::{edit::UNDO_STEPS, model::ProjectId};

/// The file of the history, in the state folder of a project.
const HISTORY: &str = "history";
/// A history that has grown to this many bytes is set aside, and a new one begun.
pub const LARGEST_HISTORY: usize = 50 << 20;

/// What the end of a history says.
#[derive(Debug, Default)]
pub(super) struct End {
    /// The number of the last step.
    pub last: u64,
    /// What the file held after the last save (SHA-256).
    pub saved: Option<String>,
    /// The last steps, enough to fill the list of what can be undone.
    pub steps: Vec<Entry>,
}

fn header(project: ProjectId) -> String {
    format!("sayso-history 1 {project}")
}

fn payload<'b>(bytes: &'b [u8], place: &std::ops::Range<usize>) -> &'b str {
    bytes.get(place.clone()).and_then(|payload| std::str::from_utf8(payload).ok()).unwrap_or_default()
}

/// The bytes of the history and what can be read of them; `None` without one, or when it is another project's.
fn read<D: Disk>(disk: &D, folder: &Path, project: ProjectId) -> io::Result<Option<(Vec<u8>, Scan)>> {
    let path = folder.join(HISTORY);
    if disk.stat(&path)?.is_none() {
        return Ok(None);
    }
    let bytes = disk.read(&path)?;
    let found = scan(&bytes, &header(project)).ok();
    Ok(found.map(|found| (bytes, found)))
}

/// What the end of the history says.
pub(super) fn end<D: Disk>(disk: &D, folder: &Path, project: ProjectId) -> io::Result<End> {
    // A step and its undoing cancel out, so more lines are looked at than steps can be undone.
    let (steps, saved, last) = lines(disk, folder, project, UNDO_STEPS * 4)?;
    Ok(End { last, saved, steps })
}

/// The steps among the last lines of the history, what the file held after the last save, and the number of the last step.
pub(super) fn lines<D: Disk>(
    disk: &D,
    folder: &Path,
    project: ProjectId,
    most: usize,
) -> io::Result<(Vec<Entry>, Option<String>, u64)> {
    let Some((bytes, found)) = read(disk, folder, project)? else { return Ok((Vec::new(), None, 0)) };
    let last = found.lines.last().map_or(0, |(sequence, _)| *sequence);
    let (mut steps, mut saved) = (Vec::new(), None);
    for (sequence, place) in found.lines.iter().skip(found.lines.len().saturating_sub(most)) {
        match entry::read(*sequence, payload(&bytes, place)) {
            Ok(Line::Step(entry)) => steps.push(*entry),
            Ok(Line::Saved { sha256 }) => saved = Some(sha256),
            Ok(Line::Saving { .. }) => {}
            // Steps of a newer version, perhaps: those before cannot be undone across it.
            Err(error) => {
                log::warn!("step {sequence} of the history cannot be read: {error}");
                steps.clear();
            }
        }
    }
    Ok((steps, saved, last))
}

/// Appends saved steps (sequence, payload) that are not there yet, and the mark that they are in a file with these bytes.
pub(super) fn append<D: Disk>(
    disk: &D,
    folder: &Path,
    project: ProjectId,
    payloads: &[(u64, String)],
    sha256: &str,
) -> io::Result<()> {
    let path = folder.join(HISTORY);
    let found = read(disk, folder, project)?;
    let there = disk.stat(&path)?.is_some();
    let last = found.as_ref().and_then(|(_, found)| found.lines.last()).map_or(0, |(sequence, _)| *sequence);
    let mut text = String::new();
    for (sequence, payload) in payloads.iter().filter(|(sequence, _)| *sequence > last) {
        text.push_str(&line(*sequence, payload));
    }
    let last = payloads.last().map_or(last, |(sequence, _)| last.max(*sequence));
    text.push_str(&line(last, &saved_text(sha256)));

    let goes_on = found.filter(|(bytes, found)| {
        found.tail != Tail::Damaged && found.end > 0 && bytes.len() + text.len() <= LARGEST_HISTORY
    });
    let file = match goes_on {
        Some((_, found)) => disk.reopen(&path, Some(found.end as u64))?,
        None => {
            if there {
                disk.rename(&path, &free_name(disk, folder)?)?;
            }
            text.insert_str(0, &format!("{}\n", header(project)));
            disk.create_new(&path, Some(0o600))?
        }
    };
    disk.write(&file, text.as_bytes())?;
    disk.sync(&file)?;
    disk.sync_folder(folder)
}

/// Copies the history of one state folder to another that has none.
pub(super) fn copy<D: Disk>(disk: &D, from: &Path, into: &Path, project: ProjectId) -> io::Result<()> {
    let path = into.join(HISTORY);
    let Some((bytes, found)) = read(disk, from, project)?.filter(|(_, found)| found.end > 0) else { return Ok(()) };
    if disk.stat(&path)?.is_some() {
        return Ok(());
    }
    let file = disk.create_new(&path, Some(0o600))?;
    disk.write(&file, bytes.get(..found.end).unwrap_or_default())?;
    disk.sync(&file)
}

/// A name for a history that is set aside.
fn free_name<D: Disk>(disk: &D, folder: &Path) -> io::Result<std::path::PathBuf> {
    let mut count = 1;
    loop {
        let path = folder.join(format!("{HISTORY}-{count}"));
        if disk.stat(&path)?.is_none() {
            return Ok(path);
        }
        count += 1;
    }
}
