//! Small pieces that several panels share: badges, key caps, rows, tags, quiet buttons, fields, what dialogs share.

mod badge;
mod dialog;
mod draft;
mod fields;
mod label;
mod line;
mod local_times;
mod row;
mod tabs;
mod tag;
mod words;

pub use badge::{badge_size, paint_badge, paint_key_cap};
pub use dialog::{buttons_ui, main_button, over_dialog, title};
pub use draft::Draft;
pub use fields::{area, line, named_field, named_line, one_line};
pub use label::{label, on_one_line, weak};
pub use line::{cut, paint_cut};
pub use local_times::LocalTimes;
pub use row::{Row, icon_button, link_button, row_label, section_title};
pub use tabs::tabs_ui;
pub use tag::{tag_card, tag_face};
