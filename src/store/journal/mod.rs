//! The journal: every step of an open project, on the disk as soon as it is made.
//!
//! It lies in a folder of its own as numbered files. The first line of each is
//! `sayso-journal 1 <project> <base> <first>`: the base is the SHA-256 of the bytes that the steps start from, or `-`
//! when they follow on the file before; then comes the number of the first step. Each further line (see [`line`]) is a step, or the announcement of a save.
//!
//! A save closes the present file, so that no thread ever waits for another: steps made while it runs go to the file
//! after the next, and the next announces the save. When it has ended, the steps of the closed files move to the
//! `history` beside them. What is being typed and is no step yet lies beside them too, see [`drafts`].

mod damage;
mod drafts;
mod entry;
mod header;
mod history;
mod line;
mod past;
mod recover;
mod steps;

pub use damage::{Damage, Damaged};
pub use drafts::{Draft, write_drafts};
pub use entry::{Entry, LineError};
pub use header::JOURNAL;
pub use history::LARGEST_HISTORY;
pub use line::{NotOurs, Scan, Tail, scan};
pub use past::past;
pub use recover::{Recovery, entries, recover};
pub use steps::{Closed, Journal, Unsynced};
