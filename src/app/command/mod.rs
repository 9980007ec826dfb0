//! What the program can do without an object: the table of commands and of the panels they show, and shortcuts. It
//! names nothing of the rest of the application, which names it everywhere.

mod panel;
mod row;
mod shortcut;
mod table;

pub(crate) use panel::panels;
pub use panel::{Dock, Panel};
pub use row::{Menu, Needs, Reach, Row, Toggle};
pub use shortcut::{InvalidShortcut, Shortcut};
pub use table::Command;
