//! Small pieces that several panels share: badges, key caps, rows, tags, quiet buttons, fields, hints, what
//! dialogs share.

mod badge;
mod chip;
mod dialog;
mod draft;
mod field;
mod fields;
mod hint;
mod in_sight;
mod label;
mod line;
mod menu_list;
mod middle_cut;
mod narrowed;
mod row;
mod sharing;
mod tabs;
mod tag;
mod words;

pub(super) use badge::{badge_size, paint_badge, paint_key_cap};
pub(super) use chip::chip;
pub(super) use dialog::{buttons_ui, is_default, main_button, main_button_if, over_dialog, title, with_default};
pub(super) use draft::{DraftField, FormText, keep_typed, starts_over_ui, typed_before_ui, typed_into};
pub(super) use field::TextField;
pub(super) use fields::{area, line, name_over, named_field, named_line, one_line};
pub(super) use hint::{Hint, has_room_beside, hint_at};
pub(super) use in_sight::in_sight;
pub(super) use label::{label, on_one_line, weak};
pub(super) use line::{as_name, cut, cut_job, elided, paint_cut};
pub(super) use menu_list::{Entry, ListState, MenuList, Rows, choices_ui, is_untyped, list_button, menu_list_ui};
pub(super) use middle_cut::middle_cut_ui;
pub(super) use narrowed::{Narrowed, more_ui};
pub(super) use row::{Row, icon_button, link_button, row_label, section_title};
pub(super) use sharing::widest;
pub(super) use tabs::tabs_ui;
pub(super) use tag::{tag_card, tag_face};
pub(super) use words::TYPE_TO_FILTER;
