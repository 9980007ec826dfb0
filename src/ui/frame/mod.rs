//! What stands around the article: menus, palette, docks with their panels, status line, messages, keys.

pub(super) mod docks;
pub(super) mod marking;
pub(super) mod menu;
pub(super) mod notices;
pub(super) mod palette;
pub(super) mod pulse;
pub(super) mod shortcuts;
pub(super) mod status;
pub(super) mod words;
