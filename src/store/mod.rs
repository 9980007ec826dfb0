//! Projects as files: the records of the file format, reading and writing them, and saving so that nothing is lost.
//!
//! A file is RON with one record a line. Offsets in it are code points; each span states its words beside its place.
//! A save is all or nothing (see [`save`]), and replaces no bytes that it has not seen. Between saves each step is a
//! line of a [`journal`] in the person's state folder, written at once.
//!
//! # What is guaranteed, and what shows it
//!
//! The tests lie in `tests/`; figures are those of the last long run. All of them run in `./test`; the third column
//! gives the command for one alone, or for longer.
//!
//! | guarantee | shown by | again, longer | last figure |
//! |---|---|---|---|
//! | An acknowledged change survives `kill -9`, a panic, a log-out | `safety::kills` on the real program | `SAYSO_KILLS=500 cargo test kill -- --nocapture` | 500 kills, 232 of them at work: all of 6,509 acknowledged lines survived; a program that writes in place lost its file in 45 of 60 |
//! | … and, once brought to the disk, a power cut | `safety::disk_states::no_promised_step…`, `…recovery_that_breaks_off…` on a simulated disk | `cargo test disk_states -- --nocapture` | 603 states of the disk after each of 107 calls, 1,260 of recoveries that broke off: nothing promised was lost |
//! | A torn end is cut, damage is told, no flipped bit passes | `store::journal::line` tests: every cut, every bit; `safety::fuzz::fuzz_journals` | `SAYSO_FUZZ_SECONDS=3600 cargo test fuzz -- --nocapture` | every cut of 60 lines, every bit of 30 lines; 465,901 mutations in 4 minutes |
//! | A save is all or nothing; a failed sync is not tried again | `safety::disk_states::a_save_is_all_or_nothing…`; four wrong routines are found out | `cargo test disk_states -- --nocapture` | 922 states, none broken; wrong routines: 12 to 80 broken or 36 lost |
//! | A save never destroys what it has not seen | `safety::race`: three people save one file; `…writes_during_a_save…` | `cargo test race -- --nocapture` | 36 saves, 18 to 25 of them beside the file, none lost |
//! | Opening writes nothing | `scenarios::recovery::unsaved_marks…`, `window::an_article_is_marked…` | | |
//! | Full disk, failing calls, no permission, read-only, link, vanished folder: the old file is whole, the marks are kept | `safety::faults` on the real program (tmpfs, `strace`, `setpriv`) | `cargo test faults` | |
//! | A newer format, an unknown field, a key that stands twice: refused, untouched | `safety::fuzz::hostile_projects…`, `scenarios::files` | `cargo test hostile` | |
//! | Damaged input gives an error or a list, never a panic, never a hang; saving it loses no problem | `safety::fuzz::fuzz_projects`; what ever failed lies in `tests/corpus` | `SAYSO_FUZZ_SECONDS=3600 cargo test fuzz -- --nocapture` | 191,378 mutations in 4 minutes |
//! | Every change can be undone, 500 of them after closing and opening too | `laws`, `scenarios::recovery::steps_can_be_undone…` | `cargo test laws` | |
//! | The program opens no socket of the internet | `window::the_program_speaks_to_nobody…` under `strace` | `cargo test internet` | |
//!
//! Known holes: a file with several names (hard links) keeps its old content under the others; two machines that save
//! one file of a network folder at the same instant are told apart only where the system can exchange files; a lock
//! holds on one machine, not between machines.

mod codebook;
mod convert;
mod disk;
mod edit_record;
mod in_text;
pub mod journal;
mod keeper;
mod opening;
mod read;
pub mod record;
mod ron_line;
mod save;
mod state;
mod versions;
mod write;

use std::{io::Read, path::Path};

pub use codebook::{Template, builtin_codebook, read_codebook, templates, write_codebook};
pub use disk::{Disk, RealDisk, Stat};
pub use journal::{Entry, Recovery, past};
pub use keeper::{Keeper, Kept, SaveTicket};
pub use opening::{Keeping, Opened, leftovers, open_kept, open_leftover};
pub use read::{Loaded, ReadError, read_project};
pub use save::{Over, SaveError, Seen, save_with};
pub use state::state_root;
pub use versions::{VERSIONS, Version, keep_version, versions};
pub use write::{Written, write_project};

use crate::model::{Project, Time};

/// The version of the file format that this program writes.
pub const FORMAT: u32 = 1;
/// A larger file is not read, in bytes.
pub const LARGEST_FILE: u64 = 1 << 30;

/// Reads a project file.
///
/// # Errors
/// What is wrong, and where; the file is untouched.
pub fn open(path: &Path) -> Result<Loaded, ReadError> {
    read_project(&bytes_of(path)?)
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadError> {
    let too_large = fs_err::metadata(path).is_ok_and(|meta| meta.len() > LARGEST_FILE);
    if too_large {
        return Err(ReadError::TooLarge);
    }
    std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::NoFile,
        std::io::ErrorKind::PermissionDenied => ReadError::NoPermission,
        std::io::ErrorKind::IsADirectory => ReadError::Folder,
        _other => ReadError::Io(error.to_string()),
    })
}

/// What a file holds now.
///
/// # Errors
/// Why it cannot be read.
pub fn held_by(path: &Path) -> Result<Seen, ReadError> {
    bytes_of(path).map(|bytes| Seen::of(&bytes))
}

/// What a save has done.
#[derive(Debug)]
pub struct Saved {
    /// What the file holds now.
    pub seen: Seen,
    /// The saves of the project up to this one.
    pub ancestors: Vec<String>,
    /// What has become of the journal.
    pub kept: Option<Kept>,
}

/// Writes a project to a file. With a ticket, the journal takes note; `at` is when the save was asked for.
///
/// # Errors
/// Why not; the old file is whole.
pub fn save(
    path: &Path,
    project: &Project,
    over: &Over,
    ticket: Option<SaveTicket>,
    at: Time,
) -> Result<Saved, SaveError> {
    let written = write_project(project);
    let (seen, kept) = match ticket {
        Some(ticket) => ticket.save(path, &written.bytes, over, at).map(|(seen, kept)| (seen, Some(kept)))?,
        None => (save_with(&RealDisk, path, &written.bytes, over)?, None),
    };
    Ok(Saved { seen, ancestors: written.ancestors, kept })
}

/// Writes any file the way projects are written: whole or not at all. What is no project takes the place of none.
///
/// # Errors
/// Why not; an old file is whole.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let is_project = |bytes: &[u8]| bytes.starts_with(write::FIRST_LINE.as_bytes());
    if !is_project(bytes) {
        let mut head = Vec::new();
        let length = write::FIRST_LINE.len() as u64;
        // What cannot be read has nothing to lose, or the save itself says why.
        let _unreadable = fs_err::File::open(path).and_then(|file| file.take(length).read_to_end(&mut head));
        let has_ending = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("sayso"));
        if has_ending || is_project(&head) {
            return Err(SaveError::IsProject);
        }
    }
    save_with(&RealDisk, path, bytes, &Over::Anything).map(|_seen| ())
}
