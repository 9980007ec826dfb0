//! A shared folder: a folder that a sync service, a network drive or git carries, with one complete project file per
//! person, which only that person's Sayso writes.
//!
//! ```text
//! NAME.sayso-team/
//!   ana-k7f3.sayso                   Ana's project, as she shared it last
//!   ben-x2mq.sayso
//!   earlier/ana-k7f3-41-….sayso      each save that Ana shared, as long as somebody may still build on it
//! ```
//! Each file says in its head which save of each other file it contains ([`Vector`]). No clock is compared and no lock
//! between machines is taken. A file that is half there, older than known or of another project is skipped and read again
//! later. What this computer took in and wrote lies in its state folder:
//!
//! ```text
//! <state folder of the person>/sayso/shared/<hash of the folder's path>/
//!   own.ron                          which file is ours, and the save that we wrote last
//!   saves/                           saves that later ones build on
//! ```

/// The ending of the name of a shared folder.
pub const FOLDER_ENDING: &str = "sayso-team";

mod errors;
mod folder;
mod kept;
mod membership;
mod publish;
mod save;
mod suffix;
mod vector;

use std::path::Path;

pub use errors::{SharedError, Skipped};
pub use folder::SharedFile;
pub use membership::{Membership, is_shared_file};
pub use publish::Published;
pub use save::{SharedSave, fingerprint};
pub use vector::{SaveName, Vector};

/// Whether a folder is shared, by its name.
pub fn is_shared(folder: &Path) -> bool {
    folder.extension().is_some_and(|ending| ending == FOLDER_ENDING)
}

/// What a project is named after that lies in this file: the shared folder around it, or else the file itself.
pub fn named_after(file: &Path) -> &Path {
    file.parent().filter(|folder| is_shared(folder)).unwrap_or(file)
}
