//! Small pieces that several panels share: badges, key caps, rows, quiet buttons, draft fields, what dialogs share.

mod badge;
mod dialog;
mod draft;
mod line;
mod row;
mod tabs;

pub use badge::{badge_size, paint_badge, paint_key_cap};
pub use dialog::{buttons_ui, main_button, over_dialog, title};
pub use draft::Draft;
pub use line::{cut, paint_cut};
pub use row::{Row, icon_button, link_button, row_label, section_title};
pub use tabs::tabs_ui;
