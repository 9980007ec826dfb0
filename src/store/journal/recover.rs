//! Recovery: finding the steps in the journal that the file does not have.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    super::disk::Disk,
    damage::{Damage, Damaged},
    drafts::{Draft, read_drafts},
    entry::{self, Entry, Line},
    header::{JOURNAL, header, header_start},
    history,
    line::{Tail, scan},
};
use crate::model::ProjectId;

/// What was found when a project was opened.
#[derive(Debug, Default)]
pub struct Recovery {
    /// The steps that the file does not hold, in order.
    pub steps: Vec<Entry>,
    /// Saved steps, newest last, of which the last can be undone.
    pub past: Vec<Entry>,
    /// What was being typed and had not become a step.
    pub drafts: Vec<Draft>,
    /// What was damaged, if anything; a copy is kept beside the journal.
    pub damage: Option<Damaged>,
    /// The number of the last step.
    pub last: u64,
    /// The number of the last file of the journal; 0 when there is none.
    pub number: u64,
    /// Whether the steps start from another version of the file, so that they cannot simply be made again.
    pub is_foreign: bool,
    /// What the steps start from (SHA-256), where that is known.
    pub base: Option<String>,
    /// The bytes (SHA-256) and the path of a save of all these steps that was begun.
    pub announced: Option<(String, String)>,
}

/// One file of the journal.
#[derive(Debug)]
pub(super) struct JournalFile {
    number: u64,
    path: PathBuf,
    base: Option<String>,
    /// The number that its first step was given.
    first: u64,
    pub steps: Vec<Entry>,
    payloads: Vec<(u64, String)>,
    /// Where the line of each step begins, in bytes.
    starts: Vec<usize>,
    /// The saves that were announced: bytes (SHA-256) and path.
    saving: Vec<(String, String)>,
    /// Why not all of it can be used, and where the good part ends.
    damage: Option<(Damage, usize)>,
}

impl JournalFile {
    /// Forgets steps that the history holds: a power cut may bring a file back that was removed after that.
    fn forget_up_to(&mut self, last: u64) {
        let there = self.steps.partition_point(|step| step.sequence <= last);
        self.steps.drain(..there);
        self.payloads.drain(..there);
        self.starts.drain(..there);
    }
}

/// No journal gets so far: a greater number is damage, with which nobody should count.
const LAST_NUMBER: u64 = 1 << 62;

/// A number of a step or of a file.
fn number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number| *number <= LAST_NUMBER)
}

/// The files of the journal, in order.
pub(super) fn read_files<D: Disk>(disk: &D, folder: &Path, project: ProjectId) -> io::Result<Vec<JournalFile>> {
    let folder = folder.join(JOURNAL);
    let mut numbers: Vec<u64> = disk.list(&folder)?.iter().filter_map(|name| number(name)).collect();
    numbers.sort_unstable();
    let mut files = Vec::with_capacity(numbers.len());
    for number in numbers {
        let path = folder.join(number.to_string());
        let bytes = disk.read(&path)?;
        files.push(read_file(number, path, &bytes, project));
    }
    Ok(files)
}

fn read_file(number: u64, path: PathBuf, bytes: &[u8], project: ProjectId) -> JournalFile {
    let mut file = JournalFile {
        number,
        path,
        base: None,
        first: 0,
        steps: Vec::new(),
        payloads: Vec::new(),
        starts: Vec::new(),
        saving: Vec::new(),
        damage: None,
    };
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let stated = std::str::from_utf8(first).ok().and_then(|first| first.strip_prefix(&header_start(project)));
    let (base, number) = stated.and_then(|stated| stated.split_once(' ')).unwrap_or(("-", "0"));
    file.base = (base != "-").then(|| base.to_owned());
    file.first = self::number(number).unwrap_or(0);
    let expected = header(project, base, file.first);
    let found = match scan(bytes, &expected) {
        Ok(found) => found,
        Err(not_ours) => {
            file.damage = Some((not_ours.into(), 0));
            return file;
        }
    };
    if found.tail == Tail::Damaged {
        file.damage = Some((Damage::ChangedLine, found.end));
    }
    for (sequence, place) in &found.lines {
        let payload =
            bytes.get(place.clone()).and_then(|payload| std::str::from_utf8(payload).ok()).unwrap_or_default();
        let start = line_start(bytes, place.start);
        match entry::read(*sequence, payload) {
            Ok(Line::Step(entry)) => {
                file.steps.push(*entry);
                file.starts.push(start);
                file.payloads.push((*sequence, payload.to_owned()));
            }
            Ok(Line::Saving { sha256, path }) => file.saving.push((sha256, path)),
            Ok(Line::Saved { .. }) => {}
            Err(error) => {
                file.damage = Some((Damage::Unreadable { sequence: *sequence, error }, start));
                break;
            }
        }
    }
    file
}

fn line_start(bytes: &[u8], at: usize) -> usize {
    bytes.get(..at).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |found| found + 1)
}

/// Finds what the journal in a state folder holds that the file with the hash `sha256` does not; finishes the work of
/// a save that ended before its steps were moved, and sets damaged files aside.
///
/// # Errors
/// As the disk says.
pub fn recover<D: Disk>(disk: &D, folder: &Path, project: ProjectId, sha256: &str) -> io::Result<Recovery> {
    let end = history::end(disk, folder, project)?;
    let mut files = read_files(disk, folder, project)?;
    for file in &mut files {
        file.forget_up_to(end.last);
    }
    let damage = set_damaged_aside(disk, folder, &mut files, end.last)?;
    let mut recovery =
        Recovery { damage, last: end.last, number: files.last().map_or(0, |file| file.number), ..Recovery::default() };
    recovery.past = end.steps;
    recovery.drafts = read_drafts(disk, folder, project);
    if let Some(last) = files.iter().flat_map(|file| &file.steps).map(|step| step.sequence).max() {
        recovery.last = recovery.last.max(last);
    }

    let saved = files.iter().rposition(|file| file.saving.iter().any(|(bytes, _)| bytes == sha256));
    if let Some(saved) = saved {
        let closed = files.drain(..=saved).collect::<Vec<_>>();
        let payloads: Vec<(u64, String)> = closed.iter().flat_map(|file| file.payloads.clone()).collect();
        history::append(disk, folder, project, &payloads, sha256)?;
        closed.iter().try_for_each(|file| disk.remove(&file.path))?;
        recovery.past.extend(closed.into_iter().flat_map(|file| file.steps));
    }
    let last = files.iter().rfind(|file| !file.steps.is_empty() || !file.saving.is_empty());
    recovery.announced = last.and_then(|file| file.saving.last().cloned());
    let first = files.iter().find(|file| !file.steps.is_empty());
    let base = first.and_then(|file| file.base.clone()).or(end.saved);
    recovery.steps = files.into_iter().flat_map(|file| file.steps).collect();
    recovery.is_foreign = saved.is_none() && !recovery.steps.is_empty() && base.as_deref() != Some(sha256);
    recovery.base = base;
    Ok(recovery)
}

/// Keeps copies of files that cannot be read to their end and cuts them to their good part; what comes after a gap is
/// set aside whole, for its steps build on lost ones.
fn set_damaged_aside<D: Disk>(
    disk: &D,
    folder: &Path,
    files: &mut Vec<JournalFile>,
    saved: u64,
) -> io::Result<Option<Damaged>> {
    let (mut next, mut bad) = (None, None);
    for (place, file) in files.iter_mut().enumerate() {
        // Steps up to `saved` are in the history, and forgotten here.
        let expected = next.unwrap_or(if file.base.is_some() { file.first.max(saved + 1) } else { saved + 1 });
        let gap = file.steps.iter().zip(expected..).position(|(step, expected)| step.sequence != expected);
        next = Some(expected + file.steps.len() as u64).filter(|_| !file.steps.is_empty()).or(next);
        if let Some(gap) = gap {
            let start = file.starts.get(gap).copied().unwrap_or(0);
            file.damage = Some((Damage::MissingSteps, start));
            file.steps.truncate(gap);
            file.payloads.truncate(gap);
        }
        if let Some((why, _)) = &file.damage {
            bad = Some((place, why.clone()));
            break;
        }
    }
    let Some((first_bad, why)) = bad else { return Ok(None) };
    for file in files.iter().skip(first_bad) {
        let bytes = disk.read(&file.path)?;
        let kept = disk.create_new(&free_name(disk, &file.path)?, Some(0o600))?;
        disk.write(&kept, &bytes)?;
        disk.sync(&kept)?;
    }
    if let Some((file, (_, good))) = files.get(first_bad).and_then(|file| Some((file, file.damage.as_ref()?))) {
        disk.sync(&disk.reopen(&file.path, Some(*good as u64))?)?;
    }
    for file in files.drain(first_bad + 1..) {
        disk.remove(&file.path)?;
    }
    let folder = folder.join(JOURNAL);
    disk.sync_folder(&folder)?;
    Ok(Some(Damaged { why, kept_in: folder }))
}

fn free_name<D: Disk>(disk: &D, path: &Path) -> io::Result<PathBuf> {
    let mut count = 0;
    loop {
        let ending = if count == 0 { "damaged".to_owned() } else { format!("damaged-{count}") };
        let free = path.with_extension(ending);
        if disk.stat(&free)?.is_none() {
            return Ok(free);
        }
        count += 1;
    }
}

/// The files up to a number, and their steps (sequence, payload).
pub(super) type ClosedSteps = (Vec<PathBuf>, Vec<(u64, String)>);

pub(super) fn closed_steps<D: Disk>(
    disk: &D,
    folder: &Path,
    project: ProjectId,
    number: u64,
) -> io::Result<ClosedSteps> {
    let mut files = read_files(disk, folder, project)?;
    files.retain(|file| file.number <= number);
    if let Some((why, _)) = files.iter().find_map(|file| file.damage.as_ref()) {
        return Err(io::Error::other(why.clone()));
    }
    let payloads = files.iter().flat_map(|file| file.payloads.clone()).collect();
    Ok((files.into_iter().map(|file| file.path).collect(), payloads))
}

/// The steps in the journal, in order.
///
/// # Errors
/// As the disk says.
pub fn entries<D: Disk>(disk: &D, folder: &Path, project: ProjectId) -> io::Result<Vec<Entry>> {
    Ok(read_files(disk, folder, project)?.into_iter().flat_map(|file| file.steps).collect())
}
