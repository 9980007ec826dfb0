//! Projects as files: the records of the file format, reading and writing them, and saving so that nothing is lost.
//!
//! A file is RON with one record per line. Offsets in it are code points; each span states its words beside its place.
//! A save is all or nothing (see [`save`]), and replaces no bytes that it has not seen. Between saves each step is a
//! line of a [`journal`] in the person's state folder, written at once.
//!
//! # What is guaranteed, and which tests show it
//!
//! The tests lie in `tests/`; figures are those of the last long run. All of them run in `./test`; the third column
//! gives the command for one alone, or for longer.
//!
//! | guarantee | shown by | again, longer | last figure |
//! |---|---|---|---|
//! | An acknowledged change survives `kill -9`, a panic, a log-out | `safety::kills` on the real program | `SAYSO_KILLS=500 cargo test kill -- --nocapture` | 500 kills, 232 of them at work: all of 6,509 acknowledged lines survived; a program that writes in place lost its file in 45 of 60 |
//! | … and, once brought to the disk, a power cut | `safety::disk_states::no_promised_step…`, `…interrupted_recovery…` on a simulated disk | `cargo test disk_states -- --nocapture` | 603 states of the disk after each of 107 calls, 1,260 of interrupted recoveries: nothing promised was lost |
//! | A torn end is cut, damage is told, no flipped bit passes | `store::journal::line` tests: every cut, every bit; `safety::fuzz::fuzz_journals` | `SAYSO_FUZZ_SECONDS=3600 cargo test fuzz -- --nocapture` | every cut of 60 lines, every bit of 30 lines; 465,901 mutations in 4 minutes |
//! | A save is all or nothing; a failed sync is not tried again | `safety::disk_states::a_save_is_all_or_nothing…`; four wrong routines fail the test | `cargo test disk_states -- --nocapture` | 922 states, none broken; wrong routines: 12 to 80 broken or 36 lost |
//! | What killed saves and exports leave beside a file is removed at the next opening or export, and nothing else | `safety::leftovers` under `strace`, kills before, at and after the exchange; `store::leftover` tests | `cargo test left` | |
//! | A save never destroys what it has not seen | `safety::race`: three people save one file; `…during_a_save…` | `cargo test race -- --nocapture` | 36 saves, 18 to 25 of them beside the file, none lost |
//! | In a shared folder all end up with the same, whatever arrives late, in part or twice ([`shared`]) | `laws::shared`; `safety::sharing` on the real program, `safety::membership` | `SAYSO_SHARED=1000 cargo test safety::sharing` | |
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

mod bases;
mod codebook;
mod conflict_copies;
mod convert;
mod disk;
mod edit_record;
mod errors;
mod files;
mod format;
mod in_text;
pub mod journal;
mod keeper;
mod leftover;
mod opening;
mod read;
pub mod record;
mod ron_line;
mod save;
mod seen;
pub mod shared;
mod state;
mod unmerged;
mod values;
mod versions;
mod write;

pub use bases::base_of;
pub use codebook::{Template, builtin_codebook, read_codebook, templates, write_codebook};
pub use conflict_copies::{conflict_copies, stated_id};
pub use disk::{Disk, RealDisk, Stat};
pub use errors::{ReadError, RecordError};
pub use files::{Saved, bytes_of, held_by, open, open_settled, save, save_new, write_file};
pub use format::{FORMAT, LARGEST_FILE};
pub use journal::{Draft, Entry, Recovery, past};
pub use keeper::{Keeper, Kept, SaveTicket};
pub use leftover::Noting;
pub use opening::{Keeping, Opened, leftovers, open_kept, open_leftover};
pub use read::{Loaded, read_project};
pub use save::{SaveError, save_with};
pub use seen::{Over, Seen};
pub use state::state_root;
pub use unmerged::{Unmerged, unmerged};
pub use values::{
    FieldText, Recorded, Values, line, quarantined_of_values, quarantined_values, span_of_line, span_of_values,
    span_values, with_field, words,
};
pub use versions::{VERSIONS, Version, keep_version, versions};
pub use write::{Written, write_project};
