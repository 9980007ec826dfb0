//! What stands around the article: menus, palette, docks with their panels, status line, messages, keys.

pub mod docks;
pub mod menu;
pub mod notices;
pub mod palette;
pub mod pulse;
pub mod shortcuts;
pub mod status;
pub mod words;
